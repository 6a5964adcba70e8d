import type { Change } from '../domain/context.ts';
import type { Order } from '../domain/entity.ts';
import { domainOf } from '../domain/entity.ts';

/** Entities whose changes are events that people act upon, rather than deeds of people. */
const EVENT_DOMAINS: ReadonlySet<string> = new Set([
  'alarm_control_panel',
  'binary_sensor',
  'calendar',
  'cover',
  'device_tracker',
  'lock',
  'media_player',
  'person',
  'schedule',
  'sensor',
  'sun',
  'timer',
  'vacuum',
  'weather',
]);
const NOWHERE: ReadonlySet<string> = new Set(['unavailable', 'unknown', 'none', '']);

/**
 * What happened, if deeds may follow it: "sensor.alarm: ringing", "event.doorbell: pressed". A number is a measurement
 * and no event.
 */
export function eventOf(change: Change): string | undefined {
  if (change.from === undefined || NOWHERE.has(change.to)) return undefined;
  const domain = domainOf(change.entity);
  // Their state is the instant at which it happened.
  if (domain === 'button' || domain === 'event') return `${change.entity}: pressed`;
  if (NOWHERE.has(change.from) || !EVENT_DOMAINS.has(domain) || /^-?\d/.test(change.to)) return undefined;
  return `${change.entity}: ${change.to}`;
}

const SWITCHED: Readonly<Record<string, Order['service']>> = { on: 'turn_on', off: 'turn_off' };
const DEEDS: Readonly<Record<string, Readonly<Record<string, Order['service']>>>> = {
  light: SWITCHED,
  switch: SWITCHED,
  fan: SWITCHED,
  humidifier: SWITCHED,
  input_boolean: SWITCHED,
  siren: SWITCHED,
  media_player: { on: 'turn_on', off: 'turn_off', playing: 'turn_on' },
  climate: { off: 'turn_off', heat: 'turn_on', cool: 'turn_on', auto: 'turn_on', heat_cool: 'turn_on' },
  water_heater: { off: 'turn_off', on: 'turn_on', eco: 'turn_on', electric: 'turn_on', gas: 'turn_on' },
  cover: { open: 'open', closed: 'close' },
  valve: { open: 'open', closed: 'close' },
  lock: { locked: 'lock', unlocked: 'unlock' },
  vacuum: { cleaning: 'start' },
  lawn_mower: { mowing: 'start_mowing' },
};

/** The order that a hand has carried out, judged by the state it left; undefined where the change tells of none. */
export function manualDeed(change: Change): Order['service'] | undefined {
  if (change.from === undefined || NOWHERE.has(change.from)) return undefined;
  return DEEDS[domainOf(change.entity)]?.[change.to];
}
