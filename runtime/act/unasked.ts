import type { Effect, Lesson, Plan, Turn } from '../domain/context.ts';
import type { Evidence } from '../domain/decision.ts';
import type { EntityId } from '../domain/entity.ts';
import type { Intent } from '../domain/intent.ts';
import { type Deed, deed } from './deeds.ts';
import { isPlainYes } from './policy.ts';
import { describePlan, list } from './speech.ts';
import type { TeachContext } from './teach.ts';

/**
 * What the hub's own question may have it learn: a rewrite on probation, or, where somebody said no to it, one that rests;
 * undefined where nothing of the kind may be learned.
 */
export type LearnPhrase = (
  phrase: string,
  meaning: string,
  answer: 'yes' | 'no',
  targets: readonly EntityId[],
) => Effect | undefined;

interface Context extends TeachContext {
  readonly learnPhrase: LearnPhrase;
}

interface Heard {
  readonly text: string;
  readonly intent: Intent | null;
}

/**
 * What an utterance answers to a question that nobody asked for; undefined where it is a request like any other.
 *
 * Only a plain yes or no is an answer. An order that follows "What should I do when you say …?" is done as such, and whether it
 * is what was meant is then asked in words; see `offered`.
 */
export function answerUnasked(
  context: Context,
  lesson: Lesson,
  { text, intent }: Heard,
  isNo: boolean,
): Deed | undefined {
  const { asks, phrase = '', meaning = '' } = lesson;
  const isYes = intent === 'HearthConfirm' && isPlainYes(text);
  if (asks === 'meaning' && isYes) {
    const say = `Then tell me what. What should I do when you say "${phrase}"?`;
    const question = { kind: 'lesson', options: [], lesson, unasked: true } as const;
    return deed({ outcome: 'ask', intent: 'HearthTeach', slots: { phrase }, say, question, because: context.because });
  }
  if (asks !== 'consent' || (!isYes && !isNo)) return undefined;
  const effect = context.learnPhrase(phrase, meaning, isYes ? 'yes' : 'no', []);
  const effects = effect === undefined ? [] : [effect];
  if (isNo) return deed({ outcome: 'answer', intent: 'HearthDeny', effects, say: 'Okay.', because: context.because });
  if (effect === undefined) return undefined;
  const because: readonly Evidence[] = [{ signal: 'teaching', detail: 'you said yes', weight: 5 }, ...context.because];
  const say = `When you say "${phrase}", I take it as "${meaning}".`;
  return deed({ outcome: 'teach', intent: 'HearthTeach', slots: { phrase, meaning }, effects, say, because });
}

/**
 * The request that followed "What should I do when you say …?", which was carried out like any other: whether that is what is to
 * be done is asked in words, and only of what may be learned.
 */
export function offered(context: Context, done: Deed, asked: Turn): Deed {
  const lesson = asked.question?.lesson;
  if (asked.question?.unasked !== true || lesson?.asks !== 'meaning' || lesson.phrase === undefined) return done;
  if (done.outcome !== 'act' || done.question !== undefined || done.plans.length === 0) return done;
  const { phrase } = lesson;
  const meaning = context.text.trim();
  if (context.learnPhrase(phrase, meaning, 'yes', done.targets) === undefined) return done;
  return {
    ...done,
    say: `${done.say} Shall I ${whatOf(context, done.plans)} whenever you say "${phrase}"?`.trim(),
    question: { kind: 'lesson', options: [], lesson: { asks: 'consent', phrase, meaning }, unasked: true },
    because: [...done.because, { signal: 'policy', detail: 'asked of its own accord: lesson', weight: 0 }],
  };
}

function whatOf({ home }: TeachContext, plans: readonly Plan[]): string {
  const isPlain = plans.every((plan) => plan.orders.length > 0);
  return isPlain ? list(plans.map((plan) => describePlan(home, plan))) : 'do that';
}
