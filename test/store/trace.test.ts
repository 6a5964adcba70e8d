import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, describe, expect, test } from 'vitest';
import { SqliteContextStore } from '../../runtime/adapters/sqlite/sqliteContextStore.ts';
import { limits } from '../../runtime/domain/limits.ts';
import { turnOf } from '../context/fixtures.ts';
import { AT, habit, rewrite, saidBefore, signal, stateOf, verdict } from './samples.ts';

const folder = mkdtempSync(join(tmpdir(), 'hearth-trace-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Every byte of the file, its log and its index, as letters. */
function bytesOf(path: string): string {
  const parts = ['', '-wal', '-shm'].map((part) => path + part).filter((part) => existsSync(part));
  return parts.map((part) => readFileSync(part).toString('latin1').toLowerCase()).join('');
}

function filled(name: string): { path: string; store: SqliteContextStore } {
  const path = join(folder, name);
  const store = SqliteContextStore.open(path);
  for (let i = 0; i < 80; i++) {
    // Some long enough to leave their page, and their neighbours' pages, behind.
    const text = `please zanzibar ${i} ${'word '.repeat(i % 7 === 0 ? 1_500 : 4 * i)}`;
    store.commitTurn(turnOf({ id: `t${i}`, at: AT, text, slots: { phrase: 'Zanzibar' }, say: 'zanzibar it is' }));
    store.commitTurn(turnOf({ id: `o${i}`, at: AT, text: 'what about madagascar' }));
  }
  const effects = [
    { type: 'teachPhrase', phrase: 'zanzibar', meaning: 'dim the lights' },
    { type: 'teachName', name: 'Zanzibar', entity: 'light.a' },
    { type: 'preference', category: 'travel', value: 'Zanzibar', person: 'Anna' },
  ] as const;
  store.commitTurn(turnOf({ id: 'teach', at: AT, text: 'zanzibar means dim the lights', effects }));
  const proof = { days: [1], by: ['Anna'], moments: ['room=kitchen'] };
  store.putRewrites([
    rewrite('sansibar', 'zanzibar'),
    rewrite('take me to zanzibar now', 'dim the lights', { proof, when: 'room=kitchen' }),
  ]);
  store.putHistory([
    saidBefore('fly to zanzibar tonight', { text: 'Fly to Zanzibar tonight', speaker: 'Anna' }),
    saidBefore('what about madagascar'),
  ]);
  store.putLearned('asking', { failed: [{ phrase: 'zanzibar in the morning', count: 1 }] });
  store.putHabits([habit({ speaker: 'Anna' })]);
  store.commitVerdict(verdict('t1'), signal('s1'));
  return { path, store };
}

describe('what was forgotten is in no byte of the files', () => {
  const check = (
    name: string,
    forget: (store: SqliteContextStore) => void,
    gone: readonly string[],
    kept: readonly string[],
  ) =>
    test(name, () => {
      const { path, store } = filled(`${name}.db`);
      expect(bytesOf(path)).toContain('zanzibar');
      forget(store);
      for (const word of gone) expect(bytesOf(path)).not.toContain(word);
      for (const word of kept) expect(bytesOf(path)).toContain(word);
      store.close();
      for (const word of gone) expect(bytesOf(path)).not.toContain(word);
    });

  const everywhere = (store: SqliteContextStore) => {
    store.forget({ type: 'forget', category: 'Travel' });
    store.forget({ type: 'forget', phrase: 'zanzibar' });
  };
  check('a phrase', everywhere, ['zanzibar', 'sansibar'], ['madagascar']);
  const byVoice = (store: SqliteContextStore) => {
    const slots = { phrase: 'zanzibar' };
    const effects = [{ type: 'forget', scope: 'everything' }] as const;
    store.commitTurn(turnOf({ id: 'f', at: AT, text: 'forget zanzibar', slots, effects }));
  };
  check('everything taught, by voice', byVoice, ['zanzibar', 'sansibar'], ['madagascar']);
  check('all of it', (store) => store.erase(), ['zanzibar', 'madagascar', 'anna', 'dim the lights'], []);
});

test('everything forgotten by voice takes what is usual, what was said and what was learned with it', () => {
  const { path, store } = filled('everything.db');
  store.flush();
  store.putLearned('ranker', { bias: [['light.a', 0.5]] });
  const effects = [{ type: 'forget', scope: 'everything' }] as const;
  store.commitTurn(turnOf({ id: 'f', at: AT, text: 'forget everything', effects }));
  const { habits, history, learned, preferences, rewrites, names } = store.load();
  expect({ habits, history, learned, preferences, rewrites, names }).toEqual({
    habits: [],
    history: [],
    learned: {},
    preferences: [],
    rewrites: [],
    names: [],
  });
  // The vector of what was said tells it as well as its words.
  const vector = Buffer.from(saidBefore('fly to zanzibar tonight').vector ?? [])
    .toString('latin1')
    .toLowerCase();
  expect(bytesOf(path)).not.toContain(vector.slice(0, 64));
  store.close();
});

test('forgetting a phrase leaves what others said', () => {
  const { store } = filled('others.db');
  store.forget({ type: 'forget', phrase: 'zanzibar' });
  expect(store.load().history.map(({ phrase }) => phrase)).toEqual(['what about madagascar']);
  expect(store.load().learned).toEqual({});
  store.close();
});

test('what is owed after a kill is done at the next start', () => {
  const path = join(folder, 'owed.db');
  SqliteContextStore.open(path).close();
  const db = new Database(path);
  db.pragma('secure_delete = OFF');
  db.exec("INSERT INTO name VALUES (1, 'zanzibar', 'zanzibar', 'light.a', 0)");
  db.exec("DELETE FROM name; INSERT INTO counter VALUES ('scrub', 1)");
  db.close();
  expect(bytesOf(path)).toContain('zanzibar');
  const store = SqliteContextStore.open(path);
  expect(bytesOf(path)).not.toContain('zanzibar');
  expect(store.load().counters).toEqual({});
  store.close();
});

test('the file is its owner’s alone', () => {
  const path = join(folder, 'mode.db');
  const store = SqliteContextStore.open(path);
  store.commitTurn(turnOf({ at: AT }));
  for (const part of ['', '-wal']) expect(statSync(path + part).mode & 0o077).toBe(0);
  store.close();
});

describe('writing little', () => {
  test('the log of states is cleaned, and stays within a few times what it holds', () => {
    const path = join(folder, 'fold.db');
    const store = SqliteContextStore.open(path);
    for (let i = 0; i < 20_000; i++) {
      store.putState(`light.l${i % 200}`, stateOf(`${i % 97}`, AT + i * 100));
      if (i % 50 === 0) store.flush();
    }
    store.close();
    const db = new Database(path);
    const { bytes } = db.prepare('SELECT sum(length(body)) AS bytes FROM state_batch').get() as { bytes: number };
    db.close();
    expect(bytes).toBeLessThan(48 * 1024);
  });

  test('a report that says nothing new is not written', () => {
    const store = SqliteContextStore.open(join(folder, 'same.db'));
    const state = stateOf('on');
    store.putState('light.a', state);
    store.flush();
    const before = store.bytesWritten();
    for (let i = 0; i < 100; i++) {
      store.putState('light.a', { ...state, reportedAt: AT + i });
      store.flush();
    }
    expect(store.bytesWritten()).toBe(before);
    store.putState('light.a', { ...state, reportedAt: AT + 3_600_000 });
    store.flush();
    expect(store.bytesWritten()).toBeGreaterThan(before);
    store.close();
  });

  test.runIf(existsSync('/proc/self/io'))('the bytes told are those that the kernel saw', () => {
    const path = join(folder, 'meter.db');
    const store = SqliteContextStore.open(path);
    const written = (): number => Number(/wchar: (\d+)/.exec(readFileSync('/proc/self/io', 'utf8'))?.[1]);
    const [told, seen] = [store.bytesWritten(), written()];
    for (let i = 0; i < 2_500; i++) {
      store.putState(`light.l${i % 50}`, stateOf('on', AT + i));
      store.putHabits([habit({ quarter: i % 96 }), habit({ quarter: i % 95, entity: 'light.b' })]);
      if (i % 10 === 0) store.commitTurn(turnOf({ id: `t${i}`, at: AT, text: 'x'.repeat((i * 7) % 3_000) }));
      store.flush();
    }
    // The log was folded into the file more than once.
    expect(store.bytesWritten() - told).toBeGreaterThan(2 * limits.storeLogPagesMax * 4_096);
    const share = (store.bytesWritten() - told) / (written() - seen);
    expect(share).toBeGreaterThan(0.98);
    expect(share).toBeLessThan(1.02);
    store.close();
  });
});
