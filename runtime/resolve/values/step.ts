import { readNumber } from './number.ts';
import { bareWords } from './spoken.ts';

const SMALL =
  /^(a )?(little|tiny|wee|small|smidge|bit|tad|touch|notch|step|level|hair)( bit)?( more)?$|^(some|slightly|somewhat|gently|more|less)$/;
const LARGE =
  /^(a |quite a |a whole )?(lot|lots|bunch|bit more|great deal)( more)?$|^(much|way|far|significantly|considerably|really|very)( more)?$/;
const LARGE_STEPS = 3;

/**
 * How far something is to change, as a positive amount in the setting's own unit; undefined where the words give none.
 *
 * "10 percent" 10 · "by half" 50 · "two degrees" 2 · "a couple of degrees" 2. With `usual`, the setting's usual step:
 * "a bit", "slightly", "a notch" one of it, "two notches" two, "a lot", "much" three. Without it those are undefined.
 */
export function parseStep(text: string, usual?: number): number | undefined {
  const words = bareWords(text);
  const said = words.join(' ');
  if (SMALL.test(said)) return usual;
  if (LARGE.test(said)) return usual === undefined ? undefined : LARGE_STEPS * usual;
  const one = /^(a|one) (degree|percent)$/.test(said) ? { value: 1, to: words.length } : undefined;
  const read = one ?? readNumber(words, 0);
  if (read === undefined || read.value === 0) return undefined;
  const rest = words
    .slice(read.to)
    .join(' ')
    .replace(/ (more|up|down|higher|lower)$/, '');
  const amount = Math.abs(read.value);
  if (/^(notch|notches|levels?|steps?|clicks?|points?)$/.test(rest))
    return usual === undefined ? undefined : amount * usual;
  if (/^(of )?(a )?(degrees?|deg|°)( (celsius|fahrenheit|centigrade|c|f))?$/.test(rest)) return amount;
  if (/^(%|percent|per cent|percentage points?)$/.test(rest)) return amount;
  if (rest !== '') return undefined;
  return amount < 1 && words.every((word) => !/^\d+\.\d+$/.test(word)) ? 100 * amount : amount;
}
