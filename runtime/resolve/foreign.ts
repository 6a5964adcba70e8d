import type { Reading, Word } from '../domain/reading.ts';
import type { Lexicon } from './lexicon.ts';
import { sliceOf } from './spot.ts';
import { stem } from './stems.ts';

/** What one does by post, telephone or shop, and no home hub does. */
const FOREIGN = new Set(
  'email e-mail mail text call phone telephone message tweet facetime skype invite buy'.split(' '),
);
const JOINS = new Set(['and', 'then', 'also', 'please']);
/** "call it movie night" gives a name; "text" and "call" without anybody are nouns. */
const NO_ONE = new Set(['it', 'that', 'this', 'them', 'those', 'these', 'and', 'on', 'off', 'in', 'to', 'is', 'are']);
const SURELY = 0.97;

interface Run {
  readonly from: number;
  readonly to: number;
  readonly isForeign: boolean;
}

/**
 * "turn on the fan and email Bob": a request for another agent is a clause of its own, though this home has a lamp called Bob.
 *
 * Only beside a request for this home; words that this home calls something by are no such verbs.
 */
export function withForeignApart(lexicon: Lexicon, clauses: readonly Reading[]): readonly Reading[] {
  const isForeign = (words: readonly Word[], at: number) => isForeignVerb(lexicon, words, at);
  const runs = clauses.map((clause) => runsOf(clause, isForeign));
  const all = runs.flat();
  if (all.every((run) => run.isForeign) || !all.some((run) => run.isForeign)) return clauses;
  return clauses.flatMap((clause, i) => (runs[i] ?? []).map((run) => partOf(clause, run)));
}

function isForeignVerb(lexicon: Lexicon, words: readonly Word[], at: number): boolean {
  const [verb, next] = [words[at]?.text ?? '', words[at + 1]?.text];
  return FOREIGN.has(verb) && next !== undefined && !NO_ONE.has(next) && lexicon.postings(stem(verb)) === undefined;
}

/** The words of a clause, cut where an "and" leads to or from such a verb; an "and" between two is of neither. */
function runsOf({ words, mentions }: Reading, isForeign: (words: readonly Word[], at: number) => boolean): Run[] {
  const cuts: number[] = [0];
  words.forEach((word, at) => {
    if (at > 0 && word.text === 'and' && !mentions.some((one) => one.from <= at && one.to > at)) cuts.push(at);
  });
  const runs: Run[] = [];
  cuts.forEach((cut, i) => {
    const to = cuts[i + 1] ?? words.length;
    let first = cut;
    while (JOINS.has(words[first]?.text ?? '')) first++;
    const last = runs.at(-1);
    const foreign = isForeign(words, first);
    if (last !== undefined && last.isForeign === foreign) runs[runs.length - 1] = { ...last, to };
    else runs.push({ from: foreign || (last?.isForeign ?? false) ? first : cut, to, isForeign: foreign });
  });
  return runs.filter((run) => run.to > run.from);
}

function partOf(clause: Reading, { from, to, isForeign }: Run): Reading {
  if (isForeign)
    return {
      ...sliceOf(clause, from, to, []),
      intents: [{ label: 'Handoff', probability: SURELY }],
      inScope: 1 - SURELY,
    };
  return from === 0 && to === clause.words.length ? clause : sliceOf(clause, from, to);
}
