import type { Turn } from '../domain/context.ts';
import { distanceOfSounds, editDistance, soundOf } from '../domain/sound.ts';
import { heardPhrase } from './relate.ts';

/** What was heard of a turn and taken, as texts are compared. */
interface Heard {
  readonly phrase: string;
  readonly words: readonly string[];
  readonly wordSounds: ReadonlyMap<string, string>;
  readonly sounds: string;
}
const heardBefore = new WeakMap<Turn, Heard>();

/** A turn is compared with every turn that follows it for a minute: what its words sound like is found once. */
export function heardWords(turn: Turn): Heard {
  const known = heardBefore.get(turn);
  if (known !== undefined) return known;
  const phrase = heardPhrase(turn);
  const words = phrase === '' ? [] : phrase.split(' ');
  const wordSounds = new Map(words.map((word) => [word, soundOf(word)]));
  const heard = { phrase, words, wordSounds, sounds: words.map((word) => wordSounds.get(word)).join('') };
  heardBefore.set(turn, heard);
  return heard;
}

/** How alike the words of two turns are, in order: 1 is the same, 0 none in common. */
export function wordsAlike(first: Turn, second: Turn): number {
  const [a, b] = [heardWords(first).words, heardWords(second).words];
  return 1 - editDistance(a, b) / Math.max(a.length, b.length, 1);
}

/** How alike the two most alike sounds are of words that only one of the texts has: a word that was misheard once. */
export function nearestSound(soundsA: readonly string[], soundsB: readonly string[]): number {
  let most = 0;
  for (const a of soundsA) for (const b of soundsB) most = Math.max(most, 1 - soundsApart(a, b));
  return most;
}

/** Words said now, and not taken before, that the recogniser did hear in a further text. */
export function recoveredIn(first: Turn, added: readonly string[]): number {
  const heard = first.hypotheses.slice(1).map((other) => other.text.toLowerCase().split(' '));
  return added.filter((word) => heard.some((words) => words.includes(word))).length;
}

/** How near what is said now comes to anything that was heard, and not taken, before: 1 is the same words. */
export function amongHeard(first: Turn, words: readonly string[]): number {
  let most = 0;
  for (const other of first.hypotheses.slice(1)) {
    const heard = other.text.toLowerCase().split(' ');
    const shared = words.filter((word) => heard.includes(word)).length;
    most = Math.max(most, shared / Math.max(1, heard.length, words.length));
  }
  return most;
}

/** The words of one that the other lacks. */
export function differing(words: readonly string[], others: readonly string[]): string[] {
  return words.filter((word) => !others.includes(word));
}

/** How like two sounds are where that is more than `least`, else `least`. */
export function likelier(a: string, b: string, least: number): number {
  const longest = Math.max(a.length, b.length, 1);
  if (1 - Math.abs(a.length - b.length) / longest <= least) return least;
  return Math.max(least, 1 - distanceOfSounds(a, b, 1 - least));
}

/** 0 for two that make no sound: nothing differs. */
export function soundsApart(a: string, b: string): number {
  return a === '' && b === '' ? 0 : distanceOfSounds(a, b);
}
