import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { splitWords } from '../../runtime/domain/words.ts';
import { SentencePieces } from '../../runtime/understand/sentencepiece.ts';
import { type FlatNetwork, type Precision, writeOnnx } from '../release/onnxNetwork.ts';
import { type Answered, scoreModel } from '../release/sessionScore.ts';
import type { Kernels } from '../train/backend.ts';
import { maskTransitions } from '../train/crf.ts';
import { layout, part } from '../train/parameters.ts';
import { packSamples, sampleAt } from '../train/samples.ts';
import type { Recipe } from '../train/settings.ts';
import { readTrained, saveTrained } from '../train/trainedFile.ts';
import { type Trained, type TrainedWeights, train } from '../train/trainer.ts';
import { OUT_OF_SCOPE } from './clinc.ts';
import { bandsOf, fitOn, judge, type PartFigures, temperatureOf } from './judge.ts';
import type { BenchmarkResult } from './results.ts';
import { type BenchmarkTask, masked } from './task.ts';

export interface BenchmarkOptions {
  readonly seed: number;
  readonly recipe: Recipe;
  /** Whose encoder it starts from, instead of the original. */
  readonly lentBy: (TrainedWeights & { readonly name: string }) | null;
  readonly kernels: Kernels;
  readonly worker: string;
  readonly cacheDir: string;
  readonly log: (line: string) => void;
  readonly status: (line: string) => void;
}

/** Trains the shipped architecture with the shipped recipe on a benchmark's labels, quantises it, and judges it. */
export async function runBenchmark(task: BenchmarkTask, options: BenchmarkOptions): Promise<BenchmarkResult> {
  const { recipe, seed, cacheDir } = options;
  const steps = Math.round((task.epochs * task.train.length) / recipe.batchSize);
  options.log(
    `${task.name}, seed ${seed}: ${task.train.length} texts, ${task.labels.intents.length} intents, ${steps} steps`,
  );
  const trained = await train(task.train, [], {
    ...options,
    cacheDir: join(cacheDir, `${task.name}-${seed}`),
    labels: task.labels,
    steps,
    minutes: 0,
    from: null,
    rate: 1,
  });
  const counts = { train: task.train.length, validation: task.held.length, unlabelled: 0 };
  const from = options.lentBy === null ? {} : { from: options.lentBy.name };
  const runs = [{ steps, sentences: trained.sentences, rate: 1, threads: recipe.threads, ...from, counts }];
  saveTrained(join(cacheDir, `${task.name}-${seed}`), trained, { seed, runs });
  return {
    set: task.name,
    seed,
    ...(await judgeBoth(task, trained)),
    trainedOn: { texts: task.train.length, unlabelled: 0, held: task.held.length },
    steps,
    sentences: trained.sentences,
    seconds: Math.round(trained.seconds),
    epochs: task.epochs,
    recipe,
    ...from,
  };
}

/**
 * Judges the network again that gave `result`, as training left it in `cacheDir`; null where it is not there.
 *
 * @throws Error where what lies there is another network than the one that `result` is of.
 */
export async function judgeKept(
  task: BenchmarkTask,
  result: BenchmarkResult,
  cacheDir: string,
): Promise<BenchmarkResult | null> {
  const folder = join(cacheDir, `${task.name}-${result.seed}`);
  if (!existsSync(join(folder, 'facts.json'))) return null;
  const { sizes, values, vocabulary, runs } = readTrained(folder);
  const { intents, domains, tags } = task.labels;
  const fits = sizes.intents === intents.length && sizes.domains === domains.length && sizes.tags === tags.length;
  const steps = runs.reduce((sum, run) => sum + run.steps, 0);
  if (!fits || steps !== result.steps)
    throw new Error(`${folder} is another training than the one that was kept: train again (--force)`);
  return { ...result, ...(await judgeBoth(task, { sizes, parameters: layout(sizes), values, vocabulary })) };
}

type Network = FlatNetwork & Pick<Trained, 'vocabulary'>;

async function judgeBoth(task: BenchmarkTask, network: Network): Promise<Pick<BenchmarkResult, 'parts' | 'fp32'>> {
  return { parts: await judgeAll(task, network, 'int8'), fp32: await judgeAll(task, network, 'fp32') };
}

async function judgeAll(
  task: BenchmarkTask,
  network: Network,
  precision: Precision,
): Promise<Record<string, PartFigures>> {
  const model = writeOnnx(network, precision);
  const pieces = new SentencePieces(network.vocabulary);
  const transitions = maskTransitions(part(network.parameters, network.values, 'transitions'), task.labels.tags.length);
  const labels = {
    intentLabels: task.labels.intents,
    domains: task.labels.domains,
    tags: task.labels.tags,
    transitions,
  };
  const score = async (texts: BenchmarkTask['held']): Promise<Answered[]> => {
    const { packed } = packSamples(masked(texts, task.labels), pieces, task.labels);
    return scoreModel(
      model,
      Array.from({ length: packed.count }, (_, row) => sampleAt(packed, row)),
      labels,
    );
  };
  const trained = task.labels.intents.includes(OUT_OF_SCOPE) ? await score(task.train) : [];
  const fitted = fitOn(await score(task.held), trained, task.labels.intents);
  const figures: Record<string, PartFigures> = {};
  for (const [name, texts] of Object.entries(task.tests)) {
    const scored = await score(texts);
    // Those that have words, in the order in which they were judged.
    const wer = texts.filter(({ text }) => splitWords(text).length > 0).map(({ source }) => task.wer?.get(source));
    const known = wer.filter((one) => one !== undefined);
    const like = task.heldLike?.[name];
    const own = judge(
      scored,
      like === undefined ? fitted : { ...fitted, temperature: temperatureOf(await score(like)) },
      task.labels.intents,
    );
    figures[name] = known.length === scored.length ? { ...own, bands: bandsOf(scored, known) } : own;
  }
  return figures;
}
