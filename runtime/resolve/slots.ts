import type { Slots, SlotValue } from '../domain/decision.ts';
import type { Intent, SlotTag } from '../domain/intent.ts';
import type { Mention, Reading } from '../domain/reading.ts';
import { isOfLocking, type Said } from './intents.ts';
import { parseColor } from './values/color.ts';
import { parseDate, parseRepeat, parseTime } from './values/dateTime.ts';
import { parseDuration } from './values/duration.ts';
import { parseNumber } from './values/number.ts';
import { parsePercent } from './values/percent.ts';
import { parseStep } from './values/step.ts';
import { parseTemperature } from './values/temperature.ts';

/** The step that "brighter", "louder" or "warmer" means when no amount is said, in the slot's own unit. */
const DEFAULT_STEP = { brightness: 20, volume: 10, temperature: 1, percentage: 20 } as const;
/** Home Assistant's lowest brightness that still shines. */
const BRIGHTNESS_MIN = 1;

export function mentionOf(reading: Reading, tag: SlotTag): Mention | undefined {
  return reading.mentions.find((mention) => mention.tag === tag);
}

const DEGREES = /^(?:degrees?|celsius|fahrenheit)$|\d°/;

export function saidOf(reading: Reading): Said {
  const has = (tag: SlotTag) => mentionOf(reading, tag) !== undefined;
  const words = reading.words.map((word) => word.text);
  return {
    value: has('value'),
    step: has('step'),
    direction: has('up') || has('down'),
    color: has('color'),
    recolored: isRecolored(reading),
    locking: words.some((word) => isOfLocking(word) || isOfLocking(word, true)),
    degrees: words.some((word) => DEGREES.test(word)) || isWarming(reading),
    words: new Set(words),
  };
}

/** "warm up the den": nothing that shines is named, so it is the air. */
function isWarming({ mentions }: Reading): boolean {
  return (
    mentions.some(
      ({ tag, text }) => (tag === 'up' || tag === 'down') && /\b(?:warm|heat|hot|cool|cold|chill)/i.test(text),
    ) && mentions.every(({ tag }) => tag !== 'target' && tag !== 'ref')
  );
}

/** "the lights blue", with the colour at the end; not "the lamp that is blue", nor "the blue lamp". */
function isRecolored({ words, mentions }: Reading): boolean {
  const color = mentions.find(({ tag }) => tag === 'color');
  if (color === undefined || color.from === 0) return false;
  const isNamed = mentions.some(({ tag, to }) => (tag === 'target' || tag === 'area') && to <= color.from);
  const rest = words.slice(color.to).every(({ text }) => /^(?:please|now|colou?r)$/.test(text));
  return isNamed && rest && !/^(?:is|are|and|or|not|but|the|in)$|'s$/.test(words[color.from - 1]?.text ?? '');
}

export interface SlotContext {
  readonly now: number;
  readonly timezone: string;
}

type Mutable = Record<string, SlotValue>;

/** The value slots of an intent, parsed from the mentions; a value that cannot be read is left out. */
export function valueSlots(intent: Intent, reading: Reading, context: SlotContext): Slots {
  const slots: Mutable = {};
  const text = (tag: SlotTag) => mentionOf(reading, tag)?.text;
  const copy = (name: string, tag: SlotTag) => {
    const said = text(tag);
    if (said !== undefined) slots[name] = said;
  };
  switch (intent) {
    case 'HassLightSet':
      lightSlots(slots, reading);
      break;
    case 'HassSetPosition':
      put(slots, 'position', percentOf(text('value'), 0));
      break;
    case 'HassFanSetSpeed':
      put(slots, 'percentage', percentOf(text('value'), 0));
      relative(slots, 'percentage_step', reading, DEFAULT_STEP.percentage, slots.percentage !== undefined);
      break;
    case 'HassClimateSetTemperature':
      temperatureSlots(slots, reading);
      break;
    case 'HassSetVolume':
      put(slots, 'volume_level', percentOf(text('value'), 0));
      break;
    case 'HassSetVolumeRelative':
      relative(slots, 'volume_step', reading, DEFAULT_STEP.volume, false);
      break;
    case 'HassMediaSearchAndPlay':
      copy('search_query', 'search_query');
      put(slots, 'media_class', mediaClassOf(text('media_class')));
      break;
    case 'HassGetWeather':
      copy('location', 'location');
      put(slots, 'day', dateOf(text('date'), context));
      break;
    case 'HassBroadcast':
      copy('message', 'message');
      break;
    case 'HearthSetAlarm':
    case 'HearthCancelAlarm':
    case 'HearthSnooze':
      alarmSlots(slots, reading, context);
      break;
    default:
      if (intent.includes('Timer')) timerSlots(slots, intent, reading);
      else if (/List/.test(intent) && !NO_ITEM.test(text('item') ?? '')) copy('item', 'item');
  }
  return slots;
}

/** Nothing that one puts on a list. */
const NO_ITEM = /^(?:to|on|onto|in|the|my|a|an|it|that|this|something|anything|stuff|things?)$/i;

function lightSlots(slots: Mutable, reading: Reading): void {
  const color = mentionOf(reading, 'color');
  // "less blue" is no blue, and how much less of it nobody can know.
  if (color !== undefined && reading.words[color.from - 1]?.text !== 'less') {
    const parsed = parseColor(color.text);
    if (parsed?.kelvin !== undefined) slots.temperature = parsed.kelvin;
    else put(slots, 'color', parsed?.name);
  }
  const value = mentionOf(reading, 'value');
  const kelvin = value === undefined ? undefined : /\b(\d{4})\s*(?:k|kelvin)\b/i.exec(value.text)?.[1];
  if (kelvin !== undefined) slots.temperature = Number(kelvin);
  else if (value !== undefined) put(slots, 'brightness', parsePercent(value.text, { minimum: BRIGHTNESS_MIN }));
  else put(slots, 'brightness', utmostOf(reading));
  relative(
    slots,
    'brightness_step',
    reading,
    DEFAULT_STEP.brightness,
    slots.brightness !== undefined || color !== undefined,
  );
}

/** "as dim as possible", "as bright as it goes": an end of the scale, not a step. */
function utmostOf(reading: Reading): number | undefined {
  const said = /\bas (\w+) as (?:possible|it goes|it gets|it can|they go|they get|they can|you can)\b/.exec(
    reading.words.map(({ text }) => text).join(' '),
  )?.[1];
  if (said === undefined) return undefined;
  return /^(?:bright|high|light)$/.test(said)
    ? 100
    : /^(?:dim|dark|low|faint)$/.test(said)
      ? BRIGHTNESS_MIN
      : undefined;
}

function temperatureSlots(slots: Mutable, reading: Reading): void {
  const value = mentionOf(reading, 'value');
  const parsed = value === undefined ? undefined : parseTemperature(value.text);
  if (parsed !== undefined) {
    slots.temperature = parsed.value;
    if (parsed.unit !== undefined) slots.unit = parsed.unit;
  }
  relative(slots, 'temperature_step', reading, DEFAULT_STEP.temperature, parsed !== undefined);
}

/** "too dark" asks for the opposite of what it names. */
const TOO_LITTLE =
  /\btoo (?:dark|dim|gloomy|cold|chilly|cool|quiet|soft|low|faint)\b|\b(?:warm|heat) (?:up|the|my|this|it)\b/;
const TOO_MUCH = /\btoo (?:bright|light|hot|warm|loud|noisy|high)\b|\bcool (?:down|the|my|this|it)\b/;

function directionOf(reading: Reading): 1 | -1 | undefined {
  const text = reading.words.map((word) => word.text).join(' ');
  if (TOO_LITTLE.test(text)) return 1;
  if (TOO_MUCH.test(text)) return -1;
  const step = mentionOf(reading, 'step');
  const before = step === undefined ? '' : text.split(' ').slice(0, step.from).join(' ');
  if (mentionOf(reading, 'up') !== undefined || / up(?: by)?$/.test(before)) return 1;
  if (/ down(?: by)?$/.test(before)) return -1;
  return mentionOf(reading, 'down') === undefined ? undefined : -1;
}

function relative(slots: Mutable, name: string, reading: Reading, usual: number, absolute: boolean): void {
  const direction = absolute ? undefined : directionOf(reading);
  if (direction === undefined) return;
  const said = mentionOf(reading, 'step') ?? mentionOf(reading, 'value');
  const amount = said === undefined ? undefined : (parseStep(said.text, usual) ?? parseNumber(said.text));
  slots[name] = direction * Math.abs(amount ?? usual);
}

function timerSlots(slots: Mutable, intent: Intent, reading: Reading): void {
  const { length, start } = timerLengths(intent, reading);
  const parsed = length === undefined ? undefined : parseDuration(length.text);
  for (const unit of ['hours', 'minutes', 'seconds'] as const) put(slots, unit, parsed?.[unit]);
  const original = start === undefined ? undefined : parseDuration(start.text);
  for (const unit of ['hours', 'minutes', 'seconds'] as const) put(slots, `start_${unit}`, original?.[unit]);
  put(slots, 'name', mentionOf(reading, 'name')?.text);
  put(slots, 'conversation_command', mentionOf(reading, 'command')?.text);
}

/** Which duration sets the timer's length, or changes it, and which only tells one timer from another. */
function timerLengths(intent: Intent, reading: Reading): { length: Mention | undefined; start: Mention | undefined } {
  const all = reading.mentions.filter((mention) => mention.tag === 'duration' || mention.tag === 'start_duration');
  const [first, second] = all;
  if (intent === 'HassStartTimer') return { length: first, start: undefined };
  if (intent !== 'HassIncreaseTimer' && intent !== 'HassDecreaseTimer') return { length: undefined, start: first };
  if (second === undefined) return { length: first, start: undefined };
  const isAmount = (mention: Mention | undefined) =>
    mention?.tag === 'duration' && reading.words[mention.from - 1]?.text === 'by';
  const length = all.find(isAmount) ?? all.find((mention) => mention.tag === 'duration') ?? first;
  return { length, start: all.find((mention) => mention !== length) };
}

function alarmSlots(slots: Mutable, reading: Reading, context: SlotContext): void {
  const time = mentionOf(reading, 'time');
  put(slots, 'time', time === undefined ? undefined : parseTime(time.text, context.now, context.timezone));
  put(slots, 'date', dateOf(mentionOf(reading, 'date')?.text, context));
  const repeat = mentionOf(reading, 'repeat');
  put(slots, 'repeat', repeat === undefined ? undefined : parseRepeat(repeat.text));
  put(slots, 'name', mentionOf(reading, 'name')?.text);
}

function dateOf(text: string | undefined, context: SlotContext): string | undefined {
  return text === undefined ? undefined : parseDate(text, context.now, context.timezone);
}

function percentOf(text: string | undefined, minimum: number): number | undefined {
  return text === undefined ? undefined : parsePercent(text, { minimum });
}

function put(slots: Mutable, name: string, value: SlotValue | undefined): void {
  if (value !== undefined) slots[name] = value;
}

const MEDIA_CLASSES: readonly (readonly [RegExp, string])[] = [
  [/audio ?book/, 'audiobook'],
  [/podcast/, 'podcast'],
  [/radio|station/, 'radio'],
  [/movie|film|flick/, 'movie'],
  [/series|show|episode|season|tv|sitcom/, 'tv_show'],
  [/game|match/, 'game'],
  [/news/, 'news'],
  [/music|song|track|album|playlist|tune|artist|band|soundtrack/, 'music'],
];

export function mediaClassOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const lower = text.toLowerCase();
  return MEDIA_CLASSES.find(([pattern]) => pattern.test(lower))?.[1];
}

/** Whether the words are a kind of thing to play and nothing else ("the game", "music"), and so neither a title nor a player. */
export function isMediaKind(text: string): boolean {
  const lower = text.toLowerCase();
  return lower !== 'tv' && MEDIA_KIND.test(lower);
}
const MEDIA_KIND = new RegExp(`^(?:${MEDIA_CLASSES.map(([pattern]) => pattern.source).join('|')})(?:s|es)?$`);

const STATION =
  /^(?:[\w']+ ){0,2}(?:radio|fm)(?: (?:\d+|one|two|three|four|five|six|seven|live|extra|sport))?$|^radio [\w']+$/i;

/** A station by its name: "radio four", "BBC Radio 2", "Classic FM". */
export function isStation(title: string): boolean {
  return STATION.test(title);
}
