import { distanceOfSounds, soundsOf } from '../../runtime/domain/sound.ts';
import { splitWords } from '../../runtime/domain/words.ts';
import { alignHeard } from './asrAlign.ts';
import type { Random } from './random.ts';

/** What was said and what a recogniser made of it. */
export interface SpeechPair {
  readonly said: string;
  readonly heard: string;
  /** Where the microphone was; some recordings tell. */
  readonly mic?: 'headset' | 'distant';
}

/** How often words that were said became others. */
interface Fate {
  said: number;
  wrong: number;
  /** What was heard instead, words joined by spaces ('' = lost), with counts. */
  readonly heard: Map<string, number>;
}

/** One change of a sentence: `count` words from `at` on are replaced by `words`; count 0 adds words. */
export interface Mishearing {
  readonly at: number;
  readonly count: number;
  readonly words: readonly string[];
}

/** One of several hypotheses of a recogniser; confidence in (0, 1]. */
export interface NoisyHypothesis {
  readonly text: string;
  readonly confidence: number;
}

/** Pseudo-counts: how many sightings of a word outweigh what is known of words as rare as it. */
const RATE_PRIOR = 3;
/** How many errors of a word outweigh the back-off to what sounds like it. */
const CHOICE_PRIOR = 1.5;
/** Softness of the choice among near-sounding words: a distance greater by this is e times less likely. */
const NEARNESS = 0.09;
/** Words whose sounds differ by more are never taken for each other by the back-off. */
const MAX_DISTANCE = 0.5;
const MAX_NEAR = 12;
/** Sentences with more of their words wrong are faults of the recording rather than mishearings. */
const MAX_ERROR_RATE = 0.75;
const BANDS = [1, 2, 4, 8, 16, 1e9];

/**
 * A speech recogniser's mistakes, learned from pairs of what was said and what was heard: what each word was taken for,
 * words lost, added, joined and split, how errors come together in one utterance, and, for words never met, which words
 * sound near.
 */
export class AsrNoise {
  readonly #fates: ReadonlyMap<string, Fate>;
  readonly #bandRates: readonly number[];
  readonly #added: readonly (readonly [string, number])[];
  readonly #addRate: number;
  readonly #shape: number;
  readonly #lossShare: number;
  readonly #vocabulary: readonly { word: string; sounds: string; count: number }[];
  readonly #mics: ReadonlyMap<string, number>;
  readonly #near = new Map<string, readonly { word: string; share: number }[]>();

  constructor(counts: Counts) {
    this.#fates = counts.fates;
    this.#bandRates = counts.bandRates;
    this.#added = [...counts.added];
    this.#addRate = counts.addRate;
    this.#shape = counts.shape;
    this.#lossShare = counts.lossShare;
    this.#mics = counts.mics;
    this.#vocabulary = [...counts.vocabulary]
      .filter(([word]) => /^[a-z']+$/.test(word))
      .map(([word, count]) => ({ word, count, sounds: soundsOf(word) }));
  }

  /** Errors of a microphone over the errors of all recordings; 1 where it was not met. */
  micSeverity(mic: string): number {
    return this.#mics.get(mic) ?? 1;
  }

  /** The share of sightings in which `words` (one, or two that were joined or swallowed together) came out wrong. */
  errorRate(words: string): number {
    const fate = this.#fates.get(words);
    if (words.includes(' ')) return fate === undefined ? 0 : fate.wrong / (fate.said + RATE_PRIOR);
    const said = fate?.said ?? 0;
    return ((fate?.wrong ?? 0) + RATE_PRIOR * (this.#bandRates[bandOf(said)] ?? 0.1)) / (said + RATE_PRIOR);
  }

  /** The probability that a wrong `said` comes out as `heard` ('' = lost). */
  chanceOf(said: string, heard: string): number {
    const fate = this.#fates.get(said);
    const errors = fate?.wrong ?? 0;
    const own = errors === 0 ? 0 : (fate?.heard.get(heard) ?? 0) / errors;
    if (said.includes(' ')) return own;
    const near = this.#nearOf(said).find(({ word }) => word === heard)?.share ?? 0;
    const backOff = heard === '' ? this.#lossShare : (1 - this.#lossShare) * near;
    const trust = errors / (errors + CHOICE_PRIOR);
    return trust * own + (1 - trust) * backOff;
  }

  /**
   * What a recogniser might make of `words`, left to right, without overlaps. `severity` 1 is the error rate of the
   * recordings, 2 twice that; utterances differ in how many of the errors they get as the recordings do.
   */
  mishear(words: readonly string[], severity: number, random: Random): Mishearing[] {
    const level = severity * gamma(this.#shape, random);
    const out: Mishearing[] = [];
    for (let at = 0; at < words.length; ) {
      const word = words[at] as string;
      if (random.chance(Math.min(0.5, this.#addRate * level))) out.push({ at, count: 0, words: [this.#extra(random)] });
      const two = at + 1 < words.length ? `${word} ${words[at + 1]}` : '';
      if (two !== '' && this.#fates.has(two) && random.chance(Math.min(0.8, this.errorRate(two) * level))) {
        out.push({ at, count: 2, words: split(drawn((this.#fates.get(two) as Fate).heard, random)) });
        at += 2;
        continue;
      }
      if (random.chance(Math.min(0.8, this.errorRate(word) * level))) {
        const heard = this.#insteadOf(word, random);
        if (heard !== null) out.push({ at, count: 1, words: split(heard) });
      }
      at += 1;
    }
    return out;
  }

  /** A text as heard, with up to `count` hypotheses of the same recogniser, best first. */
  corrupt(
    text: string,
    random: Random,
    severity = 1,
    count = 5,
  ): { text: string; hypotheses: readonly NoisyHypothesis[] } {
    const words = splitWords(text).map((word) => word.text);
    const level = severity * gamma(this.#shape, random);
    const seen = new Map<string, number>();
    // What is heard most often of the same recording leads; the others are its rivals, as often as they come up.
    const draws = 4 * count;
    for (let i = 0; i < draws; i += 1) {
      const heard = applyMishearings(words, this.mishear(words, level, random)).join(' ');
      if (heard !== '') seen.set(heard, (seen.get(heard) ?? 0) + 1);
    }
    const first = applyMishearings(words, this.mishear(words, level, random)).join(' ') || words.join(' ');
    seen.set(first, Math.max(...seen.values(), 0) + 1);
    const total = [...seen.values()].reduce((sum, n) => sum + n, 0);
    const hypotheses = [...seen]
      .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
      .slice(0, count)
      .map(([heard, n]) => ({ text: heard, confidence: Math.round((1000 * n) / total) / 1000 }));
    return { text: first, hypotheses };
  }

  #insteadOf(word: string, random: Random): string | null {
    const fate = this.#fates.get(word);
    const errors = fate?.wrong ?? 0;
    if (fate !== undefined && errors > 0 && random.chance(errors / (errors + CHOICE_PRIOR)))
      return drawn(fate.heard, random);
    if (random.chance(this.#lossShare)) return '';
    const near = this.#nearOf(word);
    let rest = random.next();
    for (const { word: other, share } of near) {
      rest -= share;
      if (rest <= 0) return other;
    }
    return null;
  }

  #extra(random: Random): string {
    return drawn(new Map(this.#added), random);
  }

  #nearOf(word: string): readonly { word: string; share: number }[] {
    const known = this.#near.get(word);
    if (known !== undefined) return known;
    const sounds = soundsOf(word);
    const near: { word: string; share: number }[] = [];
    for (const other of sounds === '' ? [] : this.#vocabulary) {
      if (other.word === word || Math.abs(other.sounds.length - sounds.length) > 2) continue;
      if (other.sounds[0] !== sounds[0] && other.sounds.at(-1) !== sounds.at(-1)) continue;
      const distance = distanceOfSounds(sounds, other.sounds, MAX_DISTANCE);
      if (distance < MAX_DISTANCE)
        near.push({ word: other.word, share: Math.exp(-distance / NEARNESS) * Math.sqrt(other.count) });
    }
    near.sort((a, b) => b.share - a.share || (a.word < b.word ? -1 : 1)).splice(MAX_NEAR);
    const total = near.reduce((sum, { share }) => sum + share, 0);
    const shared = near.map(({ word: other, share }) => ({ word: other, share: share / total }));
    this.#near.set(word, shared);
    return shared;
  }
}

/** Learns from any subset of recordings; one that is mostly wrong is left out. */
export function fitAsrNoise(pairs: readonly SpeechPair[]): AsrNoise {
  const fates = new Map<string, Fate>();
  const added = new Map<string, number>();
  const vocabulary = new Map<string, number>();
  const recordings: { words: string[]; errors: number; mic: string }[] = [];
  let losses = 0;
  let errors = 0;
  let words = 0;
  for (const pair of pairs) {
    const said = splitWords(pair.said).map((word) => word.text);
    const heard = splitWords(pair.heard).map((word) => word.text);
    const steps = alignHeard(said, heard);
    const wrong = steps.filter((s) => s.said.join(' ') !== s.heard.join(' ')).length;
    for (const word of [...said, ...heard]) vocabulary.set(word, (vocabulary.get(word) ?? 0) + 1);
    if (said.length === 0 || wrong / said.length > MAX_ERROR_RATE) continue;
    recordings.push({ words: said, errors: wrong, mic: pair.mic ?? '' });
    words += said.length;
    for (const [i, word] of said.entries()) {
      fateOf(fates, word).said += 1;
      if (i > 0) fateOf(fates, `${said[i - 1]} ${word}`).said += 1;
    }
    for (const step of steps) {
      const [from, to] = [step.said.join(' '), step.heard.join(' ')];
      if (from === to) continue;
      errors += 1;
      if (from === '') added.set(to, (added.get(to) ?? 0) + 1);
      else {
        const fate = fateOf(fates, from);
        fate.wrong += 1;
        fate.heard.set(to, (fate.heard.get(to) ?? 0) + 1);
        if (to === '') losses += 1;
      }
    }
  }
  for (const [key, fate] of fates) if (key.includes(' ') && fate.wrong === 0) fates.delete(key);
  const additions = [...added.values()].reduce((sum, n) => sum + n, 0);
  if (additions === 0) added.set('the', 1);
  return new AsrNoise({
    fates,
    added,
    vocabulary,
    bandRates: ratesByBand(fates),
    addRate: words === 0 ? 0 : additions / words,
    shape: spread(recordings),
    lossShare: errors === 0 ? 0 : losses / errors,
    mics: micRates(recordings),
  });
}

interface Counts {
  readonly fates: ReadonlyMap<string, Fate>;
  readonly added: ReadonlyMap<string, number>;
  readonly vocabulary: ReadonlyMap<string, number>;
  readonly bandRates: readonly number[];
  readonly addRate: number;
  readonly shape: number;
  readonly lossShare: number;
  readonly mics: ReadonlyMap<string, number>;
}

function fateOf(fates: Map<string, Fate>, words: string): Fate {
  let fate = fates.get(words);
  if (fate === undefined) {
    fate = { said: 0, wrong: 0, heard: new Map() };
    fates.set(words, fate);
  }
  return fate;
}

const bandOf = (said: number): number => BANDS.findIndex((limit) => said <= limit);

/** How often words go wrong that were said as rarely as these: unseen words count as the rarest. */
function ratesByBand(fates: ReadonlyMap<string, Fate>): number[] {
  const said = BANDS.map(() => 0);
  const wrong = BANDS.map(() => 0);
  for (const [key, fate] of fates) {
    if (key.includes(' ')) continue;
    const band = bandOf(fate.said);
    said[band] = (said[band] as number) + fate.said;
    wrong[band] = (wrong[band] as number) + fate.wrong;
  }
  return BANDS.map((_, band) => ((wrong[band] as number) + 0.5) / ((said[band] as number) + 10));
}

/**
 * How unevenly errors fall on utterances: the shape of a gamma distribution of mean 1 that multiplies an utterance's error
 * rates, by moments (variance of a negative binomial = mean + mean² / shape). Small shape: most are clean, some are bad.
 */
function spread(recordings: readonly { words: readonly string[]; errors: number }[]): number {
  const total = recordings.reduce((sum, r) => sum + r.errors, 0);
  const words = recordings.reduce((sum, r) => sum + r.words.length, 0);
  if (total === 0) return 1;
  let [excess, squares] = [0, 0];
  for (const r of recordings) {
    const mean = (r.words.length * total) / words;
    excess += (r.errors - mean) ** 2 - r.errors;
    squares += mean * mean;
  }
  return Math.min(10, Math.max(0.2, squares / Math.max(1e-9, excess)));
}

function micRates(
  recordings: readonly { words: readonly string[]; errors: number; mic: string }[],
): Map<string, number> {
  const rate = (of: typeof recordings): number =>
    of.reduce((sum, r) => sum + r.errors, 0) /
    Math.max(
      1,
      of.reduce((sum, r) => sum + r.words.length, 0),
    );
  const all = rate(recordings);
  const mics = new Set(recordings.map((r) => r.mic));
  return new Map([...mics].map((mic) => [mic, all === 0 ? 1 : rate(recordings.filter((r) => r.mic === mic)) / all]));
}

/** A sentence with its mishearings. */
export function applyMishearings(words: readonly string[], heard: readonly Mishearing[]): string[] {
  const out: string[] = [];
  let at = 0;
  for (const change of heard) {
    out.push(...words.slice(at, change.at), ...change.words);
    at = change.at + change.count;
  }
  return [...out, ...words.slice(at)];
}

function split(words: string): string[] {
  return words === '' ? [] : words.split(' ');
}

function drawn(counts: ReadonlyMap<string, number>, random: Random): string {
  let total = 0;
  for (const count of counts.values()) total += count;
  let rest = random.next() * total;
  let last = '';
  for (const [word, count] of counts) {
    last = word;
    rest -= count;
    if (rest < 0) break;
  }
  return last;
}

/** A draw from the gamma distribution of mean 1 (G. Marsaglia, W. W. Tsang, 2000). */
function gamma(shape: number, random: Random): number {
  const boosted = shape < 1 ? shape + 1 : shape;
  const d = boosted - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
    const v = (1 + c * x) ** 3;
    if (v <= 0) continue;
    const u = 1 - random.next();
    if (Math.log(u) >= 0.5 * x * x + d - d * v + d * Math.log(v)) continue;
    const draw = shape < 1 ? d * v * (1 - random.next()) ** (1 / shape) : d * v;
    return draw / shape;
  }
}
