import { spawnSync } from 'node:child_process';

/** Whether a program can be started here; a test that needs it says aloud that it is skipped. */
export function isInstalled(program: string, ...probe: string[]): boolean {
  const result = spawnSync(program, probe, { stdio: 'ignore' });
  return result.error === undefined;
}

export function saySkipped(what: string, why: string): void {
  process.stderr.write(`SKIPPED: ${what}: ${why}\n`);
}

/** Resolves when `probe` gives something else than undefined or false; throws after `msMax`. */
export async function until<T>(what: string, probe: () => T | undefined | false, msMax = 8_000): Promise<T> {
  const end = performance.now() + msMax;
  for (;;) {
    const value = probe();
    if (value !== undefined && value !== false) return value;
    if (performance.now() > end) throw new Error(`waited ${msMax} ms in vain for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
