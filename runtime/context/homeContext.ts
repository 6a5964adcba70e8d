import type {
  Change,
  Effect,
  Habit,
  HabitQuery,
  HomeView,
  Preference,
  TaughtName,
  Turn,
  Usual,
} from '../domain/context.ts';
import type { Discovery } from '../domain/device.ts';
import type { EntityDefinition, EntityId, EntityState, StatePatch } from '../domain/entity.ts';
import { HearthError } from '../domain/errors.ts';
import type { OutcomeEvent } from '../domain/event.ts';
import type { Household } from '../domain/household.ts';
import type { Instant } from '../domain/time.ts';
import { encodeInstant } from '../domain/time.ts';
import { isStranger } from '../domain/voice.ts';
import type { HabitRecord, StoredMemory } from '../ports/contextStore.ts';
import { Alarms } from './alarms.ts';
import { Attribution } from './attribution.ts';
import { Conversation, Preferences } from './conversation.ts';
import type { Deed } from './habits.ts';
import { Habits } from './habits.ts';
import { eventOf, manualDeed } from './happenings.ts';
import type { Defined, MergeDefinitions } from './registry.ts';
import { Registry } from './registry.ts';
import { States } from './states.ts';

export interface HomeContextOptions {
  readonly merge: MergeDefinitions;
  readonly household: Household;
  /** A live clock that goes back is clamped and counted; a recording whose clock goes back is refused. */
  readonly clock: 'live' | 'replay';
}

/** Totals since the start, for `hearth doctor`. */
export interface ContextCounts {
  readonly clockWentBack: number;
  readonly entitiesRejected: number;
  readonly entitiesDuplicate: number;
  readonly statesRefused: number;
  readonly attributesRefused: number;
}

/** A deed by hand tells less of a habit than a wish said aloud: automations look the same. */
const MANUAL_WEIGHT = 0.5;

/**
 * The home in memory: who is here, what is in which state, what was said and what is usual.
 *
 * The loop alone changes it, between turns; the stages read it as a HomeView.
 */
export class HomeContext implements HomeView {
  readonly #registry: Registry;
  readonly #clock: 'live' | 'replay';
  readonly #states = new States();
  readonly #attribution = new Attribution();
  readonly #conversation = new Conversation();
  readonly #preferences = new Preferences();
  readonly #alarms = new Alarms();
  readonly #habits: Habits;
  #tellsVoices = false;
  #now: Instant = 0;
  #clockWentBack = 0;

  constructor(options: HomeContextOptions) {
    this.#registry = new Registry(options.merge, options.household);
    this.#clock = options.clock;
    this.#habits = new Habits(options.household.timezone);
    this.#seed(options.household);
  }

  get now(): Instant {
    return this.#now;
  }
  get household(): Household {
    return this.#registry.household;
  }
  get definitionsVersion(): number {
    return this.#registry.version;
  }
  definitions(): Iterable<EntityDefinition> {
    return this.#registry.all().values();
  }
  definition(id: EntityId): EntityDefinition | undefined {
    return this.#registry.all().get(id);
  }
  state(id: EntityId): EntityState | undefined {
    return this.#states.get(id);
  }
  states(): Iterable<readonly [EntityId, EntityState]> {
    return this.#states.entries();
  }
  recentChanges(): readonly Change[] {
    return this.#states.recent();
  }
  conversation(): readonly Turn[] {
    return this.#conversation.turns();
  }
  get tellsVoices(): boolean {
    return this.#tellsVoices;
  }
  /** Oldest first. */
  conversationAt(satellite: string | undefined): readonly Turn[] {
    return this.#conversation.at(satellite);
  }
  turn(id: string): Turn | undefined {
    return this.#conversation.find(id);
  }
  habit(query: HabitQuery): Habit | undefined {
    return this.#habits.habit(query);
  }
  preferences(speaker: string | undefined): readonly Preference[] {
    return this.#preferences.of(speaker);
  }
  usual(speaker: string | undefined, count: number): readonly Usual[] {
    return this.#habits.usual(speaker, this.#now, count);
  }
  names(): readonly TaughtName[] {
    return this.#registry.names();
  }
  counts(): ContextCounts {
    return {
      clockWentBack: this.#clockWentBack,
      entitiesRejected: this.#registry.rejected,
      entitiesDuplicate: this.#registry.duplicates,
      statesRefused: this.#states.refusedEntities,
      attributesRefused: this.#states.refusedAttributes,
    };
  }

  setHousehold(household: Household): void {
    this.#registry.setHousehold(household);
    this.#habits.setTimezone(household.timezone);
    this.#seed(household);
  }

  /** Replaces all that a source announced; the states of what is gone go too. */
  define(discovery: Discovery): Defined {
    const defined = this.#registry.define(discovery);
    for (const id of defined.removed) this.#states.delete(id);
    return defined;
  }

  /**
   * Moves the clock and returns the instant that now holds. It never goes back: live, an earlier instant counts as now.
   * Throws HearthError `clock-went-back` in a replay.
   */
  advance(at: Instant): Instant {
    if (at < this.#now) {
      if (this.#clock === 'replay') {
        throw new HearthError(
          'clock-went-back',
          `An event at ${encodeInstant(at)} follows one at ${encodeInstant(this.#now)}; sort the file by "at".`,
        );
      }
      this.#clockWentBack++;
      return this.#now;
    }
    this.#now = at;
    for (const due of this.#alarms.due(at, this.#habits.local)) this.#habits.notice(due.event, due.at);
    return at;
  }

  /** Takes reported values over; returns what changed state, and by whom. */
  apply(patches: readonly StatePatch[], at: Instant): readonly Change[] {
    const instant = this.advance(at);
    let changes: Change[] | undefined;
    for (const patch of patches) {
      const bare = this.#states.apply(patch, instant);
      if (bare === undefined) continue;
      const change = this.#attribute(bare);
      this.#states.keep(change);
      changes ??= [];
      changes.push(change);
    }
    return changes ?? NOTHING;
  }

  /** Takes a turn into the conversation, waits for the echo of its orders, and learns from it. */
  remember(turn: Turn): void {
    this.#conversation.remember(turn);
    this.#tellsVoices ||= turn.speaker !== undefined;
    for (const effect of turn.effects) this.#take(effect, turn);
    if (turn.decision.outcome !== 'act') return;
    this.#attribution.expect(turn);
    for (const plan of turn.plans) this.#alarms.note(plan, turn.at, this.#habits.local);
    this.#learn(turn);
  }

  /** What the handler of an intent reported; a deed that failed was no deed. */
  noteOutcome(outcome: OutcomeEvent): void {
    const at = this.advance(outcome.at);
    const turn = this.turn(outcome.of);
    if (turn === undefined || turn.decision.outcome !== 'act') return;
    if (!outcome.ok) this.#unlearn(turn);
    else if (turn.decision.intent !== null) this.#habits.notice(`${turn.decision.intent}: done`, at);
  }

  /** What an effect of type `forget` names, in memory; the store forgets on its own. */
  forget(effect: Extract<Effect, { type: 'forget' }>): void {
    const { phrase, category, value, person, by } = effect;
    const isNamed = [phrase, category, value, person].some((named) => named !== undefined);
    const everything = effect.scope === 'everything' && !isNamed;
    if (everything || phrase !== undefined) this.#registry.forgetName(phrase);
    for (const words of [phrase, value]) if (words !== undefined) this.#conversation.forget(words);
    for (const liked of this.#preferences.forget(effect)) if (!everything) this.#conversation.forget(liked);
    if (everything || HABITS.test(category ?? phrase ?? '')) this.#habits.forget(by);
  }

  /** All that people taught, said and did; definitions and states stay, and that voices are told apart, which is nobody's. */
  erase(): void {
    this.#conversation.clear();
    this.#preferences.clear();
    this.#registry.forgetName(undefined);
    this.#habits.clear();
    this.#alarms.clear();
  }

  restore(memory: Pick<StoredMemory, 'states' | 'names' | 'preferences' | 'habits' | 'turns' | 'tellsVoices'>): void {
    for (const { entity, state } of memory.states) this.#states.restore(entity, state);
    for (const name of memory.names) this.#registry.teach(name);
    for (const preference of memory.preferences) this.#preferences.put(preference);
    this.#habits.restore(memory.habits);
    this.#tellsVoices ||= memory.tellsVoices;
    for (const turn of memory.turns) {
      this.#conversation.remember(turn);
      if (turn.decision.outcome !== 'act') continue;
      this.#attribution.expect(turn);
      for (const plan of turn.plans) this.#alarms.note(plan, turn.at, this.#habits.local);
    }
    this.#seed(this.household);
  }

  /** Habits that changed since the last call, for the store. */
  takeHabits(): readonly HabitRecord[] {
    return this.#habits.takeDirty();
  }

  #seed(household: Household): void {
    for (const { id, attributes } of household.entities) {
      if (attributes !== undefined) this.#states.seed(id, attributes, this.#now);
    }
  }

  #attribute(bare: Change): Change {
    // A first report tells what was so before, not what somebody did.
    if (bare.from === undefined) return bare;
    const turn = this.#attribution.causeOf(bare);
    const learns = this.household.learning.enabled;
    if (learns && turn === undefined && !this.#attribution.mayBeFar(bare.at)) {
      const service = manualDeed(bare);
      const { entity, at } = bare;
      if (service !== undefined) this.#habits.learn({ entity, service, speaker: '', at, weight: MANUAL_WEIGHT });
    }
    const event = eventOf(bare);
    if (event !== undefined) this.#habits.notice(event, bare.at);
    return turn === undefined ? bare : { ...bare, turn };
  }

  #learn(turn: Turn): void {
    if (!this.household.learning.enabled) return;
    for (const deed of deedsOf(this, turn)) this.#habits.learn(deed);
  }

  #unlearn(turn: Turn): void {
    if (!this.household.learning.enabled) return;
    for (const deed of deedsOf(this, turn)) this.#habits.unlearn(deed);
  }

  #take(effect: Effect, turn: Turn): void {
    switch (effect.type) {
      case 'teachName':
        this.#registry.teach({ name: effect.name, entity: effect.entity, createdAt: turn.at });
        break;
      case 'preference': {
        const { category, value, person } = effect;
        const { at } = turn;
        this.#preferences.put(person === undefined ? { category, value, at } : { category, value, person, at });
        break;
      }
      case 'forget':
        this.forget(effect);
        break;
      case 'undone': {
        const undone = this.turn(effect.turn);
        if (undone?.decision.outcome === 'act') this.#unlearn(undone);
        break;
      }
      case 'rated':
      case 'teachPhrase':
      case 'learnPhrase':
        // The learner's, and the rewrite table's.
        break;
    }
  }
}

/** What a guest does is no habit of this household; a voice that was not told may be one of its people's. */
function deedsOf(home: HomeView, turn: Turn): readonly Deed[] {
  const isForeign = isStranger(home, turn.speaker);
  if (isForeign && turn.speaker !== undefined) return [];
  const of = { speaker: turn.speaker ?? '', at: turn.at, weight: isForeign ? UNTOLD_WEIGHT : 1 };
  return turn.plans.flatMap((plan) => plan.orders.map(({ entity, service }) => ({ ...of, entity, service })));
}

const UNTOLD_WEIGHT = 0.25;
const NOTHING: readonly Change[] = [];
/** What is usual here is forgotten under this name. */
const HABITS = /^(?:habits?|routines?)$/i;
