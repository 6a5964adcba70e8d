import type { Turn } from '../domain/context.ts';
import type { FailurePoint, Verdict } from '../domain/decision.ts';
import { limits } from '../domain/limits.ts';
import { normalPhrase } from '../domain/phrase.ts';
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
] as const;

/** Texts that share this much of the longer one's words are alike. */
const ALIKE = 0.6;
/** What was said just before is the same affair. */
const APART_MS = 2 * MINUTE_MS;
/** A word that was heard less often is new. */
const KNOWN_MIN = 2;

interface Said {
  readonly id: string;
  readonly at: Instant;
  readonly words: ReadonlySet<string>;
  readonly served: boolean;
  /** What was made of it. */
  readonly plan: string;
  /** Undefined until it was judged. */
  point?: FailurePoint;
}

/**
 * The last texts that a home was heard to say, and how they fared: words that come again and again are no slip of the recogniser, a
 * text whose words never came before is more likely one, and what failed for its words fails for them again. Kept in memory, at most
 * `limits.familiarTurnsMax`.
 */
export class Familiar {
  readonly #said: Said[] = [];

  note(turn: Turn): void {
    const { id, at } = turn;
    this.#said.push({ id, at, words: wordsOf(heardPhrase(turn)), served: hasServed(turn), plan: planOf(turn) });
    if (this.#said.length > limits.familiarTurnsMax) this.#said.shift();
  }

  /** The verdict of a turn that was noted. */
  judged({ of, failurePoint }: Verdict): void {
    const past = this.#said.findLast((one) => one.id === of);
    if (past !== undefined) past.point = failurePoint;
  }

  /** One value for each of `FAMILIAR_FEATURES`, in that order. */
  of(turn: Turn): Float64Array {
    const words = wordsOf(heardPhrase(turn));
    const others = turn.hypotheses.slice(1).map(({ text }) => wordsOf(normalPhrase(text)));
    const plan = planOf(turn);
    const known = new Map<string, number>();
    let [same, alike, served, nearest, other] = [0, 0, 0, 0, 0];
    const just = { same: 0, alike: 0 };
    const fared: Fared = { good: 0, asr: 0, nlu: 0, entityResolution: 0, other: 0, planGood: 0, planBad: 0 };
    for (const past of this.#said) {
      const isJust = past.at > turn.at - APART_MS;
      const shared = countShared(words, past.words);
      const share = shared / Math.max(words.size, past.words.size);
      if (isJust) {
        if (past.id === turn.id) continue;
        if (share === 1) just.same++;
        if (share >= ALIKE) just.alike++;
        continue;
      }
      for (const word of words) if (past.words.has(word)) known.set(word, (known.get(word) ?? 0) + 1);
      nearest = Math.max(nearest, share);
      for (const heard of others) other = Math.max(other, shareOf(heard, past.words));
      if (share === 1) same++;
      if (share < ALIKE) continue;
      alike++;
      if (past.served) served++;
      if (past.point !== undefined && share >= FARES_ALIKE) count(fared, past.point, past.plan === plan);
    }
    let fresh = 0;
    let rarest = COUNT_MAX;
    for (const word of words) {
      const count = known.get(word) ?? 0;
      if (count < KNOWN_MIN) fresh++;
      rarest = Math.min(rarest, count);
    }
    const told = [same, alike, served, nearest, fresh / words.size, rarest, Math.max(0, other - nearest)];
    const { good, asr, nlu, entityResolution, planGood, planBad } = fared;
    const past = [good, asr, nlu, entityResolution, fared.other, planGood, planBad];
    return Float64Array.from([...told, just.same, just.alike, ...past]);
  }

  clear(): void {
    this.#said.length = 0;
  }
}

/** More often than this is often. */
const COUNT_MAX = 20;
/** Texts that share this much fare alike. */
const FARES_ALIKE = 0.75;

interface Fared {
  good: number;
  asr: number;
  nlu: number;
  entityResolution: number;
  other: number;
  planGood: number;
  planBad: number;
}

function count(fared: Fared, point: FailurePoint, isSamePlan: boolean): void {
  if (point === 'none') fared.good++;
  else if (point === 'asr' || point === 'nlu' || point === 'entityResolution') fared[point]++;
  else fared.other++;
  if (!isSamePlan || point === 'result') return;
  if (point === 'none') fared.planGood++;
  else fared.planBad++;
}

function wordsOf(phrase: string): ReadonlySet<string> {
  return new Set(phrase.split(' '));
}

function planOf({ decision }: Turn): string {
  return `${decision.outcome} ${decision.intent} ${decision.targets.join()}`;
}

function countShared(words: ReadonlySet<string>, others: ReadonlySet<string>): number {
  let shared = 0;
  for (const word of words) if (others.has(word)) shared++;
  return shared;
}

function shareOf(words: ReadonlySet<string>, others: ReadonlySet<string>): number {
  return countShared(words, others) / Math.max(words.size, others.size);
}
