import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Database, { type Database as Connection } from 'better-sqlite3';
import { isSound } from './rows.ts';
import { migrate, SCHEMA_VERSION, tablesOf } from './schema.ts';

/** Damaged copies kept for whoever wants to look; older ones go, since a failing card would fill the disk. */
const COPIES_MAX = 3;
/** Row numbers tried one by one between the readable ends of a damaged table. */
const PROBES_MAX = 50_000;
const PARTS = ['', '-wal', '-shm'] as const;

/** Moves a file and its log out of the way; the path under which they are kept. */
export function setAside(path: string): string {
  const numbers = damagedCopies(path).map((copy) => Number(copy.slice(copy.lastIndexOf('-') + 1)));
  const kept = `${path}.damaged-${Math.max(0, ...numbers) + 1}`;
  for (const part of PARTS) if (existsSync(path + part)) renameSync(path + part, kept + part);
  for (const copy of damagedCopies(path).slice(0, -COPIES_MAX)) removeParts(copy);
  return kept;
}

/** Nothing can be taken out of a damaged file: what must be forgotten takes the whole copy with it. */
export function removeDamagedCopies(path: string): void {
  for (const copy of damagedCopies(path)) removeParts(copy);
}

/** Oldest first. */
function damagedCopies(path: string): string[] {
  const prefix = `${basename(path)}.damaged-`;
  if (!existsSync(dirname(path))) return [];
  return readdirSync(dirname(path))
    .filter((name) => name.startsWith(prefix) && /^\d+$/.test(name.slice(prefix.length)))
    .sort((a, b) => Number(a.slice(prefix.length)) - Number(b.slice(prefix.length)))
    .map((name) => join(dirname(path), name));
}

function removeParts(path: string): void {
  for (const part of PARTS) rmSync(path + part, { force: true });
}

/** Opens a file that may be unwritable, damaged or both, only to read it. Undefined where SQLite cannot at all. */
export function openToRead(path: string): Connection | undefined {
  if (!existsSync(path)) return undefined;
  // "immutable" reads without a log's index, which a folder that cannot be written has no place for.
  for (const name of [path, `file:${encodeURI(path)}?immutable=1`]) {
    let db: Connection | undefined;
    try {
      db = new Database(name, { readonly: true, fileMustExist: name === path });
      db.prepare('SELECT count(*) FROM sqlite_schema').get();
      return db;
    } catch {
      db?.close();
    }
  }
  return undefined;
}

/**
 * Copies every row that can be read into an empty database, and brings it to the present version; how many rows each
 * table gave.
 */
export function salvage(from: Connection, into: Connection): Map<string, number> {
  const version = Math.min(
    SCHEMA_VERSION,
    Math.max(
      1,
      quietly(() => Number(from.pragma('user_version', { simple: true })), 1),
    ),
  );
  migrate(into, version);
  const counts = new Map<string, number>();
  for (const table of tablesOf(into)) {
    const columns = (into.pragma(`table_info(${table})`) as { name: string }[]).map((column) => column.name);
    const insert = into.prepare(
      `INSERT OR IGNORE INTO ${table}(${columns.join()}) VALUES (${columns.map((name) => `@${name}`).join()})`,
    );
    const take = (row: Row): void => {
      const { rowid_: _rowid, ...values } = row;
      if (isSound(table, values)) quietly(() => insert.run(values), undefined);
    };
    into.transaction(() => readRows(from, table, columns, take))();
    const { n } = into.prepare(`SELECT count(*) AS n FROM ${table}`).get() as { n: number };
    if (n > 0) counts.set(table, n);
  }
  migrate(into);
  return counts;
}

interface Row {
  readonly rowid_: number;
  readonly [column: string]: unknown;
}

/** From the front until a page cannot be read, from the back until one cannot, then one by one between them. */
function readRows(from: Connection, table: string, columns: readonly string[], take: (row: Row) => void): void {
  const select = `SELECT rowid AS rowid_, ${columns.join()} FROM ${table} NOT INDEXED`;
  let first = Number.NEGATIVE_INFINITY;
  let last = Number.POSITIVE_INFINITY;
  const walk = (order: 'ASC' | 'DESC', note: (rowid: number) => void): boolean =>
    quietly(() => {
      for (const row of from.prepare(`${select} ORDER BY rowid ${order}`).iterate()) {
        note((row as Row).rowid_);
        take(row as Row);
      }
      return true;
    }, false);
  if (
    walk('ASC', (rowid) => {
      first = rowid;
    })
  )
    return;
  if (
    walk('DESC', (rowid) => {
      last = rowid;
    })
  )
    return;
  if (!Number.isFinite(last)) last = (Number.isFinite(first) ? first : 0) + PROBES_MAX;
  if (!Number.isFinite(first)) first = Math.max(0, last - PROBES_MAX);
  const probe = quietly(() => from.prepare(`${select} WHERE rowid = ?`), undefined);
  for (let rowid = first + 1; probe !== undefined && rowid < Math.min(last, first + PROBES_MAX); rowid++) {
    const row = quietly(() => probe.get(rowid) as Row | undefined, undefined);
    if (row !== undefined) take(row);
  }
}

function quietly<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}
