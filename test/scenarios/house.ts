import type { HomeChanges, Report, Room } from './scenario.ts';

interface Thing {
  readonly id: string;
  readonly name: string;
  readonly area?: string;
  /** What groups entities into one device. */
  readonly device?: string;
  readonly config?: Readonly<Record<string, unknown>>;
  readonly report?: Report;
}

const COLOR = { brightness: true, supported_color_modes: ['rgb', 'color_temp'] };
const DIMMER = { brightness: true, supported_color_modes: ['brightness'] };
const PLAIN = { supported_color_modes: ['onoff'] };

/** The house that every scenario stands in: two floors, usual things, a few names that occur twice. */
const THINGS: readonly Thing[] = [
  { id: 'light.kitchen', name: 'Kitchen Light', area: 'Kitchen', config: COLOR },
  { id: 'light.counter', name: 'Counter Light', area: 'Kitchen', config: DIMMER },
  { id: 'light.living_room', name: 'Living Room Light', area: 'Living Room', config: COLOR },
  { id: 'light.living_room_reading', name: 'Reading Lamp', area: 'Living Room', config: DIMMER },
  { id: 'light.bedroom', name: 'Bedroom Light', area: 'Bedroom', config: COLOR },
  { id: 'light.bedroom_reading', name: 'Reading Lamp', area: 'Bedroom', config: DIMMER },
  { id: 'light.hallway', name: 'Hallway Light', area: 'Hallway', config: PLAIN },
  { id: 'light.bathroom', name: 'Bathroom Light', area: 'Bathroom', config: DIMMER },
  { id: 'light.desk', name: 'Desk Lamp', area: 'Office', config: COLOR },
  { id: 'light.night', name: 'Night Light', area: 'Nursery', config: DIMMER },
  { id: 'fan.living_room', name: 'Ceiling Fan', area: 'Living Room' },
  { id: 'fan.bedroom', name: 'Bedroom Fan', area: 'Bedroom' },
  { id: 'switch.oven', name: 'Oven', area: 'Kitchen', device: 'oven' },
  {
    id: 'sensor.oven_temperature',
    name: 'Oven Temperature',
    area: 'Kitchen',
    device: 'oven',
    config: { device_class: 'temperature', unit_of_measurement: '°C' },
    report: { state: '24', attributes: {} },
  },
  { id: 'switch.coffee_maker', name: 'Coffee Maker', area: 'Kitchen' },
  { id: 'switch.kettle', name: 'Kettle', area: 'Kitchen' },
  {
    id: 'climate.thermostat',
    name: 'Thermostat',
    area: 'Hallway',
    report: { state: 'heat', attributes: { current_temperature: 20.5, temperature: 20 } },
  },
  {
    id: 'climate.bedroom',
    name: 'Bedroom Radiator',
    area: 'Bedroom',
    report: { state: 'heat', attributes: { current_temperature: 17.5, temperature: 18 } },
  },
  { id: 'cover.garage_door', name: 'Garage Door', area: 'Garage', config: { device_class: 'garage' } },
  {
    id: 'cover.blinds',
    name: 'Living Room Blinds',
    area: 'Living Room',
    config: { device_class: 'blind' },
    report: { state: 'open', attributes: { current_position: 100 } },
  },
  {
    id: 'cover.curtains',
    name: 'Bedroom Curtains',
    area: 'Bedroom',
    config: { device_class: 'curtain' },
    report: { state: 'open', attributes: { current_position: 100 } },
  },
  { id: 'lock.front_door', name: 'Front Door', area: 'Hallway' },
  { id: 'lock.back_door', name: 'Back Door', area: 'Kitchen' },
  { id: 'binary_sensor.kitchen_window', name: 'Kitchen Window', area: 'Kitchen', config: { device_class: 'window' } },
  { id: 'binary_sensor.hall_motion', name: 'Hallway Motion', area: 'Hallway', config: { device_class: 'motion' } },
  { id: 'binary_sensor.washer', name: 'Washing Machine', area: 'Bathroom', config: { device_class: 'running' } },
  { id: 'binary_sensor.alarm_clock', name: 'Alarm Clock', area: 'Bedroom' },
  {
    id: 'sensor.outside',
    name: 'Outside Temperature',
    area: 'Garden',
    config: { device_class: 'temperature', unit_of_measurement: '°C' },
    report: { state: '6', attributes: {} },
  },
  {
    id: 'sensor.bathroom_humidity',
    name: 'Bathroom Humidity',
    area: 'Bathroom',
    config: { device_class: 'humidity', unit_of_measurement: '%' },
    report: { state: '48', attributes: {} },
  },
  { id: 'vacuum.robot', name: 'Robot Vacuum', area: 'Living Room', report: { state: 'docked', attributes: {} } },
  { id: 'lawn_mower.garden', name: 'Lawn Mower', area: 'Garden', report: { state: 'docked', attributes: {} } },
  { id: 'valve.sprinkler', name: 'Sprinkler', area: 'Garden' },
  { id: 'scene.movie_night', name: 'Movie Night', area: 'Living Room' },
];
const ATTIC: Thing = { id: 'light.attic', name: 'Attic Light', area: 'Attic', config: DIMMER };

/** Reached through a handler, or by the plain state and JSON commands of the household file. */
const PLAYERS = [
  {
    id: 'media_player.tv',
    name: 'TV',
    area: 'Living Room',
    screen: true,
    media: ['movie', 'tv_show', 'music', 'game', 'news'],
  },
  {
    id: 'media_player.kitchen_speaker',
    name: 'Kitchen Speaker',
    area: 'Kitchen',
    screen: false,
    media: ['music', 'audiobook', 'podcast', 'radio'],
  },
  {
    id: 'media_player.bedroom_speaker',
    name: 'Bedroom Speaker',
    area: 'Bedroom',
    screen: false,
    media: ['music', 'audiobook', 'podcast', 'radio'],
  },
];
const OTHERS = [
  { id: 'todo.shopping_list', name: 'Shopping List' },
  { id: 'weather.home', name: 'Home', attributes: { temperature: 6, temperature_unit: '°C' } },
];

const SATELLITES: readonly { readonly id: string; readonly area: string; readonly screen: boolean }[] = [
  { id: 'kitchen', area: 'Kitchen', screen: false },
  { id: 'living', area: 'Living Room', screen: true },
  { id: 'bedroom', area: 'Bedroom', screen: false },
  { id: 'hall', area: 'Hallway', screen: false },
  { id: 'office', area: 'Office', screen: false },
];
const AREAS = [
  { name: 'Kitchen', floor: 'Ground Floor' },
  { name: 'Living Room', floor: 'Ground Floor', aliases: ['lounge'] },
  { name: 'Hallway', floor: 'Ground Floor', aliases: ['hall'] },
  { name: 'Garage', floor: 'Ground Floor' },
  { name: 'Garden' },
  { name: 'Bedroom', floor: 'Upstairs' },
  { name: 'Bathroom', floor: 'Upstairs' },
  { name: 'Office', floor: 'Upstairs', aliases: ['study'] },
  { name: 'Nursery', floor: 'Upstairs' },
];

const HANDLED: readonly string[] = [
  ...['Start', 'Cancel', 'Increase', 'Decrease', 'Pause', 'Unpause'].map((deed) => `Hass${deed}Timer`),
  'HassCancelAllTimers',
  'HassTimerStatus',
  'HassShoppingListAddItem',
  'HassListAddItem',
  'HassListCompleteItem',
  'HassListRemoveItem',
  'HassGetWeather',
  'HassBroadcast',
  'HearthSetAlarm',
  'HearthCancelAlarm',
  'HearthGetAlarms',
  'HearthSnooze',
];

const USUAL: { readonly [domain: string]: string } = { cover: 'closed', lock: 'locked', valve: 'closed' };
type Json = Readonly<Record<string, unknown>>;
type House = { readonly id: string } & Json;

/** The events that build the house, all at one instant. */
export function moveIn(changes: HomeChanges, at: string): Json[] {
  const gone = new Set(changes.without ?? []);
  const things = [...THINGS, ...(changes.attic ? [ATTIC] : [])].filter((thing) => !gone.has(thing.id));
  const { quietHours, confirm } = changes;
  const home = {
    type: 'home',
    at,
    locale: changes.fahrenheit ? 'en-US' : 'en-GB',
    timezone: 'Europe/London',
    simulateDevices: true,
    seed: 1,
    floors: [
      { name: 'Ground Floor', aliases: ['downstairs'] },
      { name: 'Upstairs', aliases: ['upper floor'] },
    ],
    areas: [...AREAS, ...(changes.attic ? [{ name: 'Attic' }] : [])],
    people: [{ name: 'Anna' }, { name: 'Ben' }],
    satellites: SATELLITES,
    entities: [...PLAYERS.map(player), ...OTHERS].filter((thing) => !gone.has(thing.id)),
    handlers: [{ intents: changes.handlers ?? HANDLED, via: 'hermes' }],
    ...((confirm || quietHours) && {
      policy: { ...(confirm && { confirm }), ...(quietHours && { quiet_hours: quietHours }) },
    }),
    ...(changes.unresponsive && { unresponsive: changes.unresponsive }),
  };
  const states = [...things.map((one) => one.id), ...PLAYERS.map((one) => one.id)].filter((id) => !gone.has(id));
  return [
    home,
    ...things.map((thing) => ({ type: 'mqtt', at, ...announce(thing, changes), retain: true })),
    ...states.flatMap((id) => reported(id, startOf(id, changes), at)),
    { type: 'state', at, entity: 'weather.home', state: 'sunny' },
  ].filter((event) => !('entity' in event) || !gone.has(`${event.entity}`));
}

/** What a device says on its topics when it takes a state. */
export function reported(id: string, { state, attributes }: Report, at: string): Json[] {
  const base = `house/${id.replace('.', '/')}`;
  const send = (suffix: string, payload: unknown) => ({
    type: 'mqtt',
    at,
    topic: `${base}/${suffix}`,
    payload,
    retain: true,
  });
  if (state === 'unavailable') return [send('availability', 'offline')];
  const known = (name: string, suffix: string) =>
    attributes[name] === undefined ? [] : [send(suffix, String(attributes[name]))];
  switch (id.slice(0, id.indexOf('.'))) {
    case 'light':
      return [send('state', { state: state.toUpperCase(), ...attributes })];
    case 'switch':
    case 'binary_sensor':
      return [send('state', state.toUpperCase())];
    case 'fan':
      return [send('state', state.toUpperCase()), ...known('percentage', 'percentage')];
    case 'cover':
      return [
        send('state', state),
        send('position', String(attributes.current_position ?? (state === 'open' ? 100 : 0))),
      ];
    case 'lock':
      return [send('state', state.toUpperCase())];
    case 'climate':
      return [send('mode', state), ...known('temperature', 'target'), ...known('current_temperature', 'current')];
    case 'vacuum':
      return [send('state', { state, battery_level: 90 })];
    case 'scene':
      return [];
    case 'media_player':
      return [{ type: 'state', at, entity: id, state, attributes }];
    default:
      return [send('state', state)];
  }
}

export function areaOf(room: Room | undefined): string | undefined {
  return SATELLITES.find((one) => one.id === room)?.area;
}

function player(thing: (typeof PLAYERS)[number]): House {
  const base = `house/${thing.id.replace('.', '/')}`;
  return { ...thing, state_topic: `${base}/state`, command_topic: `${base}/set` };
}

function startOf(id: string, changes: HomeChanges): Report {
  const given = changes.states?.[id];
  const thing = THINGS.find((one) => one.id === id);
  const usual =
    changes.fahrenheit && id === 'climate.thermostat'
      ? { state: 'heat', attributes: { current_temperature: 69, temperature: 68 } }
      : thing?.report;
  if (typeof given === 'object') return given;
  const domain = id.slice(0, id.indexOf('.'));
  return { state: given ?? usual?.state ?? USUAL[domain] ?? 'off', attributes: usual?.attributes ?? {} };
}

/** The discovery message, as Home Assistant's MQTT integration has it. */
function announce(thing: Thing, changes: HomeChanges): Json {
  const [domain = '', object = ''] = thing.id.split('.');
  const base = `house/${domain}/${object}`;
  const device = thing.device ?? object;
  const config = {
    name: thing.name,
    unique_id: `house_${domain}_${object}`,
    default_entity_id: thing.id,
    device: {
      identifiers: [device],
      name: thing.device ? 'Oven' : thing.name,
      ...(thing.area && { suggested_area: thing.area }),
    },
    availability_topic: `${base}/availability`,
    ...topicsOf(domain, base, changes),
    ...thing.config,
  };
  return { topic: `homeassistant/${domain}/${object}/config`, payload: config };
}

function topicsOf(domain: string, base: string, changes: HomeChanges): Json {
  const both = { state_topic: `${base}/state`, command_topic: `${base}/set` };
  switch (domain) {
    case 'light':
      return { ...both, schema: 'json' };
    case 'fan':
      return {
        ...both,
        percentage_state_topic: `${base}/percentage`,
        percentage_command_topic: `${base}/percentage/set`,
      };
    case 'cover':
      return { ...both, position_topic: `${base}/position`, set_position_topic: `${base}/position/set` };
    case 'climate':
      return {
        modes: ['off', 'heat', 'cool', 'auto'],
        mode_state_topic: `${base}/mode`,
        mode_command_topic: `${base}/mode/set`,
        temperature_state_topic: `${base}/target`,
        temperature_command_topic: `${base}/target/set`,
        current_temperature_topic: `${base}/current`,
        temperature_unit: changes.fahrenheit ? 'F' : 'C',
        ...(changes.fahrenheit ? { min_temp: 45, max_temp: 90 } : { min_temp: 7, max_temp: 30 }),
      };
    case 'vacuum':
      return { ...both, supported_features: ['start', 'stop', 'pause', 'return_home', 'status', 'locate'] };
    case 'lawn_mower':
      return {
        activity_state_topic: `${base}/state`,
        start_mowing_command_topic: `${base}/start`,
        dock_command_topic: `${base}/dock`,
      };
    case 'sensor':
    case 'binary_sensor':
      return { state_topic: `${base}/state` };
    case 'scene':
      return { command_topic: `${base}/set` };
    default:
      return both;
  }
}
