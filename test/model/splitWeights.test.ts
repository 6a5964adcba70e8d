import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OnnxInference } from '../../runtime/adapters/onnx/onnxInference.ts';
import { splitWords } from '../../runtime/domain/words.ts';

const SHIPPED = 'models/weights/en';
const installed = existsSync(new URL('../../models/node_modules/@tensorflow/tfjs', import.meta.url));
if (!installed) console.warn('SKIPPED: tests of splitting a network need "npm ci --prefix models"');

describe.runIf(installed)('a network in two files', () => {
  const root = mkdtempSync(join(tmpdir(), 'hearth-split-'));
  const folder = join(root, 'en');
  beforeAll(async () => {
    cpSync(SHIPPED, folder, { recursive: true });
    const { splitBundle } = await import('../../models/release/splitWeights.ts');
    await splitBundle(folder);
  });
  afterAll(() => rmSync(root, { recursive: true }));

  test('says what the whole one says, to the bit, under the same version', async () => {
    const [one, two] = [await OnnxInference.load(SHIPPED), await OnnxInference.load(folder)];
    expect(two.bundle).toEqual(one.bundle);
    for (const text of ['dim the lamp by the bookcase', 'how warm is it on the landing', 'qxz', 'a '.repeat(30)]) {
      expect(await two.run(splitWords(text))).toEqual(await one.run(splitWords(text)));
    }
    await Promise.all([one.close(), two.close()]);
  });

  test('leaves the graph small, its large tensors at pages, and is the same when split again', async () => {
    const { splitBundle } = await import('../../models/release/splitWeights.ts');
    const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
    expect(statSync(join(folder, 'model.onnx')).size).toBeLessThan(500_000);
    expect(statSync(join(folder, 'model.bin')).size).toBe(manifest.files['model.bin'].bytes);
    expect(await splitBundle(folder)).toBe(false);
  });

  test('is refused where the tensors are cut short or missing', async () => {
    truncateSync(join(folder, 'model.bin'), 4096);
    await expect(OnnxInference.load(folder)).rejects.toMatchObject({ name: 'HearthError', code: 'bad-bundle' });
    rmSync(join(folder, 'model.bin'));
    await expect(OnnxInference.load(folder)).rejects.toMatchObject({ name: 'HearthError', code: 'bad-bundle' });
  });
});
