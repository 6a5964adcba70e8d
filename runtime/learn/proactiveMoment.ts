import type { HomeView, Turn } from '../domain/context.ts';
import { SECOND_MS } from '../domain/time.ts';
import { knowsVoices } from '../domain/voice.ts';
import { isWithinHours, minuteOfDayAt } from '../domain/zone.ts';
import { trustIn } from './proof.ts';
import { hasServed } from './relate.ts';
import { answerOf, type RewritePair, rewriteOf } from './rewritePair.ts';

export const fitting = {
  /** Nobody is asked anything before this hour and after that one, quiet hours or not; minutes of the local day. */
  fromMinute: 8 * 60,
  toMinute: 21 * 60,
  /** Whose answer is not believed is not asked. */
  trustMin: 0.7,
  wakeMin: 0.8,
  /** Who got something else done this short a while ago is in the middle of things, and goes on rather than answer. */
  hurryMs: 45 * SECOND_MS,
  /** What came to nothing and is followed by what served this soon was said in other words. */
  repairMs: 20 * SECOND_MS,
} as const;

/** Whether whoever spoke may be asked something now: by day, a voice that will be believed, nobody in a hurry. */
export function isFitting(turn: Turn, home: HomeView): boolean {
  if ((turn.wakeConfidence ?? 1) < fitting.wakeMin || trustIn(turn, home) < fitting.trustMin) return false;
  // Where voices are told apart, an answer is heeded only from whom it was put to: a voice that was not told has nobody to be put to.
  if (turn.speaker === undefined && knowsVoices(home)) return false;
  const minute = minuteOfDayAt(turn.at, home.household.timezone);
  if (minute < fitting.fromMinute || minute >= fitting.toMinute) return false;
  const quiet = home.household.policy.quietHours;
  return !(quiet !== undefined && isWithinHours(quiet, minute)) && !isHurried(turn, home);
}

/** In the middle of things: something else was done at this satellite, or for this voice, just before. */
function isHurried(turn: Turn, home: HomeView): boolean {
  return home
    .conversation()
    .some(
      (one) =>
        one.id !== turn.id &&
        (one.satellite === turn.satellite || one.speaker === turn.speaker) &&
        turn.follows?.turn !== one.id &&
        turn.at - one.at < fitting.hurryMs &&
        hasServed(one),
    );
}

/** The request of just now that came to nothing, of the same voice, and what it means if this turn says it in other words. */
export function repairedBy(turn: Turn, home: HomeView): RewritePair | undefined {
  if (!hasServed(turn)) return undefined;
  const turns = home.conversation().filter((one) => one.satellite === turn.satellite && one.id !== turn.id);
  const first = turns.at(-1);
  if (first === undefined || turn.at - first.at > fitting.repairMs || first.speaker !== turn.speaker) return undefined;
  if (!cameToNothing(first)) return undefined;
  const pair = turn.follows === undefined ? rewriteOf(first, turn, 'rephrase', home) : answerOf(first, turn, home);
  return pair?.when === undefined && pair?.halfKnown === undefined ? pair : undefined;
}

/** Nothing was done, nothing was asked that a name would answer: a request that this home did not understand. */
export function cameToNothing(turn: Turn): boolean {
  const { outcome } = turn.decision;
  if (turn.follows !== undefined || turn.question?.lesson !== undefined) return false;
  return (
    outcome === 'handoff' || (outcome === 'ask' && (turn.question === undefined || turn.trace.unmatched.length > 0))
  );
}
