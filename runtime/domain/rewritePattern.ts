import { splitWords } from './words.ts';

/** What a pattern leaves open: a thing or place of this home, a number, what is put on a list, what is played. */
export const PATTERN_SLOTS = ['target', 'area', 'number', 'item', 'search_query'] as const;
export type PatternSlot = (typeof PATTERN_SLOTS)[number];

/**
 * What everybody means by words of one form: "i do not need <target> any more" → "turn off <target>".
 *
 * Words are normal phrases (domain/phrase.ts) with slots in angle brackets, each once; an article belongs to its slot. `to` has no
 * slot that `from` has not, but for `<here>`: the room in which it is said.
 */
export interface RewritePattern {
  readonly from: string;
  readonly to: string;
  /** Homes whose people went this way. */
  readonly homes: number;
  /** Times that it did well, and not, when it was tried in other homes. */
  readonly wins: number;
  readonly losses: number;
}

/** Under this instead of a moment a home keeps how a pattern fares in it: the words are never taken as they stand. */
export const EVERYBODY = 'everybody';

/** Under this instead of a moment an entry is about words within others, never about all that was said. */
export const WITHIN = 'within';

/** A word, or a slot. */
export type PatternItem = { readonly word: string } | { readonly slot: PatternSlot | 'here' };

/** The items of a pattern; undefined where it is none. */
export function patternItems(text: string): readonly PatternItem[] | undefined {
  const items: PatternItem[] = [];
  for (const part of text.split(' ')) {
    const slot = /^<(\w+)>$/.exec(part)?.[1];
    if (slot === undefined) {
      const [word, more] = splitWords(part);
      if (word?.text !== part || more !== undefined) return undefined;
      items.push({ word: part });
    } else if (slot === 'here' || isPatternSlot(slot)) items.push({ slot });
    else return undefined;
  }
  return items;
}

export function isPatternSlot(name: string): name is PatternSlot {
  return (PATTERN_SLOTS as readonly string[]).includes(name);
}
