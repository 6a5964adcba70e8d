import type { HomeView } from '../domain/context.ts';
import type { FailurePoint, Verdict } from '../domain/decision.ts';
import type { LearningModel } from '../domain/learningModel.ts';
import type { Instant } from '../domain/time.ts';
import { isSilent, verdictFeatures } from './caseFeatures.ts';
import { againProbability, hasTelling, type TurnCase, withEvidence } from './evidence.ts';
import { failureFeatures } from './failureFeatures.ts';
import { defectShare, fatesOf, namedPoint, unmatchedSound } from './failurePoint.ts';
import { classProbabilities, logOddsOf } from './forest.ts';
import { hasServed } from './relate.ts';
import { beyondModels, pointTold } from './verdictRules.ts';
import { learning } from './weights.ts';

/** What is told of a settled turn. */
export interface Judgement {
  readonly verdict: Verdict;
  /** How likely it went well, or failed at each stage; sums to 1. [FAILURE_POINTS] */
  readonly fates: Float64Array;
}

/** What the models make of a case, by what is known so far. */
interface Weighed {
  /** Calibrated probability that the turn was a defect. */
  readonly probability: number;
  /** The stage to name; not "none" for a defect. */
  readonly point: FailurePoint;
  /** Of each stage, and of "none"; sums to 1. [FAILURE_POINTS] */
  readonly fates: Float64Array;
}

/**
 * The reactions are weighed by logistic regression; how that fits with what the stages saw, and where the fault lay, is the
 * forest's to say. Its share of "none" is calibrated on households that it did not see. `verdictRules.ts` adds what neither can know.
 */
function weigh(item: TurnCase, home: HomeView, model: LearningModel): Weighed {
  const reactions = verdictFeatures(item);
  const features = failureFeatures(item, reactions, logOddsOf(model.verdict, reactions), unmatchedSound(item, home));
  const shares = classProbabilities(model.failurePoint, features);
  const { scale, bias } = model.calibration;
  const calibration = { scale, bias: bias + beyondModels(item) };
  const probability = defectShare(shares, calibration);
  const point = namedPoint(shares, probability, model.pointWeights, probability >= learning.defectAt);
  return { probability, point: pointTold(item, point), fates: fatesOf(shares, probability) };
}

/** Probability that the turn was a defect, by what is known so far. */
export function defectProbability(open: TurnCase, home: HomeView, model: LearningModel): number {
  return weigh(open, home, model).probability;
}

/** Whether it may be settled before the quiet period is over, by the kind of the reactions alone. */
export function maySettle(open: TurnCase): boolean {
  return hasTelling(open) && isExplained(open);
}

/** Whether a telling reaction leaves so little doubt that the verdict need not wait out the quiet period. */
export function isSettled(open: TurnCase, home: HomeView, model: LearningModel): boolean {
  if (!maySettle(open)) return false;
  const { probability } = weigh(open, home, model);
  return Math.max(probability, 1 - probability) >= learning.settleAt;
}

/**
 * Whether there is nothing to wait for that would tell where it failed: who says it again and fails again mostly says it once more,
 * and what helps in the end tells the most. A learned rewrite at stake is not to be used again meanwhile.
 */
function isExplained({ turn, evidence, later }: TurnCase): boolean {
  if (turn.trace.rewrite !== null || !evidence.some(({ kind }) => kind === 'rephrase')) return true;
  return later.some((one) => hasServed(one.turn) && againProbability(one) >= learning.relationAt);
}

/** A case as it is settled: where nobody reacted, that is evidence too. */
export function closed(open: TurnCase, at: Instant): TurnCase {
  return isSilent(open) ? withEvidence(open, { kind: 'silence', strength: 1, at }) : open;
}

/** The verdict of a case that is settled now. */
export function judge(item: TurnCase, at: Instant, home: HomeView, model: LearningModel): Judgement {
  const { probability, point, fates } = weigh(item, home, model);
  const defect = probability >= learning.defectAt;
  const verdict = {
    of: item.turn.id,
    at,
    defect,
    evidence: item.evidence.map((evidence) => evidence.kind),
    failurePoint: point,
    confidence: Math.round((defect ? probability : 1 - probability) * 1e4) / 1e4,
  };
  return { verdict, fates };
}
