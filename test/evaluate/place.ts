import { accessSync, constants, existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DataError } from '../../models/evaluate/dataFile.ts';
import type { Flags } from './flags.ts';

const here = dirname(fileURLToPath(import.meta.url));

/** A program of dist/, whether this file is in the bundle beside it or among the sources. */
export function program(name: string): string {
  const found = [join(here, name), join(here, '../../dist', name)].find((path) => existsSync(path));
  if (found === undefined) throw new DataError(`dist/${name} is missing; "npm run build" makes it`);
  return found;
}

/** A folder of the repository, whether this runs from dist/ or from the sources. */
export function besideDist(folder: string): string {
  const found = [join(here, '..', folder), join(here, '../..', folder)].find((path) => existsSync(path));
  if (found === undefined) throw new DataError(`${folder} is not here`);
  return found;
}

export function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
}

/**
 * Looks whether what is asked for can be written, before minutes go into what is to stand there.
 *
 * @throws DataError naming the option and the path.
 */
export function assertWritable({ json, report }: Pick<Flags, 'json' | 'report'>): void {
  if (json !== undefined) {
    const parent = dirname(json);
    if (statSync(json, { throwIfNoEntry: false })?.isDirectory()) throw new DataError(`--json ${json} is a folder`);
    told(`--json ${json}`, () => accessSync(existsSync(json) ? json : parent, constants.W_OK));
  }
  if (report !== undefined) {
    told(`--report ${report}`, () => {
      mkdirSync(report, { recursive: true });
      accessSync(report, constants.W_OK);
    });
  }
}

function told(what: string, look: () => void): void {
  try {
    look();
  } catch (cause) {
    throw new DataError(`${what} cannot be written: ${(cause as Error).message}`, { cause });
  }
}

export function writeJson(file: string, value: object): void {
  writeFileSync(file, `${JSON.stringify(value, undefined, 2)}\n`);
}
