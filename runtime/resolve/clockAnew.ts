import type { Plan } from '../domain/context.ts';
import type { Slots } from '../domain/decision.ts';
import { limits } from '../domain/limits.ts';
import type { Reading } from '../domain/reading.ts';
import type { Candidate, Feature } from './candidate.ts';
import { talkedOfClock, whichTimer } from './ended.ts';
import { intentFeature } from './features.ts';
import { handlerOf } from './handlers.ts';
import type { Scene } from './scene.ts';
import { parseTime } from './values/clock.ts';
import { type Duration, parseDuration } from './values/duration.ts';
import { parseNumber } from './values/number.ts';

/** How surely words that say another length or time, and nothing else, are about what was just set. */
const SAID_ANEW = 0.9;
const SAYS =
  /^((?:(?:oh|no|nope|nah|wait|sorry|actually|please|ok|okay|and|i said|i meant|i mean) )*)((?:make|change|set|put|move) (?:it|that one|this one|that|this) (?:(?:to|for|at|be) )?)?(.+?)(?: (?:instead|rather|please|then))*$/;
const HALF = /\b(?:am|pm|a m|p m|noon|midday|midnight|morning|afternoon|evening|night|in|from)\b|\d{2}:/;
const UNITS = { hours: 3600, minutes: 60, seconds: 1 } as const;
type Unit = keyof typeof UNITS;

/**
 * "Make that one ten", "no, two", "make it half past": another length of the timer, another time of the alarm, that was just set.
 *
 * undefined where none was, or more is said than that. A timer is changed by the difference, so that what has run off stays so.
 */
export function clockAnew(scene: Scene, reading: Reading): Candidate | undefined {
  if (reading.words.length > limits.replyWordsMax + 2) return undefined;
  const said = SAYS.exec(reading.words.map(({ text }) => text).join(' '));
  const [, lead = '', verb = '', value = ''] = said ?? [];
  if (lead.replace(/\b(?:please|ok|okay|and)\b/g, '').trim() === '' && verb === '') return undefined;
  const plans = talkedOfClock(scene);
  const [last] = plans;
  const changed =
    last?.intent === 'HearthSetAlarm' ? anotherTime(scene, last, value) : anotherLength(lengthOf(plans), value);
  const turn = scene.turns.find((one) => one.plans.some((plan) => plan === last));
  if (changed === undefined || turn === undefined) return undefined;
  const { intent, slots } = changed;
  const via = handlerOf(scene, intent);
  const feature: Feature = { name: 'asked', value: 0.5, signal: 'conversation', detail: 'you just set it' };
  const features = [intentFeature('another time', SAID_ANEW), feature];
  const how = 'continue' as const;
  return { intent, slots, targets: [], features, fuzzy: false, follows: { turn, how }, ...(via && { via }) };
}

type Changed = Pick<Plan, 'intent' | 'slots'>;

function anotherTime(scene: Scene, { slots }: Plan, value: string): Changed | undefined {
  const [, hour, minute] = /^(\d\d):(\d\d)$/.exec(String(slots.time)) ?? [];
  if (hour === undefined || minute === undefined) return undefined;
  const before = Number(hour) * 60 + Number(minute);
  const time = besideTheHour(value, before) ?? inTheSameHalf(scene, value, before);
  return time === undefined || time === slots.time
    ? undefined
    : { intent: 'HearthSetAlarm', slots: { ...slots, time } };
}

/** "Half past", "a quarter to": of the hour that was said before. */
function besideTheHour(value: string, before: number): string | undefined {
  const [, amount, side] = /^(?:a )?(\S+(?:[ -]\S+)?) (past|after|to|before)$/.exec(value) ?? [];
  if (amount === undefined) return undefined;
  const minutes = amount === 'half' ? 30 : amount === 'quarter' ? 15 : parseNumber(amount);
  if (minutes === undefined || !Number.isInteger(minutes) || minutes < 1 || minutes > 59) return undefined;
  const isPast = side === 'past' || side === 'after';
  return clockOf(isPast ? Math.floor(before / 60) * 60 + minutes : Math.ceil(before / 60) * 60 - minutes);
}

/** "No, eight" after seven in the evening is eight in the evening. */
function inTheSameHalf(scene: Scene, value: string, before: number): string | undefined {
  const time = parseTime(value, scene.home.now, scene.home.household.timezone);
  if (time === undefined || HALF.test(value)) return time;
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  if (hour === 0 || hour === 12) return time;
  return clockOf(((hour % 12) + (before >= 720 ? 12 : 0)) * 60 + minute);
}

function clockOf(minutes: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const within = (minutes + 1440) % 1440;
  return `${two(Math.floor(within / 60))}:${two(within % 60)}`;
}

interface Length {
  readonly which: Slots;
  readonly seconds: number;
  /** What the length was said in; undefined where it was several units. */
  readonly unit: Unit | undefined;
}

/** How long the timer that was talked about last is now, with all that was added to it and taken off. */
function lengthOf(plans: readonly Plan[]): Length | undefined {
  let which: string | undefined;
  let more = 0;
  for (const plan of plans) {
    const { intent, slots } = plan;
    if (intent === 'HassCancelTimer' || intent === 'HearthSetAlarm') return undefined;
    const id = JSON.stringify(whichTimer(plan));
    if (id !== '{}' && which !== undefined && which !== id) continue;
    if (id !== '{}') which = id;
    if (intent === 'HassIncreaseTimer') more += secondsOf(slots);
    if (intent === 'HassDecreaseTimer') more -= secondsOf(slots);
    if (intent !== 'HassStartTimer') continue;
    const [unit, ...units] = unitsOf(slots);
    return {
      which: whichTimer(plan),
      seconds: secondsOf(slots) + more,
      unit: units.length === 0 ? unit : undefined,
    };
  }
  return undefined;
}

function anotherLength(length: Length | undefined, value: string): Changed | undefined {
  if (length === undefined) return undefined;
  const wanted = parseDuration(value) ?? bare(value, length.unit);
  const difference = wanted === undefined ? 0 : secondsOf(wanted) - length.seconds;
  if (difference === 0 || length.seconds <= 0) return undefined;
  return {
    intent: difference > 0 ? 'HassIncreaseTimer' : 'HassDecreaseTimer',
    slots: { ...length.which, ...durationOf(Math.abs(difference)) },
  };
}

/** "Ten" of a timer for minutes is ten minutes. */
function bare(value: string, unit: Unit | undefined): Duration | undefined {
  const amount = parseNumber(value);
  return unit === undefined || amount === undefined || amount <= 0 ? undefined : { [unit]: amount };
}

function unitsOf(slots: Slots | Duration): Unit[] {
  return (Object.keys(UNITS) as Unit[]).filter((unit) => unit in slots);
}

function secondsOf(slots: Slots | Duration): number {
  const said: { readonly [unit in Unit]?: unknown } = slots;
  return Math.round(unitsOf(slots).reduce((sum, unit) => sum + Number(said[unit] ?? 0) * UNITS[unit], 0));
}

function durationOf(seconds: number): Slots {
  const parts = {
    hours: Math.floor(seconds / 3600),
    minutes: Math.floor((seconds % 3600) / 60),
    seconds: seconds % 60,
  };
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value > 0));
}
