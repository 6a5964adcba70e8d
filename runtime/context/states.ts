import type { Change } from '../domain/context.ts';
import type { EntityId, EntityState, Json, StatePatch } from '../domain/entity.ts';
import { limits } from '../domain/limits.ts';
import type { Instant } from '../domain/time.ts';
import { mergeAttributes } from './same.ts';

const NUMERIC = /^-?\d+(\.\d+)?$/;

/** What every entity is in, and what lately changed. */
export class States {
  refusedAttributes = 0;
  refusedEntities = 0;
  readonly #states = new Map<EntityId, EntityState>();
  /** Oldest first; trimmed when twice too long, so that a change costs one push. */
  #changes: Change[] = [];
  #newestFirst: readonly Change[] | undefined;

  get(id: EntityId): EntityState | undefined {
    return this.#states.get(id);
  }

  entries(): IterableIterator<[EntityId, EntityState]> {
    return this.#states.entries();
  }

  restore(id: EntityId, state: EntityState): void {
    this.#states.set(id, state);
  }

  delete(id: EntityId): boolean {
    return this.#states.delete(id);
  }

  /** Attributes that the household file gives; what was reported wins. */
  seed(id: EntityId, attributes: { readonly [key: string]: Json }, at: Instant): void {
    const old = this.#states.get(id);
    if (old === undefined && this.#isFull()) return;
    const merged = mergeAttributes(attributes, old?.attributes ?? {}, limits.attributesPerEntityMax);
    this.#states.set(
      id,
      old
        ? { ...old, attributes: merged.attributes }
        : { state: 'unknown', attributes: merged.attributes, changedAt: at, reportedAt: at },
    );
  }

  /** The change of state, if it is one; attributes change silently. */
  apply(patch: StatePatch, at: Instant): Change | undefined {
    const old = this.#states.get(patch.entity);
    if (old === undefined) return this.#first(patch, at);
    let attributes = old.attributes;
    if (patch.attributes !== undefined) {
      const merged = mergeAttributes(attributes, patch.attributes, limits.attributesPerEntityMax);
      attributes = merged.attributes;
      this.refusedAttributes += merged.refused;
    }
    const to = patch.state;
    if (to === undefined || to === old.state) {
      this.#states.set(patch.entity, {
        state: old.state,
        attributes,
        changedAt: old.changedAt,
        reportedAt: at,
      });
      return undefined;
    }
    this.#states.set(patch.entity, { state: to, attributes, changedAt: at, reportedAt: at });
    return { entity: patch.entity, from: old.state, to, at };
  }

  /** Keeps a change among the recent ones. */
  keep(change: Change): void {
    // A power meter would fill the list within minutes, and nobody asks who changed it.
    if (change.from !== undefined && NUMERIC.test(change.to) && NUMERIC.test(change.from)) return;
    this.#changes.push(change);
    this.#newestFirst = undefined;
    if (this.#changes.length >= 2 * limits.recentChangesMax)
      this.#changes = this.#changes.slice(-limits.recentChangesMax);
  }

  recent(): readonly Change[] {
    this.#newestFirst ??= this.#changes.slice(-limits.recentChangesMax).reverse();
    return this.#newestFirst;
  }

  #first(patch: StatePatch, at: Instant): Change | undefined {
    if (this.#isFull()) {
      this.refusedEntities++;
      return undefined;
    }
    const { attributes, refused } = mergeAttributes({}, patch.attributes ?? {}, limits.attributesPerEntityMax);
    this.refusedAttributes += refused;
    const to = patch.state ?? 'unknown';
    this.#states.set(patch.entity, { state: to, attributes, changedAt: at, reportedAt: at });
    return patch.state === undefined ? undefined : { entity: patch.entity, from: undefined, to, at };
  }

  #isFull(): boolean {
    return this.#states.size >= limits.entitiesMax;
  }
}
