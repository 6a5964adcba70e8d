import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { EntityId, EntityState } from '../../domain/entity.ts';

/** The state an entity was left in; without `state` it is gone. */
export interface StateRow {
  readonly entity: EntityId;
  readonly state?: EntityState | undefined;
}

const INFLATED_BYTES_MAX = 64 * 1024 * 1024;

/** Deflated JSON: states of one home repeat each other, and eight bytes of nine need not be written. */
export function encodeStates(rows: readonly StateRow[]): Buffer {
  const values = rows.map(({ entity, state }) =>
    state === undefined ? [entity] : [entity, state.state, state.attributes, state.changedAt, state.reportedAt],
  );
  return deflateRawSync(JSON.stringify(values), { level: 3 });
}

/** Throws where the bytes are not what `encodeStates` made. */
export function decodeStates(body: Uint8Array): StateRow[] {
  const values: unknown = JSON.parse(inflateRawSync(body, { maxOutputLength: INFLATED_BYTES_MAX }).toString());
  if (!Array.isArray(values)) throw new TypeError('a batch of states is a list');
  return values.map(([entity, state, attributes, changedAt, reportedAt]) =>
    state === undefined ? { entity } : { entity, state: { state, attributes, changedAt, reportedAt } },
  );
}
