import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import type { ErrorCode } from '../../domain/errors.ts';
import { HearthError, isHearthError } from '../../domain/errors.ts';

/** Room that SQLite needs to open its log and index; with less the disk is as good as full. */
const ROOM_BYTES_MIN = 128 * 1024;

/** SQLite's error as Hearth's: what happened and what to do. Source: sqlite.org/rescode.html. */
export function storeError(error: unknown, path: string): HearthError {
  if (isHearthError(error)) return error;
  const code = codeOf(error, path);
  const why = error instanceof Error ? error.message : String(error);
  return new HearthError(code, `${path}: ${why}. ${ADVICE[code] ?? ''}`.trim(), error);
}

export function isDamage(error: unknown): boolean {
  return sqliteCode(error).startsWith('SQLITE_CORRUPT') || sqliteCode(error) === 'SQLITE_NOTADB';
}

const ADVICE: Partial<Record<ErrorCode, string>> = {
  'store-full': 'Free some space on that disk; states are kept in memory until then.',
  'store-readonly': 'Make the file and its folder writable for the daemon, and mount the disk read-write.',
  'store-damaged': 'Restart the daemon: it sets the file aside and rebuilds it.',
};

function codeOf(error: unknown, path: string): ErrorCode {
  const code = sqliteCode(error);
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT') return 'store-full';
  if (isDamage(error)) return 'store-damaged';
  if (/^(SQLITE_READONLY|SQLITE_PERM|SQLITE_AUTH|EROFS|EACCES|EPERM)/.test(code)) return 'store-readonly';
  if (code.startsWith('SQLITE_CANTOPEN')) return isFull(path) ? 'store-full' : 'store-readonly';
  // A log that cannot grow and a disk that fails both come as an input/output error.
  if (code.startsWith('SQLITE_IOERR') && isFull(path)) return 'store-full';
  return 'store-failed';
}

function isFull(path: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(dirname(path));
    return bavail * bsize < ROOM_BYTES_MIN;
  } catch {
    return false;
  }
}

function sqliteCode(error: unknown): string {
  if (error instanceof Database.SqliteError) return error.code;
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
