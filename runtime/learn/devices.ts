import type { Change, HomeView, Turn } from '../domain/context.ts';
import { domainOf, type EntityId, type EntityState, type Order } from '../domain/entity.ts';
import { limits } from '../domain/limits.ts';
import { isKnown } from '../domain/states.ts';
import { SECOND_MS } from '../domain/time.ts';
import type { TurnCase, Wanted } from './evidence.ts';

/** A brightness of 0–255 for each percent. */
const BRIGHTNESS = 2.55;

function wantedBy(order: Order): Wanted {
  const state = wantedState(order);
  const { brightness, position, percentage, temperature } = order.data;
  const attributes = [
    { name: 'brightness', value: brightness === undefined ? undefined : brightness * BRIGHTNESS, within: 6 },
    { name: 'current_position', value: position, within: 4 },
    { name: 'percentage', value: percentage, within: 5 },
    { name: 'temperature', value: temperature, within: 0.6 },
  ];
  return {
    ...(state !== undefined && { state }),
    attributes: attributes.flatMap(({ name, value, within }) => (value === undefined ? [] : [{ name, value, within }])),
  };
}

/** The state that a command leads to; undefined where it names none (a press, a speed). */
function wantedState(order: Order): string | undefined {
  const domain = domainOf(order.entity);
  switch (order.service) {
    case 'turn_on':
      return domain === 'climate' || domain === 'scene' || domain === 'script' || domain === 'button'
        ? undefined
        : 'on';
    case 'turn_off':
      return 'off';
    case 'open':
      return 'open';
    case 'close':
      return 'closed';
    case 'lock':
      return 'locked';
    case 'unlock':
      return 'unlocked';
    case 'start':
      return domain === 'vacuum' ? 'cleaning' : undefined;
    case 'start_mowing':
      return 'mowing';
    default:
      return undefined;
  }
}

type Shown = Pick<EntityState, 'state' | 'attributes'>;

/** Whether a device is as it was told to be; undefined where the command does not say, or the device does not tell. */
function isAsWanted({ state, attributes }: Wanted, shown: Shown): boolean | undefined {
  let told = false;
  if (state !== undefined) {
    if (shown.state !== state) return false;
    told = true;
  }
  for (const { name, value, within } of attributes) {
    const has = shown.attributes[name];
    if (typeof has !== 'number') continue;
    if (Math.abs(has - value) > within) return false;
    told = true;
  }
  return told || undefined;
}

/** Domains without a state of their own that a command would change. */
const SILENT = new Set(['scene', 'script', 'button', 'todo', 'notify']);

/**
 * The entities whose answer to this turn's commands is awaited, each with what it is to become.
 *
 * Not awaited: what never reported anything, what has no state, and what already is as it is told to be.
 */
export function awaitedBy(turn: Turn, home: HomeView): ReadonlyMap<EntityId, Wanted> {
  const awaited = new Map<EntityId, Wanted>();
  if (turn.decision.outcome !== 'act') return awaited;
  for (const order of turn.plans.flatMap((plan) => plan.orders)) {
    if (SILENT.has(domainOf(order.entity)) || home.state(order.entity) === undefined) continue;
    const before = turn.before.find((item) => item.entity === order.entity);
    const wanted = wantedBy(order);
    if (before !== undefined && isAsWanted(wanted, before) === true) continue;
    awaited.set(order.entity, wanted);
  }
  return awaited;
}

/** Devices that were told are given this long: twice the usual delay of an echo. */
export const ANSWER_MS = 2 * limits.echoMsMax;
/** A device that has shown nothing after this, when it is told the same again, is one that was silent. */
export const SOON_ANSWER_MS = 1.5 * SECOND_MS;

/** Whether the entity shows any sign of the command: it is as wanted, other than before, or has reported what cannot be compared. */
export function hasAnswered(open: TurnCase, entity: EntityId, home: HomeView): boolean {
  const state = home.state(entity);
  if (state === undefined) return true;
  if (state.state === 'unavailable') return false;
  const wanted = open.awaited.get(entity);
  const isThere = wanted === undefined ? undefined : isAsWanted(wanted, state);
  // Somebody's hand is no answer, and takes longer.
  if (isThere === true) return state.changedAt <= open.turn.at + ANSWER_MS;
  const before = open.turn.before.find((item) => item.entity === entity);
  // On its way: a cover that still moves, a light that fades.
  if (before === undefined || before.state !== state.state) return state.reportedAt > open.turn.at;
  if (wanted?.attributes.some(({ name }) => before.attributes[name] !== state.attributes[name])) return true;
  return isThere === undefined && state.reportedAt > open.turn.at;
}

/** Things that people switch by hand. */
const HANDLED = new Set([
  'light',
  'switch',
  'fan',
  'cover',
  'climate',
  'media_player',
  'lock',
  'vacuum',
  'humidifier',
  'valve',
]);
/** A hand takes longer than a device's own echo. */
const HAND_MS = 3 * SECOND_MS;

/**
 * How likely this change is somebody doing by hand what they had asked for in vain, by what the turn was about; 0 where it is not.
 *
 * 1 for a thing that the turn was told of or asked about, less for another in the room, least for one anywhere.
 */
export function handInstead(open: TurnCase, change: Change, home: HomeView): number {
  const { turn } = open;
  if (change.turn !== undefined || change.at - turn.at < HAND_MS || !HANDLED.has(domainOf(change.entity))) return 0;
  if (!isKnown(change.to) || change.from === undefined || !isKnown(change.from)) return 0;
  if (open.reached.has(change.entity)) return 0;
  const { targets, alternatives } = turn.decision;
  const meant = [...targets, ...alternatives.flatMap((other) => other.targets)];
  if (meant.includes(change.entity)) return 1;
  const area = home.definition(change.entity)?.area;
  return turn.area !== undefined && area === turn.area ? 0.6 : 0.3;
}

/** Domains that fall back to their old state by themselves: a door that locks itself, a player that runs out. */
const FALLS_BACK = new Set(['lock', 'media_player', 'button', 'vacuum', 'lawn_mower', 'scene', 'script']);

/**
 * Whether this change sets back by hand what the turn had done: the entity had taken its new state, and returns to the one
 * before the command with no command of ours behind it.
 */
export function isSetBack(open: TurnCase, change: Change): boolean {
  if (!open.reached.has(change.entity) || FALLS_BACK.has(domainOf(change.entity))) return false;
  if (change.turn !== undefined && change.turn !== open.turn.id) return false;
  if (!isKnown(change.to) || (change.from !== undefined && !isKnown(change.from))) return false;
  const before = open.turn.before.find((item) => item.entity === change.entity);
  return before !== undefined && before.state === change.to && change.from !== change.to;
}

/** Whether the change shows that a commanded entity took a new state. */
export function reaches(open: TurnCase, change: Change): boolean {
  if (!open.turn.plans.some((plan) => plan.orders.some((order) => order.entity === change.entity))) return false;
  if (change.turn !== undefined && change.turn !== open.turn.id) return false;
  // A change that nobody of ours caused, so late, is somebody's hand.
  if (change.turn === undefined && change.at - open.turn.at > ANSWER_MS) return false;
  const before = open.turn.before.find((item) => item.entity === change.entity);
  return isKnown(change.to) && before !== undefined && change.to !== before.state;
}
