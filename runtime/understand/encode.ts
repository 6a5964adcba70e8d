import { limits } from '../domain/limits.ts';
import type { Word } from '../domain/reading.ts';
import { unaccented } from '../domain/words.ts';
import { understandLimits } from './limits.ts';
import type { SentencePieces } from './sentencepiece.ts';

/** Words as the network takes them. */
export interface EncodedWords {
  /** Piece ids, [pieces]. */
  readonly ids: Int32Array;
  /** Where each word's first piece stands in `ids`, [words]. */
  readonly first: Int32Array;
  /** Where each word's last piece stands in `ids`, [words]; equal to `first` for a word of one piece. */
  readonly last: Int32Array;
}

/**
 * Turns words into piece ids; training and serving both go through here.
 *
 * At most `wordsMax` words and `piecesMax` pieces: further words are dropped, pieces of a word that no longer fit too,
 * and a word without any piece of its own points at the last one.
 */
export function encodeWords(words: readonly Pick<Word, 'text'>[], pieces: SentencePieces): EncodedWords {
  const count = Math.min(words.length, limits.wordsMax);
  const ids: number[] = [];
  const first = new Int32Array(count);
  const last = new Int32Array(count);
  for (let w = 0; w < count; w++) {
    const text = unaccented((words[w] as Pick<Word, 'text'>).text).slice(0, understandLimits.wordCharsMax);
    const room = understandLimits.piecesMax - ids.length;
    const own = pieces.encodeWord(text).slice(0, room);
    first[w] = own.length === 0 ? ids.length - 1 : ids.length;
    for (const id of own) ids.push(id);
    last[w] = ids.length - 1;
  }
  return { ids: Int32Array.from(ids), first, last };
}
