import type { Slots } from '../../runtime/domain/decision.ts';
import type { Event } from './setting.ts';

/** What a replay printed of a decision, as far as sets look at it. */
export interface Decided {
  readonly id: string;
  readonly outcome: string;
  readonly intent: string | null;
  readonly slots: Slots;
  readonly targets: readonly string[];
  readonly commands: readonly unknown[];
  readonly confidence: number;
  readonly latencyMs: number;
}
export interface EndState {
  readonly entity: string;
  readonly state: string;
  readonly attributes: { readonly [name: string]: unknown };
}
export type EndStates = ReadonlyMap<string, EndState>;

/** What is wrong with a decision: a kind that is counted, and the detail. */
export interface Fault {
  readonly kind: string;
  readonly detail: string;
}

/** One utterance in its home, and what is right for it. */
export interface Case {
  readonly id: string;
  readonly text: string;
  /** Intents that are right, the first the usual one; null: none, since it is not for a hub. Absent where only deeds count. */
  readonly wanted?: readonly (string | null)[];
  readonly events: readonly Event[];
  judge(decided: Decided, states: EndStates): Fault[];
}
