import type { HomeView, Turn } from '../domain/context.ts';
import { isGuardedThing, mentionsGuarded } from '../domain/guarded.ts';
import { limits } from '../domain/limits.ts';
import { normalPhrase } from '../domain/phrase.ts';
import { ownWordsOf } from '../domain/plain.ts';
import { soundDistance } from '../domain/sound.ts';
import { heardPhrase, numbersIn, turnsAround } from './relate.ts';

/** Words within a request that stand for others: what a voice's words are heard as ("lane"), what a thing is called here. */
export interface Slip {
  readonly from: string;
  readonly to: string;
}

/** Sound distance up to which one word is another one misheard, wherever it stands. */
const SOUND_MAX = 0.6;
const CHARACTERS_MIN = 3;
const DETERMINERS = new Set('the a an my our that this'.split(' '));

/**
 * What a repair tells of the words that named nothing: "turn off the corner lane" – "turn the corner lamp off" is lamp for lane,
 * "dim the beacon …" – "dim the desk lamp …" is the desk lamp for the beacon.
 *
 * Only where the same was asked for, and what served was one thing. `meant`: the words that served.
 */
export function slipOf(first: Turn, second: Turn, meant: string, home: HomeView): Slip | undefined {
  if (first.decision.intent === null || first.decision.intent !== second.decision.intent) return undefined;
  const [target, ...more] = second.decision.targets;
  if (target === undefined || more.length > 0 || isGuardedThing(target, home)) return undefined;
  const name = normalPhrase(home.definition(target)?.name ?? '').split(' ');
  const words = heardPhrase(first).split(' ');
  const right = normalPhrase(meant).split(' ');
  const odd = unexplained(first, words, right);
  if (odd === undefined) return undefined;
  const [at, end] = odd;
  const slip =
    wordSlip(words.slice(at, end), right, words, name) ??
    // What stands beside it and is of the thing's name belongs to it: "from light" is the bathroom light.
    (name.every((word) => right.includes(word)) ? named(words, at, end, name) : undefined);
  return slip !== undefined && isPlausible(slip) ? slip : undefined;
}

/** The one stretch of words that named nothing and was not said again. Gives its start and end, exclusive. */
function unexplained(first: Turn, words: readonly string[], right: readonly string[]): [number, number] | undefined {
  const unmatched = new Set(first.trace.unmatched.flatMap((text) => normalPhrase(text).split(' ')));
  const odd = words.flatMap((word, i) =>
    unmatched.has(word) && !DETERMINERS.has(word) && !right.includes(word) ? [i] : [],
  );
  const [start] = odd;
  const last = odd.at(-1);
  if (start === undefined || last === undefined || last - start + 1 !== odd.length) return undefined;
  return [start, last + 1];
}

/** One word that sounds like the one word of the thing's name that was missing. */
function wordSlip(
  odd: readonly string[],
  right: readonly string[],
  words: readonly string[],
  name: readonly string[],
): Slip | undefined {
  const [from, ...others] = odd;
  const missing = right.filter((word) => name.includes(word) && !words.includes(word));
  const [to, ...more] = [...new Set(missing)];
  if (from === undefined || to === undefined || others.length + more.length > 0) return undefined;
  return soundDistance(from, to) <= SOUND_MAX ? { from, to } : undefined;
}

function named(words: readonly string[], at: number, end: number, name: readonly string[]): Slip {
  let [from, to] = [at, end];
  while (from > 0 && name.includes(words[from - 1] ?? '')) from--;
  while (to < words.length && name.includes(words[to] ?? '')) to++;
  return { from: words.slice(from, to).join(' '), to: name.join(' ') };
}

function isPlausible({ from, to }: Slip): boolean {
  const [heard, meant] = [from.split(' '), to.split(' ')];
  if (Math.min(from.length, to.length) < CHARACTERS_MIN || from === to) return false;
  if (
    heard.length > limits.slipWordsMax ||
    meant.length > limits.slipWordsMax ||
    mentionsGuarded(from) ||
    mentionsGuarded(to)
  )
    return false;
  // A word of every order names nothing by itself; one thing or several of them is no slip, nor another number or direction.
  if (ownWordsOf(from).length === 0 && heard.length === 1) return false;
  if (`${from}s` === to || from === `${to}s`) return false;
  return numbersIn(from.replace(/ ?\bone$/, '')) === numbersIn(to) && !turnsAround(heard, meant);
}
