import * as tf from '@tensorflow/tfjs';
import type { Batch } from './batch.ts';
import { crfLoss } from './crf.ts';
import type { Outputs, Weights } from './network.ts';
import type { Sizes } from './parameters.ts';

/** What each part of the loss counts for. */
export interface LossWeights {
  readonly intent: number;
  readonly domain: number;
  readonly slots: number;
  readonly embedding: number;
  readonly labelSmoothing: number;
}

/** What the losses of a whole batch are divided by, counted over both halves. */
export interface Totals {
  readonly intents: number;
  readonly domains: number;
  readonly words: number;
  readonly embeddings: number;
}

/** The frozen original's embeddings of a batch, unit length, and which rows have one. */
export interface TeacherRows {
  /** [batch, 512]; zeros where unknown. */
  readonly vectors: Float32Array;
  /** [batch], 0 or 1. */
  readonly known: Float32Array;
}

/** The parts of a loss in the order intent, domain, slots, embedding; already divided by the totals. */
export type LossParts = [number, number, number, number];

/** The weighted sum of the four losses, and `report` called with its parts. */
export function totalLoss(
  outputs: Outputs,
  weights: Weights,
  sizes: Sizes,
  batch: Batch,
  context: { weights: LossWeights; totals: Totals; teacher: TeacherRows; report: (parts: LossParts) => void },
): tf.Tensor {
  const { weights: share, totals, teacher } = context;
  const intent = crossEntropy(
    outputs.intents,
    batch.targets.map((target) => target.intent),
    share.labelSmoothing,
  );
  const domain = crossEntropy(
    outputs.domains,
    batch.targets.map((target) => target.domain),
    share.labelSmoothing,
  );
  const slots = crfLossTensor(outputs.tags, weights.get('transitions') as tf.Tensor, batch, sizes.tags);
  const parts = [
    [intent, totals.intents, share.intent],
    [domain, totals.domains, share.domain],
    [slots, totals.words, share.slots],
    [cosineLoss(outputs.embedding, teacher), totals.embeddings, share.embedding],
  ] as const;
  context.report(parts.map(([loss, count]) => (loss.dataSync()[0] as number) / Math.max(1, count)) as LossParts);
  return tf.addN(parts.map(([loss, count, factor]) => tf.mul(loss, tf.scalar(factor / Math.max(1, count)))));
}

/** Cross entropy with label smoothing, summed over the rows whose label is not −1. */
export function crossEntropy(logits: tf.Tensor, labels: readonly number[], smoothing: number): tf.Tensor {
  const classes = logits.shape[1] as number;
  const wanted = new Float32Array(labels.length * classes);
  labels.forEach((label, row) => {
    if (label < 0) return;
    wanted.fill(smoothing / classes, row * classes, (row + 1) * classes);
    wanted[row * classes + label] = 1 - smoothing + smoothing / classes;
  });
  return tf.neg(tf.sum(tf.mul(tf.logSoftmax(logits), tf.tensor(wanted, [labels.length, classes]))));
}

/** 1 − cosine to the frozen embedding, summed over the rows that have one. */
function cosineLoss(embedding: tf.Tensor, teacher: TeacherRows): tf.Tensor {
  const rows = teacher.known.length;
  const inverse = tf.rsqrt(tf.add(tf.sum(tf.square(embedding), 1, true), tf.scalar(1e-12)));
  const products = tf.mul(tf.mul(embedding, inverse), tf.tensor(teacher.vectors, [rows, embedding.shape[1] as number]));
  const count = teacher.known.reduce((sum, known) => sum + known, 0);
  return tf.sub(tf.scalar(count), tf.sum(products));
}

/** The CRF loss as a differentiable function of emissions and transitions; a scalar, summed over sentences. */
function crfLossTensor(emissions: tf.Tensor, transitions: tf.Tensor, batch: Batch, tags: number): tf.Tensor {
  const loss = tf.customGrad(((e: tf.Tensor, t: tf.Tensor) => {
    const result = crfLoss(e.dataSync(), t.dataSync(), batch, tags);
    return {
      value: tf.scalar(result.loss),
      gradFunc: (dy: tf.Tensor) => [
        tf.mul(tf.tensor(result.emissionGradient, e.shape), dy),
        tf.mul(tf.tensor(result.transitionGradient, t.shape), dy),
      ],
    };
  }) as never);
  return loss(emissions, transitions);
}
