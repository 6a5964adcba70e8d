import type { Turn } from '../domain/context.ts';
import { normalPhrase } from '../domain/phrase.ts';
import { soundsOf } from '../domain/sound.ts';
import type { Instant } from '../domain/time.ts';
import { rowOf } from './forest.ts';
import { likelier } from './heard.ts';
import { hasServed, heardPhrase } from './relate.ts';

/** What a home's own past tells of where a turn failed. Shares and likenesses in [0, 1], flags 0 or 1, the rest counts of turns. */
export const PAST_FEATURES = [
  // How like it sounds to other words that did well, or failed at a stage: what is misheard sounds like what is known.
  'nearGood',
  'nearAsr',
  'nearNlu',
  'nearEntity',
  // The same of the words of the recogniser's other texts.
  'altGood',
  'altAsr',
  'altNlu',
  'altEntity',
  // The turn before it at its satellite: how like it was, and what became of it.
  'priorAlike',
  'priorGood',
  'priorAsr',
  'priorNlu',
  'priorEntity',
  'priorOther',
  'priorSamePlan',
  // What is named in it, as it fared.
  'nameBefore',
  'nameGood',
  'nameBad',
  // How often turns of this voice, and of this home, fail at a stage.
  'voiceAsr',
  'voiceNlu',
  'voiceEntity',
  'homeAsr',
  'homeNlu',
  'homeEntity',
  // The word of it that fails most often at a stage; the one that did well, and was heard, most seldom.
  'wordAsr',
  'wordNlu',
  'wordEntity',
  'wordGood',
] as const;
type PastFeature = (typeof PAST_FEATURES)[number];

/** One text that a home was heard to say. */
export interface Said {
  readonly id: string;
  readonly at: Instant;
  readonly satellite: string | undefined;
  /** Whose voice; the satellite where voices are not known. */
  readonly who: string;
  readonly phrase: string;
  readonly words: ReadonlySet<string>;
  /** What is named in it, as it was heard. */
  readonly names: readonly string[];
  readonly served: boolean;
  /** What was made of it. */
  readonly plan: string;
  /** As it sounds; found when it is first asked for. */
  sounds?: string;
  /** Undefined until it was judged. */
  fates?: Fates;
}

const FATES = ['good', 'asr', 'nlu', 'entity'] as const;
type Fate = (typeof FATES)[number];
/**
 * How likely a text of the past did well, or failed at a stage; shares, not names, so that one doubtful verdict does not bring about the
 * next. What nobody judged, or came to nothing unnoticed, tells nothing.
 */
export interface Fates extends Readonly<Record<Fate, number>> {
  /** It went well, served or not. */
  readonly none: number;
  /** A false wake, or what was done did not come about. */
  readonly other: number;
}

const noFates = (): Record<Fate, number> => ({ good: 0, asr: 0, nlu: 0, entity: 0 });

/** Of a judgement's shares. [FAILURE_POINTS] */
export function fatesFrom([
  none = 0,
  falseWake = 0,
  asr = 0,
  nlu = 0,
  entity = 0,
  result = 0,
]: Iterable<number>): Fates {
  return { none, good: none, asr, nlu, entity, other: falseWake + result };
}

/** Turns that a rate starts from: the first failure says little. */
const RATE_FROM = 20;
const COUNT_MAX = 20;

/**
 * One value for each of `PAST_FEATURES`.
 *
 * `past`: what was said before and is another affair; `prior`: the turn before it at its satellite, of the minute before, or what
 * it says again. Words and sounds are compared only where `isDoubted`: most turns leave no question where they failed.
 */
export function pastFeatures(
  turn: Turn,
  past: readonly Said[],
  prior: Said | undefined,
  isDoubted: boolean,
): Float64Array {
  const own = saidOf(turn);
  const others = isDoubted
    ? turn.hypotheses
        .filter((_, at) => at !== turn.trace.hypothesis)
        .map(({ text }) => new Set(normalPhrase(text).split(' ')))
    : [];
  const [alt, voice, home] = [noFates(), noFates(), noFates()];
  const byWord = (isDoubted ? [...own.words] : []).map((word) => ({ word, all: 0, fates: noFates() }));
  const names = { before: 0, good: 0, bad: 0 };
  let ofVoice = 0;
  for (const one of past) {
    const { fates } = one;
    const isVoice = one.who === own.who;
    if (isVoice) ofVoice++;
    for (const count of byWord) {
      if (!one.words.has(count.word)) continue;
      count.all++;
      if (fates !== undefined) add(count.fates, fates);
    }
    const isNamed = one.names.length > 0 && own.names.some((name) => one.names.includes(name));
    if (isNamed) names.before++;
    if (fates === undefined) continue;
    add(home, fates);
    if (isVoice) add(voice, fates);
    if (isNamed) {
      names.good += fates.good;
      names.bad += fates.asr + fates.nlu + fates.entity;
    }
    for (const other of others) {
      const share = shareOf(other, one.words);
      for (const fate of FATES) alt[fate] = Math.max(alt[fate], share * fates[fate]);
    }
  }
  const near = isDoubted ? nearest(own, past) : noFates();
  const rate = (count: number, all: number): number => (count + 1) / (all + RATE_FROM);
  const worst = (fate: Fate): number => Math.max(0, ...byWord.map(({ all, fates }) => fates[fate] / (all + 1)));
  const values: Record<PastFeature, number> = {
    nearGood: near.good,
    nearAsr: near.asr,
    nearNlu: near.nlu,
    nearEntity: near.entity,
    altGood: alt.good,
    altAsr: alt.asr,
    altNlu: alt.nlu,
    altEntity: alt.entity,
    ...priorValues(own, prior),
    nameBefore: Math.min(COUNT_MAX, names.before),
    nameGood: Math.min(COUNT_MAX, names.good),
    nameBad: Math.min(COUNT_MAX, names.bad),
    voiceAsr: rate(voice.asr, ofVoice),
    voiceNlu: rate(voice.nlu, ofVoice),
    voiceEntity: rate(voice.entity, ofVoice),
    homeAsr: rate(home.asr, past.length),
    homeNlu: rate(home.nlu, past.length),
    homeEntity: rate(home.entity, past.length),
    wordAsr: worst('asr'),
    wordNlu: worst('nlu'),
    wordEntity: worst('entity'),
    wordGood: Math.min(COUNT_MAX, ...byWord.map(({ fates }) => fates.good)),
  };
  return rowOf(PAST_FEATURES, values);
}

function priorValues(
  own: Said,
  prior: Said | undefined,
): Pick<
  Record<PastFeature, number>,
  'priorAlike' | 'priorGood' | 'priorAsr' | 'priorNlu' | 'priorEntity' | 'priorOther' | 'priorSamePlan'
> {
  const fates = prior?.fates;
  return {
    priorAlike: prior === undefined ? 0 : shareOf(own.words, prior.words),
    priorGood: fates?.none ?? 0,
    priorAsr: fates?.asr ?? 0,
    priorNlu: fates?.nlu ?? 0,
    priorEntity: fates?.entity ?? 0,
    priorOther: fates?.other ?? 0,
    priorSamePlan: prior !== undefined && prior.plan === own.plan ? 1 : 0,
  };
}

/** How like another text sounds, times how often that one fared so; the most of each fate. */
function nearest(own: Said, past: readonly Said[]): Record<Fate, number> {
  const near = noFates();
  const sounds = soundsIn(own);
  const texts = new Map<string, { readonly said: Said; readonly fates: Record<Fate, number>; count: number }>();
  for (const said of past) {
    if (said.fates === undefined || said.phrase === own.phrase) continue;
    const text = texts.get(said.phrase) ?? { said, fates: noFates(), count: 0 };
    add(text.fates, said.fates);
    text.count++;
    texts.set(said.phrase, text);
  }
  for (const { said, fates, count } of texts.values()) {
    // How like it must be to matter.
    const least = Math.min(...FATES.map((fate) => (fates[fate] === 0 ? 1 : (near[fate] * count) / fates[fate])));
    const likeness = least >= 1 ? 0 : likelier(sounds, soundsIn(said), least);
    for (const fate of FATES) near[fate] = Math.max(near[fate], (likeness * fates[fate]) / count);
  }
  return near;
}

function add(fates: Record<Fate, number>, more: Fates): void {
  for (const fate of FATES) fates[fate] += more[fate];
}

/** As it sounds; found once. */
export function soundsIn(said: Said): string {
  said.sounds ??= soundsOf(said.phrase);
  return said.sounds;
}

const saidBefore = new WeakMap<Turn, Said>();

/** What is kept of a turn; the same each time. */
export function saidOf(turn: Turn): Said {
  const known = saidBefore.get(turn) ?? newlySaid(turn);
  saidBefore.set(turn, known);
  return known;
}

function newlySaid(turn: Turn): Said {
  const { id, at, satellite, speaker, decision, trace } = turn;
  const phrase = heardPhrase(turn);
  const named = (trace.mentions ?? []).filter(({ tag }) => tag === 'target').map(({ text }) => text);
  return {
    id,
    at,
    satellite,
    who: speaker ?? satellite ?? '',
    phrase,
    words: new Set(phrase.split(' ')),
    names: [...new Set([...named, ...trace.unmatched].map(normalPhrase))],
    served: hasServed(turn),
    plan: `${decision.outcome} ${decision.intent} ${decision.targets.join()}`,
  };
}

/** Share of the longer one's words that both have. */
export function shareOf(words: ReadonlySet<string>, others: ReadonlySet<string>): number {
  let shared = 0;
  for (const word of words) if (others.has(word)) shared++;
  return shared / Math.max(words.size, others.size);
}
