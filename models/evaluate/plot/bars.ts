import { boxLegend, drawing, horizontalAxis, legendHeight } from './frame.ts';
import { linear } from './scale.ts';
import { element, escapeText, fillStyle, text } from './svg.ts';

export interface Bar {
  readonly name: string;
  /** One for each name in `of`. */
  readonly values: readonly (number | null)[];
}
export interface BarPlot {
  readonly title: string;
  readonly horizontal: string;
  readonly of: readonly string[];
  readonly bars: readonly Bar[];
  readonly range: readonly [number, number];
  readonly format: (value: number) => string;
}

const WIDTH = 680;
const LEFT = 150;
const RIGHT = 610;
const TOP = 12;
const THICK = 13;

/** Horizontal bars, their values written at their ends. */
export function barPlot({ title, horizontal, of, bars, range, format }: BarPlot): string {
  const row = of.length * THICK + 10;
  const bottom = TOP + bars.length * row;
  const x = linear(range[0], range[1], [LEFT, RIGHT]);
  const drawn = bars.map(({ name, values }, i) => {
    const y = TOP + i * row;
    const label = text(LEFT - 10, y + row / 2, name, { anchor: 'end' });
    const boxes = values.map((value, s) => {
      if (value === null) return '';
      const at = y + 4 + s * THICK;
      const width = Math.max(0.5, x.at(Math.max(range[0], value)) - LEFT);
      const tip = element('title', {}, escapeText(`${name}, ${of[s]}: ${format(value)}`));
      return (
        element('rect', { x: LEFT, y: at, width, height: THICK - 2, ...fillStyle(s) }, tip) +
        text(LEFT + width + 5, at + THICK - 4, format(value), { 'font-size': 10 })
      );
    });
    return label + boxes.join('');
  });
  const area = { left: LEFT, top: TOP, right: RIGHT, bottom };
  return drawing(
    title,
    WIDTH,
    bottom + 52 + legendHeight(of.length),
    horizontalAxis(area, { title: horizontal, scale: x, format }, true),
    ...drawn,
    boxLegend(LEFT, bottom + 62, of),
  );
}
