import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface Driver {
  readonly script: string;
  readonly folder: string;
}

/** Bundles driver.ts to where it finds the packages of this project. */
export async function bundleDriver(): Promise<Driver> {
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  const folder = mkdtempSync(join(ROOT, '.cache', 'driver-'));
  const script = join(folder, 'driver.mjs');
  await build({
    entryPoints: [fileURLToPath(new URL('driver.ts', import.meta.url))],
    outfile: script,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'error',
  });
  return { script, folder };
}

export function start(command: string, args: readonly string[]): ChildProcessWithoutNullStreams {
  return spawn(command, args, { cwd: '/' });
}

/** All it said, once it has ended. */
export function finished(
  child: ChildProcessWithoutNullStreams,
): Promise<{ readonly said: string; readonly code: number | null }> {
  return new Promise((resolve, reject) => {
    let said = '';
    let complained = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      complained += text;
    });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (complained !== '' && signal === null) reject(new Error(complained));
      else resolve({ said, code });
    });
  });
}
