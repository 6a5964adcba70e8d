import type { Effect, Plan, Turn } from '../../runtime/domain/context.ts';
import type { Outcome } from '../../runtime/domain/decision.ts';
import type { EntityDefinition, Order } from '../../runtime/domain/entity.ts';
import { domainOf } from '../../runtime/domain/entity.ts';
import type { Household } from '../../runtime/domain/household.ts';
import type { Intent } from '../../runtime/domain/intent.ts';
import type { Instant } from '../../runtime/domain/time.ts';

export const household: Household = {
  locale: 'en-GB',
  timezone: 'Europe/London',
  floors: [],
  areas: [],
  people: [{ name: 'Anna' }],
  satellites: [],
  entities: [],
  handlers: [],
  policy: { confirm: [] },
  learning: { enabled: true },
  sync: { enabled: false },
};

export function entity(id: string, more: Partial<EntityDefinition> = {}): EntityDefinition {
  return {
    id,
    domain: domainOf(id),
    name: id,
    aliases: [],
    features: {},
    convention: 'test',
    config: { unique_id: id },
    ...more,
  };
}

export interface TurnSketch {
  readonly id?: string;
  readonly at?: Instant;
  readonly text?: string;
  readonly speaker?: string;
  readonly satellite?: string;
  readonly outcome?: Outcome;
  readonly intent?: Intent;
  readonly slots?: Plan['slots'];
  readonly orders?: readonly Order[];
  readonly effects?: readonly Effect[];
  readonly say?: string;
}

/** A turn as the pipeline would leave it. */
export function turnOf(sketch: TurnSketch): Turn {
  const { id = 't1', at = 0, text = 'turn it on', outcome = 'act', intent = 'HassTurnOn' } = sketch;
  const { slots = {}, orders = [], effects = [], say = 'Done.' } = sketch;
  const targets = orders.map((order) => order.entity);
  const plan: Plan = { intent, slots, targets, orders };
  return {
    id,
    at,
    ...(sketch.speaker === undefined ? {} : { speaker: sketch.speaker }),
    ...(sketch.satellite === undefined ? {} : { satellite: sketch.satellite }),
    hypotheses: [{ text, confidence: 1 }],
    decision: {
      id,
      at,
      outcome,
      intent,
      slots,
      targets,
      commands: targets.map((target) => ({ topic: `${target}/set`, payload: 'ON', retain: false })),
      say,
      rewrite: null,
      confidence: 0.9,
      alternatives: [],
      because: [{ signal: 'words', detail: 'said so', weight: 1 }],
    },
    plans: [plan],
    before: [],
    effects,
    trace: {
      hypothesis: 0,
      agreement: 1,
      intentProbability: 0.9,
      inScope: 0.99,
      margin: 1,
      unmatched: [],
      rewrite: null,
    },
  };
}

export function order(entityId: string, service: Order['service'], data: Order['data'] = {}): Order {
  return { entity: entityId, service, data };
}
