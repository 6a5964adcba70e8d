import type { IntentLabel, SlotTag, TargetDomain } from './intent.ts';

/** One word of an utterance as the encoder sees it, with where it stood in the original text. */
export interface Word {
  /** Lower-cased, NFKC. A number keeps its separators: "7:30", "20.5", "1/2". */
  readonly text: string;
  /** Offsets into the original text in UTF-16 units, end exclusive. */
  readonly start: number;
  readonly end: number;
}

/** A span of words and what it does in the utterance. */
export interface Mention {
  readonly tag: SlotTag;
  /** As it stood in the original text, letter case kept. */
  readonly text: string;
  /** Word indices, end exclusive. */
  readonly from: number;
  readonly to: number;
  /** Mean probability of the span's tags, in [0, 1]. */
  readonly confidence: number;
}

/** What the model makes of one command: a whole utterance, or one clause of a compound one. */
export interface Reading {
  readonly text: string;
  readonly words: readonly Word[];
  /** The likeliest labels, best first, calibrated; at most `limits.readingIntentsMax`. */
  readonly intents: readonly { readonly label: IntentLabel; readonly probability: number }[];
  /** The likeliest kinds of thing, best first. */
  readonly domains: readonly { readonly domain: TargetDomain; readonly probability: number }[];
  readonly mentions: readonly Mention[];
  /** Calibrated probability that this is a request in the vocabulary at all, in [0, 1]. */
  readonly inScope: number;
  /** Unit length, [512]. */
  readonly embedding: Float32Array;
}

/** One text that speech recognition heard, read: its clauses in order. */
export interface Hypothesis {
  readonly text: string;
  /** The recogniser's own confidence in [0, 1]; 1 where it gave none. */
  readonly confidence: number;
  readonly clauses: readonly Reading[];
}
