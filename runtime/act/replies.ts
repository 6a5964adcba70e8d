import type { Effect, Question, Turn } from '../domain/context.ts';
import type { Evidence } from '../domain/decision.ts';
import type { Intent } from '../domain/intent.ts';
import { limits } from '../domain/limits.ts';
import { askedOf, isAsked, isHousehold, kept, knowsVoices, mayConfirm } from '../domain/voice.ts';
import { type Deed, deed, ordersOf } from './deeds.ts';
import { isGuarded } from './policy.ts';
import { reportHandled, reportPlan } from './speech.ts';
import { answers, type TalkContext } from './talk.ts';

/** "yes": does what was asked about. */
export function confirm(context: TalkContext, plain: boolean): Deed {
  const question = context.asked?.question;
  if (question === undefined)
    return deed({ outcome: 'ignore', intent: 'HearthConfirm', say: tooLate(context), because: context.because });
  // A lesson that this voice was not asked about.
  if (question.kind === 'lesson')
    return deed({ outcome: 'ignore', intent: 'HearthConfirm', say: '', because: context.because });
  if (context.asked !== undefined && !isTheirs(context, context.asked, question))
    return unheeded(context, context.asked, question);
  if (question.effects !== undefined && plain) return keptOn(context, question.effects);
  // Where several things were offered, where a value was asked for, or where it was not plainly a yes, the question stands.
  if (question.kind !== 'confirm' || !plain) {
    return deed({
      outcome: 'ask',
      intent: 'HearthConfirm',
      targets: context.asked?.decision.targets ?? [],
      alternatives: context.asked?.decision.alternatives ?? [],
      say: context.asked?.decision.say ?? '',
      question,
      because: context.because,
    });
  }
  const plans = question.options;
  const [first] = plans;
  const orders = ordersOf(plans);
  const say = plans
    .map((plan) => (plan.via === undefined ? reportPlan(context.home, plan) : reportHandled(context.home, plan)))
    .join(' ');
  return deed({
    outcome: 'act',
    intent: first?.intent ?? 'HearthConfirm',
    slots: first?.slots ?? {},
    targets: [...new Set(plans.flatMap((plan) => plan.targets))].sort(),
    plans,
    orders,
    say,
    because: [{ signal: 'conversation', detail: 'you confirmed it', weight: 10 }, ...context.because],
    ...answers(context),
  });
}

/** Whoever says yes to what is asked no more would else believe it done. */
function tooLate({ home, turns }: TalkContext): string {
  const isLate = ({ at }: Turn) => home.now - at <= limits.conversationAgeMsMax;
  const asked = turns.find(({ question }) => question?.kind === 'confirm' && question.effects === undefined);
  const isSettled = turns.some(({ follows }) => follows?.how === 'answer' && follows.turn === asked?.id);
  return asked === undefined || isSettled || !isLate(asked) ? '' : 'I no longer wait for a yes. Please say it again.';
}

/** Whether a yes to this is for this voice to give: what is guarded is not for everybody, what is forgotten for whom it is alone. */
function isTheirs({ home, speaker }: TalkContext, asked: Turn, question: Question): boolean {
  // What a voice that was not told only stated is for the household to say, where its voices are told apart.
  const isLesson = question.effects?.[0]?.type === 'teachPhrase';
  if (isLesson && askedOf(asked) === undefined && knowsVoices(home)) return isHousehold(home, speaker);
  if (question.effects !== undefined) return isAsked(asked, speaker);
  return !isGuarded(home, question.options) || mayConfirm(home, asked, speaker);
}

/** A yes to what was asked about the memory itself. */
function keptOn(context: TalkContext, effects: readonly Effect[]): Deed {
  const because: Evidence[] = [{ signal: 'conversation', detail: 'you confirmed it', weight: 10 }, ...context.because];
  const [first] = effects;
  if (first?.type === 'teachPhrase') {
    const say = `When you say "${first.phrase}", I take it as "${first.meaning}".`;
    return deed({ outcome: 'teach', intent: 'HearthTeach', effects, say, because, ...answers(context) });
  }
  const isAll = first?.type === 'forget' && first.scope === 'everything';
  const kept =
    first?.type === 'preference' ? `${first.person ?? 'you'} like${first.person ? 's' : ''} ${first.value}` : '';
  const say = kept !== '' ? `I will remember that ${kept}.` : isAll ? 'I forgot everything.' : 'Okay, I forgot that.';
  const intent = context.asked?.decision.intent === 'HearthSetPreference' ? 'HearthSetPreference' : 'HearthForget';
  return deed({ outcome: 'teach', intent, effects, say, because, ...answers(context) });
}

/** A yes of a voice that may not give it: nothing is done, and the question stays open, no longer than it was, for who may. */
function unheeded(context: TalkContext, asked: Turn, question: Question): Deed {
  const to = askedOf(asked);
  const isTheirs = to === undefined || to === context.speaker;
  const whom = isTheirs ? 'Somebody of this home must say yes.' : `I asked ${to}.`;
  const lead = isHousehold(context.home, context.speaker) ? '' : 'I do not know your voice. ';
  const { targets, alternatives } = asked.decision;
  return deed({
    outcome: 'ask',
    intent: 'HearthConfirm',
    targets,
    alternatives,
    say: lead + whom,
    question: kept(asked, question),
    askedAt: question.askedAt,
    because: [
      { signal: 'policy', detail: 'only who was asked, or the household, confirms it', weight: 10 },
      ...context.because,
    ],
  });
}

/** "Did I answer your question?" – "yes", "no": what was asked about is rated. */
export function rated(context: TalkContext, value: 'positive' | 'negative'): Deed {
  const turn = context.asked?.question?.about;
  if (context.asked !== undefined && !isAsked(context.asked, context.speaker))
    return deed({ outcome: 'ignore', intent: 'HearthConfirm', say: '', because: context.because });
  return deed({
    outcome: 'answer',
    intent: value === 'positive' ? 'HearthConfirm' : 'HearthDeny',
    say: value === 'positive' ? 'Good.' : 'Sorry. Please tell me in other words.',
    effects: turn === undefined ? [] : [{ type: 'rated', turn, value }],
    because: [{ signal: 'conversation', detail: 'I had asked', weight: 5 }, ...context.because],
    ...answers(context),
  });
}

/** "no", "never mind": drops the question, or nothing. */
export function deny(context: TalkContext, intent: Intent): Deed {
  const { because } = context;
  if (context.asked === undefined)
    return deed({ outcome: 'ignore', intent, say: intent === 'HassNevermind' ? 'Okay.' : '', because });
  return deed({ outcome: 'answer', intent, say: 'Okay, I leave it.', because, ...answers(context) });
}
