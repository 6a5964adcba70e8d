// Bundles the maintainers' commands and runs one: node models/run.mjs train --data ../shared/data
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, stop } from 'esbuild';

// ONNX Runtime sends telemetry unless told not to before it is loaded.
process.env.ORT_DISABLE_TELEMETRY = '1';

const here = dirname(fileURLToPath(import.meta.url));
if (!existsSync(join(here, 'node_modules', '@tensorflow', 'tfjs'))) {
  console.error('error: what training needs is not installed: run "npm ci --prefix models"');
  process.exit(1);
}
// One folder a process: a command started while another trains must not change the other's threads.
const out = join(here, '.cache', `build-${process.pid}`);
mkdirSync(out, { recursive: true });
for (const name of readdirSync(dirname(out))) {
  // Left by a process that was killed.
  const pid = /^build-(\d+)$/.exec(name)?.[1];
  if (pid !== undefined && !isRunning(Number(pid))) rmSync(join(dirname(out), name), { recursive: true, force: true });
}
process.on('exit', () => rmSync(out, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));
await build({
  entryPoints: { main: join(here, 'commands.ts'), worker: join(here, 'train/worker.ts') },
  outdir: out,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  sourcemap: 'inline',
  logLevel: 'warning',
});
await stop();
const { main } = await import(pathToFileURL(join(out, 'main.mjs')).href);
process.exitCode = await main(process.argv.slice(2), { repository: dirname(here), worker: join(out, 'worker.mjs') });

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
