import type { Evidence } from '../domain/decision.ts';
import { limits } from '../domain/limits.ts';
import type { RankerModel } from '../domain/rankerModel.ts';
import type { Candidate, Ranked } from './candidate.ts';

/** Scores candidates by a weighted sum of their features, best first; equal scores keep their order. */
export function rank(candidates: readonly Candidate[], { weights }: RankerModel): Ranked[] {
  const scored = candidates.slice(0, limits.candidatesMax).map((candidate) => {
    let score = 0;
    const because: Evidence[] = [];
    for (const feature of candidate.features) {
      const weight = (weights[feature.name] ?? 0) * feature.value;
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
