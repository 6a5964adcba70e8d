import { existsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DataError } from '../../models/evaluate/dataFile.ts';

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

export function writeJson(file: string, value: object): void {
  writeFileSync(file, `${JSON.stringify(value, undefined, 2)}\n`);
}
