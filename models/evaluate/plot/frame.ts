import type { Scale } from './scale.ts';
import { element, escapeText, fillStyle, GRID, lineStyle, mark, text } from './svg.ts';

/** Where a plot's area lies in its drawing, in pixels. */
export interface Area {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}
export interface Axis {
  readonly title: string;
  readonly scale: Scale;
  readonly format: (value: number) => string;
}

const LEGEND_LINE = 18;

/** Room for a legend of so many entries below a plot that ends at `bottom`. */
export function legendHeight(entries: number): number {
  return entries * LEGEND_LINE + 8;
}

/** A drawing of its own: described for who cannot see it, and as wide as its page allows. */
export function drawing(title: string, width: number, height: number, ...parts: readonly string[]): string {
  const attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    viewBox: `0 0 ${width} ${height}`,
    ...{ width, height, role: 'img', 'font-family': 'system-ui, sans-serif' },
  };
  return element('svg', attributes, element('title', {}, escapeText(title)), ...parts);
}

export function verticalAxis({ left, right, top, bottom }: Area, { title, scale, format }: Axis): string {
  const lines = scale.ticks.map((tick) => {
    const y = scale.at(tick);
    return (
      element('line', { x1: left, x2: right, y1: y, y2: y, class: 'grid', stroke: GRID }) +
      text(left - 8, y + 4, format(tick), { anchor: 'end' })
    );
  });
  const middle = (top + bottom) / 2;
  const name = text(16, middle, title, { anchor: 'middle', transform: `rotate(-90 16 ${middle})` });
  return lines.join('') + name;
}

export function horizontalAxis({ left, right, bottom, top }: Area, axis: Axis, grid = false): string {
  const { title, scale, format } = axis;
  const marks = scale.ticks.map((tick) => {
    const x = scale.at(tick);
    const line = grid
      ? element('line', { x1: x, x2: x, y1: top, y2: bottom, class: 'grid', stroke: GRID })
      : element('line', { x1: x, x2: x, y1: bottom, y2: bottom + 5, class: 'axis', stroke: '#666666' });
    return line + text(x, bottom + 20, format(tick), { anchor: 'middle' });
  });
  return marks.join('') + text((left + right) / 2, bottom + 40, title, { anchor: 'middle' });
}

/** The line along the bottom, drawn after the grid. */
export function baseline({ left, right, bottom }: Area): string {
  return element('line', { x1: left, x2: right, y1: bottom, y2: bottom, class: 'axis', stroke: '#666666' });
}

/** Names below each other, with the stroke and mark of their series. */
export function lineLegend(x: number, y: number, names: readonly string[]): string {
  return names
    .map((name, i) => {
      const at = y + i * LEGEND_LINE;
      const stroke = element('line', { x1: x, x2: x + 28, y1: at, y2: at, ...lineStyle(i) });
      return stroke + mark(i, x + 14, at, name) + text(x + 38, at + 4, name);
    })
    .join('');
}

export function boxLegend(x: number, y: number, names: readonly string[]): string {
  return names
    .map((name, i) => {
      const at = y + i * LEGEND_LINE;
      return element('rect', { x, y: at - 6, width: 12, height: 12, ...fillStyle(i) }) + text(x + 20, at + 4, name);
    })
    .join('');
}
