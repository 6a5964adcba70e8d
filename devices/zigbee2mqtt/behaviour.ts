import type { Command, EntityDefinition, Json } from '../../runtime/domain/entity.ts';
import { type Behaviour, type Values, values } from '../behaviour.ts';
import { toRgb } from '../lightRules.ts';
import { isObject, type JsonObject, own } from '../message.ts';
import { define, fromParts } from '../parts.ts';
import { ASKABLE, parseExpose, SETTABLE } from './expose.ts';
import { type Field, fieldsOf } from './fields.ts';

/** One entity of a device whose values all live in the JSON of one topic, and are set by the same keys. */
export function zigbeeBehaviour(definition: EntityDefinition): Behaviour {
  const expose = parseExpose(definition.config.expose);
  const topic = definition.config.state_topic;
  const commandTopic = definition.config.command_topic;
  if (expose === undefined || typeof topic !== 'string' || typeof commandTopic !== 'string')
    return fromParts([], { retain: false });
  const { fields, link } = fieldsOf(expose);
  return {
    inputs: [{ topic, read: (message, into) => hear(message.object, fields, into) }],
    ...(link && { link }),
    command: (wanted) => said(commandTopic, objectOf(wanted, settable(fields))),
    obey: (command) => (command.topic === commandTopic ? obeyed(command, fields) : undefined),
    report: (reached) => {
      const object = objectOf(reached, fields) ?? partOf(reached, fields);
      return Object.keys(object).length === 0 ? [] : [{ topic, payload: JSON.stringify(object) }];
    },
  };
}

function settable(fields: readonly Field[]): readonly Field[] {
  return fields.filter((field) => (field.access & SETTABLE) !== 0);
}

function hear(object: JsonObject | undefined, fields: readonly Field[], into: Values): void {
  if (object === undefined) return;
  for (const field of fields) {
    const wire = own(object, field.property);
    if (wire === undefined) continue;
    const value = field.read(wire);
    if (value !== undefined) into[field.name] = value;
  }
}

/** Undefined where one of the values has no field. */
function objectOf(wanted: Values, fields: readonly Field[]): JsonObject | undefined {
  const object: { [key: string]: Json } = {};
  for (const [name, value] of Object.entries(wanted)) {
    const field = fields.find((each) => each.name === name && each.write(value) !== undefined);
    const wire = field?.write(value);
    if (field === undefined || wire === undefined) return undefined;
    define(object, field.property, wire);
  }
  return object;
}

function partOf(wanted: Values, fields: readonly Field[]): JsonObject {
  const object: { [key: string]: Json } = {};
  for (const [name, value] of Object.entries(wanted)) {
    const one = objectOf(values({ [name]: value }), fields);
    for (const [key, wire] of Object.entries(one ?? {})) define(object, key, wire);
  }
  return object;
}

function said(topic: string, object: JsonObject | undefined): Command[] {
  if (object === undefined || Object.keys(object).length === 0) return [];
  return [{ topic, payload: JSON.stringify(object), retain: false }];
}

function obeyed(command: Command, fields: readonly Field[]): Values | undefined {
  let json: Json;
  try {
    json = JSON.parse(command.payload) as Json;
  } catch {
    return undefined;
  }
  const asked = values();
  hear(isObject(json) ? json : undefined, fields, asked);
  toRgb(asked);
  return Object.keys(asked).length > 0 ? asked : undefined;
}

/** `<name>/get` for each device that can be asked: states are not retained by default. */
export function askStates(definitions: readonly EntityDefinition[]): Command[] {
  const keys = new Map<string, { [key: string]: Json }>();
  for (const { config } of definitions) {
    const expose = parseExpose(config.expose);
    if (expose === undefined || typeof config.state_topic !== 'string') continue;
    for (const { access, property } of fieldsOf(expose).fields) {
      if ((access & ASKABLE) === 0) continue;
      const object = keys.get(config.state_topic) ?? {};
      define(object, property, '');
      keys.set(config.state_topic, object);
    }
  }
  return [...keys].map(([topic, object]) => ({
    topic: `${topic}/get`,
    payload: JSON.stringify(object),
    retain: false,
  }));
}
