import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LabelledText, LabelSet } from '../../models/train/labelSet.ts';
import { shippedLabels } from '../../models/train/labelSet.ts';
import { type Recipe, recipe } from '../../models/train/settings.ts';
import type { TrainedWeights } from '../../models/train/trainer.ts';
import type { IntentLabel } from '../../runtime/domain/intent.ts';
import { splitWords } from '../../runtime/domain/words.ts';

const models = fileURLToPath(new URL('../../models', import.meta.url));
const installed = existsSync(join(models, 'node_modules/@tensorflow/tfjs'));
if (!installed) console.warn('SKIPPED: training tests need "npm ci --prefix models"');

const folder = mkdtempSync(join(tmpdir(), 'hearth-training-'));
/** The bundled thread must lie where the training's own packages are found. */
const built = join(models, '.cache', `test-${process.pid}`);
const worker = join(built, 'worker.mjs');

const LABELS: LabelSet = { intents: ['on', 'off'], domains: ['light', 'fan'], tags: ['O', 'B-room', 'I-room'] };
const TEXTS: readonly LabelledText[] = ['kitchen', 'hall', 'dining room', 'attic'].flatMap((room) =>
  ['on', 'off'].map((intent) => {
    const text = `turn ${intent} the ${room} light`;
    const words = splitWords(text).length;
    const tags = Array.from({ length: words }, (_, w) =>
      w < 3 || w === words - 1 ? 'O' : w === 3 ? 'B-room' : 'I-room',
    );
    return { text, intent, domain: 'light', tags, source: 'test', weight: 1 };
  }),
);
const QUICK: Recipe = { ...recipe, batchSize: 4, checkpointEverySteps: 2 };

describe.skipIf(!installed)('training', () => {
  let train: typeof import('../../models/train/trainer.ts').train;
  beforeAll(async () => {
    ({ train } = await import('../../models/train/trainer.ts'));
    await build({
      entryPoints: [join(models, 'train/worker.ts')],
      outfile: worker,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      packages: 'external',
    });
  }, 60_000);
  afterAll(() => {
    rmSync(folder, { recursive: true });
    rmSync(built, { recursive: true, force: true });
  });

  const run = (
    own: {
      kernels?: 'wasm';
      recipe?: Recipe;
      labels?: LabelSet;
      texts?: readonly LabelledText[];
      from?: TrainedWeights;
      lentBy?: TrainedWeights;
    } = {},
    status = () => {},
  ) => {
    const log: string[] = [];
    const options = {
      labels: own.labels ?? LABELS,
      recipe: own.recipe ?? QUICK,
      seed: 1,
      steps: 4,
      minutes: 0,
      from: own.from ?? null,
      lentBy: own.lentBy ?? null,
      rate: 1,
      kernels: own.kernels ?? ('native' as const),
      worker,
      cacheDir: folder,
      log: (line: string) => log.push(line),
      status,
    };
    return train(own.texts ?? TEXTS, [], options).then((trained) => ({ trained, log }));
  };

  test('an interrupted one goes on from its checkpoint and ends with the same weights', async () => {
    const checkpoint = join(folder, 'checkpoint.bin');
    const kept = join(folder, 'kept.bin');
    const whole = await run({}, () => {
      if (existsSync(checkpoint) && !existsSync(kept)) copyFileSync(checkpoint, kept);
    });
    expect(existsSync(checkpoint)).toBe(false);
    copyFileSync(kept, checkpoint);
    const rest = await run();
    expect(rest.log.join('\n')).toMatch(/going on after step 2 of 4/);
    expect(Buffer.from(rest.trained.values.buffer).equals(Buffer.from(whole.trained.values.buffer))).toBe(true);
  }, 240_000);

  test('the wasm kernels see the weights move, and move them as the native ones do', async () => {
    const native = (await run()).trained.values;
    const wasm = (await run({ kernels: 'wasm' })).trained.values;
    const worst = native.reduce((most, value, i) => Math.max(most, Math.abs(value - (wasm[i] as number))), 0);
    expect(worst).toBeLessThan(1e-3);
  }, 240_000);

  test('twice the same sentence (R-Drop), and labels without slots, train as well', async () => {
    const loss = { ...QUICK.loss, rDrop: 0.5 };
    const texts = TEXTS.map((one) => ({ ...one, tags: null }));
    const { trained } = await run({ recipe: { ...QUICK, loss }, labels: { ...LABELS, tags: ['O'] }, texts });
    expect(trained.values.every(Number.isFinite)).toBe(true);
    expect(trained.sizes).toMatchObject({ intents: 2, domains: 2, tags: 1 });
  }, 120_000);

  test('one can start from a network of other labels: its encoder is lent, its heads are not', async () => {
    const { part } = await import('../../models/train/parameters.ts');
    const { trained } = await run();
    const { trained: other } = await run({
      labels: { ...LABELS, intents: [...LABELS.intents, 'one more'] },
      lentBy: trained,
      recipe: { ...QUICK, optimiser: { ...QUICK.optimiser, encoderRate: 0, headRate: 0 } },
    });
    const same = (name: string) =>
      Buffer.from(part(other.parameters, other.values, name)).equals(
        Buffer.from(part(trained.parameters, trained.values, name)),
      );
    expect(other.sizes.intents).toBe(trained.sizes.intents + 1);
    expect(same('pieces')).toBe(true);
    expect(same('layer1.ff2.weight')).toBe(true);
    expect(same('slot.emit.weight')).toBe(true);
    expect(part(other.parameters, other.values, 'intent.weight')).toHaveLength(
      trained.sizes.intentHidden * other.sizes.intents,
    );
  }, 120_000);

  test('one does not go on from a network of other labels', async () => {
    const { trained } = await run();
    const labels = { ...LABELS, intents: [...LABELS.intents, 'one more'] };
    await expect(run({ labels, from: trained })).rejects.toThrow(/has no intent\.weight of \[256, 3\]/);
  }, 120_000);

  test('a loss that is no number ends it, says at which step, and leaves no weights', async () => {
    const optimiser = { ...QUICK.optimiser, encoderRate: 1e38, headRate: 1e38, warmUp: 0 };
    const failing = run({ recipe: { ...QUICK, optimiser, checkpointEverySteps: 100 } });
    await expect(failing).rejects.toThrow(/training failed: loss .*at step \d/);
    expect(readdirSync(folder).filter((name) => /^(checkpoint|weights)/.test(name))).toEqual([]);
  }, 120_000);

  test.each([
    [{ intent: 'dim' }, /unknown label dim in "turn on the kitchen light" \(test\)/],
    [{ tags: ['O'] }, /1 tags for 5 words/],
    [{ tags: ['O', 'O', 'O', 'I-room', 'O'] }, /tag I-room without its beginning/],
  ])('a wrong label %j is an error that names the sentence', async (wrong, reason) => {
    await expect(run({ texts: [{ ...(TEXTS[0] as LabelledText), ...wrong }] })).rejects.toThrow(reason);
  });

  test('a release never replaces better weights unasked, and leaves them whole', async () => {
    const { release } = await import('../../models/release/release.ts');
    const { swapFolder } = await import('../../models/release/bundle.ts');
    const { layout } = await import('../../models/train/parameters.ts');
    const { saveTrained, readTrained } = await import('../../models/train/trainedFile.ts');
    const texts = TEXTS.map((one) => ({ ...one, intent: 'HassTurnOn', domain: null, tags: null }) as const);
    const { trained } = await run({ labels: shippedLabels, texts, recipe: { ...QUICK, checkpointEverySteps: 100 } });
    const kept = join(folder, 'trained');
    saveTrained(kept, trained, { seed: 1, runs: [] });
    const bundle = join(folder, 'bundle');
    const log = () => {};
    const told: string[] = [];
    // One that says what is right of these sentences, and one that says something else.
    const saying = (intent: IntentLabel) => {
      const own = readTrained(kept);
      const values = own.values.slice();
      const bias = layout(own.sizes).find(({ name }) => name === 'intent.bias')?.offset ?? Number.NaN;
      values[bias + shippedLabels.intents.indexOf(intent)] = 100;
      return { ...own, values };
    };
    const [good, bad] = [saying('HassTurnOn'), saying('HassTurnOff')];
    const files = () => readdirSync(bundle).map((name) => readFileSync(join(bundle, name), 'base64'));
    expect((await release(good, texts, { folder: bundle, force: false, log })).written).toBe(true);
    const before = files();
    const second = await release(bad, texts, { folder: bundle, force: false, log: (line) => told.push(line) });
    expect(second.written).toBe(false);
    expect(told.at(-1)).toMatch(/not written: on the same held-out sentences the bundle in .* scores 0\.33/);
    const into = `${bundle}.next`;
    expect((await release(bad, texts, { folder: bundle, into, force: true, log })).written).toBe(true);
    expect(files()).toEqual(before);
    swapFolder(into, bundle);
    expect(files()).not.toEqual(before);
    expect((await release(good, texts, { folder: bundle, force: false, log })).written).toBe(true);

    writeFileSync(join(bundle, 'manifest.json'), '{"format":');
    const unjudged = release(good, texts, { folder: bundle, force: false, log });
    await expect(unjudged).rejects.toThrow(/cannot be judged \(.*manifest\.json.*--force/);
    expect((await release(good, texts, { folder: bundle, force: true, log })).written).toBe(true);

    const weights = join(kept, 'weights.bin');
    const bytes = readFileSync(weights);
    bytes[100] = (bytes[100] as number) ^ 1;
    writeFileSync(weights, bytes);
    expect(() => readTrained(kept)).toThrow(/not what facts\.json was written for/);
    writeFileSync(join(kept, 'facts.json'), '{"sizes":');
    expect(() => readTrained(kept)).toThrow(/facts\.json is not JSON/);
    mkdirSync(join(folder, 'none'));
    expect(() => readTrained(join(folder, 'none'))).toThrow(/train first/);
  }, 240_000);
});
