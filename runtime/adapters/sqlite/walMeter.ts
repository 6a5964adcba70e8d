import { closeSync, openSync, readSync } from 'node:fs';
import type { Database } from 'better-sqlite3';

const PAGE_BYTES = 4096;
const FRAME_HEADER_BYTES = 24;
const FRAME_BYTES = PAGE_BYTES + FRAME_HEADER_BYTES;
const WAL_HEADER_BYTES = 32;

interface Checkpoint {
  readonly busy: number;
  /** Frames in the log, -1 where there is none. */
  readonly log: number;
  readonly checkpointed: number;
}

/**
 * Counts what goes to the disk: every frame of the write-ahead log, and every page that a checkpoint copies from it.
 *
 * SQLite tells the frames (`wal_checkpoint(NOOP)`); the pages are the distinct page numbers in their headers
 * (sqlite.org/fileformat2.html §4.1). The file system's own journal is not in it.
 */
export class WalMeter {
  readonly #db: Database;
  /** Undefined for a database in memory. */
  readonly #walPath: string | undefined;
  #bytes = 0;
  /** Frames of the present log that are in `#bytes`. */
  #counted = 0;
  /** The log starts over with the next write. */
  #startsOver = false;

  constructor(db: Database, path: string | undefined) {
    this.#db = db;
    this.#walPath = path === undefined ? undefined : `${path}-wal`;
  }

  /** To be called after each transaction: after a checkpoint the first of them starts the log over. */
  wrote(): void {
    if (!this.#startsOver) return;
    this.#startsOver = false;
    this.#counted = 0;
    this.#bytes += WAL_HEADER_BYTES;
  }

  bytes(): number {
    this.frames();
    return this.#bytes;
  }

  /** Frames that wait to be folded into the file. */
  frames(): number {
    if (this.#walPath === undefined || this.#startsOver) return 0;
    const { log } = this.#checkpoint('NOOP');
    if (log > this.#counted) {
      this.#bytes += (log - this.#counted) * FRAME_BYTES;
      this.#counted = log;
    }
    return Math.max(0, log);
  }

  /** Folds the log into the file; false where another process still reads from it. */
  fold(how: 'RESTART' | 'TRUNCATE'): boolean {
    if (this.#walPath === undefined) return true;
    const frames = this.frames();
    const pages = this.#distinctPages(this.#walPath, frames);
    const { busy, log, checkpointed } = this.#checkpoint(how);
    if (busy !== 0 || checkpointed < log) return false;
    this.#bytes += pages * PAGE_BYTES;
    this.#startsOver = true;
    return true;
  }

  #checkpoint(how: 'NOOP' | 'RESTART' | 'TRUNCATE'): Checkpoint {
    return (this.#db.pragma(`wal_checkpoint(${how})`) as Checkpoint[])[0] as Checkpoint;
  }

  #distinctPages(walPath: string, frames: number): number {
    if (frames === 0) return 0;
    const pages = new Set<number>();
    const header = Buffer.alloc(4);
    const file = openSync(walPath, 'r');
    try {
      for (let frame = 0; frame < frames; frame++) {
        if (readSync(file, header, 0, 4, WAL_HEADER_BYTES + frame * FRAME_BYTES) === 4)
          pages.add(header.readUInt32BE(0));
      }
    } finally {
      closeSync(file);
    }
    return pages.size;
  }
}
