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
  /** Rows of the flattened pieces where each word begins and ends, [size · words]; the sentence's first in padding. */
  readonly first: Int32Array;
  readonly last: Int32Array;
  /** [size · words] */
  readonly wordMask: Float32Array;
  readonly targets: readonly Target[];
}

/** Pads sentences to one shape; with `drop`, that share of the pieces becomes unknown (piece dropout). */
export function padBatch(samples: readonly Sample[], drop = 0, random: Random | null = null): Batch {
  const pieces = Math.max(1, ...samples.map(({ encoded }) => encoded.ids.length));
  const words = Math.max(1, ...samples.map(({ encoded }) => encoded.first.length));
  const size = samples.length;
  const batch: Batch = {
    size,
    pieces,
    words,
    ids: new Int32Array(size * pieces),
    pieceMask: new Float32Array(size * pieces),
    first: new Int32Array(size * words),
    last: new Int32Array(size * words),
    wordMask: new Float32Array(size * words),
    targets: samples.map(({ target }) => target),
  };
  samples.forEach(({ encoded }, row) => {
    batch.ids.set(encoded.ids, row * pieces);
    batch.pieceMask.fill(1, row * pieces, row * pieces + encoded.ids.length);
    for (let w = 0; w < words; w++) {
      const at = row * words + w;
      const known = w < encoded.first.length;
      batch.first[at] = row * pieces + (known ? (encoded.first[w] as number) : 0);
      batch.last[at] = row * pieces + (known ? (encoded.last[w] as number) : 0);
      batch.wordMask[at] = known ? 1 : 0;
    }
    if (random !== null && drop > 0) {
      for (let i = 0; i < encoded.ids.length; i++) if (random.next() < drop) batch.ids[row * pieces + i] = 0;
    }
  });
  return batch;
}
