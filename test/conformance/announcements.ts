import type { Announced, Exposed } from './converters.ts';

export interface Announcement {
  readonly component: string;
  readonly object: string;
  readonly config: { readonly [key: string]: unknown };
}

/** A device's abilities as a bridge would announce them to Home Assistant: one configuration for each. */
export function announcements(model: Announced): Announcement[] {
  const base = `zigbee2mqtt/${model.friendly_name}`;
  return model.definition.exposes.flatMap((expose) => {
    const made = componentFor(base, expose);
    if (made === undefined) return [];
    const object = [expose.type, expose.property ?? expose.endpoint ?? ''].filter(Boolean).join('_');
    const isMain = expose.features !== undefined;
    return [
      {
        component: made.component,
        object,
        config: {
          name: isMain ? (expose.endpoint ?? null) : (expose.label ?? expose.name),
          unique_id: `${model.ieee_address}_${object}_zigbee2mqtt`,
          object_id: `${model.friendly_name}_${object}`.toLowerCase().replace(/[^a-z0-9]+/g, '_'),
          origin: { name: 'Zigbee2MQTT', sw: '2.14.0', url: 'https://www.zigbee2mqtt.io' },
          device: {
            identifiers: [`zigbee2mqtt_${model.ieee_address}`],
            manufacturer: model.definition.vendor,
            model: model.definition.description,
            model_id: model.definition.model,
            name: model.friendly_name,
          },
          availability: [
            { topic: 'zigbee2mqtt/bridge/state', value_template: '{{ value_json.state }}' },
            { topic: `${base}/availability`, value_template: '{{ value_json.state }}' },
          ],
          availability_mode: 'all',
          ...made.config,
        },
      },
    ];
  });
}

type Made = { readonly component: string; readonly config: { readonly [key: string]: unknown } } | undefined;

function componentFor(base: string, expose: Exposed): Made {
  const read = (property: string | undefined) =>
    `{{ value_json${/^\w+$/.test(property ?? '') ? `.${property}` : `['${property}']`} }}`;
  const feature = (name: string) => expose.features?.find((each) => each.name === name);
  const topics = { state_topic: base, command_topic: `${base}/set` };
  switch (expose.type) {
    case 'light':
      return light(topics, expose);
    case 'switch': {
      const state = feature('state');
      return {
        component: 'switch',
        config: {
          ...topics,
          value_template: read(state?.property),
          command_topic: `${base}/set/${state?.property}`,
          payload_on: state?.value_on,
          payload_off: state?.value_off,
        },
      };
    }
    case 'lock':
      return {
        component: 'lock',
        config: { ...topics, value_template: read('state'), state_locked: 'LOCK', state_unlocked: 'UNLOCK' },
      };
    case 'cover':
      return cover(base, expose, read);
    case 'fan':
      return fan(base, expose);
    case 'climate':
      return climate(base, expose, read);
    case 'binary':
      return binary(base, expose, read(expose.property));
    case 'numeric':
      return settable(expose)
        ? {
            component: 'number',
            config: {
              state_topic: base,
              value_template: read(expose.property),
              command_topic: `${base}/set/${expose.property}`,
              min: expose.value_min,
              max: expose.value_max,
              unit_of_measurement: expose.unit,
            },
          }
        : {
            component: 'sensor',
            config: { state_topic: base, value_template: read(expose.property), unit_of_measurement: expose.unit },
          };
    case 'enum':
    case 'text':
      return settable(expose)
        ? {
            component: expose.type === 'enum' ? 'select' : 'text',
            config: {
              state_topic: base,
              value_template: read(expose.property),
              command_topic: `${base}/set/${expose.property}`,
              options: expose.values,
            },
          }
        : { component: 'sensor', config: { state_topic: base, value_template: read(expose.property) } };
    default:
      return undefined;
  }
}

function settable({ access = 0 }: Exposed): boolean {
  return (access & 2) !== 0;
}

function light(topics: object, expose: Exposed): Made {
  const names = new Set(expose.features?.map(({ name }) => name));
  const modes = [
    ...(names.has('color_xy') ? ['xy'] : []),
    ...(names.has('color_hs') && !names.has('color_xy') ? ['hs'] : []),
    ...(names.has('color_temp') ? ['color_temp'] : []),
  ];
  if (modes.length === 0) modes.push(names.has('brightness') ? 'brightness' : 'onoff');
  return {
    component: 'light',
    config: {
      ...topics,
      schema: 'json',
      brightness: names.has('brightness'),
      brightness_scale: 254,
      supported_color_modes: modes,
    },
  };
}

function cover(base: string, expose: Exposed, read: (property: string | undefined) => string): Made {
  const has = (name: string) => expose.features?.some((feature) => feature.name === name);
  return {
    component: 'cover',
    config: {
      command_topic: `${base}/set`,
      ...(has('position')
        ? {
            position_topic: base,
            position_template: read('position'),
            set_position_topic: `${base}/set`,
            set_position_template: '{ "position": {{ position }} }',
          }
        : {
            state_topic: base,
            value_template: read('state'),
            state_open: 'OPEN',
            state_closed: 'CLOSE',
            state_stopped: 'STOP',
          }),
      ...(has('tilt') && {
        tilt_command_topic: `${base}/set/tilt`,
        tilt_status_topic: base,
        tilt_status_template: read('tilt'),
      }),
    },
  };
}

function fan(base: string, expose: Exposed): Made {
  const speeds =
    expose.features?.find(({ name }) => name === 'mode')?.values?.filter((word) => /^(low|medium|high)$/.test(word)) ??
    [];
  const table = speeds.map((word, at) => `'${word}':${at + 1}`).join(', ');
  const back = speeds.map((word, at) => `${at + 1}:'${word}'`).join(', ');
  return {
    component: 'fan',
    config: {
      state_topic: base,
      state_value_template: '{{ value_json.fan_state }}',
      command_topic: `${base}/set/fan_state`,
      ...(speeds.length > 0 && {
        percentage_state_topic: base,
        percentage_value_template: `{{ {'off':0, ${table}}[value_json.fan_mode] | default('None') }}`,
        percentage_command_topic: `${base}/set/fan_mode`,
        percentage_command_template: `{{ {0:'off', ${back}}[value] | default('') }}`,
        speed_range_min: 1,
        speed_range_max: speeds.length,
      }),
    },
  };
}

function climate(base: string, expose: Exposed, read: (property: string | undefined) => string): Made {
  const find = (pattern: RegExp) => expose.features?.find(({ name }) => pattern.test(name ?? ''));
  const mode = find(/^system_mode$/);
  const setpoint = find(/^(occupied|current)_heating_setpoint$/);
  const now = find(/^local_temperature$/);
  return {
    component: 'climate',
    config: {
      temperature_unit: 'C',
      ...(mode && {
        mode_state_topic: base,
        mode_state_template: read(mode.property),
        mode_command_topic: `${base}/set/${mode.property}`,
        modes: mode.values,
      }),
      ...(setpoint && {
        temperature_state_topic: base,
        temperature_state_template: read(setpoint.property),
        temperature_command_topic: `${base}/set/${setpoint.property}`,
        min_temp: setpoint.value_min,
        max_temp: setpoint.value_max,
      }),
      ...(now && { current_temperature_topic: base, current_temperature_template: read(now.property) }),
      ...(find(/^running_state$/) && {
        action_topic: base,
        action_template:
          "{% set values = {None:None,'idle':'idle','heat':'heating','cool':'cooling','fan_only':'fan'} %}{{ values[value_json.running_state] }}",
      }),
    },
  };
}

function binary(base: string, expose: Exposed, value_template: string): Made {
  const payloads = { payload_on: expose.value_on, payload_off: expose.value_off, state_topic: base, value_template };
  return settable(expose)
    ? { component: 'switch', config: { ...payloads, command_topic: `${base}/set/${expose.property}` } }
    : { component: 'binary_sensor', config: payloads };
}
