import type { Json } from '../../runtime/domain/entity.ts';
import { DataError } from './dataFile.ts';

type Attributes = { readonly [name: string]: Json };

/** A home as the data sets describe it (ha_intents_en_home.json, ha_datasets_homes.jsonl). */
export interface HomeData {
  readonly id?: string;
  readonly areas: readonly { readonly id: string; readonly name: string; readonly floor?: string }[];
  readonly floors: readonly { readonly id: string; readonly name: string }[];
  readonly devices: readonly { readonly id: string; readonly name: string; readonly area?: string }[];
  readonly entities: readonly EntityData[];
}
export interface EntityData {
  readonly id: string;
  readonly name: string;
  readonly domain?: string;
  /** Id of an area. */
  readonly area?: string;
  readonly device?: string;
  /** Spoken form and inner value may differ. */
  readonly state?: Json | { readonly in?: Json; readonly out?: Json };
  readonly attributes?: Attributes;
}

/** Checks what the rest relies on. @throws DataError naming the home */
export function asHome(value: unknown, where: string): HomeData {
  const { areas, floors, devices, entities } = value as { [key: string]: unknown };
  if (!Array.isArray(areas) || !Array.isArray(entities))
    throw new DataError(`${where}: a home needs "areas" and "entities"`);
  if (entities.some((one) => typeof one?.id !== 'string' || typeof one?.name !== 'string'))
    throw new DataError(`${where}: an entity needs "id" and "name"`);
  const worded = (entities as EntityData[]).map((one) => ({ ...one, ...wordedState(one) }));
  return {
    ...(value as HomeData),
    entities: worded,
    floors: (floors ?? []) as HomeData['floors'],
    devices: (devices ?? []) as never,
  };
}

/** YAML reads a bare `on` as true: a state is a word. */
function wordedState({ id, state }: EntityData): Pick<EntityData, 'state'> | undefined {
  if (typeof state !== 'boolean') return undefined;
  const [yes, no] = ['cover', 'valve'].includes(domainOfId(id)) ? ['open', 'closed'] : ['on', 'off'];
  return { state: state ? yes : no };
}

/** A name without the notation of sentence templates. */
export function plainName(name: string): string {
  return name.replace(/[[\]<>|()]/g, '');
}

/** The value that a device reports. */
export function reportedState({ state }: EntityData): Json | undefined {
  if (typeof state === 'object' && state !== null && !Array.isArray(state)) {
    const { in: spoken, out } = state as { in?: Json; out?: Json };
    return out ?? spoken;
  }
  return state as Json | undefined;
}

export function domainOfId(id: string): string {
  return id.slice(0, id.indexOf('.'));
}
