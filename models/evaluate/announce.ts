import type { Json } from '../../runtime/domain/entity.ts';
import { domainOfId, type EntityData, plainName, reportedState } from './homeData.ts';

export type Config = { readonly [key: string]: Json };
export type Report = readonly [suffix: string, payload: Json];

/** How one entity makes itself known: by MQTT discovery, or where that lacks its component by the household file. */
export interface Announcement {
  readonly discovery?: { readonly topic: string; readonly payload: Config };
  readonly household?: Config;
  readonly states: readonly { readonly topic: string; readonly payload: Json }[];
}

/** What a component's discovery and first reports say beyond the common; `base` is the entity's topic. */
type Component = (
  base: string,
  state: Json | undefined,
  attributes: Config,
) => { readonly config?: Config; readonly reports: readonly Report[]; readonly without?: readonly string[] };

const text = (value: unknown): string => String(value);
const onOff = (state: Json | undefined): string => (state === 'on' ? 'ON' : 'OFF');
/** Reports of what has a value. */
const reports = (...all: readonly (readonly [string, Json | undefined])[]): Report[] =>
  all.flatMap(([suffix, payload]) => (payload === undefined || payload === null ? [] : [[suffix, payload] as const]));

const light: Component = (_base, state, attributes) => {
  const modes = (attributes.supported_color_modes ?? ['rgb', 'color_temp']) as readonly string[];
  const { brightness } = attributes;
  const on = state === 'on' || (state === undefined && Number(brightness) > 0);
  const report = { state: on ? 'ON' : 'OFF', ...(on && brightness !== undefined && { brightness }) };
  return {
    config: { schema: 'json', brightness: !modes.includes('onoff'), supported_color_modes: modes },
    reports: reports(['state', report]),
  };
};

const fan: Component = (base, state, { percentage }) => ({
  config: { percentage_state_topic: `${base}/pct`, percentage_command_topic: `${base}/pct/set` },
  reports: reports(['state', onOff(state)], ['pct', percentage === undefined ? undefined : text(percentage)]),
});

const cover: Component = (base, state, attributes) => ({
  config: { position_topic: `${base}/position`, set_position_topic: `${base}/position/set` },
  reports: reports(['state', state], ['position', text(attributes.current_position ?? (state === 'open' ? 100 : 0))]),
});

const valve: Component = (_base, state, attributes) => {
  const known = attributes.current_position ?? attributes.position;
  const reportsPosition =
    attributes.current_position !== undefined || attributes.position !== undefined || attributes.reports_position;
  if (!reportsPosition) return { reports: reports(['state', state]) };
  const position = text(Number(known ?? (state === 'open' ? 100 : 0)));
  return { config: { reports_position: true }, reports: reports(['state', position]) };
};

const lawnMower: Component = (base, state) => ({
  without: ['state_topic', 'command_topic'],
  config: {
    activity_state_topic: `${base}/state`,
    start_mowing_command_topic: `${base}/start`,
    dock_command_topic: `${base}/dock`,
  },
  reports: reports(['state', state ?? 'docked']),
});

const climate: Component = (base, state, attributes) => {
  const { current_temperature: current, target_temperature: target } = attributes;
  const fahrenheit = /F/.test(text(attributes.unit_of_measurement ?? '')) || Number(current) > 45;
  return {
    without: ['state_topic', 'command_topic'],
    config: {
      ...{ modes: attributes.hvac_modes ?? ['off', 'heat', 'cool', 'auto'] },
      ...{ mode_state_topic: `${base}/mode`, mode_command_topic: `${base}/mode/set` },
      ...{ temperature_state_topic: `${base}/target`, temperature_command_topic: `${base}/target/set` },
      ...{ current_temperature_topic: `${base}/current`, temperature_unit: fahrenheit ? 'F' : 'C' },
    },
    reports: reports(
      ['mode', state ?? attributes.hvac_mode ?? 'heat'],
      ['target', text(target ?? current ?? 20)],
      ['current', text(current ?? 20)],
    ),
  };
};

const sensor: Component = (_base, state, attributes) => {
  const unit = attributes.native_unit_of_measurement ?? attributes.unit_of_measurement;
  return {
    ...(unit ? { config: { unit_of_measurement: unit } } : {}),
    reports: reports(['state', text(state ?? attributes.native_value ?? 'unknown')]),
  };
};

const vacuum: Component = (_base, state) => ({
  config: { supported_features: ['start', 'stop', 'pause', 'return_home', 'status', 'locate'] },
  reports: reports(['state', { state: state ?? 'docked', battery_level: 90 }]),
});

const switched: Component = (_base, state) => ({ reports: reports(['state', onOff(state)]) });
const plain: Component = (_base, state) => ({
  reports: reports(['state', state === undefined ? undefined : text(state)]),
});

const COMPONENTS: { readonly [domain: string]: Component } = {
  ...{ light, fan, cover, valve, climate, sensor, vacuum, lawn_mower: lawnMower },
  ...{ switch: switched, siren: switched, binary_sensor: switched },
  ...{ scene: plain, button: plain, number: plain, humidifier: plain, water_heater: plain },
  lock: (_base, state) => ({ reports: reports(['state', text(state ?? 'locked').toUpperCase()]) }),
};

/** Announces an entity of a data set in an area (by name), as a well-behaved device would. */
export function announce(entity: EntityData, area: string | undefined, device: string | undefined): Announcement {
  const domain = domainOfId(entity.id);
  const object = entity.id.slice(domain.length + 1);
  const base = `x/${domain}/${object}`;
  const attributes = entity.attributes ?? {};
  const known = COMPONENTS[domain];
  const { config = {}, reports: said, without = [] } = (known ?? plain)(base, reportedState(entity), attributes);
  const deviceClass = attributes.device_class;
  const common = {
    name: plainName(entity.name),
    ...(deviceClass ? { device_class: text(deviceClass).split('.').at(-1)?.toLowerCase() ?? '' } : {}),
    ...(!['scene', 'button'].includes(domain) && { state_topic: `${base}/state` }),
    ...(!['sensor', 'binary_sensor'].includes(domain) && { command_topic: `${base}/set` }),
  };
  const shown = Object.fromEntries(Object.entries(common).filter(([key]) => !without.includes(key)));
  const states = said.map(([suffix, payload]) => ({ topic: `${base}/${suffix}`, payload }));
  if (known === undefined) {
    return { household: { id: entity.id, ...(area !== undefined && { area }), ...shown, attributes }, states };
  }
  const payload = {
    ...shown,
    ...config,
    unique_id: `x_${domain}_${object}`,
    default_entity_id: entity.id,
    device: {
      identifiers: [entity.device ?? object],
      name: plainName(device ?? entity.name),
      ...(area !== undefined && { suggested_area: area }),
    },
  };
  return { discovery: { topic: `homeassistant/${domain}/${object}/config`, payload }, states };
}
