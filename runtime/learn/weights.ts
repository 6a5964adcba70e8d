import { MINUTE_MS, SECOND_MS } from '../domain/time.ts';

/**
 * What each reaction says about the turn before it, as log-odds added to the odds that the turn was a defect.
 *
 * Set by hand so that one plain complaint outweighs a confident decision (prior at least −2.5) and two faint ones do; the
 * trained weights replace this table, not the code that reads it.
 */
export const evidenceWeights = {
  correction: 4.5,
  undo: 4,
  /** The opposite command to the same things: soon after it is a reversal, later a change of mind. */
  oppositeSoon: 3.2,
  oppositeLater: 2.2,
  handSoon: 3.6,
  handLater: 2.8,
  negativeRating: 5,
  positiveRating: -6,
  handlerError: 5,
  /** Times the share of the commanded devices that never answered. */
  unresponsive: 4.2,
  /** Times the probability that the later utterance is a rephrase. */
  rephrase: 3.6,
  repetitionSoon: 3.2,
  repetitionLater: 1.8,
  /** Cutting an answer short says more than cutting "okay, done" short. */
  bargeInAnswer: 2.6,
  bargeInAct: 2,
  denied: 2,
  abandoned: 1.2,
  unanswered: 1.4,
  answered: -1.5,
  followedUp: -1,
  fulfilled: -0.5,
  silence: -1,
} as const;

export const learning = {
  /** At this probability a defect with a telling reaction is settled at once, without waiting for more. */
  settleAt: 0.8,
  /** At the end of the quiet period a turn is a defect from here on. */
  defectAt: 0.5,
  /** Reactions come within a minute; after it silence is acceptance. */
  quietMs: MINUTE_MS,
  /** How far a confident or doubtful decision may move the odds before anybody reacted. */
  priorMin: -2.5,
  priorMax: 0.4,
  soonMs: 15 * SECOND_MS,
  repetitionMs: 30 * SECOND_MS,
  rephraseMs: 45 * SECOND_MS,
  /** Who is misheard tries again at once: a rephrase reaches back over this many turns of its satellite. */
  rephraseTurns: 3,
  /** From here on a later utterance counts as a rephrase; a rewrite is learned only from a clearer one. */
  rephraseAt: 0.6,
  rephraseLearnAt: 0.75,
  /** Devices that were told are given this many times the usual delay of an echo. */
  echoes: 2,
  /** A wake word heard with less than this was likely none; nothing is learned below the second. */
  falseWakeBelow: 0.5,
  wakeToLearn: 0.6,
} as const;

/** Weights of the rephrase score, a logistic over features in [0, 1] (gap in seconds). Hand-set; see `rephraseProbability`. */
export const rephraseWeights = {
  bias: -4.2,
  meaning: 4,
  words: 1.5,
  sound: 2,
  firstFailed: 1.5,
  secondSucceeded: 0.8,
  gapSeconds: -0.03,
  cue: 2,
  /** The first worked and the second names something else: a new request in the same words. */
  newTarget: -3,
  refined: -1.5,
  /** The second leads to what the first already did: said again, but not for want of it. */
  sameDeed: -2,
  opposite: -4,
  otherValue: -2.5,
} as const;

export function sigmoid(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}
