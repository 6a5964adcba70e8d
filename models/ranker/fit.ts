import type { EvidenceSignal } from '../../runtime/domain/decision.ts';
import { FEATURE_NAMES, SIGNAL_OF } from '../../runtime/resolve/candidate.ts';
import { type Random, seeded } from '../data/random.ts';
import type { Matrix } from './matrix.ts';
import { type Belief, PRIOR } from './prior.ts';

/** Two features of one candidate that say more together than apart: column numbers. */
export type Pair = readonly [number, number];

/** Weights of the features, then of the pairs. */
export type Weights = Float64Array;

const EPOCHS = 30;
const BATCH = 64;
const RATE = 0.03;
/** How many observations the belief before the fit counts for. */
const PRIOR_STRENGTH = 4;
/** Each group of features is left out of an example this often, so that no decision leans on one signal. */
const DROP = 0.12;

/** What two features together may add to what they are worth apart. */
const PAIR_MOST = 2;

const GROUPS: readonly EvidenceSignal[] = [...new Set(FEATURE_NAMES.map((name) => SIGNAL_OF[name]))];
const GROUP_OF = FEATURE_NAMES.map((name) => GROUPS.indexOf(SIGNAL_OF[name]));

/**
 * Fits a softmax over each example's candidates (McFadden's conditional logit) by Adam, with features dropped out by signal,
 * weights drawn to the prior and held to its signs. The same matrix and seed give the same weights; `start` are weights to go on
 * from.
 */
export function fitRanker(
  matrix: Matrix,
  pairs: readonly Pair[],
  seed: number,
  start?: Weights,
  epochs = EPOCHS,
): Weights {
  const random = seeded(seed);
  const examples = matrix.starts.length - 1;
  const size = matrix.width + pairs.length;
  const weights = new Float64Array(size);
  for (let i = 0; i < matrix.width; i++) weights[i] = PRIOR[i]?.weight ?? 0;
  if (start !== undefined) weights.set(start.subarray(0, Math.min(size, start.length)));
  const adam = { mean: new Float64Array(size), square: new Float64Array(size), steps: 0 };
  const order = Int32Array.from({ length: examples }, (_, i) => i);
  const gradient = new Float64Array(size);
  const batches = Math.ceil(examples / BATCH);
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, random);
    for (let batch = 0; batch < batches; batch++) {
      gradient.fill(0);
      const end = Math.min(examples, (batch + 1) * BATCH);
      for (let i = batch * BATCH; i < end; i++) {
        const keep = GROUPS.map((group) => (group === 'words' || !random.chance(DROP) ? 1 : 0));
        addGradient(matrix, pairs, order[i] ?? 0, keep, weights, gradient);
      }
      const count = end - batch * BATCH;
      for (let i = 0; i < size; i++) {
        const belief = PRIOR[i]?.weight ?? 0;
        gradient[i] = (gradient[i] ?? 0) / count + (PRIOR_STRENGTH / examples) * ((weights[i] ?? 0) - belief);
      }
      const done = (epoch * batches + batch) / (epochs * batches);
      descend(weights, gradient, adam, RATE * 0.5 * (1 + Math.cos(Math.PI * done)));
    }
  }
  return weights;
}

/** Adds the gradient of an example's negative log-likelihood to `gradient`. */
function addGradient(
  matrix: Matrix,
  pairs: readonly Pair[],
  example: number,
  keep: readonly number[],
  weights: Weights,
  gradient: Float64Array,
): void {
  const from = matrix.starts[example] ?? 0;
  const to = matrix.starts[example + 1] ?? from;
  const { scores, columns } = scored(matrix, pairs, from, to, keep, weights);
  const size = weights.length;
  let top = Number.NEGATIVE_INFINITY;
  for (const score of scores) top = Math.max(top, score);
  let all = 0;
  let rights = 0;
  for (let row = 0; row < scores.length; row++) {
    const odds = Math.exp((scores[row] ?? 0) - top);
    scores[row] = odds;
    all += odds;
    if (matrix.right[from + row] === 1) rights += odds;
  }
  for (let row = 0; row < scores.length; row++) {
    const odds = scores[row] ?? 0;
    const error = odds / all - (matrix.right[from + row] === 1 ? odds / rights : 0);
    if (Math.abs(error) < 1e-9) continue;
    for (let i = 0; i < size; i++) gradient[i] = (gradient[i] ?? 0) + error * (columns[row * size + i] ?? 0);
  }
}

function scored(
  matrix: Matrix,
  pairs: readonly Pair[],
  from: number,
  to: number,
  keep: readonly number[] | undefined,
  weights: Weights,
): { scores: Float64Array; columns: Float64Array } {
  const { width, values } = matrix;
  const size = width + pairs.length;
  const columns = new Float64Array((to - from) * size);
  const scores = new Float64Array(to - from);
  for (let row = from; row < to; row++) {
    const at = (row - from) * size;
    let score = 0;
    for (let i = 0; i < width; i++) {
      const value = (values[row * width + i] ?? 0) * (keep === undefined ? 1 : (keep[GROUP_OF[i] ?? 0] ?? 1));
      columns[at + i] = value;
      score += value * (weights[i] ?? 0);
    }
    for (let p = 0; p < pairs.length; p++) {
      const [a, b] = pairs[p] ?? [0, 0];
      const value = (columns[at + a] ?? 0) * (columns[at + b] ?? 0);
      columns[at + width + p] = value;
      score += value * (weights[width + p] ?? 0);
    }
    scores[row - from] = score;
  }
  return { scores, columns };
}

function descend(
  weights: Weights,
  gradient: Float64Array,
  adam: { readonly mean: Float64Array; readonly square: Float64Array; steps: number },
  rate: number,
): void {
  adam.steps++;
  const [keepMean, keepSquare] = [0.9, 0.999];
  for (let i = 0; i < weights.length; i++) {
    const slope = gradient[i] ?? 0;
    adam.mean[i] = keepMean * (adam.mean[i] ?? 0) + (1 - keepMean) * slope;
    adam.square[i] = keepSquare * (adam.square[i] ?? 0) + (1 - keepSquare) * slope * slope;
    const mean = (adam.mean[i] ?? 0) / (1 - keepMean ** adam.steps);
    const square = (adam.square[i] ?? 0) / (1 - keepSquare ** adam.steps);
    const moved = (weights[i] ?? 0) - (rate * mean) / (Math.sqrt(square) + 1e-8);
    weights[i] = within(moved, PRIOR[i]);
  }
}

function within(weight: number, belief: Belief | undefined): number {
  if (belief === undefined) return Math.max(-PAIR_MOST, Math.min(PAIR_MOST, weight));
  return belief.sign > 0 ? Math.max(0, Math.min(belief.most, weight)) : Math.min(0, Math.max(-belief.most, weight));
}

function shuffle(order: Int32Array, random: Random): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    const kept = order[i] ?? 0;
    order[i] = order[j] ?? 0;
    order[j] = kept;
  }
}

/** Mean negative log-likelihood of what is right, and how often the likeliest candidate is; nothing dropped. */
export function judge(
  matrix: Matrix,
  pairs: readonly Pair[],
  weights: Weights,
): { readonly loss: number; readonly accuracy: number } {
  const examples = matrix.starts.length - 1;
  let loss = 0;
  let hits = 0;
  for (let example = 0; example < examples; example++) {
    const from = matrix.starts[example] ?? 0;
    const to = matrix.starts[example + 1] ?? from;
    const { scores } = scored(matrix, pairs, from, to, undefined, weights);
    const best = scores.indexOf(Math.max(...scores));
    if (matrix.right[from + best] === 1) hits++;
    const top = scores[best] ?? 0;
    let all = 0;
    let rights = 0;
    for (let row = 0; row < scores.length; row++) {
      const odds = Math.exp((scores[row] ?? 0) - top);
      all += odds;
      if (matrix.right[from + row] === 1) rights += odds;
    }
    loss += Math.log(all) - Math.log(Math.max(rights, 1e-12));
  }
  return { loss: loss / Math.max(1, examples), accuracy: hits / Math.max(1, examples) };
}
