import type { Command, EntityId } from './entity.ts';
import type { Intent } from './intent.ts';
import type { Instant } from './time.ts';

export type Outcome = 'act' | 'answer' | 'ask' | 'teach' | 'handoff' | 'ignore';

/** The kinds of evidence a decision can rest on. */
export const SIGNALS = [
  'words',
  'deviceState',
  'deviceType',
  'area',
  'recency',
  'habit',
  'preference',
  'time',
  'sensor',
  'conversation',
  'rewrite',
  'teaching',
  'policy',
] as const;
export type EvidenceSignal = (typeof SIGNALS)[number];

/** One reason; `weight` is its share of the ranking score, signed. */
export interface Evidence {
  readonly signal: EvidenceSignal;
  readonly detail: string;
  readonly weight: number;
}

export type SlotValue = string | number | boolean | readonly string[];
export type Slots = { readonly [name: string]: SlotValue };

export type RewriteLayer = 'taught' | 'personal' | 'global' | 'retrieved';
export interface AppliedRewrite {
  readonly from: string;
  readonly to: string;
  readonly layer: RewriteLayer;
  readonly score: number;
  /** For `global`: what everybody means, of which this is one case; for `personal`: the words within that stand for others. */
  readonly pattern?: string;
}

/** What the daemon settled on for one utterance: the replay contract's `decision`. */
export interface Decision {
  readonly id: string;
  readonly at: Instant;
  readonly outcome: Outcome;
  readonly intent: Intent | null;
  readonly slots: Slots;
  /** Sorted. */
  readonly targets: readonly EntityId[];
  readonly commands: readonly Command[];
  readonly say: string;
  readonly rewrite: AppliedRewrite | null;
  /** Calibrated probability that this is what the person wanted, in [0, 1]. */
  readonly confidence: number;
  readonly alternatives: readonly Alternative[];
  /** Largest weight first. */
  readonly because: readonly Evidence[];
}
export interface Alternative {
  readonly intent: Intent;
  readonly slots: Slots;
  readonly targets: readonly EntityId[];
  readonly confidence: number;
}

export type FailurePoint = 'none' | 'falseWake' | 'asr' | 'nlu' | 'entityResolution' | 'result';

/** What was later found out about a decision: the replay contract's `verdict`. */
export interface Verdict {
  readonly of: string;
  readonly at: Instant;
  readonly defect: boolean;
  readonly evidence: readonly string[];
  /** Never `none` for a defect; of what more likely went well it may name the stage that perhaps failed. */
  readonly failurePoint: FailurePoint;
  /** Of `defect`, as it is. */
  readonly confidence: number;
}

/** What may leave the home about one defect; see uplink/. Every string in it is public vocabulary or a slot type. */
export interface Signal {
  readonly id: string;
  readonly epoch: string;
  readonly failurePoint: FailurePoint;
  readonly intent: Intent | null;
  readonly outcome: Outcome;
  readonly template: string;
  readonly evidence: readonly string[];
  readonly modelVersion: string;
}
