import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writePart } from '../../models/release/bundle.ts';
import { readBundle } from '../../runtime/adapters/onnx/bundleFile.ts';
import { OnnxInference } from '../../runtime/adapters/onnx/onnxInference.ts';
import { understand } from '../../runtime/understand/understand.ts';

const FOLDER = fileURLToPath(new URL('../../models/weights/en', import.meta.url));

describe('the shipped bundle', () => {
  let inference: OnnxInference;
  beforeAll(async () => {
    inference = await OnnxInference.load(FOLDER);
  });
  afterAll(() => inference.close());

  async function read(text: string) {
    const [hypothesis] = await understand([{ text, confidence: 1 }], inference);
    return hypothesis?.clauses ?? [];
  }

  test.each([
    ['Turn on the kitchen lights', 'HassTurnOn', 'light', ['area:kitchen', 'target:lights']],
    ['turn off the fan in the bedroom', 'HassTurnOff', 'fan', ['target:fan', 'area:bedroom']],
    ['is the garage door open', 'HassGetState', 'cover', ['target:garage door', 'state:open']],
    ['set a timer for five minutes', 'HassStartTimer', 'none', ['duration:five minutes']],
    ['lock the front door', 'HassTurnOn', 'lock', ['target:front door']],
  ])('%s → %s', async (text, intent, domain, mentions) => {
    const [clause, ...others] = await read(text);
    expect(others).toEqual([]);
    expect(clause?.intents[0]?.label).toBe(intent);
    expect(clause?.domains[0]?.domain).toBe(domain);
    expect(clause?.mentions.map(({ tag, text: words }) => `${tag}:${words}`)).toEqual(mentions);
    expect(clause?.inScope).toBeGreaterThan(0.5);
  });

  test('two commands become two clauses, with offsets into what was heard', async () => {
    const text = 'turn on the fan and dim the bedroom lights';
    const clauses = await read(text);
    expect(clauses.map(({ text: part }) => part)).toEqual(['turn on the fan', 'dim the bedroom lights']);
    const [word] = clauses[1]?.words ?? [];
    expect(text.slice(word?.start, word?.end)).toBe('dim');
  });

  test('what is for nobody here is out of scope', async () => {
    const [clause] = await read('write an email to my boss about the meeting');
    expect(clause?.inScope).toBeLessThan(0.5);
  });

  test.each(['', '   ', '…!?', '🙂🙂', '\u0000\u0007'])('%j has no clauses', async (text) => {
    expect(await read(text)).toEqual([]);
  });

  test.each([
    'a'.repeat(10_000),
    'very '.repeat(2_000),
    "'; DROP TABLE devices; --",
    '日本語 Привет',
    '1/2 7:30 20.5',
  ])('strange text %# gives finite numbers', async (text) => {
    for (const { intents, inScope, embedding } of await read(text)) {
      expect(intents.every(({ probability }) => probability >= 0 && probability <= 1)).toBe(true);
      expect(inScope).toBeGreaterThanOrEqual(0);
      expect(Math.hypot(...embedding)).toBeCloseTo(1, 4);
    }
  });

  test('the same words give the same numbers, bit for bit', async () => {
    expect(await read('close the blinds')).toEqual(await read('close the blinds'));
  });

  test('is at most 8 MB', () => {
    const bytes = readdirSync(FOLDER).map((name) => statSync(join(FOLDER, name)).size);
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(8_000_000);
  });
});

/** What the damage below touches. */
interface ManifestJson {
  files: { [name: string]: unknown };
  intentLabels: string[];
  tags: string[];
  transitions: number[];
  calibration: object;
}

describe('the parts of a bundle', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hearth-parts-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('are replaced one by one, and say which network they were fitted with', async () => {
    const at = join(folder, 'en');
    cpSync(FOLDER, at, { recursive: true });
    const read = (name: string) => JSON.parse(readFileSync(join(at, name), 'utf8'));
    const before = read('manifest.json');
    writePart(at, 'rewrites.json', { ...read('rewrites.json'), note: 'another' });
    expect(read('rewrites.json')).toMatchObject({ fittedWith: before.version, note: 'another' });
    expect(read('manifest.json').files['ranker.json']).toEqual(before.files['ranker.json']);
    const { bundle } = await readBundle(at);
    expect(bundle.outdated).toEqual([]);
  });

  test('of another network are used, and told', async () => {
    const at = join(folder, 'retrained');
    cpSync(FOLDER, at, { recursive: true });
    const manifest = JSON.parse(readFileSync(join(at, 'manifest.json'), 'utf8'));
    writeFileSync(join(at, 'manifest.json'), JSON.stringify({ ...manifest, version: 'en-another' }));
    const { bundle } = await readBundle(at);
    expect(bundle.outdated).toEqual(['ranker.json', 'learning.json', 'rewrites.json']);
  });

  test('that are about to be fitted are not looked at', async () => {
    const at = join(folder, 'unfitted');
    cpSync(FOLDER, at, { recursive: true });
    rmSync(join(at, 'ranker.json'));
    expect((await readBundle(at, ['ranker.json'])).bundle.ranker.weights).toEqual({});
    await expect(readBundle(at)).rejects.toMatchObject({ code: 'bad-bundle' });
  });
});

describe('a bad bundle is refused with a stable code', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hearth-bundle-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const manifest = (change: (value: ManifestJson) => void) => (at: string) => {
    const value = JSON.parse(readFileSync(join(at, 'manifest.json'), 'utf8'));
    change(value);
    writeFileSync(join(at, 'manifest.json'), JSON.stringify(value));
  };

  test.each<[string, string, (at: string) => void]>([
    ['no manifest', 'bad-bundle', (at) => rmSync(join(at, 'manifest.json'))],
    ['no model', 'bad-bundle', (at) => rmSync(join(at, 'model.onnx'))],
    ['no JSON', 'bad-bundle', (at) => writeFileSync(join(at, 'manifest.json'), '{"format": 1,')],
    ['another format', 'bundle-mismatch', manifest((value) => Object.assign(value, { format: 2 }))],
    ['another label', 'bundle-mismatch', manifest((value) => value.intentLabels.splice(0, 1, 'HassDance'))],
    ['a label more', 'bundle-mismatch', manifest((value) => value.tags.push('B-new'))],
    [
      'a temperature of 0',
      'bad-bundle',
      manifest((value) => Object.assign(value.calibration, { intentTemperature: 0 })),
    ],
    ['fewer transitions', 'bad-bundle', manifest((value) => value.transitions.pop())],
    ['a changed model', 'bad-bundle', (at) => writeFileSync(join(at, 'model.onnx'), 'no network')],
    ['no ranker', 'bad-bundle', manifest((value) => delete value.files['ranker.json'])],
    ['a changed part', 'bad-bundle', (at) => writeFileSync(join(at, 'learning.json'), '{}')],
    ['a ranker of another program', 'bundle-mismatch', (at) => writePart(at, 'ranker.json', { format: 99 })],
    ['a changed vocabulary', 'bad-bundle', (at) => writeFileSync(join(at, 'pieces.tsv'), 'a\t1\n')],
  ])('%s: %s', async (name, code, damage) => {
    const at = join(folder, name.replaceAll(' ', '-'));
    cpSync(FOLDER, at, { recursive: true });
    damage(at);
    await expect(OnnxInference.load(at)).rejects.toMatchObject({ name: 'HearthError', code });
  });
});
