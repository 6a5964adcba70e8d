import { closeSync, existsSync, fsyncSync, openSync, readSync, renameSync, writeSync } from 'node:fs';
import type { State } from './adamw.ts';

const MAGIC = 'hearth-checkpoint-1';

/** Writes the state after `step` steps so that an interruption leaves the old file or the new one, never half. */
export function writeCheckpoint(path: string, key: string, step: number, steps: number, state: State): void {
  const header = Buffer.alloc(512);
  header.write(JSON.stringify({ magic: MAGIC, key, step, steps, size: state.values.length }));
  const file = openSync(`${path}.part`, 'w');
  writeSync(file, header);
  for (const array of [state.values, state.mean, state.variance, state.average]) {
    writeSync(file, Buffer.from(array.buffer, array.byteOffset, array.byteLength));
  }
  fsyncSync(file);
  closeSync(file);
  renameSync(`${path}.part`, path);
}

/**
 * What a checkpoint is of: null where there is none, or where it belongs to another training (other data, seed, sizes).
 * Throws where the file is damaged.
 */
export function peekCheckpoint(path: string, key: string): { step: number; steps: number; size: number } | null {
  if (!existsSync(path)) return null;
  const file = openSync(path, 'r');
  const header = Buffer.alloc(512);
  readSync(file, header, 0, 512, 0);
  closeSync(file);
  try {
    const found = JSON.parse(header.toString('utf8').replace(/\0+$/, ''));
    if (found.magic !== MAGIC || found.key !== key) return null;
    return { step: found.step, steps: found.steps, size: found.size };
  } catch (cause) {
    throw new Error(`${path} is no checkpoint: delete it to start afresh`, { cause });
  }
}

/** Fills the state from a checkpoint that `peekCheckpoint` accepted. Throws where the file is shorter than it says. */
export function readCheckpoint(path: string, state: State): void {
  const file = openSync(path, 'r');
  let position = 512;
  for (const array of [state.values, state.mean, state.variance, state.average]) {
    const bytes = Buffer.from(array.buffer, array.byteOffset, array.byteLength);
    const read = readSync(file, bytes, 0, bytes.length, position);
    if (read !== bytes.length) throw new Error(`${path} ends early: delete it to start afresh`);
    position += bytes.length;
  }
  closeSync(file);
}
