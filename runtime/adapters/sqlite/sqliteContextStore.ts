import type { Database } from 'better-sqlite3';
import type { Effect, RewriteEntry, SaidBefore, Turn } from '../../domain/context.ts';
import type { Signal, Verdict } from '../../domain/decision.ts';
import type { EntityId, EntityState, Json } from '../../domain/entity.ts';
import { HearthError } from '../../domain/errors.ts';
import { limits } from '../../domain/limits.ts';
import type { Instant } from '../../domain/time.ts';
import { mayForget } from '../../domain/voice.ts';
import type { ContextStore, HabitRecord, StoredMemory } from '../../ports/contextStore.ts';
import { storeError } from './faults.ts';
import { forgetRows, silenceTurns, takesHabits } from './forget.ts';
import { eachJudged, exportTables, loadMemory, loadTurns } from './load.ts';
import { IN_MEMORY, openDatabase } from './open.ts';
import { prune } from './prune.ts';
import { parseSignal, wordless } from './rows.ts';
import { removeDamagedCopies } from './salvage.ts';
import { tablesOf } from './schema.ts';
import { StateLog } from './stateLog.ts';
import { NOTE_VOICES, tellsVoices } from './voices.ts';
import { WalMeter } from './walMeter.ts';
import { RowWriter, Statements } from './writes.ts';

/** A disk that refused is asked again this much later each time. */
const RETRY_MS_MAX = 60_000;
/**
 * The hub's memory in one SQLite file, written ahead.
 *
 * Turns, verdicts and rewrites are one transaction and one fsync each. States and habits wait for a batch, which is
 * written without an fsync of its own: a kill cannot lose it, a power cut may, and leaves the file whole.
 */
export class SqliteContextStore implements ContextStore {
  readonly opened: ContextStore['opened'];
  readonly #db: Database;
  readonly #path: string;
  readonly #states: StateLog;
  readonly #meter: WalMeter;
  readonly #sql: Statements;
  readonly #rows: RowWriter;
  readonly #habits = new Map<string, HabitRecord>();
  /** The disk cannot be written at all: `#db` is a copy in memory. */
  readonly #copied: HearthError | undefined;
  #fault: HearthError | undefined;
  #timer: NodeJS.Timeout | undefined;
  #waitMs: number = limits.stateFlushMsMax;
  #signals: number;
  #mustScrub: boolean;
  #mustPrune = true;

  private constructor(path: string, pagesMax: number) {
    const { db, opened, fault } = openDatabase(path, pagesMax);
    this.#db = db;
    this.#path = path;
    this.opened = opened;
    this.#copied = fault;
    this.#meter = new WalMeter(db, path === IN_MEMORY || fault !== undefined ? undefined : path);
    this.#sql = new Statements(db);
    this.#rows = new RowWriter(db, this.#sql);
    this.#states = new StateLog(db, this.#sql);
    this.#states.load();
    this.#signals = (this.#sql.get('SELECT count(*) AS n FROM signal').get() as { n: number }).n;
    this.#mustScrub = this.#counter('scrub') > 0;
  }

  /**
   * Opens or creates the file; `:memory:` keeps nothing. Errors: `store-newer`, `store-failed` (another program's file).
   * A disk that cannot be written is no error here: what must be durable will say so, and `fault()` does.
   */
  static open(path: string, pagesMax: number = limits.storePagesMax): SqliteContextStore {
    const store = new SqliteContextStore(path, pagesMax);
    // Killed between forgetting and overwriting: the overwriting is still owed.
    if (store.#mustScrub) store.#scrub();
    return store;
  }

  load(): StoredMemory {
    return {
      ...loadMemory(this.#db),
      states: this.#states.states().flatMap(({ entity, state }) => (state ? [{ entity, state }] : [])),
    };
  }

  commitTurn(turn: Turn): void {
    const forgets = turn.effects.filter((effect) => effect.type === 'forget');
    if (forgets.length > 0) {
      for (const effect of forgets) this.#forgetHabits(effect);
      this.#forgetting(() => {
        this.#rows.insertTurn(wordless(turn));
        this.#rows.take(turn);
      });
      return;
    }
    this.#durably(() => {
      this.#rows.insertTurn(turn);
      this.#rows.take(turn);
    });
  }

  together(write: () => void): void {
    const signals = this.#signals;
    try {
      // What is durable on its own is a savepoint in here.
      this.#durably(write);
    } catch (error) {
      this.#signals = signals;
      throw error;
    }
  }

  commitVerdict(verdict: Verdict, signal: Signal | undefined): void {
    let added = 0;
    this.#durably(() => {
      this.#rows.insertVerdict(verdict);
      if (signal !== undefined) added = this.#queueSignal(signal);
    });
    this.#signals += added;
  }

  putRewrites(entries: readonly RewriteEntry[]): void {
    if (entries.length === 0) return;
    this.#durably(() => {
      for (const entry of entries) this.#rows.putRewrite(entry);
    });
  }

  putHistory(records: readonly SaidBefore[]): void {
    if (records.length === 0) return;
    this.#durably(() => {
      for (const record of records) this.#rows.putSaidBefore(record);
    });
  }

  putLearned(name: string, value: Json | undefined): void {
    const body = value === undefined ? undefined : JSON.stringify(value);
    if (body !== undefined && body.length > limits.learnedBytesMax)
      throw new HearthError('bad-argument', `${name} holds ${body.length} characters, more than can be kept`);
    this.#durably(() => this.#rows.putLearned(name, body));
  }

  putHabits(records: readonly HabitRecord[]): void {
    for (const record of records) {
      const { entity, service, speaker, day, quarter, after } = record;
      this.#habits.set(JSON.stringify([entity, service, speaker, day, quarter, after]), record);
    }
    if (records.length > 0) this.#flushLater();
  }

  putState(entity: EntityId, state: EntityState): void {
    this.#states.put(entity, state);
    if (this.#timer === undefined && !this.#states.isClean) this.#flushLater();
  }

  forgetEntity(entity: EntityId): void {
    this.#states.remove(entity);
    this.#flushLater();
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#copied !== undefined) return;
    try {
      this.#writeBehind();
      if (this.#mustScrub) this.#scrub();
      else if (this.#meter.frames() >= limits.storeLogPagesMax) this.#meter.fold('RESTART');
      this.#fault = undefined;
      this.#waitMs = limits.stateFlushMsMax;
    } catch (error) {
      this.#fault = storeError(error, this.#path);
      this.#waitMs = Math.min(RETRY_MS_MAX, 2 * this.#waitMs);
      this.#flushLater();
    }
  }

  pendingSignals(limit: number): readonly Signal[] {
    const rows = this.#sql.get('SELECT body FROM signal ORDER BY seq LIMIT ?').all(limit) as { body: string }[];
    return rows.flatMap((row) => parseSignal(row.body) ?? []);
  }

  acknowledgeSignals(ids: readonly string[]): number {
    if (ids.length === 0) return 0;
    let removed = 0;
    this.#durably(() => {
      for (const id of new Set(ids)) removed += this.#sql.get('DELETE FROM signal WHERE id = ?').run(id).changes;
    });
    this.#signals -= removed;
    return removed;
  }

  droppedSignals(): number {
    return this.#counter('signalsDropped');
  }

  fault(): HearthError | undefined {
    return this.#copied ?? this.#fault;
  }

  forget(effect: Extract<Effect, { type: 'forget' }>): readonly string[] {
    let items: readonly string[] = [];
    this.#forgetHabits(effect);
    this.#forgetting(() => {
      const forgotten = forgetRows(this.#db, effect);
      silenceTurns(this.#db, forgotten.words);
      items = forgotten.items;
    });
    return items;
  }

  erase(): void {
    this.#habits.clear();
    this.#forgetting(() => {
      const areToldApart = tellsVoices(this.#db);
      for (const table of tablesOf(this.#db)) this.#db.exec(`DELETE FROM ${table}`);
      if (areToldApart) this.#db.exec(NOTE_VOICES);
    });
    this.#states.clear();
    this.#signals = 0;
  }

  exportAll(): { readonly [table: string]: readonly unknown[] } {
    this.flush();
    return exportTables(this.#db, this.load());
  }

  decisions(limit: number): readonly Turn[] {
    return loadTurns(this.#db, limit);
  }

  eachJudged(since: Instant, take: (turn: Turn, verdict: Verdict) => void): void {
    eachJudged(this.#db, since, take);
  }

  bytesWritten(): number {
    return this.#meter.bytes();
  }

  close(): void {
    if (!this.#db.open) return;
    this.flush();
    clearTimeout(this.#timer);
    try {
      if (this.#copied === undefined && this.#path !== IN_MEMORY) this.#meter.fold('TRUNCATE');
    } catch {
      // The log stays, and the next start reads it.
    }
    this.#db.close();
  }

  /** How many signals more wait; the oldest is dropped where the backlog is full. */
  #queueSignal(signal: Signal): number {
    const body = JSON.stringify(signal);
    let added = this.#sql.get('INSERT OR IGNORE INTO signal(id, body) VALUES (?, ?)').run(signal.id, body).changes;
    const excess = this.#signals + added - limits.outboxSignalsMax;
    if (excess > 0) {
      const sql = 'DELETE FROM signal WHERE seq IN (SELECT seq FROM signal ORDER BY seq LIMIT ?)';
      const dropped = this.#sql.get(sql).run(excess).changes;
      this.#count('signalsDropped', dropped);
      added -= dropped;
    }
    return added;
  }

  /** Drops what is usual and waits to be written, where it is to be forgotten. */
  #forgetHabits(effect: Extract<Effect, { type: 'forget' }>): void {
    if (!takesHabits(effect)) return;
    for (const [key, { speaker }] of this.#habits) if (mayForget(effect.by, speaker)) this.#habits.delete(key);
  }

  /** One transaction, on the disk when this returns. */
  #durably(write: () => void): void {
    if (this.#copied !== undefined) throw this.#copied;
    try {
      this.#db.transaction(write).immediate();
      this.#meter.wrote();
      this.#fault = undefined;
    } catch (error) {
      this.#fault = storeError(error, this.#path);
      throw this.#fault;
    }
    this.#mustPrune = true;
    if (this.#timer === undefined) this.#flushLater();
  }

  /** The same, and nothing of what it removes can be read from the file afterwards. */
  #forgetting(write: () => void): void {
    if (this.#copied !== undefined) throw this.#copied;
    this.#db.pragma('secure_delete = ON');
    try {
      this.#durably(() => {
        write();
        this.#count('scrub', 1);
      });
    } finally {
      this.#db.pragma('secure_delete = FAST');
    }
    this.#mustScrub = true;
    this.#scrub();
  }

  /** Rewrites the file and empties its log. What stands in the way is tried again at the next flush. */
  #scrub(): void {
    if (this.#path === IN_MEMORY || this.#copied !== undefined) return;
    try {
      removeDamagedCopies(this.#path);
      this.#db.exec('VACUUM');
      this.#meter.wrote();
      this.#mustScrub = !this.#meter.fold('TRUNCATE');
      if (!this.#mustScrub) this.#db.exec("DELETE FROM counter WHERE name = 'scrub'");
      this.#meter.wrote();
    } catch (error) {
      this.#fault = storeError(error, this.#path);
    }
    if (this.#mustScrub) this.#flushLater();
  }

  #writeBehind(): void {
    const isIdle = this.#states.isClean && this.#habits.size === 0;
    if (isIdle && !this.#mustPrune) return;
    this.#db.pragma('synchronous = NORMAL');
    try {
      this.#db
        .transaction(() => {
          this.#states.write();
          for (const record of this.#habits.values()) this.#rows.putHabit(record);
          if (this.#mustPrune) prune(this.#db);
        })
        .immediate();
    } finally {
      this.#db.pragma('synchronous = FULL');
    }
    this.#meter.wrote();
    this.#states.written();
    this.#habits.clear();
    this.#mustPrune = false;
  }

  #flushLater(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.flush();
    }, this.#waitMs).unref();
  }

  #counter(name: string): number {
    const row = this.#sql.get('SELECT value FROM counter WHERE name = ?').get(name) as { value: number } | undefined;
    return row?.value ?? 0;
  }

  #count(name: string, by: number): void {
    this.#sql
      .get(
        'INSERT INTO counter(name, value) VALUES (?, ?) ON CONFLICT(name) DO UPDATE SET value = value + excluded.value',
      )
      .run(name, by);
  }
}
