import { FREE_TEXT_TAGS, type Intent, type SlotTag } from '../domain/intent.ts';
import { limits } from '../domain/limits.ts';
import type { Mention, Reading } from '../domain/reading.ts';
import { spanOf } from './spot.ts';

const ARTICLES = new Set(['the', 'a', 'an', 'my', 'our', 'your', 'his', 'her', 'their', 'that']);
/** What may follow "in" and is no place: a time, a manner, a count. */
const NO_PLACE =
  /^(?:morning|mornings|afternoon|evening|evenings|night|day|daytime|meantime|meanwhile|future|moment|bit|while|while|minute|minutes|second|seconds|hour|hours|case|general|particular|order|half|full|total|turn|time|advance|front|between|dark|light|mode|total|fact|to|at|of|and|or|please|if|is|it|them|here|there|now|both|all|each|every|\d.*)$/;
const OTHERS = /^(?:his|her|their)$/;
const AWAY = new Set(['over', 'down', 'out', 'round', 'around', 'back']);
/** "vacuum the den": what is cleaned is a place. */
const CLEANS = new Set(['vacuum', 'hoover', 'clean', 'sweep', 'mop']);
/** Where words that belong to no mention end: at what says how or goes on. */
const ENDS =
  /^(?:to|at|by|for|with|from|and|or|but|except|excluding|besides|apart|other|not|minus|save|on|off|in|up|down|please|now|is|are|if|when|until|too|as|again)$/;
const PLACE_WORDS_MAX = 3;

/** Tags that hold few words and no others: what else stands under one was not understood. */
const CLOSED: Partial<Record<SlotTag, RegExp>> = {
  all: /\b(?:all|every|everything|everywhere|everyone|each|both|any|anything|whole|entire|full|complete|lot|throughout)\b/i,
  here: /^(?!(?:his|her|their) ).*\b(?:here|this|my|room|where)\b/i,
  there: /\bthere\b/i,
};
/** After "in the", beside a thing of the home, these name a place. */
const FREE: ReadonlySet<SlotTag> = new Set<SlotTag>([...FREE_TEXT_TAGS, 'media_class', 'location']);

/**
 * "turn off the light in the addict": what follows "in the" is a place, though the tagger took it for something else or passed
 * over it. One that this home lacks then leaves the request unmatched instead of meaning the speaker's own room.
 *
 * undefined where every place was tagged as one.
 */
export function withPlaceSaid(reading: Reading, intent: Intent): Reading | undefined {
  const mentions = reading.mentions.filter(isBelieved);
  for (let at = 0; at < reading.words.length - 1; at++) {
    const from = placeAfter(reading, at, intent);
    if (from === undefined) continue;
    const found = placeFrom(reading, mentions, from);
    if (found === undefined) continue;
    const rest = mentions.flatMap((one) => (one === found.taken ? found.left : [one]));
    return { ...reading, mentions: [...rest, found.place].sort((a, b) => a.from - b.from) };
  }
  return mentions.length === reading.mentions.length ? undefined : { ...reading, mentions };
}

/** Whether words were taken for a title, an item or a message, none of which a request about things has: they may name one. */
export function hasWordsOfOwn({ mentions }: Reading): boolean {
  return mentions.some(({ tag, confidence }) => FREE.has(tag) && confidence >= limits.quotedConfidenceMin);
}

function isBelieved({ tag, text }: Mention): boolean {
  return CLOSED[tag]?.test(text) ?? true;
}

/** Where a place's own words begin, after "in the" at this word; undefined where none follows. */
function placeAfter({ words }: Reading, at: number, intent: Intent): number | undefined {
  const word = words[at]?.text ?? '';
  const next = words[at + 1]?.text ?? '';
  const isArticle = ARTICLES.has(next);
  // "out back", "over at Bob's": a place, by whatever name.
  if ((word === 'out' && (next === 'back' || next === 'front')) || (word === 'back' && next === 'home')) return at;
  if (AWAY.has(word) && (next === 'at' || next === 'by')) {
    const own = ARTICLES.has(words[at + 2]?.text ?? '') ? at + 3 : at + 2;
    return NO_PLACE.test(words[own]?.text ?? 'to') ? undefined : own;
  }
  const isCleaned = isArticle && CLEANS.has(word) && /^HassVacuum/.test(intent);
  if (word !== 'in' && word !== 'inside' && !(word === 'at' && isArticle) && !isCleaned) return undefined;
  // "her room" is nobody's own here.
  const from = isArticle && !OTHERS.test(next) ? at + 2 : at + 1;
  const first = words[from]?.text;
  return first === undefined || NO_PLACE.test(first) ? undefined : from;
}

interface Found {
  readonly place: Mention;
  /** The mention that held these words, and what remains of it. */
  readonly taken?: Mention;
  readonly left: readonly Mention[];
}

function placeFrom(reading: Reading, mentions: readonly Mention[], from: number): Found | undefined {
  const over = mentions.find((mention) => mention.from <= from && mention.to > from);
  const area = (to: number): Mention => ({ tag: 'area', text: spanOf(reading, from, to), from, to, confidence: 0.5 });
  if (over === undefined) {
    const next = mentions.find((mention) => mention.from > from)?.from ?? reading.words.length;
    const last = Math.min(next, from + PLACE_WORDS_MAX, reading.words.length);
    let to = from + 1;
    while (to < last && !ENDS.test(reading.words[to]?.text ?? '')) to++;
    return { place: area(to), left: [] };
  }
  if (!FREE.has(over.tag)) return undefined;
  const before = over.from < from - 1 ? [{ ...over, to: from - 1, text: spanOf(reading, over.from, from - 1) }] : [];
  return { place: area(over.to), taken: over, left: before };
}
