import type { DeviceConvention, Discovery } from '../runtime/domain/device.ts';
import type { Command, EntityDefinition, EntityState, Json, Order, StatePatch } from '../runtime/domain/entity.ts';
import type { Values } from './behaviour.ts';
import { assume, type Dialect, encode, simulate } from './convention.ts';
import { fromParts } from './parts.ts';
import { Reader } from './reader.ts';

/** All the conventions as one: what the daemon, the replay and the turn speak to devices through. */
export class DeviceSet {
  readonly conventions: readonly DeviceConvention[];
  /** Topic filters to subscribe to for discovery. */
  readonly discoveryTopics: readonly string[];
  readonly #dialects: ReadonlyMap<string, Dialect>;

  constructor(conventions: readonly (DeviceConvention & { readonly dialect: Dialect })[]) {
    this.conventions = conventions;
    this.discoveryTopics = conventions.flatMap((convention) => convention.discoveryTopics);
    this.#dialects = new Map(conventions.map((convention) => [convention.name, convention.dialect]));
  }

  /** Undefined where the topic announces nothing. Throws HearthError for a payload that cannot be read at all. */
  discover(topic: string, payload: string): Discovery | undefined {
    for (const convention of this.conventions) {
      const discovery = convention.discover(topic, payload);
      if (discovery !== undefined) return discovery;
    }
    return undefined;
  }

  /** Reads the states of these entities. `previous` is the reader before: what it heard of unchanged entities is kept. */
  reader(definitions: readonly EntityDefinition[], previous?: Reader): Reader {
    return new Reader(definitions, (definition) => this.#behaviour(definition), previous);
  }

  /** The messages that carry out an order; [] where this entity cannot. `present` helps where the order needs it. */
  encode(definition: EntityDefinition, order: Order, present?: EntityState): Command[] {
    const dialect = this.#dialects.get(definition.convention);
    return dialect === undefined ? [] : encode(dialect, definition, order, present);
  }

  /**
   * What a well-behaved device does on a command: the state messages it publishes, and a patch for what it has no
   * topic to say. Both empty where the command is none of this entity's.
   */
  simulate(
    definition: EntityDefinition,
    command: Command,
    present?: EntityState,
  ): {
    readonly messages: readonly { readonly topic: string; readonly payload: string }[];
    readonly patch?: StatePatch;
  } {
    const dialect = this.#dialects.get(definition.convention);
    if (dialect === undefined) return { messages: [] };
    const { messages, unsaid } = simulate(dialect, definition, command, present);
    if (unsaid === undefined) return { messages };
    return { messages, patch: patchOf(definition, unsaid) };
  }

  /** The patch to apply when a command was sent to an entity that reports nothing back; undefined where it does. */
  assume(definition: EntityDefinition, command: Command, present?: EntityState): StatePatch | undefined {
    const dialect = this.#dialects.get(definition.convention);
    const reached = dialect && assume(dialect, definition, command, present);
    return reached && patchOf(definition, reached);
  }

  /** Messages by which the hub asks devices to announce themselves, and these entities for states nobody retained. */
  hello(definitions: readonly EntityDefinition[] = []): Command[] {
    return [...this.#dialects.values()].flatMap((dialect) =>
      dialect.hello(definitions.filter(({ convention }) => convention === dialect.name)),
    );
  }

  #behaviour(definition: EntityDefinition) {
    return this.#dialects.get(definition.convention)?.behaviour(definition) ?? fromParts([], { retain: false });
  }
}

function patchOf({ id }: EntityDefinition, { state, ...attributes }: Values): StatePatch {
  return {
    entity: id,
    ...(typeof state === 'string' && { state }),
    ...(Object.keys(attributes).length > 0 && { attributes: attributes as { [name: string]: Json } }),
  };
}
