import { devices, mergeHousehold } from '../../devices/index.ts';
import { parseHousehold, REPLAY_DEFAULTS } from '../../runtime/adapters/household/household.ts';
import { HomeContext } from '../../runtime/context/homeContext.ts';
import type { Discovery } from '../../runtime/domain/device.ts';
import type { Household } from '../../runtime/domain/household.ts';
import { Lexicon } from '../../runtime/resolve/lexicon.ts';
import type { Random } from '../data/random.ts';
import type { EntityData } from '../evaluate/homeData.ts';
import { moveIn } from '../evaluate/setting.ts';
import type { Words } from './words.ts';

/** What several of which stand in a simulated home, so that words alone do not tell them apart. */
export type Kind =
  | 'fan'
  | 'purifier'
  | 'twinLamp'
  | 'makeLamp'
  | 'ownLamp'
  | 'heater'
  | 'vacuum'
  | 'player'
  | 'brewer'
  | 'curtain';

export interface Thing {
  readonly id: string;
  readonly name: string;
  readonly room: string;
  readonly kind: Kind | 'light' | 'thermometer' | 'thermostat' | 'oven' | 'motion' | 'bell' | 'outside';
  readonly screen?: boolean;
}

/** A home, its announcements parsed once: every moment in it starts from a fresh context of its own. */
export interface SimulatedHome {
  readonly rooms: readonly string[];
  readonly people: readonly string[];
  readonly things: readonly Thing[];
  readonly household: Household;
  readonly discoveries: readonly Discovery[];
  readonly lexicon: Lexicon;
}

/** Satellites have the name of their room; this one stands in none. */
export const PHONE = 'phone';

/** Samples a home: four to eight rooms with a light each, and two to three of most kinds of thing. */
export function sampleHome(words: Words, random: Random): SimulatedHome {
  const rooms = draw(words.rooms, 4 + random.below(Math.min(5, words.rooms.length - 3)), random);
  const people = draw(words.people, 2 + random.below(2), random);
  const things = furnish(rooms, people, words, random);
  const idOf = (name: string) => name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_');
  const entities = things.map((thing): EntityData => ({ ...entityOf(thing), area: idOf(thing.room) }));
  const areas = rooms.map((name) => ({ id: idOf(name), name }));
  const satellites = [...rooms.map((room) => ({ id: room, area: room, screen: false })), { id: PHONE, screen: false }];
  const [home, ...messages] = moveIn({ areas, floors: [], devices: [], entities }, satellites);
  const file = { ...home, people: people.map((name) => ({ name })) } as { [key: string]: unknown };
  for (const key of ['at', 'type', 'seed', 'simulateDevices']) delete file[key];
  file.entities = ((file.entities ?? []) as { id: string }[]).map((entry) => ({ ...entry, ...mediaOf(entry, things) }));
  const household = parseHousehold(file, REPLAY_DEFAULTS);
  const discoveries = messages.flatMap(
    (message) => devices.discover(String(message.topic), JSON.stringify(message.payload)) ?? [],
  );
  const home0 = contextOf(household, discoveries);
  return { rooms, people, things, household, discoveries, lexicon: new Lexicon(home0) };
}

/** A context in which the home has just announced itself, and nothing else happened. */
export function contextOf(household: Household, discoveries: readonly Discovery[]): HomeContext {
  const home = new HomeContext({ merge: mergeHousehold, household, clock: 'live' });
  for (const discovery of discoveries) home.define(discovery);
  return home;
}

function draw<T>(list: readonly T[], count: number, random: Random): T[] {
  const left = [...list];
  const drawn: T[] = [];
  while (drawn.length < count && left.length > 0) drawn.push(left.splice(random.below(left.length), 1)[0] as T);
  return drawn;
}

function furnish(rooms: readonly string[], people: readonly string[], words: Words, random: Random): Thing[] {
  const things: Thing[] = [];
  const slug = (name: string) => name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_');
  const add = (domain: string, kind: Thing['kind'], name: string, room: string, screen?: boolean) => {
    let id = `${domain}.${slug(name)}`;
    while (things.some((thing) => thing.id === id)) id += '_2';
    things.push({ id, name, room, kind, ...(screen !== undefined && { screen }) });
  };
  const spread = (count: number) => draw(rooms, Math.min(count, rooms.length), random);
  const some = () => 2 + random.below(2);
  for (const room of rooms) add('light', 'light', `${room} Light`, room);
  const makes = draw(words.makes, 12, random);
  const make = () => makes.pop() ?? 'Spare';
  for (const room of spread(some())) add('fan', 'fan', random.chance(0.5) ? `${room} Fan` : `${make()} Fan`, room);
  if (random.chance(0.5)) for (const room of spread(2)) add('fan', 'purifier', `${room} Air Purifier`, room);
  const lamp = random.pick(['Reading Lamp', 'Bedside Lamp', 'Night Lamp']);
  for (const room of spread(2)) add('light', 'twinLamp', lamp, room);
  const sort = random.pick(['Spotlight', 'Lantern', 'Sconce']);
  for (const room of spread(2)) add('light', 'makeLamp', `${make()} ${sort}`, room);
  for (const [i, room] of spread(people.length).entries()) add('light', 'ownLamp', `${people[i]} Desk Light`, room);
  for (const room of spread(some())) add('climate', 'heater', `${room} Heater`, room);
  if (random.chance(0.7)) for (const room of spread(2)) add('vacuum', 'vacuum', `${make()} Vacuum`, room);
  const playerRooms = spread(2 + random.below(3));
  playerRooms.forEach((room, i) => {
    add('media_player', 'player', i === 0 ? `${room} TV` : `${room} Speaker`, room, i === 0);
  });
  if (random.chance(0.5)) add('media_player', 'player', `${playerRooms[0]} Speaker`, playerRooms[0] ?? '', false);
  const kitchen = random.pick(rooms);
  add('switch', 'brewer', 'Coffee Maker', kitchen);
  add('switch', 'brewer', random.pick(['Kettle', 'Tea Kettle']), random.chance(0.7) ? kitchen : random.pick(rooms));
  for (const room of spread(2)) add('cover', 'curtain', `${make()} Curtain`, room);
  add('switch', 'oven', 'Oven', kitchen);
  add('sensor', 'thermometer', 'Oven Temperature', kitchen);
  if (random.chance(0.6)) add('climate', 'thermostat', 'Thermostat', random.pick(rooms));
  if (random.chance(0.4)) add('sensor', 'outside', 'Outside Temperature', random.pick(rooms));
  for (const room of rooms) if (random.chance(0.8)) add('binary_sensor', 'motion', `${room} Motion`, room);
  add('binary_sensor', 'bell', random.pick(['Alarm Clock', 'Doorbell', 'Washer Done']), random.pick(rooms));
  return things;
}

const TEMPERATURE = { device_class: 'temperature', unit_of_measurement: '°C' };

function entityOf({ id, name, kind }: Thing): EntityData {
  switch (kind) {
    case 'thermometer':
    case 'outside':
      return { id, name, attributes: TEMPERATURE };
    case 'heater':
    case 'thermostat':
      return { id, name, state: 'off', attributes: { current_temperature: 20 } };
    case 'motion':
      return { id, name, attributes: { device_class: 'motion' } };
    case 'bell':
      return { id, name, attributes: {} };
    case 'curtain':
      return { id, name, state: 'closed', attributes: { device_class: 'curtain' } };
    case 'twinLamp':
    case 'makeLamp':
    case 'ownLamp':
    case 'light':
      return { id, name, state: 'off', attributes: { supported_color_modes: ['brightness'], brightness: 120 } };
    default:
      return { id, name, state: 'off' };
  }
}

function mediaOf({ id }: { readonly id: string }, things: readonly Thing[]): object {
  const thing = things.find((one) => one.id === id);
  if (thing?.kind !== 'player') return {};
  const media =
    thing.screen === true ? ['movie', 'tv_show', 'news', 'music'] : ['music', 'radio', 'podcast', 'audiobook'];
  return { media, screen: thing.screen === true };
}
