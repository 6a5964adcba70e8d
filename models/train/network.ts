import * as tf from '@tensorflow/tfjs';
import type { Batch } from './batch.ts';
import type { Sizes } from './parameters.ts';
import type { Random } from './random.ts';

/** The network's parameters as tensors, by name. */
export type Weights = ReadonlyMap<string, tf.Tensor>;

/** How much is dropped at random while training. */
export interface Dropout {
  readonly encoder: number;
  readonly head: number;
  readonly random: Random;
}

/** Unnormalised outputs. */
export interface Outputs {
  /** [batch, intents] */
  readonly intents: tf.Tensor;
  /** [batch, domains] */
  readonly domains: tf.Tensor;
  /** [slotRows, words, tags]; null where no row's slots are read. */
  readonly tags: tf.Tensor | null;
  /** [batch, 512], in (−1, 1), not of unit length. */
  readonly embedding: tf.Tensor;
}

const EPSILON = 1e-6;
const NEVER = -1e9;

/**
 * Universal Sentence Encoder lite with heads for intent, target domain and slots; padding never changes a result.
 *
 * x = 2·E[id] + timing; two pre-norm transformer layers (256 → 512, 512 → 512); the mean of the pieces feeds a tanh layer
 * for the sentence embedding and one for intent and domain; a word is its first and its last piece, seen through two
 * residual convolutions over three words. `shift`, [batch · pieces, 256], is added to the pieces' vectors 2·E[id].
 */
export function runNetwork(
  weights: Weights,
  sizes: Sizes,
  batch: Batch,
  dropout: Dropout | null,
  shift: tf.Tensor | null = null,
): Outputs {
  const hidden = runEncoder(weights, sizes, batch, dropout, shift);
  const pooled = meanOfPieces(hidden, batch, sizes.model);
  const embedding = tf.tanh(dense(weights, 'embedding', pooled));
  const intentHidden = drop(tf.tanh(dense(weights, 'intentHidden', drop(pooled, dropout, 'head'))), dropout, 'head');
  return {
    intents: dense(weights, 'intent', intentHidden),
    domains: dense(weights, 'domain', intentHidden),
    tags: batch.slotRows.length === 0 ? null : runSlots(weights, sizes, batch, hidden, dropout),
    embedding,
  };
}

/** [batch · pieces, 512] */
export function runEncoder(
  weights: Weights,
  sizes: Sizes,
  batch: Batch,
  dropout: Dropout | null,
  shift: tf.Tensor | null = null,
): tf.Tensor {
  const own = lookUp(weights, batch);
  const looked = shift === null ? own : tf.add(own, shift);
  const timing = tf.tensor(timingSignal(batch.pieces, sizes.embed), [1, batch.pieces, sizes.embed]);
  const placed = tf.add(tf.reshape(looked, [batch.size, batch.pieces, sizes.embed]), timing);
  const masked = batch.pieceMask.map((known) => (known > 0 ? 0 : NEVER));
  const bias = tf.tensor(masked, [batch.size, 1, 1, batch.pieces]);
  let x = drop(tf.reshape(placed, [batch.ids.length, sizes.embed]), dropout, 'encoder');
  for (const [layer, width] of [sizes.embed, sizes.model].entries()) {
    x = runLayer(weights, `layer${layer}`, x, { width, bias, batch, sizes, dropout });
  }
  return x;
}

/** The pieces' vectors before their places are added, [batch · pieces, 256]. */
export function lookUp(weights: Weights, batch: Batch): tf.Tensor {
  const ids = tf.tensor(batch.ids, [batch.ids.length], 'int32');
  return tf.mul(tf.gather(get(weights, 'pieces'), ids), tf.scalar(2));
}

interface LayerContext {
  readonly width: number;
  readonly bias: tf.Tensor;
  readonly batch: Batch;
  readonly sizes: Sizes;
  readonly dropout: Dropout | null;
}

function runLayer(weights: Weights, name: string, x: tf.Tensor, context: LayerContext): tf.Tensor {
  const { width, sizes, dropout } = context;
  const attended = dense(weights, `${name}.out`, attention(weights, name, x, context));
  const carried = width === sizes.model ? x : dense(weights, `${name}.residual`, x);
  const y = tf.add(carried, drop(attended, dropout, 'encoder'));
  const wide = tf.relu(dense(weights, `${name}.ff1`, layerNorm(weights, `${name}.norm2`, y)));
  return tf.add(y, drop(dense(weights, `${name}.ff2`, wide), dropout, 'encoder'));
}

/** Multi-head self-attention over the pieces; [batch · pieces, width] → the same shape. */
function attention(weights: Weights, name: string, x: tf.Tensor, context: LayerContext): tf.Tensor {
  const { width, batch, sizes, bias } = context;
  const each = width / sizes.heads;
  const qkv = dense(weights, `${name}.qkv`, layerNorm(weights, `${name}.norm1`, x));
  const [q, k, v] = tf
    .split(qkv, 3, 1)
    .map((part) => tf.transpose(tf.reshape(part, [batch.size, batch.pieces, sizes.heads, each]), [0, 2, 1, 3])) as [
    tf.Tensor,
    tf.Tensor,
    tf.Tensor,
  ];
  const scores = tf.add(tf.matMul(tf.mul(q, tf.scalar(1 / Math.sqrt(each))), k, false, true), bias);
  const mixed = tf.matMul(tf.softmax(scores), v);
  return tf.reshape(tf.transpose(mixed, [0, 2, 1, 3]), [batch.size * batch.pieces, width]);
}

function runSlots(weights: Weights, sizes: Sizes, batch: Batch, hidden: tf.Tensor, dropout: Dropout | null): tf.Tensor {
  const rows = batch.slotRows.length;
  const count = rows * batch.words;
  const ends = [batch.first, batch.last].map((ends) => tf.gather(hidden, tf.tensor(ends, [count], 'int32')));
  const mask = tf.tensor(batch.wordMask, [rows, batch.words, 1]);
  const normed = drop(layerNorm(weights, 'slot.norm', tf.concat(ends, 1)), dropout, 'head');
  let z = tf.reshape(dense(weights, 'slot.dense', normed), [rows, batch.words, sizes.slotHidden]);
  for (const conv of ['slot.conv1', 'slot.conv2']) {
    z = tf.add(z, drop(convolve(weights, conv, tf.mul(z, mask), batch, sizes.slotHidden), dropout, 'head'));
  }
  const scores = dense(weights, 'slot.emit', tf.reshape(z, [count, sizes.slotHidden]));
  return tf.reshape(scores, [rows, batch.words, sizes.tags]);
}

/** A 1-D convolution over three words, then relu: three shifted copies side by side, one product. */
function convolve(weights: Weights, name: string, z: tf.Tensor, batch: Batch, width: number): tf.Tensor {
  const rows = batch.slotRows.length;
  const padded = tf.pad(z, [
    [0, 0],
    [1, 1],
    [0, 0],
  ]);
  const shifted = [0, 1, 2].map((by) => tf.slice(padded, [0, by, 0], [rows, batch.words, width]));
  const flat = tf.reshape(tf.concat(shifted, 2), [rows * batch.words, 3 * width]);
  return tf.reshape(tf.relu(dense(weights, name, flat)), [rows, batch.words, width]);
}

function meanOfPieces(hidden: tf.Tensor, batch: Batch, width: number): tf.Tensor {
  const mask = tf.tensor(batch.pieceMask, [batch.size, batch.pieces, 1]);
  const total = tf.sum(tf.mul(tf.reshape(hidden, [batch.size, batch.pieces, width]), mask), 1);
  return tf.div(total, tf.sum(mask, 1));
}

/** concat(sin, cos)(position · inv), inv = exp(−i · ln(1e4) / (width/2 − 1)); row-major [length, width]. */
export function timingSignal(length: number, width: number): Float32Array {
  const half = width / 2;
  const signal = new Float32Array(length * width);
  for (let i = 0; i < half; i++) {
    const inverse = Math.exp((-i * Math.log(1e4)) / (half - 1));
    for (let at = 0; at < length; at++) {
      signal[at * width + i] = Math.sin(at * inverse);
      signal[at * width + half + i] = Math.cos(at * inverse);
    }
  }
  return signal;
}

function dense(weights: Weights, name: string, x: tf.Tensor): tf.Tensor {
  return tf.add(tf.matMul(x, get(weights, `${name}.weight`)), get(weights, `${name}.bias`));
}

function layerNorm(weights: Weights, name: string, x: tf.Tensor): tf.Tensor {
  const centred = tf.sub(x, tf.mean(x, 1, true));
  const inverse = tf.rsqrt(tf.add(tf.mean(tf.square(centred), 1, true), tf.scalar(EPSILON)));
  return tf.add(tf.mul(tf.mul(centred, inverse), get(weights, `${name}.scale`)), get(weights, `${name}.bias`));
}

function drop(x: tf.Tensor, dropout: Dropout | null, where: 'encoder' | 'head'): tf.Tensor {
  if (dropout === null || dropout[where] === 0) return x;
  const size = x.shape.reduce((product, length) => product * length, 1);
  return tf.mul(x, tf.tensor(dropout.random.dropoutMask(size, dropout[where]), x.shape));
}

function get(weights: Weights, name: string): tf.Tensor {
  const found = weights.get(name);
  if (found === undefined) throw new Error(`no parameter ${name}`);
  return found;
}
