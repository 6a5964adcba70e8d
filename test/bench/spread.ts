/** Percentiles of one measurement. */
export interface Spread {
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export function spreadOf(timesMs: readonly number[]): Spread {
  const sorted = [...timesMs].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { p50Ms: at(0.5), p99Ms: at(0.99) };
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Of several rounds, the median of each percentile: one round that a neighbour disturbed does not count. */
export function medianSpread(rounds: readonly Spread[]): Spread {
  return { p50Ms: median(rounds.map((one) => one.p50Ms)), p99Ms: median(rounds.map((one) => one.p99Ms)) };
}
