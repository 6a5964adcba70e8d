import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { beforeAll, describe, expect, test } from 'vitest';
import { splitWords } from '../../runtime/domain/words.ts';
import { encodeWords } from '../../runtime/understand/encode.ts';
import { type PieceEntry, SentencePieces } from '../../runtime/understand/sentencepiece.ts';

const installed = existsSync(new URL('../../models/node_modules/@tensorflow/tfjs', import.meta.url));
if (!installed) console.warn('SKIPPED: network tests need "npm ci --prefix models"');

/** Loaded only where the training's own packages are installed. */
async function training() {
  const [backend, batch, loss, network, original, parameters, random, replica, use, onnx] = await Promise.all([
    import('../../models/train/backend.ts'),
    import('../../models/train/batch.ts'),
    import('../../models/train/loss.ts'),
    import('../../models/train/network.ts'),
    import('../../models/train/original.ts'),
    import('../../models/train/parameters.ts'),
    import('../../models/train/random.ts'),
    import('../../models/train/replica.ts'),
    import('../../models/train/useLite.ts'),
    import('../../models/release/onnxNetwork.ts'),
  ]);
  return {
    ...backend,
    ...batch,
    ...loss,
    ...network,
    ...original,
    ...parameters,
    ...random,
    ...replica,
    ...use,
    ...onnx,
  };
}

const SIZES = {
  pieces: 11,
  embed: 8,
  model: 16,
  feedForward: 12,
  heads: 2,
  intentHidden: 6,
  slotHidden: 5,
  intents: 4,
  domains: 3,
  tags: 5,
};

describe.skipIf(!installed)('the network', () => {
  let t: Awaited<ReturnType<typeof training>>;
  beforeAll(async () => {
    t = await training();
  }, 30_000);

  test.each([
    1, 2,
  ] as const)('has the same loss and gradients on the native kernels as in plain JavaScript, copies: %i', async (copies) => {
    const sizes = SIZES;
    const parameters = t.layout(sizes);
    const values = new Float32Array(t.totalSize(parameters));
    const random = new t.Random(11);
    t.initialise(parameters, values, random);
    const sample = (pieces: number, tags: number[] | null, intent: number) => ({
      encoded: {
        ids: Int32Array.from({ length: pieces }, () => random.below(11)),
        first: Int32Array.from([0, 1, 2].slice(0, pieces)),
        last: Int32Array.from([0, 1, pieces - 1].slice(0, pieces)),
      },
      target: { intent, domain: intent < 0 ? -1 : 1, tags: tags === null ? null : Int32Array.from(tags) },
      teacher: 0,
    });
    const samples = [sample(5, [0, 1, 2], 2), sample(3, null, 0), sample(4, [3, 4, 0], -1)];
    const batch = t.trainingBatch(samples, copies, 0.1, random);
    // The second copy differs, as it does when pieces are dropped.
    if (copies === 2) batch.ids[batch.ids.length - 2] = 7;
    const step = () => {
      const replica = new t.Replica(sizes, parameters, values);
      const gradients = new Float32Array(values.length);
      const teacher = {
        vectors: Float32Array.from({ length: copies * 3 * 16 }, (_, i) => Math.sin(i) / 4),
        known: new Float32Array(copies * 3).fill(1),
      };
      const weights = {
        intent: 1,
        domain: 0.7,
        slots: 2,
        embedding: 2,
        labelSmoothing: 0.1,
        rDrop: 0.5,
        adversarial: 0.2,
      };
      const totals = { intents: 2, domains: 2, words: 6, embeddings: 3 };
      const parts = replica.step(batch, { weights, totals, teacher, dropout: null }, gradients);
      replica.dispose();
      return { parts, gradients };
    };
    await t.startBackend('cpu');
    const plain = step();
    await t.startBackend('native');
    const native = step();
    native.parts.forEach((part, i) => {
      expect(part).toBeCloseTo(plain.parts[i] as number, 4);
    });
    let worst = 0;
    native.gradients.forEach((gradient, i) => {
      worst = Math.max(worst, Math.abs(gradient - (plain.gradients[i] as number)));
    });
    expect(worst).toBeLessThan(5e-5);
    expect(Math.max(...plain.gradients.map(Math.abs))).toBeGreaterThan(0.01);
  }, 60_000);

  test('an adversarial step moves a sentence against its loss, and adds what is learnt there', async () => {
    await t.startBackend('cpu');
    const sizes = { ...SIZES, pieces: 11 };
    const parameters = t.layout(sizes);
    const values = new Float32Array(t.totalSize(parameters));
    t.initialise(parameters, values, new t.Random(3));
    const encoded = { ids: Int32Array.of(3, 5, 8), first: Int32Array.of(0, 1, 2), last: Int32Array.of(0, 1, 2) };
    const longer = { ids: Int32Array.of(1, 2, 3, 4), first: Int32Array.of(0), last: Int32Array.of(3) };
    const none = { intent: -1, domain: -1, tags: null };
    const samples = [
      { encoded, target: { ...none, intent: 1 }, teacher: 0 },
      { encoded: longer, target: none, teacher: 0 },
    ];
    const batch = t.trainingBatch(samples, 1, 0, new t.Random(1));
    const bias = parameters.find(({ name }) => name === 'intent.bias')?.offset ?? Number.NaN;
    const towards = (adversarial: number) => {
      const replica = new t.Replica(sizes, parameters, values);
      const gradients = new Float32Array(values.length);
      const width = sizes.model;
      const teacher = { vectors: new Float32Array(2 * width), known: new Float32Array(2) };
      const weights = { intent: 1, domain: 0, slots: 0, embedding: 0, labelSmoothing: 0, rDrop: 0, adversarial };
      const totals = { intents: 1, domains: 0, words: 0, embeddings: 0 };
      replica.step(batch, { weights, totals, teacher, dropout: null }, gradients);
      replica.dispose();
      // Of a cross entropy: the label's probability less one.
      return gradients[bias + 1] as number;
    };
    const once = towards(0);
    expect(towards(1e-6)).toBeCloseTo(2 * once, 5);
    const moved = [0.05, 0.2].map((share) => towards(share) - once);
    expect(moved[0]).toBeLessThan(once - 1e-4);
    expect(moved[1]).toBeLessThan(moved[0] as number);
  });

  test('as ONNX says what it says in training, to 1e-4, and is written the same each time', async () => {
    await t.startBackend('native');
    const parameters = t.layout(SIZES);
    const values = new Float32Array(t.totalSize(parameters));
    const random = new t.Random(5);
    t.initialise(parameters, values, random);
    const network = { sizes: SIZES, parameters, values };
    const replica = new t.Replica(SIZES, parameters, values);
    const model = t.writeOnnx(network, 'fp32');
    expect(t.writeOnnx(network, 'fp32')).toEqual(model);
    expect(t.writeOnnx(network, 'int8')).toEqual(t.writeOnnx(network, 'int8'));
    // Training's own: two of these libraries do not go into one process.
    const require = createRequire(new URL('../../models/package.json', import.meta.url));
    const { InferenceSession, Tensor }: typeof import('onnxruntime-node') = require('onnxruntime-node');
    const session = await InferenceSession.create(model);
    for (const words of [1, 2, 7]) {
      const first = Int32Array.from({ length: words }, (_, w) => 2 * w);
      const last = first.map((at) => at + 1);
      const ids = Int32Array.from({ length: 2 * words }, () => random.below(SIZES.pieces));
      const target = { intent: -1, domain: -1, tags: null };
      const ours = replica.run(t.padBatch([{ encoded: { ids, first, last }, target, teacher: -1 }]));
      const tensor = (numbers: Int32Array) => new Tensor('int32', numbers, [numbers.length]);
      const out = await session.run({ ids: tensor(ids), first: tensor(first), last: tensor(last) });
      for (const name of ['intents', 'domains', 'tags', 'embedding'] as const) {
        const theirs = out[name]?.data as Float32Array;
        expect(theirs.length).toBe(ours[name].length);
        theirs.forEach((value, i) => {
          expect(Math.abs(value - (ours[name][i] as number))).toBeLessThan(1e-4);
        });
      }
    }
    replica.dispose();
    await session.release();
  }, 30_000);

  test('is Universal Sentence Encoder lite before training: cosine ≥ 0.99999 to the original graph', async () => {
    await t.startBackend('native');
    const { vocabulary } = await t.readUseLite();
    const use = await t.readUseLite();
    const kept = t.spokenPieces(vocabulary);
    const sizes = t.defaultSizes(kept.length, { intents: ['a', 'b'], domains: ['c'], tags: ['O'] });
    const parameters = t.layout(sizes);
    const values = new Float32Array(t.totalSize(parameters));
    t.initialise(parameters, values, new t.Random(1));
    t.loadEncoder(use, kept, parameters, values);
    const pieces = new SentencePieces(kept.map((id) => vocabulary[id] as PieceEntry));
    const texts = ['Turn on the kitchen lights', 'what is the weather in Paris tomorrow', 'stop', 'set it to 21.5°'];
    const samples = texts.map((text) => ({
      encoded: encodeWords(splitWords(text), pieces),
      target: { intent: -1, domain: -1, tags: null },
      teacher: -1,
    }));
    const replica = new t.Replica(sizes, parameters, values);
    const ours = replica.run(t.padBatch(samples)).embedding;
    replica.dispose();
    const theirs = await t.embedOriginal(
      samples.map(({ encoded }) => Array.from(encoded.ids, (id) => kept[id] as number)),
    );
    samples.forEach((_, row) => {
      expect(
        cosine(ours.subarray(row * 512, (row + 1) * 512), theirs.subarray(row * 512, (row + 1) * 512)),
      ).toBeGreaterThan(0.99999);
    });
  }, 60_000);
});

function cosine(a: Float32Array, b: Float32Array): number {
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    ab += (a[i] as number) * (b[i] as number);
    aa += (a[i] as number) ** 2;
    bb += (b[i] as number) ** 2;
  }
  return ab / Math.sqrt(aa * bb);
}
