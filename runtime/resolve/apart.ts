import type { Mention, Reading } from '../domain/reading.ts';
import type { Lexicon } from './lexicon.ts';
import { sliceOf, spanOf } from './spot.ts';
import { findPlaces } from './targets.ts';

/** "play jazz in the kitchen and rock in the bedroom": two titles, each with its place, that were heard as one. */
export function withTitlesApart(lexicon: Lexicon, clauses: readonly Reading[]): readonly Reading[] {
  return clauses.flatMap((clause) => titlesOf(lexicon, clause) ?? [clause]);
}

function titlesOf(lexicon: Lexicon, clause: Reading): Reading[] | undefined {
  const { words, mentions } = clause;
  const query = mentions.find((one) => one.tag === 'search_query');
  if (query === undefined || clause.intents[0]?.label !== 'HassMediaSearchAndPlay') return undefined;
  if (!mentions.some((one) => one.from >= query.to && (one.tag === 'area' || one.tag === 'target'))) return undefined;
  for (let and = query.to - 2; and > query.from + 2; and--) {
    if (words[and]?.text !== 'and') continue;
    const at = words.slice(query.from + 1, and).findLastIndex(({ text }) => text === 'in' || text === 'on');
    if (at < 0) continue;
    const lead = query.from + 1 + at;
    const from = words[lead + 1]?.text === 'the' ? lead + 2 : lead + 1;
    const found = from < and ? findPlaces(lexicon, { text: spanOf(clause, from, and) }) : undefined;
    if (found === undefined || found === 'whole' || found.fuzzy) continue;
    const title = cutOut(clause, query.tag, query.from, lead);
    const first = [...mentions.filter((one) => one.to <= query.from), title, cutOut(clause, 'area', from, and)];
    const second = [cutOut(clause, query.tag, and + 1, query.to), ...mentions.filter((one) => one.from >= query.to)];
    return [sliceOf(clause, 0, and, first), sliceOf(clause, and + 1, words.length, second)];
  }
  return undefined;
}

function cutOut(clause: Reading, tag: Mention['tag'], from: number, to: number): Mention {
  return { tag, text: spanOf(clause, from, to), from, to, confidence: 1 };
}

const BARE = new Set('turn switch open close shut lock unlock on off please and then first'.split(' '));
const NAMES: ReadonlySet<Mention['tag']> = new Set(['target', 'area', 'floor', 'all', 'ref', 'here', 'there']);

/** "unlock, then lock the front door": a verb by itself is of what the next one names. */
export function withThingShared(clauses: readonly Reading[]): readonly Reading[] {
  const [first, next] = clauses;
  if (first === undefined || next === undefined || !isBareDeed(first) || !isDeed(next)) return clauses;
  const shared = next.mentions.filter(({ tag }) => tag === 'target' || tag === 'area' || tag === 'floor');
  if (!shared.some(({ tag }) => tag === 'target')) return clauses;
  const words = [...first.words];
  const mentions = shared.map((one): Mention => {
    const from = words.length;
    words.push(...next.words.slice(one.from, one.to));
    return { ...one, from, to: words.length };
  });
  return [{ ...first, words, mentions: [...first.mentions, ...mentions] }, ...clauses.slice(1)];
}

function isBareDeed(clause: Reading): boolean {
  const isNaming = clause.mentions.some(({ tag }) => NAMES.has(tag));
  return isDeed(clause) && !isNaming && clause.words.every(({ text }) => BARE.has(text));
}

function isDeed({ intents }: Reading): boolean {
  return intents[0]?.label === 'HassTurnOn' || intents[0]?.label === 'HassTurnOff';
}
