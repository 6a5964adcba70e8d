/**
 * How long to wait before attempt number `attempt` (1 is the first retry): doubles from `msMin` to `msMax`, then
 * `jitter` in [0, 1) takes up to half of it away, so that the clients of a restarted broker do not return as one.
 */
export function backOffMs(attempt: number, jitter: number, msMin: number, msMax: number): number {
  const full = Math.min(msMax, msMin * 2 ** Math.min(attempt - 1, 30));
  return Math.round(full * (1 - jitter / 2));
}
