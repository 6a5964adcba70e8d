import { FREE_TEXT_TAGS, type SlotTag } from '../domain/intent.ts';
import { limits } from '../domain/limits.ts';
import type { Mention, Reading } from '../domain/reading.ts';
import type { Lexicon } from './lexicon.ts';
import type { Group, Mentions } from './mentions.ts';
import { stem, stemsOf } from './stems.ts';

/** A name inside these is part of what somebody says, not of what they mean. */
const FREE: ReadonlySet<SlotTag> = new Set<SlotTag>([...FREE_TEXT_TAGS, 'media_class', 'split']);
const TAKEN_BACK = new Set(['no', 'wait', 'sorry', 'actually', 'mean', 'rather', 'not']);
const PREPOSITIONS = new Set(['in', 'on', 'at', 'to', 'through', 'from', 'over', 'via', 'into', 'inside']);

/**
 * Finds exact names of this home that the tagger missed or cut short: "curtain left" where it saw "curtain".
 *
 * Only names of two words or more, whole, and only over words that are untagged or already tagged as a thing.
 */
export function spotNames(lexicon: Lexicon, reading: Reading): { reading: Reading; named: boolean; own: boolean } {
  let { mentions } = reading;
  let named = false;
  const asks = /^(?:what|what's|how|is|are|which)$/.test(reading.words[0]?.text ?? '');
  for (let from = 0; from < reading.words.length - 1; from++) {
    for (let to = Math.min(reading.words.length, from + limits.nameWordsMax); to - from >= 2; to--) {
      const name = reading.words.slice(from, to);
      if (!lexicon.isName(name.map((word) => word.text))) continue;
      const inside = mentions.filter((mention) => mention.from < to && mention.to > from);
      const within = (mention: Mention) => mention.from >= from && mention.to <= to;
      // A question's quantity may run into the name ("input voltage voltage drop"): the name is what counts.
      const replaceable = inside.every(
        (mention) =>
          !FREE.has(mention.tag) && (within(mention) || mention.tag === 'state' || (asks && mention.tag === 'target')),
      );
      const known =
        inside.length > 0 && inside.reduce((sum, mention) => sum + mention.to - mention.from, 0) === to - from;
      // "the kitchen light no wait the hallway light": the tagger left out what was taken back, and so do we.
      if (inside.length === 0 && reading.words.slice(to).some((word) => TAKEN_BACK.has(word.text))) continue;
      if (!replaceable) continue;
      named ||= new Set(name.map((word) => stem(word.text))).size > 1;
      if (known) break;
      // What is spared is spared by its whole name.
      const tag = inside.some((one) => one.tag === 'except') ? ('except' as const) : ('target' as const);
      const mention = { ...mentionAt(reading, from, to), tag };
      mentions = [...mentions.filter((one) => !inside.includes(one)), mention].sort((a, b) => a.from - b.from);
      from = to - 1;
      break;
    }
  }
  if (!mentions.some((mention) => mention.tag === 'target' || mention.tag === 'area' || mention.tag === 'floor')) {
    const found = reading.words.flatMap((word, at) => {
      const isNaming = isOwnName(lexicon, word.text) && !(at === 0 && ADDRESSED.has(reading.words[1]?.text ?? ''));
      return isNaming && mentions.every((one) => !covers(one, at) || !FREE.has(one.tag)) ? [at] : [];
    });
    const [first] = found;
    // "sunny and goldie off": each that is joined to the first.
    const all = found.filter((at) => at === first || reading.words[at - 1]?.text === 'and');
    if (all.length > 0)
      mentions = [
        ...mentions.filter((mention) => !all.some((at) => covers(mention, at))),
        ...all.map((at) => mentionAt(reading, at, at + 1)),
      ].sort((a, b) => a.from - b.from);
  }
  const own = reading.mentions.some(
    ({ tag, text, confidence }) =>
      tag === 'target' && confidence >= TAGGED_SURELY && isOwnName(lexicon, text.toLowerCase()),
  );
  return { reading: mentions === reading.mentions ? reading : { ...reading, mentions }, named, own };
}

const TAGGED_SURELY = 0.9;
/** "Jarvis, turn on the light": whoever is told so is no thing to be turned on. */
const ADDRESSED = new Set('turn switch open close shut dim brighten set put make lock unlock'.split(' '));

function covers(mention: Mention, index: number): boolean {
  return mention.from <= index && mention.to > index;
}

/** A name of one word that means nothing else in a home: "Sunny", "Rover"; not "TV", not "Home". */
function isOwnName(lexicon: Lexicon, word: string): boolean {
  return word.length > 3 && !lexicon.isPlain(word) && word !== 'home' && lexicon.isName([word]);
}

function mentionAt(reading: Reading, from: number, to: number): Mention {
  return { tag: 'target', text: spanOf(reading, from, to), from, to, confidence: 1 };
}

/** The original text of words `from` to `to`, exclusive. */
export function spanOf(reading: Reading, from: number, to: number): string {
  const words = reading.words.slice(from, to);
  const shift = offsetOf(reading);
  return reading.text.slice((words[0]?.start ?? 0) - shift, (words.at(-1)?.end ?? 0) - shift);
}

/** The clause of words `from` to `to`, exclusive, with these mentions, by default those within. */
export function sliceOf(
  clause: Reading,
  from: number,
  to: number,
  mentions: readonly Mention[] = clause.mentions.filter((one) => one.from >= from && one.to <= to),
): Reading {
  const moved = mentions.map((one) => ({ ...one, from: one.from - from, to: one.to - from }));
  return { ...clause, text: spanOf(clause, from, to), words: clause.words.slice(from, to), mentions: moved };
}

/** Words of a clause keep their offsets into the whole utterance. */
function offsetOf(reading: Reading): number {
  const first = reading.words[0];
  if (first === undefined) return 0;
  const at = reading.text.toLowerCase().indexOf(first.text);
  return at < 0 ? 0 : first.start - at;
}

/**
 * Where a title was taken for a place or a thing: "play The Office" has no "in", so it is what to play.
 *
 * Applies only where no title was found; the first mention that no preposition leads becomes the title.
 */
export function titleOf(reading: Reading, mentions: Mentions): { reading: Reading; mentions: Mentions } {
  if (reading.mentions.some((mention) => mention.tag === 'search_query' || mention.tag === 'media_class'))
    return { reading, mentions };
  const isTitle = (mention: Mention) => {
    const before = reading.words[mention.from - 1]?.text;
    const earlier = reading.words[mention.from - 2]?.text;
    const article = before === 'the' || before === 'a' || before === 'my';
    return before !== undefined && !PREPOSITIONS.has(article ? (earlier ?? '') : before) && mention.tag !== 'person';
  };
  const title = mentions.groups
    .flatMap((group) => [...group.places, ...group.targets])
    .sort((a, b) => a.from - b.from)[0];
  if (title === undefined || !isTitle(title) || stemsOf(title.text).every((word) => SOUNDS.has(word)))
    return { reading, mentions };
  const article = reading.words[title.from - 1]?.text === 'the' ? 1 : 0;
  const query = { ...mentionAt(reading, title.from - article, title.to), tag: 'search_query' as const };
  const rest = (list: readonly Mention[]) => list.filter((mention) => mention !== title);
  const groups = mentions.groups
    .map((group): Group => ({ targets: rest(group.targets), places: rest(group.places) }))
    .filter((group) => group.targets.length + group.places.length > 0);
  return { reading: { ...reading, mentions: [...rest(reading.mentions), query] }, mentions: { ...mentions, groups } };
}

const SOUNDS = new Set([
  'music',
  'song',
  'track',
  'tune',
  'radio',
  'podcast',
  'audiobook',
  'playlist',
  'speaker',
  'tv',
  'television',
]);

const QUANTITIES = new Set([
  'humidity',
  'battery',
  'motion',
  'movement',
  'occupancy',
  'presence',
  'leak',
  'moisture',
  'smoke',
  'gas',
  'vibration',
  'pressure',
  'power',
  'energy',
  'voltage',
  'illuminance',
  'lux',
  'consumption',
  'rainfall',
  'co2',
]);

/** A question's quantity that the tagger passed over: "the HUMIDITY in the laundry room" is not every sensor there. */
export function spotQuantity(reading: Reading): Reading {
  if (reading.intents[0]?.label !== 'HassGetState' || reading.mentions.some((mention) => mention.tag === 'target'))
    return reading;
  const isFree = (index: number) => !reading.mentions.some((mention) => mention.from <= index && mention.to > index);
  const at = reading.words.findIndex((word, index) => QUANTITIES.has(word.text) && isFree(index));
  if (at < 0) return reading;
  const mentions = [...reading.mentions, mentionAt(reading, at, at + 1)].sort((a, b) => a.from - b.from);
  return { ...reading, mentions };
}
