import { argmax } from '../domain/vector.ts';
import type { ModelBundle } from '../ports/inference.ts';
import { FORBIDDEN } from './tags.ts';

/** The likeliest tag of each word and how sure it is. */
export interface DecodedTags {
  /** BIO indices, [words]. */
  readonly tags: Int32Array;
  /** Marginal probability of the chosen tag at each word, in [0, 1], [words]. */
  readonly confidence: Float32Array;
}

/**
 * A bundle's transitions turned for decoding: `scores[to · width + from]`, `steps` their exponentials, the first step's
 * in a row of their own. Only steps that BIO allows are ever looked at: from anything to O or B-x, and from B-x or I-x to
 * I-x; that is half of them.
 */
interface Steps {
  readonly width: number;
  readonly scores: Float64Array;
  readonly steps: Float64Array;
  readonly firstScores: Float64Array;
  readonly firstSteps: Float64Array;
}

/** Kept with the transitions they were made from: the same for every utterance. */
const prepared = new WeakMap<Float32Array, Steps>();

/**
 * Constrained decoding of a linear-chain CRF: Viterbi for the tags, forward-backward for their probabilities.
 *
 * `scores`: emissions, row-major [words, tags], tags in the order O, B-x, I-x, B-y, I-y … A step that the bundle forbids
 * is never taken. Source: J. Lafferty, A. McCallum, F. Pereira, "Conditional Random Fields" (2001); scaling as in L.
 * Rabiner's HMM tutorial (1989), V.A.
 */
export function decodeTags(scores: Float32Array, bundle: Pick<ModelBundle, 'tags' | 'transitions'>): DecodedTags {
  const steps = stepsOf(bundle.transitions, bundle.tags.length);
  const words = scores.length / steps.width;
  const tags = viterbi(scores, words, steps);
  return { tags, confidence: marginals(scores, words, steps, tags) };
}

function viterbi(scores: Float32Array, words: number, { width, scores: steps, firstScores }: Steps): Int32Array {
  const back = new Int32Array(words * width);
  let before = firstScores.map((score, t) => score + (scores[t] as number));
  let now = new Float64Array(width);
  for (let w = 1; w < words; w++) {
    for (let to = 0; to < width; to++) {
      const inside = to > 0 && to % 2 === 0;
      const last = inside ? to : width - 1;
      let best = Number.NEGATIVE_INFINITY;
      let from = 0;
      for (let f = inside ? to - 1 : 0; f <= last; f++) {
        const score = (before[f] as number) + (steps[to * width + f] as number);
        if (score > best) {
          best = score;
          from = f;
        }
      }
      now[to] = best + (scores[w * width + to] as number);
      back[w * width + to] = from;
    }
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
function marginals(scores: Float32Array, words: number, s: Steps, path: Int32Array): Float32Array {
  const { width } = s;
  const emit = expRows(scores, words, width);
  const forward = forwardRows(emit, words, s);
  const confidence = new Float32Array(words);
  let backward = new Float64Array(width).fill(1);
  for (let w = words - 1; w >= 0; w--) {
    const at = w * width;
    let total = 0;
    for (let t = 0; t < width; t++) total += (forward[at + t] as number) * (backward[t] as number);
    const chosen = path[w] as number;
    confidence[w] = total > 0 ? ((forward[at + chosen] as number) * (backward[chosen] as number)) / total : 0;
    if (w > 0) backward = stepBack(backward, emit.subarray(at, at + width), s);
  }
  return confidence;
}

/** Forward probabilities, each row scaled to sum to 1, [words, tags]. */
function forwardRows(emit: Float64Array, words: number, { width, steps, firstSteps }: Steps): Float64Array {
  const forward = new Float64Array(words * width);
  for (let w = 0; w < words; w++) {
    const at = w * width;
    for (let to = 0; to < width; to++) {
      let sum = 0;
      if (w === 0) sum = firstSteps[to] as number;
      else {
        const inside = to > 0 && to % 2 === 0;
        const last = inside ? to : width - 1;
        for (let from = inside ? to - 1 : 0; from <= last; from++) {
          sum += (forward[at - width + from] as number) * (steps[to * width + from] as number);
        }
      }
      forward[at + to] = sum * (emit[at + to] as number);
    }
    normalise(forward.subarray(at, at + width));
  }
  return forward;
}

function stepBack(backward: Float64Array, emit: Float64Array, { width, steps }: Steps): Float64Array<ArrayBuffer> {
  const before = new Float64Array(width);
  for (let to = 0; to < width; to++) {
    const carried = (backward[to] as number) * (emit[to] as number);
    const inside = to > 0 && to % 2 === 0;
    const last = inside ? to : width - 1;
    for (let from = inside ? to - 1 : 0; from <= last; from++) {
      before[from] = (before[from] as number) + carried * (steps[to * width + from] as number);
    }
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

function stepsOf(transitions: Float32Array, width: number): Steps {
  const known = prepared.get(transitions);
  if (known !== undefined) return known;
  const scores = new Float64Array(width * width);
  for (let from = 0; from < width; from++) {
    for (let to = 0; to < width; to++) scores[to * width + from] = transitions[from * width + to] as number;
  }
  const firstScores = Float64Array.from(transitions.subarray(width * width));
  const exp = (score: number) => (score <= FORBIDDEN ? 0 : Math.exp(score));
  const made = { width, scores, steps: scores.map(exp), firstScores, firstSteps: firstScores.map(exp) };
  prepared.set(transitions, made);
  return made;
}

function normalise(row: Float64Array): void {
  let sum = 0;
  for (const value of row) sum += value;
  if (sum > 0) for (let i = 0; i < row.length; i++) row[i] = (row[i] as number) / sum;
}
