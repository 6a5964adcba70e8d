import type { Turn } from '../domain/context.ts';
import type { Decision, Signal, Verdict } from '../domain/decision.ts';

/** What the daemon has to say, to whoever listens. */
export type Output =
  /** `latencyMs`: from the utterance's turn in the queue to its decision, devices and disk not included. */
  | { readonly type: 'decision'; readonly decision: Decision; readonly turn: Turn; readonly latencyMs: number }
  | { readonly type: 'verdict'; readonly verdict: Verdict }
  | { readonly type: 'signal'; readonly signal: Signal };
