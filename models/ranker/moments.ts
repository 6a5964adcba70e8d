import { type Random, seeded } from '../data/random.ts';
import { choicePairs, mixedChoices } from './choices.ts';
import { type SimulatedHome, sampleHome } from './home.ts';
import type { Moment } from './moment.ts';
import { conversation, missing, plain, playing, temperature, unnamedLight } from './situations.ts';
import type { Words } from './words.ts';

export interface Amount {
  readonly homes: number;
  /** Moments of several reasons in each home. */
  readonly mixed: number;
  /** Minimal pairs of each reason in each home. */
  readonly pairs: number;
}

/** Moments in sampled homes, in a fixed order: the same seed gives the same. */
export function* simulate(words: Words, seed: number, amount: Amount): Generator<Moment> {
  for (let index = 0; index < amount.homes; index++) {
    const random = seeded(seed * 7919 + index);
    yield* momentsOf(sampleHome(words, random), words, random, amount);
  }
}

function* momentsOf(home: SimulatedHome, words: Words, random: Random, amount: Amount): Generator<Moment> {
  const making = { home, words, random };
  yield* mixedChoices(home, words, random, amount.mixed);
  yield* choicePairs(home, words, random, amount.pairs);
  yield* temperature(making);
  yield* playing(making);
  yield* conversation(making);
  yield* unnamedLight(making);
  for (let i = 0; i < 3; i++) yield* plain(making);
  yield* missing(making);
}
