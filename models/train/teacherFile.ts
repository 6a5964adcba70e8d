import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

/** Frozen embeddings take minutes and depend on the texts alone: kept from one training to the next, for one set of texts. */
export function loadTeacher(folder: string, key: string, into: Float32Array): boolean {
  const path = fileOf(folder, key);
  if (!existsSync(path)) return false;
  const file = openSync(path, 'r');
  const bytes = Buffer.from(into.buffer, into.byteOffset, into.byteLength);
  const read = readSync(file, bytes, 0, bytes.length, 0);
  closeSync(file);
  return read === bytes.length;
}

export function saveTeacher(folder: string, key: string, values: Float32Array): void {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) if (name.startsWith('frozen-')) rmSync(join(folder, name));
  const path = fileOf(folder, key);
  const file = openSync(`${path}.part`, 'w');
  writeSync(file, Buffer.from(values.buffer, values.byteOffset, values.byteLength));
  closeSync(file);
  renameSync(`${path}.part`, path);
}

function fileOf(folder: string, key: string): string {
  return join(folder, `frozen-${key.slice(0, 16)}.bin`);
}
