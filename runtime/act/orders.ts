import type { HomeView } from '../domain/context.ts';
import type { Slots } from '../domain/decision.ts';
import type { EntityDefinition, EntityId, Order } from '../domain/entity.ts';
import type { Intent } from '../domain/intent.ts';
import { limits } from '../domain/limits.ts';
import { isActive } from '../domain/states.ts';
import { passedOver } from './already.ts';

/** A colour's red, green and blue by its name; undefined where the name is none. */
export type RgbOf = (name: string) => readonly [number, number, number] | undefined;

export interface OrderContext {
  readonly home: HomeView;
  readonly rgbOf: RgbOf;
}

/** Orders for every target, and the targets that cannot do it. */
export interface Orders {
  readonly orders: readonly Order[];
  readonly unable: readonly EntityId[];
}

const BRIGHTNESS_SCALE = 255;
const CELSIUS_ROOM_MAX = 45;

/** What each target is to do so that the intent is fulfilled. */
export function ordersFor(context: OrderContext, intent: Intent, slots: Slots, targets: readonly EntityId[]): Orders {
  const orders: Order[] = [];
  const over = passedOver(context.home, intent, slots, targets);
  const unable: EntityId[] = [];
  for (const id of targets) {
    const definition = context.home.definition(id);
    const own = definition === undefined || over.includes(id) ? [] : orderOne(context, intent, slots, definition);
    if (own.length === 0) unable.push(id);
    orders.push(...own);
  }
  return { orders, unable };
}

function orderOne(context: OrderContext, intent: Intent, slots: Slots, definition: EntityDefinition): Order[] {
  const entity = definition.id;
  if (takesIntents(definition)) return [{ entity, service: 'intent', data: { intent, slots: jsonSlots(slots) } }];
  switch (intent) {
    case 'HassTurnOn':
      return [{ entity, service: onService(definition.domain), data: {} }];
    case 'HassTurnOff':
      return [{ entity, service: offService(definition.domain), data: {} }];
    case 'HassLightSet':
      return lightOrder(context, slots, definition);
    case 'HassSetPosition':
      return positionOrder(slots, definition);
    case 'HassFanSetSpeed':
      return fanOrder(context, slots, definition);
    case 'HassClimateSetTemperature':
      return climateOrder(context, slots, definition);
    case 'HassVacuumStart':
      return [{ entity, service: 'start', data: {} }];
    case 'HassVacuumReturnToBase':
      return [{ entity, service: 'return_to_base', data: {} }];
    case 'HassVacuumCleanArea':
      return [cleanOrder(slots, definition)];
    case 'HassLawnMowerStartMowing':
      return [{ entity, service: 'start_mowing', data: {} }];
    case 'HassLawnMowerDock':
      return [{ entity, service: 'dock', data: {} }];
    default:
      return [];
  }
}

/** Components that take `{"intent", "slots"}` on their command topic: the household file's players and lists. */
function takesIntents(definition: EntityDefinition): boolean {
  return (
    definition.convention === 'household' &&
    ['media_player', 'todo', 'weather', 'person'].includes(definition.domain) &&
    definition.config.command_topic !== undefined
  );
}

function jsonSlots(slots: Slots): { [key: string]: string | number | boolean | readonly string[] } {
  return { ...slots };
}

function onService(domain: string): Order['service'] {
  switch (domain) {
    case 'cover':
    case 'valve':
      return 'open';
    case 'lock':
      return 'lock';
    case 'button':
      return 'press';
    default:
      return 'turn_on';
  }
}

function offService(domain: string): Order['service'] {
  switch (domain) {
    case 'cover':
    case 'valve':
      return 'close';
    case 'lock':
      return 'unlock';
    case 'vacuum':
      return 'stop';
    default:
      return 'turn_off';
  }
}

function lightOrder(context: OrderContext, slots: Slots, definition: EntityDefinition): Order[] {
  const entity = definition.id;
  const { features } = definition;
  const data: { brightness?: number; rgb?: readonly [number, number, number]; kelvin?: number } = {};
  const rgb = typeof slots.color === 'string' ? context.rgbOf(slots.color) : undefined;
  if (rgb !== undefined && features.color === true) data.rgb = rgb;
  if (typeof slots.temperature === 'number' && features.colorTemperature === true) data.kelvin = slots.temperature;
  if (typeof slots.brightness === 'number') data.brightness = slots.brightness;
  if (typeof slots.brightness_step === 'number')
    data.brightness = clamp(brightnessNow(context.home, entity) + slots.brightness_step, 1, 100);
  if (data.brightness !== undefined && features.brightness !== true) {
    // A light that cannot be dimmed still can be switched: full is on, and dark is off.
    const brightness = data.brightness;
    delete data.brightness;
    if (brightness <= 0) return [{ entity, service: 'turn_off', data: {} }];
    if (brightness < 100 && data.rgb === undefined && data.kelvin === undefined) return [];
    return [{ entity, service: 'turn_on', data }];
  }
  if (data.brightness === 0) return [{ entity, service: 'turn_off', data: {} }];
  return Object.keys(data).length === 0 ? [] : [{ entity, service: 'turn_on', data }];
}

function brightnessNow(home: HomeView, entity: EntityId): number {
  const state = home.state(entity);
  if (state === undefined || state.state === 'off') return 0;
  const brightness = state.attributes.brightness;
  return typeof brightness === 'number' ? Math.round((brightness / BRIGHTNESS_SCALE) * 100) : 100;
}

function positionOrder(slots: Slots, definition: EntityDefinition): Order[] {
  const entity = definition.id;
  if (typeof slots.position !== 'number') return [];
  if (definition.features.position === true)
    return [{ entity, service: 'set_position', data: { position: slots.position } }];
  if (slots.position === 100) return [{ entity, service: 'open', data: {} }];
  return slots.position === 0 ? [{ entity, service: 'close', data: {} }] : [];
}

function fanOrder(context: OrderContext, slots: Slots, definition: EntityDefinition): Order[] {
  const entity = definition.id;
  if (definition.features.percentage !== true) return [];
  const now = context.home.state(entity)?.attributes.percentage;
  const step =
    typeof slots.percentage_step === 'number'
      ? clamp((typeof now === 'number' ? now : 0) + slots.percentage_step, 0, 100)
      : undefined;
  const percentage = typeof slots.percentage === 'number' ? slots.percentage : step;
  if (percentage === undefined) return [];
  return percentage === 0
    ? [{ entity, service: 'turn_off', data: {} }]
    : [{ entity, service: 'set_percentage', data: { percentage } }];
}

function climateOrder(context: OrderContext, slots: Slots, definition: EntityDefinition): Order[] {
  const entity = definition.id;
  const range = targetRange(context.home, definition);
  if (range === undefined) return [];
  const { min, max, unit } = range;
  const state = context.home.state(entity);
  const target = state?.attributes.temperature ?? state?.attributes.current_temperature;
  const step = typeof slots.temperature_step === 'number' ? slots.temperature_step : undefined;
  const stepped = step !== undefined && typeof target === 'number' ? target + step : undefined;
  const said = typeof slots.temperature === 'number' ? inUnit(slots.temperature, slots.unit, unit) : stepped;
  if (said === undefined) return [];
  // A number outside of what the thing can do is more likely a wrong unit or a slip than a wish for the nearest it can.
  const isUsual = said === stepped && Math.abs(step ?? 0) <= limits.usualStepDegreesMax;
  const temperature = isUsual ? clamp(said, min, max) : said;
  if (temperature < min || temperature > max) return [];
  const order: Order = { entity, service: 'set_temperature', data: { temperature } };
  // Nobody asks a cold oven for 200 degrees and means it to stay off; a thermostat may be off on purpose.
  const start = state !== undefined && !isActive(definition.domain, state.state) && isOven(definition);
  return start ? [{ entity, service: 'turn_on', data: {} }, order] : [order];
}

/** What temperatures a thing takes: as it announced, else what is sensible for its kind; undefined where it takes none. */
export function targetRange(
  home: HomeView,
  definition: EntityDefinition,
): { readonly min: number; readonly max: number; readonly unit: 'C' | 'F' } | undefined {
  const range = definition.features.targetTemperature;
  if (range === undefined) return undefined;
  const unit = range.unit ?? unitOf(home, range.max);
  const bound = (celsius: number) => (unit === 'F' ? Math.round(celsius * 1.8 + 32) : celsius);
  const isRoom = definition.domain === 'climate' && !isOven(definition) && !OF_ITS_OWN.test(definition.name);
  const min = range.min ?? (isRoom ? bound(limits.roomCelsiusMin) : Number.NEGATIVE_INFINITY);
  const max = range.max ?? bound(isRoom ? limits.roomCelsiusMax : limits.applianceCelsiusMax);
  return { min, max, unit };
}
/** Climate entities that warm or cool no room. */
const OF_ITS_OWN =
  /\b(?:fridge|freezer|sauna|pool|tub|jacuzzi|spa|bath|kiln|smoker|kettle|aquarium|tank|water|boiler)\b/i;

const HEATS = new Set(['climate', 'switch', 'water_heater', 'button', 'script', 'number', 'select', 'input_boolean']);

export function isOven(definition: EntityDefinition): boolean {
  if (!HEATS.has(definition.domain)) return false;
  return /\b(?:oven|stove|cooker|grill)\b/i.test(`${definition.name} ${definition.device?.name ?? ''}`);
}

/** A thermostat that names no unit: nobody heats a room to 45 °C, so a low top is Celsius; else the household's own. */
function unitOf(home: HomeView, max: number | undefined): 'C' | 'F' {
  if (max !== undefined && max <= CELSIUS_ROOM_MAX) return 'C';
  return /US$/.test(home.household.locale) ? 'F' : 'C';
}

function inUnit(value: number, said: unknown, unit: 'C' | 'F' | undefined): number {
  if (said === 'F' && unit === 'C') return Math.round(((value - 32) / 1.8) * 2) / 2;
  return said === 'C' && unit === 'F' ? Math.round(value * 1.8 + 32) : value;
}

function cleanOrder(slots: Slots, definition: EntityDefinition): Order {
  const entity = definition.id;
  const areas =
    typeof slots.area === 'string' ? [slots.area] : Array.isArray(slots.area) ? (slots.area as readonly string[]) : [];
  return definition.features.cleanArea === true && areas.length > 0
    ? { entity, service: 'clean_area', data: { areas } }
    : { entity, service: 'start', data: {} };
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

/** The orders that bring the entities back to what they were. */
export function ordersToRestore(
  home: HomeView,
  before: readonly {
    readonly entity: EntityId;
    readonly state: string;
    readonly attributes: { readonly [key: string]: unknown };
  }[],
): Order[] {
  return before.flatMap(({ entity, state, attributes }): Order[] => {
    const domain = home.definition(entity)?.domain;
    switch (domain) {
      case 'light': {
        if (state !== 'on') return [{ entity, service: 'turn_off', data: {} }];
        const brightness =
          typeof attributes.brightness === 'number' ? (attributes.brightness / BRIGHTNESS_SCALE) * 100 : undefined;
        const rgb =
          Array.isArray(attributes.rgb_color) && attributes.rgb_color.length === 3
            ? (attributes.rgb_color as [number, number, number])
            : undefined;
        return [
          {
            entity,
            service: 'turn_on',
            data: { ...(brightness !== undefined && { brightness }), ...(rgb !== undefined && { rgb }) },
          },
        ];
      }
      case 'cover':
      case 'valve': {
        const position = attributes.current_position;
        if (typeof position === 'number' && position > 0 && position < 100)
          return [{ entity, service: 'set_position', data: { position } }];
        return [{ entity, service: /^clos/.test(state) ? 'close' : 'open', data: {} }];
      }
      case 'lock':
        return [{ entity, service: state === 'locked' ? 'lock' : 'unlock', data: {} }];
      case 'climate':
      case 'water_heater': {
        if (state === 'off') return [{ entity, service: 'turn_off', data: {} }];
        const { temperature } = attributes;
        return typeof temperature === 'number'
          ? [{ entity, service: 'set_temperature', data: { temperature } }]
          : [{ entity, service: 'turn_on', data: {} }];
      }
      case 'vacuum':
        return [{ entity, service: state === 'cleaning' ? 'start' : 'return_to_base', data: {} }];
      case 'fan': {
        const { percentage } = attributes;
        if (state === 'on' && typeof percentage === 'number' && percentage > 0)
          return [{ entity, service: 'set_percentage', data: { percentage } }];
        return [{ entity, service: state === 'on' ? 'turn_on' : 'turn_off', data: {} }];
      }
      case undefined:
      case 'scene':
      case 'button':
      case 'media_player':
      case 'todo':
        return [];
      default:
        return [{ entity, service: state === 'on' ? 'turn_on' : 'turn_off', data: {} }];
    }
  });
}
