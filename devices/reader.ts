import type { StateReader } from '../runtime/domain/device.ts';
import type { EntityDefinition, EntityId, Json, StatePatch } from '../runtime/domain/entity.ts';
import { HearthError } from '../runtime/domain/errors.ts';
import { limits } from '../runtime/domain/limits.ts';
import { type Availability, availabilityOf } from './availability.ts';
import { type Behaviour, type Input, type Values, values } from './behaviour.ts';
import { isObject, Message } from './message.ts';
import { template } from './template/template.ts';

type Fault = (entity: EntityId, code: string, why: string) => void;

/** What one entity hears, and what it last heard: kept while its definition stays the same. */
class Listener {
  readonly definition: EntityDefinition;
  readonly inputs: readonly Input[];
  readonly availability: Availability | undefined;
  readonly #link: Behaviour['link'];
  readonly #known = values();

  constructor(definition: EntityDefinition, behaviour: Behaviour) {
    this.definition = definition;
    this.availability = availabilityOf(definition.config);
    const attributes = attributesInput(definition.config);
    this.inputs = attributes === undefined ? behaviour.inputs : [...behaviour.inputs, attributes];
    this.#link = behaviour.link;
  }

  /** The patch that a message makes, of the inputs that listen to its topic. */
  read(message: Message, { inputs, says }: Subscription, fault: Fault): StatePatch | undefined {
    const heard: Values = {};
    const known = this.#known;
    for (const input of inputs) {
      try {
        input.read(message, heard);
      } catch (error) {
        report(error, this.definition.id, fault);
      }
    }
    let said = false;
    for (const name in heard) {
      known[name] = heard[name] ?? null;
      said = true;
    }
    const change = says
      ? this.availability?.hear(message, (error) => report(error, this.definition.id, fault))
      : undefined;
    if (said) this.#link?.(heard, known);
    if (heard.state !== undefined) known.state = heard.state;
    return said || change !== undefined ? this.#patch(heard, change) : undefined;
  }

  #patch(heard: Values, change: boolean | undefined): StatePatch | undefined {
    const entity = this.definition.id;
    let state: Json | undefined = heard.state;
    if (this.availability?.down) state = change === false ? 'unavailable' : undefined;
    else if (change === true) state = this.#known.state ?? null;
    let attributes: { [name: string]: Json } | undefined;
    for (const name in heard) {
      if (name === 'state') continue;
      attributes ??= {};
      attributes[name] = heard[name] ?? null;
    }
    if (state === undefined) return attributes === undefined ? undefined : { entity, attributes };
    const text = stateText(state);
    return attributes === undefined ? { entity, state: text } : { entity, state: text, attributes };
  }
}

function stateText(state: Json): string {
  return state === null || state === '' ? 'unknown' : String(state);
}

function report(error: unknown, entity: EntityId, fault: Fault): void {
  if (error instanceof HearthError) fault(entity, error.code, error.message);
  else fault(entity, 'payload-invalid', error instanceof Error ? error.message : 'unreadable');
}

/** `json_attributes_topic`: an object whose entries become attributes. */
function attributesInput(config: EntityDefinition['config']): Input | undefined {
  const topic = config.json_attributes_topic;
  if (typeof topic !== 'string' || topic === '') return undefined;
  const source = config.json_attributes_template;
  return {
    topic,
    read: (message, into) => {
      const text = typeof source === 'string' ? template(source).read(message) : undefined;
      const object = text === undefined ? message.object : new Message(message.topic, text).object;
      if (!isObject(object)) return;
      let room: number = limits.attributesPerEntityMax;
      for (const [key, value] of Object.entries(object)) {
        if (key === 'state' || key === '__proto__' || room-- <= 0) continue;
        into[key] = value;
      }
    },
  };
}

/** What one entity wants of one topic. */
interface Subscription {
  readonly listener: Listener;
  readonly inputs: Input[];
  /** The topic says whether the entity can be reached. */
  says: boolean;
}

/** Reads every message of the entities it was given; made anew when definitions change, keeping what it knew. */
export class Reader implements StateReader {
  readonly topics: readonly string[];
  readonly #byTopic = new Map<string, Subscription[]>();
  readonly #listeners = new Map<EntityId, Listener>();

  constructor(
    definitions: readonly EntityDefinition[],
    behave: (definition: EntityDefinition) => Behaviour,
    previous?: Reader,
  ) {
    for (const definition of definitions) {
      const listener = previous?.keeps(definition) ?? new Listener(definition, behave(definition));
      this.#listeners.set(definition.id, listener);
      for (const input of listener.inputs) this.#subscribe(listener, input.topic, input);
      for (const topic of listener.availability?.topics ?? []) this.#subscribe(listener, topic);
    }
    this.topics = [...this.#byTopic.keys()];
  }

  /** The listener of an entity that speaks as it did before, whatever else about it has changed. */
  keeps({ id, config }: EntityDefinition): Listener | undefined {
    const listener = this.#listeners.get(id);
    const before = listener?.definition.config;
    return before === config || JSON.stringify(before) === JSON.stringify(config) ? listener : undefined;
  }

  #subscribe(listener: Listener, topic: string, input?: Input): void {
    const subscriptions = this.#byTopic.get(topic) ?? [];
    this.#byTopic.set(topic, subscriptions);
    const last = subscriptions.at(-1);
    const own = last?.listener === listener ? last : { listener, inputs: [], says: false };
    if (own !== last) subscriptions.push(own);
    if (input === undefined) own.says = true;
    else own.inputs.push(input);
  }

  read(topic: string, payload: string, fault: Fault): StatePatch[] {
    const subscriptions = this.#byTopic.get(topic);
    if (subscriptions === undefined) return [];
    if (payload.length > limits.payloadBytesMax) {
      for (const { listener } of subscriptions)
        fault(listener.definition.id, 'payload-too-large', `more than ${limits.payloadBytesMax} bytes`);
      return [];
    }
    const message = new Message(topic, payload);
    const patches: StatePatch[] = [];
    for (const subscription of subscriptions) {
      const patch = subscription.listener.read(message, subscription, fault);
      if (patch !== undefined) patches.push(patch);
    }
    return patches;
  }
}
