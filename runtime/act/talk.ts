import type { Effect, HomeView, Plan, Question, Turn } from '../domain/context.ts';
import type { Alternative, Evidence, Slots } from '../domain/decision.ts';
import type { EntityId } from '../domain/entity.ts';
import type { Intent } from '../domain/intent.ts';
import { limits } from '../domain/limits.ts';
import { splitWords } from '../domain/words.ts';
import { type Deed, deed, ordersOf } from './deeds.ts';
import { explainTurn } from './explain.ts';
import { ordersToRestore } from './orders.ts';
import { confirmationFor, isGuarded } from './policy.ts';
import { describePlan, isOrAreOf, list, nameTargets } from './speech.ts';

export interface TalkContext {
  readonly home: HomeView;
  /** The last turns of this conversation, newest first. */
  readonly turns: readonly Turn[];
  readonly asked: Turn | undefined;
  readonly speaker: string | undefined;
  readonly because: readonly Evidence[];
  /** What the words name: "undo the kettle". [] where they name nothing. */
  readonly named: readonly EntityId[];
}

/** "undo that", "undo the kettle", "undo both": brings back what the last act of this conversation changed, or the last two. */
export function undo(context: TalkContext, text = ''): Deed {
  const { home, because } = context;
  // "Do you want me to …?" – "undo that": what was proposed is meant, and nothing of it was done.
  if (context.asked?.question !== undefined && context.asked.before.length === 0 && isProposal(context.asked.question))
    return deed({ outcome: 'answer', intent: 'HearthUndo', say: 'Okay, I leave it.', because, ...answers(context) });
  const unlearned = unlearn(context);
  if (unlearned !== undefined) return unlearned;
  const turn = lastAct(context, context.named);
  if (turn === undefined) {
    const what = context.named.length === 0 ? 'There is nothing to undo.' : untouched(home, context.named);
    return deed({ outcome: 'answer', intent: 'HearthUndo', say: what, because });
  }
  // Of what was told to a device that never said how it was, or to the firmware, nothing is known to go back to; what was done
  // before that is not meant.
  const isMeant = (id: EntityId) => context.named.length === 0 || context.named.includes(id);
  const taken = [turn, ...alongWith(context, turn, text)];
  const before = statesBeforeAll(taken);
  const orders = ordersToRestore(home, before).filter(({ entity }) => isMeant(entity));
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
      alternatives: [{ intent: plan.intent, slots: plan.slots, targets: plan.targets, confidence: 1 }],
      because: [{ signal: 'policy', detail: `${risky.rule} is always confirmed`, weight: 10 }, ...because],
    });
  }
  // Of a turn of which a part alone was meant, the rest may still be undone.
  const isWhole = before.every(({ entity }) => isMeant(entity));
  const effects: Effect[] = isWhole ? taken.map(({ id }) => ({ type: 'undone', turn: id })) : [];
  const follows = { turn: turn.id, how: 'undo' as const };
  return deed({
    outcome: 'act',
    intent: 'HearthUndo',
    targets,
    plans: [plan],
    orders,
    effects,
    follows,
    say: `Undone: ${nameTargets(home, targets)} ${isOrAreOf(home, targets)} as before.`,
    because,
  });
}

const BOTH = /\b(?:both|(?:the )?(?:last|previous) two|(?:those|these) two)\b/i;

/** "Undo both": the deed before the last as well, where the last was to one thing. */
function alongWith(context: TalkContext, { id, before, at }: Turn, text: string): Turn[] {
  if (context.named.length > 0 || before.length !== 1 || !BOTH.test(text)) return [];
  const turns = context.turns.filter((turn) => turn.id !== id && turn.at <= at);
  // What it cannot be told how to take back is left as it is.
  const other = lastAct({ ...context, turns: [...turns, ...context.turns.filter(isUndo)] });
  return other === undefined || other.before.length === 0 ? [] : [other];
}

function isUndo({ decision }: Turn): boolean {
  return decision.intent === 'HearthUndo';
}

/** How everything was before the first of several turns, newest first. */
function statesBeforeAll(turns: readonly Turn[]): Turn['before'] {
  return [...new Map(turns.flatMap(({ before }) => before).map((one) => [one.entity, one])).values()];
}

/** "undo that" right after the answer to a question of the hub's own: what it learned by that is at rest, and nothing else undone. */
function unlearn({ turns, speaker, because }: TalkContext): Deed | undefined {
  const [turn] = turns;
  if (turn === undefined || turn.speaker !== speaker) return undefined;
  const learned = turn.effects.find((effect) => effect.type === 'learnPhrase' && effect.entry.status === 'probation');
  if (learned?.type !== 'learnPhrase') return undefined;
  const { entry } = learned;
  const say = `Undone: "${entry.from}" means nothing of its own any more.`;
  const effects: Effect[] = [
    { type: 'learnPhrase', entry: { ...entry, status: 'retired', wins: 0, losses: 1 } },
    { type: 'undone', turn: turn.id },
  ];
  return deed({
    outcome: 'answer',
    intent: 'HearthUndo',
    effects,
    say,
    because,
    follows: { turn: turn.id, how: 'undo' },
  });
}

/** The turn whose question a deed answers. */
export function answers(context: TalkContext): Pick<Deed, 'follows'> {
  return context.asked === undefined ? {} : { follows: { turn: context.asked.id, how: 'answer' } };
}

/** Whether something was to be done if only it were answered. */
function isProposal({ kind }: Question): boolean {
  return kind === 'confirm' || kind === 'clarify' || kind === 'slot';
}

/** What the firmware was asked, not told to do. */
const LOOKED_UP = /^Hass(?:Get|TimerStatus)/;

/** The last deed that was not undone, of this home or of one of these things. */
export function lastAct(context: TalkContext, things: readonly EntityId[] = []): Turn | undefined {
  const { home, turns } = context;
  const undone = new Set(
    turns.flatMap((turn) => turn.effects.flatMap((effect) => (effect.type === 'undone' ? [effect.turn] : []))),
  );
  return turns.find(
    (turn) =>
      turn.decision.outcome === 'act' &&
      !LOOKED_UP.test(turn.decision.intent ?? '') &&
      turn.decision.intent !== 'HearthUndo' &&
      !undone.has(turn.id) &&
      isAbout(turn, things) &&
      home.now - turn.at <= limits.undoAgeMsMax,
  );
}

function isAbout({ decision }: Turn, things: readonly EntityId[]): boolean {
  return things.length === 0 || decision.targets.some((id) => things.includes(id));
}

function untouched(home: HomeView, things: readonly EntityId[]): string {
  return `I did nothing to ${nameTargets(home, things)} just now.`;
}

const AGAIN = new Set(
  'again repeat do that this it one more time once same thing please another the another and'.split(' '),
);

/** "again": does what was done once more, or says it again where words are asked for. Nothing that must be confirmed. */
export function repeat(context: TalkContext, text: string): Deed {
  const turn = context.turns[0];
  const { because } = context;
  if (turn === undefined)
    return deed({ outcome: 'answer', intent: 'HearthRepeat', say: 'I have not said anything yet.', because });
  const wordsWanted = /\b(?:say|said|saying|what|tell|answer)\b/i.test(text);
  const acted = turn.decision.outcome === 'act' && turn.plans.length > 0;
  const bare = splitWords(text).every((word) => AGAIN.has(word.text));
  if (acted && !bare && !wordsWanted)
    return deed({ outcome: 'ask', intent: 'HearthRepeat', say: 'What shall I do again?', because });
  if (acted && !wordsWanted && !isGuarded(context.home, turn.plans)) {
    const { intent, slots, targets, say } = turn.decision;
    return deed({
      outcome: 'act',
      intent,
      slots,
      targets,
      plans: turn.plans,
      orders: ordersOf(turn.plans),
      say,
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

/** "why did you do that", "why is the oven on": of the last turn, of the last deed where one is asked for, or of what was done to a thing. */
export function explain(context: TalkContext, text: string): Deed {
  const { home, named, turns } = context;
  const told = turns.filter(({ decision }) => decision.intent !== 'HearthExplain');
  const isDeed = ({ decision }: Turn) => decision.outcome === 'act' && decision.intent !== 'HearthUndo';
  const done = told.find((one) => isDeed(one) && isAbout(one, named));
  if (named.length > 0 && done === undefined) {
    const because = context.because;
    return deed({ outcome: 'answer', intent: 'HearthExplain', targets: named, say: untouched(home, named), because });
  }
  const turn = named.length > 0 || OF_A_DEED.test(text) ? (done ?? told[0]) : told[0];
  if (turn === undefined)
    return deed({ outcome: 'handoff', intent: null, say: explainTurn(undefined), because: context.because });
  return deed({
    outcome: 'answer',
    intent: 'HearthExplain',
    targets: turn.decision.targets,
    say: explainTurn(turn),
    because: turn.decision.because,
  });
}
const OF_A_DEED = /\b(?:do|did|done|doing) (?:that|this|it)\b/i;

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
export function propose(
  home: HomeView,
  plans: readonly Plan[],
  confidence: number,
  because: readonly Evidence[],
): Deed {
  const [first] = plans;
  return deed({
    outcome: 'ask',
    intent: first?.intent ?? null,
    slots: first?.slots ?? {},
    targets: [...new Set(plans.flatMap((plan) => plan.targets))].sort(),
    say: `Do you want me to ${list(plans.map((plan) => describePlan(home, plan)))}?`,
    question: { kind: 'confirm', options: plans },
    because,
    alternatives: plans.map(({ intent, slots, targets }) => ({ intent, slots, targets, confidence })),
  });
}

/** A lesson that was perhaps one: what lasts is not kept on a guess. */
export function unsureLesson(intent: Intent, slots: Slots, because: readonly Evidence[]): Deed {
  const say =
    intent === 'HearthForget'
      ? 'What shall I forget?'
      : 'Shall I remember something? Say "when I say", the phrase, and what it means.';
  return deed({ outcome: 'ask', intent, slots, say, because });
}

/** Nothing in this home can be meant. */
export function nothingHere(intent: Intent | null, slots: Slots, because: readonly Evidence[]): Deed {
  const asks = intent !== null && /Get|Status/.test(intent);
  return deed({
    outcome: 'ask',
    intent,
    slots,
    say: asks ? 'I know of nothing like that here. What do you mean?' : 'Nothing here can do that. What do you mean?',
    because,
  });
}

/** What was named is not in this home: says so, offers what is like it, and does nothing anywhere else. */
export function nothingFits(
  home: HomeView,
  nearest: readonly Plan[],
  intent: Intent | null,
  slots: Slots,
  words: string | undefined,
  because: readonly Evidence[],
): Deed {
  if (words === undefined) return deed({ outcome: 'ask', intent, slots, say: 'Which one do you mean?', because });
  const lead = `I know of no ${words} here.`;
  if (nearest.length === 0) return deed({ outcome: 'ask', intent, slots, say: `${lead} What do you mean?`, because });
  const offered = clarify(
    home,
    nearest,
    nearest.map(() => 0),
    because,
  );
  const names = list(
    nearest.map((plan) => optionName(home, plan)),
    'or',
  );
  return { ...offered, intent, slots, say: `${lead} Do you mean ${names}?` };
}

/** A value is missing: asks for it, and keeps what it is for. */
export function askSlot(home: HomeView, plan: Plan, slot: string, because: readonly Evidence[]): Deed {
  const what = plan.targets.length > 0 ? nameTargets(home, plan.targets) : '';
  return deed({
    outcome: 'ask',
    intent: plan.intent,
    slots: plan.slots,
    targets: plan.targets,
    say: QUESTIONS[slot]?.(what) ?? 'To what?',
    question: { kind: 'slot', slot, options: [plan] },
    because,
  });
}

const QUESTIONS: Readonly<Record<string, (what: string) => string>> = {
  item: () => 'What should I put there?',
  duration: () => 'For how long?',
  time: () => 'For what time?',
  message: () => 'What should I say?',
  search_query: () => 'What would you like to hear or see?',
  value: (what) => `To what should I set ${what === '' ? 'it' : what}?`,
};

/** The slot without which an intent cannot be carried out, where it was not said. */
export function missingSlot(intent: Intent, slots: Slots): string | undefined {
  const has = (...names: string[]) => names.some((name) => slots[name] !== undefined);
  switch (intent) {
    case 'HassShoppingListAddItem':
    case 'HassShoppingListCompleteItem':
    case 'HassListAddItem':
    case 'HassListCompleteItem':
    case 'HassListRemoveItem':
      return has('item') ? undefined : 'item';
    case 'HassStartTimer':
    case 'HassIncreaseTimer':
    case 'HassDecreaseTimer':
      return has('hours', 'minutes', 'seconds') ? undefined : 'duration';
    case 'HearthSetAlarm':
      return has('time') ? undefined : 'time';
    case 'HassBroadcast':
      return has('message') ? undefined : 'message';
    case 'HassMediaSearchAndPlay':
      return has('search_query', 'media_class') ? undefined : 'search_query';
    case 'HassLightSet':
      return has('brightness', 'brightness_step', 'color', 'temperature') ? undefined : 'value';
    case 'HassSetPosition':
      return has('position') ? undefined : 'value';
    case 'HassFanSetSpeed':
      return has('percentage', 'percentage_step') ? undefined : 'value';
    case 'HassClimateSetTemperature':
      return has('temperature', 'temperature_step') ? undefined : 'value';
    case 'HassSetVolume':
    case 'HassSetVolumeRelative':
      return has('volume_level', 'volume_step') ? undefined : 'value';
    default:
      return undefined;
  }
}
