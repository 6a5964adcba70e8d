import type { HomeView } from '../../domain/context.ts';
import type { Command, EntityDefinition, EntityState, StatePatch } from '../../domain/entity.ts';
import type { MqttEvent, StateEvent } from '../../domain/event.ts';
import { limits } from '../../domain/limits.ts';
import type { Instant } from '../../domain/time.ts';

/** What a well-behaved device would report after a command, and what it reaches without a topic to say so. */
export interface DeviceSimulator {
  simulate(
    definition: EntityDefinition,
    command: Command,
    present: EntityState | undefined,
  ): {
    readonly messages: readonly { readonly topic: string; readonly payload: string }[];
    readonly patch?: StatePatch;
  };
}

/** Devices that do as they are told, on the replay's virtual clock. */
export class SimulatedDevices {
  readonly #simulator: DeviceSimulator;
  readonly #home: HomeView;
  readonly #unresponsive: ReadonlySet<string>;
  /** Every report waits equally long and time never goes back, so that the queue is sorted by itself. */
  readonly #due: (MqttEvent | StateEvent)[] = [];

  constructor(simulator: DeviceSimulator, home: HomeView, unresponsive: readonly string[]) {
    this.#simulator = simulator;
    this.#home = home;
    this.#unresponsive = new Set(unresponsive);
  }

  /** Something was written to a topic; the entities that it commands will answer. */
  hear(command: Command, written: Instant): void {
    const at = written + limits.simulatedDeviceDelayMs;
    for (const definition of this.#home.definitions()) {
      if (this.#unresponsive.has(definition.id)) continue;
      const { messages, patch } = this.#simulator.simulate(definition, command, this.#home.state(definition.id));
      for (const { topic, payload } of messages) this.#due.push({ type: 'mqtt', at, topic, payload, retain: false });
      if (patch) this.#due.push({ ...patch, type: 'state', at });
    }
  }

  /** The next report that is due at `until` or before. */
  take(until: Instant): MqttEvent | StateEvent | undefined {
    const next = this.#due[0];
    return next && next.at <= until ? this.#due.shift() : undefined;
  }
}
