import type { Discovery } from '../runtime/domain/device.ts';
import type { EntityDefinition } from '../runtime/domain/entity.ts';
import { limits } from '../runtime/domain/limits.ts';
import { resolveGroups } from './zigbee2mqtt/groups.ts';

/** Everything that was announced, by who announced it; ids are made unique and the number of entities is bounded. */
export class Registry {
  readonly #bySource = new Map<string, Discovery>();
  readonly #renamed = new WeakMap<EntityDefinition, EntityDefinition>();
  #definitions: readonly EntityDefinition[] | undefined;
  #dropped = 0;

  /**
   * A message replaces all that its source announced before; an empty one removes it. False where nothing changed: a
   * retained message that came again.
   */
  apply(discovery: Discovery): boolean {
    const before = this.#bySource.get(discovery.source);
    if (discovery.found.length === 0 && discovery.notUnderstood.length === 0) {
      if (!this.#bySource.delete(discovery.source)) return false;
    } else {
      const kept = keep(discovery, before);
      this.#bySource.set(discovery.source, kept);
      if (before !== undefined && isSame(before.found, kept.found)) return false;
    }
    this.#definitions = undefined;
    return true;
  }

  /** In the order in which they were first announced; the same objects as long as nothing about them changes. */
  get definitions(): readonly EntityDefinition[] {
    this.#definitions ??= this.#unique();
    return this.#definitions;
  }

  /** Entities that found no room within `limits.entitiesMax`. */
  get dropped(): number {
    void this.definitions;
    return this.#dropped;
  }

  /** Parts of what is announced now that no rule here understands. */
  get notUnderstood(): readonly { readonly what: string; readonly why: string }[] {
    return [...this.#bySource.values()].flatMap((discovery) => discovery.notUnderstood);
  }

  #unique(): EntityDefinition[] {
    const all = resolveGroups([...this.#bySource.values()].flatMap((discovery) => discovery.found));
    const spoken = new Set(
      all.flatMap(({ convention, config }) => (convention === 'homeAssistant' ? [config.state_topic] : [])),
    );
    const ids = new Set<string>();
    const uniques = new Set<string>();
    const made: EntityDefinition[] = [];
    this.#dropped = 0;
    for (const definition of all) {
      const unique = definition.config.unique_id;
      const key = `${definition.domain} ${String(unique)}`;
      if (typeof unique === 'string' && uniques.has(key)) continue;
      if (definition.convention === 'zigbee2mqtt' && spoken.has(definition.config.state_topic ?? null)) continue;
      if (made.length >= limits.entitiesMax) {
        this.#dropped += 1;
        continue;
      }
      uniques.add(key);
      const named = this.#named(definition, ids);
      ids.add(named.id);
      made.push(named);
    }
    return made;
  }

  /** "light.lamp", then "light.lamp_2", as Home Assistant counts. */
  #named(definition: EntityDefinition, taken: ReadonlySet<string>): EntityDefinition {
    if (!taken.has(definition.id)) return definition;
    let count = 2;
    while (taken.has(`${definition.id}_${count}`)) count += 1;
    const id = `${definition.id}_${count}`;
    const before = this.#renamed.get(definition);
    if (before?.id === id) return before;
    const renamed = { ...definition, id };
    this.#renamed.set(definition, renamed);
    return renamed;
  }
}

/** Definitions that say what they said before stay the same objects: readers keep what they heard by them. */
function keep(discovery: Discovery, before: Discovery | undefined): Discovery {
  if (before === undefined) return discovery;
  const known = new Map(before.found.map((definition) => [JSON.stringify(definition), definition]));
  return {
    ...discovery,
    found: discovery.found.map((definition) => known.get(JSON.stringify(definition)) ?? definition),
  };
}

function isSame(before: readonly EntityDefinition[], after: readonly EntityDefinition[]): boolean {
  return before.length === after.length && before.every((definition, at) => definition === after[at]);
}
