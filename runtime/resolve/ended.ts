import type { Plan, Turn } from '../domain/context.ts';
import type { Slots } from '../domain/decision.ts';
import type { Intent, IntentLabel } from '../domain/intent.ts';
import { limits } from '../domain/limits.ts';
import type { Reading } from '../domain/reading.ts';
import type { Candidate, Feature } from './candidate.ts';
import { intentFeature } from './features.ts';
import { handlerOf, slotContext } from './handlers.ts';
import type { Mentions } from './mentions.ts';
import type { Scene } from './scene.ts';
import { valueSlots } from './slots.ts';

const ENDS = /^(?:please |no |now |ok |just )*(?:cancel|stop|end|delete|remove|scrap|kill|turn|switch|shut)\b/;
const REFERS = /\b(?:it|that|this)\b/;
const TIMER = /^Hass(?:Start|Increase|Decrease|Pause|Unpause)Timer$|^HassTimerStatus$/;
/** How surely words that fit what was just talked about are about it. */
const REFERRED = 0.9;

/** What a label is where a timer was talked about last. */
const OF_TIMER: { readonly [label in IntentLabel]?: Intent } = {
  HassNevermind: 'HassCancelTimer',
  HassTurnOff: 'HassCancelTimer',
  HassCancelTimer: 'HassCancelTimer',
  HassMediaPause: 'HassPauseTimer',
  HassPauseTimer: 'HassPauseTimer',
  HassMediaUnpause: 'HassUnpauseTimer',
  HassUnpauseTimer: 'HassUnpauseTimer',
  HassIncreaseTimer: 'HassIncreaseTimer',
  HassDecreaseTimer: 'HassDecreaseTimer',
  HassTimerStatus: 'HassTimerStatus',
  HassGetState: 'HassTimerStatus',
};
const OF_ALARM: typeof OF_TIMER = {
  HassNevermind: 'HearthCancelAlarm',
  HassTurnOff: 'HearthCancelAlarm',
  HassCancelTimer: 'HearthCancelAlarm',
  HearthCancelAlarm: 'HearthCancelAlarm',
};
const CANCELS: ReadonlySet<Intent> = new Set<Intent>(['HassCancelTimer', 'HearthCancelAlarm']);
/** What "stop it" stops: nothing that it would shut. */
const RUNS = /^(?:fan|switch|vacuum|lawn_mower|humidifier|siren|media_player)\./;

/** "Set a timer", "cancel it", "add a minute to that one": the timer or the alarm that was talked about last. */
export function ofTheClock(scene: Scene, reading: Reading, mentions: Mentions): Candidate | undefined {
  const plan = lastOf(scene, reading, mentions);
  const label = reading.intents[0]?.label;
  if (plan === undefined || label === undefined) return undefined;
  const isAlarm = plan.intent === 'HearthSetAlarm';
  const intent = isAlarm ? OF_ALARM[label] : TIMER.test(plan.intent) ? OF_TIMER[label] : undefined;
  if (intent === undefined || (CANCELS.has(intent) && !ENDS.test(saidIn(reading)))) return undefined;
  const via = handlerOf(scene, intent);
  const feature: Feature = { name: 'asked', value: 0.5, signal: 'conversation', detail: 'you just talked about it' };
  return {
    intent,
    slots: { ...(isAlarm ? plan.slots : whichTimer(plan)), ...valueSlots(intent, reading, slotContext(scene)) },
    targets: [],
    features: [intentFeature(label, REFERRED), feature],
    fuzzy: false,
    ...(via !== undefined && { via }),
  };
}

/** "Stop it", "cancel that" after something was done: whether what runs is to be stopped, or what was done undone. */
export function endOfDeed(scene: Scene, reading: Reading, mentions: Mentions): 'stop' | 'undo' | undefined {
  const plan = lastOf(scene, reading, mentions);
  const said = saidIn(reading);
  if (plan === undefined || plan.orders.length === 0 || !ENDS.test(said)) return undefined;
  if (/\b(?:cancel|scrap)\b/.test(said)) return plan.intent === 'HearthUndo' ? undefined : 'undo';
  return /\bstop\b/.test(said) && plan.targets.every((id) => RUNS.test(id)) ? 'stop' : undefined;
}

const BEFORE =
  /^(?:(?:and|also|now|then|please) )*(?:(?:undo )?(?:the one|the thing|that|the) )?(?:before|previous one|one before)(?: (?:that|it|too|also|as well|please))*$/;

/** "And the one before", after something was undone: the deed before that. */
export function undoneFurther(scene: Scene, reading: Reading): Candidate | undefined {
  const [turn] = scene.turns;
  const { intent, outcome } = turn?.decision ?? {};
  const isOld = turn === undefined || scene.home.now - turn.at > limits.conversationAgeMsMax;
  if (isOld || intent !== 'HearthUndo' || outcome !== 'act' || scene.before !== undefined) return undefined;
  if (!BEFORE.test(saidIn(reading))) return undefined;
  const feature: Feature = { name: 'asked', value: 0.5, signal: 'conversation', detail: 'something was just undone' };
  const features = [intentFeature('the deed before', REFERRED), feature];
  return { intent: 'HearthUndo', slots: {}, targets: [], features, fuzzy: false };
}

/** What was done last, where the words refer to it and name nothing. */
function lastOf(scene: Scene, reading: Reading, { groups }: Mentions): Plan | undefined {
  if (scene.before !== undefined || scene.asked !== undefined) return undefined;
  const isNamed = groups.some(({ targets, places }) => places.length > 0 || targets.some(({ text }) => text !== 'one'));
  const isShort = reading.words.length <= limits.replyWordsMax + 1;
  if (isNamed || !isShort || !REFERS.test(saidIn(reading))) return undefined;
  const [turn] = lately(scene);
  return turn?.plans.at(-1);
}

/** The turns that are fresh enough to be referred to, newest first, without those that came to nothing and were about nothing. */
function lately({ home, turns }: Scene): readonly Turn[] {
  return turns.filter(
    ({ at, plans, decision }) =>
      home.now - at <= limits.conversationAgeMsMax && (plans.length > 0 || decision.targets.length > 0),
  );
}

/** What was done about timers and alarms since anything else was, newest first; [] where something else was. */
export function talkedOfClock(scene: Scene): readonly Plan[] {
  if (scene.before !== undefined || scene.asked !== undefined) return [];
  const plans = lately(scene).map((turn) => turn.plans.at(-1));
  const end = plans.findIndex((plan) => !/Alarm|Timer/.test(plan?.intent ?? ''));
  return plans.slice(0, end < 0 ? plans.length : end).flatMap((plan) => plan ?? []);
}

function saidIn({ words }: Reading): string {
  return words.map(({ text }) => text).join(' ');
}

/** What tells a timer from others: its name, else how long it was. */
export function whichTimer({ intent, slots }: Plan): Slots {
  if (slots.name !== undefined) return { name: slots.name };
  const lead = intent === 'HassStartTimer' ? '' : 'start_';
  return Object.fromEntries(
    ['hours', 'minutes', 'seconds'].flatMap((unit) => {
      const value = slots[lead + unit];
      return value === undefined ? [] : [[`start_${unit}`, value]];
    }),
  );
}
