import { splitWords } from '../../runtime/domain/words.ts';
import { alignHeard, editTable } from './asrAlign.ts';
import { type AsrNoise, applyMishearings, fitAsrNoise, type SpeechPair } from './asrNoise.ts';
import { HAND_MADE } from './noise.ts';
import { hashText, type Random, seeded } from './random.ts';

/** How errors are spread over recordings: word error rates, each in [0, …). */
export interface ErrorSpread {
  readonly recordings: number;
  readonly mean: number;
  /** Share of recordings without any error. */
  readonly clean: number;
  /** Word error rate at the 50th, 75th, 90th and 95th percentile. */
  readonly quantiles: readonly number[];
}

/** What a noise model knew of errors it had not seen. */
export interface Foreknowledge {
  /** Words that came out wrong: lost, or taken for something else. */
  readonly errors: number;
  /** Share of them to whose outcome the model gave at least one in a thousand. */
  readonly known: number;
  /** Bits an error's outcome costs, with `FLOOR` of the probability kept for the unforeseen. */
  readonly bitsOutcome: number;
  /** Bits a word costs, right or wrong: whether it is misheard, and as what. */
  readonly bitsWord: number;
}

export interface NoiseFigures {
  readonly fittedOn: number;
  readonly real: ErrorSpread;
  readonly made: ErrorSpread;
  readonly learned: Foreknowledge;
  readonly handMade: Foreknowledge;
}

/** A noise model as far as single words go. */
interface WordNoise {
  errorRate(word: string): number;
  chanceOf(said: string, heard: string): number;
}

/** Share of the probability spread evenly over `UNFORESEEN` outcomes, so that nothing is impossible. */
const FLOOR = 0.05;
const UNFORESEEN = 10_000;
const KNOWN = 0.001;
const QUANTILES = [0.5, 0.75, 0.9, 0.95];

/** The recordings in two halves by sentence: no sentence is in both. */
export function halves<T extends SpeechPair>(pairs: readonly T[]): { fit: T[]; held: T[] } {
  const isFit = (pair: T): boolean => hashText(`noise ${pair.said.toLowerCase()}`) % 2 === 0;
  return { fit: pairs.filter(isFit), held: pairs.filter((pair) => !isFit(pair)) };
}

/** Fits on some recordings and compares with others: same sentences, real errors beside made ones. */
export function judgeNoise(fit: readonly SpeechPair[], held: readonly SpeechPair[], seed: number): NoiseFigures {
  const noise = fitAsrNoise(fit);
  const random = seeded(seed);
  return {
    fittedOn: fit.length,
    real: spreadOf(held.map((pair) => errorRate(wordsOf(pair.said), wordsOf(pair.heard)))),
    made: spreadOf(held.map((pair) => madeErrorRate(pair, noise, random))),
    learned: foreknowledge(noise, held),
    handMade: foreknowledge(handMadeNoise(fit), held),
  };
}

function wordsOf(text: string): string[] {
  return splitWords(text).map((word) => word.text);
}

function errorRate(said: readonly string[], heard: readonly string[]): number {
  return said.length === 0 ? 0 : (editTable(said, heard)[0]?.[0] ?? 0) / said.length;
}

function madeErrorRate(pair: SpeechPair, noise: AsrNoise, random: Random): number {
  const said = wordsOf(pair.said);
  const severity = pair.mic === undefined ? 1 : noise.micSeverity(pair.mic);
  return errorRate(said, applyMishearings(said, noise.mishear(said, severity, random)));
}

function spreadOf(rates: readonly number[]): ErrorSpread {
  const sorted = [...rates].sort((a, b) => a - b);
  return {
    recordings: rates.length,
    mean: rates.reduce((sum, rate) => sum + rate, 0) / Math.max(1, rates.length),
    clean: rates.filter((rate) => rate === 0).length / Math.max(1, rates.length),
    quantiles: QUANTILES.map((q) => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0),
  };
}

function foreknowledge(noise: WordNoise, held: readonly SpeechPair[]): Foreknowledge {
  let [errors, known, bitsOutcome, bits, words] = [0, 0, 0, 0, 0];
  for (const pair of held) {
    for (const { said, heard } of alignHeard(wordsOf(pair.said), wordsOf(pair.heard))) {
      const [word, outcome] = [said.join(' '), heard.join(' ')];
      if (said.length !== 1) continue;
      words += 1;
      const wrong = Math.min(0.99, Math.max(1e-4, noise.errorRate(word)));
      if (word === outcome) {
        bits -= Math.log2(1 - wrong);
        continue;
      }
      errors += 1;
      const chance = noise.chanceOf(word, outcome);
      if (chance >= KNOWN) known += 1;
      const cost = -Math.log2((1 - FLOOR) * chance + FLOOR / UNFORESEEN);
      bitsOutcome += cost;
      bits += cost - Math.log2(wrong);
    }
  }
  return {
    errors,
    known: known / Math.max(1, errors),
    bitsOutcome: bitsOutcome / Math.max(1, errors),
    bitsWord: bits / Math.max(1, words),
  };
}

/** The table written by hand, with the best single error rate that the recordings give it. */
function handMadeNoise(fit: readonly SpeechPair[]): WordNoise {
  const rates = fit.map((pair) => errorRate(wordsOf(pair.said), wordsOf(pair.heard)));
  const rate = rates.reduce((sum, one) => sum + one, 0) / Math.max(1, rates.length);
  return {
    errorRate: () => rate,
    chanceOf: (said, heard) => {
      const options = HAND_MADE[said] ?? [];
      return options.filter((option) => option === heard).length / Math.max(1, options.length);
    },
  };
}
