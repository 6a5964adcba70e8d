import { type LearningModel, RELATIONS } from '../../runtime/domain/learningModel.ts';
import { argmax } from '../../runtime/domain/vector.ts';
import { defectShare, FAILURE_POINTS, namedPoint } from '../../runtime/learn/failurePoint.ts';
import { classProbabilities } from '../../runtime/learn/forest.ts';
import { learning } from '../../runtime/learn/weights.ts';
import { failureRow, type Observed, pairTruth, related, type TruthOf } from './examples.ts';
import { type Confusion, calibrationError, confusionOf } from './metrics.ts';

/** What models make of households. */
export interface Figures {
  readonly turns: number;
  readonly pairs: number;
  readonly verdict: { readonly accuracy: number; readonly calibrationError: number; readonly defectShare: number };
  /** Of the pairs that the simulator itself relates. */
  readonly relation: Confusion;
  /** Of turns, as `evaluate -- learning` counts them: whether any turn that was compared is told, and is, a rephrase of it. */
  readonly rephrase: { readonly precision: number; readonly recall: number; readonly f1: number };
  readonly failurePoint: Confusion;
}

/** The models without what is fitted on their held-out answers. */
export type Stages = Omit<LearningModel, 'calibration' | 'pointWeights'>;

/** The forest's shares of a case's failure points, as the daemon has them. */
export function pointShares(one: Observed, model: Stages): Float64Array {
  const open = related(one.open, model.relation);
  return classProbabilities(model.failurePoint, failureRow(one, open, model.verdict));
}

/** What models say of households that they were not fitted on: by household, and for each turn in the order of the turns. */
interface HeldOut {
  readonly relationOf: (household: number) => LearningModel['relation'];
  /** [turns][FAILURE_POINTS] */
  readonly shares: readonly Float64Array[];
  readonly calibration: LearningModel['calibration'];
  readonly pointWeights: LearningModel['pointWeights'];
}

export function figuresOf(observed: readonly Observed[], truthOf: TruthOf, heldOut: HeldOut): Figures {
  const { toldPairs, rephrase } = relationFigures(observed, truthOf, heldOut.relationOf);
  const probabilities: number[] = [];
  const isDefect: boolean[] = [];
  const toldPoints: [number, number][] = [];
  for (const [i, one] of observed.entries()) {
    const shares = heldOut.shares[i] as Float64Array;
    const probability = defectShare(shares, heldOut.calibration);
    const point = namedPoint(shares, probability, heldOut.pointWeights, probability >= learning.defectAt);
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
    rephrase,
    failurePoint: confusionOf(FAILURE_POINTS, toldPoints),
  };
}

const REPHRASE = RELATIONS.indexOf('rephrase');

function relationFigures(
  observed: readonly Observed[],
  truthOf: TruthOf,
  relationOf: HeldOut['relationOf'],
): { readonly toldPairs: [number, number][]; readonly rephrase: Figures['rephrase'] } {
  const toldPairs: [number, number][] = [];
  let [are, said, right] = [0, 0, 0];
  for (const one of observed) {
    let [is, claimed] = [false, false];
    for (const later of related(one.open, relationOf(one.household)).later) {
      const truth = pairTruth(one, later, truthOf);
      if (truth?.kind === 'rephrase') is = true;
      if ((later.relation[REPHRASE] ?? 0) >= learning.relationAt) claimed = true;
      if (truth?.isNearest) toldPairs.push([RELATIONS.indexOf(truth.kind), argmax(later.relation)]);
    }
    if (is) are++;
    if (claimed) said++;
    if (is && claimed) right++;
  }
  const [precision, recall] = [right / Math.max(1, said), right / Math.max(1, are)];
  return { toldPairs, rephrase: { precision, recall, f1: (2 * right) / Math.max(1, said + are) } };
}
