import { limits } from '../../runtime/domain/limits.ts';
import { splitWords } from '../../runtime/domain/words.ts';
import { encodeWords } from '../../runtime/understand/encode.ts';
import type { SentencePieces } from '../../runtime/understand/sentencepiece.ts';
import { isLegalStep } from '../../runtime/understand/tags.ts';
import type { Sample, Target } from './batch.ts';
import type { LabelledText, LabelSet } from './labelSet.ts';

/** Every sentence in shared flat arrays, so that all threads read one copy. */
export interface PackedSamples {
  readonly count: number;
  /** Where each sentence's pieces begin in `ids`, [count + 1]. */
  readonly pieceStart: Int32Array;
  readonly ids: Int32Array;
  /** Where each sentence's words begin in `first`, `last` and `tags`, [count + 1]. */
  readonly wordStart: Int32Array;
  readonly first: Int32Array;
  readonly last: Int32Array;
  /** BIO indices; −1 in every word of a sentence whose tags are not known. */
  readonly tags: Int32Array;
  /** Label indices, −1 where not known, [count]. */
  readonly intents: Int32Array;
  readonly domains: Int32Array;
}

/** Label indices of an example. Throws where a label or tag is unknown, naming the sentence. */
export function toTarget(example: LabelledText, words: number, labels: LabelSet): Target {
  const fail = (what: string): never => {
    throw new Error(`${what} in "${example.text}" (${example.source})`);
  };
  const indexOf = (known: readonly string[], label: string | null): number => {
    if (label === null) return -1;
    const index = known.indexOf(label);
    return index >= 0 ? index : fail(`unknown label ${label}`);
  };
  let tags: Int32Array | null = null;
  if (example.tags !== null) {
    if (example.tags.length !== words) fail(`${example.tags.length} tags for ${words} words`);
    tags = Int32Array.from(example.tags, (tag) => indexOf(labels.tags, tag));
    for (let w = 0; w < tags.length; w++) {
      const before = w === 0 ? -1 : (tags[w - 1] as number);
      if (!isLegalStep(before, tags[w] as number)) fail(`tag ${example.tags[w]} without its beginning`);
    }
  }
  return { intent: indexOf(labels.intents, example.intent), domain: indexOf(labels.domains, example.domain), tags };
}

/** Encodes and packs; sentences without words are left out. Returns the packed arrays and the kept examples. */
export function packSamples<T extends LabelledText>(
  examples: readonly T[],
  pieces: SentencePieces,
  labels: LabelSet,
): { packed: PackedSamples; kept: T[] } {
  const kept: T[] = [];
  const rows: { encoded: Sample['encoded']; target: Target }[] = [];
  for (const example of examples) {
    const words = splitWords(example.text);
    if (words.length === 0) continue;
    const target = toTarget(example, words.length, labels);
    kept.push(example);
    rows.push({ encoded: encodeWords(words, pieces), target });
  }
  const shared = (length: number) => new Int32Array(new SharedArrayBuffer(4 * length));
  const pieceCount = rows.reduce((sum, { encoded }) => sum + encoded.ids.length, 0);
  const wordCount = rows.reduce((sum, { encoded }) => sum + encoded.first.length, 0);
  const packed: PackedSamples = {
    count: rows.length,
    pieceStart: shared(rows.length + 1),
    ids: shared(pieceCount),
    wordStart: shared(rows.length + 1),
    first: shared(wordCount),
    last: shared(wordCount),
    tags: shared(wordCount).fill(-1),
    intents: shared(rows.length),
    domains: shared(rows.length),
  };
  let piece = 0;
  let word = 0;
  rows.forEach(({ encoded, target }, row) => {
    packed.ids.set(encoded.ids, piece);
    packed.first.set(encoded.first, word);
    packed.last.set(encoded.last, word);
    if (target.tags !== null) packed.tags.set(target.tags.subarray(0, limits.wordsMax), word);
    packed.intents[row] = target.intent;
    packed.domains[row] = target.domain;
    piece += encoded.ids.length;
    word += encoded.first.length;
    packed.pieceStart[row + 1] = piece;
    packed.wordStart[row + 1] = word;
  });
  return { packed, kept };
}

/** One sentence of the packed arrays, without copying. */
export function sampleAt(packed: PackedSamples, row: number): Sample {
  const [fromPiece, toPiece] = [packed.pieceStart[row] as number, packed.pieceStart[row + 1] as number];
  const [fromWord, toWord] = [packed.wordStart[row] as number, packed.wordStart[row + 1] as number];
  const tags = packed.tags.subarray(fromWord, toWord);
  return {
    encoded: {
      ids: packed.ids.subarray(fromPiece, toPiece),
      first: packed.first.subarray(fromWord, toWord),
      last: packed.last.subarray(fromWord, toWord),
    },
    target: {
      intent: packed.intents[row] as number,
      domain: packed.domains[row] as number,
      tags: tags[0] === -1 ? null : tags,
    },
    teacher: row,
  };
}

/** Pieces of a sentence. */
export function lengthAt(packed: PackedSamples, row: number): number {
  return (packed.pieceStart[row + 1] as number) - (packed.pieceStart[row] as number);
}
