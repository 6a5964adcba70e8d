import { type LearningModel, RELATIONS } from '../../runtime/domain/learningModel.ts';
import { verdictFeatures } from '../../runtime/learn/caseFeatures.ts';
import { FAILURE_POINTS } from '../../runtime/learn/failurePoint.ts';
import { argMax, classProbabilities, logOddsOf } from '../../runtime/learn/forest.ts';
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
    toldPairs.push([label, argMax(classProbabilities(modelOf(pairs.household[i] ?? 0).relation, row))]);
  }
  const probabilities: number[] = [];
  const isDefect: boolean[] = [];
  const toldPoints: [number, number][] = [];
  for (const one of observed) {
    const model = modelOf(one.household);
    const open = related(one.open, model.relation);
    const probability = 1 / (1 + Math.exp(-logOddsOf(model.verdict, verdictFeatures(open))));
    const point = argMax(classProbabilities(model.failurePoint, failureRow(one, open, model.verdict)));
    probabilities.push(probability);
    isDefect.push(one.truth.defect);
    toldPoints.push([FAILURE_POINTS.indexOf(one.truth.failurePoint), point]);
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
