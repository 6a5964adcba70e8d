import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { conventions, devices } from '../../devices/index.ts';
import type { EntityFeatures, Json } from '../../runtime/domain/entity.ts';
import { isHearthError } from '../../runtime/domain/errors.ts';
import { limits } from '../../runtime/domain/limits.ts';
import { announced, Home } from './home.ts';

type JsonConfig = { readonly [key: string]: Json };
const discover = (component: string, config: JsonConfig) =>
  devices.discover(`homeassistant/${component}/a_b/config`, JSON.stringify(config));

describe('ids and names', () => {
  const cases: readonly (readonly [JsonConfig, string, string, readonly string[]])[] = [
    [{ name: 'Kitchen Lamp' }, 'light.kitchen_lamp', 'Kitchen Lamp', []],
    [{ name: 'Küche — Lampe' }, 'light.kuche_lampe', 'Küche — Lampe', []],
    [{ name: 'X', object_id: 'Desk' }, 'light.desk', 'X', []],
    [{ name: 'X', object_id: 'desk', default_entity_id: 'light.shelf' }, 'light.shelf', 'X', []],
    [{ name: null, dev: { ids: 'd', name: 'Hall Lamp' } }, 'light.hall_lamp', 'Hall Lamp', []],
    [{ dev: { ids: 'd', name: 'Hall Lamp' } }, 'light.hall_lamp', 'Hall Lamp', []],
    [{ name: 'Hall Lamp', dev: { ids: 'd', name: 'Hall Lamp' } }, 'light.hall_lamp', 'Hall Lamp', []],
    [{ name: 'Hall Lamp left', dev: { ids: 'd', name: 'Hall Lamp' } }, 'light.hall_lamp_left', 'Hall Lamp left', []],
    [{ name: 'Ring', dev: { ids: 'd', name: 'Hall Lamp' } }, 'light.hall_lamp_ring', 'Hall Lamp Ring', ['Ring']],
    [{ name: '🙂', uniq_id: 'u 1' }, 'light.u_1', '🙂', []],
    [{}, 'light.a_b', 'a_b', []],
  ];
  for (const [config, id, name, aliases] of cases)
    test(JSON.stringify(config), () => {
      const found = discover('light', { cmd_t: 'x', ...config })?.found;
      expect(found?.map((each) => [each.id, each.name, each.aliases])).toEqual([[id, name, aliases]]);
    });

  test('the device groups and places its entities', () => {
    const dev = { cns: [['mac', 'aa:bb']], name: 'Box', mf: 'Maker', mdl: 'M1', sa: 'Kitchen' };
    const [found] =
      discover('sensor', { stat_t: 'x', name: 'Temperature', dev, dev_cla: 'temperature', unit_of_meas: '°C' })
        ?.found ?? [];
    expect(found).toMatchObject({
      name: 'Box Temperature',
      aliases: [],
      area: 'Kitchen',
      device: { id: 'mac:aa:bb', name: 'Box', manufacturer: 'Maker', model: 'M1' },
      deviceClass: 'temperature',
      unit: '°C',
    });
  });
});

describe('what an entity can do', () => {
  const cases: readonly (readonly [string, JsonConfig, EntityFeatures])[] = [
    ['light', { cmd_t: 'x' }, { switchable: true }],
    [
      'light',
      { cmd_t: 'x', bri_cmd_t: 'y', rgb_cmd_t: 'z', clr_temp_cmd_t: 't' },
      { switchable: true, brightness: true, color: true, colorTemperature: true },
    ],
    ['light', { cmd_t: 'x', schema: 'json', brightness: false, sup_clrm: ['onoff'] }, { switchable: true }],
    [
      'light',
      { cmd_t: 'x', schema: 'json', brightness: true, sup_clrm: ['xy', 'color_temp'] },
      { switchable: true, brightness: true, color: true, colorTemperature: true },
    ],
    ['light', { cmd_t: 'x', schema: 'json', rgb: true }, { switchable: true, brightness: true, color: true }],
    ['cover', { cmd_t: 'x' }, { switchable: true }],
    ['cover', { set_pos_t: 'x', pos_t: 'y' }, { switchable: true, position: true }],
    ['cover', { stat_t: 'x' }, {}],
    ['valve', { cmd_t: 'x', stat_t: 'y', pos: true }, { switchable: true, position: true }],
    [
      'fan',
      { cmd_t: 'x', pct_cmd_t: 'y', pr_modes: ['auto'] },
      { switchable: true, percentage: true, modes: ['auto'] },
    ],
    [
      'climate',
      { mode_cmd_t: 'm', modes: ['off', 'heat'], temp_cmd_t: 't', temp_unit: 'F', max_temp: 90, curr_temp_t: 'c' },
      { switchable: true, targetTemperature: { max: 90, unit: 'F' }, currentTemperature: true, modes: ['off', 'heat'] },
    ],
    ['climate', { mode_cmd_t: 'm', modes: ['heat'] }, { modes: ['heat'] }],
    ['vacuum', { cmd_t: 'x', clean_segments_command_topic: 'y' }, { switchable: true, cleanArea: true }],
    ['select', { cmd_t: 'x', ops: ['a'] }, { modes: ['a'] }],
    ['sensor', { stat_t: 'x' }, {}],
  ];
  for (const [component, config, features] of cases)
    test(`${component} ${JSON.stringify(config)}`, () =>
      expect(discover(component, config)?.found[0]?.features).toEqual(features));
});

describe('messages about entities', () => {
  test('the base topic stands at either end', () => {
    const [found] =
      discover('switch', { '~': 'home/x', stat_t: '~/state', cmd_t: 'set/~', avty: [{ t: '~/up' }] })?.found ?? [];
    expect(found?.config).toMatchObject({
      state_topic: 'home/x/state',
      command_topic: 'set/home/x',
      availability: [{ topic: 'home/x/up' }],
    });
  });

  test('an empty payload and a migration remove', () => {
    for (const payload of ['', ' ', '{"migr_discvry":true}'])
      expect(devices.discover('homeassistant/light/a/config', payload)).toEqual({
        found: [],
        source: 'homeassistant/light/a/config',
        notUnderstood: [],
      });
  });

  test('a device payload shares its topics, and one bad part hides no other', () => {
    const payload = {
      dev: { ids: ['d'], name: 'Box' },
      o: { name: 'o' },
      stat_t: 'box/state',
      avty_t: 'box/up',
      cmps: {
        lamp: { p: 'light', cmd_t: 'box/set', name: 'Lamp' },
        probe: { p: 'sensor', val_tpl: '{{ value_json.t }}', name: 'Probe' },
        gone: { p: 'switch' },
        odd: { p: 'toaster', cmd_t: 'x' },
        wild: { p: 'switch', cmd_t: 'box/#' },
        bare: 5,
        trigger: { p: 'device_automation', t: 'x' },
        bomb: { p: 'sensor', name: 'Bomb', val_tpl: '{{ nosuch() }}' },
      },
    };
    const discovery = devices.discover('homeassistant/device/d/config', JSON.stringify(payload));
    expect(discovery?.found.map(({ id }) => id)).toEqual(['light.box_lamp', 'sensor.box_probe', 'sensor.box_bomb']);
    expect(discovery?.found[1]?.config).toMatchObject({ state_topic: 'box/state', availability_topic: 'box/up' });
    const what = discovery?.notUnderstood.map((each) => each.what.split('#')[1]);
    expect(what).toEqual(['odd', 'wild', 'bare', 'bomb']);
  });

  test('what is not discovery is left to others', () => {
    for (const topic of [
      'homeassistant/status',
      'home/x',
      'homeassistant/light/config',
      'homeassistant/a/b/c/d/config',
    ])
      expect(devices.discover(topic, 'online')).toBeUndefined();
  });

  const refused: readonly (readonly [string, string, string])[] = [
    ['{', 'discovery-invalid', 'broken JSON'],
    ['[1]', 'discovery-invalid', 'no object'],
    ['"x"', 'discovery-invalid', 'a text'],
    [`{"a":${'['.repeat(40)}${']'.repeat(40)}}`, 'payload-too-deep', 'too deep'],
    [`{"a":"${'x'.repeat(300_000)}"}`, 'payload-too-large', 'too large'],
  ];
  for (const [payload, code, name] of refused)
    test(`${name} is refused as ${code}`, () => {
      try {
        devices.discover('homeassistant/light/a/config', payload);
        expect.unreachable();
      } catch (error) {
        expect(isHearthError(error) && error.code).toBe(code);
      }
    });

  test('keys of the prototype are keys', () => {
    const payload = '{"__proto__":{"polluted":1},"cmd_t":"x","name":"P","constructor":{"prototype":{"polluted":1}}}';
    const [found] = devices.discover('homeassistant/light/p/config', payload)?.found ?? [];
    expect(found?.id).toBe('light.p');
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
    const home = new Home([announced('sensor.a', { state_topic: 'a', json_attributes_topic: 'a/j' })]);
    home.hear('a/j', '{"__proto__":{"polluted":1},"b":2}');
    expect(home.states.get('sensor.a')?.attributes.b).toBe(2);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  test('no message makes any convention throw but with a code', () => {
    const topics = fc.constantFrom(
      'homeassistant/light/a/config',
      'homeassistant/device/a/config',
      'homeassistant/climate/n/a/config',
      'zigbee2mqtt/bridge/devices',
      'zigbee2mqtt/bridge/groups',
      'x',
    );
    const key = fc.constantFrom(
      '~',
      'cmps',
      'p',
      'dev',
      'device',
      'name',
      'availability',
      'avty',
      'schema',
      'cmd_t',
      'stat_t',
      'val_tpl',
      'modes',
      'exposes',
      'definition',
      'friendly_name',
      'members',
      'type',
      'features',
      'supported_color_modes',
      '__proto__',
    );
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom('light', 'json', 'sensor', 'a/b', '{{ value', 'numeric', 'binary'),
        fc.jsonValue({ maxDepth: 1 }),
        tie('list'),
        tie('object'),
      ),
      list: fc.array(tie('value'), { maxLength: 4 }),
      object: fc.dictionary(key, tie('value'), { maxKeys: 6 }),
    }));
    fc.assert(
      fc.property(topics, value, (topic, json) => {
        try {
          const found = devices.discover(topic, JSON.stringify(json))?.found ?? [];
          const reader = devices.reader(found);
          for (const each of reader.topics) reader.read(each, JSON.stringify(json), () => {});
          for (const definition of found) {
            const order = { entity: definition.id, service: 'turn_on', data: { brightness: 50 } } as const;
            for (const command of devices.encode(definition, order)) devices.simulate(definition, command);
          }
        } catch (error) {
          if (!isHearthError(error)) throw error;
        }
      }),
      { numRuns: 3000 },
    );
  });

  test('ten thousand announcements are ten thousand entities', () => {
    const found = Array.from(
      { length: limits.entitiesMax },
      (_, at) =>
        discover('light', {
          name: `Lamp ${at}`,
          uniq_id: `l${at}`,
          stat_t: `l/${at}`,
          cmd_t: `l/${at}/set`,
          schema: 'json',
          brightness: true,
          val_tpl: `{{ value_json.v${at % 100} }}`,
        })?.found ?? [],
    ).flat();
    expect(found.length).toBe(limits.entitiesMax);
    expect(devices.reader(found).topics.length).toBe(limits.entitiesMax);
  });

  test('hello asks Home Assistant devices to announce themselves', () => {
    expect(conventions.map(({ name }) => name)).toEqual(['homeAssistant', 'zigbee2mqtt', 'household']);
    expect(devices.hello()).toEqual([{ topic: 'homeassistant/status', payload: 'online', retain: false }]);
  });
});
