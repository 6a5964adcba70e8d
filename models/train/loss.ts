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
  /** The gap between the intents of a sentence's two copies (L. Wu et al. 2021, R-Drop); 0 trains on one copy. */
  readonly rDrop: number;
  /**
   * Each step is taken as well on its sentences moved against the loss (T. Miyato et al. 2017), by this share of the
   * length of a sentence's piece vectors, at twice the price; 0 takes it once.
   */
  readonly adversarial: number;
}

/** What the losses of a whole batch are divided by, counted over all threads, each sentence once. */
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

/** The parts of a loss in the order intent, domain, slots, embedding, R-Drop; already divided by the totals. */
export type LossParts = [number, number, number, number, number];

/** The weighted sum of the losses, and `report` called with its parts. A sentence's copies count as one together. */
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
  const slots =
    outputs.tags === null
      ? tf.scalar(0)
      : crfLossTensor(outputs.tags, weights.get('transitions') as tf.Tensor, batch, sizes.tags);
  const { copies } = batch;
  const parts = [
    [intent, totals.intents * copies, share.intent],
    [domain, totals.domains * copies, share.domain],
    [slots, totals.words, share.slots],
    [cosineLoss(outputs.embedding, teacher), totals.embeddings * copies, share.embedding],
    [copies === 2 ? divergence(outputs.intents) : tf.scalar(0), totals.embeddings, share.rDrop],
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

/** Mean of both Kullback–Leibler divergences between the first half's rows and the second's, summed over the rows. */
function divergence(logits: tf.Tensor): tf.Tensor {
  const [a, b] = tf.split(tf.logSoftmax(logits), 2, 0) as [tf.Tensor, tf.Tensor];
  return tf.mul(tf.sum(tf.mul(tf.sub(tf.exp(a), tf.exp(b)), tf.sub(a, b))), tf.scalar(0.5));
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
