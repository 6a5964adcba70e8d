import { limits } from '../../domain/limits.ts';
import { splitWords } from '../../domain/words.ts';

const FRACTIONS: { readonly [glyph: string]: string } = {
  '½': '1/2',
  '¼': '1/4',
  '¾': '3/4',
  '⅓': '1/3',
  '⅔': '2/3',
};

/** Words that stand around a value and are none of it: "to about 50", "at exactly 7", "by another 10". */
const FILLERS: ReadonlySet<string> = new Set(
  'to at by in for about around roughly exactly approximately another extra please like just only set'.split(' '),
);

/**
 * The words of a mention that holds a value, signs and fractions kept: "−5½°C" → minus · 5 · 1/2 · ° · c.
 *
 * Longer than any value is spoken (`limits.phraseCharactersMax`): no words at all.
 */
function valueWords(text: string): string[] {
  if (text.length > limits.phraseCharactersMax) return [];
  const written = text
    .replace(/[½¼¾⅓⅔]/g, (glyph) => ` ${FRACTIONS[glyph]} `)
    .replace(/(^|[\s(])[-−–+](?=[\d.])/g, (_, before: string, at: number) =>
      text.charAt(at + before.length) === '+' ? before : `${before} minus `,
    )
    .replace(/(^|\s|minus )\.(?=\d)/g, '$10.')
    .replace(/\b([ap])\.\s?m\b\.?/gi, '$1m');
  return splitWords(written).flatMap((word) => unglue(word.text));
}

/** The same without the fillers that lead it. */
export function bareWords(text: string): string[] {
  const words = valueWords(text);
  let from = 0;
  while (FILLERS.has(words[from] ?? '')) from++;
  return words.slice(from);
}

const TENS = 'twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety';
const ONES = 'one|two|three|four|five|six|seven|eight|nine';
const GLUED_NUMBER = new RegExp(`^(${TENS})(${ONES})$`);
const GLUED_UNIT = new RegExp(
  `^((?:${TENS})?(?:${ONES})?(?:ten)?(?:hundred)?)(hundred|percent|degrees|minutes|hours|seconds)$`,
);

/** Recognisers join what is one breath: "twentyone", "fiftypercent". */
function unglue(word: string): string[] {
  const number = GLUED_NUMBER.exec(word);
  if (number) return [number[1] ?? '', number[2] ?? ''];
  const unit = GLUED_UNIT.exec(word);
  if (unit?.[1]) return [...unglue(unit[1]), unit[2] ?? ''];
  return [word];
}
