import { GUARDED_DOMAINS } from '../domain/guarded.ts';
import type { PatternSlot } from '../domain/rewritePattern.ts';
import type { Lexicon } from './lexicon.ts';
import { stemsOf } from './stems.ts';
import { findPlaces, matchStems } from './targets.ts';
import { parseNumber } from './values/number.ts';

/** Words that are no part of what one puts on a list or plays: with one of them it is another sentence. */
const NO_THING = new Set(
  (
    'a an the to you me us him her them it that this these those i we they he she is are be been was do did does not no yes and ' +
    'or but if so on off in out up down at for with about from here there now then go get talk know see say help more what who ' +
    'when where why how please'
  ).split(' '),
);

/** Whether words may fill a slot of a pattern in this home: every thing and place must be here. */
export function mayFill(lexicon: Lexicon, slot: PatternSlot, words: string): boolean {
  switch (slot) {
    case 'target': {
      const stems = stemsOf(words);
      if (stems.length === 0) return false;
      return matchStems(lexicon, stems, undefined, ({ domain }) => !GUARDED_DOMAINS.has(domain)) !== undefined;
    }
    case 'area':
      return findPlaces(lexicon, { text: words }) !== undefined;
    case 'number':
      return parseNumber(words) !== undefined;
    default:
      return !words.split(' ').some((word) => NO_THING.has(word) || parseNumber(word) !== undefined);
  }
}
