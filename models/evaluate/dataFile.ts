import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { faultOf } from '../data/read/sets.ts';
import { InputError } from '../input.ts';

/** A data file is missing or malformed; the message names it. */
export class DataError extends InputError {}

/** A line of a data file, as far as every set has it. */
export interface Line {
  readonly id: string;
  readonly text: string;
  /** File and line, for errors. */
  readonly where: string;
  readonly [field: string]: unknown;
}

/** @throws DataError naming the file, and the line where there is one. */
export function readLines(folder: string, ...names: readonly string[]): Line[] {
  return readRows(folder, ...names).map((row) => {
    if (typeof row.value.id !== 'string' || typeof row.value.text !== 'string')
      throw new DataError(`${row.where}: "id" and "text" must be strings`);
    return { ...row.value, where: row.where } as unknown as Line;
  });
}

/** The first of these files that is there. */
export function readRows(
  folder: string,
  ...names: readonly string[]
): { readonly where: string; readonly value: { readonly [field: string]: unknown } }[] {
  const path = pathOf(folder, names);
  const rows = readText(path)
    .split('\n')
    .flatMap((line, index) => {
      if (line.trim() === '') return [];
      const where = `${path}:${index + 1}`;
      const value = asObject(line, where);
      const fault = faultOf(basename(path), value);
      if (fault !== undefined) throw new DataError(`${where}: ${fault}`);
      return [{ where, value }];
    });
  if (rows.length === 0) throw new DataError(`${path}: holds no records; models/data says how to obtain it`);
  return rows;
}

export function readJson(folder: string, name: string): { readonly [field: string]: unknown } {
  const path = pathOf(folder, [name]);
  return asObject(readText(path), path);
}

export function hasFile(folder: string, name: string): boolean {
  return existsSync(join(folder, name));
}

function pathOf(folder: string, names: readonly string[]): string {
  const found = names.map((name) => join(folder, name)).find((path) => existsSync(path));
  if (found !== undefined) return found;
  throw new DataError(`${join(folder, names[0] ?? '')} is missing; models/data says how to obtain the data sets`);
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new DataError(`${path} cannot be read: ${(cause as Error).message}`, { cause });
  }
}

function asObject(text: string, where: string): { readonly [field: string]: unknown } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new DataError(`${where}: not JSON`, { cause });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new DataError(`${where}: not a JSON object`);
  return value as { [field: string]: unknown };
}
