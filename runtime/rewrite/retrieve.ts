import type { RewriteEntry } from '../domain/context.ts';
import { editDistance, soundDistance, soundOf } from '../domain/sound.ts';
import { rewriteGuards } from './guard.ts';

export interface Retrieved {
  readonly entry: RewriteEntry;
  /** 1 less the distance, in [0, 1]. */
  readonly score: number;
}

/** Words that turn a request into another one; where one of them differs, the text is no slip of the phrase. */
const TURNING = new Set(
  (
    'on off up down open close opened closed lock unlock start stop begin end enable disable arm disarm raise lower ' +
    "not no never dont don't except but without all every more less brighter dimmer warmer cooler louder quieter " +
    'play pause mute unmute add remove zero one two three four five six seven eight nine ten'
  ).split(' '),
);

/**
 * Finds the taught phrase that a text is most likely a mishearing of.
 *
 * An index over the trigrams of the phrases' sounds picks few to compare; what is compared is letters and sounds of the whole,
 * and of the words that differ. Conservative: an unclear best, a short phrase, or a differing word that turns the meaning
 * around gives nothing.
 */
export class PhraseIndex {
  readonly #byTrigram = new Map<string, Set<RewriteEntry>>();

  add(entry: RewriteEntry): void {
    if (entry.from.length < rewriteGuards.retrievedCharactersMin) return;
    for (const trigram of trigramsOf(entry.from)) {
      const found = this.#byTrigram.get(trigram);
      if (found === undefined) this.#byTrigram.set(trigram, new Set([entry]));
      else found.add(entry);
    }
  }

  remove(entry: RewriteEntry): void {
    for (const trigram of trigramsOf(entry.from)) {
      const found = this.#byTrigram.get(trigram);
      found?.delete(entry);
      if (found?.size === 0) this.#byTrigram.delete(trigram);
    }
  }

  /** `text` is a normal phrase; `usable` says which entries this speaker has; `isHomeWord` which words name something here. */
  find(
    text: string,
    usable: (entry: RewriteEntry) => boolean,
    isHomeWord: (word: string) => boolean,
  ): Retrieved | undefined {
    const shared = new Map<RewriteEntry, number>();
    const trigrams = trigramsOf(text);
    for (const trigram of trigrams) {
      for (const entry of this.#byTrigram.get(trigram) ?? []) shared.set(entry, (shared.get(entry) ?? 0) + 1);
    }
    const compared = [...shared]
      .filter(([entry, count]) => count * 3 >= trigrams.size && usable(entry))
      .sort((a, b) => b[1] - a[1] || compareText(a[0].from, b[0].from))
      .slice(0, rewriteGuards.retrievedComparedMax)
      .map(([entry]) => ({ entry, distance: phraseDistance(text, entry.from) }))
      .sort((a, b) => a.distance - b.distance || compareText(a.entry.from, b.entry.from));
    const [best, second] = compared;
    if (best === undefined || best.distance > rewriteGuards.retrievedDistanceMax) return undefined;
    const rival = second !== undefined && second.entry.to !== best.entry.to ? second.distance : Infinity;
    if (rival - best.distance < rewriteGuards.retrievedMarginMin) return undefined;
    if (!isSlip(text, best.entry.from, isHomeWord)) return undefined;
    return { entry: best.entry, score: 1 - best.distance };
  }
}

/** Half letters, half sounds, each by the longer text's length. */
export function phraseDistance(a: string, b: string): number {
  const letters = editDistance(a, b) / Math.max(1, a.length, b.length);
  return (letters + soundDistance(a, b)) / 2;
}

/** Whether the words in which the text differs from the phrase only sound alike, and mean nothing of their own here. */
function isSlip(text: string, phrase: string, isHomeWord: (word: string) => boolean): boolean {
  const heard = text.split(' ');
  const meant = phrase.split(' ');
  let start = 0;
  while (start < heard.length && start < meant.length && heard[start] === meant[start]) start++;
  let end = 0;
  while (
    end < heard.length - start &&
    end < meant.length - start &&
    heard[heard.length - 1 - end] === meant[meant.length - 1 - end]
  ) {
    end++;
  }
  const heardPart = heard.slice(start, heard.length - end);
  const meantPart = meant.slice(start, meant.length - end);
  if ([...heardPart, ...meantPart].some((word) => TURNING.has(word) || /\d/.test(word))) return false;
  if (heardPart.some(isHomeWord)) return false;
  return soundDistance(heardPart.join(' '), meantPart.join(' ')) <= rewriteGuards.retrievedWordDistanceMax;
}

function trigramsOf(phrase: string): Set<string> {
  const sounds = `^${phrase.split(' ').map(soundOf).join('')}$`;
  const trigrams = new Set<string>();
  for (let at = 0; at + 3 <= sounds.length; at++) trigrams.add(sounds.slice(at, at + 3));
  return trigrams;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
