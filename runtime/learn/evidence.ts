import type { Turn } from '../domain/context.ts';
import type { EntityId } from '../domain/entity.ts';
import type { Instant } from '../domain/time.ts';
import { learning, sigmoid } from './weights.ts';

/** What a turn's verdict can rest on; the strings of `Verdict.evidence`. */
export const EVIDENCE_KINDS = [
  'bargeIn',
  'repetition',
  'rephrase',
  'correction',
  'reversalByVoice',
  'reversalByHand',
  'denied',
  'abandoned',
  'unanswered',
  'unresponsive',
  'handlerError',
  'negativeRating',
  'positiveRating',
  'answered',
  'followedUp',
  'fulfilled',
  'silence',
] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

/** One reaction to a turn. */
export interface DefectEvidence {
  readonly kind: EvidenceKind;
  /** Added to the log-odds that the turn was a defect. */
  readonly logOdds: number;
  readonly at: Instant;
  /** The later turn that is the reaction. */
  readonly by?: Turn;
}

/** Reactions that say enough to settle a defect at once: what is still to come would not change which stage failed. */
const TELLING: ReadonlySet<EvidenceKind> = new Set<EvidenceKind>([
  'correction',
  'rephrase',
  'reversalByVoice',
  'negativeRating',
  'positiveRating',
  'handlerError',
]);

/** A turn whose verdict is open, or was given so recently that a later turn may still be its rephrase. */
export interface TurnCase {
  readonly turn: Turn;
  readonly evidence: readonly DefectEvidence[];
  /** Commanded entities that have not answered yet, and the state each is to take where the command says one. */
  readonly awaited: ReadonlyMap<EntityId, string | undefined>;
  readonly commanded: number;
  /** Entities that took a new state after the command: only these can be set back by hand. */
  readonly reached: ReadonlySet<EntityId>;
  /** Earlier turns that this one probably rephrases or corrects. */
  readonly repairs: readonly { readonly turn: Turn; readonly how: 'rephrase' | 'correction' }[];
  /** Undefined while open. */
  readonly defect?: boolean;
}

/** Adds a reaction; of one kind only the strongest counts, since people repeat themselves. */
export function withEvidence(open: TurnCase, added: DefectEvidence): TurnCase {
  const same = open.evidence.find((item) => item.kind === added.kind);
  if (same !== undefined && Math.abs(same.logOdds) >= Math.abs(added.logOdds)) return open;
  return { ...open, evidence: [...open.evidence.filter((item) => item !== same), added] };
}

/** Odds before anybody reacted: a decision that was sure of itself starts as a success. */
function prior(turn: Turn): number {
  const { outcome, confidence } = turn.decision;
  if (outcome === 'ask' || outcome === 'handoff') return -1;
  if (outcome === 'ignore') return -1.5;
  const doubt = Math.min(0.999, Math.max(0.001, 1 - confidence));
  return Math.min(learning.priorMax, Math.max(learning.priorMin, Math.log(doubt / (1 - doubt))));
}

/** Probability that the turn was a defect, by what is known so far. */
export function defectProbability(open: TurnCase): number {
  return sigmoid(open.evidence.reduce((sum, item) => sum + item.logOdds, prior(open.turn)));
}

/** Whether to settle without waiting out the quiet period. */
export function isSettled(open: TurnCase): boolean {
  if (!open.evidence.some((item) => TELLING.has(item.kind))) return false;
  const probability = defectProbability(open);
  const rated = open.evidence.some((item) => item.kind === 'positiveRating');
  return probability >= learning.settleAt || (rated && probability <= 1 - learning.settleAt);
}
