import type { Turn } from './domain/context.ts';
import type { StateReader } from './domain/device.ts';
import { domainOf, type EntityDefinition, type EntityId, type StatePatch } from './domain/entity.ts';
import { HearthError, isHearthError } from './domain/errors.ts';
import type {
  BargeInEvent,
  FeedbackEvent,
  HearthEvent,
  MqttEvent,
  OutcomeEvent,
  StateEvent,
  TickEvent,
  UtteranceEvent,
} from './domain/event.ts';
import { limits } from './domain/limits.ts';
import type { Instant } from './domain/time.ts';
import type { Lesson, LoopDeps } from './loopDeps.ts';
import { EventQueue, type Queued } from './queue.ts';
import { failedTurn, undeliveredTurn, unsavedTurn } from './turn/faults.ts';

/**
 * One event at a time: what the home reports goes into the mirror, what people say becomes a turn.
 *
 * The live daemon offers events to a bounded queue; a replay steps through its file. Both run the same steps.
 */
export class Loop {
  readonly #deps: LoopDeps;
  readonly #queue: EventQueue;
  #reader: StateReader | undefined;
  /** When entities were last announced for whom nothing was made ready yet. */
  #announcedAt: Instant | undefined;
  #settling: NodeJS.Timeout | undefined;
  #draining = false;
  #stopped = false;
  #idle: (() => void)[] = [];
  /** Sees each event as it was applied: the flight recorder. */
  tap: ((event: HearthEvent) => void) | undefined;

  constructor(deps: LoopDeps) {
    this.#deps = deps;
    this.#queue = new EventQueue((topic) => deps.devices.isDiscovery(topic));
  }

  get queue(): { readonly size: number; readonly merged: number; readonly dropped: number } {
    return this.#queue;
  }

  /** Puts an event into the queue; resolves when it was applied. Errors: `queue-full`. */
  offer(event: HearthEvent): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#push({ event, settle: (error) => (error ? reject(error) : resolve()) }, reject);
    });
  }

  /** The same for the many messages that nobody waits for. */
  deliver(event: HearthEvent): void {
    this.#push({ event }, (error) => this.#deps.faults.caught(event.at, error, 'queue-full', event.type));
  }

  /** Resolves when the queue is empty. */
  settled(): Promise<void> {
    if (!this.#draining && this.#queue.size === 0) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  /** Takes no more events, and resolves when those that wait are done. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#settling);
    await this.settled();
  }

  #push(item: Queued, refuse: (error: HearthError) => void): void {
    if (this.#stopped) {
      refuse(new HearthError('queue-full', 'the daemon is stopping'));
      return;
    }
    if (!this.#queue.push(item)) {
      refuse(new HearthError('queue-full', `${limits.queueEventsMax} events wait already; try again in a moment`));
      return;
    }
    if (this.#draining) return;
    this.#draining = true;
    setImmediate(() => void this.#drain());
  }

  async #drain(): Promise<void> {
    for (let item = this.#queue.shift(), n = 1; item; item = this.#queue.shift(), n++) {
      try {
        const done = this.step(item.event);
        if (done) await done;
        item.settle?.(undefined);
      } catch (error) {
        this.#deps.faults.caught(item.event.at, error, 'turn-failed', item.event.type);
        item.settle?.(error);
      }
      // Sockets, timers and the watchdog live in the same thread.
      if (n % limits.loopBatchMax === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    this.#draining = false;
    this.#settleSoon();
    const idle = this.#idle;
    this.#idle = [];
    for (const resolve of idle) resolve();
  }

  /** Applies one event. A promise only where there is something to wait for. */
  step(given: HearthEvent): Promise<void> | undefined {
    // A clock that was set back must not make answers older than their questions.
    const at = this.#deps.home.advance(given.at);
    const event = at === given.at ? given : { ...given, at };
    this.tap?.(event);
    // Live, a timer did it while nothing happened; on a replay's clock that time has passed too.
    if (this.#announcedAt !== undefined && at - this.#announcedAt >= limits.listenDelayMs) this.#settle();
    switch (event.type) {
      case 'home':
        this.#deps.home.setHousehold(event.household);
        this.#redefined();
        return undefined;
      case 'mqtt':
        return this.#message(event);
      case 'state':
        return this.#reported(event);
      case 'utterance':
        return this.#turn(event);
      case 'bargeIn':
      case 'feedback':
      case 'outcome':
      case 'tick':
        return this.#react(event);
    }
  }

  #message(event: MqttEvent): undefined {
    const { devices, home, faults, store } = this.#deps;
    const { topic, payload, at } = event;
    if (payload.length > limits.payloadBytesMax && payload.length > bytesMaxOf(topic, devices))
      return void faults.add(at, 'payload-too-large', topic, `${payload.length} characters`);
    try {
      const discovery = devices.discover(topic, payload);
      if (!discovery) return this.#apply(this.#read(topic, payload, at), at);
      faults.notUnderstood(discovery.source, discovery.notUnderstood);
      const { changed, removed, rejected } = home.define(discovery);
      if (rejected > 0) faults.add(at, 'discovery-limit', topic, `${rejected} entities beyond ${limits.entitiesMax}`);
      for (const entity of removed) store.forgetEntity(entity);
      if (changed) this.#redefined();
    } catch (error) {
      faults.caught(at, error, 'payload-invalid', topic);
    }
    return undefined;
  }

  #read(topic: string, payload: string, at: Instant): StatePatch[] {
    return this.#readerNow().read(topic, payload, (entity, code, why) => {
      this.#deps.faults.add(at, code, entity, why);
    });
  }

  #reported({ entity, state, attributes, at }: StateEvent): undefined {
    const { home, faults } = this.#deps;
    if (!home.definition(entity)) {
      if (!/^[a-z_]+\.[a-z0-9_-]+$/i.test(entity))
        return void faults.add(at, 'bad-event', entity, 'an entity id is domain.object_id, like "sensor.doorbell"');
      home.define({ source: `state ${entity}`, found: [pushedEntity(entity)], notUnderstood: [] });
      this.#redefined();
    }
    return this.#apply([{ entity, ...(state !== undefined && { state }), ...(attributes && { attributes }) }], at);
  }

  #apply(patches: readonly StatePatch[], at: Instant): undefined {
    if (patches.length === 0) return;
    const { home, store, learner } = this.#deps;
    const changes = home.apply(patches, at);
    for (const { entity } of patches) {
      const state = home.state(entity);
      if (state) store.putState(entity, state);
    }
    for (const change of changes) this.#learn(at, () => learner.observeChange(change, home));
  }

  async #turn(event: UtteranceEvent): Promise<void> {
    const { home, pipeline, learner, faults, stopwatch } = this.#deps;
    const started = stopwatch();
    let turn: Turn;
    try {
      turn = await pipeline.run(event, home);
    } catch (error) {
      faults.caught(event.at, error, 'turn-failed', event.id);
      turn = failedTurn(event, error);
    }
    const { turn: decided, isAsked } = this.#deps.asker.consider(turn, home);
    turn = decided;
    const latencyMs = stopwatch() - started;
    // Commands first: the home does not wait for the disk. One transaction then holds what was decided and sent.
    turn = this.#commit(await this.#carryOut(turn), isAsked);
    this.#remember(turn);
    // The verdicts that this turn gives earlier ones come after its own decision.
    const sent = this.#deps.emit({ type: 'decision', decision: turn.decision, turn, latencyMs });
    if (sent) await sent;
    const trials = await this.#deps.tryOut(turn, home);
    this.#learn(turn.at, () => learner.observeTurn(turn, home, trials));
    for (const effect of turn.effects) {
      if (effect.type !== 'rated') continue;
      const rating = { type: 'feedback', at: turn.at, of: effect.turn, value: effect.value } as const;
      this.#learn(turn.at, () => learner.observeFeedback(rating, home));
    }
    // As events of their own: a recording holds them too.
    for (const patch of this.#deps.assume(turn)) this.deliver({ ...patch, type: 'state', at: turn.at });
  }

  async #carryOut(turn: Turn): Promise<Turn> {
    const { publish, handOver, faults } = this.#deps;
    const { commands, outcome } = turn.decision;
    let done = turn;
    if (commands.length > 0) {
      const undelivered = await publish(commands, turn.at);
      const first = undelivered[0];
      if (first) {
        faults.caught(turn.at, first.error, 'publish-failed', first.command.topic);
        done = undeliveredTurn(
          turn,
          undelivered.map((u) => u.command),
          first.error,
        );
      }
    }
    if (outcome !== 'act') return done;
    for (const plan of turn.plans) {
      if (plan.via === undefined) continue;
      try {
        await handOver(plan, turn);
      } catch (error) {
        faults.caught(turn.at, error, 'publish-failed', plan.intent);
        done = undeliveredTurn(
          done,
          [],
          error instanceof HearthError ? error : new HearthError('publish-failed', String(error), error),
        );
      }
    }
    return done;
  }

  /** Makes the turn durable. An act stands even where it cannot be written down; a lesson does not. */
  #commit(turn: Turn, isAsked: boolean): Turn {
    const { store, asker } = this.#deps;
    try {
      if (!isAsked) store.commitTurn(turn);
      else
        store.together(() => {
          store.commitTurn(turn);
          store.putLearned(ASKING, asker.state());
        });
      return turn;
    } catch (error) {
      this.#deps.faults.caught(turn.at, error, 'store-failed', turn.id);
      const fault = isHearthError(error) ? error : new HearthError('store-failed', String(error), error);
      return turn.decision.outcome === 'teach' ? unsavedTurn(turn, fault) : turn;
    }
  }

  #react(event: BargeInEvent | FeedbackEvent | OutcomeEvent | TickEvent): undefined {
    const { learner, home } = this.#deps;
    this.#learn(event.at, () => {
      switch (event.type) {
        case 'bargeIn':
          return learner.observeBargeIn(event, home);
        case 'feedback':
          return learner.observeFeedback(event, home);
        case 'outcome':
          home.noteOutcome(event);
          return learner.observeOutcome(event, home);
        case 'tick':
          return learner.advance(event.at, home);
      }
    });
    if (event.type === 'tick') {
      this.saveHabits(event.at);
      if (learner.isReviewDue(event.at, home)) this.#review(event.at);
    }
  }

  /** At night: what the home's own past proposes. */
  #review(at: Instant): void {
    const { learner, home, store } = this.#deps;
    this.#learn(at, () => {
      const { day, ...lesson } = learner.review(at, home, (since, take) => store.eachJudged(since, take));
      store.putLearned('reviewedDay', day);
      return lesson;
    });
  }

  /** The mirror takes over what the disk has. */
  #remember(turn: Turn): void {
    const { home, rewrites, asker, ranker, learner } = this.#deps;
    const known = home.definitionsVersion;
    home.remember(turn);
    if (home.definitionsVersion !== known) this.#redefined(); // a taught name is a name like any other
    for (const effect of turn.effects) {
      if (effect.type === 'teachPhrase') rewrites.teach(effect.phrase, effect.meaning, effect.speaker, turn.at);
      if (effect.type === 'learnPhrase') rewrites.put(effect.entry);
      if (effect.type !== 'forget') continue;
      learner.clear(); // what is not settled yet would write the words again
      const { phrase, value, by, scope } = effect;
      const everything = scope === 'everything';
      if (everything) ranker.forget();
      if (everything || phrase !== undefined) rewrites.forget(phrase, by);
      if (value !== undefined) rewrites.forgetSaid(value);
      if (everything || (phrase ?? value) !== undefined) asker.forget(phrase ?? value);
    }
  }

  /** Habits are written behind: a deed counted once less is no loss, a write more a turn is. */
  saveHabits(at: Instant): void {
    const { home, store, faults } = this.#deps;
    const habits = home.takeHabits();
    if (habits.length === 0) return;
    try {
      store.putHabits(habits);
    } catch (error) {
      faults.caught(at, error, 'store-failed', 'habits');
    }
  }

  /** Learns, and makes what was learned last. A fault of learning is not the turn's. */
  #learn(at: Instant, learn: () => Lesson): void {
    const { store, rewrites, emit, faults, home, signalOf, asker, ranker } = this.#deps;
    try {
      const lesson = learn();
      if (lesson.rewrites.length === 0 && lesson.verdicts.length === 0) return;
      const verdicts = lesson.verdicts.map((verdict) => {
        const defect = lesson.defects.find((one) => one.verdict === verdict);
        return { verdict, signal: defect && signalOf(defect.turn, verdict, home) };
      });
      store.together(() => {
        store.putRewrites(lesson.rewrites);
        store.putHistory(lesson.history);
        for (const { verdict, signal } of verdicts) store.commitVerdict(verdict, signal);
        if (asker.observe(lesson.settled, home)) store.putLearned(ASKING, asker.state());
        if (ranker.observe(lesson.settled, home)) store.putLearned(RANKING, ranker.state());
      });
      for (const entry of lesson.rewrites) rewrites.put(entry);
      for (const said of lesson.history) rewrites.history.put(said);
      for (const { verdict, signal } of verdicts) {
        void emit({ type: 'verdict', verdict });
        if (signal) void emit({ type: 'signal', signal });
      }
    } catch (error) {
      faults.caught(at, error, 'turn-failed', 'learning');
    }
  }

  /** Makes ready what the next utterance needs, where no pause after the announcements will do it. */
  prepare(): void {
    if (this.#announcedAt !== undefined) this.#settle();
  }

  /** A home announces itself in a burst; when it is over, its topics are asked for, and its names indexed. */
  #settleSoon(): void {
    if (this.#announcedAt === undefined || this.#settling) return;
    this.#settling = setTimeout(() => {
      this.#settling = undefined;
      this.#settle();
    }, limits.listenDelayMs);
  }

  #settle(): void {
    this.#announcedAt = undefined;
    this.#deps.listen(this.#readerNow().topics);
    this.#deps.pipeline.prepare(this.#deps.home);
  }

  #readerNow(): StateReader {
    this.#reader ??= this.#deps.devices.reader([...this.#deps.home.definitions()]);
    return this.#reader;
  }

  /** Whatever the definitions were, they are others now. */
  #redefined(): void {
    this.#reader = undefined;
    this.#announcedAt = this.#deps.home.now;
  }
}

/** Under which name the store keeps what the hub's own questions rest on. */
const ASKING = 'asking';
/** The same for the household's own correction of the ranking. */
const RANKING = 'ranking';

/** A bridge announces a whole network in one message. */
function bytesMaxOf(topic: string, devices: LoopDeps['devices']): number {
  return devices.isDiscovery(topic) ? limits.bridgeBytesMax : limits.payloadBytesMax;
}

/** An entity of which only its states are known. */
function pushedEntity(id: EntityId): EntityDefinition {
  const domain = domainOf(id);
  const name = id.slice(domain.length + 1).replaceAll('_', ' ');
  return { id, domain, name, aliases: [], features: {}, convention: 'household', config: {} };
}
