import type { EntityDefinition, EntityState, Json, Order } from '../../runtime/domain/entity.ts';
import { type Behaviour, type Values, values } from '../behaviour.ts';
import { type Codec, text } from '../codec.ts';
import { consequences } from '../consequences.ts';
import { convention } from '../convention.ts';
import { kindOf } from '../homeAssistant/components/table.ts';
import { Config } from '../homeAssistant/config.ts';
import { isObject, type JsonObject, own } from '../message.ts';
import { fromParts, type Part } from '../parts.ts';
import { want } from '../want.ts';

export const NAME = 'household';

/**
 * Entities that only the household file announces: MQTT components with the keys of discovery; others take a plain state
 * on `state_topic` and are told `{"intent", "slots"}` on `command_topic`.
 */
export const household = convention({
  name: NAME,
  discoveryTopics: [],
  discover: () => undefined,
  behaviour: householdBehaviour,
  want: wanted,
  consequences: reached,
  hello: () => [],
});

function householdBehaviour(definition: EntityDefinition): Behaviour {
  const config = new Config(definition.config);
  const kind = kindOf(definition.domain);
  return kind === undefined ? plain(config) : withIntents(kind.behaviour(config), config);
}

const intent: Codec = {
  write: (value) => (isObject(value) ? JSON.stringify(value) : undefined),
  read: (said) => intentOf(said),
};

function intentOf(said: string): Json | undefined {
  try {
    const json = JSON.parse(said) as Json;
    return isObject(json) && typeof own(json, 'intent') === 'string' ? json : undefined;
  } catch {
    return undefined;
  }
}

function intentPart(config: Config): Part {
  return { name: 'intent', told: config.told(intent, 'command_topic') };
}

function plain(config: Config): Behaviour {
  const state: Part = { name: 'state', heard: config.heard(text, 'state_topic', 'value_template') };
  return fromParts([state, intentPart(config)], { retain: config.retain });
}

/** A component may be told an intent as well, where it was ordered so. */
function withIntents(behaviour: Behaviour, config: Config): Behaviour {
  const intents = fromParts([intentPart(config)], { retain: config.retain });
  return {
    ...behaviour,
    command: (asked) => (asked.intent === undefined ? behaviour.command(asked) : intents.command(asked)),
    obey: (command) => behaviour.obey(command) ?? intents.obey(command),
  };
}

type Intents = { readonly [service in Order['service']]?: string };
const ON_OFF: Intents = { turn_on: 'HassTurnOn', turn_off: 'HassTurnOff' };

/** What is asked of an entity as an intent where it was ordered as a service; other domains take intents alone. */
const INTENTS: { readonly [domain: string]: Intents } = {
  automation: ON_OFF,
  group: ON_OFF,
  input_boolean: ON_OFF,
  media_player: { ...ON_OFF, start: 'HassMediaUnpause', pause: 'HassMediaPause', stop: 'HassMediaPause' },
  remote: ON_OFF,
  script: { turn_on: 'HassTurnOn', start: 'HassTurnOn', press: 'HassTurnOn', turn_off: 'HassTurnOff' },
};

function wanted(definition: EntityDefinition, order: Order, present?: EntityState): Values | undefined {
  if (order.service === 'intent')
    return values({ intent: { intent: order.data.intent ?? '', slots: { ...order.data.slots } } });
  if (kindOf(definition.domain) !== undefined) return want(definition, order, present);
  const name = INTENTS[definition.domain]?.[order.service];
  return name === undefined ? undefined : values({ intent: { intent: name, slots: {} } });
}

/** What players and lists are in, once they were told. */
function reached(definition: EntityDefinition, obeyed: Values, present?: EntityState): Values {
  const told = obeyed.intent;
  if (!isObject(told)) return consequences(definition, obeyed, present);
  const slots = own(told, 'slots');
  return afterIntent(String(own(told, 'intent')), isObject(slots) ? slots : {}, definition, present);
}

function afterIntent(name: string, slots: JsonObject, definition: EntityDefinition, present?: EntityState): Values {
  const before = present?.attributes ?? definition.attributes ?? {};
  const number = (key: string, otherwise: number) => (typeof before[key] === 'number' ? before[key] : otherwise);
  switch (name) {
    case 'HassTurnOn':
      return values({ state: definition.domain === 'media_player' ? 'idle' : 'on' });
    case 'HassTurnOff':
      return values({ state: 'off' });
    case 'HassMediaPause':
      return values({ state: 'paused' });
    case 'HassMediaUnpause':
      return values({ state: 'playing' });
    case 'HassMediaSearchAndPlay':
      return values({ state: 'playing', media_title: own(slots, 'search_query') });
    case 'HassMediaNext':
      return values({ media_track: number('media_track', 1) + 1 });
    case 'HassMediaPrevious':
      return values({ media_track: Math.max(1, number('media_track', 1) - 1) });
    case 'HassMediaPlayerMute':
    case 'HassMediaPlayerUnmute':
      return values({ is_volume_muted: name === 'HassMediaPlayerMute' });
    case 'HassSetVolume':
      return values({ volume_level: level(own(slots, 'volume_level'), 0) });
    case 'HassSetVolumeRelative':
      return values({ volume_level: level(own(slots, 'volume_step'), number('volume_level', 0)) });
    case 'HassListAddItem':
    case 'HassShoppingListAddItem':
      return values({ state: String(Number(present?.state ?? 0) + 1 || 1) });
    case 'HassListCompleteItem':
    case 'HassListRemoveItem':
    case 'HassShoppingListCompleteItem':
      return values({ state: String(Math.max(0, (Number(present?.state ?? 0) || 0) - 1)) });
    default:
      return values();
  }
}

/** Per cent asked for, or added to what there is, as Home Assistant's 0–1. */
function level(percent: Json | undefined, base: number): number | undefined {
  const step = typeof percent === 'number' ? percent : percent === 'up' ? 10 : percent === 'down' ? -10 : undefined;
  return step === undefined ? undefined : Math.round(Math.min(1, Math.max(0, base + step / 100)) * 100) / 100;
}
