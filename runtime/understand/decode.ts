import type { ModelBundle } from '../ports/inference.ts';
import { FORBIDDEN } from './tags.ts';

/** The likeliest tag of each word and how sure it is. */
export interface DecodedTags {
  /** BIO indices, [words]. */
  readonly tags: Int32Array;
  /** Marginal probability of the chosen tag at each word, in [0, 1], [words]. */
  readonly confidence: Float32Array;
}

/** exp(transitions), kept with the bundle it came from: the same for every utterance. */
const expTransitions = new WeakMap<Float32Array, Float32Array>();

/**
 * Constrained decoding of a linear-chain CRF: Viterbi for the tags, forward-backward for their probabilities.
 *
 * `scores`: emissions, row-major [words, tags]. A step that the bundle forbids is never taken. Source: J. Lafferty,
 * A. McCallum, F. Pereira, "Conditional Random Fields" (2001); scaling as in L. Rabiner's HMM tutorial (1989), V.A.
 */
export function decodeTags(scores: Float32Array, bundle: Pick<ModelBundle, 'tags' | 'transitions'>): DecodedTags {
  const width = bundle.tags.length;
  const words = scores.length / width;
  const tags = viterbi(scores, words, width, bundle.transitions);
  return { tags, confidence: marginals(scores, words, width, expOf(bundle.transitions), tags) };
}

function viterbi(scores: Float32Array, words: number, width: number, transitions: Float32Array): Int32Array {
  const back = new Int32Array(words * width);
  let before = new Float64Array(width);
  let now = new Float64Array(width);
  for (let t = 0; t < width; t++) before[t] = (transitions[width * width + t] as number) + (scores[t] as number);
  for (let w = 1; w < words; w++) {
    now.fill(Number.NEGATIVE_INFINITY);
    for (let from = 0; from < width; from++) {
      const base = before[from] as number;
      for (let to = 0; to < width; to++) {
        const score = base + (transitions[from * width + to] as number);
        if (score > (now[to] as number)) {
          now[to] = score;
          back[w * width + to] = from;
        }
      }
    }
    for (let t = 0; t < width; t++) now[t] = (now[t] as number) + (scores[w * width + t] as number);
    [before, now] = [now, before];
  }
  const path = new Int32Array(words);
  let best = argmax(before);
  for (let w = words - 1; w >= 0; w--) {
    path[w] = best;
    best = back[w * width + best] as number;
  }
  return path;
}

/** Probability of `path`'s tag at each word, over all legal taggings. */
function marginals(scores: Float32Array, words: number, width: number, steps: Float32Array, path: Int32Array) {
  const emit = expRows(scores, words, width);
  const forward = new Float64Array(words * width);
  for (let w = 0; w < words; w++) {
    for (let to = 0; to < width; to++) {
      let sum = w === 0 ? (steps[width * width + to] as number) : 0;
      if (w > 0) {
        for (let from = 0; from < width; from++) {
          sum += (forward[(w - 1) * width + from] as number) * (steps[from * width + to] as number);
        }
      }
      forward[w * width + to] = sum * (emit[w * width + to] as number);
    }
    normalise(forward.subarray(w * width, (w + 1) * width));
  }
  const confidence = new Float32Array(words);
  let backward = new Float64Array(width).fill(1);
  for (let w = words - 1; w >= 0; w--) {
    const row = forward.subarray(w * width, (w + 1) * width);
    let total = 0;
    for (let t = 0; t < width; t++) total += (row[t] as number) * (backward[t] as number);
    const chosen = path[w] as number;
    confidence[w] = total > 0 ? ((row[chosen] as number) * (backward[chosen] as number)) / total : 0;
    backward = stepBack(backward, emit.subarray(w * width, (w + 1) * width), steps, width);
  }
  return confidence;
}

function stepBack(backward: Float64Array, emit: Float64Array, steps: Float32Array, width: number) {
  const carried = new Float64Array(width);
  const before = new Float64Array(width);
  for (let t = 0; t < width; t++) carried[t] = (backward[t] as number) * (emit[t] as number);
  for (let from = 0; from < width; from++) {
    let sum = 0;
    for (let to = 0; to < width; to++) sum += (steps[from * width + to] as number) * (carried[to] as number);
    before[from] = sum;
  }
  normalise(before);
  return before;
}

/** exp of each row less its maximum, so that nothing overflows. */
function expRows(scores: Float32Array, words: number, width: number): Float64Array {
  const out = new Float64Array(words * width);
  for (let w = 0; w < words; w++) {
    let max = Number.NEGATIVE_INFINITY;
    for (let t = 0; t < width; t++) max = Math.max(max, scores[w * width + t] as number);
    for (let t = 0; t < width; t++) out[w * width + t] = Math.exp((scores[w * width + t] as number) - max);
  }
  return out;
}

function expOf(transitions: Float32Array): Float32Array {
  let steps = expTransitions.get(transitions);
  if (steps === undefined) {
    steps = transitions.map((score) => (score <= FORBIDDEN ? 0 : Math.exp(score)));
    expTransitions.set(transitions, steps);
  }
  return steps;
}

function normalise(row: Float64Array): void {
  let sum = 0;
  for (const value of row) sum += value;
  if (sum > 0) for (let i = 0; i < row.length; i++) row[i] = (row[i] as number) / sum;
}

/** Index of the largest value, the first of equals. */
export function argmax(values: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if ((values[i] as number) > (values[best] as number)) best = i;
  return best;
}
