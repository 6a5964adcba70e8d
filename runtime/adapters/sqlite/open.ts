import { chmodSync, closeSync, existsSync, fsyncSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Database, { type Database as Connection } from 'better-sqlite3';
import { HearthError } from '../../domain/errors.ts';
import { limits } from '../../domain/limits.ts';
import type { ContextStore } from '../../ports/contextStore.ts';
import { storeError } from './faults.ts';
import { salvage, setAside } from './salvage.ts';
import { APPLICATION_ID, migrate, SCHEMA_VERSION, tablesOf, versionOf } from './schema.ts';

export interface Opened {
  readonly db: Connection;
  readonly opened: ContextStore['opened'];
  /** Set where the disk cannot be written: `db` is then a copy in memory. */
  readonly fault?: HearthError;
}

export const IN_MEMORY = ':memory:';

/**
 * Opens the file, whatever state it is in.
 *
 * An earlier version is migrated, a damaged file set aside and rebuilt, one that cannot be written copied into memory.
 * Errors: `store-newer`, and `store-failed` where the file is somebody else's.
 */
export function openDatabase(path: string, pagesMax: number): Opened {
  if (path === IN_MEMORY) {
    const db = new Database(IN_MEMORY);
    tune(db, pagesMax);
    migrate(db);
    return { db, opened: { kind: 'created', detail: 'in memory' } };
  }
  try {
    return openFile(path, pagesMax);
  } catch (error) {
    const fault = storeError(error, path);
    if (fault.code === 'store-damaged') return rebuild(path, pagesMax, whyOf(error, path));
    if (fault.code === 'store-readonly' || fault.code === 'store-full') return openCopy(path, pagesMax, fault);
    throw fault;
  }
}

function openFile(path: string, pagesMax: number): Opened {
  const isNew = !existsSync(path) || statSync(path).size === 0;
  if (isNew) create(path);
  const db = new Database(path, { timeout: limits.storeBusyMsMax });
  try {
    const version = versionOf(db);
    refuseForeign(db, path, version);
    db.pragma('journal_mode = WAL');
    tune(db, pagesMax);
    if (version > 0) check(db);
    // Whether the disk can be written shows only when something is.
    db.exec('BEGIN IMMEDIATE; ROLLBACK');
    if (version < SCHEMA_VERSION) migrate(db);
    if (version === 0) return { db, opened: { kind: 'created', detail: path } };
    const detail = version < SCHEMA_VERSION ? `from version ${version} to ${SCHEMA_VERSION}` : path;
    return { db, opened: { kind: version < SCHEMA_VERSION ? 'migrated' : 'opened', detail } };
  } catch (error) {
    db.close();
    throw error;
  }
}

/** What is said at home is for its own people: nobody else's to read. */
function create(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  closeSync(openSync(path, 'a', 0o600));
  chmodSync(path, 0o600);
  syncFolder(path);
}

function syncFolder(path: string): void {
  const folder = openSync(dirname(path), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

function tune(db: Connection, pagesMax: number): void {
  // Nothing that was acknowledged may be lost with the power; states are written under NORMAL, see the store.
  db.pragma('synchronous = FULL');
  // The log is folded off the decision's path, and its bytes are counted: see walMeter.ts.
  db.pragma('wal_autocheckpoint = 0');
  // VACUUM's scratch would leave what was said in /var/tmp.
  db.pragma('temp_store = MEMORY');
  // Deleted bytes are overwritten where that costs no further page; forgetting overwrites them all.
  db.pragma('secure_delete = FAST');
  db.pragma('cache_size = -4096');
  db.pragma(`max_page_count = ${pagesMax}`);
}

function refuseForeign(db: Connection, path: string, version: number): void {
  const application = db.pragma('application_id', { simple: true });
  if (application !== APPLICATION_ID && (version !== 0 || tablesOf(db).length > 0)) {
    throw new HearthError('store-failed', `${path} is another program's database. Name another file.`);
  }
  if (version > SCHEMA_VERSION) {
    throw new HearthError(
      'store-newer',
      `${path} was written by a newer Hearth (version ${version}, this one knows ${SCHEMA_VERSION}). ` +
        'Install that release again, or name another file; nothing was changed.',
    );
  }
}

/** Reads every page once: damage shows now, where it can be mended, and not in the middle of a turn. */
function check(db: Connection): void {
  const found = db.pragma('quick_check(1)', { simple: true });
  if (found !== 'ok') throw new HearthError('store-damaged', String(found));
}

/** Without the advice that goes with a damaged file: what it advises is about to be done. */
function whyOf(error: unknown, path: string): string {
  return `${path}: ${error instanceof Error ? error.message : String(error)}.`;
}

function rebuild(path: string, pagesMax: number, why: string): Opened {
  let kept: string;
  try {
    kept = setAside(path);
    create(path);
  } catch (error) {
    return openCopy(path, pagesMax, storeError(error, path));
  }
  const db = new Database(path, { timeout: limits.storeBusyMsMax });
  try {
    db.pragma('journal_mode = WAL');
    tune(db, pagesMax);
    migrate(db);
    const counts = salvage(kept, db);
    syncFolder(path);
    const rows = [...(counts ?? [])].map(([table, n]) => `${n} ${table}`).join(', ') || 'nothing';
    const detail = `${why} It is kept as ${kept}; what could be read: ${rows}.`;
    return { db, opened: { kind: 'rebuilt', detail } };
  } catch (error) {
    db.close();
    return openCopy(kept, pagesMax, storeError(error, path));
  }
}

/** The daemon goes on with what the file has; whatever must be durable is refused. */
function openCopy(path: string, pagesMax: number, fault: HearthError): Opened {
  const db = new Database(IN_MEMORY);
  tune(db, pagesMax);
  migrate(db);
  const counts = salvage(path, db);
  return { db, opened: { kind: counts?.size ? 'opened' : 'created', detail: fault.message }, fault };
}
