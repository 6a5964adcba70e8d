import { execFileSync } from 'node:child_process';
import { root } from './root.ts';

/** Builds the program once before all tests: those that run it run what is in the tree now. */
export function setup(): void {
  execFileSync(process.execPath, ['build.mjs', '--quiet'], { cwd: root, stdio: 'inherit' });
}
