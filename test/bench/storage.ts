import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { SqliteContextStore } from '../../runtime/adapters/sqlite/sqliteContextStore.ts';
import type { EntityState } from '../../runtime/domain/entity.ts';
import { limits } from '../../runtime/domain/limits.ts';

export interface StorageFigures {
  /** Bytes that 1,000 state changes put on the disk, at CHANGES_PER_SECOND. */
  readonly sqliteBytesPer1000: number;
  /** The reference: SQLite with write-ahead log and one transaction a change. */
  readonly sqliteBarePer1000: number;
  /** What that makes of a year, and of a card of CARD_GB that takes CARD_REWRITES. */
  readonly perYearGb: number;
  readonly cardPercentPerYear: number;
}

/** A busy home: each of 500 entities takes another state every four minutes or so. */
export const CHANGES_PER_SECOND = 2;
const ENTITIES = 500;
export const CARD_GB = 32;
/** A cheap card's cells; the card's controller writes several times what it is given, see WRITE_AMPLIFICATION. */
export const CARD_REWRITES = 1_000;
export const WRITE_AMPLIFICATION = 4;

export function storageFigures(changes: number): StorageFigures {
  const folder = mkdtempSync(join(tmpdir(), 'hearth-bench-'));
  try {
    const sqliteBytesPer1000 = Math.round((1000 * hearthBytes(join(folder, 'hearth.db'), changes)) / changes);
    const sqliteBarePer1000 = Math.round(
      (1000 * bareBytes(folder, Math.min(changes, 5_000))) / Math.min(changes, 5_000),
    );
    const perYearGb = (sqliteBytesPer1000 * CHANGES_PER_SECOND * 365.25 * 86_400) / 1000 / 1e9;
    const cardPercentPerYear = (100 * perYearGb * WRITE_AMPLIFICATION) / (CARD_GB * CARD_REWRITES);
    return { sqliteBytesPer1000, sqliteBarePer1000, perYearGb, cardPercentPerYear };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The store as the daemon uses it, with the time between its batches cut out. */
function hearthBytes(path: string, changes: number): number {
  const store = SqliteContextStore.open(path);
  const perBatch = (CHANGES_PER_SECOND * limits.stateFlushMsMax) / 1000;
  // The first report of every entity is the start, not a change.
  for (let entity = 0; entity < ENTITIES; entity++) store.putState(...change(entity, 0));
  store.flush();
  const before = store.bytesWritten();
  for (let i = 0; i < changes; i++) {
    store.putState(...change((i * 7919) % ENTITIES, 1 + i));
    if ((i + 1) % perBatch === 0) store.flush();
  }
  store.flush();
  const bytes = store.bytesWritten() - before;
  store.close();
  return bytes;
}

function change(entity: number, i: number): [string, EntityState] {
  const at = Date.UTC(2026, 2, 3) + (i * 1000) / CHANGES_PER_SECOND;
  const attributes = entity % 5 === 0 ? { brightness: i % 256, color_mode: 'color_temp', color_temp_kelvin: 2700 } : {};
  const state = entity % 5 === 0 ? (i % 2 === 0 ? 'on' : 'off') : `${15 + (i % 997) / 100}`;
  return [`sensor.bench_room_${entity}`, { state, attributes, changedAt: at, reportedAt: at }];
}

/** The log is kept whole, so that its length and the pages of the file tell what was written. */
function bareBytes(folder: string, changes: number): number {
  const path = join(folder, 'bare.db');
  const db = new Database(path);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = NORMAL');
  db.pragma('wal_autocheckpoint = 0');
  db.exec(
    'CREATE TABLE state (entity TEXT PRIMARY KEY, state TEXT, attributes TEXT, changed INTEGER, reported INTEGER)',
  );
  const put = db.prepare('INSERT OR REPLACE INTO state VALUES (?, ?, ?, ?, ?)');
  for (let i = 0; i < changes; i++) {
    const [entity, { state, attributes, changedAt, reportedAt }] = change((i * 7919) % ENTITIES, i);
    put.run(entity, state, JSON.stringify(attributes), changedAt, reportedAt);
  }
  const log = statSync(`${path}-wal`).size;
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
  return log + readFileSync(path).length;
}
