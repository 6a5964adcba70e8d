import type { Mention, Reading } from '../domain/reading.ts';
import { actuates } from './intents.ts';
import { spanOf } from './spot.ts';

const LEAVES = /^(?:(?:and|but|only|just|though|please) )*(?:leave|leaving|keep|keeping|spare|sparing)\b/;
const NAMES: ReadonlySet<Mention['tag']> = new Set(['target', 'person', 'area', 'floor']);

/**
 * "turn everything off | but leave the hall lamp on": what is to be left as it is is no order of its own, but an exception to the
 * one before it.
 */
export function withLeftOut(clauses: readonly Reading[]): readonly Reading[] {
  const out: Reading[] = [];
  for (const clause of clauses.map(withinOne)) {
    const before = out.at(-1);
    const spared = before !== undefined && orders(before) ? sparedIn(clause) : undefined;
    if (before === undefined || spared === undefined) out.push(clause);
    else out[out.length - 1] = withException(before, clause, spared);
  }
  return out;
}

/** Where it was heard as one clause: what is named after the "leave" is the exception. */
function withinOne(clause: Reading): Reading {
  const { words, mentions } = clause;
  const isNamed = (one: Mention) => NAMES.has(one.tag);
  const at = words.findIndex(
    ({ text }, i) => i > 0 && JOINS.has(text) && /^(?:leav|keep|spar)/.test(words[i + 1]?.text ?? ''),
  );
  const before = mentions.some((one) => one.to <= at && (isNamed(one) || one.tag === 'all'));
  const isAll = words.slice(0, Math.max(0, at)).some(({ text }) => /^every|^all$/.test(text));
  const after = mentions.filter((one) => one.from > at && isNamed(one));
  if (at < 0 || after.length === 0 || !(before || isAll) || !orders(clause)) return clause;
  return {
    ...clause,
    text: spanOf(clause, 0, at),
    mentions: mentions.map((one) => (after.includes(one) ? { ...one, tag: 'except' as const } : one)),
  };
}
const JOINS = new Set(['and', 'but', 'only', 'just', 'though']);

function orders({ intents }: Reading): boolean {
  const label = intents[0]?.label;
  return label !== undefined && label !== 'Continue' && label !== 'Handoff' && label !== 'Ignore' && actuates(label);
}

/** The words of all that such a clause names, without the "one" of "the bedroom one"; undefined where it is another clause. */
function sparedIn({ words, mentions }: Reading): { readonly from: number; readonly to: number } | undefined {
  if (!LEAVES.test(words.map((word) => word.text).join(' '))) return undefined;
  const named = mentions.filter((one) => NAMES.has(one.tag));
  if (named.length === 0) return undefined;
  const from = Math.min(...named.map((one) => one.from));
  let to = Math.max(...named.map((one) => one.to));
  // "the hallway | light": what follows is of its name, though no tag holds it.
  while (
    to < words.length &&
    !mentions.some((one) => one.from <= to && one.to > to) &&
    !HOW.test(words[to]?.text ?? '')
  )
    to++;
  while (to > from + 1 && /^ones?$/.test(words[to - 1]?.text ?? '')) to--;
  return { from, to };
}

/** What says how, not what, it is to be left. */
const HOW =
  /^(?:on|off|open|opened|closed|shut|locked|unlocked|running|playing|alone|as|the|it|please|for|until|and|or|be|is|are|in|at|now)$/;

/** The text stays the order's own: that something is left alone says nothing of the order. */
function withException(
  order: Reading,
  clause: Reading,
  { from, to }: { readonly from: number; readonly to: number },
): Reading {
  const shift = order.words.length;
  const text = spanOf(clause, from, to);
  const mention: Mention = { tag: 'except', text, from: shift + from, to: shift + to, confidence: 1 };
  return { ...order, words: [...order.words, ...clause.words], mentions: [...order.mentions, mention] };
}
