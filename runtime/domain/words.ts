import type { Word } from './reading.ts';

const WORD = /\d+(?:[.,:/]\d+)*|[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*|[%°]/gu;

/**
 * Splits a text into words: numbers, letter runs with inner apostrophes, "%" and "°"; everything else separates.
 *
 * "Set it to 20.5°, please" → set · it · to · 20.5 · ° · please. "50%" → 50 · %. "7pm" → 7 · pm. Hyphens split.
 * Training and serving both go through here, so the two can never disagree.
 */
export function splitWords(text: string): Word[] {
  const words: Word[] = [];
  for (const match of text.matchAll(WORD)) {
    const start = match.index;
    words.push({
      text: match[0].normalize('NFKC').toLowerCase().replaceAll('’', "'"),
      start,
      end: start + match[0].length,
    });
  }
  return words;
}

/** A word without its accents, as most recognisers write it: "küche" → "kuche", "straße" → "strasse". */
export function unaccented(word: string): string {
  return /^[ -~]*$/.test(word)
    ? word
    : word
        .normalize('NFD')
        .replace(/(?<=[a-z])\p{M}+/gu, '')
        .replaceAll('ß', 'ss')
        .normalize('NFC');
}
