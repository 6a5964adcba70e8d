import type { Behaviour, Input, Report, Values } from '../../behaviour.ts';
import { type Codec, position, speeds, text, words } from '../../codec.ts';
import { type JsonObject, own } from '../../message.ts';
import { fromParts, type Part } from '../../parts.ts';
import { template } from '../../template/template.ts';
import type { Config } from '../config.ts';
import { onOffTold } from './simple.ts';

export function fanBehaviour(config: Config): Behaviour {
  const percentage = speeds(config.number('speed_range_min', 1), config.number('speed_range_max', 100));
  const swinging = words({
    true: config.word('payload_oscillation_on', 'oscillate_on'),
    false: config.word('payload_oscillation_off', 'oscillate_off'),
  });
  const oscillating: Codec = { read: (said) => asFlag(swinging.read(said)), write: swinging.write };
  const reset = config.word('payload_reset_percentage', 'None');
  const spoken: Codec = { read: (said) => (said === reset ? null : percentage.read(said)), write: percentage.write };
  return fromParts(
    [
      {
        name: 'state',
        heard: config.heard(onOffTold(config), 'state_topic', 'state_value_template'),
        told: config.told(onOffTold(config), 'command_topic', 'command_template'),
      },
      {
        name: 'percentage',
        heard: config.heard(spoken, 'percentage_state_topic', 'percentage_value_template'),
        told: config.told(percentage, 'percentage_command_topic', 'percentage_command_template'),
      },
      {
        name: 'preset_mode',
        heard: config.heard(text, 'preset_mode_state_topic', 'preset_mode_value_template'),
        told: config.told(text, 'preset_mode_command_topic', 'preset_mode_command_template'),
      },
      {
        name: 'oscillating',
        heard: config.heard(oscillating, 'oscillation_state_topic', 'oscillation_value_template'),
        told: config.told(oscillating, 'oscillation_command_topic', 'oscillation_command_template'),
      },
      {
        name: 'direction',
        heard: config.heard(text, 'direction_state_topic', 'direction_value_template'),
        told: config.told(text, 'direction_command_topic', 'direction_command_template'),
      },
    ],
    { retain: config.retain },
  );
}

function asFlag(value: unknown): boolean | undefined {
  return value === 'true' ? true : value === 'false' ? false : undefined;
}

/** The state says which way; without a state topic the position says whether. */
export function coverBehaviour(config: Config): Behaviour {
  const closed = config.number('position_closed', 0);
  const open = config.number('position_open', 100);
  const state = words({
    open: config.word('state_open', 'open'),
    closed: config.word('state_closed', 'closed'),
    opening: config.word('state_opening', 'opening'),
    closing: config.word('state_closing', 'closing'),
    stopped: config.word('state_stopped', 'stopped'),
  });
  const deed = words({
    open: config.payload('payload_open', 'OPEN'),
    closed: config.payload('payload_close', 'CLOSE'),
    stopped: config.payload('payload_stop', 'STOP'),
  });
  const toPosition = config.told(position(closed, open), 'set_position_topic', 'set_position_template');
  const ends = config.told(ofEnds(position(closed, open)), 'set_position_topic', 'set_position_template');
  const tilt = position(config.number('tilt_min', 0), config.number('tilt_max', 100));
  const variables = (value: unknown): JsonObject => ({
    position: Number(value),
    position_open: open,
    position_closed: closed,
    tilt_min: config.number('tilt_min', 0),
    tilt_max: config.number('tilt_max', 100),
  });
  const stateTold = config.told(deed, 'command_topic');
  const hasState = config.has('state_topic');
  const parts: Part[] = [
    { name: 'state', heard: config.heard(state, 'state_topic', 'value_template'), told: stateTold },
    {
      name: 'current_position',
      heard: config.heard(inJson(position(closed, open), 'position'), 'position_topic', 'position_template'),
      told: toPosition && { ...toPosition, variables },
    },
    {
      name: 'current_tilt_position',
      heard: config.heard(tilt, 'tilt_status_topic', 'tilt_status_template'),
      told: config.told(tilt, 'tilt_command_topic', 'tilt_command_template'),
    },
    ...(stateTold === undefined && ends
      ? [{ name: 'state', told: { ...ends, variables: endVariables(variables) } }]
      : []),
  ];
  return fromParts(parts, {
    retain: config.retain,
    link: (heard, known) => openOrClosed(heard, known, hasState),
  });
}

function endVariables(variables: (value: unknown) => JsonObject): (value: unknown) => JsonObject {
  return (value) => variables(value === 'open' ? 100 : 0);
}

/** Opening is going to 100 %, for a cover that only takes positions. */
function ofEnds(codec: Codec): Codec {
  return {
    read: () => undefined,
    write: (value) => (value === 'open' ? codec.write(100) : value === 'closed' ? codec.write(0) : undefined),
  };
}

function openOrClosed(heard: Values, known: Values, hasState: boolean): void {
  const at = known.current_position;
  if (heard.state === 'stopped') {
    const was = at === undefined ? known.last : at === 0 ? 'closed' : 'open';
    heard.state = was === 'closing' || was === 'closed' ? 'closed' : 'open';
  } else if (!hasState && typeof heard.current_position === 'number') {
    heard.state = heard.current_position === 0 ? 'closed' : 'open';
  }
  if (heard.state !== undefined) known.last = heard.state;
}

/** A number, or the JSON object that holds it under this name. */
function inJson(codec: Codec, name: string): Codec {
  const hidden = new RegExp(`"${name}"\\s*:\\s*"?(-?[\\d.]+)`);
  return {
    read: (said) => codec.read(said.startsWith('{') ? (hidden.exec(said)?.[1] ?? '') : said),
    write: codec.write,
  };
}

/** A valve's one topic reports a position, a state, or both in JSON. */
export function valveBehaviour(config: Config): Behaviour {
  if (!config.flag('reports_position')) return openCloseValve(config);
  const codec = position(config.number('position_closed', 0), config.number('position_open', 100));
  const topic = config.text('state_topic');
  const told = config.told(codec, 'command_topic', 'command_template');
  const ends = config.told(ofEnds(codec), 'command_topic', 'command_template');
  const stop = config.text('payload_stop');
  const parts: Part[] = [
    { name: 'current_position', told: told && { ...told, variables: (value) => ({ position: Number(value) }) } },
    { name: 'state', told: ends && { ...ends, variables: endVariables((value) => ({ position: Number(value) })) } },
    { name: 'state', told: config.told(words({ stopped: stop }), 'command_topic', 'command_template') },
  ];
  const made = fromParts(parts, {
    retain: config.retain,
    inputs: topic === undefined ? [] : [valveInput(config, topic, codec)],
    link: (heard) => {
      if (heard.state === undefined && typeof heard.current_position === 'number')
        heard.state = heard.current_position === 0 ? 'closed' : 'open';
    },
  });
  return { ...made, report: (reached) => valveReport(reached, topic, codec) };
}

function valveReport(reached: Values, topic: string | undefined, codec: Codec): Report[] {
  const at = codec.write(reached.current_position ?? null);
  return topic === undefined || at === undefined ? [] : [{ topic, payload: at }];
}

function valveInput(config: Config, topic: string, codec: Codec): Input {
  const source = config.text('value_template');
  const moving = words({
    opening: config.word('state_opening', 'opening'),
    closing: config.word('state_closing', 'closing'),
  });
  return {
    topic,
    read: (message, into) => {
      const object = source === undefined ? message.object : undefined;
      const said = source === undefined ? message.text : template(source).read(message);
      const at = codec.read(String(object ? own(object, 'position') : said));
      const state = moving.read(String(object ? own(object, 'state') : said));
      if (at !== undefined) into.current_position = at;
      if (state !== undefined) into.state = state;
    },
  };
}

function openCloseValve(config: Config): Behaviour {
  const state = words({
    open: config.word('state_open', 'open'),
    closed: config.word('state_closed', 'closed'),
    opening: config.word('state_opening', 'opening'),
    closing: config.word('state_closing', 'closing'),
  });
  const deed = words({
    open: config.payload('payload_open', 'OPEN'),
    closed: config.payload('payload_close', 'CLOSE'),
    stopped: config.text('payload_stop'),
  });
  const spoken: Codec = {
    read: (said) => state.read(/"state"\s*:\s*"([^"]*)"/.exec(said)?.[1] ?? said),
    write: state.write,
  };
  return fromParts(
    [
      {
        name: 'state',
        heard: config.heard(spoken, 'state_topic', 'value_template'),
        told: config.told(deed, 'command_topic', 'command_template'),
      },
    ],
    { retain: config.retain },
  );
}

/** A robot reports JSON; its room segments are an attribute. */
export function vacuumBehaviour(config: Config): Behaviour {
  const can = new Set(config.list('supported_features', ['start', 'stop', 'return_home', 'status', 'clean_spot']));
  const deed = words({
    cleaning: can.has('start') ? config.word('payload_start', 'start') : undefined,
    paused: can.has('pause') ? config.word('payload_pause', 'pause') : undefined,
    idle: can.has('stop') ? config.word('payload_stop', 'stop') : undefined,
    returning: can.has('return_home') ? config.word('payload_return_to_base', 'return_to_base') : undefined,
  });
  const topic = config.text('state_topic');
  const segments: Codec = {
    write: (value) => (Array.isArray(value) ? JSON.stringify(value) : undefined),
    read: (said) => (said.startsWith('[') ? said : undefined),
  };
  const rooms = config.told(segments, 'clean_segments_command_topic', 'clean_segments_command_template');
  const made = fromParts(
    [
      { name: 'state', told: config.told(deed, 'command_topic') },
      { name: 'fan_speed', told: config.told(text, 'set_fan_speed_topic') },
      { name: 'segments', told: rooms && { ...rooms, variables: (value) => ({ value: value as string[] }) } },
    ],
    { retain: config.retain, inputs: topic === undefined ? [] : [vacuumInput(topic)] },
  );
  return {
    ...made,
    report: (reached) => (topic === undefined ? [] : [{ topic, payload: JSON.stringify({ ...reached }) }]),
  };
}

const VACUUM_STATES = new Set(['cleaning', 'docked', 'paused', 'idle', 'returning', 'error']);

function vacuumInput(topic: string): Input {
  return {
    topic,
    read: (message, into) => {
      const object = message.object;
      const state = object === undefined ? message.text : own(object, 'state');
      if (state === null) into.state = null;
      else if (typeof state === 'string' && VACUUM_STATES.has(state)) into.state = state;
      if (object === undefined) return;
      for (const key of ['battery_level', 'fan_speed', 'segments']) {
        const value = own(object, key);
        if (value !== undefined) into[key] = value;
      }
    },
  };
}
