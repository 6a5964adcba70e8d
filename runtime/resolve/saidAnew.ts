import type { Plan, Turn } from '../domain/context.ts';
import { type Intent, NAMING_SLOTS } from '../domain/intent.ts';
import { limits } from '../domain/limits.ts';
import type { Reading } from '../domain/reading.ts';
import type { Candidate, Feature } from './candidate.ts';
import { entityFeatures, intentFeature } from './features.ts';
import { adapt } from './intents.ts';
import { idsOf } from './reference.ts';
import type { Scene } from './scene.ts';
import { saidOf } from './slots.ts';

/** How surely words that say nothing but "no" and a deed are a correction of the deed before. */
const CORRECTED = 0.9;
const BEGINS = /^(?:oh )?(?:no|nope|nah|wait|sorry|(?:but )?i (?:said|meant|mean))\b/;
const ON = new Set(['on', 'open', 'lock']);
const OFF = new Set(['off', 'close', 'shut', 'unlock']);
/** Words that name nothing, around the deed. */
const AROUND = new Set(
  'no nope nah wait oh sorry not i but said meant mean turn switch put make it them that this those please to rather'.split(
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
  const targets = idsOf(
    scene.lexicon,
    plan.targets.flatMap((id) => scene.lexicon.indexOf(id) ?? []),
  );
  const feature: Feature = {
    name: 'asked',
    value: 0.5,
    signal: 'conversation',
    detail: `it corrects "${turn.hypotheses[0]?.text ?? ''}"`,
  };
  return {
    intent,
    slots: Object.fromEntries(Object.entries(plan.slots).filter(([name]) => NAMING_SLOTS.has(name))),
    targets,
    features: [intentFeature('a correction', CORRECTED), feature, ...entityFeatures(scene, reading, intent, targets)],
    fuzzy: false,
    follows: { turn, how: 'correct' },
    ...(plan.via !== undefined && { via: plan.via }),
  };
}

/** The last turn in which something was done or was to be confirmed. */
export function correctable(scene: Scene): Turn | undefined {
  const isOne = (turn: Turn) =>
    turn.plans.length > 0 || (turn.question?.kind === 'confirm' && turn.question.options.length === 1);
  return scene.turns.find((turn) => isOne(turn) && scene.home.now - turn.at <= limits.conversationAgeMsMax);
}

/** What a turn was about: what it did, or the one thing it asked to know more of. */
export function lastPlan(turn: Turn): Plan | undefined {
  return turn.plans.at(-1) ?? (turn.question?.kind === 'clarify' ? undefined : turn.question?.options[0]);
}
