import type { Mention, Reading } from '../domain/reading.ts';
import type { Lexicon } from './lexicon.ts';
import { spanOf } from './spot.ts';
import { stem, stemsOf } from './stems.ts';
import { findPlaces } from './targets.ts';

const NAMING: ReadonlySet<Mention['tag']> = new Set(['target', 'ref', 'except']);
/** Ones of no kind: which is meant lies in what was offered, or in what was talked about. */
const NO_KIND = /^(?:other|same|this|that|these|those|first|second|third|fourth|last|next|former|latter|\d.*) /i;
const LESSON_TAGS: ReadonlySet<Mention['tag']> = new Set(['phrase', 'meaning', 'preference', 'category']);
const LESSONS: ReadonlySet<string> = new Set(['HearthTeach', 'HearthForget', 'HearthSetPreference', 'HearthExplain']);
const LESSON_SHARE_MIN = 0.02;
const MODAL = /^(?:can|could|may|might|must|should|shall|will|would)$/;
const INTO = /^(?:in|inside|into)$/;
const BEFORE_PLACE = /^(?:the|my|our|both|all|of|every)$/;
const JOINS = /^(?:and|or|plus)$/;

/**
 * The mentions as this home's names show them: "the left one" is called "left", "in the den" names a place though it was tagged as
 * a thing, "spots one and two" are two things.
 */
export function withTagsMended(lexicon: Lexicon, reading: Reading): Reading {
  // "all the way", torn, is no value by itself; where nothing is taught, nothing is a lesson's phrase.
  const isStray = ({ tag, text }: Mention): boolean =>
    (tag === 'value' && text.toLowerCase() === 'the way') || (LESSON_TAGS.has(tag) && !isLesson(reading));
  const mended = reading.mentions.filter((one) => !isStray(one));
  const placed = mended.map((one) =>
    asPlace(lexicon, reading, withoutModal(lexicon, reading, withoutOne(lexicon, reading, one))),
  );
  const isBefore = (i: number) => isOfPlace(reading, placed[i], placed[i + 1]);
  const whole = placed.flatMap((one, i) =>
    isBefore(i) ? [] : [isBefore(i - 1) ? { ...one, from: one.from - 1 } : one],
  );
  const mentions = whole.flatMap((one) => numbered(lexicon, reading, one));
  const isSame = mentions.length === reading.mentions.length && mentions.every((one, i) => one === reading.mentions[i]);
  return isSame ? reading : { ...reading, mentions };
}

/** Whether the network takes it for a lesson, or may: the labels of what is kept and forgotten. */
function isLesson({ intents }: Reading): boolean {
  return intents.some(({ label, probability }) => LESSONS.has(label) && probability >= LESSON_SHARE_MIN);
}

/** "the kettle can go off", where nothing is called "Kettle Can": the kettle. */
function withoutModal(lexicon: Lexicon, reading: Reading, one: Mention): Mention {
  const { tag, text, from, to } = one;
  if (tag !== 'target' || to - from < 2 || !MODAL.test(reading.words[to - 1]?.text ?? '')) return one;
  if (to === reading.words.length || lexicon.isName(splitOf(text))) return one;
  return { ...one, to: to - 1, text: spanOf(reading, from, to - 1) };
}

/** "the west one", where nothing is called "West 1": the one that is called so. */
function withoutOne(lexicon: Lexicon, reading: Reading, one: Mention): Mention {
  const { tag, text, from, to } = one;
  if (!NAMING.has(tag) || !/. ones?$/i.test(text) || NO_KIND.test(text) || lexicon.isName(splitOf(text))) return one;
  const kind = spanOf(reading, from, to - 1);
  const isKnown = stemsOf(kind).every((word) => lexicon.postings(word) !== undefined);
  const whole = stemsOf(text).join(' ');
  // "Bedroom One" is a room.
  if (!isKnown || lexicon.places.some(({ names }) => names.some((name) => name.join(' ') === whole))) return one;
  return { ...one, tag: tag === 'except' ? tag : 'target', to: to - 1, text: kind };
}

function splitOf(text: string): string[] {
  return text.toLowerCase().split(/\s+/);
}

function asPlace(lexicon: Lexicon, { words }: Reading, one: Mention): Mention {
  if (one.tag !== 'target' || lexicon.isName(splitOf(one.text))) return one;
  let at = one.from - 1;
  while (BEFORE_PLACE.test(words[at]?.text ?? '')) at--;
  if (!INTO.test(words[at]?.text ?? '')) return one;
  const found = findPlaces(lexicon, one);
  return found === undefined || found === 'whole' || found.fuzzy ? one : { ...one, tag: 'area' };
}

/** "in both bedrooms": all of the places, not of the things. */
function isOfPlace({ words }: Reading, one: Mention | undefined, next: Mention | undefined): boolean {
  const isAll = one?.tag === 'all' && one.to - one.from === 1 && INTO.test(words[one.from - 1]?.text ?? '');
  return isAll && next?.tag === 'area' && next.from === one.to;
}

/** "spots one and two", "spot 3 and 5": each number names one, where each is a name of this home. */
function numbered(lexicon: Lexicon, { words, mentions }: Reading, one: Mention): Mention[] {
  if (one.tag !== 'target' && one.tag !== 'except') return [one];
  const own = words.slice(one.from, one.to).map((word) => word.text);
  const isNumber = (word: string | undefined) => word !== undefined && /^\d+$/.test(stem(word));
  const at = own.findIndex(isNumber);
  if (at < 1) return [one];
  const head = own.slice(0, at);
  const numbers: number[] = [];
  for (let i = one.from + at; i < words.length; i++) {
    const word = words[i]?.text;
    const isOther = mentions.some((other) => other !== one && other.from <= i && other.to > i);
    if (isOther || !(isNumber(word) || JOINS.test(word ?? ''))) break;
    if (isNumber(word)) numbers.push(i);
  }
  const place = mentions.find((other) => other.tag === 'area' && other.to === one.from);
  const lead = place === undefined ? [] : words.slice(place.from, place.to).map((word) => word.text);
  const namesWith = (before: readonly string[]) =>
    numbers.every((i) => lexicon.isName([...before, words[i]?.text ?? '']));
  // "barn lights 1 and 2" may be called so with the room.
  const named = [head, [...lead, ...head]].find(namesWith);
  if (numbers.length < 2 || named === undefined) return [one];
  const text = (i: number) => [...named, words[i]?.text ?? ''];
  // Only the first spans its words: an empty span is a thing of its own.
  return numbers.map((i, n) => ({
    ...one,
    text: text(i).join(' '),
    from: n === 0 ? one.from : i,
    to: n === 0 ? i + 1 : i,
  }));
}
