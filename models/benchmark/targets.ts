import { KEPT } from '../evaluate/measure/benchmarks.ts';
import { peerInWords } from '../evaluate/table/rows.ts';
import { type Goal, isMet, TARGETS, type Target } from '../evaluate/table/targets.ts';
import type { BenchmarkResult } from './results.ts';
import { figureOf } from './summary.ts';

/** One line: a figure that is kept, and the row of the evaluation's table whose goal and peers are its own. */
interface Line {
  readonly name: string;
  readonly set: string;
  readonly part: string;
  readonly figure: 'intent' | 'slotF1' | 'inScope' | 'oosRecall' | 'ece';
  readonly key: string;
}

const TITLES: Readonly<Record<string, string>> = {
  'hwu64 test': 'HWU64',
  'snips test': 'SNIPS',
  'slurp gold': 'SLURP gold',
  'slurp asr': 'SLURP recognised',
  'clinc test': 'CLINC150',
};

const LINES: readonly Line[] = [
  ...KEPT.map(([key, set, part, figure]): Line => ({ name: targetOf(key).what, set, part, figure, key })),
  { name: 'SLURP as recognised, with devel', set: 'slurpAsr', part: 'asr', figure: 'intent', key: 'slurp.asr' },
  ...Object.entries(TITLES).map(([place, title]): Line => {
    const [set = '', part = ''] = place.split(' ');
    return { name: `${title} calibration error`, set, part, figure: 'ece', key: 'calibration.ece' };
  }),
];

function targetOf(key: string): Target {
  const found = TARGETS.find((target) => target.key === key);
  if (found === undefined) throw new Error(`no target ${key}`);
  return found;
}

/** How far int8 may fall short of full precision, in points. */
const INT8_LOSS_MAX = 0.3;

/** The table of what was reached (int8, mean ± standard deviation over seeds) beside what was wanted and what others reach. */
export function targetTable(results: readonly BenchmarkResult[]): string[] {
  const head = ['benchmark', 'reached', 'seeds', 'wanted', '', 'int8 − fp32', 'others'];
  const rows = LINES.map(({ name, set, part, figure, key }) => {
    const { goal, peers = [] } = targetOf(key);
    const bound = goal === undefined ? '' : boundOf(goal);
    const others = figure === 'ece' ? '' : peers.map(peerInWords).join(', ');
    const ours = figureOf(results, set, part, figure);
    const full = figureOf(results, set, part, figure, 'fp32');
    if (ours === null || full === null) return [name, '–', '0', bound, 'not run', '', others];
    const change = 100 * (ours.mean - full.mean);
    const lost = figure !== 'ece' && change < -INT8_LOSS_MAX;
    return [
      name,
      `${(100 * ours.mean).toFixed(2)} ± ${(100 * ours.sd).toFixed(2)}`,
      String(ours.seeds),
      bound,
      goal === undefined ? '' : isMet(goal, ours) ? 'reached' : 'missed',
      `${change.toFixed(2)}${lost ? ' (too much)' : ''}`,
      others,
    ];
  });
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => (row[column] as string).length)));
  return [head, ...rows].map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] as number))
      .join('  ')
      .trimEnd(),
  );
}

/** In percent, as the figures beside it. */
function boundOf(goal: Goal): string {
  return 'atLeast' in goal ? `≥ ${percentOf(goal.atLeast)}` : `≤ ${percentOf(goal.atMost)}`;
}

function percentOf(share: number): string {
  return String(Number((100 * share).toFixed(2)));
}
