import type { BenchmarkResult } from './results.ts';
import { figureOf } from './summary.ts';

/** What a figure should reach, and what others reach; percent. */
interface Target {
  readonly name: string;
  readonly set: string;
  readonly part: string;
  readonly figure: 'intent' | 'slotF1' | 'inScope' | 'oosRecall' | 'ece';
  readonly wanted: number;
  readonly peers: string;
}

const CLINC_PEERS = 'BERT 96.9 / 40, with a threshold 96 / 52; FastText 89 / 10';

const TARGETS: readonly Target[] = [
  {
    name: 'HWU64 intent',
    set: 'hwu64',
    part: 'test',
    figure: 'intent',
    wanted: 91,
    peers: 'fastText 83.6, NLP.js 79.9, USE-lite + MLP 88.0, BERT-base 92–93',
  },
  {
    name: 'SNIPS intent',
    set: 'snips',
    part: 'test',
    figure: 'intent',
    wanted: 98.3,
    peers: 'joint models 97–98, BERT 98.6–99',
  },
  {
    name: 'SNIPS slot F1',
    set: 'snips',
    part: 'test',
    figure: 'slotF1',
    wanted: 95,
    peers: 'joint models 88–94, BERT 96–97',
  },
  {
    name: 'SLURP devel, gold text',
    set: 'slurp',
    part: 'gold',
    figure: 'intent',
    wanted: 85,
    peers: "HERMIT 84.8, on SLURP's own train part",
  },
  {
    name: 'SLURP recognised, no SLURP labels',
    set: 'slurp',
    part: 'asr',
    figure: 'intent',
    wanted: 79,
    peers: "HERMIT 78.3, on SLURP's own train part",
  },
  {
    name: 'SLURP recognised, with devel',
    set: 'slurpAsr',
    part: 'asr',
    figure: 'intent',
    wanted: 79,
    peers: "HERMIT 78.3, on SLURP's own train part",
  },
  { name: 'CLINC150 in scope', set: 'clinc', part: 'test', figure: 'inScope', wanted: 93.5, peers: CLINC_PEERS },
  { name: 'CLINC150 out of scope', set: 'clinc', part: 'test', figure: 'oosRecall', wanted: 83, peers: CLINC_PEERS },
  ...(
    [
      ['HWU64', 'hwu64', 'test'],
      ['SNIPS', 'snips', 'test'],
      ['SLURP gold', 'slurp', 'gold'],
      ['SLURP recognised', 'slurp', 'asr'],
      ['CLINC150', 'clinc', 'test'],
    ] as const
  ).map(
    ([name, set, part]): Target => ({
      name: `${name} calibration error`,
      set,
      part,
      figure: 'ece',
      wanted: 3,
      peers: '',
    }),
  ),
];

/** How far int8 may fall short of full precision, in points. */
const INT8_LOSS_MAX = 0.3;

/** The table of what was reached (int8, mean ± standard deviation over seeds) beside what was wanted and what others reach. */
export function targetTable(results: readonly BenchmarkResult[]): string[] {
  const head = ['benchmark', 'reached', 'seeds', 'wanted', '', 'int8 − fp32', 'others'];
  const rows = TARGETS.map(({ name, set, part, figure, wanted, peers }) => {
    const isLess = figure === 'ece';
    const bound = `${isLess ? '≤' : '≥'} ${wanted}`;
    const ours = figureOf(results, set, part, figure);
    const full = figureOf(results, set, part, figure, 'fp32');
    if (ours === null || full === null) return [name, '–', '0', bound, 'not run', '', peers];
    const reached = isLess ? 100 * ours.mean <= wanted : 100 * ours.mean >= wanted;
    const change = 100 * (ours.mean - full.mean);
    const lost = isLess ? false : change < -INT8_LOSS_MAX;
    return [
      name,
      `${(100 * ours.mean).toFixed(2)} ± ${(100 * ours.sd).toFixed(2)}`,
      String(ours.seeds),
      bound,
      reached ? 'reached' : 'missed',
      `${change.toFixed(2)}${lost ? ' (too much)' : ''}`,
      peers,
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
