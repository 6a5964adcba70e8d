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
  /** It reaches over several rooms that nobody named, or words that may name something were not understood. */
  readonly wide?: boolean;
  /** Words that name nothing here. */
  readonly unmatched?: Unmatched;
  /** Nothing was said to act on, and this home has nothing that fits. */
  readonly nothing?: boolean;
  /** The program that fulfils it. */
  readonly via?: string;
  /** Its command for later was read in this home, and nobody would have to confirm it. */
  readonly harmless?: true;
  /** The earlier turn that this one carries on, corrects or answers. */
  readonly follows?: { readonly turn: Turn; readonly how: 'continue' | 'correct' | 'answer' };
}

/** What the ranker has a weight for, and the signal that each feature was made for: fitting drops them out together. */
export const SIGNAL_OF = {
  intent: 'words',
  domain: 'words',
  exactName: 'words',
  partName: 'words',
  className: 'words',
  implied: 'words',
  fuzzy: 'words',
  unmatched: 'words',
  questioned: 'words',
  sameArea: 'area',
  otherArea: 'area',
  playsElsewhere: 'area',
  wouldChange: 'deviceState',
  alreadySo: 'deviceState',
  changedLately: 'deviceState',
  unavailable: 'deviceState',
  playing: 'deviceState',
  active: 'deviceState',
  inactive: 'deviceState',
  only: 'deviceType',
  verbFits: 'deviceType',
  thermostat: 'deviceType',
  thermometer: 'deviceType',
  outdoors: 'deviceType',
  plays: 'deviceType',
  recent: 'recency',
  referred: 'conversation',
  asked: 'conversation',
  unasked: 'conversation',
  usual: 'habit',
  own: 'habit',
  hourly: 'time',
  afterEvent: 'sensor',
  occupied: 'sensor',
  preference: 'preference',
} as const satisfies Readonly<Record<string, EvidenceSignal>>;
export type FeatureName = keyof typeof SIGNAL_OF;
export const FEATURE_NAMES = Object.keys(SIGNAL_OF) as readonly FeatureName[];

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
