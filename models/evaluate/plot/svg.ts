/** An attribute of an element; undefined is left out. */
type Attributes = { readonly [name: string]: string | number | undefined };

/** An SVG or HTML element as text. Children are markup already; attribute values are escaped, numbers shortened. */
export function element(name: string, attributes: Attributes, ...children: readonly string[]): string {
  const told = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${typeof value === 'number' ? shorten(value) : escapeText(String(value))}"`)
    .join('');
  return children.length === 0 ? `<${name}${told}/>` : `<${name}${told}>${children.join('')}</${name}>`;
}

/** Text as it may stand in markup. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function shorten(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`a plot needs finite numbers, not ${value}`);
  return String(Number(value.toFixed(2)));
}

/** Where text stands against its point. */
export type Anchor = 'start' | 'middle' | 'end';

export function text(x: number, y: number, content: string, more: Attributes & { anchor?: Anchor } = {}): string {
  const { anchor = 'start', ...rest } = more;
  return element(
    'text',
    { x, y, 'text-anchor': anchor, class: 'ink', fill: INK, 'font-size': FONT_SIZE, ...rest },
    escapeText(content),
  );
}

export const FONT_SIZE = 12;
export const INK = '#222222';
export const GRID = '#dddddd';

/**
 * Colours that colour-blind people tell apart (M. Okabe, K. Ito 2008), as drawn on white; the page's style sheet brings
 * lighter ones for dark mode by the classes `line0`, `fill0` ….
 */
export const COLOURS: readonly string[] = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#8a6d00', '#56b4e9', '#555555'];
const DARK: readonly string[] = ['#56b4e9', '#ff9a4d', '#3ddbb0', '#f0a8d0', '#f0e442', '#9fd4f5', '#bbbbbb'];
/** Not by colour alone: every line has its own dashes, and its own mark. */
const DASHES: readonly (string | undefined)[] = [undefined, '6 3', '2 3', '8 3 2 3', '1 3', '10 4', '4 4'];

export function lineStyle(series: number): Attributes {
  return {
    class: `line${series % COLOURS.length}`,
    stroke: COLOURS[series % COLOURS.length],
    'stroke-width': 2,
    'stroke-dasharray': DASHES[series % DASHES.length],
    fill: 'none',
  };
}

export function fillStyle(series: number): Attributes {
  return { class: `fill${series % COLOURS.length}`, fill: COLOURS[series % COLOURS.length] };
}

/** A mark of its own shape for each series, 7 wide. */
export function mark(series: number, x: number, y: number, title: string): string {
  const style = fillStyle(series);
  const tip = element('title', {}, escapeText(title));
  const r = 3.5;
  switch (series % 4) {
    case 0:
      return element('circle', { cx: x, cy: y, r, ...style }, tip);
    case 1:
      return element('rect', { x: x - r, y: y - r, width: 2 * r, height: 2 * r, ...style }, tip);
    case 2:
      return element('path', { d: path([x, y - 4.5], [x + 4.5, y + 3.5], [x - 4.5, y + 3.5]), ...style }, tip);
    default:
      return element('path', { d: path([x, y - 4.5], [x + 4.5, y], [x, y + 4.5], [x - 4.5, y]), ...style }, tip);
  }
}

function path(...points: readonly (readonly [number, number])[]): string {
  return `${points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${shorten(x)} ${shorten(y)}`).join(' ')} Z`;
}

/** The style sheet's rules for plots in dark mode. */
export function darkRules(): string {
  const series = DARK.map((colour, i) => `.line${i}{stroke:${colour}}.fill${i}{fill:${colour}}`);
  return `.ink{fill:#e4e4e4}.grid{stroke:#444444}.axis{stroke:#aaaaaa}.reference{stroke:#aaaaaa}${series.join('')}`;
}
