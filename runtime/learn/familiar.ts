import type { Turn } from '../domain/context.ts';
import { limits } from '../domain/limits.ts';
import { type Instant, MINUTE_MS } from '../domain/time.ts';
import { hasServed, heardPhrase } from './relate.ts';

/** What a home's own past tells of a text; counts are of turns. */
export const FAMILIAR_FEATURES = [
  'saidBefore',
  'saidAlike',
  'alikeServed',
  'nearestSaid',
  'newWords',
  'rarestWord',
] as const;

/** Texts that share this much of the longer one's words are alike. */
const ALIKE = 0.6;
/** What was said just before is the same affair. */
const APART_MS = 2 * MINUTE_MS;
/** A word that was heard less often is new. */
const KNOWN_MIN = 2;

interface Said {
  readonly at: Instant;
  readonly words: ReadonlySet<string>;
  readonly served: boolean;
}

/**
 * The last texts that a home was heard to say: words that come again and again are no slip of the recogniser, and a text whose
 * words never came before is more likely one. Kept in memory, at most `limits.familiarTurnsMax`.
 */
export class Familiar {
  readonly #said: Said[] = [];

  note(turn: Turn): void {
    const words = new Set(heardPhrase(turn).split(' '));
    this.#said.push({ at: turn.at, words, served: hasServed(turn) });
    if (this.#said.length > limits.familiarTurnsMax) this.#said.shift();
  }

  /** One value for each of `FAMILIAR_FEATURES`, in that order. */
  of(turn: Turn): Float64Array {
    const words = new Set(heardPhrase(turn).split(' '));
    const known = new Map<string, number>();
    let [same, alike, served, nearest] = [0, 0, 0, 0];
    for (const past of this.#said) {
      if (past.at > turn.at - APART_MS) break;
      let shared = 0;
      for (const word of words) {
        if (!past.words.has(word)) continue;
        shared++;
        known.set(word, (known.get(word) ?? 0) + 1);
      }
      const share = shared / Math.max(words.size, past.words.size);
      nearest = Math.max(nearest, share);
      if (share === 1) same++;
      if (share < ALIKE) continue;
      alike++;
      if (past.served) served++;
    }
    let fresh = 0;
    let rarest = COUNT_MAX;
    for (const word of words) {
      const count = known.get(word) ?? 0;
      if (count < KNOWN_MIN) fresh++;
      rarest = Math.min(rarest, count);
    }
    return Float64Array.of(same, alike, served, nearest, fresh / words.size, rarest);
  }

  clear(): void {
    this.#said.length = 0;
  }
}

/** More often than this is often. */
const COUNT_MAX = 20;
