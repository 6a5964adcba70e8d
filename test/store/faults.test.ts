import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SqliteContextStore } from '../../runtime/adapters/sqlite/sqliteContextStore.ts';
import { turnOf } from '../context/fixtures.ts';
import { bundleDriver, type Driver, finished, start } from './child.ts';
import { AT, habit, rewrite, signal, stateOf, verdict } from './samples.ts';

const folder = mkdtempSync(join(tmpdir(), 'hearth-faults-'));
let driver: Driver;
beforeAll(async () => {
  driver = await bundleDriver();
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  rmSync(driver.folder, { recursive: true, force: true });
});

/** A disk of one's own takes root or user namespaces, which not every machine allows. */
const canMount = spawnSync('unshare', ['-Urm', 'mount', '-t', 'tmpfs', 'none', '/mnt']).status === 0;
if (!canMount) console.warn('test/store: no disk can be mounted here; full and read-only ones are not tried');

/** What a daemon says that meets a small disk, prepared by the shell commands. */
async function onDisk(name: string, size: string, prepare: string): Promise<string> {
  const mount = join(folder, name);
  mkdirSync(mount);
  const script = `mount -t tmpfs -o size=${size} none ${mount} && ${prepare.replaceAll('MOUNT', mount)} && exec "$0" "$@"`;
  const daemon = [process.execPath, driver.script, 'tryToWrite', join(mount, 'hearth.db')];
  const { said } = await finished(start('unshare', ['-Urm', 'sh', '-c', script, ...daemon]));
  return said;
}

describe('a database that cannot be written', () => {
  const refused = `state ok
flush ok
load ok
turn store-readonly
rewrites store-readonly
erase store-readonly
fault store-readonly
close ok
`;
  const filled = (name: string): string => {
    const path = join(folder, name);
    const store = SqliteContextStore.open(path);
    for (let i = 0; i < 3; i++) store.commitTurn(turnOf({ id: `t${i}`, at: AT }));
    store.close();
    return path;
  };

  test.runIf(canMount)('is read into memory; states go on, what must be durable is refused', async () => {
    const source = filled('sound.db');
    const said = await onDisk('readonly', '1m', `cp ${source} MOUNT/hearth.db && mount -o remount,ro MOUNT`);
    expect(said).toBe(`open opened 3\n${refused}`);
  });

  test.runIf(canMount)('and holds a log is read with it', async () => {
    const source = join(folder, 'logged.db');
    const store = SqliteContextStore.open(source);
    for (let i = 0; i < 3; i++) store.commitTurn(turnOf({ id: `t${i}`, at: AT }));
    const copy = `cp ${source} MOUNT/hearth.db && cp ${source}-wal MOUNT/hearth.db-wal && mount -o remount,ro MOUNT`;
    expect(await onDisk('logged', '1m', copy)).toBe(`open opened 3\n${refused}`);
    store.close();
  });

  test.runIf(canMount)('and is not there yet is an empty memory', async () => {
    expect(await onDisk('empty', '1m', 'mount -o remount,ro MOUNT')).toBe(`open created 0\n${refused}`);
  });

  test.runIf(process.getuid?.() !== 0)('for want of permission is the same', async () => {
    const path = filled(join('forbidden', 'hearth.db'));
    chmodSync(path, 0o444);
    chmodSync(dirname(path), 0o555);
    const { said } = await finished(start(process.execPath, [driver.script, 'tryToWrite', path]));
    chmodSync(dirname(path), 0o755);
    expect(said).toBe(`open opened 3\n${refused}`);
  });
});

describe('a full disk', () => {
  test.runIf(canMount)('refuses what must be durable, and the daemon goes on', async () => {
    const said = await onDisk('small', '1m', 'true');
    expect(said).toContain('open created 0\nstate ok\nflush ok\nload ok\nturn store-full\nrewrites store-full\n');
    expect(said).toContain('close ok\n');
  });

  test.runIf(canMount)('that was full before leaves an empty memory', async () => {
    const said = await onDisk('full', '64k', 'head -c 60k /dev/zero > MOUNT/other');
    expect(said).toContain('open created 0\nstate ok\nflush ok\nload ok\nturn store-full\n');
    expect(said).toContain('fault store-full\nclose ok\n');
  });

  test('loses nothing that waits, and is well again when there is room', () => {
    const path = join(folder, 'limit.db');
    const store = SqliteContextStore.open(path, 40);
    const full = expect.objectContaining({ name: 'HearthError', code: 'store-full' });
    store.commitTurn(turnOf({ id: 'before', at: AT }));
    expect(() => store.putRewrites([rewrite('a'.repeat(200_000), 'b')])).toThrowError(full);
    expect(() => store.commitVerdict({ ...verdict('u'), evidence: ['x'.repeat(200_000)] }, signal('s'))).toThrowError(
      full,
    );
    expect(store.pendingSignals(9)).toEqual([]);
    expect(store.load().rewrites).toEqual([]);
    // More than fits, and hard to deflate.
    const noise = Array.from({ length: 20_000 }, (_, i) => Math.sin(i) * 1e16);
    store.putState('sensor.big', { ...stateOf('on'), attributes: { noise } });
    store.putHabits([habit()]);
    expect(() => store.flush()).not.toThrow();
    expect(store.fault()).toMatchObject({ code: 'store-full' });
    expect(store.load().states).toHaveLength(1);
    store.putState('sensor.big', stateOf('off'));
    store.flush();
    expect(store.fault()).toBeUndefined();
    store.close();
    const again = SqliteContextStore.open(path);
    const memory = again.load();
    expect([memory.turns.length, memory.states.length, memory.habits.length]).toEqual([1, 1, 1]);
    again.close();
  });
});

test('a file that another process holds is waited for, then refused by code', () => {
  const path = join(folder, 'held.db');
  const store = SqliteContextStore.open(path);
  const other = new Database(path);
  other.exec('BEGIN IMMEDIATE');
  expect(() => store.commitTurn(turnOf({ at: AT }))).toThrowError(expect.objectContaining({ code: 'store-failed' }));
  other.exec('ROLLBACK');
  store.commitTurn(turnOf({ at: AT }));
  expect(store.fault()).toBeUndefined();
  other.close();
  store.close();
});
