import type { Effect, HomeView, Plan, Turn } from '../domain/context.ts';
import type { Alternative, Evidence, Slots } from '../domain/decision.ts';
import type { EntityId } from '../domain/entity.ts';
import type { Intent } from '../domain/intent.ts';
import { limits } from '../domain/limits.ts';
import { ordersOf } from './act.ts';
import { type Deed, deed } from './deeds.ts';
import { explainTurn } from './explain.ts';
import { ordersToRestore } from './orders.ts';
import { confirmationFor } from './policy.ts';
import { describePlan, list, nameTargets, reportHandled, reportPlan } from './speech.ts';

export interface TalkContext {
  readonly home: HomeView;
  /** The last turns of this conversation, newest first. */
  readonly turns: readonly Turn[];
  readonly asked: Turn | undefined;
  readonly speaker: string | undefined;
  readonly because: readonly Evidence[];
}

/** "yes": does what was asked about. */
export function confirm(context: TalkContext): Deed {
  const question = context.asked?.question;
  if (question === undefined)
    return deed({ outcome: 'ignore', intent: 'HearthConfirm', say: '', because: context.because });
  const plans = question.kind === 'confirm' ? question.options : question.options.slice(0, 1);
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
  });
}

/** "no", "never mind": drops the question, or nothing. */
export function deny(context: TalkContext, intent: Intent): Deed {
  const { because } = context;
  if (context.asked === undefined)
    return deed({ outcome: 'ignore', intent, say: intent === 'HassNevermind' ? 'Okay.' : '', because });
  return deed({ outcome: 'answer', intent, say: 'Okay, I leave it.', because });
}

/** "undo that": brings back what the last act of this conversation changed. */
export function undo(context: TalkContext): Deed {
  const { home, because } = context;
  const turn = lastAct(context);
  if (turn === undefined)
    return deed({ outcome: 'answer', intent: 'HearthUndo', say: 'There is nothing to undo.', because });
  const orders = ordersToRestore(home, turn.before);
  const targets = [...new Set(orders.map((order) => order.entity))].sort();
  if (orders.length === 0)
    return deed({ outcome: 'answer', intent: 'HearthUndo', say: 'That cannot be undone.', because });
  const plan: Plan = { intent: 'HearthUndo', slots: {}, targets, orders };
  const risky = confirmationFor(home, orders);
  if (risky !== undefined) {
    return deed({
      outcome: 'ask',
      intent: 'HearthUndo',
      targets,
      say: `Undoing that would ${risky.order.service.replaceAll('_', ' ')} ${nameTargets(home, [risky.order.entity])}. Shall I?`,
      question: { kind: 'confirm', options: [plan] },
      because: [{ signal: 'policy', detail: `${risky.rule} is always confirmed`, weight: 10 }, ...because],
    });
  }
  const effects: Effect[] = [{ type: 'undone', turn: turn.id }];
  return deed({
    outcome: 'act',
    intent: 'HearthUndo',
    targets,
    plans: [plan],
    orders,
    effects,
    say: `Undone: ${nameTargets(home, targets)} ${targets.length === 1 ? 'is' : 'are'} as before.`,
    because,
  });
}

export function lastAct(context: TalkContext): Turn | undefined {
  const { home, turns } = context;
  const undone = new Set(
    turns.flatMap((turn) => turn.effects.flatMap((effect) => (effect.type === 'undone' ? [effect.turn] : []))),
  );
  return turns.find(
    (turn) =>
      turn.decision.outcome === 'act' &&
      turn.before.length > 0 &&
      turn.decision.intent !== 'HearthUndo' &&
      !undone.has(turn.id) &&
      home.now - turn.at <= limits.undoAgeMsMax,
  );
}

/** "again": repeats a step ("louder", "next") and says anything else once more. */
export function repeat(context: TalkContext): Deed {
  const turn = context.turns[0];
  const { because } = context;
  if (turn === undefined)
    return deed({ outcome: 'answer', intent: 'HearthRepeat', say: 'I have not said anything yet.', because });
  const again = turn.plans.filter(
    (plan) =>
      /Next|Previous|Relative/.test(plan.intent) || Object.keys(plan.slots).some((slot) => slot.endsWith('_step')),
  );
  if (turn.decision.outcome === 'act' && again.length > 0) {
    return deed({
      outcome: 'act',
      intent: turn.decision.intent,
      slots: turn.decision.slots,
      targets: turn.decision.targets,
      plans: again,
      orders: ordersOf(again),
      say: turn.decision.say,
      because,
    });
  }
  const question = turn.question;
  return deed({
    outcome: question === undefined ? 'answer' : 'ask',
    intent: 'HearthRepeat',
    say: turn.decision.say,
    because,
    ...(question !== undefined && { question }),
  });
}

export function explain(context: TalkContext): Deed {
  const turn = context.turns.find((one) => one.decision.intent !== 'HearthExplain');
  return deed({
    outcome: 'answer',
    intent: 'HearthExplain',
    targets: turn?.decision.targets ?? [],
    say: explainTurn(turn),
    because: turn?.decision.because ?? [],
  });
}

/** "Which one, …?": the question that tells apart what the words leave open. */
export function clarify(
  home: HomeView,
  plans: readonly Plan[],
  confidences: readonly number[],
  because: readonly Evidence[],
): Deed {
  const [first] = plans;
  const alternatives: Alternative[] = plans.map((plan, i) => ({
    intent: plan.intent,
    slots: plan.slots,
    targets: plan.targets,
    confidence: confidences[i] ?? 0,
  }));
  const names = plans.map((plan) => optionName(home, plan));
  return deed({
    outcome: 'ask',
    intent: first?.intent ?? null,
    slots: first === undefined ? {} : shared(plans),
    targets: [...new Set(plans.flatMap((plan) => plan.targets))].sort(),
    say: `Which one: ${list(names, 'or')}?`,
    question: { kind: 'clarify', options: plans },
    because,
    alternatives,
  });
}

function optionName(home: HomeView, plan: Plan): string {
  const name = nameTargets(home, plan.targets);
  const area = home.definition(plan.targets[0] ?? '')?.area;
  return plan.targets.length === 1 && area !== undefined && !name.toLowerCase().includes(area.toLowerCase())
    ? `${name} in the ${area}`
    : name;
}

function shared(plans: readonly Plan[]): Slots {
  const [first] = plans;
  return Object.fromEntries(
    Object.entries(first?.slots ?? {}).filter(([name, value]) => plans.every((plan) => plan.slots[name] === value)),
  );
}

/** "Do you want me to …?": what it probably is, but not surely enough. */
export function propose(home: HomeView, plan: Plan, confidence: number, because: readonly Evidence[]): Deed {
  return deed({
    outcome: 'ask',
    intent: plan.intent,
    slots: plan.slots,
    targets: plan.targets,
    say: `Do you want me to ${describePlan(home, plan)}?`,
    question: { kind: 'confirm', options: [plan] },
    because,
    alternatives: [{ intent: plan.intent, slots: plan.slots, targets: plan.targets, confidence }],
  });
}

/** What was named is not in this home: says so, and does nothing anywhere else. */
export function nothingFits(
  intent: Intent | null,
  slots: Slots,
  targets: readonly EntityId[],
  words: string | undefined,
  because: readonly Evidence[],
): Deed {
  const say = words === undefined ? 'Which one do you mean?' : `I know of no ${words} here. What do you mean?`;
  return deed({ outcome: 'ask', intent, slots, targets, say, because });
}
