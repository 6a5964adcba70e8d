import type { Turn } from '../domain/context.ts';
import type { Evidence, EvidenceSignal, SlotValue } from '../domain/decision.ts';
import type { EntityId } from '../domain/entity.ts';
import type { Intent } from '../domain/intent.ts';
import type { Unmatched } from './targets.ts';

/** One reading of a clause as something this home could do; what the ranker scores. */
export interface Candidate {
  readonly intent: Intent;
  readonly slots: { readonly [name: string]: SlotValue };
  /** Sorted. */
  readonly targets: readonly EntityId[];
  readonly features: readonly Feature[];
  /** A word of a name was guessed. */
  readonly fuzzy: boolean;
  /** It reaches over several rooms that nobody named. */
  readonly wide?: boolean;
  /** Words that name nothing here. */
  readonly unmatched?: Unmatched;
  /** Nothing was said to act on, and this home has nothing that fits. */
  readonly nothing?: boolean;
  /** The program that fulfils it. */
  readonly via?: string;
  /** The earlier turn that this one carries on, corrects or answers. */
  readonly follows?: { readonly turn: Turn; readonly how: 'continue' | 'correct' | 'answer' };
}

/** What the ranker has a weight for. */
export const FEATURE_NAMES = [
  // words
  'intent',
  'domain',
  'exactName',
  'partName',
  'className',
  'implied',
  'fuzzy',
  'unmatched',
  'questioned',
  // area
  'sameArea',
  'otherArea',
  'playsElsewhere',
  // device state
  'wouldChange',
  'alreadySo',
  'changedLately',
  'unavailable',
  'playing',
  'active',
  'inactive',
  // device type
  'only',
  'verbFits',
  'thermostat',
  'thermometer',
  'outdoors',
  'plays',
  // recency, conversation
  'recent',
  'referred',
  'asked',
  'unasked',
  // habit, time, sensors, preference
  'usual',
  'own',
  'hourly',
  'afterEvent',
  'occupied',
  'preference',
] as const;
export type FeatureName = (typeof FEATURE_NAMES)[number];

export interface Feature {
  readonly name: FeatureName;
  readonly value: number;
  readonly signal: EvidenceSignal;
  readonly detail: string;
}

export interface Ranked {
  readonly candidate: Candidate;
  /** Natural-log units. */
  readonly score: number;
  /** Share among all candidates of the utterance, in [0, 1]. */
  readonly probability: number;
  readonly because: readonly Evidence[];
}
