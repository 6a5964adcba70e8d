import { FORBIDDEN, isLegalStep } from '../../runtime/understand/tags.ts';
import type { Batch } from './batch.ts';

/** What the loss needs of a batch. */
type Tagged = Pick<Batch, 'slotRows' | 'words' | 'targets'>;

/** 1 where a step may be taken, 0 where not; row-major [tags + start, tags]. */
export function legalSteps(tags: number): Float32Array {
  const legal = new Float32Array((tags + 1) * tags);
  for (let from = 0; from <= tags; from++) {
    for (let to = 0; to < tags; to++) legal[from * tags + to] = isLegalStep(from === tags ? -1 : from, to) ? 1 : 0;
  }
  return legal;
}

/** Learned transitions with the forbidden steps set to `FORBIDDEN`. */
export function maskTransitions(transitions: Float32Array, tags: number): Float32Array {
  const legal = legalSteps(tags);
  return transitions.map((score, i) => (legal[i] === 1 ? score : FORBIDDEN));
}

/** Negative log likelihood summed over sentences, and its gradients. */
export interface CrfResult {
  readonly loss: number;
  /** The shape of the emissions. */
  readonly emissionGradient: Float32Array;
  /** The shape of the transitions; 0 for forbidden steps. */
  readonly transitionGradient: Float32Array;
}

/**
 * Loss and exact gradients of a linear-chain CRF by scaled forward-backward, in plain numbers.
 *
 * `emissions`: [slotRows, words, tags]; `transitions`: [tags + start, tags]. The gradient is the expected count less the
 * observed one (J. Lafferty et al. 2001). Sentences whose tags are null add nothing.
 */
export function crfLoss(emissions: Float32Array, transitions: Float32Array, batch: Tagged, tags: number): CrfResult {
  const steps = maskTransitions(transitions, tags).map((score) => (score <= FORBIDDEN ? 0 : Math.exp(score)));
  const emissionGradient = new Float32Array(emissions.length);
  const transitionGradient = new Float32Array(transitions.length);
  let loss = 0;
  batch.slotRows.forEach((row, i) => {
    const gold = batch.targets[row]?.tags ?? null;
    if (gold === null || gold.length === 0) return;
    const offset = i * batch.words * tags;
    const rows = emissions.subarray(offset, offset + gold.length * tags);
    const out = emissionGradient.subarray(offset, offset + gold.length * tags);
    loss += sentence({ rows, gold, steps, transitions, tags, out, transitionGradient });
  });
  return { loss, emissionGradient, transitionGradient };
}

interface Sentence {
  readonly rows: Float32Array;
  readonly gold: Int32Array;
  readonly steps: Float32Array;
  readonly transitions: Float32Array;
  readonly tags: number;
  readonly out: Float32Array;
  readonly transitionGradient: Float32Array;
}

function sentence(s: Sentence): number {
  const { rows, gold, steps, tags, out, transitionGradient, transitions } = s;
  const words = gold.length;
  const { emit, forward, logPartition } = forwardPass(rows, words, steps, tags);
  let backward = new Float64Array(tags).fill(1);
  for (let w = words - 1; w >= 0; w--) {
    const at = w * tags;
    let total = 0;
    for (let t = 0; t < tags; t++) total += (forward[at + t] as number) * (backward[t] as number);
    for (let t = 0; t < tags; t++) out[at + t] = ((forward[at + t] as number) * (backward[t] as number)) / total;
    const carried = backward.map((value, t) => value * (emit[at + t] as number));
    backward = w > 0 ? pairs(s, forward.subarray(at - tags, at), carried) : backward;
    if (w === 0) for (let t = 0; t < tags; t++) add(transitionGradient, tags * tags + t, out[t] as number);
  }
  let score = 0;
  for (let w = 0; w < words; w++) {
    const tag = gold[w] as number;
    const step = (w === 0 ? tags : (gold[w - 1] as number)) * tags + tag;
    score += (rows[w * tags + tag] as number) + (transitions[step] as number);
    add(out, w * tags + tag, -1);
    add(transitionGradient, step, -1);
  }
  return logPartition - score;
}

/** Scaled forward probabilities, [words, tags], and the log of the partition function. */
function forwardPass(rows: Float32Array, words: number, steps: Float32Array, tags: number) {
  const emit = new Float64Array(words * tags);
  const forward = new Float64Array(words * tags);
  let logPartition = 0;
  for (let w = 0; w < words; w++) {
    const at = w * tags;
    let top = Number.NEGATIVE_INFINITY;
    for (let t = 0; t < tags; t++) top = Math.max(top, rows[at + t] as number);
    const now = new Float64Array(tags);
    if (w === 0) for (let t = 0; t < tags; t++) now[t] = steps[tags * tags + t] as number;
    else {
      for (let from = 0; from < tags; from++) {
        const base = forward[at - tags + from] as number;
        for (let to = 0; to < tags; to++) now[to] = (now[to] as number) + base * (steps[from * tags + to] as number);
      }
    }
    let sum = 0;
    for (let t = 0; t < tags; t++) {
      emit[at + t] = Math.exp((rows[at + t] as number) - top);
      sum += now[t] = (now[t] as number) * (emit[at + t] as number);
    }
    for (let t = 0; t < tags; t++) forward[at + t] = (now[t] as number) / sum;
    logPartition += Math.log(sum) + top;
  }
  return { emit, forward, logPartition };
}

/** Adds the expected steps between two words to the gradient; returns the scaled backward row of the earlier word. */
function pairs(s: Sentence, before: Float64Array, carried: Float64Array): Float64Array<ArrayBuffer> {
  const { steps, tags, transitionGradient } = s;
  const earlier = new Float64Array(tags);
  let total = 0;
  for (let from = 0; from < tags; from++) {
    let sum = 0;
    for (let to = 0; to < tags; to++) sum += (steps[from * tags + to] as number) * (carried[to] as number);
    earlier[from] = sum;
    total += sum * (before[from] as number);
  }
  let scale = 0;
  for (let from = 0; from < tags; from++) {
    const weight = (before[from] as number) / total;
    for (let to = 0; to < tags; to++) {
      const step = from * tags + to;
      add(transitionGradient, step, weight * (steps[step] as number) * (carried[to] as number));
    }
    scale += earlier[from] as number;
  }
  return earlier.map((value) => value / scale);
}

function add(values: Float32Array, at: number, value: number): void {
  values[at] = (values[at] as number) + value;
}
