import { expect, test } from 'vitest';
import { devices, mergeHousehold } from '../../devices/index.ts';
import type { EntityDefinition, EntityState, Json, Order } from '../../runtime/domain/entity.ts';
import { announced, Home } from './home.ts';
import { parsedHousehold } from './households.ts';

const TV = {
  id: 'media_player.tv',
  name: 'TV',
  area: 'Living Room',
  screen: true,
  media: ['movie', 'music'],
  attributes: { volume_level: 0.4 },
  config: { state_topic: 'tv/state', command_topic: 'tv/set' },
};

function only(entity: typeof TV | { id: string; config: { readonly [key: string]: Json } }): EntityDefinition {
  const [definition] = mergeHousehold([], parsedHousehold([entity]));
  return definition as EntityDefinition;
}

test('an entity of the household file alone is an entity', () => {
  expect(only(TV)).toMatchObject({
    id: 'media_player.tv',
    domain: 'media_player',
    name: 'TV',
    area: 'Living Room',
    screen: true,
    media: ['movie', 'music'],
    attributes: { volume_level: 0.4 },
    features: { switchable: true, volume: true },
    convention: 'household',
  });
  expect(only({ id: 'weather.home_town', config: {} })).toMatchObject({ name: 'Home Town', features: {} });
  expect(
    only({ id: 'light.shed', config: { command_topic: 'shed/set', brightness_command_topic: 'shed/b' } }),
  ).toMatchObject({
    features: { switchable: true, brightness: true },
  });
});

test('the file refines what discovery found, and the same file gives the same objects', () => {
  const lamp = announced('light.hall', { command_topic: 'h/set', name: 'Hall' });
  const household = parsedHousehold([
    { id: 'light.hall', aliases: ['the big light'], area: 'Hallway', config: { brightness_command_topic: 'h/b' } },
    TV,
  ]);
  const merged = mergeHousehold([lamp], household);
  expect(merged.map(({ id }) => id)).toEqual(['light.hall', 'media_player.tv']);
  expect(merged[0]).toMatchObject({
    name: 'Hall',
    aliases: ['the big light'],
    area: 'Hallway',
    features: { brightness: true },
    convention: 'homeAssistant',
  });
  const again = mergeHousehold([lamp], household);
  expect(again[0]).toBe(merged[0]);
  expect(again[1]).toBe(merged[1]);
});

const present: EntityState = {
  state: 'playing',
  attributes: { volume_level: 0.4, media_track: 2 },
  changedAt: 0,
  reportedAt: 0,
};
const cases: readonly (readonly [
  Order['service'],
  Order['data'],
  Json | undefined,
  string | undefined,
  { readonly [name: string]: Json },
])[] = [
  ['turn_off', {}, { intent: 'HassTurnOff', slots: {} }, 'off', {}],
  ['pause', {}, { intent: 'HassMediaPause', slots: {} }, 'paused', {}],
  ['intent', { intent: 'HassMediaUnpause', slots: {} }, { intent: 'HassMediaUnpause', slots: {} }, 'playing', {}],
  [
    'intent',
    { intent: 'HassMediaSearchAndPlay', slots: { search_query: 'Hunger Games' } },
    { intent: 'HassMediaSearchAndPlay', slots: { search_query: 'Hunger Games' } },
    'playing',
    { media_title: 'Hunger Games' },
  ],
  [
    'intent',
    { intent: 'HassSetVolume', slots: { volume_level: 55 } },
    { intent: 'HassSetVolume', slots: { volume_level: 55 } },
    undefined,
    { volume_level: 0.55 },
  ],
  [
    'intent',
    { intent: 'HassSetVolumeRelative', slots: { volume_step: -20 } },
    { intent: 'HassSetVolumeRelative', slots: { volume_step: -20 } },
    undefined,
    { volume_level: 0.2 },
  ],
  [
    'intent',
    { intent: 'HassMediaNext', slots: {} },
    { intent: 'HassMediaNext', slots: {} },
    undefined,
    { media_track: 3 },
  ],
  [
    'intent',
    { intent: 'HassMediaPlayerMute' },
    { intent: 'HassMediaPlayerMute', slots: {} },
    undefined,
    { is_volume_muted: true },
  ],
  ['set_position', { position: 5 }, undefined, undefined, {}],
];
for (const [service, data, payload, state, attributes] of cases)
  test(`a player is told ${service} ${JSON.stringify(data)}`, () => {
    const definition = only(TV);
    const commands = devices.encode(definition, { entity: definition.id, service, data }, present);
    expect(commands.map((command) => JSON.parse(command.payload))).toEqual(payload === undefined ? [] : [payload]);
    const home = new Home([definition]);
    for (const command of commands) {
      const { messages, patch } = devices.simulate(definition, command, present);
      for (const message of messages) home.hear(message.topic, message.payload);
      if (patch) home.apply(patch);
    }
    if (payload === undefined) return;
    expect(home.states.get(definition.id)?.state).toBe(state ?? 'unknown');
    expect(home.states.get(definition.id)?.attributes).toEqual(attributes);
  });

test('lists and people take intents and nothing else', () => {
  const list = only({ id: 'todo.shopping', config: { state_topic: 's', command_topic: 'c' } });
  expect(devices.encode(list, { entity: list.id, service: 'turn_on', data: {} })).toEqual([]);
  const order = {
    entity: list.id,
    service: 'intent',
    data: { intent: 'HassListAddItem', slots: { item: 'milk' } },
  } as const;
  const [command] = devices.encode(list, order);
  expect(command).toEqual({
    topic: 'c',
    payload: '{"intent":"HassListAddItem","slots":{"item":"milk"}}',
    retain: false,
  });
  expect(command && devices.simulate(list, command, { ...present, state: '2' }).messages).toEqual([
    { topic: 's', payload: '3' },
  ]);
});

test('a player without topics is reached through a handler: no command', () => {
  const player = only({ id: 'media_player.box', config: {} });
  expect(devices.encode(player, { entity: player.id, service: 'pause', data: {} })).toEqual([]);
});
