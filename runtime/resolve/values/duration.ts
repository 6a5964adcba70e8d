import { readNumber } from './number.ts';
import { bareWords } from './spoken.ts';

/** As Home Assistant's timer slots have it: each unit as it was said ("ninety minutes" is 90 minutes). */
export interface Duration {
  readonly hours?: number;
  readonly minutes?: number;
  readonly seconds?: number;
}
type Unit = keyof Duration;

const UNIT = new Map<string, readonly [Unit, number]>([
  ...words('hour hours hr hrs h', 'hours', 1),
  ...words('minute minutes min mins m', 'minutes', 1),
  ...words('second seconds sec secs s', 'seconds', 1),
  ...words('day days', 'hours', 24),
  ...words('week weeks', 'hours', 7 * 24),
]);
const ORDER: readonly Unit[] = ['hours', 'minutes', 'seconds'];
const IGNORED = new Set(['and', 'long', 'more', 'of', 'timer', 'now', 'from']);
/** A timer for longer than this is a slip of recognition. */
const HOURS_MAX = 366 * 24;

interface Part {
  readonly unit: Unit;
  readonly amount: number;
  readonly to: number;
}

/**
 * "an hour and a half" {hours: 1, minutes: 30} · "half an hour" {minutes: 30} · "two and a half minutes" {minutes: 2,
 * seconds: 30} · "1h 30m" · "1 hour 30" · "1:30" {hours: 1, minutes: 30} · "0:05:00". Undefined where a word is left
 * over, a unit comes twice, or nothing is left to wait for.
 *
 * Written here: parse-duration knows no spoken numbers, chrono-node has durations only as shifts of a date, and
 * Home Assistant's convention of whole units as spoken is neither's.
 */
export function parseDuration(text: string): Duration | undefined {
  const said = bareWords(text.replaceAll('-', ' '));
  if (said.length === 1 && said[0]?.includes(':')) return parseColons(said[0]);
  const total: { [unit in Unit]?: number } = {};
  let last: Unit | undefined;
  for (let at = 0; at < said.length; ) {
    const part = readPart(said, at, last);
    if (part === undefined) {
      if (!IGNORED.has(said[at] ?? '')) return undefined;
      at++;
      continue;
    }
    if (part.amount > 0 && last !== undefined && total[part.unit] !== undefined) return undefined;
    addTo(total, part.unit, part.amount);
    last = part.unit;
    at = part.to;
  }
  return finished(total);
}

function readPart(said: readonly string[], from: number, last: Unit | undefined): Part | undefined {
  // "an hour and a half": half of what was said last.
  const half =
    last === undefined
      ? null
      : /^and (a half|a quarter|three quarters)\b(?! (an?|hour|minute|second))/.exec(said.slice(from).join(' '));
  if (half && last) {
    const share = half[1] === 'a half' ? 0.5 : half[1] === 'a quarter' ? 0.25 : 0.75;
    return share * 60 && last !== 'seconds' ? { unit: below(last), amount: share * 60, to: from + 3 } : undefined;
  }
  const article = said[from] === 'a' || said[from] === 'an';
  const read = readNumber(said, from) ?? { value: 1, to: article ? from + 1 : from };
  let to = read.to;
  while (said[to] === 'more' || said[to] === 'of' || ((said[to] === 'a' || said[to] === 'an') && to > from)) to++;
  const unit = UNIT.get(said[to] ?? '');
  if (unit) return { unit: unit[0], amount: read.value * unit[1], to: to + 1 };
  // "1 hour 30": the next unit down goes without saying.
  if (
    read.to > from &&
    !article &&
    last !== undefined &&
    last !== 'seconds' &&
    Number.isInteger(read.value) &&
    read.value < 60
  ) {
    return { unit: below(last), amount: read.value, to: read.to };
  }
  return undefined;
}

/** Fractions go down to the next unit: 1.5 hours is 1 hour and 30 minutes. */
function addTo(total: { [unit in Unit]?: number }, unit: Unit, amount: number): void {
  const whole = unit === 'seconds' ? Math.round(amount) : Math.floor(amount + 1e-9);
  if (whole > 0) total[unit] = (total[unit] ?? 0) + whole;
  const rest = Math.round((amount - whole) * 3600) / 3600;
  if (rest > 0 && unit !== 'seconds') addTo(total, below(unit), rest * 60);
}

function parseColons(text: string): Duration | undefined {
  const match = /^(\d{1,2}):([0-5]\d)(?::([0-5]\d))?$/.exec(text);
  if (!match) return undefined;
  return finished({ hours: Number(match[1]), minutes: Number(match[2]), seconds: Number(match[3] ?? 0) });
}

function finished(total: Duration): Duration | undefined {
  const kept = Object.fromEntries(ORDER.flatMap((unit) => (total[unit] ? [[unit, total[unit]]] : [])));
  return Object.keys(kept).length === 0 || (total.hours ?? 0) > HOURS_MAX ? undefined : kept;
}

function below(unit: Unit): Unit {
  return unit === 'hours' ? 'minutes' : 'seconds';
}

function words(names: string, unit: Unit, times: number): [string, readonly [Unit, number]][] {
  return names.split(' ').map((name) => [name, [unit, times]]);
}
