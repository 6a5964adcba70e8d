// Bundles the entry points into dist/, holds the daemon to its size budget, and links the package's own command.
import { chmodSync, existsSync, lstatSync, mkdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = dirname(fileURLToPath(import.meta.url));
const dist = join(root, 'dist');
const at = (path) => join(root, path);

/** A hub reads this from an SD card at every start. */
const DAEMON_BYTES_MAX = 1_500_000;
const entries = [
  { from: 'runtime/cli/hearth.ts', to: 'hearth.js', bytesMax: DAEMON_BYTES_MAX },
  { from: 'test/bench/main.ts', to: 'bench.js' },
  { from: 'models/evaluate/main.ts', to: 'evaluate.js' },
].filter((entry) => existsSync(at(entry.from)));

const shared = {
  bundle: true,
  platform: 'node',
  target: 'node20.17',
  format: 'esm',
  legalComments: 'none',
  // Native packages cannot be bundled; the rest can, and one file starts faster than hundreds.
  external: ['onnxruntime-node', 'better-sqlite3', '@tensorflow/*', 'zigbee-herdsman-converters'],
  loader: { '.yaml': 'text' },
  minifySyntax: true,
  minifyWhitespace: true,
  sourcemap: process.argv.includes('--sourcemap') ? 'linked' : false,
  logLevel: 'warning',
  // Some dependencies are CommonJS and ask for Node's own modules at run time.
  banner: {
    js: "#!/usr/bin/env node\nimport { createRequire as __createRequire } from 'node:module';\nconst require = __createRequire(import.meta.url);",
  },
};

mkdirSync(dist, { recursive: true });
for (const { from, to, bytesMax } of entries) {
  const outfile = join(dist, to);
  await build({ ...shared, entryPoints: [at(from)], outfile });
  chmodSync(outfile, 0o755);
  const bytes = statSync(outfile).size;
  console.log(`build: dist/${to} ${(bytes / 1000).toFixed(0)} kB`);
  if (bytesMax && bytes > bytesMax) {
    console.error(`build: dist/${to} is over its budget of ${bytesMax / 1000} kB`);
    process.exitCode = 1;
  }
}
linkOwnCommand();

/** npm links the commands of dependencies, not the package's own; `npx hearth` in a clone needs it. */
function linkOwnCommand() {
  const bin = at('node_modules/.bin');
  if (process.platform === 'win32' || !existsSync(bin)) return;
  const link = join(bin, 'hearth');
  if (lstatSync(link, { throwIfNoEntry: false })) rmSync(link);
  symlinkSync('../../dist/hearth.js', link);
}
