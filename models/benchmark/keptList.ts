import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

/** The entries of a JSON file that figures are kept in; none where there is no file. Throws where it is no list of `what`. */
export function readList(path: string, what: string): unknown[] {
  if (!existsSync(path)) return [];
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new Error(`${path} is not JSON: restore it, or delete it to measure all of it again`, { cause });
  }
  if (!Array.isArray(value)) throw new Error(`${path} is no list of ${what}`);
  return value;
}

/** An entry a line, so that a diff can be read; the file is never half written. */
export function writeList(path: string, entries: readonly object[]): void {
  writeFileSync(`${path}.part`, `[\n${entries.map((one) => `  ${JSON.stringify(one)}`).join(',\n')}\n]\n`);
  renameSync(`${path}.part`, path);
}
