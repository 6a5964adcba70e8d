import type { Change, Turn } from '../domain/context.ts';
import type { EntityId, Order } from '../domain/entity.ts';
import { limits } from '../domain/limits.ts';
import type { Instant } from '../domain/time.ts';

/** An order whose echo is awaited. */
interface Expected {
  readonly turn: string;
  readonly order: Order;
  readonly at: Instant;
  /** The entity is on its way: what it arrives at is the turn's still, however slow the door. */
  moving: boolean;
}

const MOVING: ReadonlySet<string> = new Set(['opening', 'closing', 'locking', 'unlocking', 'arming', 'returning']);
const NOWHERE: ReadonlySet<string> = new Set(['unavailable', 'unknown', 'none', '']);
const OFF: ReadonlySet<string> = new Set(['off', 'standby', 'idle', 'closed', 'closing', 'unlocked', 'unlocking']);
/** Things whose doing shows on other entities. */
const FAR: ReadonlySet<string> = new Set(['scene', 'script', 'automation', 'button']);

/** Decides which turn caused a change of state, or that nobody we know did. */
export class Attribution {
  readonly #expected = new Map<EntityId, Expected>();
  /** When something was last ordered that acts on entities it does not name. */
  #farAt = Number.NEGATIVE_INFINITY;

  expect(turn: Turn): void {
    for (const plan of turn.plans) {
      for (const order of plan.orders) {
        this.#expected.set(order.entity, { turn: turn.id, order, at: turn.at, moving: false });
        if (order.service === 'intent' || FAR.has(order.entity.slice(0, order.entity.indexOf('.')))) {
          this.#farAt = turn.at;
        }
      }
    }
    if (this.#expected.size > limits.targetsMax * 2) this.#forgetOld(turn.at);
  }

  /** The turn that this change follows. */
  causeOf(change: Change): string | undefined {
    const expected = this.#expected.get(change.entity);
    if (expected === undefined) return undefined;
    const inTime = change.at - expected.at <= limits.echoMsMax;
    const due = inTime || (expected.moving && change.at - expected.at <= limits.undoAgeMsMax);
    if (!due || !goesWay(expected.order, change.to)) {
      // Somebody else has it now: what follows is theirs too, unless the device's own echo is still due.
      expected.moving = false;
      if (!inTime) this.#expected.delete(change.entity);
      return undefined;
    }
    expected.moving = MOVING.has(change.to);
    return expected.turn;
  }

  /** Whether a scene or a handler may have caused whatever happens now. */
  mayBeFar(at: Instant): boolean {
    return at - this.#farAt <= limits.echoMsMax;
  }

  #forgetOld(at: Instant): void {
    for (const [entity, expected] of this.#expected) {
      if (at - expected.at > limits.undoAgeMsMax) this.#expected.delete(entity);
    }
  }
}

/** Whether a state is one that an order leads to. */
function goesWay(order: Order, to: string): boolean {
  if (NOWHERE.has(to)) return false;
  switch (order.service) {
    case 'turn_on':
      return to === 'idle' || to === 'standby' || !OFF.has(to);
    case 'turn_off':
      return OFF.has(to) || to === 'paused' || to === 'docked';
    case 'open':
      return to === 'open' || to === 'opening' || to === 'on';
    case 'close':
      return to === 'closed' || to === 'closing' || to === 'off';
    case 'lock':
      return to === 'locked' || to === 'locking';
    case 'unlock':
      return to === 'unlocked' || to === 'unlocking' || to === 'open';
    case 'start':
    case 'clean_area':
      return to === 'cleaning' || to === 'on';
    case 'start_mowing':
      return to === 'mowing' || to === 'on';
    case 'return_to_base':
    case 'dock':
      return to === 'returning' || to === 'docked' || to === 'off';
    case 'pause':
      return to === 'paused' || to === 'idle' || to === 'stopped';
    case 'set_percentage':
      return order.data.percentage === 0 ? to === 'off' : to !== 'off';
    case 'stop':
    case 'set_position':
    case 'set_temperature':
    case 'press':
    case 'intent':
      return true;
  }
}
