import { type Figure, type Figures, isSpread } from './figures.ts';
import { type Goal, isMet, type Peer, type Target, type Unit } from './targets.ts';

/** One line of the table, in words. */
export interface Row {
  readonly key: string;
  readonly section: string;
  readonly what: string;
  readonly ours: string;
  readonly goal: string;
  readonly verdict: 'met' | 'missed' | 'not run' | '';
  readonly peers: string;
  readonly source: string;
}

/** Every target as a row; what has no figure says what would make one. */
export function rowsOf(targets: readonly Target[], figures: Figures, cases: ReadonlyMap<string, string>): Row[] {
  return targets.map(({ key, section, what, unit, goal, peers = [], source = '', command }) => {
    const figure = figures.get(key);
    const counted = cases.get(key);
    const ours = figure === undefined ? `not run: ${command}` : inWords(figure, unit);
    return {
      ...{ key, section, what, source },
      ours: figure !== undefined && counted !== undefined ? `${counted} = ${ours}` : ours,
      goal: goal === undefined ? '' : goalInWords(goal, unit),
      verdict: figure === undefined ? 'not run' : goal === undefined ? '' : isMet(goal, figure) ? 'met' : 'missed',
      peers: peers.map(peerInWords).join(', '),
    };
  });
}

/** The table as plain text: a heading for each section. */
export function renderRows(rows: readonly Row[]): string {
  const columns = (row: Row) => [row.what, row.ours, row.goal, row.verdict === 'not run' ? '' : row.verdict, row.peers];
  const heads = ['', 'ours', 'goal', '', 'others, published or measured elsewhere'];
  // What has not been run is long and lets the other columns be.
  const widths = heads.map((head, column) =>
    Math.max(
      head.length,
      ...rows.map((row) => (row.verdict === 'not run' && column === 1 ? 0 : (columns(row)[column] ?? '').length)),
    ),
  );
  const line = (cells: readonly string[]) =>
    `  ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd();
  const lines: string[] = [line(heads)];
  let section = '';
  for (const row of rows) {
    if (row.section !== section) lines.push(row.section);
    section = row.section;
    lines.push(line(columns(row)));
  }
  return lines.join('\n');
}

export function inWords(figure: Figure, unit: Unit): string {
  if (!isSpread(figure)) return withUnit(figure, unit);
  const { mean, sd, seeds } = figure;
  if (seeds === 1) return `${withUnit(mean, unit)} (1 seed)`;
  const scale = unit === 'share' ? 100 : 1;
  return `${(scale * mean).toFixed(digits(unit))} ± ${withUnit(sd, unit)} (${seeds} seeds)`;
}

function withUnit(value: number, unit: Unit): string {
  switch (unit) {
    case 'share':
      return `${(100 * value).toFixed(digits(unit))} %`;
    case 'ms':
      return `${value >= 100 ? value.toFixed(0) : value.toFixed(digits(unit))} ms`;
    case 'mib':
      return `${value.toFixed(digits(unit))} MB`;
    case 'mb':
      return `${(value / 1e6).toFixed(2)} MB`;
    case 'ratio':
    case 'number':
    case 'error':
      return value.toFixed(digits(unit));
  }
}

function digits(unit: Unit): number {
  return { share: 2, error: 4, ratio: 2, ms: 3, mib: 1, mb: 2, number: 5 }[unit];
}

function goalInWords(goal: Goal, unit: Unit): string {
  const [sign, value] = 'atLeast' in goal ? ['≥', goal.atLeast] : ['≤', goal.atMost];
  const shown = unit === 'share' ? `${Number((100 * value).toFixed(2))} %` : unit === 'mb' ? `${value / 1e6} MB` : '';
  if (shown !== '') return `${sign} ${shown}`;
  return `${sign} ${value}${unit === 'ms' ? ' ms' : unit === 'mib' ? ' MB' : ''}`;
}

export function peerInWords({ name, figure }: Peer): string {
  return `${name} ${figure}`;
}
