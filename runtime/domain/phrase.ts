import { splitWords } from './words.ts';

/** What people say around a request and never mean: asked for at the start, or at the end, of an utterance. */
const OPENINGS = [
  'hey hearth',
  'okay hearth',
  'ok hearth',
  'hi hearth',
  'hello hearth',
  'hearth',
  'hey',
  'okay',
  'ok',
  'um',
  'uh',
  'erm',
  'please',
  'could you',
  'can you',
  'would you',
  'will you',
  'i want you to',
  "i'd like you to",
  'i would like you to',
].map((opening) => opening.split(' '));
const CLOSINGS = ['please', 'thanks', 'thank you', 'hearth', 'for me'].map((closing) => closing.split(' '));

/**
 * What two utterances are compared by: lower-case words joined by one space, politeness and wake words at the ends gone.
 *
 * "Hey Hearth, could you do Movie-Time, please?" → "do movie time". An utterance of nothing else stays as it is ("please").
 * Its own result is a fixed point.
 */
export function normalPhrase(text: string): string {
  const words = splitWords(text).map((word) => word.text);
  let from = 0;
  let to = words.length;
  for (let found = true; found; ) {
    const opening = OPENINGS.find(
      (item) => item.length < to - from && item.every((word, i) => words[from + i] === word),
    );
    const closing = CLOSINGS.find(
      (item) => item.length < to - from && item.every((word, i) => words[to - item.length + i] === word),
    );
    found = opening !== undefined || closing !== undefined;
    if (opening !== undefined) from += opening.length;
    else if (closing !== undefined) to -= closing.length;
  }
  return words.slice(from, to).join(' ');
}

/** "the bedroom light" and "the bedroom lights": one thing or all of them, and no slip of the tongue. */
export function differInNumber(a: readonly string[], b: readonly string[]): boolean {
  const lacks = (some: readonly string[], others: readonly string[]): boolean =>
    some.some((word) => others.includes(`${word}s`) && !others.includes(word));
  return lacks(a, b) || lacks(b, a);
}
