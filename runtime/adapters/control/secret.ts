import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const BYTES = 32;

/** A secret of this home, made when first asked for; one that only lives in memory where the disk cannot be written. */
export function homeSecret(dataDir: string): Uint8Array {
  const path = join(dataDir, 'secret');
  try {
    const kept = readFileSync(path);
    if (kept.length === BYTES) return kept;
  } catch {
    // None yet.
  }
  const made = randomBytes(BYTES);
  try {
    writeFileSync(path, made, { mode: 0o600 });
  } catch {
    // It then serves until the next start: signals of before and after cannot be told to come from one home.
  }
  return made;
}
