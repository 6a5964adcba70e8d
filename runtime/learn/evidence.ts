import type { Turn } from '../domain/context.ts';
import type { EntityId } from '../domain/entity.ts';
import { RELATIONS, type Relation } from '../domain/learningModel.ts';
import type { Instant } from '../domain/time.ts';
import type { TrialOutcome } from '../domain/trial.ts';

/** Reactions that speak against the turn, however much. */
const COMPLAINT_KINDS = [
  'bargeIn',
  'repetition',
  'rephrase',
  'correction',
  'reversalByVoice',
  'reversalByHand',
  'doneByHand',
  'denied',
  'abandoned',
  'unanswered',
  'unresponsive',
  'handlerError',
  'negativeRating',
] as const;

/** What a turn's verdict can rest on, complaints first, then what speaks for it; the strings of `Verdict.evidence`. */
export const EVIDENCE_KINDS = [
  ...COMPLAINT_KINDS,
  'positiveRating',
  'answered',
  'followedUp',
  'fulfilled',
  'silence',
] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

/** One reaction to a turn. What it says about the turn is for the model to weigh, not for the reaction. */
export interface DefectEvidence {
  readonly kind: EvidenceKind;
  readonly at: Instant;
  /** How much of it there is, in (0, 1]: a probability, or the share of the commanded devices. */
  readonly strength: number;
  /** The later turn that is the reaction. */
  readonly by?: Turn;
}

/** What a command leads to, as far as it says: a state, and attributes within what devices round. */
export interface Wanted {
  readonly state?: string;
  readonly attributes: readonly { readonly name: string; readonly value: number; readonly within: number }[];
}

/** A later turn as it relates to the one that is judged. */
export interface Later {
  readonly turn: Turn;
  /** Turns of the same satellite in between. */
  readonly between: number;
  /** Probability of each of `RELATIONS`, in that order. */
  readonly relation: Float64Array;
  /** See `PAIR_FEATURES`. */
  readonly features: Float64Array;
}

/** A turn whose verdict is open, or was given so recently that a later turn may still be its rephrase. */
export interface TurnCase {
  readonly turn: Turn;
  readonly evidence: readonly DefectEvidence[];
  /** Oldest first, at most `learning.laterMax`. */
  readonly later: readonly Later[];
  /** Commanded entities that have not answered yet, and what each is to become. */
  readonly awaited: ReadonlyMap<EntityId, Wanted>;
  readonly commanded: number;
  /** Entities that took a new state after the command: only these can be set back by hand. */
  readonly reached: ReadonlySet<EntityId>;
  /** Earlier turns that this one probably rephrases or corrects. */
  readonly repairs: readonly { readonly turn: Turn; readonly how: 'rephrase' | 'correction' }[];
  /** The turn before it at its satellite, of the minute before. */
  readonly prior?: Turn;
  /** What the home's past tells of its words; see `FAMILIAR_FEATURES`. */
  readonly familiar: Float64Array;
  /** What its words, or others, would have come to, where somebody said it again; see `trials.ts`. */
  readonly trial?: TrialOutcome;
  /** Undefined while open. */
  readonly defect?: boolean;
}

/** Reactions that say enough to settle at once: what is still to come would hardly change what is learned from them. */
const TELLING: ReadonlySet<EvidenceKind> = new Set<EvidenceKind>([
  'correction',
  'rephrase',
  'reversalByVoice',
  'negativeRating',
  'positiveRating',
  'handlerError',
]);

/** These say that it failed and not what was meant: people mostly say that next. */
const WORDLESS: ReadonlySet<EvidenceKind> = new Set<EvidenceKind>(['reversalByVoice', 'negativeRating']);

/**
 * Whether a reaction came that may settle the case before the quiet period is over. Where a learned rewrite is at stake none is
 * waited for that would say what was meant: it must not be used again meanwhile.
 */
export function hasTelling(open: TurnCase): boolean {
  const isAtStake = open.turn.trace.rewrite !== null;
  return open.evidence.some(({ kind }) => TELLING.has(kind) && (isAtStake || !WORDLESS.has(kind)));
}

/** Adds a reaction; of one kind only the strongest counts, since people repeat themselves. */
export function withEvidence(open: TurnCase, added: DefectEvidence): TurnCase {
  const same = open.evidence.find((item) => item.kind === added.kind);
  if (same !== undefined && same.strength >= added.strength) return open;
  return { ...open, evidence: [...open.evidence.filter((item) => item !== same), added] };
}

export function evidenceOf(open: TurnCase, kind: EvidenceKind): DefectEvidence | undefined {
  return open.evidence.find((item) => item.kind === kind);
}

const INDEX = new Map(RELATIONS.map((relation, i) => [relation, i]));

/** Probability that the later turn relates so to the one that is judged. */
export function relationProbability(later: Later, relation: Relation): number {
  return later.relation[INDEX.get(relation) ?? 0] ?? 0;
}

/** Probability that the later turn is the same request once more, in the same words, in others, or with a slot put right. */
export function againProbability(later: Later): number {
  return (
    relationProbability(later, 'rephrase') +
    relationProbability(later, 'repetition') +
    relationProbability(later, 'slotCorrection')
  );
}

/** Below this a later turn says nothing of what was meant. */
const WITNESS_MIN = 0.15;

/** The later turn that is likeliest to be the same request again, in whatever words: the best witness of what was meant. */
export function witnessOf(open: TurnCase): Later | undefined {
  let best: Later | undefined;
  let most = WITNESS_MIN;
  for (const later of open.later) {
    const again = againProbability(later);
    if (again > most) {
      most = again;
      best = later;
    }
  }
  return best;
}

const COMPLAINTS: ReadonlySet<EvidenceKind> = new Set(COMPLAINT_KINDS);

export function isComplaint(evidence: DefectEvidence): boolean {
  return COMPLAINTS.has(evidence.kind);
}
