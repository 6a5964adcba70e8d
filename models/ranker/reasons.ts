import type { EvidenceSignal } from '../../runtime/domain/decision.ts';
import { domainOf } from '../../runtime/domain/entity.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../runtime/domain/time.ts';
import type { Random } from '../data/random.ts';
import type { SimulatedHome, Thing } from './home.ts';
import { PHONE } from './home.ts';
import type { Request } from './kinds.ts';
import type { Scenery } from './scenery.ts';

/** Why a person need not say which of several things they mean: what tells it apart at this moment. */
export interface Reason {
  readonly signal: EvidenceSignal;
  readonly name: string;
  /** Arranges the moment so that `meant` is the one among `things`; false where this home or request has no such moment. */
  readonly arrange: (stage: Stage, meant: Thing) => boolean;
}

export interface Stage {
  readonly home: SimulatedHome;
  readonly scenery: Scenery;
  readonly request: Request;
  readonly things: readonly Thing[];
  readonly random: Random;
}

const others = ({ things }: Stage, meant: Thing) => things.filter((thing) => thing !== meant);

/** Deeds in the weeks before, at an hour of the day that `hour` gives for each. */
function deeds(stage: Stage, thing: Thing, count: number, speaker: string | undefined, minuteOff: () => number): void {
  const { scenery, request } = stage;
  for (let day = 1; day <= count; day++) {
    const at = scenery.at - day * DAY_MS + minuteOff() * MINUTE_MS;
    scenery.deeds.push({
      at,
      entity: thing.id,
      service: request.service,
      ...(speaker !== undefined && { speaker }),
    });
  }
}

/** Habits are counted for what is switched, opened and started. */
function hasHabit({ request }: Stage): boolean {
  return request.kind !== 'player' && request.service !== 'return_to_base';
}

export const REASONS: readonly Reason[] = [
  {
    signal: 'area',
    name: 'it is in this room',
    arrange: (stage, meant) => {
      if (others(stage, meant).some((thing) => thing.room === meant.room)) return false;
      stage.scenery.satellite = meant.room;
      return true;
    },
  },
  {
    signal: 'deviceState',
    name: 'only it would change',
    arrange: (stage, meant) => {
      for (const thing of others(stage, meant)) stage.scenery.states.set(thing.id, stage.request.sated);
      return true;
    },
  },
  {
    signal: 'deviceState',
    name: 'only it can be reached',
    arrange: (stage, meant) => {
      for (const thing of others(stage, meant)) stage.scenery.states.set(thing.id, 'unavailable');
      return true;
    },
  },
  {
    signal: 'deviceState',
    name: 'it changed a moment ago',
    arrange: (stage, meant) => {
      if (stage.request.kind === 'player') return false;
      stage.scenery.since.set(meant.id, stage.scenery.at - (20 + stage.random.below(150)) * SECOND_MS);
      return true;
    },
  },
  {
    signal: 'recency',
    name: 'it was talked about',
    arrange: (stage, meant) => {
      const at = stage.scenery.at - (8 + stage.random.below(60)) * SECOND_MS;
      stage.scenery.last = { at, intent: 'HassGetState', targets: [meant.id] };
      return true;
    },
  },
  {
    signal: 'habit',
    name: 'it is the one that is used',
    arrange: (stage, meant) => {
      if (!hasHabit(stage)) return false;
      deeds(stage, meant, 12, stage.scenery.speaker, () => stage.random.below(12 * 60) - 6 * 60);
      const [other] = others(stage, meant);
      if (other !== undefined) deeds(stage, other, 1, stage.scenery.speaker, () => 60);
      return true;
    },
  },
  {
    signal: 'habit',
    name: 'this person uses it',
    arrange: (stage, meant) => {
      const [me, you] = stage.home.people;
      const [other] = others(stage, meant);
      if (!hasHabit(stage) || other === undefined) return false;
      stage.scenery.speaker = me;
      const minute = stage.random.below(120) - 60;
      deeds(stage, meant, 10, me, () => minute);
      deeds(stage, other, 10, you, () => minute);
      return true;
    },
  },
  {
    signal: 'time',
    name: 'it is used at this hour',
    arrange: (stage, meant) => {
      if (!hasHabit(stage)) return false;
      const { random, scenery } = stage;
      deeds(stage, meant, 10, scenery.speaker, () => random.below(60) - 30);
      const away = (random.chance(0.5) ? 1 : -1) * (5 + random.below(5)) * 60;
      for (const thing of others(stage, meant)) deeds(stage, thing, 10, scenery.speaker, () => away + random.below(60));
      return true;
    },
  },
  {
    signal: 'sensor',
    name: 'it follows what a sensor told',
    arrange: (stage, meant) => {
      const { home, scenery, random } = stage;
      const bell = home.things.find((thing) => thing.kind === 'bell');
      if (!hasHabit(stage) || bell === undefined) return false;
      for (let day = 1; day <= 8; day++) {
        const at = scenery.at - day * DAY_MS + random.below(90) * MINUTE_MS;
        scenery.events.push({ at, entity: bell.id });
        const { service } = stage.request;
        const who = scenery.speaker === undefined ? {} : { speaker: scenery.speaker };
        scenery.deeds.push({ at: at + 3 * MINUTE_MS, entity: meant.id, service, ...who });
        for (const thing of others(stage, meant))
          scenery.deeds.push({ at: at + (40 + random.below(40)) * MINUTE_MS, entity: thing.id, service, ...who });
      }
      scenery.events.push({ at: scenery.at - (1 + random.below(5)) * MINUTE_MS, entity: bell.id });
      return true;
    },
  },
  {
    signal: 'sensor',
    name: 'somebody is where it is',
    arrange: (stage, meant) => {
      const { home, scenery } = stage;
      if (others(stage, meant).some((thing) => thing.room === meant.room)) return false;
      const motion = home.things.find((thing) => thing.kind === 'motion' && thing.room === meant.room);
      if (motion === undefined) return false;
      scenery.satellite = PHONE;
      scenery.states.set(motion.id, 'on');
      scenery.since.set(motion.id, scenery.at - 20 * SECOND_MS);
      return true;
    },
  },
];

/** A room of the home in which nothing of their domain stands; the phone where there is none. */
export function elsewhere(home: SimulatedHome, things: readonly Thing[], random: Random): string {
  const domains = new Set(things.map(({ id }) => domainOf(id)));
  const near = new Set(home.things.filter(({ id }) => domains.has(domainOf(id))).map(({ room }) => room));
  // A light is in every room; those that are meant go by a name of their own.
  const taken = domains.has('light') ? new Set(things.map(({ room }) => room)) : near;
  const rooms = home.rooms.filter((room) => !taken.has(room));
  return rooms.length === 0 || random.chance(0.4) ? PHONE : random.pick(rooms);
}

/** Everything that `things` could do, they could do equally well; none is nearer, newer or more usual. */
export function neutral(stage: Stage): void {
  const { scenery, request, things, random, home } = stage;
  for (const thing of things) {
    scenery.states.set(thing.id, request.wanting);
    scenery.since.set(thing.id, scenery.at - 8 * HOUR_MS);
  }
  scenery.satellite = elsewhere(home, things, random);
  if (random.chance(0.5)) scenery.speaker = random.pick(home.people);
}
