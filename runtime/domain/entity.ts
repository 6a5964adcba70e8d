import type { Instant } from './time.ts';

/** `domain.object_id`, as Home Assistant forms it: "light.kitchen_lamp". */
export type EntityId = string;

/** The raw value of one attribute, as JSON has it. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** What a device convention (Home Assistant discovery, Zigbee2MQTT, the household file) made known of one entity. */
export interface EntityDefinition {
  readonly id: EntityId;
  /** Home Assistant's domain: the part of the id before the dot ("light"), kept apart because it is asked for often. */
  readonly domain: string;
  readonly name: string;
  readonly aliases: readonly string[];
  /** The device that carries the entity ("Roborock Downstairs"), and what groups the entities of one device. */
  readonly device?: {
    readonly id: string;
    readonly name?: string;
    readonly model?: string;
    readonly manufacturer?: string;
  };
  /** Area's name; absent where nobody said. */
  readonly area?: string;
  readonly deviceClass?: string;
  readonly unit?: string;
  /** What the household file says of players: has a screen, plays which classes of media. */
  readonly screen?: boolean;
  readonly media?: readonly string[];
  readonly features: EntityFeatures;
  /** The convention that can read and command it, and its own configuration, untouched. */
  readonly convention: string;
  readonly config: { readonly [key: string]: Json };
  /** Initial attributes, from the household file. */
  readonly attributes?: { readonly [key: string]: Json };
}

/** What an entity can do. Absent means it cannot. */
export interface EntityFeatures {
  /** Takes turn_on and turn_off (open and close, lock and unlock, start and stop, press, run). */
  readonly switchable?: boolean;
  readonly brightness?: boolean;
  readonly color?: boolean;
  readonly colorTemperature?: boolean;
  readonly position?: boolean;
  readonly percentage?: boolean;
  readonly targetTemperature?: { readonly min?: number; readonly max?: number; readonly unit?: 'C' | 'F' };
  readonly currentTemperature?: boolean;
  readonly volume?: boolean;
  readonly cleanArea?: boolean;
  readonly modes?: readonly string[];
}

/** What an entity is in now. */
export interface EntityState {
  /** As Home Assistant names states: "on", "open", "locked", "21.5", "unavailable", "unknown". */
  readonly state: string;
  readonly attributes: { readonly [key: string]: Json };
  /** When `state` last took another value, and when anything was last reported. */
  readonly changedAt: Instant;
  readonly reportedAt: Instant;
}

/** New values for one entity; absent fields stay as they are. */
export interface StatePatch {
  readonly entity: EntityId;
  readonly state?: string;
  readonly attributes?: { readonly [key: string]: Json };
}

/** One thing to do to one entity, named as Home Assistant's services are. */
export interface Order {
  readonly entity: EntityId;
  readonly service:
    | 'turn_on'
    | 'turn_off'
    | 'open'
    | 'close'
    | 'stop'
    | 'lock'
    | 'unlock'
    | 'set_position'
    | 'set_percentage'
    | 'set_temperature'
    | 'start'
    | 'pause'
    | 'return_to_base'
    | 'clean_area'
    | 'start_mowing'
    | 'dock'
    | 'press'
    | 'intent';
  readonly data: {
    /** 0–100 %. */
    readonly brightness?: number;
    /** [red, green, blue], 0–255. */
    readonly rgb?: readonly [number, number, number];
    readonly kelvin?: number;
    /** 0–100 %. */
    readonly position?: number;
    readonly percentage?: number;
    /** In the entity's own unit. */
    readonly temperature?: number;
    readonly areas?: readonly string[];
    /** For `intent`: what a component that takes `{"intent", "slots"}` is told. */
    readonly intent?: string;
    readonly slots?: { readonly [key: string]: Json };
  };
}

/** What is published to the broker. */
export interface Command {
  readonly topic: string;
  readonly payload: string;
  readonly retain: boolean;
}

export function domainOf(id: EntityId): string {
  const dot = id.indexOf('.');
  return dot < 0 ? id : id.slice(0, dot);
}

/** Home Assistant's slug: lower case, accents gone, everything else an underscore. "Anna's Lamp" → "anna_s_lamp". */
export function slug(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '');
}
