import type { Json } from '../../runtime/domain/entity.ts';
import { isObject, type JsonObject, own } from '../message.ts';

/** One ability as Zigbee2MQTT describes it: https://www.zigbee2mqtt.io/guide/usage/exposes.html */
export interface Expose {
  readonly type: string;
  readonly name: string;
  /** Its key in the state's JSON; a composite of features may have none. */
  readonly property: string;
  readonly label: string | undefined;
  readonly endpoint: string | undefined;
  /** Bit 0: reported, bit 1: can be set, bit 2: can be asked for. */
  readonly access: number;
  readonly unit: string | undefined;
  readonly category: string | undefined;
  readonly on: Json;
  readonly off: Json;
  readonly min: number | undefined;
  readonly max: number | undefined;
  readonly words: readonly string[];
  readonly features: readonly Expose[];
}

export const REPORTED = 1;
export const SETTABLE = 2;
export const ASKABLE = 4;

/** Undefined where it is no object with a type. */
export function parseExpose(json: Json | undefined): Expose | undefined {
  if (!isObject(json)) return undefined;
  const type = text(json, 'type');
  if (type === undefined) return undefined;
  const name = text(json, 'name') ?? type;
  return {
    type,
    name,
    property: text(json, 'property') ?? name,
    label: text(json, 'label'),
    endpoint: text(json, 'endpoint'),
    access: number(json, 'access') ?? 0,
    unit: text(json, 'unit'),
    category: text(json, 'category'),
    on: own(json, 'value_on') ?? 'ON',
    off: own(json, 'value_off') ?? 'OFF',
    min: number(json, 'value_min'),
    max: number(json, 'value_max'),
    words: list(json, 'values').map(String),
    features: list(json, 'features').flatMap((feature) => parseExpose(feature) ?? []),
  };
}

export function text(object: JsonObject, key: string): string | undefined {
  const value = own(object, key);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function number(object: JsonObject, key: string): number | undefined {
  const value = own(object, key);
  return typeof value === 'number' ? value : undefined;
}

export function list(object: JsonObject, key: string): readonly Json[] {
  const value = own(object, key);
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}
