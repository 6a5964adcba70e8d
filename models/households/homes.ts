import type { Random } from '../data/random.ts';
import type { Thing } from './things.ts';

export interface Home {
  readonly areas: readonly { readonly name: string; readonly floor: string }[];
  readonly satellites: readonly { readonly id: string; readonly area: string }[];
  readonly things: readonly Thing[];
  /** Do now and then not as they are told. */
  readonly flaky: ReadonlySet<string>;
  /** Never do. */
  readonly dead: ReadonlySet<string>;
}

interface Furnishing {
  readonly domain: Thing['domain'];
  readonly sort: string;
  readonly names: readonly string[];
  readonly chance: number;
  readonly deviceClass?: string;
}

const light = (names: readonly string[], chance: number): Furnishing => ({
  domain: 'light',
  sort: 'ceiling',
  names,
  chance,
});
const lamp = (names: readonly string[], chance: number): Furnishing => ({
  domain: 'light',
  sort: 'lamp',
  names,
  chance,
});
const appliance = (sort: string, names: readonly string[], chance: number): Furnishing => ({
  domain: 'switch',
  sort,
  names,
  chance,
});
const blinds = (names: readonly string[], chance: number, deviceClass: string): Furnishing => ({
  domain: 'cover',
  sort: 'blinds',
  names,
  chance,
  deviceClass,
});
const CLIMATE = {
  domain: 'sensor',
  sort: 'thermometer',
  names: ['$room Temperature'],
  deviceClass: 'temperature',
} as const;

/** What stands in which room, and how often. */
const ROOMS: { readonly [room: string]: readonly Furnishing[] } = {
  Kitchen: [
    light(['Kitchen Light', 'Kitchen Ceiling Light'], 1),
    light(['Counter Light', 'Worktop Lights'], 0.5),
    appliance('coffee', ['Coffee Maker', 'Espresso Machine', 'Coffee Machine'], 0.85),
    appliance('kettle', ['Kettle'], 0.5),
    { domain: 'media_player', sort: 'speaker', names: ['Kitchen Speaker', 'Kitchen Radio'], chance: 0.8 },
  ],
  'Living Room': [
    light(['Living Room Light', 'Living Room Ceiling Light'], 1),
    lamp(['Floor Lamp', 'Corner Lamp', 'Standard Lamp'], 0.9),
    lamp(['Reading Lamp', 'Arc Lamp'], 0.5),
    blinds(['Living Room Blinds', 'Living Room Curtains', 'Living Room Shutters'], 0.7, 'blind'),
    { domain: 'media_player', sort: 'tv', names: ['TV', 'Living Room TV', 'Television'], chance: 0.9 },
    { domain: 'vacuum', sort: 'vacuum', names: ['Robot Vacuum', 'Vacuum', 'Hoover'], chance: 0.6 },
    appliance('fountain', ['Aquarium Pump', 'Electric Fireplace', 'Fish Tank'], 0.4),
    { ...CLIMATE, chance: 0.4 },
  ],
  Bedroom: [
    light(['Bedroom Light', 'Bedroom Ceiling Light'], 1),
    lamp(['Bedside Lamp', 'Night Lamp', 'Reading Light'], 0.9),
    blinds(['Bedroom Blinds', 'Bedroom Curtains'], 0.6, 'curtain'),
    { domain: 'fan', sort: 'fan', names: ['Bedroom Fan', 'Ceiling Fan'], chance: 0.5 },
    appliance('blanket', ['Electric Blanket', 'Humidifier Plug'], 0.3),
    { ...CLIMATE, chance: 0.4 },
  ],
  Hallway: [
    light(['Hallway Light', 'Hall Light'], 1),
    { domain: 'lock', sort: 'door', names: ['Front Door'], chance: 0.8 },
    { domain: 'climate', sort: 'heating', names: ['Thermostat', 'Heating'], chance: 0.9 },
  ],
  Bathroom: [
    light(['Bathroom Light'], 1),
    appliance('heater', ['Towel Heater', 'Towel Rail', 'Mirror Heater'], 0.5),
    { domain: 'sensor', sort: 'thermometer', names: ['Bathroom Humidity'], deviceClass: 'humidity', chance: 0.3 },
  ],
  Office: [
    light(['Office Light'], 1),
    lamp(['Desk Lamp', 'Monitor Light'], 0.9),
    { domain: 'fan', sort: 'fan', names: ['Desk Fan', 'Office Fan'], chance: 0.6 },
    appliance('printer', ['Printer', 'Soldering Station'], 0.4),
  ],
  'Dining Room': [light(['Dining Room Light', 'Chandelier'], 1), lamp(['Sideboard Lamp', 'Buffet Lamp'], 0.6)],
  Nursery: [light(['Nursery Light'], 1), lamp(['Night Light', 'Moon Lamp'], 0.8)],
  Garage: [
    light(['Garage Light'], 1),
    { domain: 'cover', sort: 'garage', names: ['Garage Door'], chance: 0.9, deviceClass: 'garage' },
  ],
  Garden: [
    light(['Garden Lights', 'Patio Lights', 'Terrace Light'], 1),
    appliance('fountain', ['Fountain', 'Pond Pump'], 0.5),
  ],
  'Guest Room': [light(['Guest Room Light'], 1), lamp(['Guest Lamp', 'Small Lamp'], 0.7)],
};
const SIZES: readonly (readonly string[])[] = [
  ['Kitchen', 'Living Room', 'Bedroom', 'Hallway', 'Bathroom'],
  ['Kitchen', 'Living Room', 'Bedroom', 'Hallway', 'Bathroom', 'Office', 'Garden'],
  [
    'Kitchen',
    'Living Room',
    'Bedroom',
    'Hallway',
    'Bathroom',
    'Office',
    'Dining Room',
    'Nursery',
    'Garage',
    'Garden',
    'Guest Room',
  ],
];
const UPSTAIRS = new Set(['Bedroom', 'Bathroom', 'Office', 'Nursery', 'Guest Room']);

/** A home: small, middling or large, each with its own things under the names that its people gave them. */
export function sampleHome(random: Random): Home {
  const rooms = random.pick(SIZES);
  const things: Thing[] = [];
  const add = (thing: Thing): void => {
    if (!things.some((other) => other.id === thing.id || other.name === thing.name)) things.push(thing);
  };
  for (const area of rooms) {
    for (const piece of ROOMS[area] ?? []) {
      if (!random.chance(piece.chance)) continue;
      const name = random.pick(piece.names).replace('$room', area);
      const { domain, sort, deviceClass } = piece;
      const id = `${domain}.${name.toLowerCase().replaceAll(' ', '_')}`;
      add({ id, domain, sort, name, area, ...(deviceClass !== undefined && { deviceClass }) });
    }
  }
  add({
    id: 'binary_sensor.alarm_clock',
    domain: 'binary_sensor',
    sort: 'alarm',
    name: 'Alarm Clock',
    area: 'Bedroom',
    deviceClass: 'sound',
  });
  add({ id: 'todo.shopping_list', domain: 'todo', sort: 'list', name: 'Shopping List', area: '' });
  const movable = things.filter((thing) => ['light', 'switch', 'fan', 'cover'].includes(thing.domain));
  return {
    areas: rooms.map((name) => ({ name, floor: UPSTAIRS.has(name) ? 'Upstairs' : 'Ground Floor' })),
    satellites: rooms
      .filter((room) => ['Kitchen', 'Living Room', 'Bedroom', 'Office', 'Hallway'].includes(room))
      .map((area) => ({ id: `${area.toLowerCase().replaceAll(' ', '-')}-satellite`, area })),
    things,
    flaky: new Set(movable.filter(() => random.chance(0.06)).map(({ id }) => id)),
    dead: new Set(random.chance(0.3) ? [random.pick(movable).id] : []),
  };
}
