import { limits } from '../domain/limits.ts';
import type { DecisionModel } from '../domain/rankerModel.ts';
import type { Candidate, Ranked } from './candidate.ts';
import { deedOf, doubtsOf, probabilityRight } from './doubt.ts';
import { actuates } from './intents.ts';
import type { Scope } from './scope.ts';

/** What is to become of one clause. */
export type Choice =
  | { readonly kind: 'do'; readonly ranked: Ranked; readonly confidence: number; readonly others: readonly Ranked[] }
  | { readonly kind: 'clarify'; readonly options: readonly Ranked[]; readonly confidence: number }
  /** Probably this, but not surely enough to do it unasked. */
  | {
      readonly kind: 'propose';
      readonly ranked: Ranked;
      readonly confidence: number;
      readonly others: readonly Ranked[];
    }
  | { readonly kind: 'unmatched'; readonly ranked: Ranked; readonly confidence: number }
  | { readonly kind: 'handoff' | 'ignore'; readonly confidence: number };

/**
 * What a mistake costs beside a question asked for nothing, which costs 1: acting wrongly, doing what any words could be
 * read as, keeping something for good, answering wrongly. A request that is missed costs twice a question.
 */
const COSTS = { wrongAct: 4, wrongOpen: 5, wrongKept: 6, wrongAnswer: 1.2, question: 1, missed: 2 } as const;
/** It is worth asking where what is missed outweighs a question: at a probability of a third. */
const ASK_AT = COSTS.question / (COSTS.question + COSTS.missed);
/** Which of several things is meant is asked where even the likeliest has no more than this share. */
const SAME_DEED_SHARE = 0.6;
const OPTION_SHARE = 0.3;
/** An act may be surer than its words alone by this much: readings that come to nothing here lend it their share, but not all. */
const READ_MARGIN = 0.12;
const READ_MIN = { act: 0.6, open: 0.75, kept: 0.75 } as const;
/** Intents whose slot takes any words, so that anything can be read as one: surer than others before they act. */
const OPEN = /^Hass(?:MediaSearchAndPlay|ShoppingListAddItem|ListAddItem|Broadcast)$/;
const LASTING = new Set(['HearthTeach', 'HearthSetPreference', 'HearthForget']);

/**
 * Weighs acting, asking and leaving it by what each is expected to cost: the scope says whether it is for us, the ranking what
 * it would be, `sureness` how far the recogniser's other texts agree, and `model` how often such a decision is right.
 */
export function decide(
  ranked: readonly Ranked[],
  scope: Scope,
  wakeConfidence: number | undefined,
  sureness: number,
  model: DecisionModel,
): Choice {
  const wake =
    wakeConfidence === undefined
      ? 1
      : Math.min(1, Math.max(0, (wakeConfidence - limits.wakeNoneMax) / (limits.wakeSureMin - limits.wakeNoneMax)));
  if (wake === 0) return { kind: 'ignore', confidence: 1 - (wakeConfidence ?? 0) };
  const [top] = ranked;
  const ours = scope.ours * wake;
  const doubts = doubtsOf(ranked, { ...scope, ours }, sureness);
  if (top === undefined || doubts.intent * ours < ASK_AT) {
    const meant = wakeConfidence === undefined || wakeConfidence >= limits.wakePassOnMin;
    return { kind: meant ? scope.kindOtherwise : 'ignore', confidence: 1 - ours };
  }
  const { candidate } = top;
  const confidence = probabilityRight(model, doubts);
  if (candidate.unmatched !== undefined || candidate.nothing === true)
    return { kind: 'unmatched', ranked: top, confidence };
  const others = ranked.filter((one) => one !== top).slice(0, limits.alternativesMax);
  const acts = actuates(candidate.intent);
  const options = acts ? optionsOf(ranked, top) : [];
  if (options.length > 1 && doubts.deed < SAME_DEED_SHARE) return { kind: 'clarify', options, confidence };
  const isSure = worthIt(candidate, confidence) && readPlainly(candidate, doubts.read * sureness);
  if ((acts && candidate.wide === true) || !isSure) return { kind: 'propose', ranked: top, confidence, others };
  return { kind: 'do', ranked: top, confidence, others };
}

/** The different deeds, of the best one's intent, that are nearly as likely as the best. */
function optionsOf(ranked: readonly Ranked[], top: Ranked): Ranked[] {
  const rivals = ranked.filter(
    ({ candidate, probability }) =>
      candidate.intent === top.candidate.intent &&
      probability >= OPTION_SHARE * top.probability &&
      candidate.targets.length > 0,
  );
  return [...new Map(rivals.map((one) => [deedOf(one), one])).values()].slice(0, limits.alternativesMax);
}

/** What is picked from what the hub offered was read plainly when it was asked for. */
function isKept({ intent, follows }: Candidate): boolean {
  return LASTING.has(intent) && follows?.how !== 'answer';
}

/** Does doing it unasked cost less, on average, than asking first? */
function worthIt(candidate: Candidate, confidence: number): boolean {
  const wrong = isKept(candidate)
    ? COSTS.wrongKept
    : OPEN.test(candidate.intent) && candidate.follows?.how !== 'answer'
      ? COSTS.wrongOpen
      : actuates(candidate.intent) || candidate.via !== undefined
        ? COSTS.wrongAct
        : COSTS.wrongAnswer;
  return (1 - confidence) * wrong <= COSTS.question;
}

/** What context makes likely must be in the words as well, before anything is done or kept. */
function readPlainly(candidate: Candidate, read: number): boolean {
  const { intent } = candidate;
  if (isKept(candidate)) return read >= READ_MIN.kept;
  if (!actuates(intent)) return true;
  return read + READ_MARGIN >= (OPEN.test(intent) ? READ_MIN.open : READ_MIN.act);
}
