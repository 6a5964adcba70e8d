import type { Evidence } from '../domain/decision.ts';
import { limits } from '../domain/limits.ts';
import type { FeaturePair, RankerModel } from '../domain/rankerModel.ts';
import type { Candidate, Feature, Ranked } from './candidate.ts';

/**
 * Scores candidates by a weighted sum of their features and pairs of features, best first; equal scores keep their order.
 *
 * The evidence is the sum's own terms: what a pair adds is told with the first of its features.
 */
export function rank(candidates: readonly Candidate[], { weights, pairs }: RankerModel): Ranked[] {
  const scored = candidates.slice(0, limits.candidatesMax).map((candidate) => {
    let score = 0;
    const because: Evidence[] = [];
    for (const feature of candidate.features) {
      const weight = (weights[feature.name] ?? 0) * feature.value + together(feature, candidate.features, pairs);
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

/** What this feature is worth beside the others, where it comes first in a pair. */
function together(feature: Feature, all: readonly Feature[], pairs: readonly FeaturePair[]): number {
  let worth = 0;
  for (const { first, second, weight } of pairs) {
    if (first !== feature.name) continue;
    for (const other of all) if (other.name === second) worth += weight * feature.value * other.value;
  }
  return worth;
}
