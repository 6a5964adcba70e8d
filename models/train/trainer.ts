import { createHash } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type PieceEntry, SentencePieces } from '../../runtime/understand/sentencepiece.ts';
import type { State } from './adamw.ts';
import type { Kernels } from './backend.ts';
import { peekCheckpoint, readCheckpoint } from './checkpoint.ts';
import type { Job, Progress } from './job.ts';
import type { LabelledText, LabelSet } from './labelSet.ts';
import { defaultSizes, initialise, layout, type Parameter, type Sizes, totalSize } from './parameters.ts';
import { planBatches } from './plan.ts';
import { Random } from './random.ts';
import { lengthAt, type PackedSamples, packSamples } from './samples.ts';
import type { Recipe } from './settings.ts';
import { loadTeacher, saveTeacher } from './teacherFile.ts';
import { loadEncoder, readUseLite, spokenPieces } from './useLite.ts';

/** What a training run is asked to do. */
export interface TrainOptions {
  readonly labels: LabelSet;
  readonly recipe: Recipe;
  readonly seed: number;
  /** Steps to take; null sizes them from the measured speed and `minutes`. */
  readonly steps: number | null;
  readonly minutes: number;
  /** A network of the same labels to go on from, instead of the original encoder; the frozen embeddings stay the original's. */
  readonly from: TrainedWeights | null;
  /** One of other labels to start from: it lends the tensors that both have, by name and shape, its encoder above all. */
  readonly lentBy?: TrainedWeights | null;
  /** Multiplies the recipe's rates: a second training from good weights wants gentler ones. */
  readonly rate: number;
  readonly kernels: Kernels;
  /** The bundled worker's file. */
  readonly worker: string;
  /** Where checkpoints lie. */
  readonly cacheDir: string;
  readonly log: (line: string) => void;
  /** Replaces the last line, for progress. */
  readonly status: (line: string) => void;
}

/** Where each tensor lies in flat weights. */
export interface TrainedWeights {
  readonly parameters: readonly Parameter[];
  readonly values: Float32Array;
}

/** A trained network and what it was trained from; its values are the moving average of the weights. */
export interface Trained extends TrainedWeights {
  readonly sizes: Sizes;
  readonly vocabulary: readonly PieceEntry[];
  readonly steps: number;
  readonly sentences: number;
  readonly seconds: number;
}

/** Everything the runs of one training share. */
interface Prepared {
  readonly sizes: Sizes;
  readonly parameters: readonly Parameter[];
  readonly vocabulary: readonly PieceEntry[];
  readonly samples: PackedSamples;
  readonly weights: readonly number[];
  readonly lengths: readonly number[];
  readonly state: State;
  readonly teacher: Float32Array;
  /** Whether `teacher` is filled already. */
  readonly embedded: boolean;
  /** Names the texts, for the frozen embeddings. */
  readonly textsKey: string;
  /** Names all that decides the weights, for the checkpoint. */
  readonly key: string;
}

/**
 * Trains the network on `examples` (and, for the embedding only, on `unlabelled` texts) on all threads.
 *
 * Repeatable: the same data, seed and number of steps give the same weights on the same kind of processor. Goes on from
 * a checkpoint of the same run. Throws where the loss is no longer a number, and where a thread fails.
 */
export async function train(
  examples: readonly LabelledText[],
  unlabelled: readonly string[],
  options: TrainOptions,
): Promise<Trained> {
  const prepared = await prepare(examples, unlabelled, options);
  const { recipe } = options;
  const started = performance.now();
  const path = join(options.cacheDir, 'checkpoint.bin');
  const found = peekCheckpoint(path, prepared.key);
  let steps = options.steps ?? found?.steps ?? 0;
  const resumed = found !== null && found.steps === steps && found.step < steps;
  if (!prepared.embedded || steps === 0) {
    if (!prepared.embedded) options.log(`frozen embeddings of ${prepared.samples.count} sentences …`);
    const perStep = await dryRun(prepared, options, steps === 0 ? 16 : 1);
    if (!prepared.embedded) saveTeacher(options.cacheDir, prepared.textsKey, prepared.teacher);
    if (steps === 0) steps = Math.max(50, Math.round((options.minutes * 60) / perStep));
    options.log(`${(recipe.batchSize / perStep).toFixed(0)} sentences/s: ${steps} steps`);
  }
  if (options.lentBy) startFrom(options.lentBy, prepared, 'what fits');
  if (options.from !== null) startFrom(options.from, prepared, 'all');
  if (resumed) {
    readCheckpoint(path, prepared.state);
    options.log(`going on after step ${found.step} of ${steps}`);
  }
  const plan = planBatches(prepared.weights, prepared.lengths, {
    steps,
    batchSize: recipe.batchSize,
    seed: options.seed,
  });
  const report = progressReport(steps, options);
  await runThreads(prepared, options, report, {
    plan,
    steps,
    firstStep: resumed ? found.step : 0,
    embedFirst: false,
    dryRun: false,
    checkpoint: { path, everySteps: recipe.checkpointEverySteps, key: prepared.key },
  });
  rmSync(path, { force: true });
  return {
    sizes: prepared.sizes,
    parameters: prepared.parameters,
    values: prepared.state.average,
    vocabulary: prepared.vocabulary,
    steps,
    sentences: steps * recipe.batchSize,
    seconds: (performance.now() - started) / 1000,
  };
}

async function prepare(examples: readonly LabelledText[], unlabelled: readonly string[], options: TrainOptions) {
  mkdirSync(options.cacheDir, { recursive: true });
  const { recipe } = options;
  const use = await readUseLite();
  const kept = spokenPieces(use.vocabulary);
  const vocabulary = kept.map((id) => use.vocabulary[id] as PieceEntry);
  const sizes = defaultSizes(vocabulary.length, options.labels);
  const parameters = layout(sizes);
  const state: State = {
    values: shared(parameters),
    mean: shared(parameters),
    variance: shared(parameters),
    average: shared(parameters),
  };
  initialise(parameters, state.values, new Random(options.seed));
  loadEncoder(use, kept, parameters, state.values);
  state.average.set(state.values);
  const extra = unlabelled.map(
    (text): LabelledText => ({
      text,
      intent: null,
      domain: null,
      tags: null,
      source: 'unlabelled',
      weight: recipe.unlabelledWeight,
    }),
  );
  const { packed, kept: used } = packSamples([...examples, ...extra], new SentencePieces(vocabulary), options.labels);
  const key = createHash('sha256');
  key.update(JSON.stringify([recipe, sizes, options.seed, options.kernels, options.rate]));
  for (const start of [options.lentBy, options.from]) if (start) key.update(bytesOf(start.values));
  for (const { text, intent, domain, tags, weight } of used)
    key.update(JSON.stringify([text, intent, domain, tags, weight]));
  const texts = createHash('sha256');
  for (const { text } of used) texts.update(`${text}\n`);
  const textsKey = texts.digest('hex');
  const teacher = new Float32Array(new SharedArrayBuffer(4 * 512 * packed.count));
  const prepared: Prepared = {
    sizes,
    parameters,
    vocabulary,
    samples: packed,
    weights: drawWeights(used, options.recipe),
    lengths: used.map((_, row) => lengthAt(packed, row)),
    state,
    teacher,
    embedded: loadTeacher(options.cacheDir, textsKey, teacher),
    textsKey,
    key: key.digest('hex'),
  };
  return prepared;
}

/** How often each example is drawn, against the others: its own weight, bent by the recipe's `sampling`. */
export function drawWeights(examples: readonly LabelledText[], recipe: Recipe): number[] {
  const { sources, rareBelow, rareFactorMax } = recipe.sampling;
  const counts = new Map<string | null, number>();
  for (const { intent } of examples) counts.set(intent, (counts.get(intent) ?? 0) + 1);
  return examples.map(({ intent, source, weight }) => {
    const lacking = intent === null ? 1 : Math.sqrt(rareBelow / (counts.get(intent) as number));
    return weight * (sources[source] ?? 1) * Math.min(rareFactorMax, Math.max(1, lacking));
  });
}

function shared(parameters: readonly Parameter[]): Float32Array {
  return new Float32Array(new SharedArrayBuffer(4 * totalSize(parameters)));
}

function bytesOf(values: Float32Array): Buffer {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength);
}

/** Throws where nothing fits, or something does not and all has to. */
function startFrom(from: TrainedWeights, { parameters, state }: Prepared, wanted: 'all' | 'what fits'): void {
  const known = new Map(from.parameters.map((one) => [one.name, one]));
  const fits = ({ name, shape }: Parameter) => known.get(name)?.shape.join() === shape.join();
  const taken = parameters.filter(fits);
  const odd = parameters.find((one) => !fits(one));
  if (odd !== undefined && (wanted === 'all' || taken.length === 0))
    throw new Error(
      `the network to start from has no ${odd.name} of [${odd.shape.join(', ')}]: it is of other labels or sizes`,
    );
  for (const { name, offset } of taken) {
    const own = known.get(name) as Parameter;
    const values = from.values.subarray(own.offset, own.offset + own.size);
    state.values.set(values, offset);
    state.average.set(values, offset);
  }
}

/** Fills the frozen embeddings and measures; returns seconds a step. The weights stay as they are. */
async function dryRun(prepared: Prepared, options: TrainOptions, steps: number): Promise<number> {
  const { weights, lengths } = prepared;
  const { recipe } = options;
  const plan = planBatches(weights, lengths, { steps: steps * 2, batchSize: recipe.batchSize, seed: options.seed + 1 });
  let half = 0;
  let end = 0;
  const report = (step: number) => {
    // The first half warms the kernels up.
    if (step === steps - 1) half = performance.now();
    end = performance.now();
  };
  const run = { plan, steps: steps * 2, firstStep: 0, embedFirst: !prepared.embedded, dryRun: true, checkpoint: null };
  await runThreads(prepared, options, report, run);
  return (end - half) / 1000 / steps;
}

type Report = (step: number, parts: readonly number[], norm: number) => void;

function progressReport(steps: number, options: TrainOptions): Report {
  let first: number | null = null;
  let begun = 0;
  let smooth: number[] | null = null;
  return (step, parts) => {
    if (first === null) {
      first = step;
      begun = performance.now();
    }
    smooth = parts.map((part, i) => (smooth === null ? part : 0.98 * (smooth[i] as number) + 0.02 * part));
    const perStep = (performance.now() - begun) / Math.max(1, step - first);
    const left = Math.round((perStep * (steps - 1 - step)) / 1000);
    const [intent, domain, slots, embedding] = smooth.map((part) => part.toFixed(3));
    const bar = '#'.repeat(Math.round((20 * (step + 1)) / steps)).padEnd(20, '.');
    const line =
      `[${bar}] ${step + 1}/${steps}  intent ${intent} domain ${domain} slots ${slots} embedding ${embedding}  ` +
      `${((options.recipe.batchSize * 1000) / perStep).toFixed(0)}/s  ${Math.floor(left / 60)} min ${left % 60} s left`;
    options.status(line);
    if ((step + 1) % 100 === 0) options.log(line);
  };
}

/** Runs the threads to the end of their plan; ends all of them when one fails. */
async function runThreads(
  prepared: Prepared,
  options: TrainOptions,
  report: Report,
  run: Pick<Job, 'plan' | 'steps' | 'firstStep' | 'embedFirst' | 'dryRun' | 'checkpoint'>,
): Promise<void> {
  const { recipe } = options;
  const base: Omit<Job, 'thread'> = {
    ...run,
    threads: recipe.threads,
    kernels: options.kernels,
    seed: options.seed,
    sizes: prepared.sizes,
    parameters: prepared.parameters,
    samples: prepared.samples,
    state: prepared.state,
    gradients: Array.from({ length: recipe.threads }, () => shared(prepared.parameters)),
    teacher: prepared.teacher,
    batchSize: recipe.batchSize,
    sums: new Float64Array(new SharedArrayBuffer(8 * 8 * recipe.threads)),
    barrier: new Int32Array(new SharedArrayBuffer(8)),
    optimiser: {
      ...recipe.optimiser,
      encoderRate: recipe.optimiser.encoderRate * options.rate,
      headRate: recipe.optimiser.headRate * options.rate,
    },
    loss: recipe.loss,
    dropout: recipe.dropout,
  };
  const workers = Array.from(
    { length: recipe.threads },
    (_, thread) => new Worker(options.worker, { workerData: { ...base, thread } satisfies Job }),
  );
  try {
    await new Promise<void>((resolve, reject) => {
      for (const worker of workers) {
        worker.on('error', reject);
        worker.on('exit', (code) => reject(new Error(`a training thread ended early (${code})`)));
        worker.on('message', (progress: Progress) => {
          if (progress.kind === 'step') report(progress.step, progress.parts, progress.norm);
          else if (progress.kind === 'failed') reject(new Error(`training failed: ${progress.message}`));
          else if (progress.kind === 'done') resolve();
        });
      }
    });
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}
