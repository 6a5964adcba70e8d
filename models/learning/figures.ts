import { type LearningModel, RELATIONS } from '../../runtime/domain/learningModel.ts';
import { argmax } from '../../runtime/domain/vector.ts';
import { defectShare, FAILURE_POINTS, likeliestPoint } from '../../runtime/learn/failurePoint.ts';
import { classProbabilities } from '../../runtime/learn/forest.ts';
import { learning } from '../../runtime/learn/weights.ts';
import { failureRow, type Observed, pairExamples, related, type TruthOf } from './examples.ts';
import { type Confusion, calibrationError, confusionOf } from './metrics.ts';

/** What models make of households. */
export interface Figures {
  readonly turns: number;
  readonly pairs: number;
  readonly verdict: { readonly accuracy: number; readonly calibrationError: number; readonly defectShare: number };
  /** Of the pairs that the simulator itself relates. */
  readonly relation: Confusion;
  readonly failurePoint: Confusion;
}

/** The forest's shares of a case's failure points, as the daemon has them. */
export function pointShares(one: Observed, model: Omit<LearningModel, 'calibration'>): Float64Array {
  const open = related(one.open, model.relation);
  return classProbabilities(model.failurePoint, failureRow(one, open, model.verdict));
}

/** `modelOf`: the model that judges a household; for held-out figures one that never saw it. */
export function figuresOf(
  observed: readonly Observed[],
  truthOf: TruthOf,
  modelOf: (household: number) => LearningModel,
): Figures {
  const pairs = pairExamples(observed, truthOf);
  const toldPairs: [number, number][] = [];
  for (const [i, label] of pairs.labels.entries()) {
    if (pairs.nearest[i] !== 1) continue;
    const row = pairs.features.subarray(i * pairs.width, (i + 1) * pairs.width);
    toldPairs.push([label, argmax(classProbabilities(modelOf(pairs.household[i] ?? 0).relation, row))]);
  }
  const probabilities: number[] = [];
  const isDefect: boolean[] = [];
  const toldPoints: [number, number][] = [];
  for (const one of observed) {
    const model = modelOf(one.household);
    const shares = pointShares(one, model);
    const probability = defectShare(shares, model.calibration);
    const point = probability < learning.defectAt ? 'none' : likeliestPoint(shares);
    probabilities.push(probability);
    isDefect.push(one.truth.defect);
    toldPoints.push([FAILURE_POINTS.indexOf(one.truth.failurePoint), FAILURE_POINTS.indexOf(point)]);
  }
  const right = probabilities.filter((p, i) => p >= 0.5 === isDefect[i]).length;
  return {
    turns: observed.length,
    pairs: toldPairs.length,
    verdict: {
      accuracy: right / Math.max(1, observed.length),
      calibrationError: calibrationError(probabilities, isDefect),
      defectShare: isDefect.filter(Boolean).length / Math.max(1, observed.length),
    },
    relation: confusionOf(RELATIONS, toldPairs),
    failurePoint: confusionOf(FAILURE_POINTS, toldPoints),
  };
}
