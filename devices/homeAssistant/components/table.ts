import type { EntityFeatures } from '../../../runtime/domain/entity.ts';
import type { Behaviour } from '../../behaviour.ts';
import { text } from '../../codec.ts';
import type { Config } from '../config.ts';
import { lightBehaviour, lightFeatures } from './light.ts';
import { coverBehaviour, fanBehaviour, vacuumBehaviour, valveBehaviour } from './moving.ts';
import {
  alarmBehaviour,
  binarySensorBehaviour,
  deedBehaviour,
  eventBehaviour,
  lawnMowerBehaviour,
  lockBehaviour,
  numberBehaviour,
  sensorBehaviour,
  silentBehaviour,
  sirenBehaviour,
  switchBehaviour,
  trackerBehaviour,
  updateBehaviour,
  valueBehaviour,
} from './simple.ts';
import { climateBehaviour, humidifierBehaviour, waterHeaterBehaviour } from './warm.ts';

/** One component of MQTT discovery. */
export interface ComponentKind {
  /** At least one of these topics makes it an entity; [] where it needs none. */
  readonly topics: readonly string[];
  readonly behaviour: (config: Config) => Behaviour;
  readonly features: (config: Config) => EntityFeatures;
}

const nothing = (): EntityFeatures => ({});
const commanded = (config: Config): EntityFeatures => (config.has('command_topic') ? { switchable: true } : {});

function moves(config: Config): EntityFeatures {
  return {
    ...((config.has('command_topic') || config.has('set_position_topic')) && { switchable: true }),
    ...((config.has('set_position_topic') || config.flag('reports_position')) && { position: true }),
  };
}

function fans(config: Config): EntityFeatures {
  const presets = config.list('preset_modes');
  return {
    ...commanded(config),
    ...(config.has('percentage_command_topic') && { percentage: true }),
    ...(presets.length > 0 && { modes: presets }),
  };
}

const CLIMATE_MODES = ['auto', 'off', 'cool', 'heat', 'dry', 'fan_only'];
const WATER_MODES = ['off', 'eco', 'electric', 'gas', 'heat_pump', 'high_demand', 'performance'];

function warms(defaults: readonly string[]): (config: Config) => EntityFeatures {
  return (config) => {
    const unit = config.text('temperature_unit');
    const hasModes = config.has('mode_command_topic') || config.has('mode_state_topic');
    const modes = hasModes ? config.list('modes', defaults) : [];
    return {
      ...((config.has('power_command_topic') || (config.has('mode_command_topic') && modes.includes('off'))) && {
        switchable: true,
      }),
      ...(config.has('temperature_command_topic') && {
        targetTemperature: {
          ...(config.has('min_temp') && { min: config.number('min_temp', 7) }),
          ...(config.has('max_temp') && { max: config.number('max_temp', 35) }),
          ...((unit === 'C' || unit === 'F') && { unit }),
        },
      }),
      ...(config.has('current_temperature_topic') && { currentTemperature: true }),
      ...(modes.length > 0 && { modes }),
    };
  };
}

function modal(key: string): (config: Config) => EntityFeatures {
  return (config) => ((modes) => (modes.length > 0 ? { modes } : {}))(config.list(key));
}

function cleans(config: Config): EntityFeatures {
  return { ...commanded(config), ...(config.has('clean_segments_command_topic') && { cleanArea: true }) };
}

const KINDS: { readonly [component: string]: ComponentKind } = {
  alarm_control_panel: { topics: ['state_topic', 'command_topic'], behaviour: alarmBehaviour, features: nothing },
  binary_sensor: { topics: ['state_topic'], behaviour: binarySensorBehaviour, features: nothing },
  button: {
    topics: ['command_topic'],
    behaviour: deedBehaviour('press', 'payload_press', 'PRESS'),
    features: commanded,
  },
  camera: { topics: ['topic'], behaviour: silentBehaviour, features: nothing },
  climate: {
    topics: [
      'mode_command_topic',
      'mode_state_topic',
      'temperature_command_topic',
      'temperature_state_topic',
      'current_temperature_topic',
      'power_command_topic',
      'target_humidity_command_topic',
      'fan_mode_command_topic',
      'preset_mode_command_topic',
      'temperature_low_command_topic',
      'temperature_high_command_topic',
      'swing_mode_command_topic',
      'action_topic',
    ],
    behaviour: climateBehaviour,
    features: warms(CLIMATE_MODES),
  },
  cover: {
    topics: ['command_topic', 'set_position_topic', 'state_topic', 'position_topic', 'tilt_command_topic'],
    behaviour: coverBehaviour,
    features: moves,
  },
  date: { topics: ['command_topic', 'state_topic'], behaviour: valueBehaviour(text), features: nothing },
  datetime: { topics: ['command_topic', 'state_topic'], behaviour: valueBehaviour(text), features: nothing },
  device_tracker: { topics: ['state_topic', 'json_attributes_topic'], behaviour: trackerBehaviour, features: nothing },
  event: { topics: ['state_topic'], behaviour: eventBehaviour, features: nothing },
  fan: { topics: ['command_topic'], behaviour: fanBehaviour, features: fans },
  humidifier: {
    topics: ['command_topic', 'target_humidity_command_topic'],
    behaviour: humidifierBehaviour,
    features: (config) => ({ ...commanded(config), ...modal('modes')(config) }),
  },
  image: { topics: ['image_topic', 'url_topic'], behaviour: silentBehaviour, features: nothing },
  lawn_mower: {
    topics: ['activity_state_topic', 'start_mowing_command_topic', 'dock_command_topic', 'pause_command_topic'],
    behaviour: lawnMowerBehaviour,
    features: (config) => (config.has('start_mowing_command_topic') ? { switchable: true } : {}),
  },
  light: { topics: ['command_topic'], behaviour: lightBehaviour, features: lightFeatures },
  lock: { topics: ['command_topic'], behaviour: lockBehaviour, features: commanded },
  number: { topics: ['command_topic', 'state_topic'], behaviour: numberBehaviour, features: nothing },
  scene: { topics: ['command_topic'], behaviour: deedBehaviour('on', 'payload_on', 'ON'), features: commanded },
  select: { topics: ['command_topic', 'state_topic'], behaviour: valueBehaviour(text), features: modal('options') },
  sensor: { topics: ['state_topic'], behaviour: sensorBehaviour, features: nothing },
  siren: { topics: ['command_topic'], behaviour: sirenBehaviour, features: commanded },
  switch: { topics: ['command_topic'], behaviour: switchBehaviour, features: commanded },
  text: { topics: ['command_topic', 'state_topic'], behaviour: valueBehaviour(text), features: nothing },
  time: { topics: ['command_topic', 'state_topic'], behaviour: valueBehaviour(text), features: nothing },
  update: {
    topics: ['state_topic', 'latest_version_topic', 'command_topic'],
    behaviour: updateBehaviour,
    features: nothing,
  },
  vacuum: { topics: ['command_topic', 'state_topic'], behaviour: vacuumBehaviour, features: cleans },
  valve: { topics: ['command_topic', 'state_topic'], behaviour: valveBehaviour, features: moves },
  water_heater: {
    topics: [
      'mode_command_topic',
      'mode_state_topic',
      'temperature_command_topic',
      'temperature_state_topic',
      'power_command_topic',
      'current_temperature_topic',
    ],
    behaviour: waterHeaterBehaviour,
    features: warms(WATER_MODES),
  },
};

/** Components that are no entities: triggers, tags, and where messages for people are sent. */
export const NO_ENTITIES: ReadonlySet<string> = new Set(['device_automation', 'tag', 'notify']);

export function kindOf(component: string): ComponentKind | undefined {
  return Object.hasOwn(KINDS, component) ? KINDS[component] : undefined;
}
