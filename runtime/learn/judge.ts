import type { HomeView } from '../domain/context.ts';
import type { FailurePoint, Verdict } from '../domain/decision.ts';
import type { LearningModel } from '../domain/learningModel.ts';
import type { Instant } from '../domain/time.ts';
import { isSilent, verdictFeatures } from './caseFeatures.ts';
import {
  againProbability,
  type EvidenceKind,
  evidenceOf,
  hasTelling,
  type TurnCase,
  withEvidence,
} from './evidence.ts';
import { failureFeatures } from './failureFeatures.ts';
import { defectShare, namedPoint, unmatchedSound } from './failurePoint.ts';
import { classProbabilities, logOddsOf } from './forest.ts';
import { hasServed, isReplying, questionOf } from './relate.ts';
import { learning } from './weights.ts';

/** What the models make of a case, by what is known so far. */
interface Weighed {
  /** Calibrated probability that the turn was a defect. */
  readonly probability: number;
  /** The stage to name; not "none" for a defect. */
  readonly point: FailurePoint;
}

/**
 * The reactions are weighed by logistic regression; how that fits with what the stages saw, and where the fault lay, is the
 * forest's to say. Its share of "none" is calibrated on households that it did not see.
 */
function weigh(item: TurnCase, home: HomeView, model: LearningModel): Weighed {
  const reactions = verdictFeatures(item);
  const features = failureFeatures(item, reactions, logOddsOf(model.verdict, reactions), unmatchedSound(item, home));
  const shares = classProbabilities(model.failurePoint, features);
  const { scale, bias } = model.calibration;
  const beyond =
    ratingOf(item) * learning.rating +
    (isRewriteUndone(item) ? learning.rewriteUndone : 0) -
    (isMended(item) ? learning.answered : 0);
  const calibration = { scale, bias: bias + beyond };
  const probability = defectShare(shares, calibration);
  const point = namedPoint(shares, probability, model.pointWeights, probability >= learning.defectAt);
  return { probability, point: isFaultTold(item) && UNTOUCHED.has(point) ? 'result' : point };
}

/** The program that was to do it said that it failed: nobody's false wake, and no success. */
function isFaultTold(item: TurnCase): boolean {
  return evidenceOf(item, 'handlerError') !== undefined;
}
const UNTOUCHED: ReadonlySet<FailurePoint> = new Set<FailurePoint>(['none', 'falseWake']);

/** 1 for a negative rating, -1 for a positive one. */
function ratingOf(item: TurnCase): number {
  if (evidenceOf(item, 'negativeRating') !== undefined) return 1;
  return evidenceOf(item, 'positiveRating') === undefined ? 0 : -1;
}

/**
 * What was asked offered what was wanted, and was answered: the turn came to its aim. Where a value was asked for, only a reply tells
 * it: who says it all again was not helped by the question.
 */
function isMended({ turn, evidence }: TurnCase): boolean {
  const answer = evidence.find(({ kind }) => kind === 'answered');
  if (answer === undefined || turn.decision.targets.length === 0) return false;
  return questionOf(turn)?.kind !== 'slot' || (answer.by !== undefined && isReplying(answer.by));
}

/** A learned rewrite was tried, and what it did was taken back: on trial it is at fault until it is proven. */
function isRewriteUndone(item: TurnCase): boolean {
  const layer = item.turn.trace.rewrite?.layer;
  if (layer === undefined || layer === 'taught') return false;
  return item.evidence.some(({ kind }) => TAKEN_BACK.has(kind));
}
const TAKEN_BACK: ReadonlySet<EvidenceKind> = new Set<EvidenceKind>([
  'reversalByVoice',
  'reversalByHand',
  'correction',
  'denied',
]);

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
export function judge(item: TurnCase, at: Instant, home: HomeView, model: LearningModel): Verdict {
  const { probability, point } = weigh(item, home, model);
  const defect = probability >= learning.defectAt;
  return {
    of: item.turn.id,
    at,
    defect,
    evidence: item.evidence.map((evidence) => evidence.kind),
    failurePoint: point,
    confidence: Math.round((defect ? probability : 1 - probability) * 1e4) / 1e4,
  };
}
