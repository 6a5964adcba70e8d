/** Beyond this many outcomes both counts are scaled down: the posterior is as sharp as any decision needs. */
const OUTCOMES_MAX = 400;

/**
 * Probability that something wins more often than it loses, after so many wins and losses: P(θ > ½) for
 * θ ~ Beta(1 + wins, 1 + losses), a uniform prior.
 *
 * Exact by the binomial identity P(Beta(a, b) > ½) = P(Bin(a + b − 1, ½) ≤ a − 1). (0, 0) → 0.5, (2, 0) → 0.875,
 * (2, 1) → 0.6875. Fractional (decayed) wins are rounded down and losses up.
 */
export function winProbability(wins: number, losses: number): number {
  const scale = Math.min(1, OUTCOMES_MAX / Math.max(1, wins + losses));
  const won = Math.floor(Math.max(0, wins) * scale);
  const lost = Math.ceil(Math.max(0, losses) * scale);
  const tosses = won + lost + 1;
  let term = 2 ** -tosses;
  let sum = term;
  for (let heads = 1; heads <= won; heads++) {
    term *= (tosses - heads + 1) / heads;
    sum += term;
  }
  return Math.min(1, sum);
}
