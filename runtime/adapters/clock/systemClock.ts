import type { Instant } from '../../domain/time.ts';
import type { Clock } from '../../ports/clock.ts';

/** The machine's own clock. It may be set back: the loop holds what it says to an order that never does. */
export const systemClock: Clock = {
  now: (): Instant => Date.now(),
  monotonicMs: (): number => performance.now(),
};
