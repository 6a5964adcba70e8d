import fc from 'fast-check';
import { expect, test } from 'vitest';
import { devices } from '../../devices/index.ts';
import type { Json, Order } from '../../runtime/domain/entity.ts';
import { announced, Home } from './home.ts';
import { SHAPES } from './homeShapes.ts';

for (const { id, config, messages, state, attributes } of SHAPES)
  test(`${id} is read`, () => {
    const home = new Home([announced(id, config)]);
    for (const [topic, payload] of messages) home.hear(topic, payload);
    expect(home.faults).toEqual([]);
    expect(home.states.get(id)?.state === 'unknown' ? undefined : home.states.get(id)?.state).toBe(state);
    expect(home.states.get(id)?.attributes ?? {}).toEqual(attributes);
  });

type Case = readonly [
  id: string,
  service: Order['service'],
  data: Order['data'],
  commands: readonly (readonly [string, string])[],
  after: { readonly [name: string]: Json } | undefined,
];

/** An order, what is published for it, and what the device reports that it then is in. */
const CASES: readonly Case[] = [
  ['light.lamp', 'turn_on', {}, [['lamp/set', '{"state":"ON"}']], { state: 'on', brightness: 100 }],
  ['light.lamp', 'turn_off', {}, [['lamp/set', '{"state":"OFF"}']], { state: 'off', brightness: null }],
  [
    'light.lamp',
    'turn_on',
    { brightness: 50 },
    [['lamp/set', '{"state":"ON","brightness":128}']],
    { state: 'on', brightness: 128 },
  ],
  ['light.lamp', 'turn_on', { brightness: 0 }, [['lamp/set', '{"state":"OFF"}']], { state: 'off' }],
  [
    'light.lamp',
    'turn_on',
    { rgb: [255, 0, 0] },
    [['lamp/set', '{"state":"ON","color":{"r":255,"g":0,"b":0}}']],
    { state: 'on', rgb_color: [255, 0, 0] },
  ],
  [
    'light.lamp',
    'turn_on',
    { kelvin: 2700 },
    [['lamp/set', '{"state":"ON","color_temp":370}']],
    { state: 'on', color_temp_kelvin: 2702 },
  ],
  ['light.bulb', 'turn_on', { brightness: 50 }, [['bulb/set', '{"state":"ON"}']], { state: 'on' }],
  ['light.bulb', 'turn_on', { rgb: [255, 0, 0] }, [], undefined],
  ['light.bulb', 'turn_on', { kelvin: 3000 }, [], undefined],
  ['light.bulb', 'open', {}, [], undefined],
  ['switch.plug', 'turn_off', {}, [['plug/set', 'OFF']], { state: 'off' }],
  ['siren.horn', 'turn_on', {}, [['horn/set', '{"state":"ON"}']], { state: 'on' }],
  ['fan.ceiling', 'turn_on', {}, [['fan/set', 'ON']], { state: 'on', percentage: 100 }],
  ['fan.ceiling', 'turn_off', {}, [['fan/set', 'OFF']], { state: 'off', percentage: 0 }],
  [
    'fan.ceiling',
    'set_percentage',
    { percentage: 40 },
    [
      ['fan/set', 'ON'],
      ['fan/pct/set', '40'],
    ],
    { state: 'on', percentage: 40 },
  ],
  ['fan.ceiling', 'set_percentage', { percentage: 0 }, [['fan/set', 'OFF']], { state: 'off', percentage: 0 }],
  ['cover.blind', 'open', {}, [['blind/set', 'OPEN']], { state: 'open', current_position: 100 }],
  ['cover.blind', 'close', {}, [['blind/set', 'CLOSE']], { state: 'closed', current_position: 0 }],
  ['cover.blind', 'stop', {}, [['blind/set', 'STOP']], { state: 'open', current_position: 70 }],
  [
    'cover.blind',
    'set_position',
    { position: 50 },
    [['blind/position/set', '50']],
    { state: 'open', current_position: 50 },
  ],
  [
    'cover.blind',
    'set_position',
    { position: 0 },
    [['blind/position/set', '0']],
    { state: 'closed', current_position: 0 },
  ],
  ['valve.main', 'open', {}, [['valve/set', '100']], { state: 'open', current_position: 100 }],
  ['valve.main', 'set_position', { position: 50 }, [['valve/set', '50']], { state: 'open', current_position: 50 }],
  ['valve.tap', 'close', {}, [['tap/set', 'CLOSE']], { state: 'closed' }],
  ['valve.tap', 'set_position', { position: 50 }, [], undefined],
  ['valve.tap', 'set_position', { position: 100 }, [['tap/set', 'OPEN']], { state: 'open' }],
  ['lock.door', 'unlock', {}, [['door/set', 'UNLOCK']], { state: 'unlocked' }],
  ['lock.door', 'lock', {}, [['door/set', 'LOCK']], { state: 'locked' }],
  ['lock.door', 'open', {}, [], undefined],
  ['vacuum.robot', 'start', {}, [['robot/set', 'start']], { state: 'cleaning', battery_level: 90 }],
  ['vacuum.robot', 'pause', {}, [['robot/set', 'pause']], { state: 'paused' }],
  ['vacuum.robot', 'stop', {}, [['robot/set', 'stop']], { state: 'idle' }],
  ['vacuum.robot', 'return_to_base', {}, [['robot/set', 'return_to_base']], { state: 'returning' }],
  ['vacuum.robot', 'clean_area', { areas: ['kitchen'] }, [['robot/rooms', '["16"]']], { state: 'cleaning' }],
  ['vacuum.robot', 'clean_area', { areas: ['attic'] }, [], undefined],
  ['lawn_mower.mower', 'start_mowing', {}, [['mower/start', 'start_mowing']], { state: 'mowing' }],
  ['lawn_mower.mower', 'dock', {}, [['mower/dock', 'dock']], { state: 'docked' }],
  [
    'climate.thermostat',
    'set_temperature',
    { temperature: 22.5 },
    [['thermostat/target/set', '22.5']],
    { state: 'heat', temperature: 22.5 },
  ],
  ['climate.thermostat', 'turn_off', {}, [['thermostat/mode/set', 'off']], { state: 'off' }],
  ['climate.thermostat', 'turn_on', {}, [['thermostat/mode/set', 'heat']], { state: 'heat' }],
  ['water_heater.boiler', 'turn_off', {}, [['boiler/power', 'OFF']], { state: 'off' }],
  ['water_heater.boiler', 'set_temperature', { temperature: 55 }, [['boiler/target/set', '55']], { temperature: 55 }],
  ['humidifier.air', 'turn_off', {}, [['air/set', 'OFF']], { state: 'off' }],
  ['button.restart', 'press', {}, [['restart', 'PRESS']], {}],
  ['scene.movie', 'turn_on', {}, [['movie', 'ON']], {}],
  ['sensor.outside', 'turn_on', {}, [], undefined],
  ['binary_sensor.window', 'close', {}, [], undefined],
  ['alarm_control_panel.house', 'turn_off', {}, [], undefined],
];

for (const [id, service, data, commands, after] of CASES)
  test(`${id} ${service} ${JSON.stringify(data)}`, () => check(id, service, data, commands, after));

function check(...[id, service, data, commands, after]: Case): void {
  const shape = SHAPES.find((each) => each.id === id);
  if (shape === undefined) throw new Error(`no shape ${id}`);
  const definition = announced(id, shape.config);
  const home = new Home([definition]);
  for (const [topic, payload] of shape.messages) home.hear(topic, payload);
  const made = devices.encode(definition, { entity: id, service, data }, home.present(id));
  expect(made.map(({ topic, payload }) => [topic, payload])).toEqual(commands);
  if (after === undefined) return;
  for (const command of made) {
    const { messages, patch } = devices.simulate(definition, command, home.present(id));
    for (const { topic, payload } of messages) home.hear(topic, payload);
    if (patch !== undefined) home.apply(patch);
  }
  const { state, attributes } = home.states.get(id) ?? { state: 'unknown', attributes: {} };
  expect({ ...attributes, state }).toMatchObject(after);
  expect(home.faults).toEqual([]);
}

test('what is ordered is what is reported, at any position, brightness, speed and range', () => {
  const scale = fc.constantFrom(100, 254, 255, 1000);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100 }), scale, fc.boolean(), (percent, full, inverted) => {
      const cover = announced('cover.a', {
        position_topic: 'a',
        set_position_topic: 'a/set',
        position_open: inverted ? 0 : full,
        position_closed: inverted ? full : 0,
        position_template: '{{ value_json.pos }}',
      });
      const lamp = announced('light.a', {
        command_topic: 'l/set',
        state_topic: 'l',
        brightness_command_topic: 'l/b/set',
        brightness_state_topic: 'l/b',
        brightness_scale: full,
      });
      const fan = announced('fan.a', {
        command_topic: 'f/set',
        state_topic: 'f',
        percentage_command_topic: 'f/p/set',
        percentage_state_topic: 'f/p',
        speed_range_max: full,
      });
      expect(reached(cover, 'set_position', { position: percent }).current_position).toBeCloseTo(percent, -0.5);
      expect(Number(reached(lamp, 'turn_on', { brightness: percent }).brightness)).toBeCloseTo(percent * 2.55, -0.8);
      expect(Number(reached(fan, 'set_percentage', { percentage: percent }).percentage)).toBeCloseTo(percent, -0.5);
    }),
  );
});

function reached(definition: ReturnType<typeof announced>, service: Order['service'], data: Order['data']) {
  const home = new Home([definition]);
  for (const command of devices.encode(definition, { entity: definition.id, service, data })) {
    const { messages, patch } = devices.simulate(definition, command);
    expect(patch).toBeUndefined();
    for (const { topic, payload } of messages) home.hear(topic, payload);
  }
  return home.states.get(definition.id)?.attributes ?? {};
}

const WORDS = { command_topic: 'c', state_topic: 's' };
type Told = readonly [
  config: { readonly [key: string]: Json },
  data: Order['data'],
  commands: readonly (readonly [string, string])[],
];

/** Lights of many makes, told in their own way. */
const LIGHTS: readonly Told[] = [
  [
    { ...WORDS, brightness_command_topic: 'b' },
    { brightness: 50 },
    [
      ['b', '128'],
      ['c', 'ON'],
    ],
  ],
  [
    { ...WORDS, brightness_command_topic: 'b', on_command_type: 'first' },
    { brightness: 50 },
    [
      ['c', 'ON'],
      ['b', '128'],
    ],
  ],
  [{ ...WORDS, brightness_command_topic: 'b', on_command_type: 'brightness' }, { brightness: 50 }, [['b', '128']]],
  [{ ...WORDS, brightness_command_topic: 'b', on_command_type: 'brightness' }, {}, [['b', '255']]],
  [
    {
      ...WORDS,
      brightness_command_topic: 'b',
      brightness_scale: 100,
      brightness_command_template: '{"bri":{{ value }}}',
    },
    { brightness: 1 },
    [
      ['b', '{"bri":1}'],
      ['c', 'ON'],
    ],
  ],
  [
    { ...WORDS, rgb_command_topic: 'r' },
    { rgb: [255, 128, 0] },
    [
      ['r', '255,128,0'],
      ['c', 'ON'],
    ],
  ],
  [
    { ...WORDS, rgb_command_topic: 'r', rgb_command_template: "{{ '#%02x%02x%02x' | format(red, green, blue) }}" },
    { rgb: [255, 128, 0] },
    [
      ['r', '#ff8000'],
      ['c', 'ON'],
    ],
  ],
  [
    { ...WORDS, rgbw_command_topic: 'r' },
    { rgb: [255, 128, 0] },
    [
      ['r', '255,128,0,0'],
      ['c', 'ON'],
    ],
  ],
  [
    { ...WORDS, hs_command_topic: 'h' },
    { rgb: [0, 255, 0] },
    [
      ['h', '120,100'],
      ['c', 'ON'],
    ],
  ],
  [
    { ...WORDS, xy_command_topic: 'x' },
    { rgb: [255, 0, 0] },
    [
      ['x', '0.7006,0.2993'],
      ['c', 'ON'],
    ],
  ],
  [
    { ...WORDS, color_temp_command_topic: 't' },
    { kelvin: 4000 },
    [
      ['t', '250'],
      ['c', 'ON'],
    ],
  ],
  [
    { ...WORDS, color_temp_command_topic: 't', color_temp_kelvin: true },
    { kelvin: 4000 },
    [
      ['t', '4000'],
      ['c', 'ON'],
    ],
  ],
  [
    { ...WORDS, rgb_command_topic: 'r' },
    { kelvin: 6600 },
    [
      ['r', '255,255,255'],
      ['c', 'ON'],
    ],
  ],
  [
    { ...WORDS, schema: 'json', supported_color_modes: ['hs'] },
    { rgb: [0, 0, 255] },
    [['c', '{"state":"ON","color":{"h":240,"s":100}}']],
  ],
  [
    { ...WORDS, schema: 'json', supported_color_modes: ['color_temp'], color_temp_kelvin: true },
    { kelvin: 4000 },
    [['c', '{"state":"ON","color_temp":4000}']],
  ],
  [
    { ...WORDS, schema: 'json', brightness: true, brightness_scale: 100 },
    { brightness: 30 },
    [['c', '{"state":"ON","brightness":30}']],
  ],
  [
    {
      ...WORDS,
      schema: 'template',
      command_on_template: 'on,{{ brightness | default(0) }},{{ red | d }}',
      command_off_template: 'off',
      brightness_template: '{{ value }}',
      red_template: 'r',
      green_template: 'g',
      blue_template: 'b',
    },
    { brightness: 50, rgb: [9, 8, 7] },
    [['c', 'on,128,9']],
  ],
  [{ ...WORDS, payload_on: 'go', retain: true }, {}, [['c', 'go']]],
];
for (const [config, data, commands] of LIGHTS)
  test(`a light of ${JSON.stringify(config)} is told ${JSON.stringify(data)}`, () => {
    const made = devices.encode(announced('light.a', config), { entity: 'light.a', service: 'turn_on', data });
    expect(made.map(({ topic, payload }) => [topic, payload])).toEqual(commands);
    expect(made.every(({ retain }) => retain === (config.retain ?? false))).toBe(true);
  });

test('what never reports is taken at its word, what reports is not', () => {
  const silent = announced('cover.a', { command_topic: 'c', set_position_topic: 'p' });
  const order = { entity: 'cover.a', service: 'set_position', data: { position: 30 } } as const;
  const [command] = devices.encode(silent, order);
  expect(command && devices.assume(silent, command)).toEqual({
    entity: 'cover.a',
    state: 'open',
    attributes: { current_position: 30 },
  });
  const spoken = announced('cover.a', { command_topic: 'c', set_position_topic: 'p', position_topic: 's' });
  expect(command && devices.assume(spoken, command)).toBeUndefined();
  expect(devices.assume(silent, { topic: 'elsewhere', payload: 'OPEN', retain: false })).toBeUndefined();
});
