import type { Instant } from '../../domain/time.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../domain/time.ts';
import { offsetAt } from '../../domain/zone.ts';
import { parseDuration } from './duration.ts';
import { readNumber } from './number.ts';
import { bareWords } from './spoken.ts';

type Half = 'am' | 'pm' | 'night' | undefined;

/** Words beside a time that belong to its date or to nothing. */
const BESIDE = new Set(
  `at on the this tomorrow today monday tuesday wednesday thursday friday saturday sunday o'clock o'clock's oclock clock sharp
   next every each day weekday weekdays hours local time`.split(/\s+/),
);

/**
 * A time of day, 24 h "HH:MM"; undefined where none is said or "sunset" depends on more than the clock.
 *
 * "7 pm" 19:00 · "half past six", "half six" 06:30 · "quarter to seven" 06:45 · "six forty five", "0645", "645" ·
 * "seven thirty in the evening" 19:30 · "noon", "midnight" · "in twenty minutes", from now.
 *
 * Where neither am nor pm is said: 5 to 12 are as written (05:00 … 12:00), since what people leave bare is mostly the
 * morning's alarm; 1 to 4 are whichever comes next, since few rise then and many nap.
 */
export function parseTime(text: string, now: Instant, timezone: string): string | undefined {
  const local = now + offsetAt(now, timezone);
  const relative = fromNow(text, local);
  if (relative !== undefined) return relative;
  const half = halfOf(text);
  const words = withoutHalf(bareWords(text.replace(/\bo[ -]clock\b/gi, "o'clock"))).filter((word) => !BESIDE.has(word));
  if (/^(\d{1,2}:\d{2}|0\d{3})$/.test(words[0] ?? '') && /^0/.test(words[0] ?? '') && half === undefined) {
    return words.length === 1 ? readClock(words, undefined, local) : undefined;
  }
  return readClock(words, half, local);
}

function readClock(words: readonly string[], half: Half, local: number): string | undefined {
  const said = words.join(' ');
  if (/^(12 |twelve )?(noon|midday)$/.test(said)) return '12:00';
  if (/^(12 |twelve )?midnight$/.test(said)) return '00:00';
  const aside = besideHour(words);
  const plain = aside ?? hourAndMinute(words);
  if (plain === undefined) return undefined;
  let { hour, minute } = plain;
  if (minute < 0) {
    minute += 60;
    hour = hour === 0 ? 23 : hour - 1;
    // A quarter to one at night is before one, whichever half of the day that hour is in.
    if (hour === 0 && plain.hour === 1) hour = 12;
  }
  if (hour > 23 || minute > 59) return undefined;
  if (plain.exact || hour > 12 || hour === 0) return half === 'pm' && hour === 0 ? undefined : format(hour, minute);
  return format(inHalf(hour, minute, half, local), minute);
}

interface HourMinute {
  readonly hour: number;
  /** Negative: before the hour. */
  readonly minute: number;
  /** Said as on a 24-hour clock. */
  readonly exact?: boolean;
}

/** "half past six", "twenty to seven", "quarter of five", "half six". */
function besideHour(words: readonly string[]): HourMinute | undefined {
  const at = words.findIndex((word) => /^(past|after|to|til|till|until|before|of)$/.test(word));
  const start = words[0] === 'a' ? 1 : 0;
  if (at < 0) {
    if (words[0] !== 'half') return undefined;
    const hour = wholeNumber(words, 1);
    return hour !== undefined && hour >= 1 && hour <= 12 ? { hour, minute: 30 } : undefined;
  }
  const hour =
    hourAndMinute(words.slice(at + 1))?.hour ??
    (/^(noon|midday)$/.test(words[at + 1] ?? '') ? 12 : /^midnight$/.test(words[at + 1] ?? '') ? 0 : undefined);
  const said = words.slice(start, at).filter((word) => word !== 'minutes' && word !== 'minute');
  const minutes = said[0] === 'half' ? 30 : said[0] === 'quarter' ? 15 : wholeNumber(said, 0);
  if (hour === undefined || minutes === undefined || minutes > 59) return undefined;
  return { hour, minute: /^(past|after)$/.test(words[at] ?? '') ? minutes : -minutes };
}

function hourAndMinute(words: readonly string[]): HourMinute | undefined {
  const [first = '', second] = words;
  const colon = /^(\d{1,2})[:.](\d{2})(?::\d{2})?$/.exec(first);
  if (colon && words.length === 1)
    return { hour: Number(colon[1]), minute: Number(colon[2]), exact: first.startsWith('0') };
  if (/^\d{3,4}$/.test(first) && second === undefined) {
    return {
      hour: Math.floor(Number(first) / 100),
      minute: Number(first) % 100,
      exact: first.length === 4 && first[0] === '0',
    };
  }
  const whole = wholeNumber(words, 0);
  if (whole !== undefined) {
    if (whole <= 24) return { hour: whole === 24 ? 0 : whole, minute: 0 };
    return whole >= 100 ? { hour: Math.floor(whole / 100), minute: whole % 100 } : undefined;
  }
  return splitHour(words);
}

/** "six thirty", "seven oh five", "ten fifteen", "eleven forty five", "6 30". */
function splitHour(words: readonly string[]): HourMinute | undefined {
  for (let at = 1; at < words.length; at++) {
    const hour = wholeNumber(words.slice(0, at), 0);
    if (hour === undefined || hour > 24) continue;
    const zero = words[at] === 'oh' || words[at] === 'o' || words[at] === 'zero';
    const rest = words[at] === 'and' ? at + 1 : zero ? at + 1 : at;
    const minute = wholeNumber(words, rest);
    if (minute !== undefined && (zero ? minute < 10 : minute < 60)) return { hour: hour === 24 ? 0 : hour, minute };
  }
  return undefined;
}

function wholeNumber(words: readonly string[], from: number): number | undefined {
  const read = readNumber(words, from);
  return read && read.to === words.length && Number.isInteger(read.value) && read.value >= 0 ? read.value : undefined;
}

function halfOf(text: string): Half {
  const said = ` ${bareWords(text).join(' ')} `;
  if (/ (pm|p m|afternoon|evening) /.test(said)) return 'pm';
  if (/ (am|a m|morning) /.test(said)) return 'am';
  return / (tonight|night) /.test(said) ? 'night' : undefined;
}

function withoutHalf(words: readonly string[]): string[] {
  const said = words
    .join(' ')
    .replace(/\b(a m|p m|am|pm|tonight|(in the |at |this |tomorrow )?(morning|afternoon|evening|night))\b/g, ' ');
  return said.split(' ').filter((word) => word !== '');
}

function inHalf(hour: number, minute: number, half: Half, local: number): number {
  const am = hour % 12;
  const pm = am + 12;
  if (half === 'am') return am;
  if (half === 'pm') return pm;
  if (half === 'night') return am < 5 ? am : pm;
  if (hour >= 5) return hour;
  const passed = local - Math.floor(local / DAY_MS) * DAY_MS;
  const morning = am * HOUR_MS + minute * MINUTE_MS;
  return passed < morning || passed >= morning + 12 * HOUR_MS ? am : pm;
}

/** "in ten minutes", "an hour from now". */
function fromNow(text: string, local: number): string | undefined {
  if (!/^\s*in\b|\bfrom now\s*$/i.test(text) || text.length > 200) return undefined;
  const length = parseDuration(text);
  if (length === undefined) return undefined;
  const then =
    local + (length.hours ?? 0) * HOUR_MS + (length.minutes ?? 0) * MINUTE_MS + (length.seconds ?? 0) * SECOND_MS;
  const passed = then - Math.floor(then / DAY_MS) * DAY_MS;
  return format(Math.floor(passed / HOUR_MS), Math.floor((passed % HOUR_MS) / MINUTE_MS));
}

function format(hour: number, minute: number): string {
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}
