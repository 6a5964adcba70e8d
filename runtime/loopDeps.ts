import type { Change, HomeView, Plan, RewriteEntry, SaidBefore, Turn } from './domain/context.ts';
import type { Signal, Verdict } from './domain/decision.ts';
import type { Discovery, StateReader } from './domain/device.ts';
import type { Command, EntityDefinition, EntityId, Json, StatePatch } from './domain/entity.ts';
import type { BargeInEvent, FeedbackEvent, OutcomeEvent, UtteranceEvent } from './domain/event.ts';
import type { Household } from './domain/household.ts';
import type { Instant } from './domain/time.ts';
import type { TrialOutcome } from './domain/trial.ts';
import type { FaultLog } from './faults.ts';
import type { ContextStore, HabitRecord } from './ports/contextStore.ts';
import type { Undelivered } from './ports/delivery.ts';
import type { Output } from './ports/output.ts';

/** The device conventions, as one. */
export interface Devices {
  isDiscovery(topic: string): boolean;
  discover(topic: string, payload: string): Discovery | undefined;
  reader(definitions: readonly EntityDefinition[]): StateReader;
}

/** The home in memory, which the loop alone changes. */
export interface Home extends HomeView {
  setHousehold(household: Household): void;
  /** Moves the clock; the instant that now holds. */
  advance(at: Instant): Instant;
  define(discovery: Discovery): {
    readonly changed: boolean;
    readonly removed: readonly EntityId[];
    readonly rejected: number;
  };
  /** Which entities took another state, and by whose doing. */
  apply(patches: readonly StatePatch[], at: Instant): readonly Change[];
  remember(turn: Turn): void;
  noteOutcome(outcome: OutcomeEvent): void;
  takeHabits(): readonly HabitRecord[];
}

/** The rewrites in memory, as a turn's effects change them. */
export interface Rewrites {
  teach(phrase: string, meaning: string, speaker: string | undefined, at: Instant): unknown;
  forget(phrase: string | undefined, by?: string): unknown;
  /** Drops what was said with these words in it. */
  forgetSaid(words: string): void;
  put(entry: RewriteEntry): void;
  readonly history: { put(said: SaidBefore): void };
}

/** What learning concluded from one event. */
export interface Lesson {
  readonly verdicts: readonly Verdict[];
  /** To be stored, and put in the table before the next utterance. */
  readonly rewrites: readonly RewriteEntry[];
  readonly defects: readonly { readonly turn: Turn; readonly verdict: Verdict }[];
  readonly settled: readonly { readonly turn: Turn; readonly verdict: Verdict }[];
  /** What is known by now of words that were said; kept like the rewrites. */
  readonly history: readonly SaidBefore[];
}
export interface Learner {
  /** `trials`: what `tryOut` gave for this turn. */
  observeTurn(turn: Turn, home: HomeView, trials: readonly TrialOutcome[]): Lesson;
  observeChange(change: Change, home: HomeView): Lesson;
  observeBargeIn(event: BargeInEvent, home: HomeView): Lesson;
  observeFeedback(event: FeedbackEvent, home: HomeView): Lesson;
  observeOutcome(event: OutcomeEvent, home: HomeView): Lesson;
  advance(now: Instant, home: HomeView): Lesson;
  isReviewDue(at: Instant, home: HomeView): boolean;
  /** The night's work, over every judged turn that `each` gives; `day` is to be stored. */
  review(at: Instant, home: HomeView, each: ContextStore['eachJudged']): Lesson & { readonly day: number };
  clear(): void;
}
/** Asks of the hub's own accord, rarely, and remembers what it is about. */
export interface Asker {
  consider(turn: Turn, home: HomeView): { readonly turn: Turn; readonly isAsked: boolean };
  /** True where its state changed. */
  observe(settled: Lesson['settled'], home: HomeView): boolean;
  /** Drops what holds this phrase; all of it where none is given. */
  forget(phrase: string | undefined): void;
  /** Plain JSON, to be kept. */
  state(): Json;
}
/** The household's own correction of the ranking. */
export interface OwnRanker {
  /** True where it changed. */
  observe(settled: Lesson['settled'], home: HomeView): boolean;
  forget(): void;
  /** Plain JSON, to be kept. */
  state(): Json;
}
/** What may leave the home about a defect; undefined where nothing may. */
export type SignalOf = (turn: Turn, verdict: Verdict, home: HomeView) => Signal | undefined;

export interface LoopDeps {
  readonly devices: Devices;
  readonly home: Home;
  readonly store: ContextStore;
  readonly pipeline: {
    run(event: UtteranceEvent, home: HomeView): Promise<Turn>;
    /** Makes ready what the next utterance needs of the home's names. */
    prepare(home: HomeView): void;
  };
  /** Reads failed requests once more that this turn says again: where they failed is told by what else would have helped. */
  tryOut(turn: Turn, home: HomeView): Promise<readonly TrialOutcome[]>;
  readonly rewrites: Rewrites;
  readonly learner: Learner;
  readonly asker: Asker;
  readonly ranker: OwnRanker;
  readonly signalOf: SignalOf;
  readonly faults: FaultLog;
  /** Carries a decision's commands out, in order; the ones that did not go, with why. */
  publish(commands: readonly Command[], at: Instant): Promise<readonly Undelivered[]>;
  /** What entities that never report are in after these commands; [] where they will say so themselves. */
  assume(turn: Turn): readonly StatePatch[];
  /** Hands an intent to the program that fulfils it. */
  handOver(plan: Plan, turn: Turn): Promise<void>;
  /** A promise where somebody waits for it: learning then begins when it is on its way. */
  emit(output: Output): Promise<void> | void;
  /** Called when the messages to listen to changed. */
  listen(topics: readonly string[]): void;
  /** A stopwatch in milliseconds: measures, never decides. */
  stopwatch(): number;
}
