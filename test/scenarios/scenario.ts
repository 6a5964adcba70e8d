import type { EvidenceSignal, Outcome, SlotValue } from '../../runtime/domain/decision.ts';
import type { Intent } from '../../runtime/domain/intent.ts';

/** What one situation differs in from the standing house of house.ts. */
export interface HomeChanges {
  /** Ids that this house lacks. */
  readonly without?: readonly string[];
  /** The states it starts with, where they are not the usual ones. */
  readonly states?: { readonly [entity: string]: string | Report };
  /** The confirmation policy; absent is the daemon's own. */
  readonly confirm?: readonly string[];
  readonly quietHours?: { readonly from: string; readonly to: string };
  /** Intents that the firmware fulfils; absent is HANDLED of house.ts. */
  readonly handlers?: readonly string[];
  readonly attic?: boolean;
  readonly fahrenheit?: boolean;
  readonly unresponsive?: readonly string[];
}
export interface Report {
  readonly state: string;
  readonly attributes: { readonly [name: string]: number | string };
}

export interface Scenario {
  readonly name: string;
  /** Why a household takes this and nothing else for right. */
  readonly why: string;
  /** The evidence that tells this case from its twin. */
  readonly signal: EvidenceSignal;
  readonly home?: HomeChanges;
  /** ISO 8601 UTC, which is the house's local time in winter; absent is a Tuesday at 19:00. */
  readonly start?: string;
  readonly steps: readonly Step[];
  /** States at the end. */
  readonly end?: { readonly [entity: string]: string | { readonly [attribute: string]: number } };
}

export type Step =
  | Said
  | { readonly kind: 'set'; readonly entity: string; readonly report: Report; readonly after: number }
  | { readonly kind: 'clock'; readonly at: string };

export interface Said {
  readonly kind: 'say';
  /** What was heard, best first. */
  readonly heard: readonly string[];
  readonly expect: Expectation;
  readonly from: Room | undefined;
  readonly by: string | undefined;
  readonly wake: number;
  /** Seconds since the step before. */
  readonly after: number;
}

export type Room = 'kitchen' | 'living' | 'bedroom' | 'hall' | 'office' | 'none';

export interface Expectation {
  readonly outcome?: Outcome | readonly Outcome[];
  readonly intent?: Intent | null | readonly (Intent | null)[];
  /** A subset; a list in place of a value holds the accepted ones, a RegExp is tried on the value. */
  readonly slots?: { readonly [name: string]: SlotValue | RegExp | readonly SlotValue[] };
  readonly noSlots?: readonly string[];
  /** Exactly these, in any order; or one of several such sets. */
  readonly targets?: readonly string[] | { readonly oneOf: readonly (readonly string[])[] };
  readonly commands?: 'none' | 'some' | readonly RegExp[];
  readonly say?: RegExp;
  readonly notSay?: RegExp;
  readonly because?: EvidenceSignal;
  readonly rewrite?: 'taught' | 'personal' | 'none';
}

interface Manner {
  readonly from?: Room;
  readonly by?: string;
  readonly wake?: number;
  readonly after?: number;
}

export function say(heard: string | readonly string[], expect: Expectation = {}, manner: Manner = {}): Said {
  const { from, by, wake = 0.97, after = 8 } = manner;
  return { kind: 'say', heard: typeof heard === 'string' ? [heard] : heard, expect, from, by, wake, after };
}

/** A device reports, as after a hand's touch. */
export function set(entity: string, state: string, attributes: Report['attributes'] = {}, after = 30): Step {
  return { kind: 'set', entity, report: { state, attributes }, after };
}

/** Moves to a later moment. */
export function clock(at: string): Step {
  return { kind: 'clock', at };
}

/** It is done, to exactly these. */
export function acts(
  intent: Intent | readonly Intent[],
  targets: readonly string[],
  more: Expectation = {},
): Expectation {
  return { outcome: 'act', intent, targets, commands: 'some', ...more };
}

/** It is passed to the handler of its intent. */
export function handled(intent: Intent | readonly Intent[], slots: Expectation['slots'] = {}): Expectation {
  return { outcome: 'act', intent, slots };
}

/** It is asked back; nothing is sent yet. */
export function asks(targets?: Expectation['targets'], more: Expectation = {}): Expectation {
  return { outcome: 'ask', commands: 'none', ...(targets !== undefined && { targets }), ...more };
}

export function answers(text: RegExp, more: Expectation = {}): Expectation {
  return { outcome: 'answer', commands: 'none', say: text, ...more };
}

/** Whatever is said, nothing is done. */
export function nothing(more: Expectation = {}): Expectation {
  return { outcome: ['answer', 'ask', 'handoff', 'ignore'], commands: 'none', ...more };
}

export const handsOff: Expectation = { outcome: 'handoff', intent: null, commands: 'none' };
export const ignores: Expectation = { outcome: 'ignore', commands: 'none' };
