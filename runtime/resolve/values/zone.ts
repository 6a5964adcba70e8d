import type { Instant } from '../../domain/time.ts';
import { MINUTE_MS } from '../../domain/time.ts';

/** One formatter a zone: making one costs a millisecond, using it ten microseconds. A home has one zone. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** How far a zone's wall clock is ahead of UTC, in milliseconds; 0 for a zone that Intl does not know. */
export function offsetAt(at: Instant, timezone: string): number {
  const format = formats.get(timezone) ?? makeFormat(timezone);
  if (format === undefined) return 0;
  const parts = new Map(format.formatToParts(at).map((part) => [part.type, Number(part.value)]));
  const get = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  const wall = Date.UTC(get('year'), get('month') - 1, get('day'), get('hour'), get('minute'), get('second'));
  return Math.round((wall - at) / MINUTE_MS) * MINUTE_MS;
}

function makeFormat(timezone: string): Intl.DateTimeFormat | undefined {
  try {
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
  } catch {
    return undefined;
  }
}
