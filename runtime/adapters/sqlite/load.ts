import type { Database } from 'better-sqlite3';
import type { Turn } from '../../domain/context.ts';
import type { Verdict } from '../../domain/decision.ts';
import { limits } from '../../domain/limits.ts';
import type { Instant } from '../../domain/time.ts';
import type { StoredMemory } from '../../ports/contextStore.ts';
import {
  type HabitRow,
  type HistoryRow,
  habitOf,
  type LearnedRow,
  type NameRow,
  nameOf,
  type PreferenceRow,
  parseLearned,
  parseSignal,
  parseTurn,
  parseVerdict,
  preferenceOf,
  type RewriteRow,
  readable,
  rewriteOf,
  saidBeforeOf,
} from './rows.ts';
import { tellsVoices, VOICES_TOLD } from './voices.ts';

/** Turns a start takes up again: enough for the conversations of several satellites. */
const TURNS_LOADED = 8 * limits.conversationTurnsMax;

/** All but the states. */
export function loadMemory(db: Database): Omit<StoredMemory, 'states'> {
  const sql = `SELECT name, value FROM counter WHERE name <> '${VOICES_TOLD}' ORDER BY name`;
  const counters = rowsOf<{ name: string; value: number }>(db, sql);
  // A turn whose words were forgotten is no conversation to go on with.
  const turns = loadTurns(db, TURNS_LOADED)
    .filter((turn) => turn.hypotheses.length > 0)
    .reverse();
  const verdicts = bodies(db, 'SELECT body FROM verdict ORDER BY seq DESC LIMIT ?', TURNS_LOADED).flatMap(
    (body) => parseVerdict(body) ?? [],
  );
  return {
    rewrites: rowsOf<RewriteRow>(db, 'SELECT * FROM rewrite ORDER BY seq').map(rewriteOf),
    names: rowsOf<NameRow>(db, 'SELECT * FROM name ORDER BY created_at, seq').map(nameOf),
    preferences: rowsOf<PreferenceRow>(db, 'SELECT * FROM preference ORDER BY at, seq').map(preferenceOf),
    habits: rowsOf<HabitRow>(db, 'SELECT * FROM habit ORDER BY seq').map(habitOf),
    history: rowsOf<HistoryRow>(db, 'SELECT * FROM history ORDER BY last_at, seq').map(saidBeforeOf),
    learned: Object.fromEntries(
      rowsOf<LearnedRow>(db, 'SELECT name, body FROM learned ORDER BY name').flatMap(({ name, body }) => {
        const value = parseLearned(body);
        return value === undefined ? [] : [[name, value]];
      }),
    ),
    turns,
    unjudged: turns.filter((turn) => !verdicts.some((verdict) => isOf(verdict, turn))),
    counters: Object.fromEntries(counters.map(({ name, value }) => [name, value])),
    tellsVoices: tellsVoices(db),
  };
}

/** Newest first. */
export function loadTurns(db: Database, limit: number): readonly Turn[] {
  return bodies(db, 'SELECT body FROM turn ORDER BY seq DESC LIMIT ?', limit).flatMap((body) => parseTurn(body) ?? []);
}

/** See `ContextStore.eachJudged`. */
export function eachJudged(db: Database, since: Instant, take: (turn: Turn, verdict: Verdict) => void): void {
  const verdicts = new Map<string, Verdict[]>();
  for (const { body } of db.prepare('SELECT body FROM verdict WHERE at >= ? ORDER BY seq').iterate(since) as Bodies) {
    const verdict = parseVerdict(body);
    if (verdict === undefined) continue;
    const known = verdicts.get(verdict.of);
    if (known === undefined) verdicts.set(verdict.of, [verdict]);
    else known.push(verdict);
  }
  for (const { body } of db.prepare('SELECT body FROM turn WHERE at >= ? ORDER BY seq').iterate(since) as Bodies) {
    const turn = parseTurn(body);
    if (turn === undefined || turn.hypotheses.length === 0) continue;
    const verdict = verdicts.get(turn.id)?.find((one) => isOf(one, turn));
    if (verdict !== undefined) take(turn, verdict);
  }
}
type Bodies = IterableIterator<{ body: string }>;

/** Ids may come again, of a satellite that counts from one at each start; a verdict follows its turn, however little happens. */
function isOf(verdict: Verdict, turn: Turn): boolean {
  return verdict.of === turn.id && verdict.at >= turn.at && verdict.at - turn.at <= VERDICT_MS_MAX;
}
const VERDICT_MS_MAX = 24 * 3_600_000;

export function exportTables(db: Database, memory: StoredMemory): { readonly [table: string]: readonly unknown[] } {
  const all = -1;
  const list = (values: readonly unknown[]): readonly unknown[] => values.map(readable);
  return {
    turns: list([...loadTurns(db, all)].reverse()),
    verdicts: list(
      bodies(db, 'SELECT body FROM verdict ORDER BY seq LIMIT ?', all).flatMap((b) => parseVerdict(b) ?? []),
    ),
    rewrites: list(memory.rewrites),
    names: list(memory.names),
    preferences: list(memory.preferences),
    habits: list(memory.habits),
    history: list(memory.history.map(({ vector: _vector, ...said }) => said)),
    learned: list(Object.entries(memory.learned).map(([name, value]) => ({ name, value }))),
    signals: bodies(db, 'SELECT body FROM signal ORDER BY seq LIMIT ?', all).flatMap((b) => parseSignal(b) ?? []),
    states: list(memory.states.map(({ entity, state }) => ({ entity, ...state }))),
  };
}

function bodies(db: Database, sql: string, limit: number): string[] {
  return (db.prepare(sql).all(limit) as { body: string }[]).map((row) => row.body);
}

function rowsOf<T>(db: Database, sql: string): T[] {
  return db.prepare(sql).all() as T[];
}
