import { FREE_TEXT_TAGS, type SlotTag } from '../domain/intent.ts';
import type { Mention, Reading } from '../domain/reading.ts';
import { withDrawn } from './drawn.ts';
import { needsValue } from './intents.ts';
import type { Lexicon } from './lexicon.ts';
import { TAKES_BACK, withLastDeed } from './retract.ts';
import { spanOf } from './spot.ts';
import { stemsOf } from './stems.ts';
import { parseColor } from './values/color.ts';
import { parsePercent } from './values/percent.ts';

/** Slots of free text, of which a clause has one: two spans of it side by side are one that the tagger tore. */
const WHOLE_TEXT: ReadonlySet<SlotTag> = new Set(['search_query', 'phrase', 'meaning', 'message', 'preference']);
/** Slots of which the one said last holds. */
const SINGLE: ReadonlySet<SlotTag> = new Set([
  ...WHOLE_TEXT,
  ...(['value', 'step', 'color', 'duration', 'time', 'date', 'media_class', 'location', 'item', 'state'] as const),
]);
const DIRECTION: ReadonlySet<SlotTag> = new Set(['up', 'down']);
const THING: ReadonlySet<SlotTag> = new Set(['target', 'person']);
const PLACE: ReadonlySet<SlotTag> = new Set(['area', 'floor']);
/** A reading as its speaker left it: torn spans joined, and without what was taken back in the same breath. */
export function mended(lexicon: Lexicon, heard: Reading): Reading {
  const whole = withValueAnew(withColorCut(lexicon, withColorNamed(joined(withDrawn(heard)))));
  const reading = withLastDeed(whole, (at) => isQuoted(whole, at));
  if (reading !== whole) return reading;
  const at = takenBackAt(reading);
  if (at === undefined) return reading;
  const before = reading.mentions.filter((mention) => mention.to <= at);
  const after = reading.mentions.filter((mention) => mention.from >= at);
  const isBare = (mention: Mention) => THING.has(mention.tag) && /^ones?$/i.test(mention.text.trim());
  const things = after.filter((mention) => THING.has(mention.tag) && !isBare(mention));
  const places = after.some((mention) => PLACE.has(mention.tag));
  // "the kitchen fan, no, the light" is still the kitchen's; a thing that is called so is wherever it is.
  const isSelfContained = places || things.some((mention) => isNamed(lexicon, mention));
  const stays = (mention: Mention) => {
    if (THING.has(mention.tag)) return things.length === 0;
    if (PLACE.has(mention.tag)) return things.length === 0 ? !places : !isSelfContained;
    if (DIRECTION.has(mention.tag)) return !after.some((other) => DIRECTION.has(other.tag));
    return !SINGLE.has(mention.tag) || !after.some((other) => other.tag === mention.tag);
  };
  const kept = before.filter(stays);
  const hasThing = kept.some((mention) => THING.has(mention.tag));
  return { ...reading, mentions: [...kept, ...after.filter((mention) => !(hasThing && isBare(mention)))] };
}

function isNamed(lexicon: Lexicon, mention: Mention): boolean {
  return lexicon.isName(mention.text.toLowerCase().split(/\s+/));
}

function joined(reading: Reading): Reading {
  const mentions: Mention[] = [];
  for (const mention of reading.mentions) {
    const last = mentions.at(-1);
    if (last === undefined || last.tag !== mention.tag || last.to !== mention.from || !WHOLE_TEXT.has(mention.tag))
      mentions.push(mention);
    else mentions[mentions.length - 1] = { ...last, to: mention.to, text: spanOf(reading, last.from, mention.to) };
  }
  return mentions.length === reading.mentions.length ? reading : { ...reading, mentions };
}

function isQuoted({ mentions }: Reading, at: number): boolean {
  return mentions.some((mention) => FREE_TEXT_TAGS.has(mention.tag) && mention.from <= at && mention.to > at);
}

/** "turn off the red lights": nothing is made red by that, so the colour says which are meant. */
function withColorNamed(reading: Reading): Reading {
  if (reading.intents[0]?.label !== 'HassTurnOff') return reading;
  const { mentions } = reading;
  const colored = (thing: Mention) =>
    thing.tag === 'target' ? mentions.find((one) => one.tag === 'color' && one.to === thing.from) : undefined;
  const colors = mentions.flatMap((one) => colored(one) ?? []);
  if (colors.length === 0) return reading;
  const named = mentions.map((one): Mention => {
    const from = colored(one)?.from;
    return from === undefined ? one : { ...one, from, text: spanOf(reading, from, one.to) };
  });
  return { ...reading, mentions: named.filter((one) => !colors.includes(one)) };
}

/** "make the moon green" is no shade: what goes before a colour in the same span names the thing. */
function withColorCut(lexicon: Lexicon, reading: Reading): Reading {
  const isLed = (at: number) =>
    reading.words.slice(Math.max(0, at - 2), at).some((word) => word.text === 'in' || word.text === 'at');
  const mentions = reading.mentions.flatMap((one): Mention[] => {
    if (one.tag !== 'color' || one.to - one.from < 2 || parseColor(one.text) !== undefined) return [one];
    for (let at = one.from + 1; at < one.to; at++) {
      const text = spanOf(reading, at, one.to);
      if (parseColor(text) === undefined) continue;
      // "dusty pink" is a shade that is not known.
      if (
        !isLed(one.from) &&
        stemsOf(spanOf(reading, one.from, at)).some((word) => lexicon.postings(word) === undefined)
      )
        return [one];
      return [
        { ...one, tag: 'target', to: at, text: spanOf(reading, one.from, at) },
        { ...one, from: at, text },
      ];
    }
    return [one];
  });
  return mentions.length === reading.mentions.length ? reading : { ...reading, mentions };
}

/** "to red, no, blue", "to 20, no wait, 30": what is said anew in a value's place is the value, whatever was tagged. */
function withValueAnew(reading: Reading): Reading {
  const { words, mentions } = reading;
  const [label] = reading.intents;
  if (label === undefined || !needsValue(label.label)) return reading;
  const text = (from: number, to: number) =>
    words
      .slice(from, to)
      .map((word) => word.text)
      .join(' ');
  const at = words.findLastIndex(
    (_, i) => i > 1 && TAKES_BACK.test(`${text(i, i + 3)} `) && words[i - 1]?.text !== 'and',
  );
  if (at < 0) return reading;
  let from = at;
  while (BETWEEN_VALUES.has(words[from]?.text ?? '')) from++;
  let to = words.length;
  while (to > from && words[to - 1]?.text === 'please') to--;
  const said = text(from, to);
  const tag =
    parseColor(said) !== undefined
      ? 'color'
      : parsePercent(said) === undefined && !DEGREES.test(said)
        ? undefined
        : 'value';
  const isElse = mentions.some(
    (one) => one.from >= from && one.tag !== 'color' && one.tag !== 'value' && one.tag !== 'step',
  );
  if (said === '' || tag === undefined || isElse) return reading;
  const anew: Mention = { tag, text: spanOf(reading, from, to), from, to, confidence: 0.5 };
  const others = mentions.filter((one) => one.tag !== tag || one.to <= at).filter((one) => one.to <= from);
  return { ...reading, mentions: [...others, anew] };
}

const BETWEEN_VALUES = new Set(
  'no nope wait sorry oops whoops actually i mean meant rather oh make it that scratch correction to not at'.split(' '),
);
const DEGREES = /^[\w. ]+ degrees?(?: (?:celsius|fahrenheit))?$/;

/** The last word with which something said before is taken back, if there is one; not where it is added to. */
function takenBackAt(reading: Reading): number | undefined {
  const { words, mentions } = reading;
  const at = words.findLastIndex((word, index) => {
    if (isQuoted(reading, index) || !mentions.some((mention) => mention.from > index)) return false;
    const rest = words
      .slice(index, index + 3)
      .map((one) => one.text)
      .join(' ');
    return word.text !== 'make' ? TAKES_BACK.test(rest) : isMadeAnew(words, mentions, index);
  });
  if (at <= 0 || !mentions.some((mention) => mention.to <= at)) return undefined;
  const rest = words.slice(at).map((word) => word.text);
  const adds = ['and', 'or', 'then'].includes(words[at - 1]?.text ?? '') || rest.some((word) => ADDS.has(word));
  return adds ? undefined : at;
}

const ADDS = new Set(['too', 'also', 'well', 'both']);

/** "to 40, make that 60": a new value of what has one; "turn on the lamp, make it red" is a wish of its own. */
function isMadeAnew(words: Reading['words'], mentions: readonly Mention[], at: number): boolean {
  if (words[at + 1]?.text !== 'that' && words[at + 1]?.text !== 'it') return false;
  return mentions.some(
    (one) => one.to <= at && SINGLE.has(one.tag) && mentions.some((other) => other.from > at && other.tag === one.tag),
  );
}
