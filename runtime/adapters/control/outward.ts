import type { Plan, Turn } from '../../domain/context.ts';
import type { Command } from '../../domain/entity.ts';
import { HearthError, isHearthError } from '../../domain/errors.ts';
import { limits } from '../../domain/limits.ts';
import type { Bus } from '../../ports/bus.ts';
import type { Undelivered } from '../../ports/delivery.ts';
import type { Output } from '../../ports/output.ts';
import { encodeHandOver, encodeOutput } from './intake.ts';

/** What leaves the loop of a live hub: commands and intents to the broker, decisions to whoever waits for them. */
export class Outward {
  readonly #bus: Bus;
  readonly #fault: (error: unknown, where: string) => void;
  readonly #waiting = new Map<string, (output: Extract<Output, { type: 'decision' }>) => void>();
  readonly #topics = new Set<string>();
  readonly counters = { published: 0, decisions: 0, verdicts: 0, signals: 0 };

  constructor(bus: Bus, fault: (error: unknown, where: string) => void) {
    this.#bus = bus;
    this.#fault = fault;
  }

  async publish(commands: readonly Command[]): Promise<readonly Undelivered[]> {
    // All are handed over before the first is waited for: the socket keeps their order.
    const sent = await Promise.allSettled(commands.map((command) => this.#publish(command, 0)));
    return sent.flatMap((one, i) => {
      const command = commands[i];
      if (one.status === 'fulfilled' || !command) {
        this.counters.published++;
        return [];
      }
      const error = isHearthError(one.reason)
        ? one.reason
        : new HearthError('publish-failed', String(one.reason), one.reason);
      return [{ command, error }];
    });
  }

  async handOver(plan: Plan, turn: Turn): Promise<void> {
    await this.#publish(encodeHandOver(plan, turn), 1);
  }

  /** A broker that hangs must not hold up everybody who speaks until its connection is given up. */
  async #publish(command: Command, qos: 0 | 1): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      const why = `not published to ${command.topic}: the broker does not answer`;
      timer = setTimeout(() => reject(new HearthError('publish-failed', why)), limits.publishMsMax);
    });
    try {
      await Promise.race([this.#bus.publish(command, qos), late]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Resolves when the decision is on its way to firmware. */
  emit(output: Output): Promise<void> | undefined {
    this.counters[`${output.type}s`]++;
    if (output.type === 'decision') {
      this.#waiting.get(output.decision.id)?.(output);
      this.#waiting.delete(output.decision.id);
    }
    const message = encodeOutput(output);
    // Nobody may be listening, and the answer was given already.
    if (!message || this.#bus.status.kind !== 'connected') return undefined;
    return this.#publish(message, 0).catch((error) => this.#fault(error, message.topic));
  }

  /** The decision on an utterance that is about to be offered. */
  decisionOn(id: string): Promise<Extract<Output, { type: 'decision' }>> {
    return new Promise((resolve) => this.#waiting.set(id, resolve));
  }

  giveUp(id: string): void {
    this.#waiting.delete(id);
  }

  /** Asks the broker for exactly these topics of devices. */
  listen(topics: readonly string[]): void {
    const wanted = new Set(topics);
    const fresh = topics.filter((topic) => !this.#topics.has(topic));
    const stale = [...this.#topics].filter((topic) => !wanted.has(topic));
    for (const topic of fresh) this.#topics.add(topic);
    for (const topic of stale) this.#topics.delete(topic);
    const failed = (error: unknown): void => this.#fault(error, 'subscription');
    // A device's last word counts, not each: QoS 0 costs the broker and the SD card under it nothing.
    if (fresh.length > 0) this.#bus.subscribe(fresh, 0).catch(failed);
    if (stale.length > 0) this.#bus.unsubscribe(stale).catch(failed);
  }
}
