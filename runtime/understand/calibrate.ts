import type { Calibration } from '../ports/inference.ts';

/** The labels that are no request in the vocabulary: for another agent, or not for the hub at all. */
export const OUT_OF_SCOPE_LABELS: readonly string[] = ['Handoff', 'Ignore'];

/** Probabilities of logits divided by `temperature`; sums to 1, [logits]. */
export function softmax(logits: Float32Array, temperature: number): Float32Array {
  const top = maximum(logits);
  const out = logits.map((logit) => Math.exp((logit - top) / temperature));
  const sum = out.reduce((total, value) => total + value, 0);
  return out.map((value) => value / sum);
}

/** What the scope decision looks at: see `Calibration.scope`. */
export function scopeFeatures(logits: Float32Array, labels: readonly string[]): { energy: number; odds: number } {
  const inside: number[] = [];
  const outside: number[] = [];
  labels.forEach((label, i) => {
    (OUT_OF_SCOPE_LABELS.includes(label) ? outside : inside).push(logits[i] as number);
  });
  const energy = logSumExp(inside);
  return { energy, odds: energy - logSumExp(outside) };
}

/** Calibrated probability that this is a request in the vocabulary, in [0, 1]. */
export function inScopeProbability(logits: Float32Array, labels: readonly string[], scope: Calibration['scope']) {
  const { energy, odds } = scopeFeatures(logits, labels);
  return 1 / (1 + Math.exp(-(scope.bias + scope.energyWeight * energy + scope.oddsWeight * odds)));
}

/** log Σ exp(x), without overflow. */
export function logSumExp(values: readonly number[]): number {
  const top = maximum(values);
  let sum = 0;
  for (const value of values) sum += Math.exp(value - top);
  return top + Math.log(sum);
}

function maximum(values: ArrayLike<number>): number {
  let top = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) top = Math.max(top, values[i] as number);
  return top;
}
