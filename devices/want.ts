import type { EntityDefinition, EntityState, Json, Order } from '../runtime/domain/entity.ts';
import { type Values, values } from './behaviour.ts';
import { kelvinToRgb } from './color.ts';
import { roundEven } from './template/values.ts';

/**
 * What an order asks of an entity, as the values it should take; undefined where this kind of entity has no such thing.
 * Per cent of brightness become 0–255 as Home Assistant rounds them: 50 % is 128.
 */
export function want(definition: EntityDefinition, order: Order, present?: EntityState): Values | undefined {
  const rule = RULES[definition.domain];
  return rule?.(order, definition, present);
}

type Rule = (order: Order, definition: EntityDefinition, present: EntityState | undefined) => Values | undefined;

/** Values by service; a service that is not there cannot be carried out. */
function byService(table: { readonly [service in Order['service']]?: { readonly [name: string]: Json } }): Rule {
  return (order) => ((wanted) => wanted && values(wanted))(table[order.service]);
}

const onOff = byService({
  turn_on: { state: 'on' },
  turn_off: { state: 'off' },
  open: { state: 'on' },
  close: { state: 'off' },
  start: { state: 'on' },
  stop: { state: 'off' },
});

function light({ service, data }: Order, { features }: EntityDefinition): Values | undefined {
  if (service === 'turn_off' || (service === 'turn_on' && data.brightness === 0)) return values({ state: 'off' });
  if (service !== 'turn_on') return undefined;
  const wanted = values({ state: 'on' });
  if (data.brightness !== undefined && features.brightness)
    wanted.brightness = roundEven((data.brightness * 255) / 100);
  if (data.rgb !== undefined) {
    if (!features.color) return undefined;
    wanted.rgb_color = [...data.rgb];
  }
  if (data.kelvin !== undefined) {
    if (features.colorTemperature) wanted.color_temp_kelvin = data.kelvin;
    else if (features.color) wanted.rgb_color = kelvinToRgb(data.kelvin);
    else return undefined;
  }
  return wanted;
}

function fan({ service, data }: Order, { features }: EntityDefinition, present?: EntityState): Values | undefined {
  const percentage = data.percentage;
  if (service === 'set_percentage' || (service === 'turn_on' && percentage !== undefined)) {
    if (percentage === undefined) return undefined;
    if (percentage <= 0) return values({ state: 'off' });
    if (!features.percentage) return undefined;
    return values({ state: service === 'turn_on' || present?.state === 'off' ? 'on' : undefined, percentage });
  }
  return service === 'turn_on' || service === 'turn_off' ? values({ state: service.slice(5) }) : undefined;
}

/** Covers and valves: a position of 0 or 100 is within reach of those that only open and close. */
function opening({ service, data }: Order, { features }: EntityDefinition): Values | undefined {
  switch (service) {
    case 'open':
    case 'turn_on':
      return values({ state: 'open' });
    case 'close':
    case 'turn_off':
      return values({ state: 'closed' });
    case 'stop':
      return values({ state: 'stopped' });
    case 'set_position':
      if (data.position === undefined) return undefined;
      if (features.position) return values({ current_position: data.position });
      return data.position === 100 || data.position === 0
        ? values({ state: data.position === 0 ? 'closed' : 'open' })
        : undefined;
    default:
      return undefined;
  }
}

const lock = byService({
  lock: { state: 'locked' },
  turn_on: { state: 'locked' },
  close: { state: 'locked' },
  unlock: { state: 'unlocked' },
  turn_off: { state: 'unlocked' },
  open: { state: 'open' },
});

const mower = byService({
  start_mowing: { state: 'mowing' },
  start: { state: 'mowing' },
  turn_on: { state: 'mowing' },
  pause: { state: 'paused' },
  stop: { state: 'paused' },
  dock: { state: 'docked' },
  return_to_base: { state: 'docked' },
  turn_off: { state: 'docked' },
});

const cleaning = byService({
  start: { state: 'cleaning' },
  turn_on: { state: 'cleaning' },
  pause: { state: 'paused' },
  stop: { state: 'idle' },
  return_to_base: { state: 'returning' },
  dock: { state: 'returning' },
  turn_off: { state: 'returning' },
});

/** Rooms are cleaned by the segments that the robot reported, or that its configuration names. */
function vacuum(order: Order, definition: EntityDefinition, present?: EntityState): Values | undefined {
  if (order.service !== 'clean_area') return cleaning(order, definition, present);
  const named = segmentsOf(present?.attributes.segments ?? definition.config.segments);
  const asked = order.data.areas ?? [];
  const ids = asked.map((area) => named.get(area.toLowerCase()));
  if (asked.length === 0 || ids.some((id) => id === undefined)) return undefined;
  return values({ segments: ids as string[] });
}

/** Segment ids by room: `{"1": "Kitchen"}`, or `["1.Kitchen"]`. */
function segmentsOf(segments: Json | undefined): Map<string, string> {
  const found = new Map<string, string>();
  if (Array.isArray(segments)) {
    for (const segment of segments) {
      const match = /^(?:([^.]+)\.)?(.+)$/.exec(String(segment));
      if (match?.[2]) found.set(match[2].toLowerCase(), match[1] ?? match[2]);
    }
  } else if (typeof segments === 'object' && segments !== null) {
    for (const [id, name] of Object.entries(segments)) found.set(String(name).toLowerCase(), id);
  }
  return found;
}

/** The mode to start in when nobody said which: the present one, else as Home Assistant picks. */
export function startMode(modes: readonly string[] = [], present?: string): string | undefined {
  if (present !== undefined && present !== 'off' && modes.includes(present)) return present;
  return (
    ['heat_cool', 'heat', 'cool', 'auto'].find((mode) => modes.includes(mode)) ?? modes.find((mode) => mode !== 'off')
  );
}

function climate({ service, data }: Order, definition: EntityDefinition, present?: EntityState): Values | undefined {
  const { features, config } = definition;
  if (service === 'set_temperature')
    return features.targetTemperature && data.temperature !== undefined
      ? values({ temperature: data.temperature })
      : undefined;
  if (service !== 'turn_on' && service !== 'turn_off') return undefined;
  if (config.power_command_topic !== undefined) return values({ power: service.slice(5) });
  const mode = service === 'turn_off' ? 'off' : startMode(features.modes, present?.state);
  return mode !== undefined && features.modes?.includes(mode) ? values({ state: mode }) : undefined;
}

const RULES: { readonly [domain: string]: Rule } = {
  light,
  fan,
  lock,
  vacuum,
  climate,
  cover: opening,
  valve: opening,
  lawn_mower: mower,
  water_heater: climate,
  switch: onOff,
  siren: onOff,
  humidifier: onOff,
  scene: byService({ turn_on: { state: 'on' }, press: { state: 'on' }, start: { state: 'on' } }),
  button: byService({ press: { state: 'press' }, turn_on: { state: 'press' }, start: { state: 'press' } }),
};
