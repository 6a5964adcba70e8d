import type { Reliability } from '../measure/calibration.ts';
import { type Area, baseline, drawing, horizontalAxis, legendHeight, lineLegend, verticalAxis } from './frame.ts';
import { linear } from './scale.ts';
import { element, fillStyle, lineStyle, mark, text } from './svg.ts';

export interface NamedReliability {
  readonly name: string;
  readonly reliability: Reliability;
}

const WIDTH = 560;
const AREA: Area = { left: 72, top: 16, right: 536, bottom: 416 };
const COUNTS = { top: 436, bottom: 496 };
/** Bins with fewer claims are noise and are drawn faint. */
const FEW = 10;

/** How often a confidence was right: on the diagonal it can be believed. Below, how many claims each range has. */
export function reliabilityPlot(title: string, all: readonly NamedReliability[]): string {
  const x = linear(0, 1, [AREA.left, AREA.right]);
  const y = linear(0, 1, [AREA.bottom, AREA.top]);
  const percent = (value: number) => `${Math.round(100 * value)} %`;
  const ideal = element('line', {
    ...{ x1: x.at(0), y1: y.at(0), x2: x.at(1), y2: y.at(1) },
    ...{ class: 'reference', stroke: '#666666', 'stroke-dasharray': '3 4' },
  });
  const lines = all.map(({ name, reliability }, s) => {
    const bins = reliability.bins.filter(({ count }) => count > 0);
    const points = bins.filter(({ count }) => count >= FEW);
    const line = points.map((bin) => `${x.at(bin.confidence).toFixed(1)},${y.at(bin.accuracy).toFixed(1)}`).join(' ');
    const marks = bins.map((bin) => {
      const told = `${name}: said ${percent(bin.confidence)}, right ${percent(bin.accuracy)} of ${bin.count}`;
      return element(
        'g',
        { opacity: bin.count < FEW ? 0.35 : 1 },
        mark(s, x.at(bin.confidence), y.at(bin.accuracy), told),
      );
    });
    return (points.length > 1 ? element('polyline', { points: line, ...lineStyle(s) }) : '') + marks.join('');
  });
  const names = all.map(
    ({ name, reliability }) => `${name}: error ${reliability.ece.toFixed(4)} over ${reliability.claims}`,
  );
  const area = { ...AREA, bottom: COUNTS.bottom };
  return drawing(
    title,
    WIDTH,
    COUNTS.bottom + 60 + legendHeight(all.length),
    verticalAxis(AREA, { title: 'share that was right', scale: y, format: percent }),
    ideal,
    baseline(AREA),
    ...lines,
    ...all.map(({ reliability }, s) => counts(reliability, s, all.length, x.at)),
    baseline(area),
    text(AREA.left - 8, COUNTS.bottom, 'claims', { anchor: 'end', 'font-size': 10 }),
    horizontalAxis(area, { title: 'confidence', scale: x, format: percent }),
    lineLegend(AREA.left, COUNTS.bottom + 64, names),
  );
}

/** A bar for each bin, on a logarithmic scale: most claims are sure ones. */
function counts({ bins }: Reliability, series: number, of: number, x: (value: number) => number): string {
  const top = Math.log10(Math.max(10, ...bins.map(({ count }) => count)));
  return bins
    .filter(({ count }) => count > 0)
    .map(({ from, to, count }) => {
      const width = (x(to) - x(from) - 2) / of;
      const height = ((COUNTS.bottom - COUNTS.top) * Math.log10(count + 1)) / (top + 0.1);
      const box = { x: x(from) + 1 + series * width, y: COUNTS.bottom - height, width: Math.max(1, width - 1), height };
      return element('rect', { ...box, ...fillStyle(series), opacity: 0.8 });
    })
    .join('');
}
