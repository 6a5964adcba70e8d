import type { Turn } from '../domain/context.ts';
import type { FailurePoint } from '../domain/decision.ts';
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
  point?: FailurePoint;
}

/** How a text of the past ended; what nobody judged, or came to nothing unnoticed, tells nothing. */
type Fate = 'good' | 'asr' | 'nlu' | 'entity';
type Fates = Record<Fate, number>;

const noFates = (): Fates => ({ good: 0, asr: 0, nlu: 0, entity: 0 });

function fateOf({ point, served }: Said): Fate | undefined {
  if (point === 'asr' || point === 'nlu') return point;
  if (point === 'entityResolution') return 'entity';
  return point === 'none' && served ? 'good' : undefined;
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
    const fate = fateOf(one);
    const isVoice = one.who === own.who;
    if (isVoice) ofVoice++;
    for (const count of byWord) {
      if (!one.words.has(count.word)) continue;
      count.all++;
      if (fate !== undefined) count.fates[fate]++;
    }
    const isNamed = one.names.length > 0 && own.names.some((name) => one.names.includes(name));
    if (isNamed) names.before++;
    if (fate === undefined) continue;
    home[fate]++;
    if (isVoice) voice[fate]++;
    if (isNamed) names[fate === 'good' ? 'good' : 'bad']++;
    for (const other of others) alt[fate] = Math.max(alt[fate], shareOf(other, one.words));
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
  const is = (condition: boolean): number => (condition ? 1 : 0);
  const point = prior?.point;
  return {
    priorAlike: prior === undefined ? 0 : shareOf(own.words, prior.words),
    priorGood: is(point === 'none'),
    priorAsr: is(point === 'asr'),
    priorNlu: is(point === 'nlu'),
    priorEntity: is(point === 'entityResolution'),
    priorOther: is(point === 'result' || point === 'falseWake'),
    priorSamePlan: is(prior !== undefined && prior.plan === own.plan),
  };
}

/** How like the nearest other text of each fate sounds. */
function nearest(own: Said, past: readonly Said[]): Fates {
  const near = noFates();
  const sounds = soundsIn(own);
  const seen = new Set<string>([own.phrase]);
  for (const one of past.toReversed()) {
    const fate = fateOf(one);
    if (fate === undefined || seen.has(`${one.phrase} ${fate}`) || one.phrase === own.phrase) continue;
    seen.add(`${one.phrase} ${fate}`);
    near[fate] = likelier(sounds, soundsIn(one), near[fate]);
  }
  return near;
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
