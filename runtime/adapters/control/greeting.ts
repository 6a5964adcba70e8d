import type { Command, EntityDefinition, EntityId, EntityState } from '../../domain/entity.ts';
import { limits } from '../../domain/limits.ts';
import type { Instant } from '../../domain/time.ts';

export interface GreetingDeps {
  /** What makes devices announce themselves, and asks for the states of these. */
  readonly hello: (silent: readonly EntityDefinition[]) => readonly Command[];
  readonly home: {
    readonly now: Instant;
    definitions(): Iterable<EntityDefinition>;
    state(id: EntityId): EntityState | undefined;
  };
  readonly publish: (command: Command) => void;
}

/**
 * Asks a home for what no broker kept: announcements at each connection, and a little later the states of those who have
 * said nothing since. Who was asked is not asked again before the next connection: a battery should not die of questions.
 */
export class Greeting {
  readonly #deps: GreetingDeps;
  readonly #asked = new Set<EntityId>();
  #since: Instant | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(deps: GreetingDeps) {
    this.#deps = deps;
  }

  connected(): void {
    this.#asked.clear();
    this.#since = this.#deps.home.now;
    for (const command of this.#deps.hello([])) this.#deps.publish(command);
    this.#askSoon();
  }

  /** Other entities may be known now. */
  settled(): void {
    if (this.#since !== undefined) this.#askSoon();
  }

  stop(): void {
    this.#since = undefined;
    clearTimeout(this.#timer);
  }

  /** What was kept comes first: most need no question. */
  #askSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(), limits.greetingDelayMs);
  }

  #ask(): void {
    const { home, hello, publish } = this.#deps;
    const since = this.#since;
    if (since === undefined) return;
    const silent = [...home.definitions()].filter(({ id }) => {
      const state = home.state(id);
      return !this.#asked.has(id) && (state === undefined || state.reportedAt < since);
    });
    if (silent.length === 0) return;
    for (const { id } of silent) this.#asked.add(id);
    for (const command of hello(silent)) publish(command);
  }
}
