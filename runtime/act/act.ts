import type { HomeView, Plan } from '../domain/context.ts';
import type { Alternative, Evidence, Slots } from '../domain/decision.ts';
import type { EntityId } from '../domain/entity.ts';
import type { Intent } from '../domain/intent.ts';
import { limits } from '../domain/limits.ts';
import { abilities } from './abilities.ts';
import { answerState, answerTemperature, answerTime, answerWeather } from './answers.ts';
import { type Deed, deed, together } from './deeds.ts';
import { isEmbedded } from './embedded.ts';
import { type ActContext, type Part, partOf, planOf, type Settled } from './parts.ts';
import { confirmationFor, isDelayedRisk, isLoud, isQuestion, isQuiet } from './policy.ts';
import { describePlan, list, nameTargets, reportHandled, reportPlan } from './speech.ts';
import { askSlot, missingSlot } from './talk.ts';
import { isDoubtful, isNeededNoMore, isNegated, isTold } from './wanted.ts';

/** Answers, acts or asks for confirmation: what becomes of interpretations that are sure enough. */
export function act(context: ActContext, settled: readonly Settled[]): Deed {
  const [first] = settled;
  if (first === undefined) throw new Error('nothing was settled');
  if (settled.every((one) => isAnswered(one.intent))) return answers(context.home, settled);
  const wanted = settled.filter((one) => isWanted(one));
  if (wanted.length === 0) return leftAlone(first);
  if (wanted.length < settled.length) return act(context, wanted);
  const gap = settled
    .map((one) => ({ one, slot: missingSlot(one.intent, one.slots) }))
    .find(({ slot }) => slot !== undefined);
  if (gap?.slot !== undefined) {
    const asked = askSlot(context.home, planOf(context, gap.one), gap.slot, gap.one.because);
    const others = settled.filter((one) => one !== gap.one);
    return others.length === 0 ? asked : together(act(context, others), asked);
  }
  const parts = settled.filter((one) => !isAnswered(one.intent)).map((one) => partOf(context, one));
  const said = settled.filter((one) => isAnswered(one.intent)).map((one) => answer(context.home, one).say);
  const missed = parts.flatMap(({ one }) => (one.leftOut === '' ? [] : [`I did not understand "${one.leftOut}".`]));
  const left = [...parts.flatMap((part) => (part.left === '' ? [] : [part.left])), ...missed];
  const done = parts.filter((part) => part.isDone);
  if (done.length === 0) return notDone(parts, [...left, ...said]);
  return guarded(
    context,
    settled,
    done.map(({ plan }) => plan),
    [...left, ...said],
  );
}

function isWanted({ said, intent }: Settled): boolean {
  return (!isNegated(said) || isNeededNoMore(said, intent)) && !isTold(said);
}

/** "don't …": nothing is done, and that is said. */
export function leftAlone(one: Pick<Settled, 'because'>): Deed {
  const because = [policyEvidence('you asked that it be left alone')];
  return deed({
    outcome: 'ignore',
    intent: 'HassNevermind',
    say: 'Okay, I leave it.',
    because: [...because, ...one.because],
  });
}

function unreachable(home: HomeView, plans: readonly Plan[]): readonly EntityId[] {
  const ids = plans.flatMap((plan) => plan.orders.map((order) => order.entity));
  return [...new Set(ids)].filter((id) => home.state(id)?.state === 'unavailable');
}

function guarded(
  context: ActContext,
  settled: readonly Settled[],
  plans: readonly Plan[],
  said: readonly string[],
): Deed {
  const { home } = context;
  const orders = plans.flatMap((plan) => plan.orders);
  if (orders.length > limits.targetsMax) {
    const because = [policyEvidence(`more than ${limits.targetsMax} things at once`), ...merged(settled).because];
    return deed({
      ...merged(settled),
      targets: [],
      outcome: 'ask',
      say: `That would be ${orders.length} things at once. Which room do you mean?`,
      because,
    });
  }
  const away = unreachable(home, plans);
  if (away.length > 0 && orders.every((order) => away.includes(order.entity))) {
    return deed({ ...merged(settled), outcome: 'answer', say: `I cannot reach ${nameTargets(home, away)}.` });
  }
  const base = { ...merged(settled), plans };
  const scruple = scrupleOf(context, settled, plans);
  if (scruple !== undefined) {
    const because = [policyEvidence(scruple.why), ...base.because];
    const asked = { ...base, plans: [], outcome: 'ask' as const, say: [...said, scruple.say].join(' '), because };
    if (!scruple.confirmable) return deed(asked);
    return deed({ ...asked, question: { kind: 'confirm', options: plans }, alternatives: plans.map(toAlternative) });
  }
  const reached = plans.map((plan) => ({ ...plan, targets: plan.targets.filter((id) => !away.includes(id)) }));
  const reports = reached.map((plan) => (plan.via === undefined ? reportPlan(home, plan) : reportHandled(home, plan)));
  const missed = away.length > 0 ? [`I cannot reach ${nameTargets(home, away)}.`] : [];
  return deed({ ...base, orders, outcome: 'act', say: [...reports, ...missed, ...said].join(' ') });
}

/** Does the intent change anything, or only ask for something? */
function changes(intent: Intent): boolean {
  return !/^(?:HassGet|HassTimerStatus|HearthGet)/.test(intent);
}

/** Why plans are asked about before they are carried out, and how; undefined where nothing speaks against them. */
function scrupleOf(
  context: ActContext,
  settled: readonly Settled[],
  plans: readonly Plan[],
): { readonly why: string; readonly say: string; readonly confirmable: boolean } | undefined {
  const { home, rewrite } = context;
  const orders = plans.flatMap((plan) => plan.orders);
  const what = list(plans.map((plan) => describePlan(home, plan)));
  if (orders.length > 0 && settled.some((one) => one.later)) {
    return {
      why: 'nothing here keeps a schedule',
      say: `I cannot do that later. Shall I ${what} now?`,
      confirmable: true,
    };
  }
  if (orders.length > 0 && settled.some((one) => one.waits)) {
    return {
      why: 'nothing here waits for something to happen',
      say: `I cannot wait for that. Shall I ${what} now?`,
      confirmable: true,
    };
  }
  if (orders.length > 0 && settled.some((one) => one.ends)) {
    return {
      why: 'nothing here would end it',
      say: `I cannot end that by myself. Shall I ${what} all the same?`,
      confirmable: true,
    };
  }
  const delayed = plans.find((plan) => isDelayedRisk(home, plan));
  if (delayed !== undefined) {
    return {
      why: 'it would be done unasked later',
      say: `Shall I do that then: ${String(delayed.slots.conversation_command)}?`,
      confirmable: true,
    };
  }
  const risky = confirmationFor(home, orders);
  if (risky !== undefined) {
    const why = `${risky.rule} is always confirmed`;
    const learned = rewrite !== null && rewrite.layer !== 'taught';
    return learned
      ? { why, say: `To ${what}, please say it in full.`, confirmable: false }
      : { why, say: `Shall I ${what}?`, confirmable: true };
  }
  const asks = ({ intent, text }: Settled) => !isAnswered(intent) && isQuestion(text);
  const isOrder = plans.some((plan) => changes(plan.intent));
  const people = home.household.people.map(({ name }) => name);
  const isOnlySaid = (said: string) => isDoubtful(said) || isEmbedded(said, people);
  if (isOrder && settled.some((one) => !isAnswered(one.intent) && isOnlySaid(one.said)))
    return { why: 'it may be no order', say: `Do you want me to ${what}?`, confirmable: true };
  if (isOrder && (context.mayAsk || settled.some(asks)))
    return { why: 'a question changes nothing', say: `Do you want me to ${what}?`, confirmable: true };
  if (plans.some((plan) => isLoud(plan.intent)) && isQuiet(home)) {
    return { why: 'these are quiet hours', say: `It is quiet time. Shall I ${what} all the same?`, confirmable: true };
  }
  return undefined;
}

function policyEvidence(detail: string): Evidence {
  return { signal: 'policy', detail, weight: 10 };
}

/** The intent and slots of the first clause stand for a compound; its targets are those of all. */
function merged(settled: readonly Settled[]): {
  intent: Intent | null;
  slots: Slots;
  targets: readonly EntityId[];
  because: readonly Evidence[];
  alternatives: readonly Alternative[];
} {
  const [first] = settled;
  return {
    intent: first?.intent ?? null,
    slots: first?.slots ?? {},
    targets: [...new Set(settled.flatMap((one) => one.targets))].sort(),
    because: settled.flatMap((one) => one.because),
    alternatives: settled.length === 1 ? (first?.alternatives ?? []) : [],
  };
}

function toAlternative(plan: Plan): Alternative {
  return { intent: plan.intent, slots: plan.slots, targets: plan.targets, confidence: 1 };
}

/** Nothing of it can be done, or all of it is so already. */
function notDone(parts: readonly Part[], said: readonly string[]): Deed {
  const settled = parts.map(({ one }) => one);
  const [first] = settled;
  const nobody = settled.find((one) => one.targets.length === 0);
  if (nobody !== undefined && said.length === 1) return unserved(nobody);
  return deed({
    ...merged(settled),
    outcome: 'answer',
    intent: first?.intent ?? null,
    slots: first?.slots ?? {},
    alternatives: [],
    say: said.join(' '),
  });
}

function unserved(one: Settled): Deed {
  const { intent, slots, because } = one;
  return deed({ outcome: 'handoff', intent, slots, because, say: 'Nothing in this home does that yet.' });
}

function isAnswered(intent: Intent): boolean {
  return [
    'HassGetState',
    'HassClimateGetTemperature',
    'HassGetWeather',
    'HassGetCurrentTime',
    'HassGetCurrentDate',
    'HassRespond',
  ].includes(intent);
}

/** What several questions in one breath are answered, in their order. */
function answers(home: HomeView, settled: readonly Settled[]): Deed {
  const given = settled.map((one) => answer(home, one));
  const [only, ...more] = given;
  if (only !== undefined && more.length === 0) return only;
  return deed({
    ...merged(settled),
    outcome: given.some(({ outcome }) => outcome === 'act') ? 'act' : 'answer',
    plans: given.flatMap(({ plans }) => plans),
    say: given.map(({ say }) => say).join(' '),
  });
}

function answer(home: HomeView, one: Settled): Deed {
  const { intent, slots, targets, because, alternatives } = one;
  const base = {
    outcome: 'answer' as const,
    intent,
    slots,
    targets,
    because,
    alternatives,
    plans: [{ intent, slots, targets, orders: [] }],
  };
  const [target] = targets;
  switch (intent) {
    case 'HassGetState':
      return deed({ ...base, ...answerState(home, one.text, slots, targets) });
    case 'HassClimateGetTemperature':
      return deed({
        ...base,
        say: target === undefined ? 'I know of no thermometer.' : answerTemperature(home, target, one.text).say,
      });
    case 'HassGetWeather':
      if (target !== undefined) return deed({ ...base, say: answerWeather(home, target, one.text).say });
      if (one.via === undefined) return unserved(one);
      return deed({
        ...base,
        outcome: 'act',
        say: 'Let me check the weather.',
        plans: [{ intent, slots, targets, orders: [], via: one.via }],
      });
    case 'HassGetCurrentTime':
    case 'HassGetCurrentDate':
      return deed({ ...base, say: answerTime(home, intent).say });
    default:
      return deed({ ...base, say: greeting(home, one.text) });
  }
}

function greeting(home: HomeView, text: string): string {
  if (/\bthank/i.test(text)) return 'You are welcome.';
  if (/\b(?:listening|data|privacy|record)/i.test(text))
    return 'Everything you say stays in this home; nothing is sent anywhere.';
  if (/\bwhat (?:else )?(?:can|could|do) (?:you|i|we)\b|\bhelp\b/i.test(text)) return abilities(home);
  if (/\b(?:who|what|your name)\b/i.test(text)) return 'I am Hearth; I look after this home.';
  return /\b(?:bye|night)\b/i.test(text) ? 'Good bye.' : 'Hello.';
}
