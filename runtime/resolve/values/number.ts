import { bareWords } from './spoken.ts';

/** A number and how far it reaches. */
export interface ReadNumber {
  readonly value: number;
  /** The word after the number. */
  readonly to: number;
  /** Said as a place in a row: "first", "21st". */
  readonly ordinal: boolean;
}

const UNITS = `zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
  seventeen eighteen nineteen`.split(/\s+/);
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const SMALL = new Map<string, number>([...UNITS.map((word, i) => [word, i] as const), ['nought', 0], ['naught', 0]]);
const TEN = new Map<string, number>([
  ...TENS.map((word, i) => [word, 20 + 10 * i] as const),
  ['fourty', 40],
  ['ninty', 90],
]);
const ORDINAL = new Map<string, number>([
  ...`zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
  fifteenth sixteenth seventeenth eighteenth nineteenth`
    .split(/\s+/)
    .map((word, i) => [word, i] as const),
  ...TENS.map((word, i) => [word.replace(/y$/, 'ieth'), 20 + 10 * i] as const),
]);
const PART = new Map<string, number>([
  ...['half', 'halves'].map((word) => [word, 1 / 2] as const),
  ...['third', 'thirds'].map((word) => [word, 1 / 3] as const),
  ...['quarter', 'quarters', 'fourth', 'fourths'].map((word) => [word, 1 / 4] as const),
  ...['fifth', 'fifths'].map((word) => [word, 1 / 5] as const),
  ...['tenth', 'tenths'].map((word) => [word, 1 / 10] as const),
]);
/** "a few" is three to most people; a hub that asked "how many are a few?" would be tiresome. */
const AMOUNT = new Map<string, number>([
  ['couple', 2],
  ['pair', 2],
  ['few', 3],
  ['dozen', 12],
]);

/**
 * The whole text as a number; undefined where any word is left over. Homophones ("for", "to", "won") are no numbers.
 *
 * Written here because no library is good enough: words-to-numbers (which pulls core-js) leaves "half" and
 * "two and a half" as text; compromise reads "1/2" as 1, "a dozen" as nothing and takes 0.7 s to load; Microsoft's
 * recognizers read "twenty first" as 20, "21st" as nothing, and bring 6 MB with lodash and 0.2 s of loading.
 */
export function parseNumber(text: string): number | undefined {
  const words = bareWords(text);
  while (words.length > 1 && (words[0] === 'number' || words[0] === 'level' || words[0] === 'the')) words.shift();
  const read = readNumber(words, 0, true);
  if (read === undefined) return undefined;
  const rest = words.slice(read.to).join(' ');
  return rest === '' || rest === '%' || rest === 'percent' || rest === 'per cent' ? read.value : undefined;
}

/**
 * The number that starts at a word, as long as it reaches.
 *
 * `ordinals: false` where "second" is a unit of time. "one eighty" is 180, as people set ovens.
 */
export function readNumber(words: readonly string[], from: number, ordinals = false): ReadNumber | undefined {
  const first = words[from];
  if (first === 'minus' || first === 'negative') {
    const read = readNumber(words, from + 1);
    return read && { ...read, value: -read.value };
  }
  const whole = readFraction(words, from) ?? readDigits(words, from, ordinals) ?? readWords(words, from, ordinals);
  if (whole === undefined || whole.ordinal) return whole;
  return readHalf(words, readPoint(words, whole));
}

/** "half", "a quarter", "two thirds", "half a dozen", "1/2". */
function readFraction(words: readonly string[], from: number): ReadNumber | undefined {
  const slash = /^(\d+)\/(\d+)$/.exec(words[from] ?? '');
  if (slash) return Number(slash[2]) === 0 ? undefined : cardinal(Number(slash[1]) / Number(slash[2]), from + 1);
  const bare = words[from] === 'a' || words[from] === 'an' ? from + 1 : from;
  const part = words[bare] ?? '';
  if (part === 'half' && words[bare + 1] === 'a' && words[bare + 2] === 'dozen') return cardinal(6, bare + 3);
  if (part === 'half' || part === 'quarter' || (bare > from && PART.has(part)))
    return cardinal(PART.get(part) ?? 0, bare + 1);
  const count = SMALL.get(words[from] ?? '') ?? (/^[1-9]$/.test(words[from] ?? '') ? Number(words[from]) : undefined);
  const denominator = PART.get(words[from + 1] ?? '');
  if (count === undefined || count === 0 || denominator === undefined) return undefined;
  return cardinal(count * denominator, from + 2);
}

function readDigits(words: readonly string[], from: number, ordinals: boolean): ReadNumber | undefined {
  const word = words[from] ?? '';
  const suffix = words[from + 1] ?? '';
  if (/^\d{1,3}(,\d{3})+(\.\d+)?$/.test(word)) return cardinal(Number(word.replaceAll(',', '')), from + 1);
  if (!/^\d{1,9}([.,]\d{1,6})?$/.test(word)) return undefined;
  const value = Number(word.replace(',', '.'));
  if (ordinals && /^(st|nd|rd|th)$/.test(suffix)) return { value, to: from + 2, ordinal: true };
  const mixed = readFraction(words, from + 1);
  if (mixed && /^\d+\/\d+$/.test(suffix) && mixed.value < 1) return cardinal(value + mixed.value, mixed.to);
  if (suffix === 'hundred') return cardinal(value * 100, from + 2);
  if (suffix === 'thousand') return cardinal(value * 1000, from + 2);
  if (suffix === 'dozen') return cardinal(value * 12, from + 2);
  return cardinal(value, from + 1);
}

function readWords(words: readonly string[], from: number, ordinals: boolean): ReadNumber | undefined {
  const article = words[from] === 'a' || words[from] === 'an';
  const amount = AMOUNT.get(words[from + (article ? 1 : 0)] ?? '');
  if (amount !== undefined) {
    const to = from + (article ? 2 : 1);
    return cardinal(amount, words[to] === 'of' ? to + 1 : to);
  }
  const big = words[from + 1];
  if (article && big !== 'hundred' && big !== 'thousand') return undefined;
  const high = readHundreds(words, from, ordinals);
  if (high === undefined || high.ordinal) return high;
  if (words[high.to] === 'dozen') return cardinal(high.value * 12, high.to + 1);
  if (words[high.to] !== 'thousand') return high;
  return add(high.value * 1000, words, high.to + 1, readHundreds(words, skipAnd(words, high.to + 1), ordinals), 1000);
}

/** 0–9,999 as hundreds and a rest: "one hundred and five", "nineteen hundred", "one eighty", "a hundred", "thousand". */
function readHundreds(words: readonly string[], from: number, ordinals: boolean): ReadNumber | undefined {
  const word = words[from] ?? '';
  if (word === 'thousand') return cardinal(1, from);
  const head =
    word === 'hundred'
      ? cardinal(1, from)
      : word === 'a' || word === 'an'
        ? cardinal(1, from + 1)
        : readTens(words, from, ordinals);
  if (head === undefined || head.ordinal) return head;
  if (words[head.to] === 'hundred' && head.value > 0) {
    return add(head.value * 100, words, head.to + 1, readTens(words, skipAnd(words, head.to + 1), ordinals), 100);
  }
  if (head.value < 1 || head.value > 9) return head;
  const next = words[head.to] ?? '';
  if (TEN.has(next) || (SMALL.get(next) ?? 0) >= 10) {
    const rest = readTens(words, head.to, false);
    if (rest) return cardinal(head.value * 100 + rest.value, rest.to);
  }
  const last = SMALL.get(words[head.to + 1] ?? '');
  if ((next === 'oh' || next === 'o') && last !== undefined && last < 10)
    return cardinal(head.value * 100 + last, head.to + 2);
  return head;
}

function readTens(words: readonly string[], from: number, ordinals: boolean): ReadNumber | undefined {
  const word = words[from] ?? '';
  const place = ordinals ? ORDINAL.get(word) : undefined;
  if (place !== undefined) return { value: place, to: from + 1, ordinal: true };
  const small = SMALL.get(word) ?? (/^\d{1,2}$/.test(word) && words[from - 1] === 'and' ? Number(word) : undefined);
  if (small !== undefined) return cardinal(small, from + 1);
  const tens = TEN.get(word);
  if (tens === undefined) return undefined;
  const next = words[from + 1] ?? '';
  const nth = ordinals ? ORDINAL.get(next) : undefined;
  if (nth !== undefined && nth > 0 && nth < 10) return { value: tens + nth, to: from + 2, ordinal: true };
  const one = SMALL.get(next);
  return one !== undefined && one > 0 && one < 10 ? cardinal(tens + one, from + 2) : cardinal(tens, from + 1);
}

/** "twenty point five", "point two five", "20.5". */
function readPoint(words: readonly string[], whole: ReadNumber): ReadNumber {
  if ((words[whole.to] !== 'point' && words[whole.to] !== 'dot') || !Number.isInteger(whole.value)) return whole;
  let digits = '';
  let to = whole.to + 1;
  for (; to < words.length && digits.length < 6; to++) {
    const word = words[to] ?? '';
    const tens = readTens(words, to, false);
    if (word === 'oh' || word === 'o') digits += '0';
    else if (/^\d{1,6}$/.test(word)) digits += word;
    else if (tens !== undefined) {
      digits += `${tens.value}`;
      to = tens.to - 1;
    } else break;
  }
  return digits === '' ? whole : cardinal(Number(`${whole.value}.${digits}`), to);
}

/** "and a half", "and three quarters". */
function readHalf(words: readonly string[], whole: ReadNumber): ReadNumber {
  if (words[whole.to] !== 'and' || !Number.isInteger(whole.value)) return whole;
  const part = readFraction(words, whole.to + 1);
  return part && part.value < 1 && words[part.to] !== 'a' && words[part.to] !== 'an'
    ? cardinal(whole.value + part.value, part.to)
    : whole;
}

function add(
  high: number,
  words: readonly string[],
  to: number,
  low: ReadNumber | undefined,
  below: number,
): ReadNumber {
  // "and a half" is no part of the hundreds; a rest of zero ("one hundred zero") is not how anybody says it.
  if (low === undefined || low.value <= 0 || low.value >= below) return cardinal(high, to);
  if (words[to] === 'and' && PART.has(words[low.to] ?? '')) return cardinal(high, to);
  return { value: high + low.value, to: low.to, ordinal: low.ordinal };
}

function skipAnd(words: readonly string[], at: number): number {
  return words[at] === 'and' ? at + 1 : at;
}

function cardinal(value: number, to: number): ReadNumber {
  return { value, to, ordinal: false };
}
