import { readNumber } from './number.ts';
import { bareWords } from './spoken.ts';

const TOP = set('max maximum full fullest fully highest brightest loudest fastest top completely complete');
const BOTTOM = set('min minimum lowest dimmest quietest slowest faintest softest bottom');
/**
 * Three steps as a three-speed fan has them, so that a fan set to "low" runs at its lowest speed
 * (Home Assistant's ordered_list_item_to_percentage gives 33, 66, 100 for low, medium, high), but "medium" is the
 * middle to people who mean a lamp or a blind.
 */
const STEPS = new Map<string, number>([
  ['low', 33],
  ['medium', 50],
  ['mid', 50],
  ['middle', 50],
  ['halfway', 50],
  ['midway', 50],
  ['high', 100],
]);
/** Words that name the scale, not the place on it. */
const SCALE = set(
  `the a brightness bright volume level levels setting settings power speed position intensity blast strength mode
   possible value open of its it capacity way`,
);

/**
 * A place on a scale from 0 to 100 %, rounded to whole percent; undefined where it is none or beyond the scale.
 *
 * "fifty percent" 50 · "half" 50 · "a third" 33 · "max", "all the way (up)", "full power" 100 · "lowest", "all the way
 * down" `minimum` (Home Assistant takes 1 for lights) · "low", "medium", "high" 33, 50, 100 · "three out of ten" 30.
 * A bare number is percent: "seven" is 7, however dim that is, for only the person knows their scale.
 */
export function parsePercent(text: string, { minimum = 0 }: { readonly minimum?: number } = {}): number | undefined {
  const words = bareWords(text);
  const all = /^(?:all the way|fully)(?: (up|down|open|closed|on))?$/.exec(words.join(' '));
  if (all) return all[1] === 'down' || all[1] === 'closed' ? minimum : 100;
  const said = words.filter((word, i) => !SCALE.has(word) || (word === 'a' && i === 0 && words.length > 1));
  while (said[0] === 'a' && !readNumber(said, 0)) said.shift();
  const only = said.join(' ');
  if (TOP.has(only)) return 100;
  if (BOTTOM.has(only)) return minimum;
  if (STEPS.has(only)) return STEPS.get(only);
  return share(said);
}

function share(words: readonly string[]): number | undefined {
  const read = readNumber(words, 0);
  if (read === undefined) return undefined;
  const rest = words.slice(read.to).join(' ');
  const outOf = /^out /.test(rest) ? readNumber(words, read.to + 1) : undefined;
  if (outOf)
    return outOf.to === words.length && outOf.value > 0 ? onScale((100 * read.value) / outOf.value) : undefined;
  if (rest === '%' || rest === 'percent' || rest === 'per cent' || rest === 'percentage') return onScale(read.value);
  if (rest !== '') return undefined;
  // "half", "1/2" and "0.5" are shares of the whole; nobody asks for half a percent without saying percent.
  return onScale(read.value > 0 && read.value < 1 ? 100 * read.value : read.value);
}

function onScale(value: number): number | undefined {
  return value >= 0 && value <= 100 ? Math.round(value) : undefined;
}

function set(words: string): ReadonlySet<string> {
  return new Set(words.split(/\s+/));
}
