import { SLOT_TAGS, type SlotTag } from '../domain/intent.ts';

/** 'O', then B-x, I-x for every slot tag in order: the network's tag outputs. */
export const BIO_TAGS: readonly string[] = ['O', ...SLOT_TAGS.flatMap((tag) => [`B-${tag}`, `I-${tag}`])];

/** The score of a step no decoding may take. */
export const FORBIDDEN = -1e4;

/** Whether tag `to` may follow tag `from`; −1 as `from` is the start of the utterance. */
export function isLegalStep(from: number, to: number): boolean {
  return !isInside(to) || from === to || from === to - 1;
}

/** The slot tag a BIO index stands for; null for 'O'. */
export function slotOf(tag: number): SlotTag | null {
  return tag === 0 ? null : (SLOT_TAGS[(tag - 1) >> 1] ?? null);
}

/** Whether the BIO index carries a span on (I-x). */
export function isInside(tag: number): boolean {
  return tag > 0 && tag % 2 === 0;
}
