import type { Evidence } from '../domain/decision.ts';
import { limits } from '../domain/limits.ts';
import type { FeaturePair, RankerModel } from '../domain/rankerModel.ts';
import type { Candidate, Feature, Ranked } from './candidate.ts';
import { deedKey, isGuarded } from './correction.ts';

/**
 * Scores candidates by a weighted sum of their features and pairs of features, best first; equal scores keep their order.
 *
 * The evidence is the sum's own terms: what a pair adds is told with the first of its features, what a household's own turns
 * add to a feature with the feature.
 */
export function rank(candidates: readonly Candidate[], model: RankerModel): Ranked[] {
  const { weights, pairs } = model;
  const weighed = candidates.slice(0, limits.candidatesMax);
  const correction = correctionFor(weighed, model);
  const scored = weighed.map((candidate) => {
    let score = 0;
    const because: Evidence[] = [];
    for (const feature of candidate.features) {
      const worth = (weights[feature.name] ?? 0) + (correction?.weights[feature.name] ?? 0);
      const weight = worth * feature.value + together(feature, candidate.features, pairs);
      score += weight;
      if (weight !== 0) because.push({ signal: feature.signal, detail: feature.detail, weight });
    }
    const bias = correction?.biases[deedKey(candidate) ?? ''] ?? 0;
    if (bias !== 0) {
      score += bias;
      because.push({ signal: 'habit', detail: OWN[bias > 0 ? 'more' : 'less'], weight: bias });
    }
    because.sort((a, b) => b.weight - a.weight);
    return { candidate, score, because: because.slice(0, limits.evidenceMax) };
  });
  scored.sort((a, b) => b.score - a.score);
  const top = scored[0]?.score ?? 0;
  const total = scored.reduce((sum, one) => sum + Math.exp(one.score - top), 0);
  return scored.map((one) => ({ ...one, probability: Math.exp(one.score - top) / total }));
}

const OWN = { more: 'it was right here before', less: 'it was seldom right here before' } as const;

/** None where one of the candidates may have to be confirmed: nothing that was learned moves such an act. */
function correctionFor(candidates: readonly Candidate[], { correction }: RankerModel): RankerModel['correction'] {
  if (correction === undefined || candidates.length < 2 || candidates.some(isGuarded)) return undefined;
  return correction;
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
