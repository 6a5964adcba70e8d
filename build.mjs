// Bundles the entry points into dist/ and holds the daemon to its size budget.
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, transform } from 'esbuild';

const root = dirname(fileURLToPath(import.meta.url));
const dist = join(root, 'dist');
const at = (path) => join(root, path);

/** A hub reads this from an SD card at every start. */
const DAEMON_BYTES_MAX = 1_500_000;
const entries = [
  { from: 'runtime/cli/hearth.ts', to: 'hearth.js', bytesMax: DAEMON_BYTES_MAX },
  { from: 'test/bench/main.ts', to: 'bench.js' },
  { from: 'test/evaluate/main.ts', to: 'evaluate.js' },
  // Measured in a process of its own: nothing else may be loaded there.
  { from: 'test/evaluate/modelCost.ts', to: 'model-cost.js' },
].filter((entry) => existsSync(at(entry.from)));

/** What mqtt.js would load to speak through WebSockets and proxies, and to keep time in a browser: the daemon does none of it. */
const unused = {
  name: 'unused',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(ws|socks|worker-timers)$/ }, ({ path }) => ({ path, namespace: 'unused' }));
    // What its own modules for these, and the logger's for a browser, would bring is as little used.
    onResolve({ filter: /^\.\/(ws|wx|ali|socks|browser\.js)$/ }, ({ path, importer }) =>
      /node_modules\/(mqtt\/build\/lib\/connect|debug\/src)\//.test(importer)
        ? { path, namespace: 'unused' }
        : undefined,
    );
    // Of their own description they read the version alone.
    onLoad({ filter: /node_modules\/(mqtt|aedes)\/package\.json$/ }, ({ path }) => {
      const { version } = JSON.parse(readFileSync(path, 'utf8'));
      return { contents: JSON.stringify({ version }), loader: 'json' };
    });
    onLoad({ filter: /.*/, namespace: 'unused' }, () => ({ contents: 'module.exports = {};' }));
  },
};

/** Names within what others wrote are shortened; ours stay as they are, for who reads a stack. */
const shortened = {
  name: 'shortened',
  setup({ onLoad }) {
    onLoad({ filter: /node_modules\/.*\.[cm]?js$/ }, async ({ path }) => {
      const { code } = await transform(readFileSync(path, 'utf8'), { minify: true, target: shared.target });
      return { contents: code, loader: 'js' };
    });
  },
};

const shared = {
  bundle: true,
  platform: 'node',
  target: 'node20.17',
  format: 'esm',
  legalComments: 'none',
  // Native packages cannot be bundled; the rest can, and one file starts faster than hundreds.
  external: ['onnxruntime-node', 'better-sqlite3', '@tensorflow/*', 'zigbee-herdsman-converters'],
  plugins: [unused, shortened],
  // A copy of Node's own streams, for browsers and old Nodes; the daemon has the original.
  alias: { 'readable-stream': 'node:stream' },
  loader: { '.yaml': 'text' },
  minifySyntax: true,
  minifyWhitespace: true,
  sourcemap: process.argv.includes('--sourcemap') ? 'inline' : false,
  logLevel: 'warning',
  // Some dependencies are CommonJS and ask for Node's own modules at run time.
  banner: {
    js: "#!/usr/bin/env node\nimport { createRequire as __createRequire } from 'node:module';\nconst require = __createRequire(import.meta.url);",
  },
};

mkdirSync(dist, { recursive: true });
for (const { from, to, bytesMax } of entries) {
  const outfile = join(dist, to);
  // A daemon that starts meanwhile finds the old file or the new one, never half of it.
  const unfinished = join(dist, `.${process.pid}.${to}`);
  await build({ ...shared, entryPoints: [at(from)], outfile: unfinished });
  chmodSync(unfinished, 0o755);
  renameSync(unfinished, outfile);
  const bytes = statSync(outfile).size;
  if (!process.argv.includes('--quiet')) console.log(`build: dist/${to} ${(bytes / 1000).toFixed(0)} kB`);
  if (bytesMax && bytes > bytesMax) {
    console.error(`build: dist/${to} is over its budget of ${bytesMax / 1000} kB`);
    process.exitCode = 1;
  }
}
