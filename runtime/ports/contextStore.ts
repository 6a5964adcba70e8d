import type { Effect, Preference, RewriteEntry, SaidBefore, TaughtName, Turn } from '../domain/context.ts';
import type { Signal, Verdict } from '../domain/decision.ts';
import type { EntityId, EntityState, Json } from '../domain/entity.ts';
import type { HearthError } from '../domain/errors.ts';
import type { Instant } from '../domain/time.ts';

/** One remembered deed, the raw material of habits. */
export interface HabitRecord {
  readonly entity: EntityId;
  readonly service: string;
  readonly speaker: string;
  /** The kind of day it was done on; `any` for a count by event, or where it was not kept. */
  readonly day: 'weekday' | 'weekend' | 'any';
  /** Local time of day in quarter hours, 0–95, or -1 for a count by event. */
  readonly quarter: number;
  /** The event it followed, or ''. */
  readonly after: string;
  /** Times, decayed to `lastAt`; 0 removes the row. */
  readonly count: number;
  readonly lastAt: Instant;
}

export interface StoredMemory {
  readonly states: readonly { readonly entity: EntityId; readonly state: EntityState }[];
  readonly rewrites: readonly RewriteEntry[];
  readonly names: readonly TaughtName[];
  readonly preferences: readonly Preference[];
  readonly habits: readonly HabitRecord[];
  /** What was said with success, oldest first. */
  readonly history: readonly SaidBefore[];
  /** Small learned state by name, as `putLearned` was given it. */
  readonly learned: { readonly [name: string]: Json };
  /** The last turns, oldest first, without embeddings. */
  readonly turns: readonly Turn[];
  /** Those of them that have no verdict yet. */
  readonly unjudged: readonly Turn[];
  readonly counters: { readonly [name: string]: number };
  /** The firmware ever named a speaker; `erase` leaves it, since it tells of nobody. */
  readonly tellsVoices: boolean;
}

/**
 * What the hub remembers on disk. A call that returns has reached the disk, but for `putState`, `forgetEntity` and
 * `putHabits`, which are written behind; these, `flush` and `close` never throw, and `fault` tells what went wrong. The
 * others that write throw HearthError `store-full`, `store-readonly`, `store-damaged` or
 * `store-failed`, having changed nothing.
 */
export interface ContextStore {
  /** What `open` had to do: nothing, migrate, or set a damaged file aside and rebuild. */
  readonly opened: { readonly kind: 'created' | 'opened' | 'migrated' | 'rebuilt'; readonly detail: string };
  load(): StoredMemory;
  /** One transaction: the turn's decision, its effects as new rows, its signals. Durable when it returns. */
  commitTurn(turn: Turn): void;
  /** Makes what `write` writes durable as one: all of it or nothing, and one wait for the disk. */
  together(write: () => void): void;
  /** Durable when it returns. */
  commitVerdict(verdict: Verdict, signal: Signal | undefined): void;
  putRewrites(entries: readonly RewriteEntry[]): void;
  putHabits(records: readonly HabitRecord[]): void;
  /** Replaces the rows of these phrases and speakers; one with neither wins nor losses is removed. */
  putHistory(records: readonly SaidBefore[]): void;
  /** Replaces small learned state, at most `limits.learnedBytesMax` as JSON; undefined removes it. Errors: `bad-argument`. */
  putLearned(name: string, value: Json | undefined): void;
  /** Queued, the last value of each entity written in one batch within `limits.stateFlushMsMax`. */
  putState(entity: EntityId, state: EntityState): void;
  forgetEntity(entity: EntityId): void;
  flush(): void;

  /** Signals that wait for a receipt, oldest first. */
  pendingSignals(limit: number): readonly Signal[];
  acknowledgeSignals(ids: readonly string[]): number;
  /** Signals dropped because the backlog was full. */
  droppedSignals(): number;

  /** What keeps the store from reaching the disk now, for `hearth doctor`; undefined where it is well. */
  fault(): HearthError | undefined;

  /** Removes what an effect of type `forget` names; [] where nothing matched. Leaves no trace in the file. */
  forget(effect: Extract<Effect, { type: 'forget' }>): readonly string[];
  /** Removes everything that people taught, said or did. Leaves no trace in the file. */
  erase(): void;
  /** Everything, readable, for the household. */
  exportAll(): { readonly [table: string]: readonly unknown[] };
  /** Newest first. */
  decisions(limit: number): readonly Turn[];
  /** Every turn since then that has a verdict and whose words are kept, oldest first, one at a time: a month is more than memory is for. */
  eachJudged(since: Instant, take: (turn: Turn, verdict: Verdict) => void): void;
  /** Bytes that this process wrote to the file and its log. */
  bytesWritten(): number;
  close(): void;
}
