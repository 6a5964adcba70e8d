import type { Effect, Preference } from './context.ts';
import { normalPhrase } from './phrase.ts';

/** Words that say of what is played or liked that it is music. */
export const GENRES: ReadonlySet<string> = new Set(
  'jazz rock pop classical country blues hip hop rap techno house metal punk folk soul funk reggae electronic dance disco ambient indie opera gospel latin salsa lofi lo-fi acoustic instrumental piano r&b rnb edm trance christmas baroque swing grunge ska fado samba motown bluegrass dubstep bossa beats tunes songs music oldies hits'.split(
    ' ',
  ),
);

/** Of these there is one at a time: who likes it warmer no longer likes it cooler. Of other kinds several are liked at once. */
const SINGLE: ReadonlySet<string> = new Set(['temperature']);

/** What a preference is kept under beside whose it is: a new one under the same key takes the old one's place. */
export function tasteKey({ category, value }: Pick<Preference, 'category' | 'value'>): string {
  const kind = normalPhrase(category);
  return SINGLE.has(kind) ? kind : `${kind}: ${normalPhrase(value)}`;
}

/**
 * Whether an effect of type `forget` means this preference, whoever says so.
 *
 * A value means that one alone, of its category where one is named; a phrase or a category alone all that bear it; a person alone
 * ('' the household's own) all of theirs.
 */
export function meansTaste(
  { category, value, phrase, person, scope }: Omit<Extract<Effect, { type: 'forget' }>, 'type'>,
  taste: Pick<Preference, 'category' | 'value'> & { readonly person?: string | undefined },
): boolean {
  const is = (wanted: string | undefined, text: string): boolean =>
    wanted !== undefined && normalPhrase(wanted) === normalPhrase(text);
  if (person !== undefined && (taste.person ?? '') !== person) return false;
  if (value !== undefined) return is(value, taste.value) && (category === undefined || is(category, taste.category));
  if (category !== undefined || phrase !== undefined) return is(category, taste.category) || is(phrase, taste.value);
  return person !== undefined || scope === 'everything';
}
