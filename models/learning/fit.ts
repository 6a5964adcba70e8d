import type { FailurePoint } from '../../runtime/domain/decision.ts';
import { type Forest, type LearningModel, type Logistic, RELATIONS } from '../../runtime/domain/learningModel.ts';
import { VERDICT_FEATURES } from '../../runtime/learn/caseFeatures.ts';
import { FAILURE_FEATURES } from '../../runtime/learn/failureFeatures.ts';
import { defectLogit, defectShare, FAILURE_POINTS, namedPoint } from '../../runtime/learn/failurePoint.ts';
import { LEARNING_FORMAT, parseForest, parseLearningModel } from '../../runtime/learn/modelFile.ts';
import { PAIR_FEATURES } from '../../runtime/learn/pairFeatures.ts';
import { learning } from '../../runtime/learn/weights.ts';
import { POOLS } from '../households/tongue.ts';
import { Random } from '../train/random.ts';
import { type BoostSettings, boost, type Examples } from './boost.ts';
import {
  early,
  failureExamples,
  failureRow,
  type Observed,
  pairExamples,
  related,
  type TruthOf,
  verdictExamples,
} from './examples.ts';
import { type Figures, figuresOf, pointShares, type Stages } from './figures.ts';
import { fitLogistic } from './logistic.ts';
import { handlerFailed, masked } from './mask.ts';

const RIDGE = 2;
/** Share of the cases that are also seen as a hub with poorer ears would. */
const MASKED_SHARE = 0.4;
/** Share of the cases that are also seen with a program's fault, which simulated households do not have. */
const FAULT_SHARE = 0.02;

const RELATION: BoostSettings = {
  classes: RELATIONS.length,
  rounds: 60,
  depth: 4,
  rate: 0.15,
  lambda: 2,
  leafMin: 2,
  rows: 0.8,
  columns: 0.6,
  seed: 1,
};
const FAILURE: BoostSettings = {
  ...RELATION,
  classes: FAILURE_POINTS.length,
  rounds: 110,
  depth: 5,
  rate: 0.1,
  columns: 0.3,
  leafMin: 6,
};

export interface Fitted {
  /** `learning.json`. */
  readonly json: { readonly format: number; readonly [key: string]: unknown };
  /** What models fitted on the other households make of each. */
  readonly figures: Figures;
}

/**
 * Fits the three models on simulated households.
 *
 * They stand on each other: the verdict reads the relations that the first tells, the failure point reads both. So that none
 * learns to trust another's memory, each is fitted on what the ones below say of households that they were not fitted on.
 */
export function fitLearning(observed: readonly Observed[], truthOf: TruthOf, seed: number): Fitted {
  const random = new Random(seed);
  const poorer = observed.filter(() => random.next() < MASKED_SHARE).map((one) => masked(one, random));
  const failed = observed.filter(() => random.next() < FAULT_SHARE).flatMap((one) => handlerFailed(one) ?? []);
  const cases = [...observed, ...poorer, ...failed];
  const relation = heldOut((keep) => fitRelation(cases.filter(keep), truthOf, seed));
  const told = cases.flatMap((one) => {
    const whole = { ...one, open: related(one.open, relation.of(one.household)) };
    const open = early(whole.open);
    return open === undefined ? [whole] : [whole, { ...whole, open }];
  });
  const verdict = heldOut((keep) => fitVerdict(told.filter(keep)));
  const rows = new Map(told.map((one) => [one, failureRow(one, one.open, verdict.of(one.household))]));
  const failurePoint = heldOut((keep) => fitFailurePoint(told.filter(keep), rows, seed));
  const stages = (household: number): Stages => ({
    relation: relation.of(household),
    verdict: verdict.of(household),
    failurePoint: failurePoint.of(household),
  });
  const shares = observed.map((one) => pointShares(one, stages(one.household)));
  const calibration = calibrate(observed, shares);
  const pointWeights = weighPoints(observed, shares, calibration);
  const figures = figuresOf(observed, truthOf, { relationOf: relation.of, shares, calibration, pointWeights });
  const json = {
    format: LEARNING_FORMAT,
    verdict: verdictJson(fitVerdict(told)),
    relation: forestJson(pairExamples(cases, truthOf), { ...RELATION, seed }, PAIR_FEATURES, RELATIONS),
    failurePoint: forestJson(pointExamples(told, rows), { ...FAILURE, seed }, FAILURE_FEATURES, FAILURE_POINTS),
    calibration,
    pointWeights,
    figures,
  };
  // What is written must be what can be read.
  parseLearningModel(JSON.parse(JSON.stringify(json)));
  return { json, figures };
}

type Keep = (one: Observed) => boolean;

/**
 * A model for each pool of the households, fitted on the others: it knows neither the household nor its turns of speech, pet
 * phrases, names and chatter.
 */
function heldOut<Model>(fit: (keep: Keep) => Model): { readonly of: (household: number) => Model } {
  const models = Array.from({ length: POOLS }, (_, fold) => fit((one) => one.household % POOLS !== fold));
  return {
    of: (household) => {
      const model = models[household % POOLS];
      if (model === undefined) throw new Error(`no household ${household}`);
      return model;
    },
  };
}

function fitVerdict(cases: readonly Observed[]): Logistic {
  return { features: VERDICT_FEATURES, ...fitLogistic(verdictExamples(cases), RIDGE) };
}

function verdictJson({ features, bias, weights }: Logistic): unknown {
  return { features, bias, weights: [...weights] };
}

function fitRelation(cases: readonly Observed[], truthOf: TruthOf, seed: number): Forest {
  const json = forestJson(pairExamples(cases, truthOf), { ...RELATION, seed }, PAIR_FEATURES, RELATIONS);
  return parseForest(json, 'relation', PAIR_FEATURES, RELATIONS);
}

function pointExamples(cases: readonly Observed[], rows: ReadonlyMap<Observed, Float64Array>): Examples {
  const examples = failureExamples(
    cases.map((one) => rows.get(one) ?? new Float64Array(FAILURE_FEATURES.length)),
    cases.map((one) => one.truth),
  );
  return { ...examples, weights: balance(examples.labels, FAILURE_POINTS.length) };
}

function fitFailurePoint(cases: readonly Observed[], rows: ReadonlyMap<Observed, Float64Array>, seed: number): Forest {
  const json = forestJson(pointExamples(cases, rows), { ...FAILURE, seed }, FAILURE_FEATURES, FAILURE_POINTS);
  return parseForest(json, 'failurePoint', FAILURE_FEATURES, FAILURE_POINTS);
}

function forestJson(
  examples: Examples,
  settings: BoostSettings,
  features: readonly string[],
  classes: readonly string[],
): unknown {
  return { features, classes, ...boost(examples, settings) };
}

/** How the forest's share of "none" becomes the probability of a defect: Platt's scaling, over models that did not see the turn. */
function calibrate(observed: readonly Observed[], shares: readonly Float64Array[]): LearningModel['calibration'] {
  const features = Float64Array.from(shares, defectLogit);
  const labels = Int32Array.from(observed, (one) => (one.truth.defect ? 1 : 0));
  const { bias, weights } = fitLogistic({ width: 1, features, labels }, 0.01);
  return { scale: weights[0] ?? 1, bias };
}

/** Rare classes count for more, by a power of how rare they are: recall of each matters, and so does being right. */
const BALANCE = 0.45;

function balance(labels: Int32Array, classes: number): Float64Array {
  const counts = new Float64Array(classes);
  for (const label of labels) counts[label] = (counts[label] ?? 0) + 1;
  return Float64Array.from(labels, (label) => (labels.length / (classes * Math.max(1, counts[label] ?? 1))) ** BALANCE);
}

/** Steps of each weight, where all begin, and how often all are gone through. */
const WEIGHTS = Array.from({ length: 50 }, (_, i) => 0.5 * 1.09 ** i);
const STARTS = [1, 2, 4, 8, 13];
const SWEEPS = 6;
/** What a change must bring, so that chance does not weigh. */
const GAIN_MIN = 0.0005;
/** What the recall of the class that is recalled worst counts for, of the next, and so on. */
const RANKS = [1, 0.4, 0.3, 0.1, 0.1];
/** How many turns are to be told rightly, recall or not: more than is asked for, as other homes are told less well. */
const ACCURACY_MIN = 0.94;

/**
 * What each point's share counts for: the weights under which the points of defects are best recalled, the worst of them above all,
 * by models that did not see the turn, as long as nearly all turns are told rightly. Only one point's weight changes at a time.
 */
export function weighPoints(
  observed: readonly { readonly truth: { readonly failurePoint: FailurePoint } }[],
  shares: readonly Float64Array[],
  calibration: LearningModel['calibration'],
): number[] {
  const told = observed.map(({ truth }, i) => {
    const own = shares[i] as Float64Array;
    return { own, probability: defectShare(own, calibration), point: truth.failurePoint };
  });
  const worth = (weights: readonly number[]): number => {
    const counts = new Map<string, { right: number; all: number }>();
    let right = 0;
    for (const { own, probability, point } of told) {
      const isRight = namedPoint(own, probability, weights, probability >= learning.defectAt) === point;
      if (isRight) right++;
      if (point === 'none') continue;
      const count = counts.get(point) ?? { right: 0, all: 0 };
      count.all++;
      if (isRight) count.right++;
      counts.set(point, count);
    }
    const recalls = [...counts.values()].map(({ right, all }) => right / all).sort((a, b) => a - b);
    const missing = Math.max(0, ACCURACY_MIN - right / told.length);
    return RANKS.reduce((sum, rank, i) => sum + rank * (recalls[i] ?? 1), 0) - MISSING * missing;
  };
  const climbs = STARTS.map((start) => climb(start, worth));
  return climbs.reduce((best, one) => (one.most > best.most ? one : best)).weights;
}

/** What a share of turns that is missing to `ACCURACY_MIN` takes away: more than any recall gives. */
const MISSING = 100;

function climb(start: number, worth: (weights: readonly number[]) => number): { weights: number[]; most: number } {
  let weights = FAILURE_POINTS.map((point) => (point === 'none' ? 1 : start));
  let most = worth(weights);
  for (let sweep = 0; sweep < SWEEPS; sweep++)
    for (const [k, point] of FAILURE_POINTS.entries()) {
      if (point === 'none') continue;
      for (const weight of WEIGHTS) {
        const tried = weights.map((old, i) => (i === k ? weight : old));
        const value = worth(tried);
        if (value > most + GAIN_MIN) [weights, most] = [tried, value];
      }
    }
  return { weights, most };
}
