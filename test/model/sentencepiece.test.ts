import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitWords } from '../../runtime/domain/words.ts';
import { encodeWords } from '../../runtime/understand/encode.ts';
import { understandLimits } from '../../runtime/understand/limits.ts';
import { type PieceEntry, SentencePieces, UNKNOWN_PIECE } from '../../runtime/understand/sentencepiece.ts';

const VOCABULARY: PieceEntry[] = [
  ['?', 0],
  ['▁', -4],
  ['▁turn', -3],
  ['▁t', -5],
  ['urn', -5],
  ['s', -2],
  ['ing', -3],
  ['▁on', -2],
  ['i', -6],
  ['n', -6],
  ['g', -6],
];
const pieces = new SentencePieces(VOCABULARY);
const names = (word: string) => pieces.encodeWord(word).map((id) => VOCABULARY[id]?.[0]);

describe('a word is cut where the pieces are likeliest', () => {
  test.each([
    // −3 against −5 − 5
    ['turn', ['▁turn']],
    // −3 − 3 against −3 − 6 − 6 − 6
    ['turning', ['▁turn', 'ing']],
    ['turns', ['▁turn', 's']],
    ['on', ['▁on']],
    ['sing', ['▁', 's', 'ing']],
  ])('%s', (word, expected) => {
    expect(names(word)).toEqual(expected);
  });

  test('characters that the vocabulary lacks become one unknown piece', () => {
    expect(pieces.encodeWord('turnqqq').map(Number)).toEqual([2, UNKNOWN_PIECE]);
    expect(pieces.encodeWord('日本')).toEqual([1, UNKNOWN_PIECE]);
  });
});

describe('encoding words', () => {
  test('each word knows its first and last piece', () => {
    const { ids, first, last } = encodeWords(splitWords('turning on'), pieces);
    expect(Array.from(ids)).toEqual([2, 6, 7]);
    expect(Array.from(first)).toEqual([0, 2]);
    expect(Array.from(last)).toEqual([1, 2]);
  });

  test('any text stays within the limits, and every word points at pieces', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 2000 }), (text) => {
        const { ids, first, last } = encodeWords(splitWords(text), pieces);
        expect(ids.length).toBeLessThanOrEqual(understandLimits.piecesMax);
        for (let w = 0; w < first.length; w++) {
          expect(first[w]).toBeGreaterThanOrEqual(0);
          expect(last[w]).toBeGreaterThanOrEqual(first[w] as number);
          expect(last[w]).toBeLessThan(ids.length);
        }
      }),
    );
  });

  test('one word of 10,000 letters costs no more than its limit', () => {
    const { ids } = encodeWords(splitWords('a'.repeat(10_000)), pieces);
    expect(ids.length).toBeLessThanOrEqual(understandLimits.wordCharsMax + 1);
  });
});
