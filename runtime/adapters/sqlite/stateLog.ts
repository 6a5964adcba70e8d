import type { Database, Statement } from 'better-sqlite3';
import type { EntityId, EntityState } from '../../domain/entity.ts';
import { decodeStates, encodeStates, type StateRow } from './stateBatch.ts';

/** Entities a row of the fold: small enough that a damaged page costs a few, large enough to deflate well. */
const FOLD_ROWS = 128;
/** The log is folded when it is this many times as long as its fold, and not before it fills a few pages. */
const LOG_FACTOR = 4;
const LOG_BYTES_MIN = 32 * 1024;
/** A report that says nothing new is written when the last one written is older. */
const REPORTED_AGE_MS = 10 * 60_000;

/**
 * The states on disk: a log of batches, each the last value of what changed since the batch before.
 *
 * One row for each entity would rewrite a 4 KiB page for nearly each entity of a batch; a batch here is one or two
 * pages at the end of a table. The log is folded into one batch of everything from time to time.
 */
export class StateLog {
  readonly #db: Database;
  readonly #pending = new Map<EntityId, EntityState | undefined>();
  /** What the disk has, once all that waits is written; the same objects as the mirror's. */
  readonly #known = new Map<EntityId, EntityState>();
  readonly #insert: Statement;
  #logBytes = 0;
  #foldBytes = 0;

  constructor(db: Database) {
    this.#db = db;
    this.#insert = db.prepare('INSERT INTO state_batch(body) VALUES (?)');
  }

  get isClean(): boolean {
    return this.#pending.size === 0;
  }

  /** Reads the log; the number of batches that could not be read. */
  load(): number {
    let unreadable = 0;
    for (const row of this.#db.prepare('SELECT body FROM state_batch ORDER BY seq').iterate()) {
      const { body } = row as { body: Buffer };
      this.#logBytes += body.length;
      try {
        for (const { entity, state } of decodeStates(body)) {
          if (state === undefined) this.#known.delete(entity);
          else this.#known.set(entity, state);
        }
      } catch {
        unreadable++;
      }
    }
    return unreadable;
  }

  states(): StateRow[] {
    return [...this.#known].map(([entity, state]) => ({ entity, state }));
  }

  put(entity: EntityId, state: EntityState): void {
    const known = this.#known.get(entity);
    this.#known.set(entity, state);
    if (known !== undefined && !this.#pending.has(entity) && saysNothingNew(known, state)) {
      // The disk keeps the older report, so that the age is measured from what was written.
      this.#known.set(entity, known);
      return;
    }
    this.#pending.set(entity, state);
  }

  remove(entity: EntityId): void {
    if (this.#known.delete(entity)) this.#pending.set(entity, undefined);
  }

  clear(): void {
    this.#pending.clear();
    this.#known.clear();
    this.#logBytes = 0;
    this.#foldBytes = 0;
  }

  /** Writes what waits; to be called in a transaction, and followed by `written` when that has held. */
  write(): void {
    if (this.#pending.size === 0) return;
    if (this.#logBytes > Math.max(LOG_BYTES_MIN, LOG_FACTOR * this.#foldBytes)) {
      this.#fold();
      return;
    }
    const body = encodeStates([...this.#pending].map(([entity, state]) => ({ entity, state })));
    this.#insert.run(body);
    this.#logBytes += body.length;
  }

  written(): void {
    this.#pending.clear();
  }

  #fold(): void {
    const rows = this.states();
    this.#db.prepare('DELETE FROM state_batch').run();
    let bytes = 0;
    for (let from = 0; from < rows.length; from += FOLD_ROWS) {
      const body = encodeStates(rows.slice(from, from + FOLD_ROWS));
      this.#insert.run(body);
      bytes += body.length;
    }
    this.#foldBytes = bytes;
    this.#logBytes = 0;
  }
}

/** The mirror hands the same attributes back where a report changed none of them. */
function saysNothingNew(known: EntityState, state: EntityState): boolean {
  return (
    known.state === state.state &&
    known.attributes === state.attributes &&
    known.changedAt === state.changedAt &&
    state.reportedAt - known.reportedAt < REPORTED_AGE_MS
  );
}
