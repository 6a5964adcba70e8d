import type { Json } from '../runtime/domain/entity.ts';
import { HearthError } from '../runtime/domain/errors.ts';
import { limits } from '../runtime/domain/limits.ts';

/** What JSON calls an object. */
export type JsonObject = { readonly [key: string]: Json };

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object's own value: a payload's `__proto__` or `constructor` is a key like any other. */
export function own(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/**
 * Parses JSON from the wire within the daemon's bounds.
 * Throws HearthError `payload-too-large`, `payload-too-deep` or `payload-invalid`.
 */
export function parsePayload(payload: string, bytesMax: number = limits.payloadBytesMax): Json {
  checkSize(payload, bytesMax);
  if (isTooDeep(payload, limits.payloadDepthMax))
    throw new HearthError('payload-too-deep', `payload nests deeper than ${limits.payloadDepthMax}`);
  try {
    return JSON.parse(payload) as Json;
  } catch (cause) {
    throw new HearthError('payload-invalid', 'payload is not JSON', cause);
  }
}

function checkSize(payload: string, bytesMax: number): void {
  if (payload.length * 3 <= bytesMax) return;
  const bytes = Buffer.byteLength(payload);
  if (bytes > bytesMax)
    throw new HearthError('payload-too-large', `payload of ${bytes} bytes, at most ${bytesMax} are read`);
}

/** Looks twice only where there are enough brackets to be too deep at all. */
function isTooDeep(text: string, max: number): boolean {
  return countUpTo(text, '[', max + 1) + countUpTo(text, '{', max + 1) > max && measuredDepth(text) > max;
}

function countUpTo(text: string, character: string, max: number): number {
  let count = 0;
  for (let at = text.indexOf(character); at >= 0 && count < max; at = text.indexOf(character, at + 1)) count += 1;
  return count;
}

function measuredDepth(text: string): number {
  let [depth, deepest, quoted] = [0, 0, false];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (quoted) {
      if (code === 0x5c) at += 1;
      else if (code === 0x22) quoted = false;
    } else if (code === 0x22) quoted = true;
    else if (code === 0x5b || code === 0x7b) deepest = Math.max(deepest, ++depth);
    else if (code === 0x5d || code === 0x7d) depth -= 1;
  }
  return deepest;
}

/** One message, parsed at most once for all the entities that read it. */
export class Message {
  readonly topic: string;
  readonly text: string;
  #parsed = false;
  #json: Json | undefined;

  constructor(topic: string, text: string) {
    this.topic = topic;
    this.text = text;
  }

  /** Undefined where the payload is no JSON. Throws HearthError where it is out of bounds. */
  get json(): Json | undefined {
    if (!this.#parsed) {
      this.#parsed = true;
      this.#json = tryParse(this.text);
    }
    return this.#json;
  }

  /** The payload's object; undefined where it is none. */
  get object(): JsonObject | undefined {
    const json = this.json;
    return isObject(json) ? json : undefined;
  }
}

function tryParse(text: string): Json | undefined {
  try {
    return parsePayload(text);
  } catch (error) {
    if (error instanceof HearthError && error.code === 'payload-invalid') return undefined;
    throw error;
  }
}

const TOPIC_BAD = ['#', '+', '\0'];
/** Topics by which devices are announced and the hub is told things: no device may speak or be spoken to there. */
const TOPIC_RESERVED = /^(?:hearth\/|homeassistant\/(?:.+\/)?config$|\$SYS\/)/;

/** The topic, when one may publish to it and subscribe to it by its very name; undefined where it is none. */
export function asTopic(value: Json | undefined): string | undefined {
  if (typeof value !== 'string' || value === '') return undefined;
  if (TOPIC_BAD.some((character) => value.includes(character)) || Buffer.byteLength(value) > limits.topicBytesMax)
    throw new HearthError('topic-invalid', `topic ${JSON.stringify(value.slice(0, 60))} has a wildcard or is too long`);
  if (TOPIC_RESERVED.test(value))
    throw new HearthError('topic-invalid', `topic ${JSON.stringify(value.slice(0, 60))} is not a device's`);
  return value;
}
