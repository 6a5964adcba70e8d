import type { Question, Turn } from '../domain/context.ts';
import type { Intent } from '../domain/intent.ts';
import { limits } from '../domain/limits.ts';
import { normalPhrase } from '../domain/phrase.ts';

/** Requests that people repeat because they want more of the same. */
const REPEATABLE: ReadonlySet<Intent> = new Set<Intent>([
  'HassMediaNext',
  'HassMediaPrevious',
  'HassSetVolumeRelative',
  'HassIncreaseTimer',
  'HassDecreaseTimer',
  'HassTimerStatus',
  'HassGetCurrentTime',
  'HearthSnooze',
  'HearthRepeat',
  'HearthUndo',
  'HearthConfirm',
  'HearthDeny',
  'HearthExplain',
]);
const STEPS = ['brightness_step', 'temperature_step', 'percentage_step', 'volume_step'];
/** How a correction begins, for a turn that nobody marked as one. */
const CUE = /^(?:no|nope|not that|not the|i meant|i said|i mean|wrong)\b(?!$)/;

const OPPOSITES: readonly (readonly [string, string])[] = [
  ['turn_on', 'turn_off'],
  ['open', 'close'],
  ['lock', 'unlock'],
  ['start', 'return_to_base'],
  ['start', 'pause'],
  ['start_mowing', 'dock'],
];

/** Each turn's phrase is compared with every turn that follows it for a minute, so it is made once. */
const phrases = new WeakMap<Turn, string>();

/** What was heard and taken, as texts are compared. */
export function heardPhrase(turn: Turn): string {
  const known = phrases.get(turn);
  if (known !== undefined) return known;
  const phrase = normalPhrase(turn.hypotheses[0]?.text ?? '');
  phrases.set(turn, phrase);
  return phrase;
}

export function isRepeatable(turn: Turn): boolean {
  const { intent, slots } = turn.decision;
  return (intent !== null && REPEATABLE.has(intent)) || STEPS.some((step) => step in slots);
}

export function hasFailed(turn: Turn): boolean {
  return turn.decision.outcome === 'ignore' || turn.decision.outcome === 'handoff';
}

export function hasServed(turn: Turn): boolean {
  return ['act', 'answer', 'teach'].includes(turn.decision.outcome);
}

export function hasCue(turn: Turn): boolean {
  return CUE.test(heardPhrase(turn));
}

/** Whether a turn says what not to do: "don't turn on the lamp", not "I don't need the lamp" or "don't forget it". */
export function forbids(turn: Turn): boolean {
  return FORBIDS.test(turn.hypotheses[turn.trace.hypothesis]?.text.toLowerCase() ?? '');
}
const FORBIDS =
  /\b(?:don['’]?t|do not|never|no need to|not to|without) (?!need|want|require|use|like|have|care|mind|forget)\w/;

/** Whether `second` corrects `first` in so many words: "no, I meant the bedroom one". */
export function isCorrection(first: Turn, second: Turn): boolean {
  if (second.follows?.how === 'correct') return second.follows.turn === first.id;
  // A correction takes the wrong act back as it does the right one.
  if (isUndoOf(first, second) && second.decision.intent !== 'HearthUndo' && second.decision.outcome === 'act')
    return true;
  if (second.follows !== undefined || questionOf(first) !== undefined) return false;
  const { intent } = second.decision;
  if (intent === 'HearthDeny' || intent === 'HassNevermind' || intent === 'HearthUndo') return false;
  const near = second.at - first.at <= limits.conversationAgeMsMax;
  return near && hasServed(first) && (intent === 'HearthCorrect' || hasCue(second));
}

export function isUndoOf(first: Turn, second: Turn): boolean {
  return second.effects.some((effect) => effect.type === 'undone' && effect.turn === first.id);
}

/** Whether `second` orders the contrary of what `first` ordered, to at least one of the same things. */
export function isOpposite(first: Turn, second: Turn): boolean {
  const before = first.plans.flatMap((plan) => plan.orders);
  const after = second.plans.flatMap((plan) => plan.orders);
  return before.some((order) =>
    after.some(
      (other) =>
        other.entity === order.entity &&
        OPPOSITES.some(
          ([a, b]) => (order.service === a && other.service === b) || (order.service === b && other.service === a),
        ),
    ),
  );
}

/** What a turn asked in order to go on; what the hub asks of its own accord nobody need answer. */
export function questionOf(turn: Turn): Question | undefined {
  return turn.question?.unasked === true ? undefined : turn.question;
}

/** Whether a turn is a reply in a dialogue, and no request of its own. */
export function isReplying(turn: Turn): boolean {
  const { intent } = turn.decision;
  return turn.follows?.how === 'answer' || intent === 'HearthConfirm' || intent === 'HearthDeny';
}

/** Whether `second` answers the question that `first` asked. */
export function isAnswer(first: Turn, second: Turn): boolean {
  const question = questionOf(first);
  if (question === undefined) return false;
  if (second.follows !== undefined) return second.follows.turn === first.id && second.follows.how === 'answer';
  if (second.at - question.askedAt > limits.questionAgeMsMax) return false;
  const { intent, targets } = second.decision;
  if (intent === 'HearthConfirm') return true;
  return (
    hasServed(second) &&
    question.options.some(
      (option) => option.intent === intent && targets.every((target) => option.targets.includes(target)),
    )
  );
}

/** Whether `second` does what `first` already did. */
export function isSamePlan(first: Turn, second: Turn): boolean {
  if (!hasServed(first)) return false;
  const of = (turn: Turn): string =>
    JSON.stringify([turn.decision.intent, turn.decision.targets, Object.entries(turn.decision.slots).sort()]);
  return of(first) === of(second);
}

/** Numbers that were said, in order; two requests that differ in them ask for different things. */
export function numbersIn(phrase: string): string {
  return phrase
    .split(' ')
    .filter((word) => /\d/.test(word) || NUMBER_WORDS.has(word))
    .join(' ');
}
const NUMBER_WORDS = new Set(
  (
    'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen ' +
    'nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred half quarter'
  ).split(' '),
);

const TURNS: readonly (readonly [string, string])[] = [
  ['on', 'off'],
  ['up', 'down'],
  ['open', 'close'],
  ['lock', 'unlock'],
  ['start', 'stop'],
  ['raise', 'lower'],
  ['brighter', 'dimmer'],
  ['warmer', 'cooler'],
  ['louder', 'quieter'],
  ['mute', 'unmute'],
];

/** Whether one says the contrary word of the other: "turn on the fan" and "turn off the fan". */
export function turnsAround(a: readonly string[], b: readonly string[]): boolean {
  return TURNS.some(
    ([one, other]) =>
      (a.includes(one) && b.includes(other) && !b.includes(one)) ||
      (a.includes(other) && b.includes(one) && !b.includes(other)),
  );
}
