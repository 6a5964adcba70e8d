import {
  closeSync,
  cpSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { migrate, SCHEMA_VERSION } from '../../runtime/adapters/sqlite/schema.ts';
import { SqliteContextStore } from '../../runtime/adapters/sqlite/sqliteContextStore.ts';
import { turnOf } from '../context/fixtures.ts';
import { AT, habit, rewrite, signal, stateOf, verdict } from './samples.ts';

const PAGE_BYTES = 4096;
const TURNS = 400;
const folder = mkdtempSync(join(tmpdir(), 'hearth-damage-'));
const whole = join(folder, 'whole.db');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeAll(() => {
  const store = SqliteContextStore.open(whole);
  for (let i = 0; i < TURNS; i++) store.commitTurn(turnOf({ id: `t${i}`, at: AT + i, text: `turn on number ${i}` }));
  for (let i = 0; i < 50; i++) store.commitVerdict(verdict(`t${i}`), signal(`s${i}`));
  store.putRewrites(Array.from({ length: 300 }, (_, i) => rewrite(`phrase ${i}`, `meaning ${i}`)));
  store.putHabits(Array.from({ length: 300 }, (_, i) => habit({ entity: `light.l${i}` })));
  for (let i = 0; i < 300; i++) store.putState(`light.l${i}`, stateOf('on'));
  store.close();
});

let copies = 0;
function copyOfWhole(): string {
  const path = join(folder, `copy${++copies}`, 'hearth.db');
  cpSync(whole, path);
  return path;
}

function overwrite(path: string, page: number, bytes: Uint8Array): void {
  const file = openSync(path, 'r+');
  writeSync(file, bytes, 0, bytes.length, (page - 1) * PAGE_BYTES);
  closeSync(file);
}

/** Deterministic noise. */
function noise(length: number, seed: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let x = seed * 2_654_435_761 + 1;
  for (let i = 0; i < length; i++) {
    x = (Math.imul(x, 1_103_515_245) + 12_345) >>> 0;
    bytes[i] = x >>> 16;
  }
  return bytes;
}

function pagesOf(path: string): number {
  return statSync(path).size / PAGE_BYTES;
}

describe('a damaged file is set aside, reported and rebuilt', () => {
  const check = (name: string, damage: (path: string) => void, expected: { turnsMin: number; rewritesMin: number }) =>
    test(name, () => {
      const path = copyOfWhole();
      damage(path);
      const store = SqliteContextStore.open(path);
      expect(store.opened.kind).toBe('rebuilt');
      expect(store.opened.detail).toContain('hearth.db.damaged-1');
      expect(existsSync(`${path}.damaged-1`)).toBe(true);
      const { rewrites } = store.load();
      const turns = store.decisions(1e6);
      expect(turns.length).toBeGreaterThanOrEqual(expected.turnsMin);
      expect(rewrites.length).toBeGreaterThanOrEqual(expected.rewritesMin);
      for (const turn of turns) expect(turn.hypotheses[0]?.text).toMatch(/^turn on number \d+$/);
      for (const { from, to } of rewrites) expect(to.slice(8)).toBe(from.slice(7));
      store.commitTurn(turnOf({ id: 'after', at: AT + 1e6 }));
      store.close();
      const again = SqliteContextStore.open(path);
      expect(again.opened.kind).toBe('opened');
      expect(again.decisions(1)[0]?.id).toBe('after');
      again.close();
    });

  check('garbage from end to end', (path) => writeFileSync(path, noise(100_000, 1)), { turnsMin: 0, rewritesMin: 0 });
  check('a text', (path) => writeFileSync(path, 'hello\n'.repeat(500)), { turnsMin: 0, rewritesMin: 0 });
  check('cut to half', (path) => truncateSync(path, Math.floor(pagesOf(path) / 2) * PAGE_BYTES), {
    turnsMin: 50,
    rewritesMin: 0,
  });
  check('cut within a page', (path) => truncateSync(path, statSync(path).size - 1_000), {
    turnsMin: 300,
    rewritesMin: 0,
  });
  check('one page in the middle', (path) => overwrite(path, Math.floor(pagesOf(path) / 2), noise(PAGE_BYTES, 2)), {
    turnsMin: TURNS / 2,
    rewritesMin: 0,
  });
  check('one page of zeros', (path) => overwrite(path, 40, new Uint8Array(PAGE_BYTES)), {
    turnsMin: TURNS / 2,
    rewritesMin: 0,
  });
  check('the first page', (path) => overwrite(path, 1, noise(PAGE_BYTES, 3)), { turnsMin: TURNS, rewritesMin: 300 });
});

test('whichever page is hit, most of the rest comes back and nothing that was not written', () => {
  const pages = pagesOf(whole);
  const lost: number[] = [];
  for (let page = 2; page <= pages; page += Math.max(1, Math.floor(pages / 30))) {
    const path = copyOfWhole();
    overwrite(path, page, noise(PAGE_BYTES, page));
    const store = SqliteContextStore.open(path);
    const turns = store.decisions(1e6);
    lost.push(TURNS - turns.length);
    expect(turns.every((turn) => /^turn on number \d+$/.test(turn.hypotheses[0]?.text ?? ''))).toBe(true);
    expect(store.fault()).toBeUndefined();
    store.close();
  }
  // One page holds a turn or a few; where it is an inner page of the tree, it hides those below it.
  expect(lost.filter((n) => n > 10).length).toBeLessThanOrEqual(lost.length / 10);
});

test('a damaged log costs its own transactions and no more', () => {
  const path = copyOfWhole();
  const store = SqliteContextStore.open(path);
  store.commitTurn(turnOf({ id: 'in the log', at: AT }));
  cpSync(path, `${path}2`);
  writeFileSync(`${path}2-wal`, noise(50_000, 4));
  store.close();
  const other = SqliteContextStore.open(`${path}2`);
  expect(other.opened.kind).toBe('opened');
  expect(other.decisions(1e6)).toHaveLength(TURNS);
  other.close();
});

test('damaged copies are numbered, bounded, and go when something must be forgotten', () => {
  const path = copyOfWhole();
  const copiesOf = () => readdirSync(join(path, '..')).filter((name) => /damaged-\d+$/.test(name));
  for (let i = 0; i < 5; i++) {
    writeFileSync(path, noise(9_000, i));
    SqliteContextStore.open(path).close();
  }
  expect(copiesOf()).toEqual(['hearth.db.damaged-3', 'hearth.db.damaged-4', 'hearth.db.damaged-5']);
  const store = SqliteContextStore.open(path);
  store.erase();
  store.close();
  expect(copiesOf()).toEqual([]);
});

test('a file of a newer version is refused and left as it is', () => {
  const path = copyOfWhole();
  const db = new Database(path);
  db.pragma(`user_version = ${SCHEMA_VERSION + 1}`);
  db.close();
  const before = readFileSync(path);
  expect(() => SqliteContextStore.open(path)).toThrowError(expect.objectContaining({ code: 'store-newer' }));
  expect(readFileSync(path).equals(before)).toBe(true);
});

test('another program’s database is refused and left as it is', () => {
  const path = join(folder, 'other.db');
  const db = new Database(path);
  db.exec('CREATE TABLE recipes(name TEXT)');
  db.close();
  const before = readFileSync(path);
  expect(() => SqliteContextStore.open(path)).toThrowError(expect.objectContaining({ code: 'store-failed' }));
  expect(readFileSync(path).equals(before)).toBe(true);
});

describe('a file of version 1', () => {
  function version1(path: string): void {
    const db = new Database(path);
    db.pragma('journal_mode = WAL');
    migrate(db, 1);
    const turn = JSON.stringify(turnOf({ id: 'v1', at: AT }));
    db.prepare('INSERT INTO turn(id, at, body) VALUES (?, ?, ?)').run('v1', AT, turn);
    db.prepare("INSERT INTO habit VALUES (1, 'light.a', 'turn_on', 'Anna', 28, '', 2.5, ?)").run(AT);
    const put = db.prepare('INSERT INTO state VALUES (?, ?, ?, ?, ?)');
    for (let i = 0; i < 200; i++) put.run(`light.l${i}`, 'on', '{"brightness":7}', AT, AT + 1);
    db.close();
  }

  test('is brought forward with all it has', () => {
    const path = join(folder, 'v1.db');
    version1(path);
    const store = SqliteContextStore.open(path);
    expect(store.opened).toEqual({ kind: 'migrated', detail: 'from version 1 to 3' });
    const memory = store.load();
    expect(memory.turns.map(({ id }) => id)).toEqual(['v1']);
    expect(memory.habits).toEqual([habit({ speaker: 'Anna', day: 'any', count: 2.5 })]);
    expect(memory.states).toHaveLength(200);
    const state = { state: 'on', attributes: { brightness: 7 }, changedAt: AT, reportedAt: AT + 1 };
    expect(memory.states[0]).toEqual({ entity: 'light.l0', state });
    store.close();
    const again = SqliteContextStore.open(path);
    expect(again.opened.kind).toBe('opened');
    again.close();
  });

  test('stays what it was where a step fails', () => {
    const path = join(folder, 'v1-failing.db');
    version1(path);
    const db = new Database(path);
    db.exec('CREATE TABLE habit_2(in_the_way TEXT)');
    db.close();
    expect(() => SqliteContextStore.open(path)).toThrowError(expect.objectContaining({ code: 'store-failed' }));
    const after = new Database(path);
    expect(after.pragma('user_version', { simple: true })).toBe(1);
    expect(after.prepare('SELECT count(*) AS n FROM state').get()).toEqual({ n: 200 });
    after.close();
  });

  test('can be damaged as well', () => {
    const path = join(folder, 'v1-damaged.db');
    version1(path);
    const file = readFileSync(path);
    overwrite(path, file.length / PAGE_BYTES, noise(PAGE_BYTES, 5));
    const store = SqliteContextStore.open(path);
    expect(store.opened.kind).toBe('rebuilt');
    expect(store.load().turns.map(({ id }) => id)).toEqual(['v1']);
    store.close();
  });
});
