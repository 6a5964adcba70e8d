import { HOUR_MS, type Instant, MINUTE_MS } from '../../runtime/domain/time.ts';
import type { Random } from '../data/random.ts';
import type { SimulatedHome, Thing } from './home.ts';
import { PHONE } from './home.ts';
import type { Circumstances, Deed, LastTurn } from './moment.ts';

/** Circumstances in the making: a quiet home, before what tells one thing from another happens in it. */
export class Scenery {
  readonly at: Instant;
  satellite = PHONE;
  speaker: string | undefined;
  last: LastTurn | undefined;
  readonly states = new Map<string, string>();
  readonly since = new Map<string, Instant>();
  readonly deeds: Deed[] = [];
  readonly events: { at: Instant; entity: string }[] = [];
  readonly preferences: { value: string; person?: string }[] = [];

  constructor(at: Instant) {
    this.at = at;
  }

  copy(): Scenery {
    const other = new Scenery(this.at);
    other.satellite = this.satellite;
    other.speaker = this.speaker;
    other.last = this.last;
    for (const [id, state] of this.states) other.states.set(id, state);
    for (const [id, when] of this.since) other.since.set(id, when);
    other.deeds.push(...this.deeds);
    other.events.push(...this.events);
    other.preferences.push(...this.preferences);
    return other;
  }

  done(): Circumstances {
    const { at, satellite, speaker, last, states, since, deeds, events, preferences } = this;
    return {
      at,
      satellite,
      states,
      since,
      deeds,
      events,
      preferences,
      ...(speaker !== undefined && { speaker }),
      ...(last !== undefined && { last }),
    };
  }
}

/** A day in 2026, between six in the morning and eleven at night. */
export function momentAt(random: Random): Instant {
  const day = Date.UTC(2026, 2, 1) + random.below(200) * 24 * HOUR_MS;
  return day + 6 * HOUR_MS + random.below(17 * 60) * MINUTE_MS;
}

/** States that a home's things are in when nobody looks, and where nobody is. */
export function quietHome(home: SimulatedHome, random: Random): Scenery {
  const scenery = new Scenery(momentAt(random));
  for (const thing of home.things) {
    const state = usualState(thing, random);
    if (state !== undefined) scenery.states.set(thing.id, state);
  }
  return scenery;
}

function usualState({ kind }: Thing, random: Random): string | undefined {
  switch (kind) {
    case 'light':
    case 'fan':
    case 'purifier':
    case 'twinLamp':
    case 'makeLamp':
    case 'ownLamp':
      return random.chance(0.3) ? 'on' : 'off';
    case 'brewer':
    case 'oven':
      return random.chance(0.1) ? 'on' : 'off';
    case 'heater':
      return random.chance(0.4) ? 'heat' : 'off';
    case 'thermostat':
      return 'heat';
    case 'thermometer':
      return '24';
    case 'outside':
      return '7';
    case 'vacuum':
      return random.chance(0.1) ? 'cleaning' : 'docked';
    case 'player':
      return random.pick(['off', 'off', 'off', 'idle', 'playing', 'paused']);
    case 'curtain':
      return random.chance(0.5) ? 'open' : 'closed';
    case 'motion':
    case 'bell':
      return undefined;
  }
}
