import { type LearningModel, RELATIONS, type Relation } from '../../runtime/domain/learningModel.ts';
import { VERDICT_FEATURES, type VerdictFeature } from '../../runtime/learn/caseFeatures.ts';
import { FAILURE_FEATURES } from '../../runtime/learn/failureFeatures.ts';
import { FAILURE_POINTS } from '../../runtime/learn/failurePoint.ts';
import { LEARNING_FORMAT, parseLearningModel } from '../../runtime/learn/modelFile.ts';
import { PAIR_FEATURES, type PairFeature } from '../../runtime/learn/pairFeatures.ts';

/** What a person would guess, as a model: what learning does with its models is tested without leaning on what was fitted. */
const VERDICT: Partial<Record<VerdictFeature, number>> = {
  doubt: 3,
  negativeRating: 7,
  positiveRating: -6,
  correction: 6,
  slotCorrection: 2,
  undo: 7,
  oppositeSoon: 6.5,
  oppositeLater: 4.5,
  handSoon: 6,
  handLater: 5,
  handlerError: 6,
  unresponsive: 6,
  rephrase: 5.5,
  repetition: 4.5,
  bargeInAnswer: 4.5,
  bargeInAct: 4,
  denied: 5,
  abandoned: 3,
  unanswered: 3.2,
  answered: -0.5,
  followedUp: -1,
  fulfilled: -0.5,
};

/** A leaf, or a question with what follows at or below its threshold, and above. */
type Node = number | Stump;
type Stump = readonly [feature: string, threshold: number, below: Node, above: Node];

/** A weight as steps of a tenth, as trees have it. */
function slope(feature: string, weight: number): Stump[] {
  return Array.from({ length: 10 }, (_, i): Stump => [feature, i / 10, 0, weight / 10]);
}

const REPHRASE: readonly Stump[] = [
  ...slope('meaning', 4),
  ...slope('words', 1.5),
  ...slope('sound', 2),
  ['firstFailed', 0.5, 0, 2],
  ['firstAsked', 0.5, 0, 1.5],
  ['firstConfidence', 0.7, 1, 0],
  ['secondDone', 0.5, 0, 0.8],
  ['cue', 0.5, 0, 1.5],
  ['gapSeconds', 45, 0, -6],
  ['between', 2.5, 0, -6],
  ['samePlan', 0.5, 0, -2],
  ['turned', 0.5, 0, -4],
  ['opposite', 0.5, 0, -4],
  ['otherValue', 0.5, 0, -3],
  ['equal', 0.5, 0, -9],
  ['continues', 0.5, 0, -9],
  ['answers', 0.5, 0, ['firstUnmatched', 0.5, -6, 4]],
  ['corrects', 0.5, 0, -3],
  ['undoes', 0.5, 0, -3],
  ['denies', 0.5, 0, -6],
  ['otherSpeaker', 0.5, 0, -9],
  ['sameSatellite', 0.5, -9, 0],
  // Both did something, to different things, whose names do not sound alike: a new request in the same words.
  [
    'firstDone',
    0.5,
    0,
    ['secondDone', 0.5, 0, ['sameTargets', 0, ['differingSound', 0.64, ['kept', 0.99, -4, 0], 0], 0]],
  ],
];
const RELATION: Partial<Record<Relation, readonly Stump[]>> = {
  rephrase: REPHRASE,
  repetition: [
    ['equal', 0.5, -9, 5],
    ['gapSeconds', 30, 0, -6],
    ['repeatable', 0.5, 0, -9],
    ['otherSpeaker', 0.5, 0, -9],
    ['sameSatellite', 0.5, -9, 0],
  ],
  followUp: [['continues', 0.5, -4, 5]],
  slotCorrection: [
    ['corrects', 0.5, -4, 5],
    ['otherSpeaker', 0.5, 0, -9],
    ['sameSatellite', 0.5, -9, 0],
  ],
  otherPerson: [['otherSpeaker', 0.5, -4, 4]],
  answer: [['answers', 0.5, -4, ['firstUnmatched', 0.5, 6, -2]]],
  reversal: [['undoes', 0.5, -4, 5]],
};
const RELATION_BIAS: Partial<Record<Relation, number>> = { rephrase: -5.2 };

const POINTS: Readonly<Record<string, readonly Stump[]>> = {
  // As sure as the reactions are.
  none: Array.from({ length: 48 }, (_, i): Stump => ['defectLogOdds', i / 4 - 6, 0.25, -0.25]),
  falseWake: [['wake', 0.5, 6, -6]],
  asr: [
    ['witness.differingSound', 0.5, 0, 3.5],
    ['witness.sound', 0.7, 0, 1],
    ['witness.amongHeard', 0.9, 0, 4],
    ['witness.samePlan', 0.5, 0, -3],
    ['agreement', 0.5, 2, 0],
  ],
  nlu: [['intentProbability', 0.6, 1.5, 1]],
  entityResolution: [
    ['unmatchedCount', 0.5, 0, 2],
    ['witness.sameIntent', 0.5, 0, 2],
    ['witness.corrects', 0.5, 0, 2],
  ],
  result: [
    ['unresponsive', 0.5, 0, 6],
    ['handlerError', 0.5, 0, 6],
    ['answeredTurn', 0.5, 0, 1.5],
  ],
};

function trees(
  stumps: Readonly<Record<string, readonly Stump[]>>,
  classes: readonly string[],
  features: readonly string[],
) {
  return classes.flatMap((name, of) => (stumps[name] ?? []).map((stump) => [of, ...written(stump, features)]));
}

function written(node: Node, features: readonly string[]): number[] {
  if (typeof node === 'number') return [-1, node];
  const [feature, threshold, below, above] = node;
  const index = features.indexOf(feature);
  if (index < 0) throw new Error(`no feature ${feature}`);
  return [index, threshold, ...written(below, features), ...written(above, features)];
}

export const PLAIN_JSON = {
  format: LEARNING_FORMAT,
  verdict: { features: VERDICT_FEATURES, bias: -3, weights: VERDICT_FEATURES.map((name) => VERDICT[name] ?? 0) },
  relation: {
    features: PAIR_FEATURES satisfies readonly PairFeature[],
    classes: RELATIONS,
    bias: RELATIONS.map((name) => RELATION_BIAS[name] ?? 0),
    trees: trees(RELATION, RELATIONS, PAIR_FEATURES),
  },
  failurePoint: {
    features: FAILURE_FEATURES,
    classes: FAILURE_POINTS,
    bias: FAILURE_POINTS.map(() => 0),
    trees: trees(POINTS, FAILURE_POINTS, FAILURE_FEATURES),
  },
  calibration: { scale: 0.5, bias: -0.9 },
  pointWeights: FAILURE_POINTS.map(() => 1),
};

export const PLAIN_MODEL: LearningModel = parseLearningModel(JSON.parse(JSON.stringify(PLAIN_JSON)));
