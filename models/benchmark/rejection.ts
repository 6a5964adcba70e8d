import { logSumExp } from '../../runtime/understand/calibrate.ts';
import type { Scored } from '../train/score.ts';

/** When a text is taken to be out of scope: its score is at least `threshold`. */
export interface Rejection {
  /** How much the trained out-of-scope label counts beside the energy of the others. */
  readonly labelWeight: number;
  readonly threshold: number;
}

/**
 * How far a text looks out of scope: minus the energy of the labels in scope (W. Liu et al. 2020, section 3), plus a share
 * of the logit that the out-of-scope label was trained to give.
 */
export function rejectionScore(logits: Float32Array, outside: number, { labelWeight }: Pick<Rejection, 'labelWeight'>) {
  const inside = Array.from(logits).filter((_, i) => i !== outside);
  return labelWeight * (logits[outside] as number) - logSumExp(inside);
}

const LABEL_WEIGHTS = [0, 0.1, 0.2, 0.3, 0.5, 0.75, 1];

/**
 * Chooses weight and threshold on held-out texts: the best sum of accuracy in scope and recall out of scope. One
 * threshold serves both figures.
 */
export function fitRejection(held: readonly Scored[], outside: number): Rejection {
  let best: Rejection & { readonly value: number } = { labelWeight: 0, threshold: 0, value: -1 };
  const others = held.filter(({ target }) => target.intent === outside).length;
  for (const labelWeight of LABEL_WEIGHTS) {
    const rows = held
      .map(({ intents, target }) => ({
        score: rejectionScore(intents, outside, { labelWeight }),
        isOther: target.intent === outside,
        isRight: target.intent === bestInside(intents, outside),
      }))
      .sort((a, b) => b.score - a.score);
    let rejected = 0;
    let right = rows.filter((row) => row.isRight && !row.isOther).length;
    rows.forEach((row, i) => {
      if (row.isOther) rejected += 1;
      else if (row.isRight) right -= 1;
      const value = right / (held.length - others) + rejected / others;
      const next = rows[i + 1]?.score ?? row.score;
      if (value > best.value) best = { labelWeight, threshold: (row.score + next) / 2, value };
    });
  }
  return { labelWeight: best.labelWeight, threshold: best.threshold };
}

/** The likeliest label but `outside` (−1: there is none); the first of equals. */
export function bestInside(logits: Float32Array, outside: number): number {
  let best = -1;
  logits.forEach((logit, i) => {
    if (i !== outside && (best < 0 || logit > (logits[best] as number))) best = i;
  });
  return best;
}
