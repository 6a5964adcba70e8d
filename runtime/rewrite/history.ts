import type { SaidBefore } from '../domain/context.ts';
import { limits } from '../domain/limits.ts';
import { faded } from '../domain/posterior.ts';
import type { Instant } from '../domain/time.ts';
import { cosineOf, quantised } from '../domain/vector.ts';
import { rewriteGuards } from './guard.ts';

/** Sign bits of an embedding, 32 to a word. */
const SIGN_WORDS = 16;
const DIMENSIONS = 32 * SIGN_WORDS;
/** Phrases whose signs agree most, that are then compared in full. */
const COMPARED_MAX = 48;

interface Kept {
  readonly said: SaidBefore;
  readonly signs: Uint32Array | undefined;
}

export interface Near {
  readonly said: SaidBefore;
  /** Cosine of the embeddings. */
  readonly cosine: number;
}

/**
 * What this home said with and without success, by phrase and speaker, and its nearest neighbours by meaning.
 *
 * Vectors are kept as int8, as the store has them; the 2,000 of a full index are first narrowed down by their sign bits, which
 * is a hundredth of the work. The least recently said makes room.
 */
export class History {
  readonly #kept = new Map<string, Kept>();

  get size(): number {
    return this.#kept.size;
  }

  /** Replaces what is known of this phrase and speaker; nothing won or lost removes it. */
  put(said: SaidBefore): void {
    const key = keyOf(said.phrase, said.speaker);
    const before = this.#kept.get(key);
    this.#kept.delete(key);
    if (said.wins + said.losses <= 0) return;
    const vector = said.vector ?? before?.said.vector;
    const whole = vector === undefined ? said : { ...said, vector };
    this.#kept.set(key, { said: whole, signs: vector === undefined ? undefined : signsOf(vector) });
    if (this.#kept.size > limits.historyMax) this.#kept.delete(this.#kept.keys().next().value as string);
  }

  of(phrase: string, speaker: string | undefined): SaidBefore | undefined {
    return this.#kept.get(keyOf(phrase, speaker))?.said;
  }

  /** All that is known of a phrase, whoever said it. */
  *ofAnybody(phrase: string): Iterable<SaidBefore> {
    for (const { said } of this.#kept.values()) if (said.phrase === phrase) yield said;
  }

  list(): readonly SaidBefore[] {
    return [...this.#kept.values()].map(({ said }) => said);
  }

  /** Drops all of those that may go. */
  forgetAll(mayGo: (said: SaidBefore) => boolean): void {
    for (const [key, { said }] of this.#kept) if (mayGo(said)) this.#kept.delete(key);
  }

  /** Drops what contains the words. */
  forget(holds: (text: string) => boolean): void {
    for (const [key, { said }] of this.#kept) if (holds(said.phrase) || holds(said.text)) this.#kept.delete(key);
  }

  /** The phrases nearest in meaning that went well more often than not, best first. `embedding`: unit length, [512]. */
  nearest(embedding: Float32Array, now: Instant, count: number): readonly Near[] {
    if (embedding.length !== DIMENSIONS) return [];
    const vector = quantised(embedding);
    const signs = signsOf(vector);
    // Nearest first without sorting them all: by how many signs differ.
    const byDistance: Kept[][] = [];
    for (const kept of this.#kept.values()) {
      if (kept.signs === undefined) continue;
      const distance = hamming(signs, kept.signs);
      const list = byDistance[distance];
      if (list === undefined) byDistance[distance] = [kept];
      else list.push(kept);
    }
    const found: Near[] = [];
    for (const list of byDistance) {
      if (found.length >= COMPARED_MAX) break;
      for (const { said } of list ?? [])
        if (said.vector !== undefined && didWell(said, now))
          found.push({ said, cosine: cosineOf(vector, said.vector) });
    }
    return found.sort((a, b) => b.cosine - a.cosine || (a.said.phrase < b.said.phrase ? -1 : 1)).slice(0, count);
  }
}

/** Half a failure more than successes is no success. */
function didWell(said: SaidBefore, now: Instant): boolean {
  const { wins, losses } = faded(said, now - said.lastAt, rewriteGuards.halfLifeMs);
  return wins >= 0.25 && wins > 2 * losses;
}

function signsOf(vector: Int8Array): Uint32Array {
  const signs = new Uint32Array(SIGN_WORDS);
  const length = Math.min(vector.length, DIMENSIONS);
  for (let i = 0; i < length; i++) if ((vector[i] ?? 0) > 0) signs[i >> 5] = (signs[i >> 5] ?? 0) | (1 << (i & 31));
  return signs;
}

function hamming(a: Uint32Array, b: Uint32Array): number {
  let distance = 0;
  for (let i = 0; i < SIGN_WORDS; i++) {
    // Bits of a word, summed in parallel: pairs, nibbles, bytes.
    let bits = (a[i] ?? 0) ^ (b[i] ?? 0);
    bits -= (bits >>> 1) & 0x55555555;
    bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
    distance += Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  return distance;
}

function keyOf(phrase: string, speaker: string | undefined): string {
  return `${speaker ?? ''}\n${phrase}`;
}
