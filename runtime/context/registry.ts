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
  readonly #owners = new Map<EntityId, EntityDefinition>();
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
    for (const found of discovery.found) {
      const definition = this.#place(found, own.get(found.id));
      if (definition === 'duplicate') this.duplicates++;
      else if (definition === 'crowded' || this.#owners.size >= limits.entitiesMax) rejected++;
      else {
        this.#owners.set(definition.id, definition);
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

  /** The definition under an id that is its own already or free. */
  #place(found: EntityDefinition, own: readonly Announced[] = []): EntityDefinition | 'duplicate' | 'crowded' {
    const kept = own.find((one) => isSameThing(one.definition, found))?.definition.id;
    let id = kept !== undefined && !this.#owners.has(kept) ? kept : found.id;
    for (let n = 2; this.#owners.has(id); n++) {
      if (isSameThing(this.#owners.get(id) as EntityDefinition, found)) return 'duplicate';
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

/** One thing announced twice: the same unique id, or word for word the same definition. */
function isSameThing(a: EntityDefinition, b: EntityDefinition): boolean {
  const [left, right] = [a.config.unique_id, b.config.unique_id];
  if (left !== undefined || right !== undefined) return left === right;
  return sameJson({ ...a, id: '' }, { ...b, id: '' });
}
