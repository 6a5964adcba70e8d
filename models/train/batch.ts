import type { EncodedWords } from '../../runtime/understand/encode.ts';
import type { Random } from './random.ts';

/** What the network must say of one sentence; −1 and null where it is not known and no loss is taken. */
export interface Target {
  readonly intent: number;
  readonly domain: number;
  /** BIO indices, [words]. */
  readonly tags: Int32Array | null;
}

/** A sentence as training holds it. */
export interface Sample {
  readonly encoded: EncodedWords;
  readonly target: Target;
  /** Index of its frozen embedding, −1 for none. */
  readonly teacher: number;
}

/** Sentences padded to one shape. */
export interface Batch {
  readonly size: number;
  readonly pieces: number;
  readonly words: number;
  /** [size · pieces]; 0 in the padding. */
  readonly ids: Int32Array;
  /** 1 for a piece, 0 for padding, [size · pieces]. */
  readonly pieceMask: Float32Array;
  /** How often each sentence stands in the batch: twice, one half after the other, for R-Drop. */
  readonly copies: 1 | 2;
  /** The rows whose slots are read: all, or while training those with tags, each once. */
  readonly slotRows: readonly number[];
  /** Rows of the flattened pieces where each word begins and ends, [slotRows · words]; the sentence's first in padding. */
  readonly first: Int32Array;
  readonly last: Int32Array;
  /** [slotRows · words] */
  readonly wordMask: Float32Array;
  /** [size] */
  readonly targets: readonly Target[];
}

/** Pads sentences to one shape, all of them with their words. */
export function padBatch(samples: readonly Sample[]): Batch {
  return pad(samples, 1, Array.from(samples.keys()));
}

/** A batch to train on: `copies` of each sentence, slots where tags are known, a share `drop` of the pieces unknown. */
export function trainingBatch(samples: readonly Sample[], copies: 1 | 2, drop: number, random: Random): Batch {
  const tagged = Array.from(samples.keys()).filter((row) => (samples[row] as Sample).target.tags !== null);
  const batch = pad(copies === 1 ? samples : [...samples, ...samples], copies, tagged);
  if (drop > 0) {
    for (let at = 0; at < batch.ids.length; at++) {
      if (batch.pieceMask[at] === 1 && random.next() < drop) batch.ids[at] = 0;
    }
  }
  return batch;
}

/** A batch without the second copies. */
export function firstCopies(batch: Batch): Batch {
  const size = batch.size / batch.copies;
  return {
    ...batch,
    size,
    copies: 1,
    ids: batch.ids.subarray(0, size * batch.pieces),
    pieceMask: batch.pieceMask.subarray(0, size * batch.pieces),
    targets: batch.targets.slice(0, size),
  };
}

function pad(samples: readonly Sample[], copies: 1 | 2, slotRows: readonly number[]): Batch {
  const pieces = Math.max(1, ...samples.map(({ encoded }) => encoded.ids.length));
  const words = Math.max(1, ...slotRows.map((row) => (samples[row] as Sample).encoded.first.length));
  const size = samples.length;
  const batch: Batch = {
    size,
    pieces,
    words,
    ids: new Int32Array(size * pieces),
    pieceMask: new Float32Array(size * pieces),
    copies,
    slotRows,
    first: new Int32Array(slotRows.length * words),
    last: new Int32Array(slotRows.length * words),
    wordMask: new Float32Array(slotRows.length * words),
    targets: samples.map(({ target }) => target),
  };
  samples.forEach(({ encoded }, row) => {
    batch.ids.set(encoded.ids, row * pieces);
    batch.pieceMask.fill(1, row * pieces, row * pieces + encoded.ids.length);
  });
  slotRows.forEach((row, i) => {
    const { first, last } = (samples[row] as Sample).encoded;
    for (let w = 0; w < words; w++) {
      const at = i * words + w;
      const known = w < first.length;
      batch.first[at] = row * pieces + (known ? (first[w] as number) : 0);
      batch.last[at] = row * pieces + (known ? (last[w] as number) : 0);
      batch.wordMask[at] = known ? 1 : 0;
    }
  });
  return batch;
}
