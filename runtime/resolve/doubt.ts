import { NAMING_SLOTS } from '../domain/intent.ts';
import type { DecisionModel } from '../domain/rankerModel.ts';
import type { Ranked } from './candidate.ts';
import type { Scope } from './scope.ts';

/** What a decision can be doubted by, each a probability in [0, 1]. */
export const DOUBTS = ['ours', 'intent', 'deed', 'read', 'sureness', 'exact'] as const;
export type Doubts = Readonly<Record<(typeof DOUBTS)[number], number>>;

/** Nothing is surer than this, either way. */
const SURE_MAX = 0.998;

/**
 * How doubtful the best candidate is: whether it is for us at all, whether this intent is meant, whether these things are meant
 * among those that the intent could be about, how the words themselves were read, how far the recogniser's texts agree, and
 * whether no word was guessed.
 */
export function doubtsOf(ranked: readonly Ranked[], scope: Scope, sureness: number): Doubts {
  const [top] = ranked;
  if (top === undefined) return { ours: scope.ours, intent: 0, deed: 0, read: 0, sureness, exact: 0 };
  const { intent, alike } = sharesOf(ranked, top);
  const read = Math.exp(top.candidate.features.find((feature) => feature.name === 'intent')?.value ?? 0);
  const exact = top.candidate.fuzzy && top.candidate.unmatched === undefined ? 0.5 : 1;
  return { ours: scope.ours, intent, deed: intent === 0 ? 0 : alike / intent, read, sureness, exact };
}

/** Share of all candidates that have the best one's intent, and that come to its very deed. */
export function sharesOf(ranked: readonly Ranked[], top: Ranked): { readonly intent: number; readonly alike: number } {
  const deed = deedOf(top);
  let intent = 0;
  let alike = 0;
  for (const one of ranked) {
    if (one.candidate.intent !== top.candidate.intent) continue;
    intent += one.probability;
    if (deedOf(one) === deed) alike += one.probability;
  }
  return { intent, alike };
}

/** Calibrated probability that the best candidate is what the person wanted. */
export function probabilityRight({ bias, weights }: DecisionModel, doubts: Doubts): number {
  let odds = bias;
  for (const name of DOUBTS) odds += (weights[name] ?? 0) * logit(doubts[name]);
  return 1 / (1 + Math.exp(-odds));
}

/** Natural-log odds, bounded. */
export function logit(probability: number): number {
  const bounded = Math.min(SURE_MAX, Math.max(1 - SURE_MAX, probability));
  return Math.log(bounded / (1 - bounded));
}

/** What would be done, however it was named: two ways to the same deed are no alternatives. */
export function deedOf({ candidate }: Ranked): string {
  const values = Object.entries(candidate.slots).filter(([name]) => !NAMING_SLOTS.has(name));
  return JSON.stringify([candidate.intent, candidate.targets, values.sort()]);
}
