/** Letter groups and the sounds they stand for, longest first; a digit stands for a sound without a letter of its own. */
const SOUNDS: readonly (readonly [RegExp, string])[] = [
  [/^kn|^gn|^pn/, 'n'],
  [/^wr/, 'r'],
  [/^wh/, 'w'],
  [/^x/, 's'],
  [/tch|[cs]h|ti(?=on)|ci(?=an)/, '1'],
  [/th/, '2'],
  [/ph/, 'f'],
  [/igh/, 'i'],
  [/ough|augh/, 'o'],
  [/gh/, ''],
  [/dge?(?=[eiy]|$)|g(?=[ei])|j/, '3'],
  [/ck|qu?|c(?![eiy])/, 'k'],
  [/c(?=[eiy])|z/, 's'],
  [/x/, 'ks'],
  [/mb$/, 'm'],
  [/e[ea]|ie|ey$/, 'i'],
  [/a[iy]|eigh|ei/, 'e'],
  [/o[ao]|ow|ou|oe|oi|oy/, 'o'],
  [/au|aw|al(?=[kl])/, 'o'],
  [/oo|ue|ew|eu/, 'u'],
  [/e$/, ''],
  [/y$/, 'i'],
  [/y(?=[^aeiou])/, 'i'],
  [/h(?=[^aeiou]|$)/, ''],
];

/** What one sound costs to take for another, where that is less than 1: voiced and unvoiced, nasals, liquids, sibilants. */
const NEAR: ReadonlyMap<string, number> = new Map(
  [
    ['pb', 0.4],
    ['td', 0.4],
    ['kg', 0.4],
    ['fv', 0.4],
    ['s1', 0.5],
    ['13', 0.4],
    ['2f', 0.5],
    ['2t', 0.5],
    ['2d', 0.5],
    ['2s', 0.6],
    ['mn', 0.4],
    ['lr', 0.6],
    ['wr', 0.7],
    ['wv', 0.6],
    ['bv', 0.6],
    ['pf', 0.6],
    ['t1', 0.6],
    ['d3', 0.6],
    ['pt', 0.7],
    ['kt', 0.7],
    ['bd', 0.7],
    ['gd', 0.7],
  ].flatMap(([pair, cost]) => {
    const [a, b] = String(pair);
    return [
      [`${a}${b}`, Number(cost)],
      [`${b}${a}`, Number(cost)],
    ] as [string, number][];
  }),
);
const VOWELS = 'aeiou';

const RULES = SOUNDS.map(([pattern, sound]) => ({
  first: pattern.source.startsWith('^'),
  pattern: new RegExp(pattern.source.replace(/(^|\|)\^/g, '$1'), 'y'),
  sound,
}));
const DIGITS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

/**
 * A word as it roughly sounds in English, one character a sound: "night" → "nit", "phone" → "fon", "kitchen" → "ki1en".
 *
 * Digits sound as they are read out one by one. No linguist's transcription, only near enough that what recognisers take
 * for each other comes out close.
 */
export function soundOf(word: string): string {
  const letters = word
    .toLowerCase()
    .replace(/\d/g, (digit) => DIGITS[Number(digit)] ?? '')
    .replace(/[^a-z]/g, '');
  let sounds = '';
  for (let at = 0; at < letters.length; ) {
    let step = 1;
    let sound = letters.charAt(at);
    for (const rule of RULES) {
      if (rule.first && at > 0) continue;
      rule.pattern.lastIndex = at;
      const match = rule.pattern.exec(letters);
      if (match === null) continue;
      step = match[0].length;
      sound = rule.sound;
      break;
    }
    if (sound !== sounds.at(-1)) sounds += sound;
    at += step;
  }
  return sounds;
}

/** A text as it sounds, word borders gone: recognisers move them ("a light" and "alight"). */
export function soundsOf(text: string): string {
  return text.split(' ').map(soundOf).join('');
}

/**
 * How differently two texts sound, in [0, 1]: 0 the same, 1 nothing in common.
 *
 * Weighted edit distance over the sounds by the length of the longer. Confusable sounds (p and b, m and n …) and vowels cost
 * less than others.
 */
export function soundDistance(a: string, b: string): number {
  if (a === b) return 0;
  const [left, right] = [soundsOf(a), soundsOf(b)];
  return left === '' && right === '' ? 1 : distanceOfSounds(left, right);
}

/** The same for texts already given as they sound; 1 for any that is surely not below `limit`, which is quicker. */
export function distanceOfSounds(left: string, right: string, limit = Number.POSITIVE_INFINITY): number {
  const longest = Math.max(left.length, right.length);
  return longest === 0 ? 0 : Math.min(1, weightedEdits(left, right, limit * longest) / longest);
}

const CODES = 128;
/** Cost of taking one sound for another, row-major by character code; and of losing one. */
const SWAP = new Float64Array(CODES * CODES);
const GAP = new Float64Array(CODES);
for (let a = 0; a < CODES; a++) {
  const left = String.fromCharCode(a);
  // A vowel or an h is lost more easily than a consonant.
  GAP[a] = VOWELS.includes(left) || left === 'h' ? 0.6 : 1;
  for (let b = 0; b < CODES; b++) {
    const right = String.fromCharCode(b);
    const vowels = VOWELS.includes(left) && VOWELS.includes(right);
    SWAP[a * CODES + b] = a === b ? 0 : vowels ? 0.5 : (NEAR.get(left + right) ?? 1);
  }
}

function weightedEdits(left: string, right: string, limit: number): number {
  let above = new Float64Array(right.length + 1);
  let row = new Float64Array(right.length + 1);
  for (let j = 0; j < right.length; j++) above[j + 1] = (above[j] ?? 0) + (GAP[right.charCodeAt(j)] ?? 1);
  for (let i = 0; i < left.length; i++) {
    const heard = left.charCodeAt(i);
    const lost = GAP[heard] ?? 1;
    row[0] = (above[0] ?? 0) + lost;
    let least = row[0] ?? 0;
    for (let j = 0; j < right.length; j++) {
      const meant = right.charCodeAt(j);
      const swap = (above[j] ?? 0) + (SWAP[heard * CODES + meant] ?? 1);
      const drop = (above[j + 1] ?? 0) + lost;
      const add = (row[j] ?? 0) + (GAP[meant] ?? 1);
      const cost = swap < drop ? (swap < add ? swap : add) : drop < add ? drop : add;
      row[j + 1] = cost;
      if (cost < least) least = cost;
    }
    if (least >= limit) return Number.POSITIVE_INFINITY;
    [above, row] = [row, above];
  }
  return above[right.length] ?? 0;
}

/** Least number of inserted, removed and replaced items that makes one list the other (Levenshtein). */
export function editDistance<T>(a: readonly T[] | string, b: readonly T[] | string): number {
  let above = Int32Array.from({ length: b.length + 1 }, (_, i) => i);
  let row = new Int32Array(b.length + 1);
  for (let i = 0; i < a.length; i++) {
    const item = a[i];
    row[0] = i + 1;
    for (let j = 0; j < b.length; j++) {
      const swap = (above[j] ?? 0) + (item === b[j] ? 0 : 1);
      const gap = Math.min(above[j + 1] ?? 0, row[j] ?? 0) + 1;
      row[j + 1] = swap < gap ? swap : gap;
    }
    [above, row] = [row, above];
  }
  return above[b.length] ?? 0;
}
