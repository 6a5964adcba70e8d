import { describe, expect, test } from 'vitest';
import { devices, mergeHousehold } from '../../devices/index.ts';
import type { EntityDefinition, Json, Order } from '../../runtime/domain/entity.ts';
import { isHearthError } from '../../runtime/domain/errors.ts';
import { Home } from './home.ts';
import { parsedHousehold } from './households.ts';

const state = (property = 'state', endpoint?: string) => ({
  type: 'binary',
  name: 'state',
  property,
  access: 7,
  value_on: 'ON',
  value_off: 'OFF',
  value_toggle: 'TOGGLE',
  ...(endpoint && { endpoint }),
});
const numeric = (name: string, more: object = {}) => ({ type: 'numeric', name, property: name, access: 7, ...more });

/** Devices as `bridge/devices` has them. */
const BRIDGE: readonly Json[] = [
  { type: 'Coordinator', friendly_name: 'Coordinator', ieee_address: '0x0' },
  device('living room/floor_lamp', '0x1', [
    {
      type: 'light',
      features: [
        state(),
        numeric('brightness', { value_max: 254 }),
        numeric('color_temp', { value_min: 153, value_max: 500 }),
        { type: 'composite', name: 'color_xy', property: 'color', access: 7, features: [] },
      ],
    },
    { type: 'enum', name: 'effect', property: 'effect', access: 2, values: ['blink'] },
  ]),
  device('Reading Lamp', '0x2', [{ type: 'light', features: [state(), numeric('brightness', { value_max: 254 })] }]),
  device('Wall Switch', '0x3', [
    { type: 'switch', endpoint: 'left', features: [state('state_left', 'left')] },
    { type: 'switch', endpoint: 'right', features: [state('state_right', 'right')] },
  ]),
  device('Blind', '0x4', [
    {
      type: 'cover',
      features: [
        { type: 'enum', name: 'state', property: 'state', access: 3, values: ['OPEN', 'CLOSE', 'STOP'] },
        numeric('position', { value_max: 100 }),
      ],
    },
  ]),
  device('Front Door', '0x5', [
    { type: 'binary', name: 'contact', property: 'contact', access: 1, value_on: false, value_off: true },
    { type: 'numeric', name: 'battery', property: 'battery', access: 1, unit: '%', category: 'diagnostic' },
    { type: 'list', name: 'history', property: 'history', access: 1 },
  ]),
  device('Radiator', '0x6', [
    {
      type: 'climate',
      features: [
        numeric('current_heating_setpoint', { value_min: 5, value_max: 30, unit: '°C' }),
        { ...numeric('local_temperature'), access: 5 },
        { type: 'enum', name: 'system_mode', property: 'system_mode', access: 7, values: ['off', 'heat', 'auto'] },
        { type: 'enum', name: 'running_state', property: 'running_state', access: 5, values: ['idle', 'heat'] },
      ],
    },
  ]),
  device('Lock', '0x7', [{ type: 'lock', features: [{ ...state(), value_on: 'LOCK', value_off: 'UNLOCK' }] }]),
  device('Fan', '0x8', [
    {
      type: 'fan',
      features: [
        state('fan_state'),
        {
          type: 'enum',
          name: 'mode',
          property: 'fan_mode',
          access: 7,
          values: ['off', 'low', 'medium', 'high', 'auto'],
        },
      ],
    },
  ]),
  { ieee_address: '0x9', type: 'EndDevice', friendly_name: 'Strange', definition: null },
  device('bad#name', '0xa', [{ type: 'switch', features: [state()] }]),
  5,
];

function device(friendly_name: string, ieee_address: string, exposes: readonly object[]): Json {
  return {
    ieee_address,
    type: 'Router',
    friendly_name,
    definition: { model: 'M', vendor: 'V', exposes: exposes as Json[] },
  } as Json;
}

const discovery = devices.discover('zigbee2mqtt/bridge/devices', JSON.stringify(BRIDGE));
const found = discovery?.found ?? [];
const byId = (id: string): EntityDefinition => {
  const definition = found.find((each) => each.id === id);
  if (definition === undefined) throw new Error(`no ${id} among ${found.map((each) => each.id)}`);
  return definition;
};

test('a bridge announces its devices, and what it cannot say is counted', () => {
  expect(found.map(({ id, name }) => `${id}: ${name}`)).toEqual([
    'light.living_room_floor_lamp: living room floor lamp',
    'button.living_room_floor_lamp_effect: living room floor lamp effect',
    'light.reading_lamp: Reading Lamp',
    'switch.wall_switch_left: Wall Switch left',
    'switch.wall_switch_right: Wall Switch right',
    'cover.blind: Blind',
    'binary_sensor.front_door_contact: Front Door contact',
    'sensor.front_door_battery: Front Door battery',
    'climate.radiator: Radiator',
    'lock.lock: Lock',
    'fan.fan: Fan',
  ]);
  expect(discovery?.notUnderstood.map(({ what, why }) => `${what}: ${why.slice(0, 49)}`)).toEqual([
    'zigbee2mqtt/bridge/devices#Front Door/history: a list is no entity',
    'zigbee2mqtt/bridge/devices#Strange: Zigbee2MQTT does not support this model',
    'zigbee2mqtt/bridge/devices#bad#name: topic-invalid: topic "zigbee2mqtt/bad#name" has a',
    'zigbee2mqtt/bridge/devices#11: not an object',
  ]);
  expect(byId('light.living_room_floor_lamp').features).toEqual({
    switchable: true,
    brightness: true,
    color: true,
    colorTemperature: true,
  });
  expect(byId('sensor.front_door_battery')).toMatchObject({
    deviceClass: 'battery',
    unit: '%',
    device: { id: '0x5', name: 'Front Door', model: 'M', manufacturer: 'V' },
    config: { entity_category: 'diagnostic' },
  });
});

describe('states', () => {
  const cases: readonly (readonly [string, string, Json, string, object])[] = [
    [
      'light.living_room_floor_lamp',
      'living room/floor_lamp',
      { state: 'ON', brightness: 127, color_mode: 'xy', color: { x: 0.7006, y: 0.2993 } },
      'on',
      { brightness: 128, rgb_color: [255, 0, 0] },
    ],
    [
      'light.living_room_floor_lamp',
      'living room/floor_lamp',
      { state: 'ON', color_mode: 'color_temp', color_temp: 250 },
      'on',
      { color_temp_kelvin: 4000 },
    ],
    ['switch.wall_switch_left', 'Wall Switch', { state_left: 'OFF', state_right: 'ON' }, 'off', {}],
    ['switch.wall_switch_right', 'Wall Switch', { state_left: 'OFF', state_right: 'ON' }, 'on', {}],
    ['cover.blind', 'Blind', { state: 'OPEN', position: 35 }, 'open', { current_position: 35 }],
    ['cover.blind', 'Blind', { state: 'OPEN', position: 0 }, 'closed', { current_position: 0 }],
    ['binary_sensor.front_door_contact', 'Front Door', { contact: false }, 'on', {}],
    ['sensor.front_door_battery', 'Front Door', { battery: 80 }, '80', {}],
    [
      'climate.radiator',
      'Radiator',
      { system_mode: 'heat', local_temperature: 19.4, current_heating_setpoint: 21, running_state: 'heat' },
      'heat',
      { temperature: 21, current_temperature: 19.4, hvac_action: 'heating' },
    ],
    ['lock.lock', 'Lock', { state: 'LOCK' }, 'locked', {}],
    ['fan.fan', 'Fan', { fan_state: 'ON', fan_mode: 'medium' }, 'on', { percentage: 66, preset_mode: 'medium' }],
  ];
  for (const [id, name, payload, expected, attributes] of cases)
    test(`${id} ${JSON.stringify(payload)}`, () => {
      const home = new Home(found);
      home.hear(`zigbee2mqtt/${name}`, payload);
      expect(home.states.get(id)).toMatchObject({ state: expected, attributes });
      expect(home.faults).toEqual([]);
    });

  test('the bridge or the device may be gone', () => {
    const home = new Home(found);
    home.hear('zigbee2mqtt/Lock', { state: 'LOCK' });
    home.hear('zigbee2mqtt/Lock/availability', { state: 'offline' });
    expect(home.states.get('lock.lock')?.state).toBe('unavailable');
    home.hear('zigbee2mqtt/Lock/availability', 'online');
    expect(home.states.get('lock.lock')?.state).toBe('locked');
    home.hear('zigbee2mqtt/bridge/state', { state: 'offline' });
    expect(home.states.get('lock.lock')?.state).toBe('unavailable');
  });
});

describe('orders', () => {
  const cases: readonly (readonly [string, Order['service'], Order['data'], Json | undefined, string, object])[] = [
    [
      'light.living_room_floor_lamp',
      'turn_on',
      { brightness: 50 },
      { state: 'ON', brightness: 127 },
      'on',
      { brightness: 128 },
    ],
    [
      'light.living_room_floor_lamp',
      'turn_on',
      { rgb: [255, 0, 0] },
      { state: 'ON', color: { x: 0.7006, y: 0.2993 } },
      'on',
      { rgb_color: [255, 0, 0] },
    ],
    [
      'light.living_room_floor_lamp',
      'turn_on',
      { kelvin: 2700 },
      { state: 'ON', color_temp: 370 },
      'on',
      { color_temp_kelvin: 2702 },
    ],
    ['light.reading_lamp', 'turn_on', { rgb: [1, 2, 3] }, undefined, '', {}],
    ['switch.wall_switch_left', 'turn_on', {}, { state_left: 'ON' }, 'on', {}],
    ['cover.blind', 'open', {}, { state: 'OPEN' }, 'open', { current_position: 100 }],
    ['cover.blind', 'set_position', { position: 25 }, { position: 25 }, 'open', { current_position: 25 }],
    [
      'climate.radiator',
      'set_temperature',
      { temperature: 20.5 },
      { current_heating_setpoint: 20.5 },
      'unknown',
      { temperature: 20.5 },
    ],
    ['climate.radiator', 'turn_off', {}, { system_mode: 'off' }, 'off', {}],
    ['lock.lock', 'unlock', {}, { state: 'UNLOCK' }, 'unlocked', {}],
    ['fan.fan', 'set_percentage', { percentage: 50 }, { fan_mode: 'medium' }, 'on', { percentage: 66 }],
    ['fan.fan', 'turn_on', {}, { fan_state: 'ON' }, 'on', { percentage: 100 }],
    ['binary_sensor.front_door_contact', 'turn_on', {}, undefined, '', {}],
  ];
  for (const [id, service, data, payload, expected, attributes] of cases)
    test(`${id} ${service} ${JSON.stringify(data)}`, () => {
      const definition = byId(id);
      const commands = devices.encode(definition, { entity: id, service, data });
      expect(commands.map((command) => JSON.parse(command.payload))).toEqual(payload === undefined ? [] : [payload]);
      const home = new Home(found);
      for (const command of commands) {
        expect(command.topic).toBe(`${definition.config.state_topic}/set`);
        const { messages, patch } = devices.simulate(definition, command);
        for (const message of messages) home.hear(message.topic, message.payload);
        if (patch) home.apply(patch);
        expect(home.states.get(id)).toMatchObject({ state: expected, attributes });
      }
    });

  test('states that nobody retained are asked for, once a device', () => {
    const asked = devices.hello(found).filter(({ topic }) => topic.endsWith('/get'));
    expect(asked.find(({ topic }) => topic === 'zigbee2mqtt/Wall Switch/get')?.payload).toBe(
      '{"state_left":"","state_right":""}',
    );
    expect(asked.find(({ topic }) => topic.includes('Front Door'))).toBeUndefined();
  });
});

describe('groups', () => {
  const groups = (members: readonly string[]) =>
    devices.discover(
      'zigbee2mqtt/bridge/groups',
      JSON.stringify([
        { id: 1, friendly_name: 'All Lamps', members: members.map((ieee_address) => ({ ieee_address, endpoint: 1 })) },
      ]),
    )?.found ?? [];

  test('a group can do what all its members can', () => {
    const merged = mergeHousehold([...found, ...groups(['0x1', '0x2'])], parsedHousehold());
    const group = merged.find(({ name }) => name === 'All Lamps');
    expect(group).toMatchObject({
      id: 'light.all_lamps',
      domain: 'light',
      features: { switchable: true, brightness: true },
    });
    expect(group?.features.color).toBeUndefined();
    expect(
      devices.encode(group as EntityDefinition, {
        entity: 'light.all_lamps',
        service: 'turn_on',
        data: { brightness: 100 },
      }),
    ).toEqual([{ topic: 'zigbee2mqtt/All Lamps/set', payload: '{"state":"ON","brightness":254}', retain: false }]);
  });

  test('a group of nothing known is left out', () => {
    for (const members of [[], ['0xff'], ['0x1', '0x4']])
      expect(mergeHousehold([...found, ...groups(members)], parsedHousehold()).length).toBe(found.length);
  });
});

test('what the bridge also announced in the way of Home Assistant is there once', () => {
  const [twin] =
    devices.discover(
      'homeassistant/lock/0x7/lock/config',
      JSON.stringify({
        state_topic: 'zigbee2mqtt/Lock',
        command_topic: 'zigbee2mqtt/Lock/set',
        default_entity_id: 'lock.lock',
        value_template: '{{ value_json.state }}',
      }),
    )?.found ?? [];
  const merged = mergeHousehold([...found, twin as EntityDefinition], parsedHousehold());
  expect(merged.filter(({ domain }) => domain === 'lock').map(({ convention }) => convention)).toEqual([
    'homeAssistant',
  ]);
});

test('a bridge that says no list is refused, one that says nothing is gone', () => {
  expect(devices.discover('zigbee2mqtt/bridge/devices', '')?.found).toEqual([]);
  for (const payload of ['{}', 'x'])
    try {
      devices.discover('zigbee2mqtt/bridge/devices', payload);
      expect.unreachable();
    } catch (error) {
      expect(isHearthError(error) && error.code).toBe('discovery-invalid');
    }
});
