import {
  type Area,
  type Axis,
  baseline,
  drawing,
  horizontalAxis,
  legendHeight,
  lineLegend,
  verticalAxis,
} from './frame.ts';
import { linear, rangeOf } from './scale.ts';
import { element, lineStyle, mark, text } from './svg.ts';

export interface Series {
  readonly name: string;
  /** One for each category; null leaves a gap. */
  readonly values: readonly (number | null)[];
}
export interface LinePlot {
  readonly title: string;
  readonly horizontal: string;
  readonly vertical: string;
  readonly categories: readonly string[];
  /** Written small below each category. */
  readonly notes?: readonly string[];
  readonly series: readonly Series[];
  /** A level to compare with. */
  readonly reference?: { readonly name: string; readonly value: number };
  /** The least and greatest that values may be. */
  readonly limits: readonly [number, number];
  readonly format: (value: number) => string;
}

const WIDTH = 680;
const AREA: Area = { left: 72, top: 16, right: 664, bottom: 296 };

/** Lines over categories in order. */
export function linePlot(plot: LinePlot): string {
  const { categories, series, reference, notes } = plot;
  const values = series.flatMap((one) => one.values).filter((value) => value !== null);
  if (values.length === 0) throw new RangeError(`${plot.title}: nothing to draw`);
  const [from, to] = rangeOf([...values, ...(reference ? [reference.value] : [])], plot.limits);
  const y = linear(from, to, [AREA.bottom, AREA.top]);
  const step = (AREA.right - AREA.left) / categories.length;
  const x = (i: number) => AREA.left + (i + 0.5) * step;
  const horizontal: Axis = {
    title: plot.horizontal,
    scale: { ticks: categories.map((_, i) => i), at: x },
    format: (i) => categories[i] ?? '',
  };
  const below = AREA.bottom + 40 + (notes ? 16 : 0);
  const noted = (notes ?? []).map((note, i) =>
    text(x(i), AREA.bottom + 56, note, { anchor: 'middle', 'font-size': 10, opacity: 0.75 }),
  );
  const drawn = series.map((one, s) => drawSeries(one, s, x, y.at, plot));
  return drawing(
    plot.title,
    WIDTH,
    below + 20 + legendHeight(series.length),
    verticalAxis(AREA, { title: plot.vertical, scale: y, format: plot.format }),
    horizontalAxis(AREA, horizontal),
    baseline(AREA),
    ...noted,
    reference === undefined ? '' : drawReference(reference, y.at(reference.value)),
    ...drawn,
    lineLegend(
      AREA.left,
      below + 24,
      series.map(({ name }) => name),
    ),
  );
}

function drawSeries(
  { name, values }: Series,
  series: number,
  x: (i: number) => number,
  y: (value: number) => number,
  { categories, format }: LinePlot,
): string {
  const runs: string[][] = [[]];
  for (const [i, value] of values.entries()) {
    if (value === null) runs.push([]);
    else runs.at(-1)?.push(`${x(i).toFixed(1)},${y(value).toFixed(1)}`);
  }
  const lines = runs
    .filter((run) => run.length > 1)
    .map((run) => element('polyline', { points: run.join(' '), ...lineStyle(series) }));
  const marks = values.map((value, i) =>
    value === null ? '' : mark(series, x(i), y(value), `${name}: ${categories[i]}, ${format(value)}`),
  );
  return lines.join('') + marks.join('');
}

function drawReference({ name }: { readonly name: string }, y: number): string {
  const { left, right } = AREA;
  return (
    element('line', {
      x1: left,
      x2: right,
      y1: y,
      y2: y,
      class: 'reference',
      stroke: '#666666',
      'stroke-dasharray': '3 4',
    }) + text(left + 4, y - 6, name)
  );
}
