import { limits } from '../domain/limits.ts';
import { type PatternItem, type PatternSlot, patternItems, type RewritePattern } from '../domain/rewritePattern.ts';

/** What each slot of a pattern was filled with. */
export type Filling = ReadonlyMap<PatternSlot, string>;

export interface Filled {
  readonly pattern: RewritePattern;
  /** The meaning, with the words that were said in its slots. */
  readonly to: string;
}

/** Whether words may fill a slot in this home. */
export type Fits = (slot: PatternSlot, words: string) => boolean;

/** Words of the longest name that a slot takes, and of what is put on a list or played. */
const SLOT_WORDS_MAX = { target: 6, area: 3, number: 1, item: 3, search_query: 4 } as const;

interface Compiled {
  readonly pattern: RewritePattern;
  readonly from: readonly PatternItem[];
  readonly to: readonly PatternItem[];
  readonly words: number;
}

/**
 * The patterns of the bundle, found by one of their words: most words first, then fewest slots, then in the order of the file.
 *
 * A look-up touches only patterns whose rarest word was said, and compares word by word.
 */
export class PatternTable {
  readonly #byWord = new Map<string, Compiled[]>();

  constructor(patterns: readonly RewritePattern[]) {
    const compiled = patterns.flatMap(compile);
    const count = new Map<string, number>();
    for (const { from } of compiled)
      for (const item of from) if ('word' in item) count.set(item.word, (count.get(item.word) ?? 0) + 1);
    for (const one of compiled) {
      const words = one.from.flatMap((item) => ('word' in item ? [item.word] : []));
      const rarest = words.reduce<string | undefined>(
        (best, word) => (best === undefined || (count.get(word) ?? 0) < (count.get(best) ?? 0) ? word : best),
        undefined,
      );
      if (rarest === undefined) continue;
      const list = this.#byWord.get(rarest);
      if (list === undefined) this.#byWord.set(rarest, [one]);
      else list.push(one);
    }
    for (const list of this.#byWord.values())
      list.sort(
        (a, b) => b.words - a.words || a.from.length - b.from.length || (a.pattern.from < b.pattern.from ? -1 : 1),
      );
  }

  /**
   * What these words mean to everybody: of the patterns that fit, the one with the most words of its own. `room`: where it is said,
   * in lower case; a meaning that names the room needs one.
   */
  find(
    phrase: string,
    fits: Fits,
    usable: (pattern: RewritePattern) => boolean,
    room: string | undefined,
  ): Filled | undefined {
    const words = phrase.split(' ');
    if (words.length > limits.patternWordsMax) return undefined;
    let best: { readonly one: Compiled; readonly to: string } | undefined;
    for (const word of new Set(words)) {
      for (const one of this.#byWord.get(word) ?? []) {
        if (best !== undefined && best.one.words >= one.words) break;
        if (!usable(one.pattern)) continue;
        const filling = fill(one.from, words, fits);
        const to = filling && spelt(one.to, filling, room);
        if (to !== undefined && to !== phrase) best = { one, to };
      }
    }
    return best && { pattern: best.one.pattern, to: best.to };
  }
}

function compile(pattern: RewritePattern): Compiled[] {
  const from = patternItems(pattern.from);
  const to = patternItems(pattern.to);
  if (from === undefined || to === undefined) return [];
  return [{ pattern, from, to, words: from.filter((item) => 'word' in item).length }];
}

/** Words for every slot, so that the pattern is the phrase; the shortest filling that fits, from the left. */
function fill(items: readonly PatternItem[], words: readonly string[], fits: Fits): Filling | undefined {
  const filling = new Map<PatternSlot, string>();
  const from = (item: number, word: number): boolean => {
    const at = items[item];
    if (at === undefined) return word === words.length;
    if ('word' in at) return words[word] === at.word && from(item + 1, word + 1);
    if (at.slot === 'here') return false;
    const left = words.length - word - (items.length - item - 1);
    const most = Math.min(SLOT_WORDS_MAX[at.slot], left);
    for (let length = 1; length <= most; length++) {
      const next = items[item + 1];
      if (next !== undefined && 'word' in next && words[word + length] !== next.word) continue;
      const said = words.slice(word, word + length).join(' ');
      filling.set(at.slot, said);
      if (from(item + 1, word + length) && fits(at.slot, said)) return true;
    }
    filling.delete(at.slot);
    return false;
  };
  return from(0, 0) ? filling : undefined;
}

function spelt(items: readonly PatternItem[], filling: Filling, room: string | undefined): string | undefined {
  const words = items.map((item) =>
    'word' in item ? item.word : item.slot === 'here' ? room : filling.get(item.slot),
  );
  return words.includes(undefined) ? undefined : words.join(' ');
}
