import type { RewriteEntry } from '../domain/context.ts';
import { differInNumber } from '../domain/phrase.ts';
import { distanceOfSounds, editDistance, soundDistance, soundsOf } from '../domain/sound.ts';
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

/** Whether a word turns a request into another one: "off", "up", a number. */
export function isTurning(word: string): boolean {
  return TURNING.has(word) || /\d/.test(word);
}

interface Indexed {
  readonly entry: RewriteEntry;
  readonly sounds: string;
  readonly trigrams: ReadonlySet<string>;
}

/**
 * Finds the taught phrase that a text is most likely a mishearing of.
 *
 * An index over the trigrams of the phrases' sounds picks few to compare; what is compared is letters and sounds of the whole,
 * and of the words that differ. Conservative: an unclear best, a short phrase, or a differing word that turns the meaning
 * around gives nothing.
 */
export class PhraseIndex {
  readonly #slots: (Indexed | undefined)[] = [];
  readonly #free: number[] = [];
  readonly #slotOf = new Map<RewriteEntry, number>();
  /** Slots by trigram. */
  readonly #byTrigram = new Map<string, number[]>();
  /** Slots met with for the text at hand; all 0 between calls. */
  #shared = new Uint8Array(64);

  add(entry: RewriteEntry): void {
    if (entry.from.length < rewriteGuards.retrievedCharactersMin || this.#slotOf.has(entry)) return;
    const sounds = soundsOf(entry.from);
    const indexed = { entry, sounds, trigrams: trigramsOf(sounds) };
    const slot = this.#free.pop() ?? this.#slots.length;
    this.#slots[slot] = indexed;
    this.#slotOf.set(entry, slot);
    if (slot >= this.#shared.length) this.#shared = new Uint8Array(this.#shared.length * 2);
    for (const trigram of indexed.trigrams) {
      const slots = this.#byTrigram.get(trigram);
      if (slots === undefined) this.#byTrigram.set(trigram, [slot]);
      else slots.push(slot);
    }
  }

  remove(entry: RewriteEntry): void {
    const slot = this.#slotOf.get(entry);
    if (slot === undefined) return;
    for (const trigram of this.#slots[slot]?.trigrams ?? []) {
      const left = (this.#byTrigram.get(trigram) ?? []).filter((other) => other !== slot);
      if (left.length === 0) this.#byTrigram.delete(trigram);
      else this.#byTrigram.set(trigram, left);
    }
    this.#slots[slot] = undefined;
    this.#slotOf.delete(entry);
    this.#free.push(slot);
  }

  /** `text` is a normal phrase; `usable` says which entries this speaker has; `isHomeWord` which words name something here. */
  find(
    text: string,
    usable: (entry: RewriteEntry) => boolean,
    isHomeWord: (word: string) => boolean,
  ): Retrieved | undefined {
    if (this.#slotOf.size === 0) return undefined;
    const sounds = soundsOf(text);
    const compared = this.#alike(trigramsOf(sounds))
      .filter(({ entry }) => usable(entry))
      .map(({ entry, sounds: others }) => {
        const letters = editDistance(text, entry.from) / Math.max(text.length, entry.from.length);
        return { entry, distance: (letters + distanceOfSounds(sounds, others)) / 2 };
      })
      .sort((a, b) => a.distance - b.distance || (a.entry.from < b.entry.from ? -1 : 1));
    const [best] = compared;
    if (best === undefined || best.distance > rewriteGuards.retrievedDistanceMax) return undefined;
    const rival = compared.find((other) => other.entry.to !== best.entry.to)?.distance ?? Infinity;
    if (rival - best.distance < rewriteGuards.retrievedMarginMin) return undefined;
    if (!isSlip(text, best.entry.from, isHomeWord)) return undefined;
    return { entry: best.entry, score: 1 - best.distance };
  }

  /** The phrases that share the most trigrams, of those of a like length that share enough; best first. */
  #alike(trigrams: ReadonlySet<string>): Indexed[] {
    const touched: number[] = [];
    for (const slots of this.#rarest(trigrams)) {
      for (const slot of slots) {
        if (this.#shared[slot] !== 0) continue;
        this.#shared[slot] = 1;
        touched.push(slot);
      }
      if (touched.length >= rewriteGuards.retrievedTouchedMax) break;
    }
    const found: { indexed: Indexed; count: number }[] = [];
    for (const slot of touched) {
      const indexed = this.#slots[slot];
      this.#shared[slot] = 0;
      if (indexed === undefined) continue;
      const longest = Math.max(trigrams.size, indexed.trigrams.size);
      const needed = rewriteGuards.retrievedSharedMin * longest;
      if (Math.min(trigrams.size, indexed.trigrams.size) < needed) continue;
      let count = 0;
      for (const trigram of trigrams) if (indexed.trigrams.has(trigram)) count++;
      if (count >= needed) found.push({ indexed, count });
    }
    found.sort((a, b) => b.count - a.count || (a.indexed.entry.from < b.indexed.entry.from ? -1 : 1));
    return found.slice(0, rewriteGuards.retrievedComparedMax).map(({ indexed }) => indexed);
  }

  /**
   * The phrases of each trigram, the rarest first, and only as many trigrams as every phrase that shares enough must have one of:
   * who has 40 % of them has one of any 60 % and one more.
   */
  #rarest(trigrams: ReadonlySet<string>): (readonly number[])[] {
    const lists = [...trigrams].map((trigram) => this.#byTrigram.get(trigram) ?? []);
    lists.sort((a, b) => a.length - b.length);
    const enough = trigrams.size - Math.ceil(rewriteGuards.retrievedSharedMin * trigrams.size) + 1;
    return lists.slice(0, enough);
  }
}

/** Whether the words in which the text differs from the phrase only sound alike, and mean nothing of their own here. */
export function isSlip(text: string, phrase: string, isHomeWord: (word: string) => boolean): boolean {
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
  if ([...heardPart, ...meantPart].some(isTurning)) return false;
  if (heardPart.some(isHomeWord) || differInNumber(heardPart, meantPart)) return false;
  return soundDistance(heardPart.join(' '), meantPart.join(' ')) <= rewriteGuards.retrievedWordDistanceMax;
}

function trigramsOf(text: string): ReadonlySet<string> {
  const sounds = `^${text}$`;
  const trigrams = new Set<string>();
  for (let at = 0; at + 3 <= sounds.length; at++) trigrams.add(sounds.slice(at, at + 3));
  return trigrams;
}
