import type { Behaviour, Values } from '../../behaviour.ts';
import { type Codec, number, text, words } from '../../codec.ts';
import { isObject, own } from '../../message.ts';
import { fromParts, type Part } from '../../parts.ts';
import type { Config } from '../config.ts';

/** Reported as `state_on` where the device has other words for it than for its commands. */
function onOffHeard(config: Config): Codec {
  const on = config.word('payload_on', 'ON');
  const off = config.word('payload_off', 'OFF');
  return words({ on: config.word('state_on', on), off: config.word('state_off', off) });
}

export function onOffTold(config: Config): Codec {
  return words({ on: config.word('payload_on', 'ON'), off: config.word('payload_off', 'OFF') });
}

export function switchBehaviour(config: Config): Behaviour {
  return fromParts(
    [
      {
        name: 'state',
        heard: config.heard(onOffHeard(config), 'state_topic', 'value_template'),
        told: config.told(onOffTold(config), 'command_topic', 'command_template'),
      },
    ],
    { retain: config.retain },
  );
}

/** A siren is told in JSON where it has no template: `{"state": "ON"}`. */
export function sirenBehaviour(config: Config): Behaviour {
  const plain = onOffTold(config);
  const inJson: Codec = {
    write: (value) => ((word) => word && JSON.stringify({ state: word }))(plain.write(value)),
    read: (said) => plain.read(/"state"\s*:\s*"([^"]*)"/.exec(said)?.[1] ?? said),
  };
  const codec = config.has('command_template') ? plain : inJson;
  const heard = onOffHeard(config);
  const reported: Codec = {
    write: heard.write,
    read: (said) => heard.read(/"state"\s*:\s*"([^"]*)"/.exec(said)?.[1] ?? said),
  };
  return fromParts(
    [
      {
        name: 'state',
        heard: config.heard(reported, 'state_topic', 'state_value_template'),
        told: config.told(codec, 'command_topic', 'command_template'),
      },
    ],
    { retain: config.retain },
  );
}

export function binarySensorBehaviour(config: Config): Behaviour {
  const codec = onOffTold(config);
  return fromParts([{ name: 'state', heard: config.heard(codec, 'state_topic', 'value_template') }], { retain: false });
}

/** Sensors, and what is set to a text or a number: the state is what is reported. */
export function valueBehaviour(codec: Codec): (config: Config) => Behaviour {
  return (config) =>
    fromParts(
      [
        {
          name: 'state',
          heard: config.heard(codec, 'state_topic', 'value_template'),
          told: config.told(codec, 'command_topic', 'command_template'),
        },
      ],
      { retain: config.retain },
    );
}

export const sensorBehaviour = valueBehaviour(text);
export const numberBehaviour = valueBehaviour(asText(number));

/** A state is text, also where it must be a number. */
function asText(codec: Codec): Codec {
  return {
    read: (said) => (codec.read(said) === undefined ? undefined : said.trim()),
    write: (value) => text.write(value),
  };
}

/** Buttons and scenes have no state; their one command is a fixed payload. */
export function deedBehaviour(value: string, payloadKey: string, payload: string): (config: Config) => Behaviour {
  return (config) =>
    fromParts(
      [
        {
          name: 'state',
          told: config.told(words({ [value]: config.word(payloadKey, payload) }), 'command_topic', 'command_template'),
        },
      ],
      { retain: config.retain },
    );
}

export function lockBehaviour(config: Config): Behaviour {
  const state = words({
    locked: config.word('state_locked', 'LOCKED'),
    unlocked: config.word('state_unlocked', 'UNLOCKED'),
    locking: config.word('state_locking', 'LOCKING'),
    unlocking: config.word('state_unlocking', 'UNLOCKING'),
    jammed: config.word('state_jammed', 'JAMMED'),
    open: config.word('state_open', 'OPEN'),
    opening: config.word('state_opening', 'OPENING'),
  });
  const asked = words({
    locked: config.word('payload_lock', 'LOCK'),
    unlocked: config.word('payload_unlock', 'UNLOCK'),
    open: config.text('payload_open'),
  });
  return fromParts(
    [
      {
        name: 'state',
        heard: config.heard(state, 'state_topic', 'value_template'),
        told: config.told(asked, 'command_topic', 'command_template'),
      },
    ],
    { retain: config.retain },
  );
}

export function lawnMowerBehaviour(config: Config): Behaviour {
  const activity = words({
    mowing: 'mowing',
    paused: 'paused',
    docked: 'docked',
    returning: 'returning',
    error: 'error',
  });
  const deed = (state: string, name: string): Part => ({
    name: 'state',
    told: config.told(words({ [state]: name }), `${name}_command_topic`, `${name}_command_template`),
  });
  return fromParts(
    [
      { name: 'state', heard: config.heard(activity, 'activity_state_topic', 'activity_value_template') },
      deed('mowing', 'start_mowing'),
      deed('paused', 'pause'),
      deed('docked', 'dock'),
    ],
    { retain: config.retain },
  );
}

export function alarmBehaviour(config: Config): Behaviour {
  const names =
    'disarmed armed_home armed_away armed_night armed_vacation armed_custom_bypass pending triggered arming disarming';
  const codec = words(Object.fromEntries(names.split(' ').map((name) => [name, name])));
  return fromParts([{ name: 'state', heard: config.heard(codec, 'state_topic', 'value_template') }], { retain: false });
}

/** Versions come as JSON or as plain text; on means that there is something to install. */
export function updateBehaviour(config: Config): Behaviour {
  const topic = config.text('state_topic');
  const latest = config.heard(text, 'latest_version_topic', 'latest_version_template');
  const installed = config.heard(text, 'state_topic', 'value_template');
  const keys = ['installed_version', 'latest_version', 'in_progress', 'update_percentage', 'title'];
  const parts: Part[] = [{ name: 'latest_version', heard: latest }];
  if (installed?.template !== undefined) parts.push({ name: 'installed_version', heard: installed });
  return fromParts(parts, {
    retain: config.retain,
    inputs:
      topic === undefined || installed?.template !== undefined
        ? []
        : [
            {
              topic,
              read: (message, into) => {
                const object = message.object;
                if (object === undefined) into.installed_version = message.text;
                else for (const key of keys) into[key] = own(object, key) ?? into[key] ?? null;
              },
            },
          ],
    link: (heard: Values, known: Values) => {
      const [now, next] = [known.installed_version, known.latest_version];
      if (typeof now === 'string' && typeof next === 'string') heard.state = now === next ? 'off' : 'on';
    },
  });
}

/** What happened last; an event has no state that lasts. */
export function eventBehaviour(config: Config): Behaviour {
  const topic = config.text('state_topic');
  const heard = config.heard(text, 'state_topic', 'value_template');
  if (topic === undefined || heard === undefined) return fromParts([], { retain: false });
  if (heard.template === undefined)
    return fromParts([], {
      retain: false,
      inputs: [
        {
          topic,
          read: (message, into) => {
            const type = isObject(message.json) ? own(message.json, 'event_type') : undefined;
            if (typeof type === 'string') into.event_type = type;
          },
        },
      ],
    });
  const codec: Codec = { read: (said) => /"event_type"\s*:\s*"([^"]*)"/.exec(said)?.[1], write: () => undefined };
  return fromParts([{ name: 'event_type', heard: { ...heard, codec } }], { retain: false });
}

export function trackerBehaviour(config: Config): Behaviour {
  const home = config.word('payload_home', 'home');
  const away = config.word('payload_not_home', 'not_home');
  const codec: Codec = {
    read: (said) => (said === home ? 'home' : said === away ? 'not_home' : said || undefined),
    write: (value) => (value === 'home' ? home : value === 'not_home' ? away : text.write(value)),
  };
  return fromParts([{ name: 'state', heard: config.heard(codec, 'state_topic', 'value_template') }], { retain: false });
}

export function silentBehaviour(): Behaviour {
  return fromParts([], { retain: false });
}
