import * as v from 'valibot';
import type { Json } from '../../domain/entity.ts';
import { HearthError } from '../../domain/errors.ts';
import type { HearthEvent } from '../../domain/event.ts';
import { limits } from '../../domain/limits.ts';
import { type Instant, parseInstant } from '../../domain/time.ts';
import { parseHousehold, REPLAY_DEFAULTS } from '../household/household.ts';

const text = v.string();
const id = v.pipe(v.string(), v.minLength(1, 'must not be empty'));
const share = v.pipe(v.number(), v.minValue(0, 'must lie in 0–1'), v.maxValue(1, 'must lie in 0–1'));
const json = v.record(v.string(), v.unknown());

/** The fields of each event but `at` and `type`; what else stands in a line is left alone. */
const schemas = {
  mqtt: v.object({ topic: id, payload: v.optional(v.unknown()), retain: v.optional(v.boolean(), false) }),
  state: v.object({
    entity: id,
    state: v.optional(v.union([v.string(), v.number()])),
    attributes: v.optional(json),
  }),
  utterance: v.object({
    id,
    text: v.optional(text),
    hypotheses: v.optional(
      v.pipe(
        v.array(v.object({ text, confidence: v.optional(share, 1) })),
        v.minLength(1, 'must have at least one text'),
      ),
    ),
    satellite: v.optional(text),
    area: v.optional(text),
    speaker: v.optional(text),
    wakeConfidence: v.optional(share),
  }),
  bargeIn: v.object({ of: id }),
  feedback: v.object({ of: id, value: v.picklist(['positive', 'negative']) }),
  outcome: v.object({ of: id, ok: v.boolean(), error: v.optional(text) }),
  tick: v.object({}),
};
type Simple = keyof typeof schemas;
export const EVENT_TYPES = ['home', ...Object.keys(schemas)] as const;

/** Parses one line of a replay file. Errors: `bad-event`, `bad-household`. */
export function parseEventLine(line: string): HearthEvent {
  if (Buffer.byteLength(line) > limits.replayLineBytesMax)
    throw new HearthError('bad-event', `a line is longer than ${limits.replayLineBytesMax} bytes`);
  const value = parseObject(line);
  const { at: iso, type } = value;
  if (typeof type !== 'string') throw new HearthError('bad-event', '"type" is missing');
  if (typeof iso !== 'string')
    throw new HearthError('bad-event', '"at" is missing: an instant like 2026-03-03T19:00:00Z');
  const at = parseInstant(iso);
  if (Number.isNaN(at)) throw new HearthError('bad-event', `"at" is no ISO 8601 UTC instant: ${JSON.stringify(iso)}`);
  if (type === 'home') return parseHome(value, at);
  return parseEvent(type, value, at);
}

/**
 * Parses an event of a kind that firmware may send, from its fields without `at` and `type`.
 *
 * Errors: `bad-event`, naming the field.
 */
export function parseEvent(type: string, fields: { readonly [key: string]: unknown }, at: Instant): HearthEvent {
  if (!Object.hasOwn(schemas, type))
    throw new HearthError('bad-event', `unknown type ${JSON.stringify(type)} (known: ${EVENT_TYPES.join(', ')})`);
  switch (type as Simple) {
    case 'mqtt': {
      const { topic, payload, retain } = check(schemas.mqtt, fields);
      if (payload === undefined) throw new HearthError('bad-event', '"payload" is missing');
      return {
        type: 'mqtt',
        at,
        topic,
        payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
        retain,
      };
    }
    case 'state': {
      const { entity, state, attributes } = check(schemas.state, fields);
      if (state === undefined && attributes === undefined)
        throw new HearthError('bad-event', 'neither "state" nor "attributes" is given');
      return {
        type: 'state',
        at,
        entity,
        ...(state !== undefined && { state: String(state) }),
        ...(attributes !== undefined && { attributes: attributes as { [key: string]: Json } }),
      };
    }
    case 'utterance':
      return parseUtterance(fields, at);
    case 'bargeIn':
      return { type: 'bargeIn', at, ...check(schemas.bargeIn, fields) };
    case 'feedback':
      return { type: 'feedback', at, ...check(schemas.feedback, fields) };
    case 'outcome': {
      const { of, ok, error } = check(schemas.outcome, fields);
      return { type: 'outcome', at, of, ok, ...(error !== undefined && { error }) };
    }
    case 'tick':
      return { type: 'tick', at };
  }
}

function parseUtterance(fields: { readonly [key: string]: unknown }, at: Instant): HearthEvent {
  const said = check(schemas.utterance, fields);
  const hypotheses = said.hypotheses ?? (said.text === undefined ? undefined : [{ text: said.text, confidence: 1 }]);
  if (!hypotheses) throw new HearthError('bad-event', 'neither "text" nor "hypotheses" is given');
  const { satellite, area, speaker, wakeConfidence } = said;
  return {
    type: 'utterance',
    at,
    id: said.id,
    hypotheses: hypotheses.slice(0, limits.hypothesesMax),
    ...(satellite !== undefined && { satellite }),
    ...(area !== undefined && { area }),
    ...(speaker !== undefined && { speaker }),
    ...(wakeConfidence !== undefined && { wakeConfidence }),
  };
}

function parseHome(value: { readonly [key: string]: unknown }, at: Instant): HearthEvent {
  const { at: _at, type: _type, simulateDevices, unresponsive, seed, ...household } = value;
  const own = check(
    v.object({
      simulateDevices: v.optional(v.boolean(), false),
      unresponsive: v.optional(v.array(text), []),
      seed: v.optional(v.number(), 1),
    }),
    Object.fromEntries(Object.entries({ simulateDevices, unresponsive, seed }).filter(([, x]) => x !== undefined)),
  );
  return { type: 'home', at, household: parseHousehold(household, REPLAY_DEFAULTS), ...own };
}

function parseObject(line: string): { readonly [key: string]: unknown } {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw new HearthError('bad-event', `not JSON: ${(cause as Error).message}`, cause);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new HearthError('bad-event', 'not a JSON object');
  return value as { [key: string]: unknown };
}

function check<S extends v.GenericSchema>(schema: S, fields: unknown): v.InferOutput<S> {
  const parsed = v.safeParse(schema, fields);
  if (parsed.success) return parsed.output;
  const issue = parsed.issues[0];
  const path = v.getDotPath(issue) ?? '';
  if (issue.received === 'undefined') throw new HearthError('bad-event', `"${path}" is missing`);
  const why = /^(must|is) /.test(issue.message) ? issue.message : `must be ${issue.expected}, not ${issue.received}`;
  throw new HearthError('bad-event', `"${path}" ${why}`);
}
