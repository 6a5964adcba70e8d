import type { Turn } from '../domain/context.ts';
import { limits } from '../domain/limits.ts';
import { faded } from '../domain/posterior.ts';
import { DAY_MS, type Instant } from '../domain/time.ts';
import type { Replies } from './proactiveState.ts';

export const answering = {
  /** What is believed of somebody whom nobody asked yet: three questions of four are answered; three of their own tell as much. */
  before: { asked: 3, answered: 2.25 },
  /** What each question to somebody else of the home says of one: a home has habits, too. */
  othersShare: 0.25,
  /** People change: what was answered so long ago counts half, and who once ignored everything is asked again in the end. */
  halfLifeMs: 45 * DAY_MS,
  /** What has to be put in words is answered less often than what takes a yes: for this share of times. */
  inWords: 0.85,
  /** What a question costs that nobody answers, against what the best answer is worth. */
  ignoredCost: 1.2,
} as const;

/** Marks the key of words, which say who spoke where nobody was recognised: people have their own ways to put things. */
const SAID = '"';

/** Whose answers are counted together: a voice; of voices that nobody recognised the satellite, and the words. */
export function whoOf({ speaker, satellite }: Pick<Turn, 'speaker' | 'satellite'>, phrase: string): readonly string[] {
  return speaker === undefined ? [satellite ?? '', `${SAID}${phrase}`] : [speaker];
}

/** The counts without those of words that are to be forgotten. */
export function withoutWords(replies: readonly Replies[], isMeant: (phrase: string) => boolean): readonly Replies[] {
  return replies.filter(({ who }) => !who.startsWith(SAID) || !isMeant(who.slice(SAID.length)));
}

/**
 * How probable it is that somebody answers usefully: the mean of a beta posterior over the questions so far, with what is known
 * of the home, then of the satellite, as what is believed beforehand.
 */
export function answerChance(replies: readonly Replies[], who: readonly string[], at: Instant): number {
  let { asked, answered } = answering.before;
  for (const one of replies) {
    if (who.includes(one.who) || one.who.startsWith(SAID)) continue;
    const now = countsAt(one, at);
    asked += answering.othersShare * now.asked;
    answered += answering.othersShare * now.answered;
  }
  let chance = answered / asked;
  let weight = asked;
  for (const key of who) {
    const known = replies.find((one) => one.who === key);
    const now = known === undefined ? { asked: 0, answered: 0 } : countsAt(known, at);
    chance = (chance * weight + now.answered) / (weight + now.asked);
    weight = answering.before.asked;
  }
  return Math.min(1, chance);
}

/** The counts with one question, or one answer, more; who was asked longest ago goes first. */
export function countedReply(
  replies: readonly Replies[],
  who: readonly string[],
  at: Instant,
  more: Pick<Replies, 'asked' | 'answered'>,
): readonly Replies[] {
  return who.reduce((counted, key) => countedKey(counted, key, at, more), replies);
}

function countedKey(
  replies: readonly Replies[],
  who: string,
  at: Instant,
  more: Pick<Replies, 'asked' | 'answered'>,
): readonly Replies[] {
  const known = replies.find((one) => one.who === who);
  const now = known === undefined ? { asked: 0, answered: 0 } : countsAt(known, at);
  const answered = now.answered + more.answered;
  const next = { who, asked: Math.max(answered, now.asked + more.asked), answered, at };
  return [...replies.filter((one) => one !== known), next].slice(-limits.doubtsMax);
}

/**
 * Whether a question pays: what an answer is worth, in [0, 1], as often as one comes, against the nuisance of asking in vain.
 *
 * Who answers always may be asked little things; who was never asked, what matters; who ignores half of all, nothing.
 */
export function isWorthAsking(worth: number, chance: number): boolean {
  return worth * chance > answering.ignoredCost * (1 - chance);
}

function countsAt({ asked, answered, at: then }: Replies, at: Instant): Pick<Replies, 'asked' | 'answered'> {
  const { wins, losses } = faded({ wins: answered, losses: asked - answered }, at - then, answering.halfLifeMs);
  return { asked: wins + losses, answered: wins };
}
