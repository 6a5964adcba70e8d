import type { Change, HomeView, Turn } from '../domain/context.ts';
import { domainOf, type EntityId, type Order } from '../domain/entity.ts';
import type { TurnCase } from './evidence.ts';

/** The state that a command leads to; undefined where it names none (a press, a brightness, a speed). */
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

/** Domains without a state of their own that a command would change. */
const SILENT = new Set(['scene', 'script', 'button', 'todo', 'notify']);

/**
 * The entities whose answer to this turn's commands is awaited, each with the state it is to take.
 *
 * Not awaited: what never reported anything, what has no state, and what is already in the state it is told to take.
 */
export function awaitedBy(turn: Turn, home: HomeView): ReadonlyMap<EntityId, string | undefined> {
  const awaited = new Map<EntityId, string | undefined>();
  if (turn.decision.outcome !== 'act') return awaited;
  for (const order of turn.plans.flatMap((plan) => plan.orders)) {
    if (SILENT.has(domainOf(order.entity)) || home.state(order.entity) === undefined) continue;
    const before = turn.before.find((item) => item.entity === order.entity);
    const wanted = wantedState(order);
    if (before !== undefined && wanted !== undefined && before.state === wanted) continue;
    awaited.set(order.entity, wanted);
  }
  return awaited;
}

/** Whether the entity showed any sign of the command: a report since, the wanted state, or another state than before. */
export function hasAnswered(open: TurnCase, entity: EntityId, home: HomeView): boolean {
  const state = home.state(entity);
  if (state === undefined) return true;
  if (state.state === 'unavailable') return false;
  if (state.reportedAt > open.turn.at || state.changedAt > open.turn.at) return true;
  return state.state === open.awaited.get(entity);
}

/** Domains that fall back to their old state by themselves: a door that locks itself, a player that runs out. */
const FALLS_BACK = new Set(['lock', 'media_player', 'button', 'vacuum', 'lawn_mower', 'scene', 'script']);
const NO_STATE = new Set(['unavailable', 'unknown']);

/**
 * Whether this change sets back by hand what the turn had done: the entity had taken its new state, and returns to the one
 * before the command with no command of ours behind it.
 */
export function isSetBack(open: TurnCase, change: Change): boolean {
  if (!open.reached.has(change.entity) || FALLS_BACK.has(domainOf(change.entity))) return false;
  if (change.turn !== undefined && change.turn !== open.turn.id) return false;
  if (NO_STATE.has(change.to) || (change.from !== undefined && NO_STATE.has(change.from))) return false;
  const before = open.turn.before.find((item) => item.entity === change.entity);
  return before !== undefined && before.state === change.to && change.from !== change.to;
}

/** Whether the change shows that a commanded entity took a new state. */
export function reaches(open: TurnCase, change: Change): boolean {
  if (!open.turn.plans.some((plan) => plan.orders.some((order) => order.entity === change.entity))) return false;
  if (change.turn !== undefined && change.turn !== open.turn.id) return false;
  const before = open.turn.before.find((item) => item.entity === change.entity);
  return !NO_STATE.has(change.to) && before !== undefined && change.to !== before.state;
}
