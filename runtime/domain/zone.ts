import type { Instant } from './time.ts';
import { DAY_MS, MINUTE_MS } from './time.ts';

/** One formatter a zone: making one costs a millisecond, using it ten microseconds. A home has one zone. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** Throws RangeError for a zone that Intl does not know. */
export function assertZone(timezone: string): void {
  formatOf(timezone);
}

/** How far a zone's wall clock is ahead of UTC, in milliseconds; 0 for a zone that Intl does not know. */
export function offsetAt(at: Instant, timezone: string): number {
  let format: Intl.DateTimeFormat;
  try {
    format = formatOf(timezone);
  } catch {
    return 0;
  }
  const parts = new Map(format.formatToParts(at).map((part) => [part.type, Number(part.value)]));
  const get = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  const wall = Date.UTC(get('year'), get('month') - 1, get('day'), get('hour'), get('minute'), get('second'));
  return Math.round((wall - at) / MINUTE_MS) * MINUTE_MS;
}

/** Minutes since local midnight, 0–1439. */
export function minuteOfDayAt(at: Instant, timezone: string): number {
  const local = at + offsetAt(at, timezone);
  return Math.floor((local - Math.floor(local / DAY_MS) * DAY_MS) / MINUTE_MS);
}

/** Whether a minute of the day lies within hours of the wall clock, "HH:MM" both; past midnight where they end before they begin. */
export function isWithinHours({ from, to }: { readonly from: string; readonly to: string }, minute: number): boolean {
  const of = (time: string): number => {
    const [hour = '0', minutes = '0'] = time.split(':');
    return Number(hour) * 60 + Number(minutes);
  };
  const [begin, end] = [of(from), of(to)];
  return begin <= end ? minute >= begin && minute < end : minute >= begin || minute < end;
}

function formatOf(timezone: string): Intl.DateTimeFormat {
  const known = formats.get(timezone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(timezone, format);
  return format;
}
