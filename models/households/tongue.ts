import type { Part } from './episode.ts';

/** Phrases of one kind, by the part whose people say them. */
export interface Parted {
  readonly train: readonly string[];
  readonly judge: readonly string[];
}

/** Whose phrases: a part's; of a pool, where they are dealt to several, that pool's alone. */
export interface Tongue {
  readonly part: Part;
  /** From 0, below `POOLS`. */
  readonly pool?: number;
}

/** As many pools are a part's phrases dealt to, so that what is fitted in some can be judged in another that never said the same. */
export const POOLS = 3;

export function phrasesOf(phrases: Parted, { part, pool }: Tongue): readonly string[] {
  return pool === undefined ? phrases[part] : phrases[part].filter((_, at) => at % POOLS === pool);
}

/** How one kind of wish is put into words. "$t" is the thing with its article and mark, "$r" the room, "$n" a number. */
export interface Wordings {
  /** As everybody says it. */
  readonly plain: readonly string[];
  /** As people do say it, everywhere. */
  readonly common: readonly string[];
  /** Turns of speech that only one part's people use. */
  readonly own: Parted;
  /** Words that mean this in one family alone. */
  readonly pet: Parted;
}

/** A list, written as one text with semicolons between. */
export function of(text: string): readonly string[] {
  return text.split(';').map((phrase) => phrase.trim());
}
