import type { Turn } from '../domain/context.ts';
import { rowOf } from './forest.ts';
import { amongHeard, differing, heardWords, nearestSound, recoveredIn, soundsApart, wordsAlike } from './heard.ts';
import { MEANWHILE_FEATURES, type Meanwhile } from './meanwhile.ts';
import { NAME_FEATURES, nameFeatures } from './nameFeatures.ts';
import {
  hasCue,
  hasFailed,
  hasServed,
  isAnswer,
  isCorrection,
  isOpposite,
  isRepeatable,
  isReplying,
  isSamePlan,
  numbersIn,
  questionOf,
  turnsAround,
} from './relate.ts';

/** What the relation of two utterances is told from; shares and probabilities in [0, 1], flags 0 or 1. */
export const PAIR_FEATURES = [
  // Their words.
  'equal',
  'meaning',
  'words',
  'kept',
  'added',
  'sound',
  'differingSound',
  'nearestWord',
  'amongHeard',
  'crossHeard',
  'recovered',
  'lengthRatio',
  'firstWords',
  'secondWords',
  'cue',
  'opener',
  'refers',
  'otherValue',
  'turned',
  // Time and dialogue.
  'gapSeconds',
  'continues',
  'corrects',
  'answers',
  'undoes',
  'asked',
  'denies',
  'firstReplies',
  'secondReplies',
  // People.
  'sameSpeaker',
  'otherSpeaker',
  'sameSatellite',
  'sameArea',
  // What the stages made of them.
  'firstDone',
  'firstAnswered',
  'firstAsked',
  'firstFailed',
  'secondDone',
  'secondAnswered',
  'secondAsked',
  'secondFailed',
  'firstConfidence',
  'secondConfidence',
  'firstHeard',
  'secondHeard',
  'firstMargin',
  'firstAgreement',
  'firstInScope',
  'secondInScope',
  'firstIntent',
  'firstUnmatched',
  'secondUnmatched',
  'firstWake',
  'secondWake',
  // What they would do.
  'sameIntent',
  'sameDomain',
  'sameTargets',
  'moreTargets',
  'samePlan',
  'slotsShared',
  'slotsOther',
  'opposite',
  'repeatable',
  'amongAlternatives',
  // What they name.
  ...NAME_FEATURES,
  // What happened around them.
  ...MEANWHILE_FEATURES,
] as const;
export type PairFeature = (typeof PAIR_FEATURES)[number];

const OPENER = /^(?:and|also|then|now|plus|as well)\b|\b(?:too|also|as well)$/;
const REFERS = /\b(?:it|its|that|this|those|these|them|they|there|one|ones|same|again)\b/;

/** One value for each of `PAIR_FEATURES`, in that order. */
export function pairFeatures(first: Turn, second: Turn, meanwhile: Meanwhile): Float64Array {
  const values: Record<PairFeature, number> = {
    ...wordFeatures(first, second),
    ...dialogueFeatures(first, second),
    ...stageFeatures(first, second),
    ...planFeatures(first, second),
    ...nameFeatures(first, second),
    ...meanwhile,
  };
  return rowOf(PAIR_FEATURES, values);
}

type WordFeature =
  | 'equal'
  | 'meaning'
  | 'words'
  | 'kept'
  | 'added'
  | 'sound'
  | 'differingSound'
  | 'nearestWord'
  | 'crossHeard'
  | 'recovered'
  | 'amongHeard'
  | 'lengthRatio'
  | 'firstWords'
  | 'secondWords'
  | 'cue'
  | 'opener'
  | 'refers'
  | 'otherValue'
  | 'turned';

function wordFeatures(first: Turn, second: Turn): Record<WordFeature, number> {
  const [a, b] = [heardWords(first), heardWords(second)];
  const longest = Math.max(a.words.length, b.words.length, 1);
  const words = wordsAlike(first, second);
  const [onlyA, onlyB] = [differing(a.words, b.words), differing(b.words, a.words)];
  const soundsA = onlyA.map((word) => a.wordSounds.get(word) ?? '');
  const soundsB = onlyB.map((word) => b.wordSounds.get(word) ?? '');
  return {
    equal: a.phrase === b.phrase ? 1 : 0,
    meaning: cosine(first.trace.embedding, second.trace.embedding) ?? words,
    words,
    kept: 1 - onlyA.length / Math.max(1, a.words.length),
    added: onlyB.length / Math.max(1, b.words.length),
    sound: a.phrase === b.phrase ? 1 : 1 - soundsApart(a.sounds, b.sounds),
    differingSound: 1 - soundsApart(soundsA.join(''), soundsB.join('')),
    nearestWord: nearestSound(soundsA, soundsB),
    amongHeard: amongHeard(first, b.words),
    crossHeard: amongHeard(second, a.words),
    recovered: recoveredIn(first, onlyB) / Math.max(1, b.words.length),
    lengthRatio: Math.min(a.words.length, b.words.length) / longest,
    firstWords: a.words.length,
    secondWords: b.words.length,
    cue: hasCue(second) ? 1 : 0,
    opener: OPENER.test(b.phrase) ? 1 : 0,
    refers: REFERS.test(b.phrase) ? 1 : 0,
    otherValue: numbersIn(a.phrase) === numbersIn(b.phrase) ? 0 : 1,
    turned: turnsAround(a.words, b.words) ? 1 : 0,
  };
}

type DialogueFeature =
  | 'gapSeconds'
  | 'continues'
  | 'corrects'
  | 'answers'
  | 'undoes'
  | 'asked'
  | 'denies'
  | 'firstReplies'
  | 'secondReplies'
  | 'sameSpeaker'
  | 'otherSpeaker'
  | 'sameSatellite'
  | 'sameArea';

function dialogueFeatures(first: Turn, second: Turn): Record<DialogueFeature, number> {
  const how = second.follows?.turn === first.id ? second.follows.how : undefined;
  const { intent } = second.decision;
  const question = questionOf(first);
  const known = first.speaker !== undefined && second.speaker !== undefined;
  const undoes = second.effects.some((effect) => effect.type === 'undone' && effect.turn === first.id);
  return {
    gapSeconds: (second.at - first.at) / 1000,
    continues: how === 'continue' ? 1 : 0,
    corrects: isCorrection(first, second) ? 1 : 0,
    answers: first.satellite === second.satellite && isAnswer(first, second) ? 1 : 0,
    undoes: undoes || how === 'undo' ? 1 : 0,
    asked: question === undefined ? 0 : question.kind === 'confirm' ? 1 : 2,
    denies: intent === 'HearthDeny' || intent === 'HassNevermind' ? 1 : 0,
    firstReplies: isReplying(first) ? 1 : 0,
    secondReplies: isReplying(second) ? 1 : 0,
    sameSpeaker: known && first.speaker === second.speaker ? 1 : 0,
    otherSpeaker: known && first.speaker !== second.speaker ? 1 : 0,
    sameSatellite: first.satellite === second.satellite ? 1 : 0,
    sameArea: first.area === second.area ? 1 : 0,
  };
}

type StageFeature =
  | 'firstDone'
  | 'firstAnswered'
  | 'firstAsked'
  | 'firstFailed'
  | 'secondDone'
  | 'secondAnswered'
  | 'secondAsked'
  | 'secondFailed'
  | 'firstConfidence'
  | 'secondConfidence'
  | 'firstHeard'
  | 'secondHeard'
  | 'firstMargin'
  | 'firstAgreement'
  | 'firstInScope'
  | 'secondInScope'
  | 'firstIntent'
  | 'firstUnmatched'
  | 'secondUnmatched'
  | 'firstWake'
  | 'secondWake';

function stageFeatures(first: Turn, second: Turn): Record<StageFeature, number> {
  const is = (turn: Turn, ...outcomes: readonly string[]) => (outcomes.includes(turn.decision.outcome) ? 1 : 0);
  return {
    firstDone: is(first, 'act', 'teach'),
    firstAnswered: is(first, 'answer'),
    firstAsked: is(first, 'ask'),
    firstFailed: hasFailed(first) ? 1 : 0,
    secondDone: is(second, 'act', 'teach'),
    secondAnswered: is(second, 'answer'),
    secondAsked: is(second, 'ask'),
    secondFailed: hasFailed(second) ? 1 : 0,
    firstConfidence: first.decision.confidence,
    secondConfidence: second.decision.confidence,
    firstHeard: first.hypotheses[0]?.confidence ?? 1,
    secondHeard: second.hypotheses[0]?.confidence ?? 1,
    firstMargin: Math.min(8, first.trace.margin),
    firstAgreement: first.trace.agreement,
    firstInScope: first.trace.inScope,
    secondInScope: second.trace.inScope,
    firstIntent: first.trace.intentProbability,
    firstUnmatched: first.trace.unmatched.length,
    secondUnmatched: second.trace.unmatched.length,
    firstWake: first.wakeConfidence ?? 1,
    secondWake: second.wakeConfidence ?? 1,
  };
}

type PlanFeature =
  | 'sameIntent'
  | 'sameDomain'
  | 'sameTargets'
  | 'moreTargets'
  | 'samePlan'
  | 'slotsShared'
  | 'slotsOther'
  | 'opposite'
  | 'repeatable'
  | 'amongAlternatives';

function planFeatures(first: Turn, second: Turn): Record<PlanFeature, number> {
  const [a, b] = [first.decision, second.decision];
  const shared = b.targets.filter((target) => a.targets.includes(target)).length;
  const either = a.targets.length + b.targets.length - shared;
  const domains = new Set(a.targets.map(domainOf));
  const names = [...new Set([...Object.keys(a.slots), ...Object.keys(b.slots)])];
  const same = names.filter((name) => JSON.stringify(a.slots[name]) === JSON.stringify(b.slots[name])).length;
  const considered = a.alternatives.some(
    (other) => other.intent === b.intent && sameList(other.targets, b.targets) && b.targets.length > 0,
  );
  return {
    sameIntent: a.intent !== null && a.intent === b.intent ? 1 : 0,
    sameDomain: b.targets.some((target) => domains.has(domainOf(target))) ? 1 : 0,
    sameTargets: either === 0 ? 0 : shared / either,
    moreTargets: Math.sign(b.targets.length - a.targets.length),
    samePlan: isSamePlan(first, second) ? 1 : 0,
    slotsShared: same,
    slotsOther: names.length - same,
    opposite: isOpposite(first, second) ? 1 : 0,
    repeatable: isRepeatable(first) ? 1 : 0,
    amongAlternatives: considered && hasServed(second) ? 1 : 0,
  };
}

function domainOf(entity: string): string {
  return entity.slice(0, entity.indexOf('.'));
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item, i) => item === b[i]);
}

/** Both of unit length, so the dot product is the cosine. */
function cosine(a: Float32Array | undefined, b: Float32Array | undefined): number | undefined {
  if (a === undefined || b === undefined || a.length !== b.length) return undefined;
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}
