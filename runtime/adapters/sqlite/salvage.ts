import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Database, Statement } from 'better-sqlite3';
import { type CarvedRow, carve, type Value } from './carve.ts';
import { isSound } from './rows.ts';
import { encodeStates, type StateRow } from './stateBatch.ts';

/** Damaged copies kept for whoever wants to look; older ones go, since a failing card would fill the disk. */
const COPIES_MAX = 3;
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

/**
 * Copies every row that can be read from a file into an empty database of the present version, whatever version the file
 * has; how many rows each table gave. Undefined where the file itself cannot be read.
 */
export function salvage(path: string, into: Database): ReadonlyMap<string, number> | undefined {
  let file: Buffer;
  let log: Buffer;
  try {
    file = readFileSync(path);
    log = existsSync(`${path}-wal`) ? readFileSync(`${path}-wal`) : Buffer.alloc(0);
  } catch {
    return undefined;
  }
  const counts = new Map<string, number>();
  const states: StateRow[] = [];
  const inserts = new Map<string, Statement>();
  into.transaction(() => {
    for (const carved of carve(file, log)) {
      const row = recognise(carved);
      if (row?.table === 'state') states.push(stateOfVersion1(row.values));
      else if (row !== undefined && insert(into, inserts, row)) counts.set(row.table, (counts.get(row.table) ?? 0) + 1);
    }
    if (states.length === 0) return;
    into.prepare('INSERT INTO state_batch(body) VALUES (?)').run(encodeStates(states));
    counts.set('state', states.length);
  })();
  return counts;
}

type Columns = { readonly [column: string]: Value };
interface Recognised {
  readonly table: string;
  readonly values: Columns;
}

const HABIT = ['seq', 'entity', 'service', 'speaker'];
const HABIT_END = ['quarter', 'after', 'count', 'last_at'];
const MOMENT = ['moment', 'plain_wins', 'plain_losses', 'proof'];
const HISTORY = ['speaker', 'phrase', 'text', 'intent', 'targets', 'wins', 'losses', 'last_at', 'vector'];
const REWRITE = ['layer', 'speaker', 'phrase', 'meaning', 'status', 'wins', 'losses', 'created_at', 'used_at'];
/**
 * What the rows of each table look like. t: text, i: integer, n: number, b: bytes, 0: null (the key, which stands in the
 * rowid), u: integer or null.
 */
const SHAPES: readonly (readonly [string, string, readonly string[]])[] = [
  ['turn', '0tit', ['seq', 'id', 'at', 'body']],
  ['verdict', '0tit', ['seq', 'turn', 'at', 'body']],
  ['rewrite', '0tttttnniutnnt', ['seq', ...REWRITE, ...MOMENT]],
  ['rewrite', '0tttttnniu', ['seq', ...REWRITE]],
  ['history', '0tttttnnib', ['seq', ...HISTORY]],
  ['history', '0tttttnni0', ['seq', ...HISTORY]],
  ['learned', '0tti', ['seq', 'name', 'body', 'at']],
  ['name', '0ttti', ['seq', 'phrase', 'name', 'entity', 'created_at']],
  ['preference', '0tttti', ['seq', 'person', 'phrase', 'category', 'value', 'at']],
  ['habit', '0ttttitni', [...HABIT, 'day', ...HABIT_END]],
  ['habit', '0tttitni', [...HABIT, ...HABIT_END]],
  ['signal', '0tt', ['seq', 'id', 'body']],
  ['counter', 'ti', ['name', 'value']],
  ['state_batch', '0b', ['seq', 'body']],
  ['state', 'tttii', ['entity', 'state', 'attributes', 'changed_at', 'reported_at']],
];

/** The table that a row is of, by its shape and its content; undefined where it could be of none. */
function recognise({ rowid, values }: CarvedRow): Recognised | undefined {
  for (const [table, shape, names] of SHAPES) {
    if (shape.length !== values.length || !values.every((value, i) => fits(value, shape[i]))) continue;
    const columns: Record<string, Value> = {};
    for (const [i, name] of names.entries()) columns[name] = name === 'seq' ? rowid : (values[i] as Value);
    // Version 1 did not keep the kind of day.
    if (table === 'habit') columns.day ??= 'any';
    if (isSound(table, columns)) return { table, values: columns };
  }
  return undefined;
}

function fits(value: Value, letter: string | undefined): boolean {
  if (value === null) return letter === '0' || letter === 'u';
  if (typeof value === 'string') return letter === 't';
  if (typeof value !== 'number') return letter === 'b';
  return letter === 'n' || (Number.isInteger(value) && (letter === 'i' || letter === 'u'));
}

function stateOfVersion1(row: Columns): StateRow {
  const { entity, state, attributes, changed_at: changedAt, reported_at: reportedAt } = row;
  return {
    entity: String(entity),
    state: {
      state: String(state),
      attributes: JSON.parse(String(attributes)),
      changedAt: Number(changedAt),
      reportedAt: Number(reportedAt),
    },
  };
}

/** False where the table has the row already, or refuses it. */
function insert(into: Database, inserts: Map<string, Statement>, { table, values }: Recognised): boolean {
  const names = Object.keys(values);
  let statement = inserts.get(table);
  if (statement === undefined) {
    const marks = names.map((name) => `@${name}`).join();
    statement = into.prepare(`INSERT OR IGNORE INTO ${table}(${names.join()}) VALUES (${marks})`);
    inserts.set(table, statement);
  }
  return statement.run(values).changes === 1;
}
