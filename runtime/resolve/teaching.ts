import { beginsOrder, isBarePhrase } from '../domain/plain.ts';
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

/** What may come after a new name: "from now on", "for me", "when I talk about it", "instead", "okay". */
const AFTERWARDS = new Set(
  'from for in when whenever if now and or instead ok okay thanks thank always too'.split(' '),
);

/**
 * The whole phrase and meaning of a lesson, where the tagger cut them short.
 *
 * Words that follow the phrase untagged, up to a comma, a connecting word or the meaning, are the phrase's: people teach
 * phrases that nobody said before. "Call the desk lamp sunny" without a phrase: what follows the name of a thing is its new name.
 */
export function taughtSpans(lexicon: Lexicon, reading: Reading): { phrase?: string; meaning?: string | null } {
  const quoted = QUOTED.exec(reading.text)?.groups;
  if (quoted?.phrase !== undefined && quoted.meaning !== undefined)
    return {
      phrase: quoted.phrase.trim().replace(/[,.!?]+$/, ''),
      meaning: quoted.meaning.trim().replace(/[.!]+$/, ''),
    };
  const spans = spansOf(lexicon, reading);
  const isNothing = spans.phrase === undefined && spans.meaning === undefined;
  if (isNothing || (spans.phrase !== undefined && isBarePhrase(spans.phrase))) return cutAgain(reading) ?? spans;
  return spans;
}

/** When I say "PHRASE", then please MEANING. */
const QUOTED =
  /\b(?:when(?:ever)?|if|(?:every|each|any) ?time) (?:i|we) say,? ["“«](?<phrase>[^"“”«»]*\p{L}[^"“”«»]*)["”»][\s,:]*(?:(?:then|please|just|it means|i mean|i want you to|you should)[\s,]+)*(?<meaning>.*\p{L}.*)$/iu;

const LEAD = /\b(?:(?:when(?:ever)?|if|(?:every|each|any) ?time) (?:i|we) say|learn that|remember that)$/;

/**
 * A lesson that was cut behind a word which is no phrase ("when I say turn | on the hall light"): it is cut where an order begins;
 * where only one does, that is all that was said.
 */
function cutAgain(reading: Reading): { phrase: string; meaning: string | null } | undefined {
  const texts = reading.words.map((word) => word.text);
  const lead = texts.findIndex((_, at) => LEAD.test(textUpTo(reading, at)));
  if (lead < 0) return undefined;
  const first = texts.findIndex((word, at) => at > lead && beginsOrder(word));
  if (first < 0) return undefined;
  const next = texts.findIndex((word, at) => at > first + 1 && beginsOrder(word));
  const end = texts.length;
  if (next < 0) return { phrase: spanOf(reading, first, end), meaning: null };
  return { phrase: spanOf(reading, first, next), meaning: spanOf(reading, next, end) };
}

/** What follows a phrase without a tag of its own is its meaning all the same: "when I say wobble, do the wibble". */
function restAfter(reading: Reading, to: number): string | undefined {
  const from = reading.words.findIndex((word, at) => at >= to && !BETWEEN.has(word.text));
  const isLesson = reading.words.some((_, at) => LEAD.test(textUpTo(reading, at)));
  return isLesson && from >= 0 && reading.words.length - from > 1
    ? spanOf(reading, from, reading.words.length)
    : undefined;
}

function textUpTo(reading: Reading, at: number): string {
  return reading.words
    .slice(0, at + 1)
    .map((word) => word.text)
    .join(' ');
}

function spansOf(lexicon: Lexicon, reading: Reading): { phrase?: string; meaning?: string } {
  const phrase = mentionOf(reading, 'phrase');
  const meaning = mentionOf(reading, 'meaning');
  if (phrase !== undefined) {
    const isFree = (at: number) => !reading.mentions.some((mention) => mention.from <= at && mention.to > at);
    const isPart = (at: number) =>
      isFree(at) && !BETWEEN.has(reading.words[at]?.text ?? '') && !spanOf(reading, at - 1, at + 1).includes(',');
    // Nothing but courtesy comes after a name: "call the desk lamp old BERT from now on".
    const isLast = meaning !== undefined && meaning.to <= phrase.from;
    const end = isLast ? reading.words.length : Math.max(phrase.to, meaning?.from ?? 0);
    let to = phrase.to;
    while (to < end && isPart(to) && !(isLast && AFTERWARDS.has(reading.words[to]?.text ?? ''))) to++;
    const rest = meaning === undefined ? restAfter(reading, to) : undefined;
    return { phrase: spanOf(reading, phrase.from, to), ...(rest !== undefined && { meaning: rest }) };
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
