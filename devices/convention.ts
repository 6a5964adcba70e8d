import type { DeviceConvention, StateReader } from '../runtime/domain/device.ts';
import type { Command, EntityDefinition, EntityState, Order } from '../runtime/domain/entity.ts';
import { type Behaviour, type Report, type Values, values } from './behaviour.ts';
import { consequences } from './consequences.ts';
import { Reader } from './reader.ts';
import { want } from './want.ts';

/** What sets one convention apart; the rest follows from the behaviour of its entities. */
export interface Dialect {
  readonly name: string;
  readonly discoveryTopics: readonly string[];
  readonly discover: DeviceConvention['discover'];
  /** Throws nothing: a configuration that makes no sense makes an entity that hears and does nothing. */
  readonly behaviour: (definition: EntityDefinition) => Behaviour;
  /** Where the convention's orders are not those of its domain. */
  readonly want?: typeof want;
  readonly consequences?: (definition: EntityDefinition, obeyed: Values, present?: EntityState) => Values;
  /** Asks what is not known yet: that devices announce themselves, and the states of these entities. */
  readonly hello: (definitions: readonly EntityDefinition[]) => Command[];
}

export function convention(dialect: Dialect): DeviceConvention & { readonly dialect: Dialect } {
  const made: Dialect = { ...dialect, behaviour: remembered(dialect.behaviour) };
  return {
    dialect: made,
    name: dialect.name,
    discoveryTopics: dialect.discoveryTopics,
    discover: dialect.discover,
    reader: (definitions): StateReader => new Reader(definitions, made.behaviour),
    encode: (definition, order) => encode(made, definition, order),
    simulate: (definition, command) => [...simulate(made, definition, command).messages],
    hello: () => dialect.hello([]),
  };
}

/** One behaviour a configuration, as long as it lives: names, areas and aliases change more often. */
function remembered(make: Dialect['behaviour']): Dialect['behaviour'] {
  const known = new WeakMap<EntityDefinition['config'], Behaviour>();
  return (definition) => {
    const behaviour = known.get(definition.config) ?? make(definition);
    known.set(definition.config, behaviour);
    return behaviour;
  };
}

export function encode(dialect: Dialect, definition: EntityDefinition, order: Order, present?: EntityState): Command[] {
  const wanted = (dialect.want ?? want)(definition, order, present);
  return wanted === undefined ? [] : dialect.behaviour(definition).command(wanted);
}

export interface Simulation {
  /** What the device would publish. */
  readonly messages: readonly Report[];
  /** What it would reach, but has no topic, or none that can be told from its template, to say so. */
  readonly unsaid: Values | undefined;
}

/** A device that obeys: its messages are read back, so that what they fail to say is known and not lost. */
export function simulate(
  dialect: Dialect,
  definition: EntityDefinition,
  command: Command,
  present?: EntityState,
): Simulation {
  const behaviour = dialect.behaviour(definition);
  const obeyed = behaviour.obey(command);
  if (obeyed === undefined) return { messages: [], unsaid: undefined };
  const reached = (dialect.consequences ?? consequences)(definition, obeyed, present);
  const messages = behaviour.report(reached);
  const reader = new Reader([definition], dialect.behaviour);
  const heard = values();
  for (const { topic, payload } of messages)
    for (const patch of reader.read(topic, payload, () => {}))
      Object.assign(heard, patch.attributes, patch.state === undefined ? {} : { state: patch.state });
  const unsaid = values();
  for (const [name, value] of Object.entries(reached)) if (!same(heard[name], value)) unsaid[name] = value;
  return { messages, unsaid: Object.keys(unsaid).length > 0 ? unsaid : undefined };
}

/**
 * What may be taken for granted once a command was sent: all that was asked for, of an entity that never reports or says
 * that it is to be believed (`optimistic`). Undefined where the device will say so itself.
 */
export function assume(
  dialect: Dialect,
  definition: EntityDefinition,
  command: Command,
  present?: EntityState,
): Values | undefined {
  const behaviour = dialect.behaviour(definition);
  if (behaviour.inputs.length > 0 && definition.config.optimistic !== true) return undefined;
  const obeyed = behaviour.obey(command);
  const reached = obeyed && (dialect.consequences ?? consequences)(definition, obeyed, present);
  return reached !== undefined && Object.keys(reached).length > 0 ? reached : undefined;
}

/** Equal but for what rounding on the wire takes. */
function same(heard: unknown, reached: unknown): boolean {
  if (typeof heard === 'number' && typeof reached === 'number')
    return Math.abs(heard - reached) <= Math.max(2, Math.abs(reached) / 50);
  if (Array.isArray(heard) && Array.isArray(reached))
    return heard.length === reached.length && heard.every((item, at) => same(item, reached[at]));
  return heard === reached;
}
