import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SqliteContextStore } from '../../runtime/adapters/sqlite/sqliteContextStore.ts';
import { bundleDriver, type Driver, finished, start } from './child.ts';

const ROUNDS = 100;
const KILL_AFTER_MS_MAX = 80;
/** Rounds between two looks: a file killed twice in a row must be as sound as one killed once. */
const LOOK_EVERY = 4;

const folder = mkdtempSync(join(tmpdir(), 'hearth-kill-'));
const path = join(folder, 'hearth.db');
let driver: Driver;
beforeAll(async () => {
  driver = await bundleDriver();
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  rmSync(driver.folder, { recursive: true, force: true });
});

/** Runs a process that commits, kills it at some moment, and returns what it acknowledged. */
async function round(run: number, killAfterMs: number): Promise<string[]> {
  const child = start(process.execPath, [driver.script, 'commit', path, String(run)]);
  const end = finished(child);
  child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), killAfterMs));
  const { said } = await end;
  // The last line may be cut: it was not acknowledged.
  return said.split('\n').slice(0, -1);
}

function look(acknowledged: readonly string[]): void {
  const store = SqliteContextStore.open(path);
  expect(store.opened.kind).toBe('opened');
  const turns = new Set(store.decisions(1e6).map((turn) => turn.id));
  const memory = store.load();
  const phrases = new Set(memory.rewrites.map((entry) => entry.from));
  const said = new Map(memory.history.map((one) => [one.phrase, one]));
  const signals = new Set(store.pendingSignals(1e6).map(({ id }) => id));
  const lost = acknowledged.filter((line) => {
    const [kind, id = ''] = line.split(' ');
    if (kind === 'turn') return !turns.has(id);
    if (kind === 'taught') return !turns.has(id.replace('secret', 'teach-'));
    if (kind === 'signal') return !signals.has(id);
    if (kind === 'learned') return !phrases.has(`learned ${id}`) || said.get(`said ${id}`)?.vector?.length !== 512;
    if (kind === 'rewrites') return !phrases.has(`a ${id}`) || !phrases.has(`b ${id}`);
    return false;
  });
  expect(lost).toEqual([]);
  // One transaction: both or none.
  for (const phrase of phrases) if (phrase.startsWith('a ')) expect(phrases.has(`b${phrase.slice(1)}`)).toBe(true);
  for (const phrase of phrases)
    if (phrase.startsWith('learned ')) expect(said.has(phrase.replace('learned', 'said'))).toBe(true);
  const latest = acknowledged.findLast((line) => line.startsWith('learned '))?.slice(8);
  if (latest !== undefined) expect(memory.learned.ranker).toBeDefined();
  expect([0, 50]).toContain(memory.states.length);
  expect(new Set(memory.states.map(({ state }) => state.state)).size).toBeLessThanOrEqual(1);
  store.acknowledgeSignals([...signals]);
  // What was forgotten is in no byte, not even where the process died before it had overwritten it.
  const bytes = ['', '-wal', '-shm'].map((part) => path + part).filter((part) => existsSync(part));
  for (const part of bytes) {
    const text = readFileSync(part).toString('latin1');
    for (const line of acknowledged) if (line.startsWith('forgot ')) expect(text).not.toContain(line.slice(7));
  }
  store.close();
}

test(`killed at ${ROUNDS} random moments, it has lost nothing that it acknowledged`, { timeout: 120_000 }, async () => {
  let acknowledged: string[] = [];
  let total = 0;
  for (let run = 1; run <= ROUNDS; run++) {
    const said = await round(run, Math.random() * KILL_AFTER_MS_MAX);
    expect(said[0]).toBe(run === 1 ? 'open created' : 'open opened');
    acknowledged.push(...said.slice(1));
    total += said.length - 1;
    if (run % LOOK_EVERY !== 0) continue;
    look(acknowledged);
    acknowledged = [];
  }
  expect(total).toBeGreaterThan(ROUNDS);
});
