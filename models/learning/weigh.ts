import type { LearningModel } from '../../runtime/domain/learningModel.ts';
import type { Weighed } from '../release/replacePart.ts';
import type { Collected } from './collect.ts';
import { figuresOf, pointShares } from './figures.ts';

/**
 * What models make of households that they were not fitted on.
 *
 * The score is the mean of how often a verdict is right, the F1 of rephrased turns and the mean recall of the failure points.
 */
export function weighLearning(model: LearningModel, { observed, truthOf }: Collected): Weighed {
  const { relation, calibration, pointWeights } = model;
  const shares = observed.map((one) => pointShares(one, model));
  const told = figuresOf(observed, truthOf, { relationOf: () => relation, shares, calibration, pointWeights });
  const recalls = told.failurePoint.recall.filter((share) => !Number.isNaN(share));
  const recall = recalls.reduce((sum, share) => sum + share, 0) / Math.max(1, recalls.length);
  const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;
  return {
    score: (told.verdict.accuracy + told.rephrase.f1 + recall) / 3,
    told:
      `${told.turns} turns, verdicts right ${percent(told.verdict.accuracy)}, rephrase F1 ${told.rephrase.f1.toFixed(3)}, ` +
      `failure points right ${percent(told.failurePoint.accuracy)}, their mean recall ${percent(recall)}`,
  };
}
