import { soundOf } from '../domain/sound.ts';
import { splitWords, unaccented } from '../domain/words.ts';

/** Words that carry no name: dropped from names and mentions alike before they are compared. */
const STOP = new Set(
  'the a an my our your their this that these those all every each of in on at to for please both any some entire whole'.split(
    ' ',
  ),
);

const NUMBERS = new Map(
  'zero one two three four five six seven eight nine ten eleven twelve'
    .split(' ')
    .map((word, value) => [word, String(value)]),
);
const ORDINALS = new Map([
  ['1st', 'first'],
  ['2nd', 'second'],
  ['3rd', 'third'],
  ['4th', 'fourth'],
]);

/**
 * The form in which two words that name the same thing are equal: singular, no possessive, small numbers as digits.
 *
 * "lights" → "light", "küche" → "kuche", "joe's" → "joe", "two" → "2", "batteries" → "battery", "switches" → "switch".
 */
export function stem(word: string): string {
  const bare = unaccented(word.replace(/'s?$/, '').replaceAll("'", ''));
  const number = NUMBERS.get(bare) ?? ORDINALS.get(bare);
  if (number !== undefined) return number;
  if (bare.length > 4 && bare.endsWith('ies')) return `${bare.slice(0, -3)}y`;
  if (bare.length > 4 && /(?:ss|x|ch|sh)es$/.test(bare)) return bare.slice(0, -2);
  if (bare.length > 2 && bare.endsWith('s') && !/(?:ss|us|is)$/.test(bare)) return bare.slice(0, -1);
  return bare;
}

export function isPlural(word: string): boolean {
  return !word.includes("'") && stem(word) !== word && word.endsWith('s');
}

/** The stems of a name or mention, stop words gone; the words themselves where nothing else is left. */
export function stemsOf(text: string): string[] {
  const words = splitWords(text).map((word) => word.text);
  const kept = words.filter((word) => !STOP.has(word));
  return (kept.length > 0 ? kept : words).map(stem);
}

const SOUND_CLASSES: readonly (readonly [RegExp, string])[] = [
  [/b/g, 'p'],
  [/[d2]/g, 't'],
  [/g/g, 'k'],
  [/v/g, 'f'],
  [/m/g, 'n'],
  [/[13]/g, 's'],
];

/** A key that words which sound alike share: the classes of their consonants, and whether a vowel begins them. */
export function soundKey(word: string): string {
  const sounds = soundOf(word);
  const consonants = sounds.replace(/(?!^)[aeiouhwy]/g, '').replace(/^[aeiou]/, 'a');
  return SOUND_CLASSES.reduce((key, [pattern, letter]) => key.replace(pattern, letter), consonants).replace(
    /(.)\1+/g,
    '$1',
  );
}

/** Every text that a deletion of one letter makes of the word, and the word: two words one edit apart share one. */
export function deletions(word: string): string[] {
  const all = [word];
  for (let index = 0; index < word.length; index++) all.push(word.slice(0, index) + word.slice(index + 1));
  return all;
}
