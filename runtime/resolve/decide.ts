import { limits } from '../domain/limits.ts';
import type { Ranked } from './candidate.ts';
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
 * Expected costs: a wrong act is about five times as dear as a question, something lasting (teaching) ten times, and a question
 * half as dear as a request that is missed. Act above `act` (`open` where any words would do), keep above `keep`, answer above `answer`, ask above `ask`.
 */
const THRESHOLDS = {
  act: 0.6,
  open: 0.75,
  keep: 0.75,
  answer: 0.5,
  ask: 0.3,
  sameIntentShare: 0.6,
  optionShare: 0.3,
} as const;
/** An act may be surer than its words alone by this much: readings that come to nothing here lend it their share, but not all. */
const READ_MARGIN = 0.12;
/** Below `none` the wake word was probably not said; above `sure` it surely was. */
const WAKE = { none: 0.35, sure: 0.7 } as const;
/** Intents whose slot takes any words, so that anything can be read as one: surer than others before they act. */
const OPEN = /^Hass(?:MediaSearchAndPlay|ShoppingListAddItem|ListAddItem|Broadcast)$/;
const LASTING = new Set(['HearthTeach', 'HearthSetPreference', 'HearthForget']);

/**
 * Weighs acting, asking and leaving it: the scope says whether it is for us, the ranking what it would be, and `sureness`
 * how far the recogniser's other texts agree.
 */
export function decide(
  ranked: readonly Ranked[],
  scope: Scope,
  wakeConfidence: number | undefined,
  sureness = 1,
): Choice {
  const wake =
    wakeConfidence === undefined ? 1 : Math.min(1, Math.max(0, (wakeConfidence - WAKE.none) / (WAKE.sure - WAKE.none)));
  if (wake === 0) return { kind: 'ignore', confidence: 1 - (wakeConfidence ?? 0) };
  const [top] = ranked;
  const ours = scope.ours * wake;
  if (top === undefined || ours < THRESHOLDS.ask) return { kind: scope.kindOtherwise, confidence: 1 - ours };
  const { candidate } = top;
  const same = ranked.filter((one) => one.candidate.intent === candidate.intent);
  const share = same.reduce((sum, one) => sum + one.probability, 0);
  const confidence = top.probability * ours * sureness;
  if (share * ours < THRESHOLDS.ask) return { kind: scope.kindOtherwise, confidence: 1 - ours };
  if (candidate.unmatched !== undefined || candidate.nothing === true)
    return { kind: 'unmatched', ranked: top, confidence };
  const others = ranked.filter((one) => one !== top).slice(0, limits.alternativesMax);
  const acts = actuates(candidate.intent);
  const rivals = same.filter(
    (one) => one.probability >= THRESHOLDS.optionShare * top.probability && one.candidate.targets.length > 0,
  );
  const deeds = new Map(rivals.map((one) => [deedOf(one), one]));
  const alike = rivals.filter((one) => deedOf(one) === deedOf(top)).reduce((sum, one) => sum + one.probability, 0);
  if (acts && deeds.size > 1 && alike / share < THRESHOLDS.sameIntentShare) {
    return { kind: 'clarify', options: [...deeds.values()].slice(0, limits.alternativesMax), confidence };
  }
  if (acts && candidate.wide === true) return { kind: 'propose', ranked: top, confidence, others };
  const needed = LASTING.has(candidate.intent)
    ? THRESHOLDS.keep
    : OPEN.test(candidate.intent)
      ? THRESHOLDS.open
      : acts || candidate.via !== undefined
        ? THRESHOLDS.act
        : THRESHOLDS.answer;
  const read = Math.exp(candidate.features.find((feature) => feature.name === 'intent')?.value ?? 0) + READ_MARGIN;
  if (Math.min(share * ours, acts ? read : 1) * sureness < needed)
    return { kind: 'propose', ranked: top, confidence, others };
  return { kind: 'do', ranked: top, confidence, others };
}

const NAMING = new Set(['name', 'area', 'floor', 'domain', 'device_class']);

/** What would be done, however it was named: two ways to the same deed are no alternatives. */
function deedOf({ candidate }: Ranked): string {
  const values = Object.entries(candidate.slots).filter(([name]) => !NAMING.has(name));
  return JSON.stringify([candidate.intent, candidate.targets, values.sort()]);
}
