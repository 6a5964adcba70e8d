import type { Database } from 'better-sqlite3';
import { encodeStates } from './stateBatch.ts';

/** "Hrth": tells this file from any other SQLite database. */
export const APPLICATION_ID = 0x48_72_74_68;
export const SCHEMA_VERSION = 3;

/**
 * Every table has a number for its key, so that a damaged one can still be read row by row.
 *
 * `turn` and `verdict` keep their value as JSON beside what they are found by.
 */
const VERSION_1 = `
CREATE TABLE turn(seq INTEGER PRIMARY KEY, id TEXT NOT NULL, at INTEGER NOT NULL, body TEXT NOT NULL) STRICT;
CREATE TABLE verdict(seq INTEGER PRIMARY KEY, turn TEXT NOT NULL, at INTEGER NOT NULL, body TEXT NOT NULL) STRICT;
CREATE TABLE rewrite(
  seq INTEGER PRIMARY KEY, layer TEXT NOT NULL, speaker TEXT NOT NULL, phrase TEXT NOT NULL, meaning TEXT NOT NULL,
  status TEXT NOT NULL, wins REAL NOT NULL, losses REAL NOT NULL, created_at INTEGER NOT NULL, used_at INTEGER,
  UNIQUE(phrase, layer, speaker)
) STRICT;
CREATE TABLE name(
  seq INTEGER PRIMARY KEY, phrase TEXT NOT NULL UNIQUE, name TEXT NOT NULL, entity TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE preference(
  seq INTEGER PRIMARY KEY, person TEXT NOT NULL, phrase TEXT NOT NULL, category TEXT NOT NULL, value TEXT NOT NULL,
  at INTEGER NOT NULL, UNIQUE(person, phrase)
) STRICT;
CREATE TABLE habit(
  seq INTEGER PRIMARY KEY, entity TEXT NOT NULL, service TEXT NOT NULL, speaker TEXT NOT NULL,
  quarter INTEGER NOT NULL, after TEXT NOT NULL, count REAL NOT NULL, last_at INTEGER NOT NULL,
  UNIQUE(entity, service, speaker, quarter, after)
) STRICT;
CREATE TABLE signal(seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, body TEXT NOT NULL) STRICT;
CREATE TABLE counter(name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;
CREATE TABLE state(
  entity TEXT PRIMARY KEY, state TEXT NOT NULL, attributes TEXT NOT NULL CHECK (json_valid(attributes)),
  changed_at INTEGER NOT NULL, reported_at INTEGER NOT NULL
) STRICT;
`;

/** Habits know the kind of day. States are a log of batches: a tenth of the pages written, see stateLog.ts. */
const VERSION_2 = `
CREATE TABLE habit_2(
  seq INTEGER PRIMARY KEY, entity TEXT NOT NULL, service TEXT NOT NULL, speaker TEXT NOT NULL, day TEXT NOT NULL,
  quarter INTEGER NOT NULL, after TEXT NOT NULL, count REAL NOT NULL, last_at INTEGER NOT NULL,
  UNIQUE(entity, service, speaker, day, quarter, after)
) STRICT;
INSERT INTO habit_2 SELECT seq, entity, service, speaker, 'any', quarter, after, count, last_at FROM habit;
DROP TABLE habit;
ALTER TABLE habit_2 RENAME TO habit;
CREATE TABLE state_batch(seq INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT;
`;

/** Rewrites of one moment, with what they rest on; what was said with success; small learned state. */
const VERSION_3 = `
CREATE TABLE rewrite_3(
  seq INTEGER PRIMARY KEY, layer TEXT NOT NULL, speaker TEXT NOT NULL, phrase TEXT NOT NULL, meaning TEXT NOT NULL,
  status TEXT NOT NULL, wins REAL NOT NULL, losses REAL NOT NULL, created_at INTEGER NOT NULL, used_at INTEGER,
  moment TEXT NOT NULL DEFAULT '', plain_wins REAL NOT NULL DEFAULT 0, plain_losses REAL NOT NULL DEFAULT 0,
  proof TEXT NOT NULL DEFAULT '',
  UNIQUE(phrase, layer, speaker, moment)
) STRICT;
INSERT INTO rewrite_3(seq, layer, speaker, phrase, meaning, status, wins, losses, created_at, used_at)
  SELECT seq, layer, speaker, phrase, meaning, status, wins, losses, created_at, used_at FROM rewrite;
DROP TABLE rewrite;
ALTER TABLE rewrite_3 RENAME TO rewrite;
CREATE TABLE history(
  seq INTEGER PRIMARY KEY, speaker TEXT NOT NULL, phrase TEXT NOT NULL, text TEXT NOT NULL, intent TEXT NOT NULL,
  targets TEXT NOT NULL, wins REAL NOT NULL, losses REAL NOT NULL, last_at INTEGER NOT NULL, vector BLOB,
  UNIQUE(phrase, speaker)
) STRICT;
CREATE TABLE learned(
  seq INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, body TEXT NOT NULL, at INTEGER NOT NULL
) STRICT;
`;

function toVersion1(db: Database): void {
  db.exec(VERSION_1);
}

interface StateRow1 {
  readonly entity: string;
  readonly state: string;
  readonly attributes: string;
  readonly changed_at: number;
  readonly reported_at: number;
}

function toVersion2(db: Database): void {
  db.exec(VERSION_2);
  const rows = db.prepare('SELECT entity, state, attributes, changed_at, reported_at FROM state').all() as StateRow1[];
  const states = rows.map(({ entity, state, attributes, changed_at: changedAt, reported_at: reportedAt }) => ({
    entity,
    state: { state, attributes: JSON.parse(attributes), changedAt, reportedAt },
  }));
  if (states.length > 0) db.prepare('INSERT INTO state_batch(body) VALUES (?)').run(encodeStates(states));
  db.exec('DROP TABLE state');
}

function toVersion3(db: Database): void {
  db.exec(VERSION_3);
}

const STEPS: readonly ((db: Database) => void)[] = [toVersion1, toVersion2, toVersion3];

/** Brings a file of an earlier version (0: empty) up to `to`, all steps in one transaction. */
export function migrate(db: Database, to: number = SCHEMA_VERSION): void {
  const from = versionOf(db);
  const climb = db.transaction(() => {
    for (const step of STEPS.slice(from, to)) step(db);
    db.pragma(`application_id = ${APPLICATION_ID}`);
    db.pragma(`user_version = ${to}`);
  });
  climb.immediate();
}

export function versionOf(db: Database): number {
  return db.pragma('user_version', { simple: true }) as number;
}

export function tablesOf(db: Database): readonly string[] {
  const rows = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").all();
  return (rows as { name: string }[]).map((row) => row.name);
}
