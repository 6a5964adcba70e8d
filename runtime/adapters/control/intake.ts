import type { Plan, Turn } from '../../domain/context.ts';
import type { Command, Json } from '../../domain/entity.ts';
import { HearthError } from '../../domain/errors.ts';
import type { HearthEvent } from '../../domain/event.ts';
import { takenOf } from '../../domain/taken.ts';
import type { Instant } from '../../domain/time.ts';
import type { BusMessage } from '../../ports/bus.ts';
import type { Output } from '../../ports/output.ts';
import { encodeDecision, encodeVerdict } from '../replay/output.ts';
import { parseEvent } from '../replay/parse.ts';

const IN = 'hearth/v1/in/';
const OUT = 'hearth/v1/out/';
/**
 * What firmware may tell the hub over MQTT, by quality of service; the home's own messages come on the devices' topics.
 *
 * With 0 no broker keeps for a hub that is away what somebody said then: done later, it would be wrong.
 */
export const intakeTopics: { readonly [qos in 0 | 1]: readonly string[] } = {
  0: [`${IN}utterance`, `${IN}bargeIn`],
  1: [`${IN}feedback`, `${IN}outcome`, `${IN}state`],
};

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * The event that a message from the broker is: firmware's own on `hearth/v1/in/<type>`, else the home's.
 *
 * Undefined for a retained message of firmware's: nobody says a thing again because the hub came back.
 * Errors: `payload-invalid` for bytes that are not UTF-8, `bad-event`.
 */
export function eventOfMessage(message: BusMessage, at: Instant, newId: () => string): HearthEvent | undefined {
  const { topic, retain } = message;
  let payload: string;
  try {
    payload = utf8.decode(message.payload);
  } catch (cause) {
    throw new HearthError('payload-invalid', 'the payload is not UTF-8', cause);
  }
  if (!topic.startsWith(IN)) return { type: 'mqtt', at, topic, payload, retain };
  if (retain) return undefined;
  const type = topic.slice(IN.length);
  const fields = objectOf(payload);
  return parseEvent(type, type === 'utterance' && fields.id === undefined ? { ...fields, id: newId() } : fields, at);
}

function objectOf(payload: string): { readonly [key: string]: unknown } {
  let value: unknown;
  try {
    value = JSON.parse(payload);
  } catch (cause) {
    throw new HearthError('bad-event', `not JSON: ${(cause as Error).message}`, cause);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new HearthError('bad-event', 'not a JSON object');
  return value as { [key: string]: unknown };
}

/** The message that tells firmware what was decided or found out; signals go elsewhere, and only if the household wants. */
export function encodeOutput(output: Output): Command | undefined {
  switch (output.type) {
    case 'decision':
      return { topic: `${OUT}decision`, payload: encodeDecision(output.decision), retain: false };
    case 'verdict':
      return { topic: `${OUT}verdict`, payload: encodeVerdict(output.verdict), retain: false };
    case 'signal':
      return undefined;
  }
}

/** Tells who sent something that it was not understood. */
export function encodeRefusal(topic: string, error: HearthError): Command {
  const payload = JSON.stringify({ topic, code: error.code, message: error.message });
  return { topic: `${OUT}error`, payload, retain: false };
}

/** The message that hands an intent to the program that fulfils it; its report comes back as an `outcome`. */
export function encodeHandOver(plan: Plan, turn: Turn): Command {
  return plan.via === 'hermes' ? hermesIntent(plan, turn) : plainIntent(plan, turn);
}

function plainIntent({ intent, slots, targets }: Plan, { id, satellite, area, speaker }: Turn): Command {
  const payload = JSON.stringify({ of: id, intent, slots, targets, satellite, area, speaker });
  return { topic: `${OUT}intent/${intent}`, payload, retain: false };
}

/** As the Hermes protocol has it: an `outcome` with `of` = sessionId tells what became of it. */
function hermesIntent({ intent, slots }: Plan, turn: Turn): Command {
  const heard = takenOf(turn);
  const payload = JSON.stringify({
    sessionId: turn.id,
    customData: null,
    siteId: turn.satellite ?? 'default',
    input: heard?.text ?? '',
    asrTokens: [],
    asrConfidence: heard?.confidence ?? 1,
    intent: { intentName: intent, confidenceScore: turn.decision.confidence },
    slots: Object.entries(slots).map(([slotName, value]) => ({
      entity: slotName,
      slotName,
      rawValue: String(value),
      value: { kind: kindOf(value as Json), value },
      confidence: turn.decision.confidence,
    })),
    alternatives: [],
  });
  return { topic: `hermes/intent/${intent}`, payload, retain: false };
}

function kindOf(value: Json): string {
  return typeof value === 'number' ? 'Number' : 'Custom';
}
