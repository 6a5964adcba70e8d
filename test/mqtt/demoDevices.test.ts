import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { demoDevices } from '../../devices/demo/home.ts';
import { devices, mergeHousehold } from '../../devices/index.ts';
import { parseHouseholdText, REPLAY_DEFAULTS } from '../../runtime/adapters/household/household.ts';
import type { EntityId, EntityState, Json, Order } from '../../runtime/domain/entity.ts';

const file = new URL('../../devices/demo/home.yaml', import.meta.url);

/** The demo home and the hub's own reading of it, joined without a broker. */
function home() {
  const simulated = demoDevices();
  const discoveries = simulated.flatMap((device) =>
    device.announcements.map(({ topic, payload }) => devices.discover(topic, payload)),
  );
  const household = parseHouseholdText(readFileSync(file, 'utf8'), REPLAY_DEFAULTS);
  const definitions = mergeHousehold(
    discoveries.flatMap((discovery) => discovery?.found ?? []),
    household,
  );
  const reader = devices.reader(definitions);
  const states = new Map<EntityId, { state: string; attributes: { [key: string]: Json } }>();
  const faults: string[] = [];
  const listen = () => {
    for (const { topic, payload } of simulated.flatMap((device) => device.reports())) {
      for (const patch of reader.read(topic, payload, (...fault) => faults.push(fault.join(' ')))) {
        const before = states.get(patch.entity);
        states.set(patch.entity, {
          state: patch.state ?? before?.state ?? 'unknown',
          attributes: { ...before?.attributes, ...patch.attributes },
        });
      }
    }
  };
  listen();
  const order = (one: Order, seconds: number) => {
    const definition = definitions.find(({ id }) => id === one.entity);
    if (definition === undefined) throw new Error(`no ${one.entity} in the demo home`);
    const now = states.get(one.entity);
    const present: EntityState | undefined = now && { ...now, changedAt: 0, reportedAt: 0 };
    const commands = devices.encode(definition, one, present);
    for (const { topic, payload } of commands) {
      for (const device of simulated) if (device.commandTopics.includes(topic)) device.obey(topic, payload);
    }
    for (const device of simulated) device.advance(seconds);
    listen();
    return commands.length;
  };
  return { discoveries, household, definitions, states, faults, order };
}

describe('the demo home, as the hub understands it', () => {
  it('is understood without a rest', () => {
    const { discoveries, definitions, faults, household } = home();
    expect(discoveries.every((discovery) => discovery !== undefined)).toBe(true);
    expect(discoveries.flatMap((discovery) => discovery?.notUnderstood ?? [])).toEqual([]);
    expect(faults).toEqual([]);
    expect(new Set(definitions.map(({ id }) => id)).size).toBe(definitions.length);
    const areas = new Set(household.areas.map(({ name }) => name));
    for (const { area } of definitions) expect(areas).toContain(area);
    for (const { id } of household.entities) expect(definitions.map((one) => one.id)).toContain(id);
  });

  it('has the names and classes that people expect', () => {
    const told = home().definitions.map(({ id, name, area, deviceClass }) =>
      [id, name, area, deviceClass ?? '-'].join(' | '),
    );
    expect(told.sort()).toMatchInlineSnapshot(`
      [
        "binary_sensor.alarm_clock | Alarm Clock | Bedroom | sound",
        "binary_sensor.front_door_contact | Front Door Contact | Hallway | door",
        "binary_sensor.hall_motion | Hall Motion | Hallway | motion",
        "binary_sensor.sink_leak | Sink Leak | Kitchen | moisture",
        "button.alarm_clock_stop | Alarm Clock Stop | Bedroom | -",
        "button.alarm_clock_test | Alarm Clock Test | Bedroom | -",
        "climate.oven | Oven | Kitchen | -",
        "climate.thermostat | Thermostat | Kitchen | -",
        "cover.bedroom_blinds | Bedroom Blinds | Bedroom | blind",
        "cover.garage_door | Garage Door | Garage | garage",
        "cover.living_room_blinds | Living Room Blinds | Living Room | blind",
        "fan.office_fan | Office Fan | Office | -",
        "light.bathroom | Bathroom Light | Bathroom | -",
        "light.bedroom | Bedroom Light | Bedroom | -",
        "light.bedside_lamp | Bedside Lamp | Bedroom | -",
        "light.counter | Counter Light | Kitchen | -",
        "light.desk_lamp | Desk Lamp | Office | -",
        "light.floor_lamp | Floor Lamp | Living Room | -",
        "light.hall | Hall Light | Hallway | -",
        "light.kitchen | Kitchen Light | Kitchen | -",
        "light.living_room | Living Room Light | Living Room | -",
        "lock.front_door | Front Door | Hallway | -",
        "media_player.bedroom_speaker | Bedroom Speaker | Bedroom | -",
        "media_player.kitchen_speaker | Kitchen Speaker | Kitchen | -",
        "media_player.tv | TV | Living Room | -",
        "sensor.anna_s_phone_battery | Anna's Phone Battery | Bedroom | battery",
        "sensor.outdoor_humidity | Outdoor Humidity | Garden | humidity",
        "sensor.outdoor_temperature | Outdoor Temperature | Garden | temperature",
        "sensor.oven_probe | Oven Probe | Kitchen | temperature",
        "switch.coffee_maker | Coffee Maker | Kitchen | -",
        "vacuum.robot | Robot | Living Room | -",
      ]
    `);
  });

  it('reports what it should at the start', () => {
    const { states } = home();
    const told = [...states].map(([id, { state }]) => `${id}: ${state}`).sort();
    expect(told).toMatchInlineSnapshot(`
      [
        "binary_sensor.alarm_clock: off",
        "binary_sensor.front_door_contact: off",
        "binary_sensor.hall_motion: off",
        "binary_sensor.sink_leak: off",
        "climate.oven: off",
        "climate.thermostat: heat",
        "cover.bedroom_blinds: closed",
        "cover.garage_door: closed",
        "cover.living_room_blinds: open",
        "fan.office_fan: off",
        "light.bathroom: off",
        "light.bedroom: off",
        "light.bedside_lamp: off",
        "light.counter: off",
        "light.desk_lamp: off",
        "light.floor_lamp: off",
        "light.hall: off",
        "light.kitchen: off",
        "light.living_room: off",
        "lock.front_door: locked",
        "media_player.bedroom_speaker: off",
        "media_player.kitchen_speaker: off",
        "media_player.tv: off",
        "sensor.anna_s_phone_battery: 82",
        "sensor.outdoor_humidity: 64",
        "sensor.outdoor_temperature: 13.9",
        "sensor.oven_probe: unknown",
        "switch.coffee_maker: off",
        "vacuum.robot: docked",
      ]
    `);
  });

  type Row = [
    entity: EntityId,
    service: Order['service'],
    data: Order['data'],
    seconds: number,
    state: string,
    attributes: object,
  ];
  const rows: Row[] = [
    ['climate.oven', 'turn_on', {}, 60, 'heat', { temperature: 180 }],
    ['climate.oven', 'set_temperature', { temperature: 200 }, 1, 'off', { temperature: 200 }],
    ['climate.thermostat', 'set_temperature', { temperature: 22 }, 3_600, 'heat', { temperature: 22 }],
    ['climate.thermostat', 'turn_off', {}, 1, 'off', {}],
    ['switch.coffee_maker', 'turn_on', {}, 10, 'on', {}],
    ['switch.coffee_maker', 'turn_on', {}, 400, 'off', {}],
    ['light.hall', 'turn_on', {}, 1, 'on', {}],
    ['light.hall', 'turn_on', { brightness: 20 }, 1, 'on', { brightness: 51 }],
    ['light.floor_lamp', 'turn_on', { rgb: [0, 0, 255] }, 1, 'on', { rgb_color: [0, 0, 255] }],
    ['light.floor_lamp', 'turn_on', { brightness: 50 }, 1, 'on', { brightness: 128 }],
    ['light.floor_lamp', 'turn_on', { kelvin: 4000 }, 1, 'on', { color_temp_kelvin: 4000 }],
    ['cover.garage_door', 'open', {}, 5, 'opening', {}],
    ['cover.garage_door', 'open', {}, 20, 'open', {}],
    ['cover.living_room_blinds', 'close', {}, 30, 'closed', { current_position: 0 }],
    ['cover.living_room_blinds', 'set_position', { position: 40 }, 30, 'open', { current_position: 40 }],
    ['lock.front_door', 'unlock', {}, 3, 'unlocked', {}],
    ['vacuum.robot', 'start', {}, 3, 'cleaning', {}],
    ['vacuum.robot', 'clean_area', { areas: ['Kitchen'] }, 3, 'cleaning', {}],
    ['fan.office_fan', 'turn_on', {}, 1, 'on', {}],
    ['fan.office_fan', 'set_percentage', { percentage: 30 }, 1, 'on', { percentage: 30 }],
    [
      'media_player.tv',
      'intent',
      { intent: 'HassMediaSearchAndPlay', slots: { search_query: 'Hunger Games' } },
      1,
      'playing',
      { media_title: 'Hunger Games' },
    ],
    ['media_player.tv', 'intent', { intent: 'HassTurnOn', slots: {} }, 1, 'idle', {}],
    ['media_player.kitchen_speaker', 'turn_on', {}, 1, 'idle', {}],
  ];
  it.each(rows)('%s: %s %j, and after %i s it is %s', (entity, service, data, seconds, state, attributes) => {
    const { order, states } = home();
    expect(order({ entity, service, data }, seconds)).toBeGreaterThan(0);
    expect(states.get(entity)).toMatchObject({ state, attributes });
  });

  it('rings when its button is pressed', () => {
    const { order, states } = home();
    order({ entity: 'button.alarm_clock_test', service: 'press', data: {} }, 1);
    expect(states.get('binary_sensor.alarm_clock')?.state).toBe('on');
    order({ entity: 'button.alarm_clock_stop', service: 'press', data: {} }, 1);
    expect(states.get('binary_sensor.alarm_clock')?.state).toBe('off');
  });

  it('measures the roast only while the oven is on', () => {
    const { order, states } = home();
    expect(states.get('sensor.oven_probe')?.state).toBe('unknown');
    order({ entity: 'climate.oven', service: 'turn_on', data: {} }, 600);
    expect(Number(states.get('sensor.oven_probe')?.state)).toBeGreaterThan(21);
    expect(states.get('climate.oven')?.attributes.current_temperature).toBe(180);
  });
});
