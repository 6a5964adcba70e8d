import { splitWords } from '../domain/words.ts';

/** Words that carry no name: dropped from names and mentions alike before they are compared. */
const STOP = new Set(
  'the a an my our your his her their this that these those all every each of in on at to for please both any some entire whole'.split(
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
 * "lights" → "light", "joe's" → "joe", "two" → "2", "batteries" → "battery", "switches" → "switch".
 */
export function stem(word: string): string {
  const bare = word.replace(/'s?$/, '').replaceAll("'", '');
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

/**
 * A key that words which sound alike share: consonant classes in order, vowels only at the start.
 *
 * After Soundex (Russell and Odell, 1918), without its length limit and with digraphs: "garbage" and "garage" differ,
 * "lamp" and "lambp" agree, "fan" and "phan" agree.
 */
export function soundKey(word: string): string {
  const text = word
    .replace(/[^a-z0-9]/g, '')
    .replace(/ph/g, 'f')
    .replace(/gh(?=[tns]|$)/g, '')
    .replace(/^(?:kn|gn)/, 'n')
    .replace(/^wr/, 'r')
    .replace(/[cs]h|tch/g, 'j')
    .replace(/ck|c(?![eiy])|q/g, 'k')
    .replace(/c(?=[eiy])|z|x/g, 's')
    .replace(/th/g, 't');
  let key = /^[aeiouy]/.test(text) ? 'a' : '';
  let last = '';
  for (const letter of text.replace(/[aeiouyhw]/g, ' ')) {
    const sound =
      letter === 'd'
        ? 't'
        : letter === 'b'
          ? 'p'
          : letter === 'v'
            ? 'f'
            : letter === 'g'
              ? 'k'
              : letter === 'm'
                ? 'n'
                : letter;
    if (sound !== ' ' && sound !== last) key += sound;
    last = sound;
  }
  return key;
}

/** Every text that a deletion of one letter makes of the word, and the word: two words one edit apart share one. */
export function deletions(word: string): string[] {
  const all = [word];
  for (let index = 0; index < word.length; index++) all.push(word.slice(0, index) + word.slice(index + 1));
  return all;
}
