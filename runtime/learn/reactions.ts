import type { Turn } from '../domain/context.ts';
import { type DefectEvidence, defectProbability, type EvidenceKind, type TurnCase } from './evidence.ts';
import {
  heardPhrase,
  isAnswer,
  isCorrection,
  isOpposite,
  isRepeatable,
  isSameConversation,
  isUndoOf,
} from './relate.ts';
import { rephraseProbability } from './rephrase.ts';
import { evidenceWeights, learning } from './weights.ts';

export interface Reaction {
  readonly evidence: DefectEvidence;
  /** Set where the later turn may be what the earlier one should have been. */
  readonly repairs?: 'rephrase' | 'correction';
}

/**
 * What a later utterance says about an earlier turn; undefined where it says nothing.
 *
 * `between`: how many turns of the same satellite lie between. Undoing and opposing reach over several turns, a rephrase over
 * few, the rest speaks of the turn just before.
 */
export function reactionTo(item: TurnCase, later: Turn, between: number): Reaction | undefined {
  const { turn } = item;
  const nearest = between === 0;
  const gap = later.at - turn.at;
  const react = (kind: EvidenceKind, logOdds: number): Reaction => ({
    evidence: { kind, logOdds, at: later.at, by: later },
  });
  if (isSameConversation(turn, later) && isCorrection(turn, later) && (nearest || isMarked(turn, later)))
    return { ...react('correction', evidenceWeights.correction), repairs: 'correction' };
  if (isUndoOf(turn, later)) return react('reversalByVoice', evidenceWeights.undo);
  if (gap > learning.quietMs) return undefined;
  if (later.follows?.turn === turn.id && later.follows.how === 'continue')
    return react('followedUp', evidenceWeights.followedUp);
  if (!isSameConversation(turn, later)) return oppositeOf(turn, later, gap, react);
  // What the hub asked of its own accord may be left unanswered.
  if (nearest && turn.question !== undefined && turn.question.unasked !== true) {
    const reply = replyTo(turn, later, react);
    // Who is asked about a word that names nothing and says the whole again was misheard, not asked.
    const again = turn.trace.unmatched.length > 0 && rephraseOf(item, later, react);
    if (reply !== undefined) return again || reply;
  }
  if (heardPhrase(turn) === heardPhrase(later)) return repetitionOf(turn, gap, react);
  const opposite = oppositeOf(turn, later, gap, react);
  if (opposite !== undefined) return opposite;
  return between < learning.rephraseTurns ? rephraseOf(item, later, react) : undefined;
}

/** Whether the later turn says itself that it is about the earlier one, whatever was said between. */
function isMarked(turn: Turn, later: Turn): boolean {
  return later.follows?.turn === turn.id || isUndoOf(turn, later);
}

type React = (kind: EvidenceKind, logOdds: number) => Reaction;

function replyTo(turn: Turn, later: Turn, react: React): Reaction | undefined {
  const { intent } = later.decision;
  if (intent === 'HearthDeny') return react('denied', evidenceWeights.denied);
  if (intent === 'HassNevermind') return react('abandoned', evidenceWeights.abandoned);
  if (isAnswer(turn, later)) return react('answered', evidenceWeights.answered);
  return undefined;
}

function rephraseOf(item: TurnCase, later: Turn, react: React): Reaction | undefined {
  const probability = rephraseProbability(item.turn, later, defectProbability(item));
  if (probability < learning.rephraseAt) return undefined;
  const reaction = react('rephrase', evidenceWeights.rephrase * probability);
  return probability >= learning.rephraseLearnAt ? { ...reaction, repairs: 'rephrase' } : reaction;
}

function repetitionOf(turn: Turn, gap: number, react: React): Reaction | undefined {
  if (gap > learning.repetitionMs || isRepeatable(turn) || heardPhrase(turn) === '') return undefined;
  const soon = gap <= learning.soonMs;
  return react('repetition', soon ? evidenceWeights.repetitionSoon : evidenceWeights.repetitionLater);
}

function oppositeOf(turn: Turn, later: Turn, gap: number, react: React): Reaction | undefined {
  if (!isOpposite(turn, later)) return undefined;
  const soon = gap <= learning.soonMs;
  return react('reversalByVoice', soon ? evidenceWeights.oppositeSoon : evidenceWeights.oppositeLater);
}
