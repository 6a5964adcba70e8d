import { HearthError, isHearthError } from '../../domain/errors.ts';
import type { HearthEvent } from '../../domain/event.ts';
import { limits } from '../../domain/limits.ts';
import type { Bus, BusMessage, BusStatus } from '../../ports/bus.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Greeting } from './greeting.ts';
import { encodeRefusal, eventOfMessage, intakeTopics } from './intake.ts';
import type { ControlServer } from './server.ts';

/** The loop, as the live edges feed it. */
export interface LiveLoop {
  offer(event: HearthEvent): Promise<void>;
  deliver(event: HearthEvent): void;
  stop(): Promise<void>;
}
export interface DaemonDeps {
  readonly bus: Bus;
  readonly loop: LiveLoop;
  readonly control: ControlServer;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly fault: (error: unknown, where: string) => void;
  /** Topic filters that carry discovery. */
  readonly discoveryTopics: readonly string[];
  readonly greeting: Greeting;
  /** Other things that run beside the loop (the uplink); stopped before it. */
  readonly beside: readonly { start(signal: AbortSignal): Promise<void>; stop(): Promise<void> }[];
}

/** The live hub: messages from the broker and requests on the control socket, turned into events for the loop. */
export class Daemon {
  readonly #deps: DaemonDeps;
  readonly #ended = new AbortController();
  #ticks: NodeJS.Timeout | undefined;

  constructor(deps: DaemonDeps) {
    this.#deps = deps;
  }

  /** Resolves when the hub answers, whether or not the broker is there yet. */
  async start(): Promise<void> {
    const { bus, control, clock, loop, discoveryTopics, beside, fault } = this.#deps;
    // Announcements are retained and come again at every start; with QoS 1 Mosquitto would keep no more than 1,000 for us.
    await bus.subscribe([...discoveryTopics, ...intakeTopics[0]], 0);
    await bus.subscribe(intakeTopics[1], 1);
    const connecting = bus.start(
      (message) => this.#take(message),
      (status) => this.#changed(status),
      this.#ended.signal,
    );
    // A URL that cannot be used is told at once; a broker that is away is waited for.
    await Promise.race([connecting, new Promise((resolve) => setTimeout(resolve, limits.brokerGraceMs))]);
    connecting.catch((error) => fault(error, 'broker'));
    // Firmware's way in is the broker: the hub is of use without its door for commands.
    await control.start().catch((error) => fault(error, 'control socket'));
    for (const one of beside) one.start(this.#ended.signal).catch((error) => fault(error, 'beside'));
    this.#ticks = setInterval(() => loop.deliver({ type: 'tick', at: clock.now() }), limits.tickMs);
  }

  /** Finishes what was begun, says goodbye to the broker, and closes. */
  async stop(): Promise<void> {
    clearInterval(this.#ticks);
    this.#deps.greeting.stop();
    await this.#deps.control.stop();
    for (const one of this.#deps.beside) await one.stop();
    await this.#deps.loop.stop();
    await this.#deps.bus.stop();
    this.#ended.abort();
  }

  #take(message: BusMessage): void {
    const { loop, clock, newId, fault } = this.#deps;
    try {
      const event = eventOfMessage(message, clock.now(), newId);
      if (!event) return;
      if (event.type === 'mqtt') loop.deliver(event);
      else loop.offer(event).catch((error) => this.#refuse(message.topic, error));
    } catch (error) {
      if (message.topic.startsWith('hearth/')) this.#refuse(message.topic, error);
      else fault(error, message.topic);
    }
  }

  /** Firmware is told why what it sent did nothing. */
  #refuse(topic: string, error: unknown): void {
    const { bus, fault } = this.#deps;
    fault(error, topic);
    const told = isHearthError(error) ? error : new HearthError('turn-failed', String(error), error);
    bus.publish(encodeRefusal(topic, told)).catch(() => {});
  }

  #changed(status: BusStatus): void {
    const { greeting, fault } = this.#deps;
    if (status.kind === 'refused') fault(new HearthError('broker-refused', status.reason), 'broker');
    if (status.kind === 'lost') fault(new HearthError('broker-unreachable', status.reason), 'broker');
    // The answers may come at once: the subscriptions go out first.
    if (status.kind === 'connected') setImmediate(() => greeting.connected());
  }
}
