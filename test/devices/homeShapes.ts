import type { Json } from '../../runtime/domain/entity.ts';

/** One entity as a bridge announces it, with its first messages and the state that they make. */
export interface Shape {
  readonly id: string;
  readonly config: { readonly [key: string]: Json };
  readonly messages: readonly (readonly [string, Json])[];
  readonly state: string | undefined;
  readonly attributes: { readonly [name: string]: Json };
}

const topics = (base: string) => ({ state_topic: `${base}/state`, command_topic: `${base}/set` });

/** Every component that a home is made of, in its plainest form. */
export const SHAPES: readonly Shape[] = [
  {
    id: 'light.lamp',
    config: { ...topics('lamp'), schema: 'json', brightness: true, supported_color_modes: ['rgb', 'color_temp'] },
    messages: [['lamp/state', { state: 'ON', brightness: 100 }]],
    state: 'on',
    attributes: { brightness: 100 },
  },
  {
    id: 'light.bulb',
    config: { ...topics('bulb'), schema: 'json', brightness: false, supported_color_modes: ['onoff'] },
    messages: [['bulb/state', { state: 'OFF' }]],
    state: 'off',
    attributes: {},
  },
  { id: 'switch.plug', config: topics('plug'), messages: [['plug/state', 'ON']], state: 'on', attributes: {} },
  { id: 'siren.horn', config: topics('horn'), messages: [['horn/state', 'OFF']], state: 'off', attributes: {} },
  {
    id: 'fan.ceiling',
    config: { ...topics('fan'), percentage_state_topic: 'fan/pct', percentage_command_topic: 'fan/pct/set' },
    messages: [
      ['fan/state', 'OFF'],
      ['fan/pct', '30'],
    ],
    state: 'off',
    attributes: { percentage: 30 },
  },
  {
    id: 'cover.blind',
    config: { ...topics('blind'), position_topic: 'blind/position', set_position_topic: 'blind/position/set' },
    messages: [
      ['blind/state', 'open'],
      ['blind/position', '70'],
    ],
    state: 'open',
    attributes: { current_position: 70 },
  },
  {
    id: 'valve.main',
    config: { ...topics('valve'), reports_position: true },
    messages: [['valve/state', '0']],
    state: 'closed',
    attributes: { current_position: 0 },
  },
  { id: 'valve.tap', config: topics('tap'), messages: [['tap/state', 'open']], state: 'open', attributes: {} },
  { id: 'lock.door', config: topics('door'), messages: [['door/state', 'LOCKED']], state: 'locked', attributes: {} },
  {
    id: 'vacuum.robot',
    config: {
      ...topics('robot'),
      supported_features: ['start', 'stop', 'pause', 'return_home', 'status', 'locate'],
      clean_segments_command_topic: 'robot/rooms',
    },
    messages: [['robot/state', { state: 'docked', battery_level: 90, segments: { '16': 'Kitchen', '17': 'Hall' } }]],
    state: 'docked',
    attributes: { battery_level: 90, segments: { '16': 'Kitchen', '17': 'Hall' } },
  },
  {
    id: 'lawn_mower.mower',
    config: {
      activity_state_topic: 'mower/state',
      start_mowing_command_topic: 'mower/start',
      dock_command_topic: 'mower/dock',
      pause_command_topic: 'mower/pause',
    },
    messages: [['mower/state', 'docked']],
    state: 'docked',
    attributes: {},
  },
  {
    id: 'climate.thermostat',
    config: {
      modes: ['off', 'heat', 'cool', 'auto'],
      mode_state_topic: 'thermostat/mode',
      mode_command_topic: 'thermostat/mode/set',
      temperature_state_topic: 'thermostat/target',
      temperature_command_topic: 'thermostat/target/set',
      current_temperature_topic: 'thermostat/current',
      action_topic: 'thermostat/action',
      temperature_unit: 'C',
      min_temp: 5,
    },
    messages: [
      ['thermostat/mode', 'heat'],
      ['thermostat/target', '20.5'],
      ['thermostat/current', '19'],
      ['thermostat/action', 'heating'],
    ],
    state: 'heat',
    attributes: { temperature: 20.5, current_temperature: 19, hvac_action: 'heating' },
  },
  {
    id: 'water_heater.boiler',
    config: {
      modes: ['off', 'eco', 'performance'],
      mode_state_topic: 'boiler/mode',
      mode_command_topic: 'boiler/mode/set',
      power_command_topic: 'boiler/power',
      temperature_state_topic: 'boiler/target',
      temperature_command_topic: 'boiler/target/set',
    },
    messages: [['boiler/mode', 'eco']],
    state: 'eco',
    attributes: {},
  },
  {
    id: 'humidifier.air',
    config: {
      ...topics('air'),
      target_humidity_command_topic: 'air/target/set',
      target_humidity_state_topic: 'air/target',
    },
    messages: [
      ['air/state', 'ON'],
      ['air/target', '45'],
    ],
    state: 'on',
    attributes: { humidity: 45 },
  },
  {
    id: 'sensor.outside',
    config: { state_topic: 'outside', unit_of_measurement: '°C', value_template: '{{ value_json.t }}' },
    messages: [['outside', { t: 21.5 }]],
    state: '21.5',
    attributes: {},
  },
  {
    id: 'binary_sensor.window',
    config: { state_topic: 'window', payload_on: true, payload_off: false, value_template: '{{ value_json.open }}' },
    messages: [['window', { open: true }]],
    state: 'on',
    attributes: {},
  },
  { id: 'number.level', config: topics('level'), messages: [['level/state', '7.5']], state: '7.5', attributes: {} },
  {
    id: 'select.scene',
    config: { ...topics('choice'), options: ['a', 'b'] },
    messages: [['choice/state', 'b']],
    state: 'b',
    attributes: {},
  },
  { id: 'text.note', config: topics('note'), messages: [['note/state', 'hello']], state: 'hello', attributes: {} },
  {
    id: 'alarm_control_panel.house',
    config: topics('alarm'),
    messages: [['alarm/state', 'armed_away']],
    state: 'armed_away',
    attributes: {},
  },
  {
    id: 'update.firmware',
    config: { state_topic: 'firmware' },
    messages: [['firmware', { installed_version: '1.0', latest_version: '1.1' }]],
    state: 'on',
    attributes: {
      installed_version: '1.0',
      latest_version: '1.1',
      in_progress: null,
      update_percentage: null,
      title: null,
    },
  },
  {
    id: 'device_tracker.phone',
    config: { state_topic: 'phone', json_attributes_topic: 'phone/where' },
    messages: [
      ['phone', 'not_home'],
      ['phone/where', { latitude: 1.5, __proto__x: 1 }],
    ],
    state: 'not_home',
    attributes: { latitude: 1.5, __proto__x: 1 },
  },
  {
    id: 'event.doorbell',
    config: { state_topic: 'doorbell', event_types: ['press'] },
    messages: [['doorbell', { event_type: 'press' }]],
    state: undefined,
    attributes: { event_type: 'press' },
  },
  { id: 'button.restart', config: { command_topic: 'restart' }, messages: [], state: undefined, attributes: {} },
  { id: 'scene.movie', config: { command_topic: 'movie' }, messages: [], state: undefined, attributes: {} },
];
