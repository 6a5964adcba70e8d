import type { Database } from 'better-sqlite3';
import type { EntityId, EntityState } from '../../domain/entity.ts';
import { decodeStates, encodeStates, type StateRow } from './stateBatch.ts';
import type { Statements } from './writes.ts';

/** Entities a row: small enough that a damaged page costs a few, large enough to deflate well. */
const ROW_ENTITIES = 128;
/** Old rows are taken up again when the log has this many entries for each that still counts. */
const LOG_FACTOR = 4;
/** A few pages are not worth the trouble. */
const LOG_ENTRIES_MIN = 1_024;
/** Then as many go as make it this much shorter: each cleaning touches pages at both ends of the table. */
const LOG_FACTOR_CLEANED = 2;
/** Entities that a cleaning writes again with one batch, so that no batch takes long. */
const CLEANED_ENTITIES_MAX = 512;
/** A report that says nothing new is written when the last one written is older. */
const REPORTED_AGE_MS = 10 * 60_000;

/**
 * The states on disk: a log of batches, each the last value of what changed since the batch before.
 *
 * One row for each entity would rewrite a 4 KiB page for nearly each entity of a batch; a batch here is one or two
 * pages at the end of a table. With it the oldest rows go, and what still counts of them is written again, so that the
 * log stays a few times as long as the home is large (Rosenblum and Ousterhout 1992, "The Design and Implementation of
 * a Log-Structured File System").
 */
export class StateLog {
  readonly #db: Database;
  readonly #sql: Statements;
  readonly #pending = new Map<EntityId, EntityState | undefined>();
  /** What the disk has, once all that waits is written; the same objects as the mirror's. */
  readonly #known = new Map<EntityId, EntityState>();
  /** The row that has the last word on an entity, also on one that is gone. */
  #rowOf = new Map<EntityId, number>();
  /** The entities of each row, oldest first. */
  #rows = new Map<number, readonly EntityId[]>();
  #entries = 0;
  /** What `write` did, to be taken over when its transaction has held. */
  #draft: { readonly removed: readonly number[]; readonly added: ReadonlyMap<number, readonly EntityId[]> } | undefined;

  constructor(db: Database, sql: Statements) {
    this.#db = db;
    this.#sql = sql;
  }

  get isClean(): boolean {
    return this.#pending.size === 0;
  }

  /** Reads the log; rows that cannot be read are passed over, and go with the next cleaning. */
  load(): void {
    for (const row of this.#db.prepare('SELECT seq, body FROM state_batch ORDER BY seq').iterate()) {
      const { seq, body } = row as { seq: number; body: Buffer };
      const entities: EntityId[] = [];
      for (const { entity, state } of read(body)) {
        entities.push(entity);
        if (state === undefined) this.#known.delete(entity);
        else this.#known.set(entity, state);
      }
      this.#add(seq, entities);
    }
  }

  states(): StateRow[] {
    return [...this.#known].map(([entity, state]) => ({ entity, state }));
  }

  put(entity: EntityId, state: EntityState): void {
    const known = this.#known.get(entity);
    // The disk keeps the older report, so that its age is measured from what was written.
    if (known !== undefined && !this.#pending.has(entity) && saysNothingNew(known, state)) return;
    this.#known.set(entity, state);
    this.#pending.set(entity, state);
  }

  remove(entity: EntityId): void {
    if (this.#known.delete(entity)) this.#pending.set(entity, undefined);
  }

  clear(): void {
    this.#pending.clear();
    this.#known.clear();
    this.#rowOf = new Map();
    this.#rows = new Map();
    this.#entries = 0;
    this.#draft = undefined;
  }

  /** Writes what waits; to be called in a transaction, and followed by `written` when that has held. */
  write(): void {
    if (this.#pending.size === 0) return;
    const batch = new Map(this.#pending);
    const removed = this.#clean(batch);
    const added = new Map<number, readonly EntityId[]>();
    const states = [...batch].map(([entity, state]) => ({ entity, state }));
    for (let from = 0; from < states.length; from += ROW_ENTITIES) {
      const part = states.slice(from, from + ROW_ENTITIES);
      const { lastInsertRowid } = this.#sql.get('INSERT INTO state_batch(body) VALUES (?)').run(encodeStates(part));
      const entities = part.map(({ entity }) => entity);
      added.set(Number(lastInsertRowid), entities);
    }
    this.#draft = { removed, added };
  }

  written(): void {
    if (this.#draft === undefined) return;
    for (const seq of this.#draft.removed) {
      const entities = this.#rows.get(seq) ?? [];
      this.#entries -= entities.length;
      for (const entity of entities) if (this.#rowOf.get(entity) === seq) this.#rowOf.delete(entity);
      this.#rows.delete(seq);
    }
    for (const [seq, entities] of this.#draft.added) this.#add(seq, entities);
    this.#draft = undefined;
    this.#pending.clear();
  }

  #add(seq: number, entities: readonly EntityId[]): void {
    this.#rows.set(seq, entities);
    this.#entries += entities.length;
    for (const entity of entities) this.#rowOf.set(entity, seq);
  }

  /** Deletes the oldest rows of a log that has grown too long; what still counts of them goes into the batch. */
  #clean(batch: Map<EntityId, EntityState | undefined>): number[] {
    const removed: number[] = [];
    let entries = this.#entries + batch.size;
    if (entries <= Math.max(LOG_ENTRIES_MIN, LOG_FACTOR * this.#known.size)) return removed;
    const most = batch.size + CLEANED_ENTITIES_MAX;
    for (const [seq, entities] of this.#rows) {
      if (entries <= LOG_FACTOR_CLEANED * this.#known.size || batch.size > most) break;
      this.#sql.get('DELETE FROM state_batch WHERE seq = ?').run(seq);
      removed.push(seq);
      entries -= entities.length;
      for (const entity of entities) {
        // That something is gone need not be said again: nothing older is left to contradict it.
        if (this.#rowOf.get(entity) !== seq || !this.#known.has(entity) || batch.has(entity)) continue;
        batch.set(entity, this.#known.get(entity));
        entries++;
      }
    }
    return removed;
  }
}

function read(body: Buffer): StateRow[] {
  try {
    return decodeStates(body);
  } catch {
    return [];
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
