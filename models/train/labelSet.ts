import { INTENT_LABELS, SLOT_TAGS, TARGET_DOMAINS } from '../../runtime/domain/intent.ts';

/** What a network's heads tell apart: the first two label a sentence, the third its words. */
export interface LabelSet {
  readonly intents: readonly string[];
  readonly domains: readonly string[];
  /** BIO tags: 'O', then B-x, I-x for every kind of span in order. */
  readonly tags: readonly string[];
}

/** BIO tags of these kinds of span, in the order that decoding relies on. */
export function bioTags(kinds: readonly string[]): string[] {
  return ['O', ...kinds.flatMap((kind) => [`B-${kind}`, `I-${kind}`])];
}

/** The labels of the program itself: what ships is trained for these. */
export const shippedLabels: LabelSet = {
  intents: INTENT_LABELS,
  domains: TARGET_DOMAINS,
  tags: bioTags(SLOT_TAGS),
};

/** A text with its labels, by name; what is null is unknown and costs nothing. */
export interface LabelledText {
  readonly text: string;
  readonly intent: string | null;
  readonly domain: string | null;
  /** One for each word of `splitWords(text)`. */
  readonly tags: readonly string[] | null;
  readonly source: string;
  /** Sampling weight, above 0. */
  readonly weight: number;
}
