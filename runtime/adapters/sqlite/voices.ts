import type { Database } from 'better-sqlite3';

/** The counter that says so; no counter to be shown. */
export const VOICES_TOLD = 'voicesTold';

const ANY_SPEAKER = `
  SELECT EXISTS (SELECT 1 FROM counter WHERE name = '${VOICES_TOLD}')
    OR EXISTS (SELECT 1 FROM habit WHERE speaker <> '')
    OR EXISTS (SELECT 1 FROM history WHERE speaker <> '')
    OR EXISTS (SELECT 1 FROM turn WHERE json_valid(body) AND json_extract(body, '$.speaker') IS NOT NULL) AS told`;

/** Whether the firmware ever named a speaker here; a file of an earlier release tells by what it remembers of them. */
export function tellsVoices(db: Database): boolean {
  return (db.prepare(ANY_SPEAKER).get() as { told: number }).told === 1;
}

/** Keeps that it did, and nothing of whom it named: it outlives what they said, and an erasure. */
export const NOTE_VOICES = `INSERT OR IGNORE INTO counter(name, value) VALUES ('${VOICES_TOLD}', 1)`;
