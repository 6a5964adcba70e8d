import { limits } from '../domain/limits.ts';
import type { Candidate, Ranked } from './candidate.ts';
import { actuates } from './intents.ts';

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
  | { readonly kind: 'handoff' | 'ignore'; readonly ranked: Ranked; readonly confidence: number };

/**
 * Expected costs, with a wrong act five times as dear as a question and a question as dear as half a missed request: act above
 * `act`, ask above `ask`, else leave it to others.
 */
const THRESHOLDS = { act: 0.6, ask: 0.3, answer: 0.5, sameIntentShare: 0.6, optionShare: 0.3 } as const;
/** Below this the wake word was probably not said; above it, it surely was. */
const WAKE = { none: 0.35, sure: 0.7 } as const;

export function decide(ranked: readonly Ranked[], wakeConfidence: number | undefined): Choice {
  const [top] = ranked;
  if (top === undefined) throw new Error('nothing was ranked');
  const wake =
    wakeConfidence === undefined ? 1 : Math.min(1, Math.max(0, (wakeConfidence - WAKE.none) / (WAKE.sure - WAKE.none)));
  if (wake === 0) return { kind: 'ignore', ranked: top, confidence: 1 - (wakeConfidence ?? 0) };
  const mass = (keep: (candidate: Candidate) => boolean) =>
    ranked.reduce((sum, one) => (keep(one.candidate) ? sum + one.probability : sum), 0);
  const { candidate } = top;
  const plans = mass((one) => one.kind === 'plan');
  if (candidate.kind !== 'plan' || plans < THRESHOLDS.ask) {
    const ignored = mass((one) => one.kind === 'ignore');
    const handed = mass((one) => one.kind === 'handoff');
    const kind = ignored > handed ? 'ignore' : 'handoff';
    const best = ranked.find((one) => one.candidate.kind === kind) ?? top;
    return { kind, ranked: best, confidence: 1 - plans };
  }
  const same = ranked.filter((one) => one.candidate.kind === 'plan' && one.candidate.intent === candidate.intent);
  const intentMass = same.reduce((sum, one) => sum + one.probability, 0) * wake;
  const confidence = top.probability * wake;
  if (intentMass < THRESHOLDS.ask) return { kind: 'handoff', ranked: top, confidence };
  if (candidate.unmatched !== undefined || candidate.nothing === true)
    return { kind: 'unmatched', ranked: top, confidence };
  const others = ranked.filter((one) => one !== top && one.candidate.kind === 'plan').slice(0, limits.alternativesMax);
  const acts = candidate.intent !== null && actuates(candidate.intent);
  const rivals = same.filter(
    (one) => one.probability >= THRESHOLDS.optionShare * top.probability && one.candidate.targets.length > 0,
  );
  if (acts && rivals.length > 1 && top.probability / (intentMass / wake) < THRESHOLDS.sameIntentShare) {
    return { kind: 'clarify', options: rivals.slice(0, limits.alternativesMax), confidence };
  }
  const needed = acts ? THRESHOLDS.act : THRESHOLDS.answer;
  if (intentMass < needed) return { kind: 'propose', ranked: top, confidence, others };
  return { kind: 'do', ranked: top, confidence, others };
}
