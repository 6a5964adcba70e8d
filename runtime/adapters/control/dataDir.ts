import { chmodSync, mkdirSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { HearthError } from '../../domain/errors.ts';
import { limits } from '../../domain/limits.ts';

/** A Unix socket's path holds 108 bytes on Linux, 104 on macOS. */
const SOCKET_PATH_BYTES_MAX = 103;

/** `--data`, `$HEARTH_DATA`, or where the XDG base directory specification puts it. */
export function dataDirOf(given: string | undefined, env: { readonly [name: string]: string | undefined }): string {
  if (given) return resolve(given);
  if (env.HEARTH_DATA) return resolve(env.HEARTH_DATA);
  return join(env.XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'hearth');
}

/** Where the daemon that owns a data directory listens. */
export function socketPathOf(dataDir: string): string {
  const name = Buffer.from(dataDir).toString('base64url').slice(-40);
  if (process.platform === 'win32') return `\\\\.\\pipe\\hearth-${name}`;
  const path = join(dataDir, 'hearth.sock');
  return Buffer.byteLength(path) <= SOCKET_PATH_BYTES_MAX ? path : join(tmpdir(), `hearth-${name}.sock`);
}

/** Makes the directory, for its owner alone. Errors: `store-readonly`, `store-failed`. */
export function makeDataDir(dataDir: string): void {
  try {
    if (mkdirSync(dataDir, { recursive: true, mode: 0o700 }) !== undefined) chmodSync(dataDir, 0o700);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    const why = `cannot make ${dataDir}: ${(cause as Error).message}`;
    throw new HearthError(code === 'EACCES' || code === 'EROFS' ? 'store-readonly' : 'store-failed', why, cause);
  }
}

/** The right to write in a data directory. The system takes it back when the process dies, however it dies. */
export interface DataLock {
  release(): void;
}

/**
 * Takes the right to write in a data directory.
 *
 * An open SQLite transaction is the lock: unlike a file with a process id in it, it cannot be left behind.
 * Errors: `daemon-already-running`, `store-full`, `store-readonly`, `store-failed`.
 */
export function lockDataDir(dataDir: string, waitMs: number = limits.dataLockWaitMs): DataLock {
  makeDataDir(dataDir);
  let database: Database.Database | undefined;
  try {
    database = new Database(join(dataDir, 'lock.db'), { timeout: waitMs });
    database.exec('BEGIN EXCLUSIVE');
    const held = database;
    return { release: () => held.close() };
  } catch (cause) {
    database?.close();
    const code = (cause as { code?: string }).code ?? '';
    if (code.startsWith('SQLITE_BUSY'))
      throw new HearthError(
        'daemon-already-running',
        `another hearth writes in ${dataDir}; stop it, or name another directory with --data`,
        cause,
      );
    const readonly = code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_CANTOPEN');
    const why = `cannot write in ${dataDir}: ${(cause as Error).message}`;
    if (code.startsWith('SQLITE_FULL')) throw new HearthError('store-full', `${why}. Free some space there`, cause);
    throw new HearthError(readonly ? 'store-readonly' : 'store-failed', why, cause);
  }
}
