import type { Turn } from '../domain/context.ts';
import { type Forest, RELATIONS, type Relation } from '../domain/learningModel.ts';
import {
  type DefectEvidence,
  type EvidenceKind,
  evidenceOf,
  type Later,
  relationProbability,
  type TurnCase,
} from './evidence.ts';
import { meanwhileOf, type Place } from './meanwhile.ts';
import { pairFeatures } from './pairFeatures.ts';
import { isAnswer, isCorrection, isOpposite, isUndoOf, questionOf } from './relate.ts';
import { relationOf } from './relationRules.ts';
import { learning } from './weights.ts';

/** What a later utterance says about an earlier turn. */
export interface Reaction {
  readonly later: Later;
  readonly evidence: readonly DefectEvidence[];
  /** Set where the later turn may be what the earlier one should have been. */
  readonly repairs?: 'rephrase' | 'correction';
}

/**
 * Weighs a later utterance as a reaction to an earlier turn; undefined where it is too far off to be one.
 *
 * How the two relate is the model's to say; what the dialogue itself says (an answer, "undo", the contrary order) is evidence besides.
 */
export function reactionTo(item: TurnCase, later: Turn, place: Place, model: Forest): Reaction | undefined {
  const { turn } = item;
  const { between, betweenHere } = place;
  const gap = later.at - turn.at;
  const said = dialogueEvidence(turn, later, betweenHere === 0);
  const near = gap <= learning.quietMs && between < learning.pairsBetweenMax;
  if (!near && said.length === 0) return undefined;
  const features = pairFeatures(turn, later, meanwhileOf(item, later, place));
  const relation = relationOf(model, features, turn, later, { complained: hasComplaint(item) });
  const weighed: Later = { turn: later, between: betweenHere, relation, features };
  const evidence = [...said, ...relationEvidence(weighed)];
  const repairs = repairOf(turn, weighed);
  return { later: weighed, evidence, ...(repairs !== undefined && { repairs }) };
}

/** Whether something was held against the turn already, other than that somebody spoke again. */
export function hasComplaint(item: TurnCase): boolean {
  const kinds: readonly EvidenceKind[] = ['bargeIn', 'reversalByHand', 'reversalByVoice', 'negativeRating'];
  return kinds.some((kind) => evidenceOf(item, kind) !== undefined);
}

/** What needs no weighing to be seen: the dialogue says it itself. */
function dialogueEvidence(turn: Turn, later: Turn, nearest: boolean): DefectEvidence[] {
  const found: DefectEvidence[] = [];
  const add = (kind: EvidenceKind): void => {
    found.push({ kind, at: later.at, strength: 1, by: later });
  };
  const here = turn.satellite === later.satellite;
  const undone = isUndoOf(turn, later);
  if (here && (nearest || undone) && isCorrection(turn, later)) add('correction');
  else if (undone || (later.at - turn.at <= learning.quietMs && isOpposite(turn, later))) add('reversalByVoice');
  if (!here) return found;
  if (!nearest || questionOf(turn) === undefined) return found;
  const { intent } = later.decision;
  if (intent === 'HearthDeny') add('denied');
  else if (intent === 'HassNevermind') add('abandoned');
  else if (isAnswer(turn, later)) add('answered');
  return found;
}

const EVIDENCE_OF: Partial<Record<Relation, EvidenceKind>> = {
  rephrase: 'rephrase',
  repetition: 'repetition',
  followUp: 'followedUp',
  slotCorrection: 'correction',
};

function relationEvidence({ turn, relation }: Later): DefectEvidence[] {
  return RELATIONS.flatMap((name, i): DefectEvidence[] => {
    const kind = EVIDENCE_OF[name];
    const strength = relation[i] ?? 0;
    return kind === undefined || strength < learning.relationAt ? [] : [{ kind, at: turn.at, strength, by: turn }];
  });
}

/** Only what is clearly the same request, said better, is worth learning from. */
function repairOf(turn: Turn, later: Later): Reaction['repairs'] {
  const again = relationProbability(later, 'rephrase') + relationProbability(later, 'slotCorrection');
  const isInstead = turn.question?.kind === 'confirm' && later.turn.decision.intent === turn.decision.intent;
  if (again < (isInstead ? learning.repairAskedAt : learning.repairAt)) return undefined;
  return isCorrection(turn, later.turn) ? 'correction' : 'rephrase';
}
