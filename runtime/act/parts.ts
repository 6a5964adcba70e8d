import type { HomeView, Plan } from '../domain/context.ts';
import type { Alternative, AppliedRewrite, Evidence, Slots } from '../domain/decision.ts';
import type { EntityId } from '../domain/entity.ts';
import type { Intent } from '../domain/intent.ts';
import { alreadySo, passedOver, reportSo, wishesState } from './already.ts';
import { type OrderContext, ordersFor, targetRange } from './orders.ts';
import { capital, nameTargets } from './speech.ts';

/** One settled interpretation, as the resolver hands it over. */
export interface Settled {
  readonly intent: Intent;
  readonly slots: Slots;
  readonly targets: readonly EntityId[];
  readonly fuzzy: boolean;
  readonly via?: string;
  /** Its command for later needs no confirmation. */
  readonly harmless?: true;
  readonly text: string;
  /** The same without titles, items and messages, whose words are somebody's own. */
  readonly said: string;
  /** A clock time or a date was said with it. */
  readonly later: boolean;
  /** Words of another request that was not understood. */
  readonly leftOut: string;
  /** It is for so long, or until then. */
  readonly ends: boolean;
  /** It is for when something comes to pass; see `isConditional`. */
  readonly waits: boolean;
  readonly because: readonly Evidence[];
  readonly alternatives: readonly Alternative[];
}

export interface ActContext extends OrderContext {
  readonly rewrite: AppliedRewrite | null;
  /** What was heard may as well have been a question, though something else was made of it; see `mayAsk`. */
  readonly mayAsk: boolean;
}

/** What of one settled interpretation can be done, and what is said of the rest. */
export interface Part {
  readonly one: Settled;
  /** Its targets are those that can do it. */
  readonly plan: Plan;
  /** Whether anything is done at all, be it by a handler. */
  readonly isDone: boolean;
  /** What is not done, or is so already; '' where all of it is done. */
  readonly left: string;
}

export function partOf(context: ActContext, one: Settled): Part {
  const { home } = context;
  const so = wishesState(one.text)
    ? alreadySo(home, one.intent, one.targets)
    : passedOver(home, one.intent, one.slots, one.targets);
  const open = one.targets.filter((id) => !so.includes(id));
  if (so.length > 0 && open.length === 0) {
    const plan = { intent: one.intent, slots: one.slots, targets: one.targets, orders: [] };
    return { one, plan, isDone: false, left: reportSo(home, so) };
  }
  const plan = planOf(context, { ...one, targets: open });
  if (plan.orders.length > 0) {
    const able = open.filter((id) => plan.orders.some((order) => order.entity === id));
    const unable = open.filter((id) => !able.includes(id));
    return { one, plan: { ...plan, targets: able }, isDone: true, left: unableTo(home, one, unable) };
  }
  if (plan.via !== undefined) return { one, plan, isDone: true, left: '' };
  const left = open.length > 0 ? unableTo(home, one, open) : 'Nothing in this home does that yet.';
  return { one, plan, isDone: false, left };
}

export function planOf(
  context: OrderContext,
  settled: Pick<Settled, 'intent' | 'slots' | 'targets' | 'via' | 'harmless'>,
): Plan {
  const { orders } = ordersFor(context, settled.intent, settled.slots, settled.targets);
  const via = orders.length === 0 ? settled.via : undefined;
  return {
    intent: settled.intent,
    slots: settled.slots,
    targets: settled.targets,
    orders,
    ...(via !== undefined && { via }),
    ...(settled.harmless === true && { harmless: true as const }),
  };
}

/** Why things are left as they are: "The Thermostat goes from 7 to 30 degrees." '' where there are none. */
export function unableTo(
  home: HomeView,
  { intent, slots }: Pick<Settled, 'intent' | 'slots'>,
  targets: readonly EntityId[],
): string {
  const [first] = targets;
  if (first === undefined) return '';
  const over = passedOver(home, intent, slots, targets);
  if (over.length === targets.length) return reportSo(home, over);
  const definition = home.definition(first);
  const range = definition === undefined ? undefined : targetRange(home, definition);
  const what = capital(nameTargets(home, targets));
  return intent === 'HassClimateSetTemperature' && range !== undefined && Number.isFinite(range.min)
    ? `${what} goes from ${range.min} to ${range.max} degrees.`
    : `${what} cannot do that.`;
}
