import type { Effect, HomeView, Plan, Question, Turn } from '../domain/context.ts';
import type { Alternative, Evidence, Outcome, Slots } from '../domain/decision.ts';
import type { EntityId, Order } from '../domain/entity.ts';
import type { Intent } from '../domain/intent.ts';
import type { Instant } from '../domain/time.ts';

/** What the act stage makes of a choice: the part of a turn that it decides. */
export interface Deed {
  readonly outcome: Outcome;
  readonly intent: Intent | null;
  readonly slots: Slots;
  readonly targets: readonly EntityId[];
  /** Carried out in order, before those of `plans`' own. */
  readonly orders: readonly Order[];
  readonly plans: readonly Plan[];
  /** See `Turn.named`. */
  readonly named?: Turn['named'];
  readonly say: string;
  readonly question?: Omit<Question, 'askedAt' | 'satellite'>;
  /** Since when the question stands, where it is none that is asked anew. */
  readonly askedAt?: Instant;
  readonly effects: readonly Effect[];
  readonly because: readonly Evidence[];
  readonly alternatives: readonly Alternative[];
  /** The earlier turn that this deed answers, carries on, corrects or undoes. */
  readonly follows?: Turn['follows'];
}

export function deed(part: Partial<Deed> & Pick<Deed, 'outcome' | 'intent' | 'say'>): Deed {
  return { slots: {}, targets: [], orders: [], plans: [], effects: [], because: [], alternatives: [], ...part };
}

/** What the targets are in now, so that it can be undone. */
export function statesBefore(home: HomeView, orders: readonly Order[]): Turn['before'] {
  const ids = [...new Set(orders.map((order) => order.entity))];
  return ids.flatMap((entity) => {
    const state = home.state(entity);
    return state === undefined ? [] : [{ entity, state: state.state, attributes: state.attributes }];
  });
}

/** The orders of several plans at once. */
export function ordersOf(plans: readonly Plan[]): readonly Order[] {
  return plans.flatMap((plan) => plan.orders);
}

/** What was done, and the question that is left; where both ask to be confirmed, one yes is for both. */
export function together(done: Deed, rest: Deed): Deed {
  const isOne = done.question?.kind === 'confirm' && rest.question?.kind === 'confirm';
  const question =
    done.question !== undefined && rest.question !== undefined && isOne
      ? { ...done.question, options: [...done.question.options, ...rest.question.options] }
      : (done.question ?? rest.question);
  const outcome = done.outcome === 'act' ? 'act' : question !== undefined ? 'ask' : done.outcome;
  return {
    ...done,
    outcome,
    ...(question !== undefined && { question }),
    targets: [...new Set([...done.targets, ...rest.targets])].sort(),
    alternatives: [...done.alternatives, ...rest.alternatives],
    because: [...done.because, ...rest.because],
    say: [done.say, rest.say].filter((say) => say !== '').join(' '),
  };
}
