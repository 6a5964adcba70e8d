import type { Json } from '../../runtime/domain/entity.ts';
import { slug } from '../../runtime/domain/entity.ts';

type Config = { readonly [key: string]: Json };
export type Message = readonly [topic: string, payload: string];

/** A made-up home: what its devices announce and report over MQTT, and the household file beside it. */
export interface BenchHome {
  readonly entities: number;
  /** Household file (YAML, which JSON is part of). */
  readonly householdFile: string;
  readonly announcements: readonly Message[];
  /** One message a topic: the states that a broker retains. */
  readonly states: readonly Message[];
}

/** The rooms that utterances name, each with one appliance of its own and the floor it is on. */
export const ROOMS = [
  ['Kitchen', 'Ground Floor', 'Coffee Maker'],
  ['Living Room', 'Ground Floor', 'Reading Lamp'],
  ['Hallway', 'Ground Floor', 'Doorbell Chime'],
  ['Dining Room', 'Ground Floor', 'Wine Cooler'],
  ['Office', 'Ground Floor', 'Printer'],
  ['Garage', 'Ground Floor', 'Battery Charger'],
  ['Laundry Room', 'Ground Floor', 'Washing Machine'],
  ['Pantry', 'Ground Floor', 'Freezer'],
  ['Conservatory', 'Ground Floor', 'Plant Light'],
  ['Bedroom', 'First Floor', 'Electric Blanket'],
  ['Nursery', 'First Floor', 'Baby Monitor'],
  ['Guest Room', 'First Floor', 'Heater'],
  ['Bathroom', 'First Floor', 'Towel Rail'],
  ['Landing', 'First Floor', 'Air Purifier'],
  ['Library', 'First Floor', 'Record Player'],
  ['Dressing Room', 'First Floor', 'Iron'],
  ['Workshop', 'Basement', 'Compressor'],
  ['Cellar', 'Basement', 'Dehumidifier'],
  ['Gym', 'Basement', 'Treadmill'],
  ['Sauna', 'Basement', 'Sauna Stove'],
] as const;

/**
 * A home of `entities` entities by Home Assistant's discovery, of the kinds that bridges announce: 25 a room, half of
 * them sensors, several on one topic. Beyond 20 rooms the house goes on as numbered guest rooms. The same every time.
 */
export function benchHome(entities: number): BenchHome {
  const made = [...houseDevices()];
  const areas: { name: string; floor: string }[] = [];
  for (let room = 0; made.reduce((sum, device) => sum + device.entities.length, 0) < entities; room++) {
    const [name, floor, appliance] = ROOMS[room] ?? [`Guest Room ${room}`, `Wing ${Math.floor(room / 20)}`, 'Minibar'];
    areas.push({ name, floor });
    made.push(...roomDevices(name, appliance, room));
  }
  const players = PLAYERS.filter(([, area]) => areas.some(({ name }) => name === area));
  let left = entities - players.length;
  const announcements: Message[] = [];
  const states = new Map<string, string>();
  for (const device of made) {
    const kept = device.entities.slice(0, Math.max(0, left));
    left -= kept.length;
    for (const entity of kept) announcements.push(announcement(device, entity));
    if (kept.length > 0) for (const [topic, payload] of device.reports) states.set(topic, JSON.stringify(payload));
  }
  return { entities, householdFile: householdFile(areas, players), announcements, states: [...states] };
}

interface Entity {
  readonly component: string;
  readonly name: string;
  readonly config: Config;
}
interface Device {
  readonly name: string;
  readonly area: string;
  readonly entities: readonly Entity[];
  readonly reports: readonly (readonly [string, Json])[];
}

function announcement({ name: device, area }: Device, { component, name, config }: Entity): Message {
  const id = slug(name);
  const shown = {
    name,
    unique_id: `bench_${id}`,
    default_entity_id: `${component}.${id}`,
    device: { identifiers: [`bench_${slug(device)}`], name: device, manufacturer: 'Bench', suggested_area: area },
    ...config,
  };
  return [`homeassistant/${component}/bench_${id}/config`, JSON.stringify(shown)];
}

const PLAYERS = [
  ['Living Room TV', 'Living Room', true],
  ['Kitchen Speaker', 'Kitchen', false],
  ['Bedroom Speaker', 'Bedroom', false],
] as const;

function householdFile(
  areas: readonly { name: string; floor: string }[],
  present: readonly (typeof PLAYERS)[number][],
): string {
  const floors = [...new Set(areas.map(({ floor }) => floor))].map((name) => ({
    name,
    aliases: name === 'Ground Floor' ? ['downstairs'] : name === 'First Floor' ? ['upstairs'] : [],
  }));
  const players = present.map(([name, area, screen]) => ({
    id: `media_player.${slug(name)}`,
    ...{ name, area, screen, media: screen ? ['movie', 'tv_show', 'music'] : ['music', 'radio', 'podcast'] },
    ...{ state_topic: `bench/${slug(name)}`, command_topic: `bench/${slug(name)}/set` },
  }));
  const satellites = areas.slice(0, 20).map(({ name }) => ({ id: `${slug(name)}_mic`, area: name, screen: false }));
  const handlers = [{ intents: ['HassStartTimer', 'HassShoppingListAddItem', 'HearthSetAlarm'], via: 'hermes' }];
  const sections = { locale: 'en-GB', timezone: 'UTC', floors, areas, satellites, entities: players, handlers };
  return JSON.stringify({ ...sections, policy: { confirm: [] } });
}

/** What a house has once. */
function houseDevices(): Device[] {
  const plain = (component: string, name: string, area: string, state: Json, config: Config = {}): Device => {
    const topic = `bench/${slug(name)}`;
    const all = { state_topic: topic, command_topic: `${topic}/set`, ...config };
    return { name, area, entities: [{ component, name, config: all }], reports: [[topic, state]] };
  };
  return [
    plain('lock', 'Front Door', 'Hallway', 'LOCKED'),
    plain('lock', 'Back Door', 'Kitchen', 'LOCKED'),
    plain('cover', 'Garage Door', 'Garage', 'closed', { device_class: 'garage' }),
    plain('vacuum', 'Robot', 'Hallway', { state: 'docked', battery_level: 90 }, { supported_features: VACUUM }),
    plain('scene', 'Movie Night', 'Living Room', 'on'),
    plain('valve', 'Garden Water', 'Garage', 'closed'),
  ];
}

const VACUUM = ['start', 'stop', 'pause', 'return_home', 'status', 'locate'];

/** 25 entities. */
function roomDevices(room: string, appliance: string, seed: number): Device[] {
  const degrees = 17 + ((seed * 7) % 60) / 10;
  return [
    lamp(`${room} Ceiling Light`, room, seed % 3 === 0),
    lamp(`${room} Lamp`, room, seed % 2 === 0),
    lamp(`${room} Strip`, room, false),
    plug(`${room} Plug`, room, seed),
    plug(room.startsWith('Guest Room ') ? `${room} ${appliance}` : appliance, room, seed + 1),
    blinds(`${room} Blinds`, room, (seed * 37) % 101),
    fan(`${room} Fan`, room),
    thermostat(`${room} Thermostat`, room, degrees),
    sensors(`${room} Climate Sensor`, room, ['temperature', 'humidity', 'pressure', 'battery', 'linkquality'], {
      ...{ temperature: degrees, humidity: 40 + (seed % 20), pressure: 1009, battery: 97, linkquality: 120 },
      last_seen: '2026-03-03T19:00:00.000Z',
      ...{ update: { state: 'idle', installed_version: 16777241, latest_version: 16777241 }, power_outage_count: 12 },
    }),
    contact(`${room} Window`, room, 'window', seed % 5 === 0),
    motion(`${room} Motion`, room, seed % 4 === 0),
  ];
}

function lamp(name: string, area: string, on: boolean): Device {
  const topic = `bench/${slug(name)}`;
  const config = {
    ...{ state_topic: topic, command_topic: `${topic}/set`, schema: 'json', brightness: true },
    ...{ supported_color_modes: ['xy', 'color_temp'], availability_topic: `${topic}/availability` },
  };
  const state = {
    ...{ state: on ? 'ON' : 'OFF', brightness: 144, color: { x: 0.4599, y: 0.4106 }, color_mode: 'color_temp' },
    ...{ color_temp: 370, linkquality: 120, update: { installed_version: 16777241, state: 'idle' } },
  };
  return {
    name,
    area,
    entities: [{ component: 'light', name, config }],
    reports: [
      [topic, state],
      [`${topic}/availability`, 'online'],
    ],
  };
}

/** A socket that measures: a switch and two sensors on one topic. */
function plug(name: string, area: string, seed: number): Device {
  const topic = `bench/${slug(name)}`;
  const config = { state_topic: topic, command_topic: `${topic}/set`, value_template: '{{ value_json.state }}' };
  return {
    ...sensors(name, area, ['power', 'energy'], {
      ...{ state: seed % 2 === 0 ? 'ON' : 'OFF', power: (seed * 13) % 200, energy: seed * 1.25, voltage: 231 },
      ...{ current: 0.4, linkquality: 96, power_outage_memory: 'restore', indicator_mode: 'off/on' },
    }),
    entities: [{ component: 'switch', name, config }, ...sensors(name, area, ['power', 'energy'], {}).entities],
  };
}

function blinds(name: string, area: string, position: number): Device {
  const topic = `bench/${slug(name)}`;
  const config = {
    ...{ command_topic: `${topic}/set`, position_topic: topic, set_position_topic: `${topic}/position/set` },
    ...{ position_template: '{{ value_json.position }}', device_class: 'blind' },
  };
  return { name, area, entities: [{ component: 'cover', name, config }], reports: [[topic, { position }]] };
}

function fan(name: string, area: string): Device {
  const topic = `bench/${slug(name)}`;
  const config = {
    ...{ state_topic: topic, command_topic: `${topic}/set`, state_value_template: '{{ value_json.state }}' },
    ...{ percentage_state_topic: topic, percentage_value_template: '{{ value_json.percentage }}' },
    percentage_command_topic: `${topic}/percentage/set`,
  };
  const reports = [[topic, { state: 'OFF', percentage: 40 }]] as const;
  return { name, area, entities: [{ component: 'fan', name, config }], reports };
}

function thermostat(name: string, area: string, degrees: number): Device {
  const topic = `bench/${slug(name)}`;
  const of = (key: string) => `{{ value_json.${key} }}`;
  const config = {
    ...{ modes: ['off', 'heat', 'auto'], mode_state_topic: topic, mode_state_template: of('mode') },
    ...{ mode_command_topic: `${topic}/mode/set`, temperature_command_topic: `${topic}/target/set` },
    ...{ temperature_state_topic: topic, temperature_state_template: of('target'), temperature_unit: 'C' },
    ...{ current_temperature_topic: topic, current_temperature_template: of('current'), min_temp: 5, max_temp: 30 },
  };
  const state = { mode: 'heat', target: 20, current: degrees, valve: 31, battery: 80 };
  return { name, area, entities: [{ component: 'climate', name, config }], reports: [[topic, state]] };
}

const UNITS: { readonly [key: string]: readonly [deviceClass: string | undefined, unit: string] } = {
  temperature: ['temperature', '°C'],
  humidity: ['humidity', '%'],
  pressure: ['pressure', 'hPa'],
  battery: ['battery', '%'],
  linkquality: [undefined, 'lqi'],
  power: ['power', 'W'],
  energy: ['energy', 'kWh'],
  illuminance: ['illuminance', 'lx'],
};

function sensors(device: string, area: string, keys: readonly string[], state: Json): Device {
  const topic = `bench/${slug(device)}`;
  const entities = keys.map((key) => {
    const [deviceClass, unit] = UNITS[key] ?? [undefined, ''];
    const config = {
      ...{ state_topic: topic, value_template: `{{ value_json.${key} }}`, unit_of_measurement: unit },
      ...(deviceClass !== undefined && { device_class: deviceClass }),
    };
    const name = device.endsWith(' Climate Sensor') ? `${area} ${titled(key)}` : `${device} ${titled(key)}`;
    return { component: 'sensor', name, config };
  });
  return { name: device, area, entities, reports: [[topic, state]] };
}

function contact(name: string, area: string, deviceClass: string, open: boolean): Device {
  const topic = `bench/${slug(name)}`;
  const config = {
    ...{ state_topic: topic, device_class: deviceClass, value_template: '{{ value_json.contact }}' },
    ...{ payload_on: false, payload_off: true },
  };
  const rest = sensors(name, area, ['battery', 'linkquality'], { contact: !open, battery: 88, linkquality: 77 });
  return { ...rest, entities: [{ component: 'binary_sensor', name, config }, ...rest.entities] };
}

function motion(name: string, area: string, moving: boolean): Device {
  const topic = `bench/${slug(name)}`;
  const config = {
    ...{ state_topic: topic, device_class: 'motion', value_template: '{{ value_json.occupancy }}' },
    ...{ payload_on: true, payload_off: false },
  };
  const keys = ['illuminance', 'battery'];
  const rest = sensors(name, area, keys, { occupancy: moving, illuminance: 120, battery: 70 });
  return { ...rest, entities: [{ component: 'binary_sensor', name, config }, ...rest.entities] };
}

function titled(key: string): string {
  return key.charAt(0).toUpperCase() + key.slice(1);
}
