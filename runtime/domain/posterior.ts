/** Beyond this many outcomes both counts are scaled down: the posterior is as sharp as any decision needs. */
const OUTCOMES_MAX = 400;

/** How often something went well and how often it did not; may be fractions, since counts fade. */
export interface Tally {
  readonly wins: number;
  readonly losses: number;
}

/**
 * Probability that something wins more often than it loses, after so many wins and losses: P(θ > ½) for
 * θ ~ Beta(1 + wins, 1 + losses), a uniform prior.
 *
 * Exact by the binomial identity P(Beta(a, b) > ½) = P(Bin(a + b − 1, ½) ≤ a − 1). (0, 0) → 0.5, (2, 0) → 0.875,
 * (2, 1) → 0.6875. Between whole counts it is interpolated.
 */
export function winProbability(wins: number, losses: number): number {
  const scale = Math.min(1, OUTCOMES_MAX / Math.max(1, wins + losses));
  const won = Math.max(0, wins) * scale;
  const lost = Math.max(0, losses) * scale;
  const [w, l] = [Math.floor(won), Math.floor(lost)];
  const [dw, dl] = [won - w, lost - l];
  let sum = (1 - dw) * (1 - dl) * wholeWins(w, l);
  if (dw > 0) sum += dw * (1 - dl) * wholeWins(w + 1, l);
  if (dl > 0) sum += (1 - dw) * dl * wholeWins(w, l + 1);
  if (dw > 0 && dl > 0) sum += dw * dl * wholeWins(w + 1, l + 1);
  return sum;
}

function wholeWins(won: number, lost: number): number {
  const tosses = won + lost + 1;
  let term = 2 ** -tosses;
  let sum = term;
  for (let heads = 1; heads <= won; heads++) {
    term *= (tosses - heads + 1) / heads;
    sum += term;
  }
  return Math.min(1, sum);
}

/** Midpoints of equal steps over (0, 1), and the logarithms that densities are made of. */
const STEPS = 200;
const LOG = Float64Array.from({ length: STEPS }, (_, i) => Math.log((i + 0.5) / STEPS));
const LOG_REST = Float64Array.from({ length: STEPS }, (_, i) => Math.log(1 - (i + 0.5) / STEPS));
/** A step of 1/200 resolves a posterior of up to so many outcomes. */
const COMPARED_MAX = 200;

/**
 * Probability that `a` wins more often than `b`: P(θa > θb) for independent θ ~ Beta(1 + wins, 1 + losses).
 *
 * By the midpoint rule on 200 steps, good to 0.002. Equal tallies → 0.5; (2, 0) against (0, 2) → 0.95; (1, 0) against
 * (0, 1) → 5/6.
 */
export function beatsProbability(a: Tally, b: Tally): number {
  const first = densityOf(a);
  const second = densityOf(b);
  let below = 0;
  let beats = 0;
  let all = 0;
  for (let i = 0; i < STEPS; i++) {
    const other = second[i] ?? 0;
    beats += (first[i] ?? 0) * (below + other / 2);
    below += other;
    all += first[i] ?? 0;
  }
  return beats / (all * below);
}

function densityOf({ wins, losses }: Tally): Float64Array {
  const scale = Math.min(1, COMPARED_MAX / Math.max(1, wins + losses));
  const [won, lost] = [Math.max(0, wins) * scale, Math.max(0, losses) * scale];
  const share = won + lost === 0 ? 0.5 : Math.min(1 - 1e-9, Math.max(1e-9, won / (won + lost)));
  const peak = won * Math.log(share) + lost * Math.log(1 - share);
  const density = new Float64Array(STEPS);
  for (let i = 0; i < STEPS; i++) density[i] = Math.exp(won * (LOG[i] ?? 0) + lost * (LOG_REST[i] ?? 0) - peak);
  return density;
}

/** What is left of counts after so long: half of them every `halfLifeMs`. */
export function faded(tally: Tally, ageMs: number, halfLifeMs: number): Tally {
  const left = 2 ** (-Math.max(0, ageMs) / halfLifeMs);
  return { wins: tally.wins * left, losses: tally.losses * left };
}
