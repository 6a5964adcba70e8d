import type { Turn } from '../domain/context.ts';
import { editDistance, soundDistance } from '../domain/sound.ts';
import {
  hasCue,
  hasFailed,
  hasServed,
  heardPhrase,
  isOpposite,
  isSameConversation,
  isSamePlan,
  numbersIn,
  turnsAround,
} from './relate.ts';
import { learning, rephraseWeights, sigmoid } from './weights.ts';

/** What tells a rephrase from a follow-up, a new request, a changed value and another person; all in [0, 1] but the gap. */
export interface RephraseFeatures {
  /** Cosine of the sentence embeddings, or the words' overlap where the model was not asked. */
  readonly meaning: number;
  readonly words: number;
  readonly sound: number;
  readonly firstFailed: number;
  readonly secondSucceeded: number;
  readonly gapSeconds: number;
  readonly cue: number;
  readonly newTarget: number;
  readonly refined: number;
  readonly sameDeed: number;
  readonly opposite: number;
  readonly otherValue: number;
}

/** `firstDefect`: probability that the first turn failed, by the other reactions to it. */
export function rephraseFeatures(first: Turn, second: Turn, firstDefect: number): RephraseFeatures {
  const [a, b] = [heardPhrase(first), heardPhrase(second)];
  const [wordsA, wordsB] = [a.split(' '), b.split(' ')];
  const words = 1 - editDistance(wordsA, wordsB) / Math.max(wordsA.length, wordsB.length);
  const failed = hasFailed(first) || first.decision.outcome === 'ask';
  const elsewhere =
    hasServed(first) &&
    second.decision.targets.length > 0 &&
    !second.decision.targets.some((target) => first.decision.targets.includes(target));
  const refined = elsewhere && wordsA.every((word) => wordsB.includes(word));
  const misheard = soundDistance(differing(wordsA, wordsB), differing(wordsB, wordsA)) <= 0.35;
  return {
    meaning: Math.max(0, cosine(first.trace.embedding, second.trace.embedding) ?? words),
    words,
    sound: 1 - soundDistance(a, b),
    firstFailed: failed ? 1 : firstDefect > learning.defectAt ? firstDefect : 0,
    secondSucceeded: hasServed(second) ? 1 : 0,
    gapSeconds: (second.at - first.at) / 1000,
    cue: hasCue(second) ? 1 : 0,
    newTarget: elsewhere && !refined && !misheard ? 1 : 0,
    refined: refined ? 1 : 0,
    sameDeed: isSamePlan(first, second) ? 1 : 0,
    opposite: isOpposite(first, second) || turnsAround(wordsA, wordsB) ? 1 : 0,
    otherValue: numbersIn(a) !== numbersIn(b) ? 1 : 0,
  };
}

/**
 * Probability that the second utterance says the first again in other words; 0 where it cannot be one.
 *
 * A transparent logistic score with hand-set weights (`rephraseWeights`); a model trained on pairs takes its place behind this
 * function. Not for repetitions (equal words), which are evidence of their own, nor for corrections and follow-ups.
 */
export function rephraseProbability(first: Turn, second: Turn, firstDefect: number): number {
  const gap = second.at - first.at;
  if (gap < 0 || gap > learning.rephraseMs || !isSameConversation(first, second)) return 0;
  if ((second.follows !== undefined && second.follows.how !== 'answer') || heardPhrase(second) === '') return 0;
  if (heardPhrase(first) === heardPhrase(second)) return 0;
  const features = rephraseFeatures(first, second, firstDefect);
  const names = Object.keys(features) as (keyof RephraseFeatures)[];
  return sigmoid(
    names.reduce<number>((sum, name) => sum + rephraseWeights[name] * features[name], rephraseWeights.bias),
  );
}

/** The words of one that the other lacks. */
function differing(words: readonly string[], others: readonly string[]): string {
  return words.filter((word) => !others.includes(word)).join(' ');
}

/** Both of unit length, so the dot product is the cosine. */
function cosine(a: Float32Array | undefined, b: Float32Array | undefined): number | undefined {
  if (a === undefined || b === undefined || a.length !== b.length) return undefined;
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}
