import type { EntityId, EntityState } from '../../domain/entity.ts';
import type { HearthEvent } from '../../domain/event.ts';
import type { Household } from '../../domain/household.ts';
import { encodeInstant, type Instant } from '../../domain/time.ts';
import { encodeHousehold } from '../household/household.ts';

/** One line of a replay file; `parseEventLine` reads it back. */
export function encodeEvent(event: HearthEvent): string {
  const { at, ...rest } = event;
  const iso = encodeInstant(at);
  if (rest.type !== 'home') return JSON.stringify({ at: iso, ...rest });
  const { type, household, simulateDevices, unresponsive, seed } = rest;
  return JSON.stringify({ at: iso, type, ...encodeHousehold(household), simulateDevices, unresponsive, seed });
}

/** What a recording begins with, so that it stands alone. */
export interface Snapshot {
  readonly household: Household;
  /** Discovery messages, oldest first. */
  readonly announcements: Iterable<readonly [topic: string, payload: string]>;
  readonly states: Iterable<readonly [EntityId, EntityState]>;
  readonly now: Instant;
}

/**
 * The lines that bring an empty hub to where this one is: household, announcements, then states in the order in which
 * they came about, each at its own time, so that their ages are right too.
 */
export function* encodeSnapshot({ household, announcements, states, now }: Snapshot): Generator<string> {
  const reports: { at: Instant; entity: EntityId; state: EntityState }[] = [];
  for (const [entity, state] of states) {
    if (state.changedAt > 0) reports.push({ at: Math.min(state.changedAt, now), entity, state });
  }
  reports.sort((a, b) => a.at - b.at || (a.entity < b.entity ? -1 : 1));
  const at = Math.min(now, reports[0]?.at ?? now);
  yield encodeEvent({ type: 'home', at, household, simulateDevices: false, unresponsive: [], seed: 1 });
  for (const [topic, payload] of announcements) yield encodeEvent({ type: 'mqtt', at, topic, payload, retain: true });
  for (const { at: changedAt, entity, state } of reports) {
    const { attributes } = state;
    yield encodeEvent({ type: 'state', at: changedAt, entity, state: state.state, attributes });
  }
}
