import type { IntentLabel, SlotTag, TargetDomain } from '../../runtime/domain/intent.ts';
import { splitWords } from '../../runtime/domain/words.ts';
import type { Token } from './grammar.ts';

/** One labelled utterance. What is null is unknown: the training leaves it out of the loss. */
export interface Example {
  text: string;
  intent: IntentLabel | null;
  domain: TargetDomain | null;
  /** BIO tags, one for each word of `splitWords(text)`: 'O', 'B-target', 'I-target' … */
  tags: string[] | null;
  /** Where it comes from: "generated/lights", "hwu64", … */
  source: string;
  /** Sampling weight, above 0. */
  weight: number;
}

/** A span of a text that carries a slot tag; offsets in UTF-16 units, end exclusive. */
export interface Span {
  readonly tag: SlotTag;
  readonly start: number;
  readonly end: number;
}

/** BIO tags for the words of `text`; a word belongs to the span in which it starts. Spans must not overlap. */
export function tagWords(text: string, spans: readonly (Omit<Span, 'tag'> & { readonly tag: string })[]): string[] {
  let open: (typeof spans)[number] | undefined;
  return splitWords(text).map((word) => {
    const span = spans.find((s) => s.start <= word.start && word.start < s.end);
    const tag = span === undefined ? 'O' : `${span === open ? 'I' : 'B'}-${span.tag}`;
    open = span;
    return tag;
  });
}

/** Joins tokens with spaces and keeps track of where their spans went. */
export function joinTokens(tokens: readonly Token[]): { text: string; spans: Span[] } {
  let text = '';
  const spans: { tag: SlotTag; start: number; end: number; span: number }[] = [];
  for (const token of tokens) {
    if (text) text += ' ';
    const start = text.length;
    text += token.text;
    if (token.tag === null) continue;
    const last = spans.at(-1);
    if (last && last.span === token.span && last.end === start - 1) last.end = text.length;
    else spans.push({ tag: token.tag, start, end: text.length, span: token.span });
  }
  return { text, spans };
}
