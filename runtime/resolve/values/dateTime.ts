import { parse } from 'chrono-node/en';
import type { Instant } from '../../domain/time.ts';
import { DAY_MS, MINUTE_MS } from '../../domain/time.ts';
import { offsetAt } from '../../domain/zone.ts';
import { readNumber } from './number.ts';
import { bareWords } from './spoken.ts';

export { parseTime } from './clock.ts';

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
type Weekday = (typeof WEEKDAYS)[number];
export type Repeat = 'daily' | 'weekdays' | 'weekends' | readonly Weekday[];

/**
 * A day, "YYYY-MM-DD" in the home's zone: "tomorrow", "next friday", "march third", "the twenty second", "in two weeks".
 *
 * chrono-node reads it, after spoken numbers became digits; it does not know a bare day of the month, which is the next
 * such day. A weekday is the next one, and today's name a week ahead; a month or a year alone is no day. What chrono
 * makes of times is not used: it reads neither "seven thirty" nor "half past six".
 */
export function parseDate(text: string, now: Instant, timezone: string): string | undefined {
  const written = digits(bareWords(text));
  if (written === '') return undefined;
  const offset = offsetAt(now, timezone);
  const alone = /^(?:on )?(?:the )?(\d{1,2})(?:st|nd|rd|th)(?: of (?:this|the) month)?$/.exec(written);
  if (alone) return nextDayOfMonth(Number(alone[1]), now + offset);
  const reference = { instant: new Date(now), timezone: offset / MINUTE_MS };
  const spoken = written.replace(/\b(tonight|this (morning|afternoon|evening))\b/g, 'today');
  const [found] = parse(spoken.replace(/^2 (day|week)/, 'in 2 $1'), reference, { forwardDate: true });
  if (found === undefined || !(found.start.isCertain('day') || found.start.isCertain('weekday'))) return undefined;
  const [year, month, day] = (['year', 'month', 'day'] as const).map((part) => found.start.get(part) ?? 0);
  if (year === undefined || year < 1970 || year > 2200) return undefined;
  const today = new Date(now + offset);
  const named = found.start.isCertain('month') && !found.start.isCertain('year');
  // chrono takes noon of today's date for past and goes a year ahead.
  if (named && month === today.getUTCMonth() + 1 && day === today.getUTCDate()) return iso(now + offset);
  return iso(Date.UTC(year, (month ?? 1) - 1, day ?? 1));
}

/**
 * On which days something repeats: "every day" 'daily' · "weekdays" · "weekends" · "every friday", "mondays and wednesdays",
 * "monday to thursday" the days in the week's order. Undefined for what a week cannot hold ("monthly", "every other day").
 */
export function parseRepeat(text: string): Repeat | undefined {
  const said = bareWords(text).join(' ');
  if (said === '' || /\b(other|second|third|month|monthly|year|yearly|hour|hourly|minutes?|first|last)\b/.test(said))
    return undefined;
  const day = '(mon|tues?|wednes|wed|thurs?|thu|fri|satur|sat|sun)(?:days?)?';
  const span = new RegExp(`\\b${day} (?:to|through|thru|until|till) ${day}(?:'?s)?\\b`).exec(said);
  const from = dayIndex(span?.[1]);
  const to = dayIndex(span?.[2]);
  if (from !== undefined && to !== undefined)
    return summed(Array.from({ length: ((to - from + 7) % 7) + 1 }, (_, i) => (from + i) % 7));
  if (/\b(week ?days?|work ?days?|working days?|school ?days?)\b/.test(said)) return 'weekdays';
  if (/\b(week ?ends?)\b/.test(said)) return 'weekends';
  const named = [...said.matchAll(/\b(mon|tues?|wednes|wed|thurs?|thu|fri|satur|sat|sun)(?:days?'?s?)?\b/g)].flatMap(
    (m) => dayIndex(m[1]) ?? [],
  );
  if (named.length > 0) return summed(named);
  if (/\b(every ?day|daily|nightly|each day|all days|seven days a week|7 days a week|day and night)\b/.test(said))
    return 'daily';
  return /\b(every|each) (single )?(day|morning|evening|afternoon|night)\b/.test(said) ? 'daily' : undefined;
}

function summed(days: readonly number[]): Repeat {
  const sorted = [...new Set(days)].sort((a, b) => a - b);
  const key = sorted.join('');
  if (key === '0123456') return 'daily';
  if (key === '01234') return 'weekdays';
  if (key === '56') return 'weekends';
  return sorted.map((day) => WEEKDAYS[day] as Weekday);
}

function dayIndex(start: string | undefined): number | undefined {
  const index = start === undefined ? -1 : WEEKDAYS.findIndex((day) => day.startsWith(start));
  return index < 0 ? undefined : index;
}

/** "twenty third of march two thousand and seventeen" → "23rd of march 2017". */
function digits(words: readonly string[]): string {
  const out: string[] = [];
  for (let at = 0; at < words.length; ) {
    const read = words[at] === 'a' || words[at] === 'an' ? undefined : readNumber(words, at, true);
    const word = (words[at] ?? '').replace(/'s$/, '').replace(/^(today|tomorrow)s$/, '$1');
    if (read === undefined || !Number.isInteger(read.value) || (word === 'second' && out.length === 0)) {
      out.push(read?.ordinal ? '2nd' : word);
      at++;
      continue;
    }
    out.push(read.ordinal ? `${read.value}${suffix(read.value)}` : `${read.value}`);
    at = read.to;
  }
  return out.join(' ');
}

function suffix(n: number): string {
  const teens = n % 100 >= 11 && n % 100 <= 13;
  return teens ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th');
}

function nextDayOfMonth(day: number, local: number): string | undefined {
  if (day < 1 || day > 31) return undefined;
  const today = new Date(local);
  const year = today.getUTCFullYear();
  for (let ahead = 0; ahead < 4; ahead++) {
    const then = Date.UTC(year, today.getUTCMonth() + ahead, day);
    if (new Date(then).getUTCDate() === day && then + DAY_MS > local) return iso(then);
  }
  return undefined;
}

function iso(utc: number): string {
  return new Date(utc).toISOString().slice(0, 10);
}
