import type { Turn } from '../domain/context.ts';
import { limits } from '../domain/limits.ts';
import { againProbability, type EvidenceKind, evidenceOf, type TurnCase } from './evidence.ts';
import { wordsAlike } from './heard.ts';
import { isTalk } from './nameFeatures.ts';
import { hasServed, isUndoOf, questionOf } from './relate.ts';

/** What is known of the earlier turn when the later one comes, and of the talk around them; flags are 0 or 1. */
export const MEANWHILE_FEATURES = [
  // Turns in between: of the whole home, and of the earlier one's satellite.
  'between',
  'betweenHere',
  // What happened to the first meanwhile. `rated`: 1 for a positive rating, -1 for a negative one.
  'bargedIn',
  'setBack',
  'silentDevices',
  'rated',
  // The question that it asked got its answer, and that came to something; or a no.
  'wasAnswered',
  'wasServed',
  'wasDenied',
  // It was taken back in so many words.
  'undone',
  // How far a turn in between was the same request once more, and came to something.
  'again',
  'againServed',
  // The turn before the first, at its satellite: what it asked (1 to be confirmed, 2 anything else), how long ago.
  'priorAsked',
  'priorSeconds',
  'priorAlike',
  // The turn just before the second, at its satellite: the first itself, or one in between.
  'previousSeconds',
  'previousServed',
  'previousTalk',
  'previousAlike',
  'previousFirst',
] as const;
export type MeanwhileFeature = (typeof MEANWHILE_FEATURES)[number];
export type Meanwhile = Readonly<Record<MeanwhileFeature, number>>;

/** Where a later turn stands among the others. */
export interface Place {
  /** Turns between the two: of the whole home, and of the earlier one's satellite. */
  readonly between: number;
  readonly betweenHere: number;
  /** The last turn before it at its satellite; undefined where there was none for a minute. */
  readonly previous: Turn | undefined;
}

/** Longer ago than this is another affair; in seconds. */
const LONG_AGO = 99;

export function meanwhileOf(item: TurnCase, later: Turn, { between, betweenHere, previous }: Place): Meanwhile {
  const { turn, prior } = item;
  const replied = (kind: EvidenceKind): Turn | undefined => {
    const by = evidenceOf(item, kind)?.by;
    return by === later ? undefined : by;
  };
  const answer = replied('answered');
  const next = item.later.find((one) => one.turn.satellite === turn.satellite)?.turn;
  const opposite = replied('reversalByVoice');
  const is = (condition: boolean): number => (condition ? 1 : 0);
  return {
    between,
    betweenHere,
    bargedIn: is(evidenceOf(item, 'bargeIn') !== undefined),
    setBack: is(evidenceOf(item, 'reversalByHand') !== undefined),
    silentDevices: evidenceOf(item, 'unresponsive')?.strength ?? 0,
    rated: ratingOf(item),
    wasAnswered: is(answer !== undefined),
    wasServed: is([answer, next].some((one) => one !== undefined && isServing(turn, one))),
    wasDenied: is(replied('denied') !== undefined),
    undone: is(opposite !== undefined && isUndoOf(turn, opposite)),
    ...againIn(item),
    priorAsked: prior === undefined ? 0 : askedBy(prior, turn),
    priorSeconds: prior === undefined ? LONG_AGO : (turn.at - prior.at) / 1000,
    priorAlike: prior === undefined ? 0 : wordsAlike(prior, later),
    previousSeconds: previous === undefined ? LONG_AGO : (later.at - previous.at) / 1000,
    previousServed: is(previous !== undefined && hasServed(previous)),
    previousTalk: is(previous !== undefined && isTalk(previous)),
    previousAlike: previous === undefined ? 0 : wordsAlike(previous, later),
    previousFirst: previous === undefined ? 0 : previous === turn ? 1 : wordsAlike(turn, previous),
  };
}

function ratingOf(item: TurnCase): number {
  if (evidenceOf(item, 'negativeRating') !== undefined) return -1;
  return evidenceOf(item, 'positiveRating') === undefined ? 0 : 1;
}

function againIn({ later }: TurnCase): { again: number; againServed: number } {
  let [again, againServed] = [0, 0];
  for (const one of later) {
    const share = againProbability(one);
    again = Math.max(again, share);
    if (hasServed(one.turn)) againServed = Math.max(againServed, share);
  }
  return { again, againServed };
}

/** Whether a turn asked something, and what was said next came to something. */
function isServing(asking: Turn, next: Turn): boolean {
  const { intent } = next.decision;
  return askedBy(asking, next) > 0 && hasServed(next) && intent !== 'HearthDeny' && intent !== 'HassNevermind';
}

/** What the earlier turn asked that the later one is in time to answer. */
function askedBy(earlier: Turn, later: Turn): number {
  const question = questionOf(earlier);
  if (question === undefined || later.at - question.askedAt > limits.questionAgeMsMax) return 0;
  return question.kind === 'confirm' ? 1 : 2;
}
