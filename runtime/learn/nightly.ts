import type { HomeView, Turn } from '../domain/context.ts';
import type { Verdict } from '../domain/decision.ts';
import { limits } from '../domain/limits.ts';
import { DAY_MS, type Instant, MINUTE_MS, SECOND_MS } from '../domain/time.ts';
import { minuteOfDayAt } from '../domain/zone.ts';
import { onwardFrom, type Session } from './markovChain.ts';
import { localDay, trustIn } from './proof.ts';
import { hasServed, heardPhrase } from './relate.ts';
import { standsAlone, takenText } from './rewritePair.ts';
import { isSensitive } from './sensitive.ts';

export const nightly = {
  /** Between three and four nobody notices a second of work. */
  fromMinute: 3 * 60,
  untilMinute: 4 * 60,
  /** Somebody who speaks at night is not to wait. */
  quietMs: 10 * MINUTE_MS,
  /** The past that is looked at: as long as turns are kept. */
  daysBack: limits.decisionsKeptDays,
  /** Who fails tries again within this, or gives up. */
  attemptMs: 45 * SECOND_MS,
  /** A rewrite is proposed where sessions end well there this often, and seldom without it. */
  probabilityMin: 0.6,
  stayingMax: 0.2,
  /** Sessions behind a proposal, weighed by how far their voices are trusted. */
  supportMin: 1.8,
} as const;

/** A judged turn, as much of it as sessions are made of. */
export interface Attempt {
  readonly at: Instant;
  readonly satellite?: string;
  readonly speaker?: string;
  readonly phrase: string;
  /** As it was understood, for a rewrite to say. */
  readonly text: string;
  /** What it came to: the same for all words that the hub takes for the same request. */
  readonly meaning: string;
  readonly defect: boolean;
  /** The reactions say that it was tried again. */
  readonly again: boolean;
  /** How far it counts, in (0, 1]. */
  readonly weight: number;
}

/** What the chain of a home's sessions proposes to say instead. */
export interface ChainProposal {
  readonly from: string;
  readonly to: string;
  readonly speaker?: string;
  readonly support: number;
  readonly successShare: number;
}

/** Whether it is time for the night's review, given the local day of the last one and when somebody last spoke. */
export function isNightDue(at: Instant, home: HomeView, lastDay: number | undefined, spokeAt: Instant): boolean {
  if (!home.household.learning.enabled || at - spokeAt < nightly.quietMs) return false;
  const minute = minuteOfDayAt(at, home.household.timezone);
  return minute >= nightly.fromMinute && minute < nightly.untilMinute && localDay(at, home) !== lastDay;
}

/** Undefined where nothing may be learned from it: guarded, untrusted, rewritten, or no words of its own. */
export function attemptOf(turn: Turn, verdict: Verdict, home: HomeView): Attempt | undefined {
  const weight = trustIn(turn, home);
  const phrase = heardPhrase(turn);
  const text = takenText(turn);
  if (weight === 0 || text === undefined || !standsAlone(phrase) || turn.follows !== undefined) return undefined;
  if (turn.trace.rewrite !== null || isSensitive(turn, home)) return undefined;
  const { intent, targets, slots } = turn.decision;
  return {
    at: turn.at,
    ...(turn.satellite !== undefined && { satellite: turn.satellite }),
    ...(turn.speaker !== undefined && { speaker: turn.speaker }),
    phrase,
    text,
    meaning: hasServed(turn) ? JSON.stringify([intent, targets, Object.entries(slots).sort()]) : phrase,
    defect: verdict.defect,
    again: verdict.evidence.some((kind) => kind === 'rephrase' || kind === 'repetition' || kind === 'correction'),
    weight,
  };
}

/** Attempts at one goal, in order: from a satellite, by nobody else, each soon after the last that failed. */
export function sessionsOf(attempts: readonly Attempt[]): Session[] {
  const sessions: Session[] = [];
  const open = new Map<string, Attempt[]>();
  const close = (place: string, ended: Session['ended']): void => {
    const steps = open.get(place);
    if (steps === undefined) return;
    open.delete(place);
    const count = Math.min(...steps.map((step) => step.weight));
    sessions.push({ steps: steps.map((step) => step.phrase), ended, count });
  };
  for (const attempt of attempts) {
    const place = attempt.satellite ?? '';
    const last = open.get(place)?.at(-1);
    const isOther = last?.speaker !== undefined && attempt.speaker !== undefined && last.speaker !== attempt.speaker;
    if (last !== undefined && (attempt.at - last.at > nightly.attemptMs || isOther || !last.again))
      close(place, 'failure');
    open.set(place, [...(open.get(place) ?? []), attempt]);
    if (!attempt.defect) close(place, 'success');
  }
  for (const place of [...open.keys()]) close(place, 'failure');
  return sessions;
}

/**
 * The rewrites that a home's own sessions speak for: from words that mostly fail to those that people then succeed with.
 *
 * By the absorbing chain (`markovChain.ts`); most support first, at most `limits.nightlyProposalsMax`. `attempts`: oldest first.
 */
export function proposalsOf(attempts: readonly Attempt[]): ChainProposal[] {
  const failed = new Set(attempts.filter((attempt) => attempt.defect).map((attempt) => attempt.phrase));
  const succeeded = new Map(attempts.filter((attempt) => !attempt.defect).map((attempt) => [attempt.phrase, attempt]));
  const found = onwardFrom(sessionsOf(attempts), {
    wanted: (phrase) => failed.has(phrase),
    meaning: (phrase) => succeeded.get(phrase)?.meaning ?? phrase,
  });
  const speakers = speakersOf(attempts);
  return found
    .flatMap(({ from, to, probability, staying, support }): ChainProposal[] => {
      const good = succeeded.get(to);
      const clear = probability >= nightly.probabilityMin && staying <= nightly.stayingMax;
      if (from === to || good === undefined || !clear || support < nightly.supportMin) return [];
      const speaker = speakers.get(from);
      const said = { from, to: good.text, support, successShare: probability };
      return [{ ...said, ...(speaker !== undefined && { speaker }) }];
    })
    .sort((a, b) => b.support - a.support || (a.from < b.from ? -1 : 1))
    .slice(0, limits.nightlyProposalsMax);
}

/** The one person who says a phrase; none where several do, or nobody knows who. */
function speakersOf(attempts: readonly Attempt[]): ReadonlyMap<string, string | undefined> {
  const speakers = new Map<string, string | undefined>();
  for (const { phrase, speaker } of attempts) {
    const same = !speakers.has(phrase) || speakers.get(phrase) === speaker;
    speakers.set(phrase, same ? speaker : undefined);
  }
  return speakers;
}

/** The oldest turn that a review looks at. */
export function reviewFrom(at: Instant): Instant {
  return at - nightly.daysBack * DAY_MS;
}
