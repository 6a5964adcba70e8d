import type { Turn } from './context.ts';

/**
 * A text that the hub reads once more when somebody said a failed request again and was understood: had this been heard, or said,
 * would it have come to the same? `alone`: the text that was taken, without the others; `other`: a further text of the recogniser's;
 * `past`: what was said here before that sounds most like it; `slip`: the heard one with words that sound like the repair's put right;
 * `named`, `valued`: the heard one with the repair's names, or values; `kept`: the repair with the heard names.
 */
export type TrialKind = 'alone' | 'other' | 'past' | 'slip' | 'named' | 'valued' | 'kept';
export interface Trial {
  readonly kind: TrialKind;
  readonly text: string;
  /** Of an `other` its confidence beside that of the text that was taken, of a `past` how alike it sounds, else 1. */
  readonly share: number;
}

export interface Tried extends Trial {
  readonly reached: boolean;
}

/** What is to be read once more of a turn, and what counts as having come to the same. */
export interface TrialRequest {
  readonly turn: Turn;
  readonly fix: Turn;
  readonly trials: readonly Trial[];
  reaches(turn: Turn): boolean;
}

/** What came of it. */
export interface TrialOutcome {
  readonly of: string;
  readonly fix: string;
  readonly tried: readonly Tried[];
}
