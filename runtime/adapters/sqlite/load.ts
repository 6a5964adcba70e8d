import type { Database } from 'better-sqlite3';
import type { Turn } from '../../domain/context.ts';
import { limits } from '../../domain/limits.ts';
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

/** Turns a start takes up again: enough for the conversations of several satellites. */
const TURNS_LOADED = 8 * limits.conversationTurnsMax;

/** All but the states. */
export function loadMemory(db: Database): Omit<StoredMemory, 'states'> {
  const counters = rowsOf<{ name: string; value: number }>(db, 'SELECT name, value FROM counter ORDER BY name');
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
    // A turn whose words were forgotten is no conversation to go on with.
    turns: loadTurns(db, TURNS_LOADED)
      .filter((turn) => turn.hypotheses.length > 0)
      .reverse(),
    counters: Object.fromEntries(counters.map(({ name, value }) => [name, value])),
  };
}

/** Newest first. */
export function loadTurns(db: Database, limit: number): readonly Turn[] {
  return bodies(db, 'SELECT body FROM turn ORDER BY seq DESC LIMIT ?', limit).flatMap((body) => parseTurn(body) ?? []);
}

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
