import type { Discovery } from '../../runtime/domain/device.ts';
import { type EntityDefinition, type Json, slug } from '../../runtime/domain/entity.ts';
import { HearthError } from '../../runtime/domain/errors.ts';
import { asTopic, isObject, type JsonObject, own, parsePayload } from '../message.ts';
import { template } from '../template/template.ts';
import { kindOf, NO_ENTITIES } from './components/table.ts';
import { Config } from './config.ts';
import { componentsOf, expand } from './expand.ts';

export const NAME = 'homeAssistant';
const TOPIC = /^homeassistant\/([a-z_]+)\/(?:([\w-]+)\/)?([\w-]+)\/config$/i;

/** Reads one discovery message. Undefined where the topic is none; throws HearthError for a payload that is no object. */
export function discover(topic: string, payload: string): Discovery | undefined {
  const match = TOPIC.exec(topic);
  const component = match?.[1];
  const object = match?.[3];
  if (component === undefined || object === undefined) return undefined;
  if (payload.trim() === '') return { found: [], source: topic, notUnderstood: [] };
  const json = parsed(payload);
  if (own(json, 'migrate_discovery') === true || own(json, 'migr_discvry') === true)
    return { found: [], source: topic, notUnderstood: [] };
  const found: EntityDefinition[] = [];
  const notUnderstood: { what: string; why: string }[] = [];
  const add = (platform: string, config: JsonObject, what: string, objectName: string) => {
    try {
      const definition = define(platform, config, objectName, (why) => notUnderstood.push({ what, why }));
      if (definition !== undefined) found.push(definition);
    } catch (error) {
      if (!(error instanceof HearthError)) throw error;
      notUnderstood.push({ what, why: `${error.code}: ${error.message}` });
    }
  };
  if (component !== 'device') add(component, expand(json), topic, object);
  else
    for (const [key, part] of componentsOf(json)) {
      if (typeof part === 'string') notUnderstood.push({ what: `${topic}#${key}`, why: part });
      else add(part.platform, part.config, `${topic}#${key}`, `${object}_${key}`);
    }
  return { found, source: topic, notUnderstood };
}

function parsed(payload: string): JsonObject {
  let json: Json;
  try {
    json = parsePayload(payload);
  } catch (error) {
    if (error instanceof HearthError && error.code === 'payload-invalid')
      throw new HearthError('discovery-invalid', 'discovery payload is not JSON', error);
    throw error;
  }
  if (!isObject(json)) throw new HearthError('discovery-invalid', 'discovery payload is not a JSON object');
  return json;
}

/** One entity; undefined where the component is no entity. `complain` takes what is there but cannot be used. */
function define(
  domain: string,
  json: JsonObject,
  objectName: string,
  complain: (why: string) => void,
): EntityDefinition | undefined {
  if (NO_ENTITIES.has(domain)) return undefined;
  const kind = kindOf(domain);
  if (kind === undefined) {
    complain(`no component ${domain.slice(0, 40)}`);
    return undefined;
  }
  const config = new Config(json);
  if (!kind.topics.some((key) => config.has(key))) {
    complain(`a ${domain} needs ${kind.topics.join(' or ')}`);
    return undefined;
  }
  checkTopics(json);
  checkTemplates(json, complain);
  if (config.has('off_delay')) complain('off_delay: it stays on until the device says off');
  const { name, aliases } = namesOf(domain, config);
  const device = deviceOf(config.object('device'));
  const area = text(config.object('device'), 'suggested_area');
  const deviceClass = config.text('device_class');
  const unit = config.text('unit_of_measurement');
  return {
    id: idOf(domain, config, name ?? objectName),
    domain,
    name: name ?? objectName,
    aliases,
    ...(device && { device }),
    ...(area !== undefined && { area }),
    ...(deviceClass !== undefined && { deviceClass }),
    ...(unit !== undefined && { unit }),
    features: kind.features(config),
    convention: NAME,
    config: json,
  };
}

function checkTopics(json: JsonObject): void {
  for (const [key, value] of Object.entries(json)) if (key.endsWith('topic')) asTopic(value);
  const entries = own(json, 'availability');
  if (Array.isArray(entries))
    for (const entry of entries as readonly Json[]) if (isObject(entry)) asTopic(own(entry, 'topic'));
}

/** A template that cannot be used costs its one value, not the entity. */
function checkTemplates(json: JsonObject, complain: (why: string) => void): void {
  for (const [key, value] of Object.entries(json)) {
    if (!key.endsWith('template') || typeof value !== 'string') continue;
    try {
      template(value);
    } catch (error) {
      if (!(error instanceof HearthError)) throw error;
      complain(`${key}: ${error.message}`);
    }
  }
}

function text(object: JsonObject | undefined, key: string): string | undefined {
  const value = object && own(object, key);
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

/** Sensors are asked for with their device ("hall sensor battery"); what acts is also known by its own name alone. */
const NAMED_WITH_DEVICE = new Set([
  'sensor',
  'binary_sensor',
  'number',
  'select',
  'button',
  'update',
  'event',
  'text',
  'image',
  'camera',
  'date',
  'time',
  'datetime',
]);

/** The name as Home Assistant shows it: the device's, then the entity's where it adds something. */
function namesOf(domain: string, config: Config): { name: string | undefined; aliases: readonly string[] } {
  const device = text(config.object('device'), 'name');
  const own =
    text(config.json, 'name') ?? (config.has('name') || config.json.name === null ? undefined : classWords(config));
  if (own === undefined) return { name: device, aliases: [] };
  if (device === undefined || own === device || own.toLowerCase().startsWith(device.toLowerCase()))
    return { name: own, aliases: [] };
  return { name: `${device} ${own}`, aliases: NAMED_WITH_DEVICE.has(domain) ? [] : [own] };
}

/** An entity without a name of its own is called after what it measures. */
function classWords(config: Config): string | undefined {
  const words = config.text('device_class')?.replaceAll('_', ' ');
  return words && words.charAt(0).toUpperCase() + words.slice(1);
}

function idOf(domain: string, config: Config, name: string): string {
  const whole = config.text('default_entity_id');
  const object = whole === undefined ? config.text('object_id') : whole.slice(whole.indexOf('.') + 1);
  return `${domain}.${slug(object ?? name) || slug(config.text('unique_id') ?? '') || 'unnamed'}`;
}

function deviceOf(device: JsonObject | undefined): EntityDefinition['device'] {
  if (device === undefined) return undefined;
  const identifiers = own(device, 'identifiers');
  const connections = own(device, 'connections');
  const first = Array.isArray(identifiers) ? identifiers[0] : identifiers;
  const connection: Json | undefined = Array.isArray(connections) ? connections[0] : undefined;
  const id = first ?? (Array.isArray(connection) ? connection.join(':') : undefined);
  const name = text(device, 'name');
  const model = text(device, 'model');
  const manufacturer = text(device, 'manufacturer');
  if (id === undefined && name === undefined) return undefined;
  return {
    id: String(id ?? name),
    ...(name !== undefined && { name }),
    ...(model !== undefined && { model }),
    ...(manufacturer !== undefined && { manufacturer }),
  };
}
