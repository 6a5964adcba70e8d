import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

  test.each(['preview', 'noise'])('%s --help is help, not a fault', (name) => {
    const { status, stdout } = run(name, '--help');
    expect(status).toBe(0);
    expect(stdout).toContain('--severity X');
  }, 120_000);

  test('a release with nothing to release leaves nothing beside the bundle', () => {
    const out = join(mkdtempSync(join(tmpdir(), 'hearth-')), 'bundle');
    const { status, stderr } = run('release', '--data', '.', '--seed', '987654321', '--out', out);
    expect(status).toBe(1);
    expect(stderr).toMatch(/train first/);
    expect(existsSync(`${out}.next`)).toBe(false);
  }, 120_000);

  test.each([
    [['train', '--data', '/nowhere/data'], /\/nowhere\/data does not exist/],
    [['train', '--minutes', 'soon'], /--minutes wants a number above 0, not "soon"/],
    [['train', '--kernels', 'gpu'], /--kernels is native or wasm/],
    [['benchmark', '--set', 'mnist'], /there is no benchmark "mnist"; there are .*hwu64.*snips/],
    [['benchmark', '--seeds', '1,two'], /--seeds wants whole numbers above 0/],
    [['benchmark', '--r-drop', 'much'], /--r-drop wants a number of at least 0, not "much"/],
    [['benchmark', '--data', '/nowhere/data'], /\/nowhere\/data does not exist/],
    [['release', '--data', '.', '--out', '/proc/none/bundle'], /\/proc\/none\/bundle cannot be written \(--out\)/],
    [['release', '--data', '.', '--out', 'package.json'], /package\.json is not a folder \(--out\)/],
    [['learning', '--data', '/nowhere/data'], /\/nowhere\/data does not exist/],
    [['rewrites', '--data', '/nowhere/data'], /\/nowhere\/data does not exist/],
    [['rewrites', '--data', '.'], /has no slurp_asr_dev\.jsonl \(--data\); without --data/],
    [[], /^$/],
    [['dance'], /there is no command "dance"; there are train, release/],
    [['rankr'], /there is no command "rankr"; did you mean "ranker"\? there are train/],
    [['rewrites', '--home', '3'], /Unknown option '--home'; see "node models\/run.mjs rewrites --help"/],
    [['learning', '--days', '1.5'], /--days wants a whole number above 0, not "1.5"/],
    [['preview', '--intent', 'HassTurnOm'], /there is no intent "HassTurnOm"; did you mean "HassTurnOn"\? there are/],
    [['noise', '--data', '/nowhere/data'], /\/nowhere\/data does not exist/],
    [['measure', '--out', '/nowhere/bundle'], /\/nowhere\/bundle holds no bundle/],
    [['ranker', '--out', '/nowhere/bundle'], /\/nowhere\/bundle holds no bundle/],
  ])(
    '%j is refused in one line that says why',
    (args, reason) => {
      const { status, stderr } = run(...args);
      expect(status).toBe(2);
      expect(stderr).toMatch(reason);
      expect(stderr).not.toContain('    at ');
    },
    120_000,
  );
});
