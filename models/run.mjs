// Bundles the maintainers' commands and runs one: node models/run.mjs train --data ../shared/data
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, '.cache', 'build');
await build({
  entryPoints: { main: join(here, 'train/main.ts'), worker: join(here, 'train/worker.ts') },
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
const { main } = await import(pathToFileURL(join(out, 'main.mjs')).href);
process.exitCode = await main(process.argv.slice(2), { repository: dirname(here), worker: join(out, 'worker.mjs') });
