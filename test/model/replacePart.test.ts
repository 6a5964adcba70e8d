import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { learning } from '../../models/learning/command.ts';
import { rankerCommand } from '../../models/ranker/command.ts';
import { mayReplace, partInForce } from '../../models/release/replacePart.ts';
import { BUNDLE_PARTS, type PartName } from '../../runtime/adapters/onnx/bundleParts.ts';
import { root } from '../root.ts';

const shipped = join(root, 'models/weights/en');
const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true });
});

/** A copy of the bundle that ships, with one of its files changed. */
function copy(file?: string, change: (text: string) => string = (text) => text): string {
  const folder = mkdtempSync(join(tmpdir(), 'hearth-part-'));
  made.push(folder);
  cpSync(shipped, folder, { recursive: true });
  if (file !== undefined) writeFileSync(join(folder, file), change(readFileSync(join(folder, file), 'utf8')));
  return folder;
}

function replacing(folder: string, name: PartName, force = false) {
  const lines: string[] = [];
  return { folder, name, force, lines, log: (line: string) => void lines.push(line) };
}

describe('the part in force', () => {
  test.each(BUNDLE_PARTS)('%s is there to be weighed', async (name) => {
    const bundle = await partInForce(replacing(copy(), name));
    expect(bundle?.outdated).toEqual([]);
  });

  test('of another network, or of a bundle without it, is nothing to weigh', async () => {
    const other = copy('manifest.json', (text) => text.replace(/"version": "[^"]+"/, '"version": "en-other"'));
    expect(await partInForce(replacing(other, 'ranker.json'))).toBeUndefined();
    const bare = copy('manifest.json', (text) => text.replace(/"rewrites.json": \{[^}]*\}/, '"none": {}'));
    expect(await partInForce(replacing(bare, 'rewrites.json'))).toBeUndefined();
  });

  const broken: readonly (readonly [PartName, (text: string) => string, RegExp])[] = [
    ['ranker.json', (text) => text.replace('"exactName": ', '"exactName": 1'), /ranker\.json .*sha256/],
    ['learning.json', (text) => text.slice(0, 500), /learning\.json .*sha256/],
    ['rewrites.json', () => '', /rewrites\.json .*sha256/],
  ];
  test.each(broken)('that is broken is told, and overwritten only by force: %s', async (name, change, why) => {
    const folder = copy(name, change);
    await expect(partInForce(replacing(folder, name))).rejects.toThrow(why);
    await expect(partInForce(replacing(folder, name))).rejects.toThrow(/--force/);
    const forced = replacing(folder, name, true);
    expect(await partInForce(forced)).toBeUndefined();
    expect(forced.lines).toEqual([expect.stringMatching(why)]);
  });

  test('a folder without a bundle is told', async () => {
    await expect(partInForce(replacing(tmpdir(), 'ranker.json'))).rejects.toThrow(/holds no bundle/);
  });
});

describe('a new part', () => {
  const check = (name: string, former: number, fitted: number, force: boolean, expected: boolean, last: RegExp) =>
    test(name, () => {
      const into = replacing('bundle', 'learning.json', force);
      const told = (score: number) => ({ score, told: `right ${score}` });
      expect(mayReplace(into, told(former), told(fitted), 15)).toBe(expected);
      expect(into.lines.join('\n')).toMatch(new RegExp(`right ${former}[^]*right ${fitted}`));
      expect(into.lines.at(-1)).toMatch(last);
    });
  check('that does better takes its place', 0.8, 0.9, false, true, /new .*0\.9000/);
  check('that does as well takes its place', 0.8, 0.8, false, true, /new .*0\.8000/);
  check('that does worse by chance takes its place', 0.8, 0.7992, false, true, /new .*0\.7992/);
  check('that does worse does not', 0.8, 0.79, false, false, /not written: .* 0\.8000, this one 0\.7900 \(--force\)/);
  check('that does worse takes it by force', 0.8, 0.79, true, true, /replaced all the same/);
});

test('a ranker of two homes does not replace the one that ships, unless it is told to', async () => {
  const folder = copy();
  const bytes = (of: string) => readFileSync(join(of, 'ranker.json'), 'utf8');
  const lines: string[] = [];
  const refit = (force: boolean) =>
    rankerCommand({ folder, homes: 2, unseen: 10, seed: 1, force, log: (line) => void lines.push(line) });
  expect(await refit(false)).toBe(false);
  expect(lines.at(-1)).toMatch(/^not written: the ranker\.json .*--force/);
  expect(bytes(folder)).toBe(bytes(shipped));
  expect(await refit(true)).toBe(true);
  const first = bytes(folder);
  expect(first).not.toBe(bytes(shipped));
  // Now it is as good as the one in force, which it is to the letter.
  expect(await refit(false)).toBe(true);
  expect(bytes(folder)).toBe(first);
}, 300_000);

test('learning says what is broken in the rewrites that it would be lived with', async () => {
  const folder = copy('rewrites.json', (text) => text.slice(0, -20));
  await expect(learning(['--out', folder, '--homes', '1', '--days', '1'], root)).rejects.toThrow(
    /rewrites\.json cannot|the rewrites\.json in .* cannot be used/,
  );
});
