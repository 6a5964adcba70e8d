import type { EntityFeatures, Json } from '../../runtime/domain/entity.ts';
import type { Values } from '../behaviour.ts';
import { fromScale, toScale } from '../codec.ts';
import { mired } from '../color.ts';
import { asForm, type ColorForm, linkLight, rgbTriple } from '../lightRules.ts';
import { isObject, own } from '../message.ts';
import { type Expose, REPORTED, SETTABLE } from './expose.ts';

/** One value of an entity and its key in the device's JSON. */
export interface Field {
  readonly name: string;
  readonly property: string;
  readonly access: number;
  read(wire: Json): Json | undefined;
  write(value: Json): Json | undefined;
}

export interface Fields {
  readonly fields: readonly Field[];
  readonly features: EntityFeatures;
  readonly link?: (heard: Values, known: Values) => void;
}

function feature(expose: Expose, name: string): Expose | undefined {
  return expose.features.find((each) => each.name === name);
}

/** Words of the wire for values. */
function word(name: string, { property, access }: Expose, table: { readonly [value: string]: Json }): Field {
  const pairs = Object.entries(table);
  return {
    name,
    property,
    access,
    read: (wire) => pairs.find(([, said]) => said === wire)?.[0],
    write: (value) => table[String(value)],
  };
}

function same(name: string, { property, access }: Expose): Field {
  const plain = (value: Json) => (typeof value === 'object' ? undefined : value);
  return { name, property, access, read: plain, write: plain };
}

function onOff(expose: Expose): Field {
  return word('state', expose, { on: expose.on, off: expose.off });
}

const optional = (expose: Expose | undefined, make: (expose: Expose) => Field): readonly Field[] =>
  expose === undefined ? [] : [make(expose)];

function brightness(expose: Expose): Field {
  const max = expose.max ?? 254;
  return {
    name: 'brightness',
    property: expose.property,
    access: expose.access,
    read: (wire) => (typeof wire === 'number' ? fromScale(wire, 255, max) : undefined),
    write: (value) => (typeof value === 'number' ? toScale(value, 255, max) : undefined),
  };
}

function warmth({ property, access, min, max }: Expose): Field {
  return {
    name: 'color_temp_kelvin',
    property,
    access,
    read: (wire) => (typeof wire === 'number' && wire > 0 ? mired(wire) : undefined),
    write: (value) =>
      typeof value === 'number' && value > 0
        ? Math.min(max ?? 500, Math.max(min ?? 150, Math.round(1e6 / value)))
        : undefined,
  };
}

function color(form: ColorForm & ('xy' | 'hs'), { property, access }: Expose): Field {
  const keys = form === 'xy' ? ['x', 'y'] : ['hue', 'saturation'];
  return {
    name: 'rgb_color',
    property,
    access,
    read: () => undefined,
    write: (value) => {
      const rgb = rgbTriple(value);
      if (rgb === undefined) return undefined;
      const channels = asForm(form, rgb);
      return Object.fromEntries(keys.map((key, at) => [key, channels[at] ?? 0]));
    },
  };
}

/** The device reports a colour in several forms at once; any complete one is read. */
function reportedColor(form: 'xy' | 'hs', { property }: Expose): Field {
  const keys = form === 'xy' ? ['x', 'y'] : ['hue', 'saturation'];
  return {
    name: `${form}_color`,
    property,
    access: REPORTED,
    read: (wire) => {
      if (!isObject(wire)) return undefined;
      const channels = keys.map((key) => own(wire, key));
      return channels.every((channel) => typeof channel === 'number') ? (channels as number[]) : undefined;
    },
    write: () => undefined,
  };
}

function light(expose: Expose): Fields {
  const state = feature(expose, 'state');
  const dim = feature(expose, 'brightness');
  const warm = feature(expose, 'color_temp');
  const xy = feature(expose, 'color_xy');
  const hs = feature(expose, 'color_hs');
  const tint = xy ?? hs;
  const form = xy === undefined ? 'hs' : 'xy';
  return {
    fields: [
      ...optional(state, onOff),
      ...optional(dim, brightness),
      ...optional(warm, warmth),
      ...optional(tint, (each) => color(form, each)),
      ...optional(tint, (each) => reportedColor(form, each)),
      { name: 'color_mode', property: 'color_mode', access: REPORTED, read: plainText, write: () => undefined },
    ],
    features: {
      ...(state && { switchable: true }),
      ...(dim && { brightness: true }),
      ...(tint && { color: true }),
      ...(warm && { colorTemperature: true }),
    },
    link: linkLight,
  };
}

function plainText(wire: Json): Json | undefined {
  return typeof wire === 'string' ? wire : undefined;
}

function cover(expose: Expose): Fields {
  const state = feature(expose, 'state');
  const position = feature(expose, 'position');
  const tilt = feature(expose, 'tilt');
  const settable = position !== undefined && (position.access & SETTABLE) !== 0;
  return {
    fields: [
      ...optional(state, (each) => word('state', each, { open: 'OPEN', closed: 'CLOSE', stopped: 'STOP' })),
      ...optional(position, (each) => same('current_position', each)),
      ...optional(tilt, (each) => same('current_tilt_position', each)),
    ],
    features: { ...((state || settable) && { switchable: true }), ...(settable && { position: true }) },
    link: (heard, known) => {
      if (typeof heard.current_position === 'number') heard.state = heard.current_position > 0 ? 'open' : 'closed';
      else if (heard.state === 'stopped') heard.state = known.current_position === 0 ? 'closed' : 'open';
    },
  };
}

function lock(expose: Expose): Fields {
  const state = feature(expose, 'state');
  return {
    fields: optional(state, (each) =>
      word('state', each, { locked: each.on ?? 'LOCK', unlocked: each.off ?? 'UNLOCK' }),
    ),
    features: state ? { switchable: true } : {},
  };
}

const SPEEDS = ['low', 'medium', 'high'];

/** Named speeds are steps of the way to 100 %. */
function fanSpeed(expose: Expose): Field {
  const names = SPEEDS.filter((speed) => expose.words.includes(speed));
  return {
    name: 'percentage',
    property: expose.property,
    access: expose.access,
    read: (wire) => {
      const at = names.indexOf(String(wire));
      return wire === 'off' ? 0 : at < 0 ? undefined : Math.trunc(((at + 1) * 100) / names.length);
    },
    write: (value) => {
      if (typeof value !== 'number') return undefined;
      return value <= 0
        ? 'off'
        : names[Math.min(names.length, Math.max(1, Math.ceil((value / 100) * names.length))) - 1];
    },
  };
}

function fan(expose: Expose): Fields {
  const state = feature(expose, 'state');
  const mode = feature(expose, 'mode');
  const speed = feature(expose, 'speed');
  const named = mode && SPEEDS.some((name) => mode.words.includes(name)) ? mode : undefined;
  return {
    fields: [
      ...optional(state, onOff),
      ...(state === undefined && mode ? [word('state', mode, { on: 'on', off: 'off' })] : []),
      ...optional(speed, (each) => scaledSpeed(each)),
      ...(speed === undefined ? optional(named, fanSpeed) : []),
      ...optional(mode, (each) => same('preset_mode', each)),
    ],
    features: {
      ...((state || mode) && { switchable: true }),
      ...((speed ?? named) && { percentage: true }),
      ...(mode && { modes: mode.words }),
    },
    link: (heard) => {
      if (heard.state === undefined && typeof heard.percentage === 'number')
        heard.state = heard.percentage > 0 ? 'on' : 'off';
    },
  };
}

function scaledSpeed({ property, access, max = 100 }: Expose): Field {
  return {
    name: 'percentage',
    property,
    access,
    read: (wire) => (typeof wire === 'number' ? fromScale(wire, 100, max) : undefined),
    write: (value) => (typeof value === 'number' ? toScale(value, 100, max) : undefined),
  };
}

const SETPOINTS = ['current_heating_setpoint', 'occupied_heating_setpoint', 'occupied_cooling_setpoint'];
const ACTIONS: { readonly [value: string]: string } = {
  idle: 'idle',
  heat: 'heating',
  cool: 'cooling',
  fan_only: 'fan',
};

function climate(expose: Expose): Fields {
  const setpoint = SETPOINTS.map((name) => feature(expose, name)).find((each) => each !== undefined);
  const mode = feature(expose, 'system_mode');
  const now = feature(expose, 'local_temperature');
  const running = feature(expose, 'running_state');
  const named: readonly (readonly [string, string])[] = [
    ['preset', 'preset_mode'],
    ['fan_mode', 'fan_mode'],
    ['swing_mode', 'swing_mode'],
  ];
  return {
    fields: [
      ...optional(mode, (each) => same('state', each)),
      ...optional(setpoint, (each) => same('temperature', each)),
      ...optional(now, (each) => same('current_temperature', each)),
      ...optional(running, (each) => ({ ...same('hvac_action', each), read: (wire) => ACTIONS[String(wire)] })),
      ...named.flatMap(([from, name]) => optional(feature(expose, from), (each) => same(name, each))),
    ],
    features: {
      ...(mode?.words.includes('off') && { switchable: true }),
      ...(mode && { modes: mode.words }),
      ...(setpoint && {
        targetTemperature: {
          ...(setpoint.min !== undefined && { min: setpoint.min }),
          ...(setpoint.max !== undefined && { max: setpoint.max }),
          unit: setpoint.unit === '°F' ? 'F' : 'C',
        },
      }),
      ...(now && { currentTemperature: true }),
    },
  };
}

/** One value of its own: what reports it only is a sensor. */
function generic(expose: Expose): Fields {
  const asText: Field = {
    name: 'state',
    property: expose.property,
    access: expose.access,
    read: (wire) => (wire === null ? null : typeof wire === 'object' || wire === '' ? undefined : String(wire)),
    write: (value) => (typeof value === 'object' ? undefined : value),
  };
  if (expose.type === 'binary')
    return { fields: [onOff(expose)], features: expose.access & SETTABLE ? { switchable: true } : {} };
  return {
    fields: [asText],
    features: expose.type === 'enum' && expose.words.length > 0 ? { modes: expose.words } : {},
  };
}

const KINDS: { readonly [type: string]: (expose: Expose) => Fields } = {
  light,
  cover,
  lock,
  fan,
  climate,
  switch: (expose) => {
    const state = feature(expose, 'state');
    return { fields: optional(state, onOff), features: state ? { switchable: true } : {} };
  },
};

/** Types of exposes that are entities by themselves, with features inside. */
export function isSpecific(type: string): boolean {
  return Object.hasOwn(KINDS, type);
}

export function fieldsOf(expose: Expose): Fields {
  return (isSpecific(expose.type) ? KINDS[expose.type] : undefined)?.(expose) ?? generic(expose);
}
