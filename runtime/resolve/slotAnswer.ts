import type { SlotValue } from '../domain/decision.ts';
import type { Intent } from '../domain/intent.ts';
import { limits } from '../domain/limits.ts';
import { beginsOrder } from '../domain/plain.ts';
import type { Mention, Reading } from '../domain/reading.ts';
import type { Candidate, Feature } from './candidate.ts';
import { entityFeatures, intentFeature } from './features.ts';
import { slotContext, withVia } from './handlers.ts';
import type { Mentions } from './mentions.ts';
import type { Scene } from './scene.ts';
import { valueSlots } from './slots.ts';

/** What takes any words: a short reply is it, whatever it was read as, unless it is surely something else. */
const ANY_WORDS = new Set(['item', 'message', 'search_query']);
/** How surely a reply that fits the question is its answer. */
const ANSWERED = 0.9;
const NO_REQUEST = new Set(['Continue', 'Handoff', 'Ignore', 'HassRespond']);

/**
 * "To what should I set the desk lamp?" – "blue", "to 30 percent": the value that was asked for, of what it was asked for.
 *
 * undefined where nothing of the kind was asked, or the reply names things or places of its own.
 */
export function slotAnswer(scene: Scene, reading: Reading, mentions: Mentions): Candidate | undefined {
  const { asked } = scene;
  const question = asked?.question;
  const [plan] = question?.options ?? [];
  if (asked === undefined || question?.kind !== 'slot' || plan === undefined) return undefined;
  if (reading.words.length > limits.replyWordsMax || mentions.groups.length > 0 || mentions.here) return undefined;
  const values = valuesOf(scene, reading, plan.intent, question.slot);
  if (values === undefined) return undefined;
  const feature: Feature = { name: 'asked', value: 1, signal: 'conversation', detail: 'it answers the question' };
  const { intent, targets } = plan;
  return withVia(scene, {
    intent,
    slots: { ...plan.slots, ...values },
    targets,
    features: [intentFeature('an answer', ANSWERED), feature, ...entityFeatures(scene, reading, intent, targets)],
    fuzzy: false,
    follows: { turn: asked, how: 'answer' },
    ...(plan.via !== undefined && { via: plan.via }),
  });
}

/** The values as they were tagged, else the whole reply as the one that was asked for. */
function valuesOf(
  scene: Scene,
  reading: Reading,
  intent: Intent,
  slot: string | undefined,
): { readonly [name: string]: SlotValue } | undefined {
  const said = valueSlots(intent, reading, slotContext(scene));
  if (Object.keys(said).length > 0) return said;
  const tag = TAGS.find((one) => one === slot);
  if (tag === undefined) return wholeReply(reading, intent, slot);
  const whole: Mention = { tag, text: reading.text, from: 0, to: reading.words.length, confidence: 0.5 };
  const values = valueSlots(intent, { ...reading, mentions: [whole] }, slotContext(scene));
  return Object.keys(values).length > 0 ? values : undefined;
}
const TAGS = ['duration', 'time', 'value'] as const;

function wholeReply(
  { text, intents, words }: Reading,
  intent: string,
  slot: string | undefined,
): { readonly [name: string]: SlotValue } | undefined {
  const [top] = intents;
  const isOther = top !== undefined && top.label !== intent && !NO_REQUEST.has(top.label);
  if (slot === undefined || !ANY_WORDS.has(slot)) return undefined;
  // "Set the temperature" is no title: who begins with the verb of an order is heard out.
  const isOrder = slot === 'search_query' && beginsOrder(words[0]?.text ?? '');
  if (isOther && (isOrder || top.probability >= limits.otherRequestMin)) return undefined;
  return { [slot]: text.trim().replace(/[, ]+please$/i, '') };
}
