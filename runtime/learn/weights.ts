import { MINUTE_MS, SECOND_MS } from '../domain/time.ts';

/** Where learning draws its lines; what each reaction is worth stands in the bundle's `learning.json`. */
export const learning = {
  /** At this probability, either way, a telling reaction settles the verdict at once. */
  settleAt: 0.9,
  /** At the end of the quiet period a turn is a defect from here on. */
  defectAt: 0.5,
  /** Reactions come within a minute; after it silence is acceptance. */
  quietMs: MINUTE_MS,
  soonMs: 15 * SECOND_MS,
  /** Turns of a home between two that are still compared, and later turns that are kept of one. */
  pairsBetweenMax: 6,
  laterMax: 6,
  /** From here on a relation is named as evidence; a rewrite is learned only from a clearer one. */
  relationAt: 0.5,
  repairAt: 0.75,
  /** A later turn that so probably says it again is worth reading other texts in place of the first. */
  tryAt: 0.3,
  /** The same after "Do you want me to …?": who says the like instead has said no to it. */
  repairAskedAt: 0.5,
  /** Who rates a turn says so; simulated people do it too rarely for a model to learn how much that is. In log-odds. */
  rating: 5,
  /** A question that offered what was wanted is mended by its answer: what the answer came to is the answer's own verdict. In log-odds. */
  answered: 5,
  /** What a learned rewrite did and somebody took back; the homes that models are fitted on have no rewrites. In log-odds. */
  rewriteUndone: 5,
  /** Nothing is learned from what a wake word heard with less than this began. */
  wakeToLearn: 0.6,
} as const;

export function sigmoid(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}
