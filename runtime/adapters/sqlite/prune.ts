import type { Database } from 'better-sqlite3';
import { limits } from '../../domain/limits.ts';
import { DAY_MS } from '../../domain/time.ts';

/** Retired before candidates before what is on probation or in force, taught ones last; then the longest unused. */
const WEAKEST_REWRITES = `
  SELECT seq FROM rewrite ORDER BY layer = 'taught',
    CASE status WHEN 'retired' THEN 0 WHEN 'candidate' THEN 1 WHEN 'probation' THEN 2 ELSE 3 END,
    coalesce(used_at, created_at) LIMIT ?`;

/** Drops what is beyond the limits; to be called in a transaction. The newest turn is the clock. */
export function prune(db: Database): void {
  for (const table of ['turn', 'verdict']) {
    const newest = db.prepare(`SELECT seq, at FROM ${table} ORDER BY seq DESC LIMIT 1`).get();
    if (newest === undefined) continue;
    const { seq, at } = newest as { seq: number; at: number };
    const oldestKept = db
      .prepare(`SELECT seq FROM ${table} WHERE at >= ? ORDER BY seq LIMIT 1`)
      .get(at - limits.decisionsKeptDays * DAY_MS) as { seq: number };
    const from = Math.max(seq - limits.decisionsKeptMax + 1, oldestKept.seq);
    db.prepare(`DELETE FROM ${table} WHERE seq < ?`).run(from);
  }
  drop(db, 'rewrite', limits.rewritesMax, WEAKEST_REWRITES);
  drop(db, 'name', limits.taughtMax, 'SELECT seq FROM name ORDER BY created_at LIMIT ?');
  drop(db, 'preference', limits.preferencesMax, 'SELECT seq FROM preference ORDER BY at LIMIT ?');
  drop(db, 'history', limits.historyMax, 'SELECT seq FROM history ORDER BY last_at LIMIT ?');
  drop(db, 'habit', 2 * limits.habitsMax, 'SELECT seq FROM habit ORDER BY last_at LIMIT ?');
}

function drop(db: Database, table: string, max: number, weakest: string): void {
  const { n } = db.prepare(`SELECT count(*) AS n FROM ${table}`).get() as { n: number };
  if (n > max) db.prepare(`DELETE FROM ${table} WHERE seq IN (${weakest})`).run(n - max);
}
