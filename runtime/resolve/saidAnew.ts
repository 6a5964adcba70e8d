import type { Plan, Turn } from '../domain/context.ts';
import { type Intent, NAMING_SLOTS } from '../domain/intent.ts';
import { limits } from '../domain/limits.ts';
import type { Mention, Reading } from '../domain/reading.ts';
import type { Candidate, Feature } from './candidate.ts';
import { entityFeatures, intentFeature } from './features.ts';
import { actuates, adapt, needsValue } from './intents.ts';
import { idsOf } from './reference.ts';
import type { Scene } from './scene.ts';
import { saidOf, valueSlots } from './slots.ts';
import { parseNumber } from './values/number.ts';

/** How surely words that say nothing but "no" and a deed are a correction of the deed before. */
const CORRECTED = 0.9;
const BEGINS = /^(?:oh )?(?:no|nope|nah|not|wait|sorry|actually|never ?mind|(?:but )?i (?:said|meant|mean))\b/;
const ON = new Set(['on', 'open', 'lock']);
const OFF = new Set(['off', 'close', 'shut', 'unlock']);
/** Words that name nothing, around the deed. */
const AROUND = new Set(
  'no nope nah wait oh sorry actually never mind nevermind not i but said meant mean turn switch put make it them that this those please to rather'.split(
    ' ',
  ),
);

/**
 * "no, off", "I said unlock", "no, open it": another deed, of what was just done or asked about.
 *
 * undefined where nothing was, or more is said than that.
 */
export function deedAnew(scene: Scene, reading: Reading): Candidate | undefined {
  const words = reading.words.map((word) => word.text);
  if (words.length > limits.replyWordsMax || !BEGINS.test(words.join(' '))) return undefined;
  const deeds = words.filter((word) => ON.has(word) || OFF.has(word));
  if (!words.every((word) => AROUND.has(word) || deeds.includes(word))) return undefined;
  // "no, not on, off": the deed said last.
  const deed = words.includes('not') && deeds.length < 2 ? undefined : deeds.at(-1);
  const turn = correctable(scene);
  const plan = turn === undefined ? undefined : lastPlan(turn);
  if (deed === undefined || turn === undefined || plan === undefined || plan.targets.length === 0) return undefined;
  const wanted: Intent = ON.has(deed) ? 'HassTurnOn' : 'HassTurnOff';
  const said = { ...saidOf(reading), words: new Set([deed]) };
  const intents = plan.targets.map((id) => adapt(wanted, scene.home.definition(id)?.domain ?? '', said));
  const [intent] = intents;
  if (intent === undefined || intents.some((one) => one !== intent)) return undefined;
  const naming = Object.entries(plan.slots).filter(([name]) => NAMING_SLOTS.has(name));
  return correcting(scene, reading, turn, { ...plan, intent, slots: Object.fromEntries(naming) });
}

/** Another deed in the place of a turn's own. */
function correcting(scene: Scene, reading: Reading, turn: Turn, { intent, slots, targets, via }: Plan): Candidate {
  const ids = idsOf(
    scene.lexicon,
    targets.flatMap((id) => scene.lexicon.indexOf(id) ?? []),
  );
  const feature: Feature = {
    name: 'asked',
    value: 0.5,
    signal: 'conversation',
    detail: `it corrects "${turn.hypotheses[0]?.text ?? ''}"`,
  };
  return {
    intent,
    slots,
    targets: ids,
    features: [intentFeature('a correction', CORRECTED), feature, ...entityFeatures(scene, reading, intent, ids)],
    fuzzy: false,
    follows: { turn, how: 'correct' },
    ...(via !== undefined && { via }),
  };
}

/** What sets a thing of a domain. */
const SETS: { readonly [domain: string]: Intent } = {
  light: 'HassLightSet',
  cover: 'HassSetPosition',
  fan: 'HassFanSetSpeed',
  climate: 'HassClimateSetTemperature',
  media_player: 'HassSetVolume',
};
const AROUND_VALUE = new Set([...AROUND, ...'at percent degrees degree color colour rather set'.split(' ')]);
const VALUES = ['color', 'value'] as const;

/**
 * "Sorry, red", "not 22, 21", "I said halfway": another setting, of what was just done.
 *
 * undefined where nothing was, or more is said than that.
 */
export function valueAnew(scene: Scene, reading: Reading): Candidate | undefined {
  const words = reading.words.map((word) => word.text);
  if (words.length > limits.replyWordsMax || !BEGINS.test(words.join(' '))) return undefined;
  const turn = correctable(scene);
  const plan = turn === undefined ? undefined : lastPlan(turn);
  const domain = scene.home.definition(plan?.targets[0] ?? '')?.domain;
  if (turn === undefined || plan === undefined || domain === undefined || !actuates(plan.intent)) return undefined;
  const intent = needsValue(plan.intent) ? plan.intent : SETS[domain];
  if (intent === undefined || turn.question !== undefined) return undefined;
  const from = words.findLastIndex((word) => AROUND_VALUE.has(word) && !/^(?:percent|degrees?)$/.test(word)) + 1;
  // "not 22, 21": what is said last.
  const text = words.slice(words[from - 1] === 'not' ? from + 1 : from).join(' ');
  const context = { now: scene.home.now, timezone: scene.home.household.timezone };
  const found = VALUES.map((tag) => {
    const said: Mention = { tag, text, from, to: words.length, confidence: 0.5 };
    return valueSlots(intent, { ...reading, mentions: [said] }, context);
  }).find((slots) => Object.keys(slots).length > 0);
  if (!words.slice(0, from).every((word) => AROUND_VALUE.has(word)) || found === undefined) return undefined;
  // A number alone is as well how many, or which; "not that one" is no setting at all.
  const isBare = parseNumber(text) !== undefined && !/%|percent|degree/.test(text);
  if (text === 'one' || (isBare && !needsValue(plan.intent))) return undefined;
  const naming = Object.entries(plan.slots).filter(([name]) => NAMING_SLOTS.has(name));
  return correcting(scene, reading, turn, { ...plan, intent, slots: { ...Object.fromEntries(naming), ...found } });
}

/**
 * The last turn in which something was done or was to be confirmed, other than undoing; undefined where something else was
 * answered since: a lamp that was off already is what "to ten" is about, not what was set before.
 */
export function correctable(scene: Scene): Turn | undefined {
  const isOne = ({ plans, question, decision }: Turn) =>
    decision.intent !== 'HearthUndo' &&
    (plans.length > 0 || (question?.kind === 'confirm' && question.options.length === 1));
  const isElse = ({ decision: { outcome, intent, targets } }: Turn) =>
    outcome === 'answer' && targets.length > 0 && !/^Hearth/.test(intent ?? '');
  const last = scene.turns.find((turn) => isOne(turn) || isElse(turn));
  return last !== undefined && isOne(last) && scene.home.now - last.at <= limits.conversationAgeMsMax
    ? last
    : undefined;
}

/** What a turn was about: what it did, or the one thing it asked to know more of. */
export function lastPlan(turn: Turn): Plan | undefined {
  return turn.plans.at(-1) ?? (turn.question?.kind === 'clarify' ? undefined : turn.question?.options[0]);
}
