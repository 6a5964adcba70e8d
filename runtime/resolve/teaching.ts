import type { Reading } from '../domain/reading.ts';
import type { Lexicon } from './lexicon.ts';
import { mentionOf } from './slots.ts';
import { spanOf } from './spot.ts';

/** Words between a phrase and its meaning that belong to neither: "when I say X THEN do Y", "X MEANS Y". */
const BETWEEN = new Set([
  'then',
  'means',
  'mean',
  'it',
  'i',
  'you',
  'to',
  'should',
  'that',
  'as',
  'please',
  'just',
  'want',
  'is',
  'will',
]);

/**
 * The whole phrase and meaning of a lesson, where the tagger cut them short.
 *
 * Words that follow the phrase untagged, up to a comma, a connecting word or the meaning, are the phrase's: people teach
 * phrases that nobody said before. "Call the desk lamp sunny" without a phrase: what follows the name of a thing is its new name.
 */
export function taughtSpans(lexicon: Lexicon, reading: Reading): { phrase?: string; meaning?: string } {
  const phrase = mentionOf(reading, 'phrase');
  const meaning = mentionOf(reading, 'meaning');
  if (phrase !== undefined) {
    const end = meaning !== undefined && meaning.from >= phrase.to ? meaning.from : phrase.to;
    let to = phrase.to;
    while (to < end && !BETWEEN.has(reading.words[to]?.text ?? '') && !spanOf(reading, to - 1, to + 1).includes(','))
      to++;
    return { phrase: spanOf(reading, phrase.from, to) };
  }
  if (meaning === undefined) return {};
  for (let cut = meaning.to - 1; cut > meaning.from; cut--) {
    const name = reading.words
      .slice(meaning.from, cut)
      .map((word) => word.text)
      .filter((word) => !['the', 'this', 'my', 'a'].includes(word));
    if (lexicon.isName(name))
      return { phrase: spanOf(reading, cut, meaning.to), meaning: spanOf(reading, meaning.from, cut) };
  }
  return {};
}
