import { closeSync, openSync, writeSync } from 'node:fs';
import { HearthError } from '../../domain/errors.ts';

/** A replay file that is being written; made with the first line, readable for its owner alone: it holds what people said. */
export class RecordingFile {
  readonly #path: string;
  #fd: number | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  /** Errors: `bad-argument` where no such file can be made, `store-full`, `store-failed`. */
  write(line: string): void {
    const code = this.#fd === undefined ? 'bad-argument' : 'store-failed';
    try {
      this.#fd ??= openSync(this.#path, 'w', 0o600);
      writeSync(this.#fd, `${line}\n`);
    } catch (cause) {
      const full = (cause as NodeJS.ErrnoException).code === 'ENOSPC';
      const why = `cannot write ${this.#path}: ${(cause as Error).message}`;
      throw new HearthError(full ? 'store-full' : code, why, cause);
    }
  }

  close(): void {
    if (this.#fd !== undefined) closeSync(this.#fd);
    this.#fd = undefined;
  }
}
