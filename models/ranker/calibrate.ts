import type { DecisionModel, RankerModel } from '../../runtime/domain/rankerModel.ts';
import { DOUBTS, doubtsOf, logit, probabilityRight } from '../../runtime/resolve/doubt.ts';
import { rank } from '../../runtime/resolve/rank.ts';
import { reliabilityOf } from '../evaluate/measure/calibration.ts';
import type { Example } from './examples.ts';

const STEPS = 3000;
const RATE = 0.5;
/** Draws the weights to even trust in every doubt, by so many observations' worth. */
const PRIOR_STRENGTH = 2;
const PRIOR = 0.5;

/** One decision: what it can be doubted by, and whether its best candidate was what was meant. */
export interface Judged {
  readonly doubts: Float64Array;
  readonly right: boolean;
}

/** The best candidate of each example: what it can be doubted by, and whether it was what was meant. */
function decided(examples: readonly Example[], ranker: RankerModel) {
  return examples.flatMap(({ candidates, right, scope, sureness }) => {
    const ranked = rank(candidates, ranker);
    const [top] = ranked;
    if (top === undefined) return [];
    return [{ doubts: doubtsOf(ranked, scope, sureness), right: right[candidates.indexOf(top.candidate)] === true }];
  });
}

export function judged(examples: readonly Example[], ranker: RankerModel): Judged[] {
  return decided(examples, ranker).map(({ doubts, right }) => ({
    doubts: Float64Array.from(DOUBTS, (name) => logit(doubts[name])),
    right,
  }));
}

/** Fits the probability that a decision is right by gradient descent; no doubt may count in a decision's favour. */
export function fitDecision(decisions: readonly Judged[]): DecisionModel {
  const size = DOUBTS.length;
  const weights = new Float64Array(size + 1).fill(PRIOR);
  weights[size] = 0;
  const gradient = new Float64Array(size + 1);
  for (let step = 0; step < STEPS; step++) {
    gradient.fill(0);
    for (const { doubts, right } of decisions) {
      let odds = weights[size] ?? 0;
      for (let i = 0; i < size; i++) odds += (weights[i] ?? 0) * (doubts[i] ?? 0);
      const error = 1 / (1 + Math.exp(-odds)) - (right ? 1 : 0);
      for (let i = 0; i < size; i++) gradient[i] = (gradient[i] ?? 0) + error * (doubts[i] ?? 0);
      gradient[size] = (gradient[size] ?? 0) + error;
    }
    const rate = (RATE * (1 - step / STEPS)) / decisions.length;
    for (let i = 0; i <= size; i++) {
      const pull = i < size ? PRIOR_STRENGTH * ((weights[i] ?? 0) - PRIOR) : 0;
      const moved = (weights[i] ?? 0) - rate * ((gradient[i] ?? 0) + pull);
      weights[i] = i < size ? Math.max(0, moved) : moved;
    }
  }
  return {
    bias: weights[size] ?? 0,
    weights: Object.fromEntries(DOUBTS.map((name, i) => [name, weights[i] ?? 0])),
  };
}

const BINS = 10;

/** Expected calibration error of the decisions' probabilities: mean distance of each tenth's mean from how often it was right. */
export function decisionError(examples: readonly Example[], ranker: RankerModel): number {
  return reliabilityOf(claimsOf(examples, ranker), BINS).ece;
}

/** How sure each decision is that it is right, and whether it was. */
export function claimsOf(examples: readonly Example[], ranker: RankerModel) {
  return decided(examples, ranker).map(({ doubts, right }) => ({
    confidence: probabilityRight(ranker.decision, doubts),
    right,
  }));
}
