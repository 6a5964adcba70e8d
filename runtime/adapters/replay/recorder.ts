import type { EntityId, EntityState } from '../../domain/entity.ts';
import type { HearthEvent } from '../../domain/event.ts';
import type { Household } from '../../domain/household.ts';
import { limits } from '../../domain/limits.ts';
import type { Instant } from '../../domain/time.ts';
import { encodeEvent, encodeSnapshot } from './encode.ts';

/** The home as a recording's beginning needs it. */
export interface RecordedHome {
  readonly household: Household;
  readonly now: Instant;
  states(): Iterable<readonly [EntityId, EntityState]>;
}

/** The flight recorder: keeps how the devices announced themselves, and tells every event to whoever records. */
export class Recorder {
  readonly #isDiscovery: (topic: string) => boolean;
  readonly #announcements = new Map<string, string>();
  readonly #listeners = new Set<(line: string) => void>();
  #bytes = 0;
  /** Announcements that found no room; a recording then lacks their devices. */
  lost = 0;

  constructor(isDiscovery: (topic: string) => boolean) {
    this.#isDiscovery = isDiscovery;
  }

  /** Sees each event as the loop applies it. */
  see(event: HearthEvent): void {
    if (event.type === 'mqtt' && this.#isDiscovery(event.topic)) this.#keep(event.topic, event.payload);
    if (this.#listeners.size === 0) return;
    const line = encodeEvent(event);
    for (const listener of this.#listeners) listener(line);
  }

  /** Tells what stands now, then every event until `gone`. Nothing comes between the two. */
  record(home: RecordedHome, told: (line: string) => void, gone: AbortSignal): void {
    if (gone.aborted) return;
    const { household, now } = home;
    const states = home.states();
    for (const line of encodeSnapshot({ household, now, states, announcements: this.#announcements })) told(line);
    this.#listeners.add(told);
    gone.addEventListener('abort', () => this.#listeners.delete(told), { once: true });
  }

  #keep(topic: string, payload: string): void {
    this.#bytes -= this.#announcements.get(topic)?.length ?? 0;
    this.#announcements.delete(topic);
    if (payload === '') return;
    const full = this.#announcements.size >= limits.announcementsKeptMax;
    if (full || this.#bytes + payload.length > limits.announcementsKeptBytesMax) {
      this.lost++;
      return;
    }
    this.#bytes += payload.length;
    this.#announcements.set(topic, payload);
  }
}
