import type { Turn } from '../domain/context.ts';
import type { Verdict } from '../domain/decision.ts';
import { limits } from '../domain/limits.ts';
import { normalPhrase } from '../domain/phrase.ts';
import { MINUTE_MS } from '../domain/time.ts';
import type { Rewrites } from '../ports/rewrites.ts';
import { KNOWN_FEATURES, knownFeatures } from './failureKnown.ts';
import {
  type Fates,
  fatesFrom,
  PAST_FEATURES,
  pastFeatures,
  type Said,
  saidOf,
  shareOf,
  soundsIn,
} from './failurePast.ts';
import { FAILURE_POINTS } from './failurePoint.ts';
import { likelier } from './heard.ts';
import type { Alike } from './trials.ts';

/** What a home's own past tells of a text; counts are of turns. */
export const FAMILIAR_FEATURES = [
  'saidBefore',
  'saidAlike',
  'alikeServed',
  'nearestSaid',
  'newWords',
  'rarestWord',
  'otherNearer',
  'justSaid',
  'justAlike',
  'pastGood',
  'pastAsr',
  'pastNlu',
  'pastEntity',
  'pastOther',
  'planGood',
  'planBad',
  ...PAST_FEATURES,
  ...KNOWN_FEATURES,
] as const;

const UNDOUBTED = new Float64Array(KNOWN_FEATURES.length);
/** Texts that share this much of the longer one's words are alike. */
const ALIKE = 0.6;
/** What was said just before is the same affair. */
const APART_MS = 2 * MINUTE_MS;
/** What sounds less like it is another text; how much each time that something was said counts, and how many times do. */
const LIKE_MIN = 0.6;
const OFTEN = 0.03;
const OFTEN_MAX = 5;
/** A word that was heard less often is new. */
const KNOWN_MIN = 2;

/**
 * The last texts that a home was heard to say, and how they fared: words that come again and again are no slip of the recogniser, a
 * text whose words never came before is more likely one, and what failed for its words fails for them again. Kept in memory, at most
 * `limits.familiarTurnsMax`.
 */
export class Familiar {
  readonly #said: Said[] = [];

  note(turn: Turn): void {
    this.#said.push(saidOf(turn));
    if (this.#said.length > limits.familiarTurnsMax) this.#said.shift();
  }

  /** The verdict of a turn that was noted; `shares` of its failure points, where they are at hand. [FAILURE_POINTS] */
  judged(verdict: Verdict, shares: Iterable<number> = sharesOf(verdict)): void {
    const past = this.#said.findLast((one) => one.id === verdict.of);
    if (past === undefined) return;
    const fates = fatesFrom(shares);
    past.fates = past.served ? fates : { ...fates, good: 0 };
  }

  /**
   * One value for each of `FAMILIAR_FEATURES`, in that order; of what was said before it. `rewrites`, where the turn is doubted: its sounds
   * are compared with what was said, and with what they know.
   */
  of(turn: Turn, rewrites?: Rewrites): Float64Array {
    const { words, plan } = saidOf(turn);
    const others = turn.hypotheses.slice(1).map(({ text }) => new Set(normalPhrase(text).split(' ')));
    const earlier: Said[] = [];
    let prior: Said | undefined;
    const list = [...words];
    const counts = new Int32Array(list.length);
    let [same, alike, served, nearest, other] = [0, 0, 0, 0, 0];
    const just = { same: 0, alike: 0 };
    const fared: Fared = { good: 0, asr: 0, nlu: 0, entity: 0, other: 0, planGood: 0, planBad: 0 };
    for (const past of this.#said) {
      // A case is settled when others were said after it.
      if (past.id === turn.id || past.at > turn.at) continue;
      const isJust = past.at > turn.at - APART_MS;
      let shared = 0;
      for (let at = 0; at < list.length; at++) {
        if (!past.words.has(list[at] as string)) continue;
        shared++;
        if (!isJust) counts[at] = (counts[at] as number) + 1;
      }
      const share = shared / Math.max(words.size, past.words.size);
      if (isJust) {
        if (past.satellite === turn.satellite && turn.at - past.at <= MINUTE_MS) prior = past;
        if (share === 1) just.same++;
        if (share >= ALIKE) just.alike++;
        continue;
      }
      earlier.push(past);
      nearest = Math.max(nearest, share);
      for (const heard of others)
        if (mayShare(heard, past.words) > other) other = Math.max(other, shareOf(heard, past.words));
      if (share === 1) same++;
      if (share < ALIKE) continue;
      alike++;
      if (past.served) served++;
      if (past.fates !== undefined && share >= FARES_ALIKE) count(fared, past.fates, past.plan === plan);
    }
    let fresh = 0;
    let rarest = COUNT_MAX;
    for (const count of counts) {
      if (count < KNOWN_MIN) fresh++;
      rarest = Math.min(rarest, count);
    }
    const told = [same, alike, served, nearest, fresh / words.size, rarest, Math.max(0, other - nearest)];
    const { good, asr, nlu, entity, planGood, planBad } = fared;
    const past = [good, asr, nlu, entity, fared.other, planGood, planBad];
    const where = pastFeatures(turn, earlier, prior, rewrites !== undefined);
    const meant = rewrites === undefined ? UNDOUBTED : knownFeatures(turn, rewrites);
    return Float64Array.from([...told, just.same, just.alike, ...past, ...where, ...meant]);
  }

  /** What was said, at any other time, that sounds most like a turn, what is said often before what was heard once. */
  alikeTo(turn: Turn): Alike | undefined {
    const own = saidOf(turn);
    const counts = new Map<string, { readonly sounds: string; count: number }>();
    for (const said of this.#said) {
      if (said.phrase === own.phrase || said.id === turn.id) continue;
      const known = counts.get(said.phrase);
      if (known === undefined) counts.set(said.phrase, { sounds: soundsIn(said), count: 1 });
      else known.count++;
    }
    const sounds = soundsIn(own);
    let [best, most]: [Alike | undefined, number] = [undefined, LIKE_MIN];
    for (const [phrase, { sounds: other, count }] of counts) {
      const bonus = OFTEN * Math.min(OFTEN_MAX, count);
      const likeness = likelier(sounds, other, Math.max(LIKE_MIN, most - bonus));
      if (likeness > LIKE_MIN && likeness + bonus > most) [best, most] = [{ phrase, likeness }, likeness + bonus];
    }
    return best;
  }

  clear(): void {
    this.#said.length = 0;
  }
}

/** The most that two texts of these lengths may share. */
function mayShare(words: ReadonlySet<string>, others: ReadonlySet<string>): number {
  return Math.min(words.size, others.size) / Math.max(words.size, others.size);
}

/** More often than this is often. */
const COUNT_MAX = 20;
/** Texts that share this much fare alike. */
const FARES_ALIKE = 0.75;

interface Fared {
  good: number;
  asr: number;
  nlu: number;
  entity: number;
  other: number;
  planGood: number;
  planBad: number;
}

function count(fared: Fared, { none, asr, nlu, entity, other }: Fates, isSamePlan: boolean): void {
  fared.good += none;
  fared.asr += asr;
  fared.nlu += nlu;
  fared.entity += entity;
  fared.other += other;
  if (!isSamePlan) return;
  fared.planGood += none;
  fared.planBad += asr + nlu + entity;
}

/** What a verdict alone tells of the shares. */
function sharesOf({ defect, confidence, failurePoint }: Verdict): Float64Array {
  const probability = defect ? confidence : 1 - confidence;
  return Float64Array.from(FAILURE_POINTS, (point) => {
    if (point === 'none') return failurePoint === 'none' ? 1 : 1 - probability;
    return point === failurePoint ? probability : 0;
  });
}
