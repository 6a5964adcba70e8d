import { describe, expect, test } from 'vitest';
import { devices } from '../../devices/index.ts';
import type { EntityId, Json } from '../../runtime/domain/entity.ts';
import { announced, Home } from './home.ts';
import { readerBench } from './readerBench.ts';

type Case = readonly [
  id: EntityId,
  config: { readonly [key: string]: Json },
  messages: readonly (readonly [topic: string, payload: Json])[],
  state: string,
  attributes: { readonly [name: string]: Json },
];

const CASES: readonly Case[] = [
  [
    'light.b',
    {
      command_topic: 'c',
      state_topic: 's',
      brightness_state_topic: 'b',
      brightness_command_topic: 'bc',
      brightness_scale: 100,
    },
    [
      ['s', 'ON'],
      ['b', '50'],
    ],
    'on',
    { brightness: 128 },
  ],
  [
    'light.h',
    { command_topic: 'c', state_topic: 's', hs_state_topic: 'h', hs_command_topic: 'hc' },
    [
      ['s', 'ON'],
      ['h', '0,100'],
    ],
    'on',
    { hs_color: [0, 100], rgb_color: [255, 0, 0] },
  ],
  [
    'light.r',
    { command_topic: 'c', state_topic: 's', rgb_state_topic: 'r', rgb_command_topic: 'rc' },
    [
      ['s', 'ON'],
      ['r', '1,2,3'],
    ],
    'on',
    { rgb_color: [1, 2, 3] },
  ],
  [
    'light.t',
    { command_topic: 'c', state_topic: 's', color_temp_state_topic: 't', color_temp_command_topic: 'tc' },
    [
      ['s', 'ON'],
      ['t', '250'],
    ],
    'on',
    { color_temp_kelvin: 4000 },
  ],
  [
    'light.k',
    {
      command_topic: 'c',
      schema: 'json',
      state_topic: 's',
      supported_color_modes: ['color_temp'],
      color_temp_kelvin: true,
    },
    [['s', { state: 'ON', color_mode: 'color_temp', color_temp: 3000 }]],
    'on',
    { color_mode: 'color_temp', color_temp_kelvin: 3000 },
  ],
  [
    'light.x',
    {
      command_topic: 'c',
      schema: 'json',
      state_topic: 's',
      supported_color_modes: ['xy'],
      brightness: true,
      brightness_scale: 254,
    },
    [['s', { state: 'ON', brightness: 254, color: { x: 0.7006, y: 0.2993 } }]],
    'on',
    { brightness: 255, rgb_color: [255, 0, 0] },
  ],
  [
    'light.w',
    {
      command_topic: 'c',
      schema: 'template',
      state_topic: 's',
      command_on_template: 'on',
      command_off_template: 'off',
      state_template: "{{ value.split(',')[0] }}",
      brightness_template: "{{ value.split(',')[1] }}",
      red_template: '{{ 1 }}',
      green_template: '{{ 2 }}',
      blue_template: '{{ 3 }}',
    },
    [['s', 'on,90']],
    'on',
    { brightness: 90, rgb_color: [1, 2, 3] },
  ],
  [
    'switch.o',
    { command_topic: 'c', state_topic: 's', payload_on: '1', payload_off: '0', state_on: 'yes', state_off: 'no' },
    [['s', 'yes']],
    'on',
    {},
  ],
  [
    'switch.n',
    { command_topic: 'c', state_topic: 's', value_template: '{{ value_json.s }}' },
    [
      ['s', { s: 'ON' }],
      ['s', { s: null }],
    ],
    'unknown',
    {},
  ],
  [
    'switch.i',
    { command_topic: 'c', state_topic: 's' },
    [
      ['s', 'ON'],
      ['s', 'maybe'],
    ],
    'on',
    {},
  ],
  [
    'cover.p',
    { position_topic: 'p', set_position_topic: 'pc', position_open: 0, position_closed: 100 },
    [['p', '100']],
    'closed',
    { current_position: 0 },
  ],
  [
    'cover.j',
    { position_topic: 'p', set_position_topic: 'pc' },
    [['p', { position: 30 }]],
    'open',
    { current_position: 30 },
  ],
  [
    'cover.m',
    { command_topic: 'c', state_topic: 's', position_topic: 'p' },
    [
      ['p', '40'],
      ['s', 'opening'],
      ['s', 'stopped'],
    ],
    'open',
    { current_position: 40 },
  ],
  [
    'cover.s',
    { command_topic: 'c', state_topic: 's' },
    [
      ['s', 'closing'],
      ['s', 'stopped'],
    ],
    'closed',
    {},
  ],
  [
    'cover.t',
    { tilt_command_topic: 'c', tilt_status_topic: 't', tilt_max: 180 },
    [['t', '90']],
    'unknown',
    { current_tilt_position: 50 },
  ],
  [
    'valve.j',
    { state_topic: 's', command_topic: 'c', reports_position: true },
    [['s', { position: 30, state: 'opening' }]],
    'opening',
    { current_position: 30 },
  ],
  [
    'fan.f',
    {
      command_topic: 'c',
      state_topic: 's',
      percentage_state_topic: 'p',
      percentage_command_topic: 'pc',
      speed_range_min: 1,
      speed_range_max: 3,
      oscillation_state_topic: 'o',
      preset_mode_state_topic: 'm',
    },
    [
      ['s', 'ON'],
      ['p', '2'],
      ['o', 'oscillate_on'],
      ['m', 'auto'],
    ],
    'on',
    { percentage: 66, oscillating: true, preset_mode: 'auto' },
  ],
  ['lock.l', { command_topic: 'c', state_topic: 's' }, [['s', 'JAMMED']], 'jammed', {}],
  [
    'sensor.e',
    { state_topic: 's', value_template: '{{ value_json.e }}' },
    [
      ['s', { e: 4 }],
      ['s', { other: 1 }],
    ],
    '4',
    {},
  ],
  [
    'sensor.a',
    { state_topic: 's', json_attributes_topic: 'j', json_attributes_template: '{{ value_json.inner | tojson }}' },
    [
      ['s', 'x'],
      ['j', { inner: { a: [1], state: 'no' } }],
    ],
    'x',
    { a: [1] },
  ],
  ['siren.s', { command_topic: 'c', state_topic: 's' }, [['s', { state: 'ON' }]], 'on', {}],
  [
    'climate.c',
    {
      value_template: '{{ value_json.v }}',
      mode_state_topic: 'm',
      mode_command_topic: 'mc',
      temperature_state_topic: 't',
      temperature_state_template: '{{ value_json.set }}',
    },
    [
      ['m', { v: 'cool' }],
      ['t', { set: 19 }],
    ],
    'cool',
    { temperature: 19 },
  ],
];

describe('states', () => {
  for (const [id, config, messages, state, attributes] of CASES)
    test(`${id} hears ${JSON.stringify(messages)}`, () => {
      const home = new Home([announced(id, config)]);
      for (const [topic, payload] of messages) home.hear(topic, payload);
      expect(home.faults).toEqual([]);
      expect(home.states.get(id)).toMatchObject({ state, attributes });
    });
});

describe('readers', () => {
  test('one message reaches every entity of its topic, and a fault of one hides no other', () => {
    const home = new Home([
      announced('sensor.bad', { state_topic: 's', value_template: '{{ value_json.a | float }}' }),
      announced('sensor.good', { state_topic: 's', value_template: '{{ value_json.b }}' }),
    ]);
    home.hear('s', { a: 'warm', b: 2 });
    expect(home.faults).toEqual(['sensor.bad template-failed']);
    expect(home.states.get('sensor.good')?.state).toBe('2');
  });

  const broken: readonly (readonly [string, string])[] = [
    [`{"a":"${'x'.repeat(300_000)}"}`, 'payload-too-large'],
    [`{"a":${'['.repeat(200)}${']'.repeat(200)}}`, 'payload-too-deep'],
  ];
  for (const [payload, code] of broken)
    test(`a payload out of bounds is a fault: ${code}`, () => {
      const home = new Home([announced('sensor.a', { state_topic: 's', value_template: '{{ value_json.a }}' })]);
      home.hear('s', payload);
      expect(home.faults).toEqual([`sensor.a ${code}`]);
      expect(home.states.size).toBe(0);
    });

  test('brackets within texts are not depth', () => {
    const home = new Home([announced('sensor.a', { state_topic: 's', value_template: '{{ value_json.a }}' })]);
    home.hear('s', { a: '[{'.repeat(100) });
    expect(home.faults).toEqual([]);
  });

  test('a light remembers its brightness while it is off, also when other entities come', () => {
    const lamp = announced('light.a', { command_topic: 'c', state_topic: 's', schema: 'json', brightness: true });
    const first = devices.reader([lamp]);
    const fault = () => {};
    first.read('s', '{"state":"ON","brightness":90}', fault);
    expect(first.read('s', '{"state":"OFF"}', fault)).toEqual([
      { entity: 'light.a', state: 'off', attributes: { brightness: null } },
    ]);
    const second = devices.reader([{ ...lamp, aliases: ['x'] }, announced('switch.b', { command_topic: 'b' })], first);
    expect(second.read('s', '{"state":"ON"}', fault)).toEqual([
      { entity: 'light.a', state: 'on', attributes: { brightness: 90 } },
    ]);
  });
});

test('the bench of the reader reads every message', () => {
  expect(readerBench(20, 2).map(({ messages, patches }) => [messages, patches])).toEqual([
    [40, 40],
    [40, 160],
    [40, 40],
  ]);
});
