import type { Question, Turn } from '../domain/context.ts';
import type { Decision, Slots } from '../domain/decision.ts';
import { NAMING_SLOTS, type SlotTag } from '../domain/intent.ts';
import { normalPhrase } from '../domain/phrase.ts';
import { distanceOfSounds, soundOf, soundsOf } from '../domain/sound.ts';
import { takenOf } from '../domain/taken.ts';
import type { Trial, TrialKind, TrialRequest } from '../domain/trial.ts';
import type { TurnCase } from './evidence.ts';
import { rowOf } from './forest.ts';
import { hasServed, questionOf } from './relate.ts';

/** What trials tell: 1 where one came to the same, -1 where none did, 0 where there was nothing to try; shares in [0, 1]. */
export const TRIAL_FEATURES = [
  'tried',
  // The text that the recogniser had best, where another one was taken.
  'trialBest',
  'trialOther',
  'trialOtherMissed',
  'trialOtherSound',
  'trialOtherMissedSound',
  'trialAlone',
  'trialPast',
  'trialPastSound',
  'trialSlip',
  'trialNamed',
  'trialValued',
  'trialKept',
] as const;
type TrialFeature = (typeof TRIAL_FEATURES)[number];

/** Others of the recogniser's texts that are tried. */
const OTHERS_MAX = 3;
/** Words that sound less far apart than this may be taken for each other; short ones, which sound alike soon, than that. */
const SLIP_MAX = 0.42;
const SHORT_SLIP_MAX = 0.3;
const SHORT_MAX = 2;
const NAMES: ReadonlySet<SlotTag> = new Set<SlotTag>(['target', 'area', 'floor', 'all', 'except']);

interface Taken {
  readonly words: readonly string[];
  readonly sounds: string;
}
const takenBefore = new WeakMap<Turn, Taken>();

/** The text that a turn was understood from. */
function wordsTaken(turn: Turn): Taken {
  const known = takenBefore.get(turn);
  if (known !== undefined) return known;
  const phrase = normalPhrase(takenOf(turn)?.text ?? '');
  const taken = { words: phrase === '' ? [] : phrase.split(' '), sounds: soundsOf(phrase) };
  takenBefore.set(turn, taken);
  return taken;
}

/** What was said here before that sounds most like a turn, and how alike, in [0, 1]. */
export interface Alike {
  readonly phrase: string;
  readonly likeness: number;
}

/** What there is to try of a turn that a later one said again; undefined where that one came to nothing, or to the same. */
export function doubtOf(turn: Turn, fix: Turn, past?: Alike): TrialRequest | undefined {
  const meaning = meaningsOf(fix)[0];
  if (meaning === undefined || meaningOf(turn.decision) === meaning) return undefined;
  const trials = trialsOf(turn, fix, past);
  if (trials.length === 0) return undefined;
  return { turn, fix, trials, reaches: (other) => meaningsOf(other).includes(meaning) };
}

function trialsOf(turn: Turn, fix: Turn, past: Alike | undefined): Trial[] {
  const { words } = wordsTaken(turn);
  const taken = turn.hypotheses[turn.trace.hypothesis];
  const found: Trial[] = [];
  const add = (kind: TrialKind, tried: readonly string[] | undefined, share = 1): void => {
    const text = tried?.join(' ') ?? '';
    // Where only the name differs, the repair with the heard one is what failed.
    if (text !== '' && (SAME.has(kind) || text !== words.join(' '))) found.push({ kind, text, share });
  };
  const others = turn.hypotheses.filter((_, at) => at !== turn.trace.hypothesis);
  for (const { text, confidence } of others.slice(0, OTHERS_MAX))
    add('other', normalPhrase(text).split(' '), Math.min(1, confidence / Math.max(0.01, taken?.confidence ?? 1)));
  if (others.length > 0) add('alone', words);
  add('past', past?.phrase.split(' '), past?.likeness);
  add('slip', withSlipsRight(words, wordsTaken(fix).words));
  const [mine, theirs] = [namesIn(turn), namesIn(fix)];
  if (mine !== undefined && theirs !== undefined) {
    add('named', mine.put(theirs.words));
    add('kept', theirs.put(mine.words));
  }
  add('valued', withValuesOf(turn, fix));
  return found;
}

/** What may be tried though it is what was taken. */
const SAME: ReadonlySet<TrialKind> = new Set<TrialKind>(['alone', 'kept']);

/** The heard words with those that sound like one of the repair's in their place; undefined where there are none. */
function withSlipsRight(words: readonly string[], then: readonly string[]): string[] | undefined {
  const fresh = then.filter((word) => !words.includes(word)).map((word) => ({ word, sound: soundOf(word) }));
  let isSlip = false;
  const right = words.map((word) => {
    if (then.includes(word)) return word;
    const sound = soundOf(word);
    let [nearest, least] = [word, SLIP_MAX];
    for (const other of fresh) {
      const apart = distanceOfSounds(sound, other.sound);
      const isShort = Math.min(word.length, other.word.length) <= SHORT_MAX;
      if (apart < Math.min(least, isShort ? SHORT_SLIP_MAX : SLIP_MAX)) [nearest, least] = [other.word, apart];
    }
    if (nearest !== word) isSlip = true;
    return nearest;
  });
  return isSlip ? right : undefined;
}

interface Named {
  readonly words: readonly string[];
  /** The turn's words with these in the place of its names. */
  put(names: readonly string[]): readonly string[];
}

/** The stretch of a turn's words that its names lie in; of words that named nothing where no name was read. */
function namesIn(turn: Turn): Named | undefined {
  const { words } = wordsTaken(turn);
  const mentions = (turn.trace.mentions ?? []).filter(({ tag }) => NAMES.has(tag)).map(({ text }) => text);
  const named = mentions.length > 0 ? mentions : turn.trace.unmatched;
  const places = named.flatMap((text) => placeOf(words, normalPhrase(text).split(' ')) ?? []);
  if (places.length === 0) return undefined;
  const from = Math.min(...places.map((place) => place.from));
  const to = Math.max(...places.map((place) => place.to));
  return { words: words.slice(from, to), put: (names) => [...words.slice(0, from), ...names, ...words.slice(to)] };
}

/** The turn's words with the values that the repair has of the same kind; undefined where none differ. */
function withValuesOf(turn: Turn, fix: Turn): readonly string[] | undefined {
  let { words } = wordsTaken(turn);
  const known = fix.trace.mentions ?? [];
  for (const { tag, text } of turn.trace.mentions ?? []) {
    const other = NAMES.has(tag) ? undefined : known.find((one) => one.tag === tag);
    const place = other && placeOf(words, normalPhrase(text).split(' '));
    if (other === undefined || place === undefined) continue;
    words = [...words.slice(0, place.from), ...normalPhrase(other.text).split(' '), ...words.slice(place.to)];
  }
  return words;
}

function placeOf(words: readonly string[], part: readonly string[]): { from: number; to: number } | undefined {
  for (let from = 0; from + part.length <= words.length; from++)
    if (part.every((word, i) => words[from + i] === word)) return { from, to: from + part.length };
  return undefined;
}

type Deed = Pick<Decision['alternatives'][number], 'intent' | 'targets'> & { readonly slots: Slots };

/** What a turn came to, or offered to do. */
function meaningsOf(turn: Turn): string[] {
  const { decision } = turn;
  if (hasServed(turn)) return [meaningOf(decision)];
  if (decision.outcome !== 'ask') return [];
  const options: readonly Deed[] = isOffer(questionOf(turn)) ? (turn.question?.options ?? []) : [];
  return [...options, ...decision.alternatives].map(meaningOf);
}

function isOffer(question: Question | undefined): boolean {
  return question?.kind === 'confirm' || question?.kind === 'clarify';
}

function meaningOf({ intent, targets, slots }: Pick<Decision, 'intent' | 'targets' | 'slots'>): string {
  // Which thing is meant is told by the targets.
  const values = Object.entries(slots).filter(([name]) => !NAMING_SLOTS.has(name));
  return `${intent} ${[...targets].sort().join()} ${JSON.stringify(values.sort())}`;
}

/** One value for each of `TRIAL_FEATURES`, in that order. */
export function trialFeatures({ turn, later, trial }: TurnCase): Float64Array {
  const values = Object.fromEntries(TRIAL_FEATURES.map((name) => [name, 0])) as Record<TrialFeature, number>;
  if (trial === undefined || !later.some((one) => one.turn.id === trial.fix)) return rowOf(TRIAL_FEATURES, values);
  const { sounds } = wordsTaken(turn);
  values.tried = 1;
  const best = turn.trace.hypothesis === 0 ? undefined : normalPhrase(turn.hypotheses[0]?.text ?? '');
  for (const { kind, text, share, reached } of trial.tried) {
    if (kind === 'other' && text === best) values.trialBest = reached ? 1 : -1;
    if (kind === 'past') values.trialPastSound = share;
    if (kind !== 'other') {
      values[OF_KIND[kind]] = reached ? 1 : -1;
      continue;
    }
    const alike = 1 - distanceOfSounds(sounds, soundsOf(text));
    const [whole, sound] = reached
      ? (['trialOther', 'trialOtherSound'] as const)
      : (['trialOtherMissed', 'trialOtherMissedSound'] as const);
    values[whole] = Math.max(values[whole], share);
    values[sound] = Math.max(values[sound], alike);
  }
  return rowOf(TRIAL_FEATURES, values);
}

const OF_KIND = {
  alone: 'trialAlone',
  past: 'trialPast',
  slip: 'trialSlip',
  named: 'trialNamed',
  valued: 'trialValued',
  kept: 'trialKept',
} as const satisfies Record<Exclude<TrialKind, 'other'>, TrialFeature>;
