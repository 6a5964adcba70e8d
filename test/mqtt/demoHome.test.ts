import { readFileSync } from 'node:fs';
import { connectAsync, type MqttClient } from 'mqtt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DemoHome } from '../../devices/demo/demoHome.ts';
import { demoDevices } from '../../devices/demo/home.ts';
import { parseHouseholdText, REPLAY_DEFAULTS } from '../../runtime/adapters/household/household.ts';
import { EmbeddedBroker } from '../../runtime/adapters/mqtt/embeddedBroker.ts';
import { until } from '../peers/tools.ts';

/** A minute of the home in 50 ms, so that ovens get hot within a test. */
const PACE = 1_200;

const stopping = new AbortController();
const broker = new EmbeddedBroker({ port: 0 });
const home = new DemoHome(PACE);
const seen = new Map<string, string>();
let person: MqttClient;

beforeAll(async () => {
  await broker.start(stopping.signal);
  await home.start(broker.url, stopping.signal);
  person = await connectAsync(broker.url);
  person.on('message', (topic, payload) => seen.set(topic, payload.toString()));
  await person.subscribeAsync(['homeassistant/#', 'demo/#']);
  await until('all devices', () => demoDevices().every(({ id }) => seen.get(`demo/${id}/availability`) === 'online'));
});
afterAll(async () => {
  await person.endAsync(true);
  await home.stop();
  await broker.stop();
});

describe('the demo home', { timeout: 20_000 }, () => {
  it('announces entities whose every topic a device speaks', () => {
    const configs = [...seen].filter(([topic]) => topic.startsWith('homeassistant/'));
    const reported = new Set(demoDevices().flatMap((device) => device.reports().map((report) => report.topic)));
    const commanded = new Set(demoDevices().flatMap((device) => device.commandTopics));
    expect(configs.length).toBe(demoDevices().filter((device) => device.announcements.length > 0).length);
    for (const [, payload] of configs) {
      const config = JSON.parse(payload) as { [key: string]: unknown; components?: { [key: string]: object } };
      for (const entity of Object.values(config.components ?? { one: config })) {
        for (const [key, topic] of Object.entries(entity)) {
          if (key.endsWith('command_topic') || key.startsWith('set_')) expect(commanded).toContain(topic);
          else if (key.endsWith('_topic') && key !== 'availability_topic') expect(reported).toContain(topic);
        }
      }
    }
  });

  const obeys: [what: string, topic: string, payload: string, stateTopic: string, becomes: RegExp][] = [
    ['oven heats', 'demo/oven/mode/set', 'heat', 'demo/oven/temperature', /^(1[5-9]\d)$/],
    ['oven probe follows', 'demo/oven/target/set', '200', 'demo/oven/probe', /^([3-9]\d)$/],
    ['oven turns off', 'demo/oven/power/set', 'OFF', 'demo/oven/probe', /^None$/],
    ['thermostat', 'demo/thermostat/target/set', '23', 'demo/thermostat/temperature', /^2[123]\.\d$/],
    ['garage door opens', 'demo/garage_door/set', 'OPEN', 'demo/garage_door/state', /^open$/],
    ['blinds go half way', 'demo/living_room_blinds/position/set', '40', 'demo/living_room_blinds/position', /^40$/],
    ['door unlocks', 'demo/front_door/set', 'UNLOCK', 'demo/front_door/state', /^UNLOCKED$/],
    ['coffee brews', 'demo/coffee_maker/set', 'ON', 'demo/coffee_maker/state', /^ON$/],
    ['coffee is ready', 'demo/coffee_maker/set', 'ON', 'demo/coffee_maker/state', /^OFF$/],
    [
      'lamp turns blue',
      'demo/floor_lamp/set',
      '{"state":"ON","color":{"r":0,"g":0,"b":255}}',
      'demo/floor_lamp/state',
      /"b":255/,
    ],
    ['light dims', 'demo/hall_light/brightness/set', '64', 'demo/hall_light/brightness', /^64$/],
    ['vacuum starts', 'demo/robot/command', 'start', 'demo/robot/state', /cleaning/],
    ['vacuum goes home', 'demo/robot/command', 'return_to_base', 'demo/robot/state', /docked/],
    ['fan', 'demo/office_fan/speed/set', '30', 'demo/office_fan/speed', /^30$/],
    ['alarm rings', 'demo/alarm_clock/ring', 'PRESS', 'demo/alarm_clock/ringing', /^ON$/],
    ['leak', 'demo/sink_leak/simulate', 'ON', 'demo/sink_leak/state', /^ON$/],
    [
      'television plays',
      'demo/tv/set',
      '{"intent":"HassMediaSearchAndPlay","slots":{"search_query":"Hunger Games","media_class":"movie"}}',
      'demo/tv/attributes',
      /Hunger Games/,
    ],
    ['television rests', 'demo/tv/set', '{"intent":"HassMediaPause","slots":{}}', 'demo/tv/state', /^paused$/],
  ];
  it.each(obeys)('%s', async (_what, topic, payload, stateTopic, becomes) => {
    await person.publishAsync(topic, payload);
    await until(`${stateTopic} to match ${becomes}`, () => becomes.test(seen.get(stateTopic) ?? ''));
  });

  it('is not impressed by nonsense', async () => {
    for (const topic of demoDevices().flatMap((device) => device.commandTopics)) {
      for (const payload of ['', '{', 'null', '{"state":7,"color":"x"}', '\u0000', 'NaN', '1e999']) {
        await person.publishAsync(topic, payload);
      }
    }
    await person.publishAsync('demo/hall_light/set', 'OFF');
    await until('still obeys', () => seen.get('demo/hall_light/state') === 'OFF');
    expect(Number(seen.get('demo/oven/target'))).toBeGreaterThan(0);
  });

  it('announces itself again when the hub says that it has started', async () => {
    seen.clear();
    await person.publishAsync('homeassistant/status', 'online');
    await until(
      'again',
      () => seen.has('homeassistant/lock/demo_front_door/config') && seen.has('demo/front_door/state'),
    );
  });

  it('has a household file that the hub accepts', () => {
    const file = new URL('../../devices/demo/home.yaml', import.meta.url);
    const household = parseHouseholdText(readFileSync(file, 'utf8'), REPLAY_DEFAULTS);
    const areas = new Set(household.areas.map((area) => area.name));
    const named = [...household.satellites, ...household.entities].flatMap(({ area }) => (area ? [area] : []));
    for (const area of named) expect(areas).toContain(area);
    const suggested = demoDevices().flatMap((device) => device.announcements.map((one) => JSON.parse(one.payload)));
    for (const { device } of suggested) expect(areas).toContain(device.suggested_area);
  });

  it('is marked offline when it stops', async () => {
    await home.stop();
    await until('all offline', () =>
      demoDevices().every(({ id }) => seen.get(`demo/${id}/availability`) === 'offline'),
    );
  });
});
