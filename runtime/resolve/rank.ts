import type { Evidence } from '../domain/decision.ts';
import { limits } from '../domain/limits.ts';
import type { Candidate, FeatureName, Ranked } from './candidate.ts';

/** What each feature is worth, in natural-log units of odds. */
export type RankerWeights = Readonly<Record<FeatureName, number>>;

/**
 * First version, set by hand against the household scenarios in test/scenarios; the ranker trained on simulated homes
 * replaces them through the bundle.
 */
export const RANKER_WEIGHTS: RankerWeights = {
  intent: 1,
  domain: 0.6,
  hypothesis: 1,
  exactName: 1.2,
  partName: 0.4,
  className: 0.3,
  implied: -0.2,
  fuzzy: -1.2,
  unmatched: -2.2,
  sameArea: 1.6,
  otherArea: -0.4,
  wouldChange: 1.1,
  alreadySo: -0.6,
  unavailable: -2,
  active: 2.6,
  capable: 0.8,
  deviceType: 1.5,
  recent: 1.4,
  habit: 2.2,
  afterEvent: 2.4,
  preference: 1.6,
  asked: 3,
  unasked: -3,
  only: 0.8,
};

/** Scores candidates by a weighted sum of their features, best first; equal scores keep their order. */
export function rank(candidates: readonly Candidate[], weights: RankerWeights = RANKER_WEIGHTS): Ranked[] {
  const scored = candidates.slice(0, limits.candidatesMax).map((candidate) => {
    let score = 0;
    const because: Evidence[] = [];
    for (const feature of candidate.features) {
      const weight = weights[feature.name] * feature.value;
      score += weight;
      if (weight !== 0) because.push({ signal: feature.signal, detail: feature.detail, weight });
    }
    because.sort((a, b) => b.weight - a.weight);
    return { candidate, score, because: because.slice(0, limits.evidenceMax) };
  });
  scored.sort((a, b) => b.score - a.score);
  const top = scored[0]?.score ?? 0;
  const total = scored.reduce((sum, one) => sum + Math.exp(one.score - top), 0);
  return scored.map((one) => ({ ...one, probability: Math.exp(one.score - top) / total }));
}
