import type { Command, EntityDefinition } from '../../domain/entity.ts';
import type { MqttEvent } from '../../domain/event.ts';
import { limits } from '../../domain/limits.ts';
import type { Instant } from '../../domain/time.ts';

/** What a well-behaved device would report after a command. */
export type Simulate = (
  definition: EntityDefinition,
  command: Command,
) => readonly { readonly topic: string; readonly payload: string }[];

/** Devices that do as they are told, on the replay's virtual clock. */
export class SimulatedDevices {
  readonly #simulate: Simulate;
  readonly #definitions: () => Iterable<EntityDefinition>;
  readonly #unresponsive: ReadonlySet<string>;
  /** By time: every command waits equally long and time never goes back, so a queue is sorted by itself. */
  readonly #due: MqttEvent[] = [];

  constructor(simulate: Simulate, definitions: () => Iterable<EntityDefinition>, unresponsive: readonly string[]) {
    this.#simulate = simulate;
    this.#definitions = definitions;
    this.#unresponsive = new Set(unresponsive);
  }

  /** Something was written to a topic; the entities that it commands will answer. */
  hear(command: Command, at: Instant): void {
    for (const definition of this.#definitions()) {
      if (this.#unresponsive.has(definition.id)) continue;
      for (const { topic, payload } of this.#simulate(definition, command))
        this.#due.push({ type: 'mqtt', at: at + limits.simulatedDeviceDelayMs, topic, payload, retain: false });
    }
  }

  /** The next report that is due at `until` or before. */
  take(until: Instant): MqttEvent | undefined {
    const next = this.#due[0];
    return next && next.at <= until ? this.#due.shift() : undefined;
  }
}
