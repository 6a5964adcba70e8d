import { devices } from '../../devices/index.ts';
import type { EntityDefinition, EntityId, Json, StatePatch } from '../../runtime/domain/entity.ts';

/** The one entity that a configuration announces. Throws where there is another number. */
export function announced(id: EntityId, config: { readonly [key: string]: Json }): EntityDefinition {
  const domain = id.slice(0, id.indexOf('.'));
  const payload = JSON.stringify({ default_entity_id: id, unique_id: id, ...config });
  const discovery = devices.discover(`homeassistant/${domain}/x/config`, payload);
  const [only] = discovery?.found ?? [];
  if (only === undefined || discovery?.notUnderstood.length !== 0) throw new Error(JSON.stringify(discovery));
  return only;
}

/** A home whose states are only what its readers said. */
export class Home {
  readonly states = new Map<EntityId, { state: string; attributes: { [name: string]: Json } }>();
  readonly faults: string[] = [];
  readonly #reader;

  constructor(definitions: readonly EntityDefinition[]) {
    this.#reader = devices.reader(definitions);
  }

  hear(topic: string, payload: Json): void {
    const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
    for (const patch of this.#reader.read(topic, text, (id, code) => this.faults.push(`${id} ${code}`)))
      this.apply(patch);
  }

  apply({ entity, state, attributes }: StatePatch): void {
    const known = this.states.get(entity) ?? { state: 'unknown', attributes: {} };
    if (state !== undefined) known.state = state;
    Object.assign(known.attributes, attributes);
    this.states.set(entity, known);
  }

  present(id: EntityId) {
    const known = this.states.get(id);
    return known && { ...known, changedAt: 0, reportedAt: 0 };
  }
}
