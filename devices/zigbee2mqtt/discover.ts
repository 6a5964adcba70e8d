import type { Discovery } from '../../runtime/domain/device.ts';
import { type EntityDefinition, type Json, slug } from '../../runtime/domain/entity.ts';
import { HearthError } from '../../runtime/domain/errors.ts';
import { limits } from '../../runtime/domain/limits.ts';
import { asTopic, isObject, type JsonObject, own, parsePayload } from '../message.ts';
import { BINARY_CLASSES, NUMERIC_CLASSES } from './classes.ts';
import { type Expose, list, parseExpose, SETTABLE, text } from './expose.ts';
import { fieldsOf, isSpecific } from './fields.ts';

export const NAME = 'zigbee2mqtt';
const TOPIC = /^([^/]+)\/bridge\/(devices|groups)$/;

/** Domain of a group until its members tell it; see groups.ts. */
export const GROUP = 'group';

/** Reads `<base>/bridge/devices` and `<base>/bridge/groups`. */
export function discover(topic: string, payload: string): Discovery | undefined {
  const match = TOPIC.exec(topic);
  const base = match?.[1];
  if (base === undefined) return undefined;
  if (payload.trim() === '') return { found: [], source: topic, notUnderstood: [] };
  const found: EntityDefinition[] = [];
  const notUnderstood: { what: string; why: string }[] = [];
  for (const [at, item] of parsed(payload).entries()) {
    const what = `${topic}#${(isObject(item) && text(item, 'friendly_name')) || at}`;
    const complain = (part: string, why: string) => notUnderstood.push({ what: part ? `${what}/${part}` : what, why });
    try {
      if (!isObject(item)) complain('', 'not an object');
      else if (match?.[2] === 'devices') found.push(...deviceEntities(base, item, complain));
      else found.push(...groupEntity(base, item, complain));
    } catch (error) {
      if (!(error instanceof HearthError)) throw error;
      complain('', `${error.code}: ${error.message}`);
    }
  }
  return { found, source: topic, notUnderstood };
}

function parsed(payload: string): readonly Json[] {
  let json: Json;
  try {
    json = parsePayload(payload, limits.bridgeBytesMax);
  } catch (error) {
    if (error instanceof HearthError && error.code === 'payload-invalid')
      throw new HearthError('discovery-invalid', 'bridge message is not JSON', error);
    throw error;
  }
  if (!Array.isArray(json)) throw new HearthError('discovery-invalid', 'bridge message is not a list');
  return json as readonly Json[];
}

type Complain = (part: string, why: string) => void;

function deviceEntities(base: string, device: JsonObject, complain: Complain): EntityDefinition[] {
  if (own(device, 'type') === 'Coordinator' || own(device, 'disabled') === true) return [];
  const friendly = text(device, 'friendly_name') ?? text(device, 'ieee_address');
  const definition = own(device, 'definition');
  if (friendly === undefined) return nothing(complain, 'no friendly_name');
  if (!isObject(definition)) return nothing(complain, 'Zigbee2MQTT does not support this model');
  const found: EntityDefinition[] = [];
  for (const raw of list(definition, 'exposes')) {
    const expose = parseExpose(raw);
    if (expose === undefined) complain('', 'an expose without a type');
    else if (expose.type === 'composite' || expose.type === 'list')
      complain(expose.name, `a ${expose.type} is no entity`);
    else if (fieldsOf(expose).fields.length === 0) complain(expose.name, `a ${expose.type} without known features`);
    else found.push(entity(base, friendly, device, definition, expose, raw));
  }
  return found;
}

function nothing(complain: Complain, why: string): [] {
  complain('', why);
  return [];
}

/** "kitchen/ceiling_lamp" is said "kitchen ceiling lamp". */
function spoken(friendly: string): string {
  return friendly.replace(/[/_]+/g, ' ').trim();
}

function entity(
  base: string,
  friendly: string,
  device: JsonObject,
  definition: JsonObject,
  expose: Expose,
  raw: Json,
): EntityDefinition {
  const domain = domainOf(expose);
  const specific = isSpecific(expose.type);
  const what = specific ? expose.endpoint : expose.property;
  const label = specific ? expose.endpoint : (expose.label ?? expose.property.replaceAll('_', ' '));
  const model = text(definition, 'model');
  const manufacturer = text(definition, 'vendor');
  const ieee = text(device, 'ieee_address') ?? friendly;
  const deviceClass =
    domain === 'binary_sensor'
      ? BINARY_CLASSES[expose.name]
      : domain === 'sensor'
        ? NUMERIC_CLASSES[expose.name]
        : undefined;
  return {
    id: `${domain}.${slug([friendly, ...(what ? [what] : [])].join(' ')) || slug(ieee)}`,
    domain,
    name: label ? `${spoken(friendly)} ${label}` : spoken(friendly),
    aliases: [],
    device: { id: ieee, name: spoken(friendly), ...(model && { model }), ...(manufacturer && { manufacturer }) },
    ...(deviceClass && { deviceClass }),
    ...(expose.unit !== undefined && { unit: expose.unit }),
    features: fieldsOf(expose).features,
    convention: NAME,
    config: {
      ...topics(base, friendly),
      ieee_address: ieee,
      expose: raw,
      ...(expose.category !== undefined && { entity_category: expose.category }),
    },
  };
}

function domainOf({ type, access, words }: Expose): string {
  if (isSpecific(type)) return type;
  const settable = (access & SETTABLE) !== 0;
  if (type === 'binary') return settable ? 'switch' : 'binary_sensor';
  if (!settable) return 'sensor';
  if (type === 'enum') return access === SETTABLE && words.length === 1 ? 'button' : 'select';
  return type === 'numeric' ? 'number' : 'text';
}

/** Reachable when the bridge is up and the device was not said to be gone; both speak JSON, once they spoke plainly. */
const STATE = '{% if value_json is mapping %}{{ value_json.state }}{% else %}{{ value }}{% endif %}';

function topics(base: string, friendly: string): { readonly [key: string]: Json } {
  const topic = asTopic(`${base}/${friendly}`) ?? '';
  return {
    state_topic: topic,
    command_topic: `${topic}/set`,
    availability: [
      { topic: `${base}/bridge/state`, value_template: STATE },
      { topic: `${topic}/availability`, value_template: STATE },
    ],
    availability_mode: 'all',
  };
}

function groupEntity(base: string, group: JsonObject, complain: Complain): EntityDefinition[] {
  const friendly = text(group, 'friendly_name');
  if (friendly === undefined) return nothing(complain, 'no friendly_name');
  const members = list(group, 'members').flatMap((member) =>
    isObject(member) ? (text(member, 'ieee_address') ?? []) : [],
  );
  return [
    {
      id: `${GROUP}.${slug(friendly)}`,
      domain: GROUP,
      name: spoken(friendly),
      aliases: [],
      features: {},
      convention: NAME,
      config: { ...topics(base, friendly), members },
    },
  ];
}
