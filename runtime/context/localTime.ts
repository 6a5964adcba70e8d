import type { Instant } from '../domain/time.ts';
import { DAY_MS, MINUTE_MS } from '../domain/time.ts';
import { assertZone, offsetAt } from '../domain/zone.ts';

export const QUARTERS = 96;
/** Offsets change on a quarter of an hour everywhere. */
const QUARTER_MS = 15 * MINUTE_MS;
const OFFSETS_KEPT = 512;

export interface LocalQuarter {
  /** 0–95. */
  readonly quarter: number;
  readonly day: 'weekday' | 'weekend';
}

/**
 * A time zone's wall clock.
 *
 * Formatting with Intl costs 10 µs and more, so an offset is asked for once per UTC day, or once per quarter of an
 * hour on the two days a year on which it changes.
 */
export class LocalTime {
  readonly #timezone: string;
  readonly #offsets = new Map<number, number>();

  /** Throws RangeError for a zone that Intl does not know. */
  constructor(timezone: string) {
    assertZone(timezone);
    this.#timezone = timezone;
  }

  quarterOf(at: Instant): LocalQuarter {
    const local = at + this.offsetAt(at);
    const day = Math.floor(local / DAY_MS);
    // 1970-01-01 was a Thursday.
    const weekday = (((day + 4) % 7) + 7) % 7;
    return {
      quarter: Math.floor((local - day * DAY_MS) / QUARTER_MS),
      day: weekday === 0 || weekday === 6 ? 'weekend' : 'weekday',
    };
  }

  /** The next instant after `at` whose wall clock shows this time of day, in minutes after midnight. */
  next(at: Instant, minuteOfDay: number): Instant {
    const offset = this.offsetAt(at);
    const midnight = Math.floor((at + offset) / DAY_MS) * DAY_MS;
    for (let day = 0; ; day++) {
      const wall = midnight + day * DAY_MS + minuteOfDay * MINUTE_MS;
      const instant = wall - this.offsetAt(wall - offset);
      if (instant > at) return instant;
    }
  }

  /** Milliseconds to add to UTC. */
  offsetAt(at: Instant): number {
    const day = Math.floor(at / DAY_MS);
    const start = this.#offsetOf(day * DAY_MS);
    return start === this.#offsetOf((day + 1) * DAY_MS)
      ? start
      : this.#offsetOf(Math.floor(at / QUARTER_MS) * QUARTER_MS);
  }

  #offsetOf(instant: Instant): number {
    const known = this.#offsets.get(instant);
    if (known !== undefined) return known;
    const offset = offsetAt(instant, this.#timezone);
    if (this.#offsets.size >= OFFSETS_KEPT) this.#offsets.clear();
    this.#offsets.set(instant, offset);
    return offset;
  }
}
