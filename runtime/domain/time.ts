/** Milliseconds since 1970-01-01T00:00:00Z. The core never reads a clock: every event brings its instant. */
export type Instant = number;

/** Parses ISO 8601 UTC as the wire has it; NaN where it is none. */
export function parseInstant(iso: string): Instant {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(iso) ? Date.parse(iso) : Number.NaN;
}

export function encodeInstant(at: Instant): string {
  return new Date(at).toISOString();
}

export const SECOND_MS = 1000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
