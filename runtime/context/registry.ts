import type { TaughtName } from '../domain/context.ts';
import type { Discovery } from '../domain/device.ts';
import type { EntityDefinition, EntityId } from '../domain/entity.ts';
import type { Household } from '../domain/household.ts';
import { limits } from '../domain/limits.ts';
import { normalPhrase } from '../domain/phrase.ts';
import { sameJson } from './same.ts';

/** Lays the household file over what the conventions found. */
export type MergeDefinitions = (
  definitions: readonly EntityDefinition[],
  household: Household,
) => readonly EntityDefinition[];

/** What a discovery message changed. */
export interface Defined {
  readonly changed: boolean;
  /** Entities that nobody announces any more. */
  readonly removed: readonly EntityId[];
  /** Definitions that found no place because the home is full. */
  readonly rejected: number;
}

/** Things that ask for one id; a home has a handful, and each costs a look at all before it. */
const NAMESAKES_MAX = 64;

interface Announced {
  /** The id that the convention gave, and what it said, but for an id that was taken. */
  readonly asked: EntityId;
  readonly definition: EntityDefinition;
}

/**
 * Which entities exist: what each source announced, under the household file, with the names that were taught.
 *
 * Two sources may ask for one id. The same thing announced twice is one entity; another thing gets `_2`, as in Home
 * Assistant, so that no device hides another.
 */
export class Registry {
  version = 1;
  rejected = 0;
  duplicates = 0;
  readonly #merge: MergeDefinitions;
  readonly #sources = new Map<string, readonly Announced[]>();
  readonly #owners = new Map<EntityId, { readonly source: string; readonly definition: EntityDefinition }>();
  readonly #names = new Map<string, TaughtName>();
  #household: Household;
  #merged: Map<EntityId, EntityDefinition> | undefined;

  constructor(merge: MergeDefinitions, household: Household) {
    this.#merge = merge;
    this.#household = household;
  }

  get household(): Household {
    return this.#household;
  }

  setHousehold(household: Household): void {
    if (sameJson(household, this.#household)) return;
    this.#household = household;
    this.#touch();
  }

  define(discovery: Discovery): Defined {
    const before = this.#sources.get(discovery.source) ?? [];
    const own = new Map<EntityId, Announced[]>();
    for (const one of before) {
      this.#owners.delete(one.definition.id);
      const same = own.get(one.asked);
      if (same) same.push(one);
      else own.set(one.asked, [one]);
    }
    const after: Announced[] = [];
    let rejected = 0;
    for (const announced of discovery.found) {
      const found = clean(announced);
      this.#makeWay(found);
      const definition = this.#place(found, own.get(found.id));
      if (definition === 'duplicate') this.duplicates++;
      else if (definition === 'crowded' || this.#owners.size >= limits.entitiesMax) rejected++;
      else {
        this.#owners.set(definition.id, { source: discovery.source, definition });
        after.push({ asked: found.id, definition });
      }
    }
    if (after.length === 0) this.#sources.delete(discovery.source);
    else this.#sources.set(discovery.source, after);
    this.rejected += rejected;
    const changed = !sameJson(before, after);
    if (changed) this.#touch();
    const removed = before.map((one) => one.definition.id).filter((id) => !this.#isKnown(id));
    return { changed, removed, rejected };
  }

  /** Every entity, by id. */
  all(): ReadonlyMap<EntityId, EntityDefinition> {
    // Merged when read and not when announced: at start a thousand messages come in a row.
    this.#merged ??= this.#build();
    return this.#merged;
  }

  names(): readonly TaughtName[] {
    return [...this.#names.values()];
  }

  teach(name: TaughtName): void {
    this.#names.delete(normalPhrase(name.name));
    this.#names.set(normalPhrase(name.name), name);
    if (this.#names.size > limits.taughtMax) this.#names.delete(this.#names.keys().next().value as string);
    this.#touch();
  }

  /** Undefined forgets every name. */
  forgetName(name: string | undefined): void {
    if (name === undefined ? this.#names.size === 0 : !this.#names.has(normalPhrase(name))) return;
    if (name === undefined) this.#names.clear();
    else this.#names.delete(normalPhrase(name));
    this.#touch();
  }

  /** An entity of which only states were known becomes what a convention says of it. */
  #makeWay(found: EntityDefinition): void {
    const owner = this.#owners.get(found.id);
    if (owner === undefined || !isBare(owner.definition) || isBare(found)) return;
    this.#owners.delete(found.id);
    const others = (this.#sources.get(owner.source) ?? []).filter((one) => one.definition.id !== found.id);
    if (others.length === 0) this.#sources.delete(owner.source);
    else this.#sources.set(owner.source, others);
  }

  /** The definition under an id that is its own already or free. */
  #place(found: EntityDefinition, own: readonly Announced[] = []): EntityDefinition | 'duplicate' | 'crowded' {
    const kept = own.find((one) => isSameThing(one.definition, found))?.definition.id;
    let id = kept !== undefined && !this.#owners.has(kept) ? kept : found.id;
    for (let n = 2; this.#owners.has(id); n++) {
      if (isSameThing(this.#owners.get(id)?.definition as EntityDefinition, found)) return 'duplicate';
      if (n > NAMESAKES_MAX) return 'crowded';
      id = `${found.id}_${n}`;
    }
    return id === found.id ? found : { ...found, id };
  }

  #isKnown(id: EntityId): boolean {
    return this.#owners.has(id) || this.#household.entities.some((entity) => entity.id === id);
  }

  #build(): Map<EntityId, EntityDefinition> {
    const announced: EntityDefinition[] = [];
    for (const list of this.#sources.values()) for (const one of list) announced.push(one.definition);
    const merged = new Map<EntityId, EntityDefinition>();
    for (const definition of this.#merge(announced, this.#household)) merged.set(definition.id, definition);
    for (const { name, entity } of this.#names.values()) {
      const definition = merged.get(entity);
      if (definition) merged.set(entity, { ...definition, aliases: [...definition.aliases, name] });
    }
    return merged;
  }

  #touch(): void {
    this.#merged = undefined;
    this.version++;
  }
}

/** Only states are known of it: no convention says how it is read or commanded. */
function isBare(definition: EntityDefinition): boolean {
  return Object.keys(definition.config).length === 0;
}

/**
 * One thing announced twice: by its unique id, by two conventions for one device (Zigbee2MQTT speaks its own and Home
 * Assistant's, with "zigbee2mqtt_" before the address), or word for word.
 */
function isSameThing(a: EntityDefinition, b: EntityDefinition): boolean {
  if (isBare(a) || isBare(b)) return true;
  if (a.convention !== b.convention && a.device !== undefined && b.device !== undefined) {
    const [left, right] = [a.device.id, b.device.id];
    if (left !== '' && right !== '' && (left.endsWith(right) || right.endsWith(left))) return true;
  }
  const [left, right] = [a.config.unique_id, b.config.unique_id];
  if (left !== undefined || right !== undefined) return left === right;
  return sameJson({ ...a, id: '' }, { ...b, id: '' });
}

/** Names are said aloud and shown on terminals: control and direction characters go, and what no tongue would say is cut. */
function clean(definition: EntityDefinition): EntityDefinition {
  const { device, area } = definition;
  return {
    ...definition,
    name: cleanName(definition.name),
    aliases: definition.aliases.map(cleanName),
    ...(area !== undefined && { area: cleanName(area) }),
    ...(definition.deviceClass !== undefined && { deviceClass: cleanName(definition.deviceClass) }),
    ...(device !== undefined && {
      device: { ...device, ...(device.name !== undefined && { name: cleanName(device.name) }) },
    }),
  };
}

function cleanName(name: string): string {
  return name
    .slice(0, limits.nameCharactersMax)
    .replace(/[\p{Cc}\p{Cf}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
