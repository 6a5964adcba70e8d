import type { EntityId, Json } from './entity.ts';

/** What discovery over MQTT cannot tell the hub: the household file, parsed, with its defaults filled in. */
export interface Household {
  /** BCP 47: units and first day of week follow it. */
  readonly locale: string;
  /** IANA name. */
  readonly timezone: string;
  readonly floors: readonly Floor[];
  readonly areas: readonly Area[];
  readonly people: readonly { readonly name: string }[];
  readonly satellites: readonly Satellite[];
  readonly entities: readonly HouseholdEntity[];
  readonly handlers: readonly { readonly intents: readonly string[]; readonly via: string }[];
  readonly policy: {
    /** "lock.unlock", "cover.garage.open", "oven.on": `subject[.class].deed`, asked back before it is done. */
    readonly confirm: readonly string[];
    /** "HH:MM", local; absent is none. */
    readonly quietHours?: { readonly from: string; readonly to: string };
  };
  readonly learning: { readonly enabled: boolean };
  readonly sync: { readonly enabled: boolean; readonly upstream?: string };
}

export interface Floor {
  readonly name: string;
  readonly aliases: readonly string[];
}
export interface Area {
  readonly name: string;
  readonly floor?: string;
  readonly aliases: readonly string[];
}
export interface Satellite {
  readonly id: string;
  readonly area?: string;
  readonly screen?: boolean;
}
/** Adds to or refines what discovery found, by id; or stands alone where no convention announces the entity. */
export interface HouseholdEntity {
  readonly id: EntityId;
  readonly name?: string;
  readonly aliases?: readonly string[];
  readonly area?: string;
  readonly screen?: boolean;
  readonly media?: readonly string[];
  readonly deviceClass?: string;
  readonly attributes?: { readonly [key: string]: Json };
  /** Every other key, with the meaning that Home Assistant's MQTT discovery gives it. */
  readonly config: { readonly [key: string]: Json };
}

export const DEFAULT_CONFIRM = [
  ...(['lock.unlock', 'cover.garage.open', 'cover.gate.open', 'oven.on', 'heater.on'] as const),
  // Many a gate is opened by a relay, a button or a scene that says so in its name alone.
  ...(['switch.garage.on', 'switch.gate.on', 'switch.door.on', 'button.garage.press'] as const),
  ...(['button.gate.press', 'button.door.press', 'scene.garage.on', 'scene.gate.on', 'scene.door.on'] as const),
] as const;
