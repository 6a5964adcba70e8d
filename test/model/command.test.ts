import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const installed = existsSync(new URL('../../models/node_modules/@tensorflow/tfjs', import.meta.url));
if (!installed) console.warn('SKIPPED: training command tests need "npm ci --prefix models"');

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync('node', ['models/run.mjs', ...args], {
    cwd: repository,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

describe.skipIf(!installed)('the training command', () => {
  test('shows its options', () => {
    const { status, stdout } = run('--help');
    expect(status).toBe(0);
    expect(stdout).toContain('--minutes');
  }, 120_000);

  test.each([
    [['train', '--data', '/nowhere/data'], /\/nowhere\/data does not exist/],
    [['train', '--minutes', 'soon'], /--minutes wants a number above 0, not "soon"/],
    [['train', '--kernels', 'gpu'], /--kernels is native or wasm/],
    [['benchmark', '--set', 'mnist'], /there is no benchmark "mnist"; there are hwu64, snips/],
    [['benchmark', '--seeds', '1,two'], /--seeds wants whole numbers above 0/],
    [['benchmark', '--r-drop', 'much'], /--r-drop wants a number of at least 0, not "much"/],
    [['benchmark', '--data', '/nowhere/data'], /\/nowhere\/data does not exist/],
    [['release', '--data', '.', '--out', '/proc/none/bundle'], /\/proc\/none\/bundle cannot be written \(--out\)/],
    [['dance'], /there is no command "dance": .* help lists them/],
    [['measure', '--out', '/nowhere/bundle'], /\/nowhere\/bundle/],
  ])(
    '%j is refused in one line that says why',
    (args, reason) => {
      const { status, stderr } = run(...args);
      expect(status).toBe(1);
      expect(stderr).toMatch(reason);
      expect(stderr).not.toContain('    at ');
    },
    120_000,
  );
});
