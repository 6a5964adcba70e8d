import type { Behaviour } from '../../behaviour.ts';
import { type Codec, number, text, words } from '../../codec.ts';
import { fromParts, type Part } from '../../parts.ts';
import type { Config } from '../config.ts';
import { onOffTold } from './simple.ts';

/** `value_template` stands in for any of a climate's templates that is not set. */
function reader(config: Config): (name: string, codec: Codec, topic: string, template: string) => Part {
  return (name, codec, topic, template) => ({
    name,
    heard: config.heard(codec, topic, config.has(template) ? template : 'value_template'),
  });
}

function setter(config: Config, name: string, codec: Codec, stem: string): Part {
  const heard = `${stem}_state_template`;
  const template = config.has(heard) ? heard : `${stem}_value_template`;
  return {
    name,
    heard: config.heard(codec, `${stem}_state_topic`, config.has(template) ? template : 'value_template'),
    told: config.told(codec, `${stem}_command_topic`, `${stem}_command_template`),
  };
}

function power(config: Config): Part {
  const codec = onOffTold(config);
  return { name: 'power', told: config.told(codec, 'power_command_topic', 'power_command_template') };
}

export function climateBehaviour(config: Config): Behaviour {
  const read = reader(config);
  return fromParts(
    [
      setter(config, 'state', text, 'mode'),
      setter(config, 'temperature', number, 'temperature'),
      setter(config, 'target_temp_low', number, 'temperature_low'),
      setter(config, 'target_temp_high', number, 'temperature_high'),
      setter(config, 'fan_mode', text, 'fan_mode'),
      setter(config, 'swing_mode', text, 'swing_mode'),
      setter(config, 'swing_horizontal_mode', text, 'swing_horizontal_mode'),
      setter(config, 'preset_mode', text, 'preset_mode'),
      setter(config, 'humidity', number, 'target_humidity'),
      read('current_temperature', number, 'current_temperature_topic', 'current_temperature_template'),
      read('current_humidity', number, 'current_humidity_topic', 'current_humidity_template'),
      read('hvac_action', text, 'action_topic', 'action_template'),
      power(config),
    ],
    { retain: config.retain },
  );
}

export function waterHeaterBehaviour(config: Config): Behaviour {
  const read = reader(config);
  return fromParts(
    [
      setter(config, 'state', text, 'mode'),
      setter(config, 'temperature', number, 'temperature'),
      read('current_temperature', number, 'current_temperature_topic', 'current_temperature_template'),
      power(config),
    ],
    { retain: config.retain },
  );
}

export function humidifierBehaviour(config: Config): Behaviour {
  const read = reader(config);
  const onOff = words({ on: config.word('payload_on', 'ON'), off: config.word('payload_off', 'OFF') });
  return fromParts(
    [
      {
        name: 'state',
        heard: config.heard(onOff, 'state_topic', 'state_value_template'),
        told: config.told(onOff, 'command_topic', 'command_template'),
      },
      setter(config, 'humidity', number, 'target_humidity'),
      setter(config, 'mode', text, 'mode'),
      read('current_humidity', number, 'current_humidity_topic', 'current_humidity_template'),
      read('action', text, 'action_topic', 'action_template'),
    ],
    { retain: config.retain },
  );
}
