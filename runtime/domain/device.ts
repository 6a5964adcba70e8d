import type { Command, EntityDefinition, EntityId, Order, StatePatch } from './entity.ts';

/** What one message told about which entities exist. */
export interface Discovery {
  readonly found: readonly EntityDefinition[];
  /**
   * What is gone. `source` is the discovery topic (or bridge device) that announced it: removing a source removes all
   * that it announced, and a new message for a source replaces all it announced before.
   */
  readonly source: string;
  /** Parts of the message that no rule here understands; counted and listed by `hearth doctor`. */
  readonly notUnderstood: readonly { readonly what: string; readonly why: string }[];
}

/** Reads the messages of the entities it was given; built once per change of definitions, then only called. */
export interface StateReader {
  /** Topic filters (no wildcards but those the convention needs) to subscribe to. */
  readonly topics: readonly string[];
  /** The entities' new values, in definition order; [] where the message says nothing. Never throws on bad input:
   * a broken payload is reported through `fault`. */
  read(topic: string, payload: string, fault: (entity: EntityId, code: string, why: string) => void): StatePatch[];
}

/** One way in which devices speak over MQTT. Pure: values in, values out. */
export interface DeviceConvention {
  readonly name: string;
  /** Topic filters that carry discovery. */
  readonly discoveryTopics: readonly string[];
  /** Undefined where the topic is not this convention's. Throws HearthError for a payload it should have understood. */
  discover(topic: string, payload: string): Discovery | undefined;
  reader(definitions: readonly EntityDefinition[]): StateReader;
  /** The messages that carry out an order; [] where this entity cannot. Needs the present state for relative payloads. */
  encode(definition: EntityDefinition, order: Order): Command[];
  /** What a well-behaved device would report after this command: state messages on its state topics. */
  simulate(definition: EntityDefinition, command: Command): { readonly topic: string; readonly payload: string }[];
  /** Messages the hub publishes so that devices announce themselves (birth message, `get`). */
  hello(): Command[];
}
