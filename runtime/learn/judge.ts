import type { HomeView } from '../domain/context.ts';
import type { Verdict } from '../domain/decision.ts';
import type { LearningModel } from '../domain/learningModel.ts';
import type { Instant } from '../domain/time.ts';
import { isSilent, verdictFeatures } from './caseFeatures.ts';
import { hasTelling, type TurnCase, withEvidence } from './evidence.ts';
import { failurePointOf } from './failurePoint.ts';
import { logOddsOf } from './forest.ts';
import { learning, sigmoid } from './weights.ts';

/** Probability that the turn was a defect, by what is known so far. */
export function defectProbability(open: TurnCase, model: LearningModel): number {
  return sigmoid(logOddsOf(model.verdict, verdictFeatures(open)));
}

/** Whether a telling reaction leaves so little doubt that the verdict need not wait out the quiet period. */
export function isSettled(open: TurnCase, model: LearningModel): boolean {
  if (!hasTelling(open)) return false;
  const probability = defectProbability(open, model);
  return Math.max(probability, 1 - probability) >= learning.settleAt;
}

/** A case as it is settled: where nobody reacted, that is evidence too. */
export function closed(open: TurnCase, at: Instant): TurnCase {
  return isSilent(open) ? withEvidence(open, { kind: 'silence', strength: 1, at }) : open;
}

/** The verdict of a case that is settled now. */
export function judge(item: TurnCase, at: Instant, home: HomeView, model: LearningModel): Verdict {
  const features = verdictFeatures(item);
  const logOdds = logOddsOf(model.verdict, features);
  const probability = sigmoid(logOdds);
  const defect = probability >= learning.defectAt;
  return {
    of: item.turn.id,
    at,
    defect,
    evidence: item.evidence.map((evidence) => evidence.kind),
    failurePoint: defect ? failurePointOf(item, features, logOdds, home, model.failurePoint) : 'none',
    confidence: Math.round((defect ? probability : 1 - probability) * 1e4) / 1e4,
  };
}
