import type { Turn } from '../domain/context.ts';
import type { Relation } from '../domain/learningModel.ts';
import { type EvidenceKind, evidenceOf, type Later, relationProbability, type TurnCase } from './evidence.ts';
import { rowOf } from './forest.ts';
import { isCorrection, isRepeatable, isUndoOf, questionOf } from './relate.ts';
import { learning } from './weights.ts';

/** What a verdict is weighed from: the log-odds of a defect are a sum over these. Flags are 0 or 1, shares in [0, 1]. */
export const VERDICT_FEATURES = [
  // Before anybody reacted.
  'acted',
  'asked',
  'confirmAsked',
  'handedOff',
  'ignored',
  'doubt',
  'heardDoubt',
  'heardDoubtFailed',
  'disagreement',
  'intentDoubt',
  'narrow',
  'unmatched',
  'scopeDoubt',
  'scopeDoubtFailed',
  'wakeDoubt',
  'wakeDoubtActed',
  'rewritten',
  'alreadySo',
  'several',
  // Reactions.
  'bargeInAnswer',
  'bargeInAct',
  'bargeInThenNew',
  'bargeInAlone',
  'repetition',
  'repetitionRepeatable',
  'rephrase',
  'rephraseServed',
  'rephraseFailed',
  'rephraseAsked',
  'correction',
  'slotCorrection',
  'undo',
  'oppositeSoon',
  'oppositeLater',
  'oppositeThenNew',
  'handSoon',
  'handLater',
  'handThenAgain',
  'handNoSpeech',
  'doneByHand',
  'doneByHandFailed',
  'denied',
  'abandoned',
  'unanswered',
  'answered',
  'unresponsive',
  'handlerError',
  'fulfilled',
  'negativeRating',
  'positiveRating',
  'followedUp',
  'newRequest',
  'otherPerson',
  'answering',
  'reversing',
  'silence',
  'silenceActed',
  'silenceFailed',
  'silenceAsked',
] as const;
export type VerdictFeature = (typeof VERDICT_FEATURES)[number];

/** One value for each of `VERDICT_FEATURES`, in that order. */
export function verdictFeatures(open: TurnCase): Float64Array {
  const values: Record<VerdictFeature, number> = { ...priorValues(open.turn), ...reactionValues(open) };
  return rowOf(VERDICT_FEATURES, values);
}

type PriorFeature =
  | 'acted'
  | 'asked'
  | 'confirmAsked'
  | 'handedOff'
  | 'ignored'
  | 'doubt'
  | 'heardDoubt'
  | 'heardDoubtFailed'
  | 'disagreement'
  | 'intentDoubt'
  | 'narrow'
  | 'unmatched'
  | 'scopeDoubt'
  | 'scopeDoubtFailed'
  | 'wakeDoubt'
  | 'wakeDoubtActed'
  | 'rewritten'
  | 'alreadySo'
  | 'several';

function priorValues(turn: Turn): Record<PriorFeature, number> {
  const { decision, trace } = turn;
  const { outcome } = decision;
  const acted = outcome === 'act' ? 1 : 0;
  const failed = outcome === 'handoff' || outcome === 'ignore' ? 1 : 0;
  const heardDoubt = 1 - (turn.hypotheses[0]?.confidence ?? 1);
  const scopeDoubt = trace.inScope > 0 ? 1 - trace.inScope : 0;
  const wakeDoubt = 1 - (turn.wakeConfidence ?? 1);
  const [first] = turn.before;
  const layer = trace.rewrite?.layer;
  return {
    acted,
    asked: outcome === 'ask' ? 1 : 0,
    confirmAsked: questionOf(turn)?.kind === 'confirm' ? 1 : 0,
    handedOff: outcome === 'handoff' ? 1 : 0,
    ignored: outcome === 'ignore' ? 1 : 0,
    doubt: failed === 1 ? 0 : 1 - decision.confidence,
    heardDoubt,
    heardDoubtFailed: heardDoubt * failed,
    disagreement: trace.agreement > 0 ? 1 - trace.agreement : 0,
    intentDoubt: trace.intentProbability > 0 ? 1 - trace.intentProbability : 0,
    narrow: Math.max(0, 1 - trace.margin) * (1 - failed),
    unmatched: trace.unmatched.length > 0 ? 1 : 0,
    scopeDoubt,
    scopeDoubtFailed: scopeDoubt * failed,
    wakeDoubt,
    wakeDoubtActed: wakeDoubt * (1 - failed),
    rewritten: layer === 'personal' || layer === 'global' || layer === 'retrieved' ? 1 : 0,
    alreadySo: acted === 1 && first !== undefined && trace.features?.alreadySo !== undefined ? 1 : 0,
    several: decision.targets.length > 1 ? 1 : 0,
  };
}

type ReactionFeature = Exclude<VerdictFeature, PriorFeature>;

function reactionValues(open: TurnCase): Record<ReactionFeature, number> {
  const { turn } = open;
  const { outcome } = turn.decision;
  const of = (kind: EvidenceKind): number => evidenceOf(open, kind)?.strength ?? 0;
  const most = (ask: (later: Later) => number): number =>
    open.later.reduce((top, later) => Math.max(top, ask(later)), 0);
  const again = (later: Later): number =>
    relationProbability(later, 'rephrase') + relationProbability(later, 'slotCorrection');
  const rephrase = most((later) => relationProbability(later, 'rephrase'));
  const served = most(
    (later) => relationProbability(later, 'rephrase') * outcomeIs(later.turn, 'act', 'answer', 'teach'),
  );
  const refused = most((later) => relationProbability(later, 'rephrase') * outcomeIs(later.turn, 'handoff', 'ignore'));
  const asked = most((later) => relationProbability(later, 'rephrase') * outcomeIs(later.turn, 'ask'));
  const fresh = most((later) => relationProbability(later, 'newRequest'));
  const repetition = most((later) => relationProbability(later, 'repetition'));
  const bargeIn = evidenceOf(open, 'bargeIn') === undefined ? 0 : 1;
  const opposite = evidenceOf(open, 'reversalByVoice');
  const undone = opposite?.by !== undefined && isUndoOf(turn, opposite.by) ? 1 : 0;
  const isSoon = (at: number | undefined): number => (at !== undefined && at - turn.at <= learning.soonMs ? 1 : 0);
  const byVoice = opposite === undefined ? 0 : 1 - undone;
  const hand = evidenceOf(open, 'reversalByHand');
  const spoke = open.later.some((later) => later.turn.satellite === turn.satellite);
  const silence = isSilent(open) ? 1 : 0;
  return {
    bargeInAnswer: bargeIn * (outcome === 'act' ? 0 : 1),
    bargeInAct: bargeIn * (outcome === 'act' ? 1 : 0),
    bargeInThenNew: bargeIn * fresh,
    bargeInAlone: bargeIn * (spoke ? 0 : 1),
    repetition: isRepeatable(turn) ? 0 : repetition,
    repetitionRepeatable: isRepeatable(turn) ? repetition : 0,
    rephrase,
    rephraseServed: served,
    rephraseFailed: refused,
    rephraseAsked: asked,
    correction: most((later) => (later.between === 0 && isCorrection(turn, later.turn) ? 1 : 0)),
    slotCorrection: most((later) => relationProbability(later, 'slotCorrection')),
    undo: undone,
    oppositeSoon: byVoice * isSoon(opposite?.at),
    oppositeLater: byVoice * (1 - isSoon(opposite?.at)),
    oppositeThenNew: byVoice * most(again),
    handSoon: (hand?.strength ?? 0) * isSoon(hand?.at),
    handLater: (hand?.strength ?? 0) * (1 - isSoon(hand?.at)),
    handThenAgain: (hand?.strength ?? 0) * most(again),
    handNoSpeech: hand === undefined || spoke ? 0 : 1,
    doneByHand: of('doneByHand') * (outcome === 'act' || outcome === 'answer' ? 1 : 0),
    doneByHandFailed: of('doneByHand') * (outcome === 'act' || outcome === 'answer' ? 0 : 1),
    denied: of('denied'),
    abandoned: of('abandoned'),
    unanswered: of('unanswered'),
    answered: of('answered'),
    unresponsive: of('unresponsive'),
    handlerError: of('handlerError'),
    fulfilled: of('fulfilled'),
    negativeRating: of('negativeRating'),
    positiveRating: of('positiveRating'),
    followedUp: most((later) => relationProbability(later, 'followUp')),
    newRequest: fresh,
    otherPerson: most((later) => relationProbability(later, 'otherPerson')),
    answering: most((later) => relationProbability(later, 'answer')),
    reversing: most((later) => relationProbability(later, 'reversal')),
    silence,
    silenceActed: silence * outcomeIs(turn, 'act'),
    silenceFailed: silence * outcomeIs(turn, 'handoff', 'ignore'),
    silenceAsked: silence * outcomeIs(turn, 'ask'),
  };
}

/** Nobody and nothing complained or asked again; that a device answered, or that somebody carried on, is no complaint. */
export function isSilent(open: TurnCase): boolean {
  if (open.evidence.some((item) => !QUIET.has(item.kind))) return false;
  return !open.later.some((later) => {
    const of = (relation: Relation) => relationProbability(later, relation);
    return of('newRequest') + of('otherPerson') + of('followUp') < 0.5;
  });
}
/** Evidence that is no reaction, or that the relation of a later turn stands for. */
const QUIET: ReadonlySet<EvidenceKind> = new Set<EvidenceKind>([
  'fulfilled',
  'silence',
  'rephrase',
  'repetition',
  'correction',
  'followedUp',
]);

/** 1 where the turn's outcome is one of these. */
export function outcomeIs(turn: Turn, ...outcomes: readonly string[]): number {
  return outcomes.includes(turn.decision.outcome) ? 1 : 0;
}
