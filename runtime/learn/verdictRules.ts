import type { FailurePoint } from '../domain/decision.ts';
import { type EvidenceKind, evidenceOf, type TurnCase } from './evidence.ts';
import { isReplying, questionOf } from './relate.ts';
import { learning } from './weights.ts';

interface Weight {
  /** Added to the log-odds of a defect. */
  readonly logOdds: number;
  holds(item: TurnCase): boolean;
}
/** What the models cannot have learned the weight of: the simulated homes they are fitted on show it too rarely, or not at all. */
const BEYOND: readonly Weight[] = [
  { logOdds: learning.rating, holds: (item) => has(item, 'negativeRating') },
  { logOdds: -learning.rating, holds: (item) => has(item, 'positiveRating') && !has(item, 'negativeRating') },
  { logOdds: learning.rewriteUndone, holds: isRewriteUndone },
  { logOdds: -learning.answered, holds: isMended },
];

/** What is added to the log-odds that the models give a defect. */
export function beyondModels(item: TurnCase): number {
  return BEYOND.reduce((sum, { logOdds, holds }) => (holds(item) ? sum + logOdds : sum), 0);
}

const UNTOUCHED: ReadonlySet<FailurePoint> = new Set<FailurePoint>(['none', 'falseWake']);

/** The stage to name: where the program that was to do it said that it failed, it is nobody's false wake, and no success. */
export function pointTold(item: TurnCase, point: FailurePoint): FailurePoint {
  return has(item, 'handlerError') && UNTOUCHED.has(point) ? 'result' : point;
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

const TAKEN_BACK: ReadonlySet<EvidenceKind> = new Set<EvidenceKind>([
  'reversalByVoice',
  'reversalByHand',
  'correction',
  'denied',
]);

/** A learned rewrite was tried, and what it did was taken back: on trial it is at fault until it is proven. */
function isRewriteUndone({ turn, evidence }: TurnCase): boolean {
  const layer = turn.trace.rewrite?.layer;
  return layer !== undefined && layer !== 'taught' && evidence.some(({ kind }) => TAKEN_BACK.has(kind));
}

function has(item: TurnCase, kind: EvidenceKind): boolean {
  return evidenceOf(item, kind) !== undefined;
}
