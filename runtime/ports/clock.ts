import type { Instant } from '../domain/time.ts';

/** Time, for the edges that stamp events; no stage has one. */
export interface Clock {
  now(): Instant;
  /** Milliseconds since some moment; never goes back. For measuring, never for deciding. */
  monotonicMs(): number;
}
