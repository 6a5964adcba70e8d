import type { Json } from '../../runtime/domain/entity.ts';
import { isObject, type JsonObject, own } from '../message.ts';
import { define } from '../parts.ts';
import { ABBREVIATIONS, DEVICE_ABBREVIATIONS, ORIGIN_ABBREVIATIONS } from './abbreviations.ts';

/** A copy with every short key in full; where both are there, the later one wins, as in Home Assistant. */
function inFull(object: JsonObject, table: { readonly [short: string]: string }): JsonObject {
  const made: { [key: string]: Json } = {};
  for (const [key, value] of Object.entries(object))
    define(made, Object.hasOwn(table, key) ? (table[key] ?? key) : key, value);
  return made;
}

/** One component's keys in full, `device`, `origin` and `availability` included, `~` put in. */
export function expand(payload: JsonObject): JsonObject {
  const config: { [key: string]: Json } = { ...inFull(payload, ABBREVIATIONS) };
  const device = own(config, 'device');
  if (isObject(device)) config.device = inFull(device, DEVICE_ABBREVIATIONS);
  const origin = own(config, 'origin');
  if (isObject(origin)) config.origin = inFull(origin, ORIGIN_ABBREVIATIONS);
  const availability = own(config, 'availability');
  const entries = Array.isArray(availability)
    ? (availability as readonly Json[])
    : isObject(availability)
      ? [availability]
      : [];
  if (entries.length > 0)
    config.availability = entries.map((entry) => (isObject(entry) ? inFull(entry, ABBREVIATIONS) : entry));
  return withBase(config);
}

/** `~` at the start or the end of a topic stands for the base topic. */
function withBase(config: { [key: string]: Json }): JsonObject {
  const base = own(config, '~');
  if (typeof base !== 'string') return config;
  delete config['~'];
  for (const [key, value] of Object.entries(config))
    if (key.endsWith('topic') && typeof value === 'string') define(config, key, based(value, base));
  if (Array.isArray(config.availability))
    config.availability = (config.availability as readonly Json[]).map((entry) =>
      isObject(entry) && typeof entry.topic === 'string' ? { ...entry, topic: based(entry.topic, base) } : entry,
    );
  return config;
}

function based(topic: string, base: string): string {
  if (topic.startsWith('~')) return base + topic.slice(1);
  return topic.endsWith('~') ? topic.slice(0, -1) + base : topic;
}

/** What a device payload passes on to each of its components that does not say so itself. */
const SHARED = [
  'availability',
  'availability_mode',
  'availability_template',
  'availability_topic',
  'command_topic',
  'encoding',
  'payload_available',
  'payload_not_available',
  'qos',
  'state_topic',
] as const;

/** The components of a device payload by their key: each with its platform, or with why it has none. */
export function componentsOf(payload: JsonObject): Map<string, { platform: string; config: JsonObject } | string> {
  const device = expand(payload);
  const components = own(device, 'components');
  const found = new Map<string, { platform: string; config: JsonObject } | string>();
  if (!isObject(components)) return found;
  for (const [key, raw] of Object.entries(components)) {
    if (!isObject(raw)) {
      found.set(key, 'not an object');
      continue;
    }
    const config: { [key: string]: Json } = { ...inFull(raw, ABBREVIATIONS) };
    const platform = own(config, 'platform');
    if (typeof platform !== 'string') {
      found.set(key, 'no platform');
      continue;
    }
    delete config.platform;
    if (Object.keys(config).length === 0) continue;
    for (const name of SHARED) {
      const value = own(device, name);
      if (value !== undefined && own(config, name) === undefined) config[name] = value;
    }
    for (const name of ['device', 'origin', '~']) {
      const value = own(device, name) ?? own(payload, name);
      if (value !== undefined && own(config, name) === undefined) config[name] = value;
    }
    found.set(key, { platform, config: expand(config) });
  }
  return found;
}
