import type { OpenHub } from '../../runtime/adapters/replay/replay.ts';
import type { Examples } from '../data/index.ts';
import { findOverlap, type Overlap } from './overlap.ts';
import { type Score, sample, score } from './score.ts';
import { type EvaluationSet, SETS } from './sets.ts';

export interface EvaluateOptions {
  readonly folder: string;
  /** Empty is all. */
  readonly names: readonly string[];
  readonly limit: number;
  readonly seed: number;
  /** What training sees, to look for evaluated texts in it; undefined: nothing is looked for and nothing excluded. */
  readonly examples: Examples | undefined;
  readonly progress: (text: string) => void;
}
export interface Evaluation {
  readonly scores: ReadonlyMap<string, Score>;
  /** Cases left out of each set's figure, since training saw their texts. */
  readonly excluded: ReadonlyMap<string, number>;
  readonly overlap: Overlap | undefined;
}

/**
 * Scores the public sets of a data folder.
 *
 * @throws DataError for a missing or malformed file.
 */
export async function evaluate(openHub: OpenHub, options: EvaluateOptions): Promise<Evaluation> {
  const { folder, names, limit, seed, progress } = options;
  const chosen: readonly EvaluationSet[] = names.length === 0 ? SETS : SETS.filter(({ name }) => names.includes(name));
  // All files are read before the first figure: what is missing is told at once.
  const cases = new Map(chosen.map((set) => [set.name, sample(set.load(folder), limit, seed)]));
  const { examples } = options;
  if (examples !== undefined) progress('what training saw');
  const overlap = examples && findOverlap(folder, examples, cases);
  const scores = new Map<string, Score>();
  const excluded = new Map<string, number>();
  for (const [name, all] of cases) {
    const unseen = all.filter(({ id }) => !overlap?.seen.has(id));
    excluded.set(name, all.length - unseen.length);
    scores.set(name, await score(unseen, openHub, (done) => progress(`${name} ${done}/${unseen.length}`)));
  }
  return { scores, excluded, overlap };
}
