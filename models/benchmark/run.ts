import { join } from 'node:path';
import { splitWords } from '../../runtime/domain/words.ts';
import { SentencePieces } from '../../runtime/understand/sentencepiece.ts';
import { type FlatNetwork, writeOnnx } from '../release/onnxNetwork.ts';
import { scoreModel } from '../release/sessionScore.ts';
import type { Kernels } from '../train/backend.ts';
import { maskTransitions } from '../train/crf.ts';
import { part } from '../train/parameters.ts';
import { packSamples, sampleAt } from '../train/samples.ts';
import type { Scored } from '../train/score.ts';
import type { Recipe } from '../train/settings.ts';
import { saveTrained } from '../train/trainedFile.ts';
import { type Trained, train } from '../train/trainer.ts';
import { bandsOf, fitOn, judge, type PartFigures } from './judge.ts';
import type { BenchmarkResult } from './results.ts';
import { type BenchmarkTask, masked } from './task.ts';

export interface BenchmarkOptions {
  readonly seed: number;
  readonly recipe: Recipe;
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
  const runs = [{ steps, sentences: trained.sentences, rate: 1, threads: recipe.threads, counts }];
  saveTrained(join(cacheDir, `${task.name}-${seed}`), trained, { seed, runs });
  const result: BenchmarkResult = {
    set: task.name,
    seed,
    parts: await judgeAll(task, trained, 'int8'),
    fp32: await judgeAll(task, trained, 'fp32'),
    trainedOn: { texts: task.train.length, unlabelled: 0, held: task.held.length },
    steps,
    sentences: trained.sentences,
    seconds: Math.round(trained.seconds),
    epochs: task.epochs,
    recipe,
  };
  return result;
}

async function judgeAll(
  task: BenchmarkTask,
  trained: Trained,
  precision: 'int8' | 'fp32',
): Promise<Record<string, PartFigures>> {
  const network: FlatNetwork = trained;
  const model = writeOnnx(network, precision);
  const pieces = new SentencePieces(trained.vocabulary);
  const transitions = maskTransitions(part(network.parameters, network.values, 'transitions'), task.labels.tags.length);
  const labels = {
    intentLabels: task.labels.intents,
    domains: task.labels.domains,
    tags: task.labels.tags,
    transitions,
  };
  const score = async (texts: BenchmarkTask['held']): Promise<Scored[]> => {
    const { packed } = packSamples(masked(texts, task.labels), pieces, task.labels);
    return scoreModel(
      model,
      Array.from({ length: packed.count }, (_, row) => sampleAt(packed, row)),
      labels,
    );
  };
  const fitted = fitOn(await score(task.held), task.labels.intents);
  const figures: Record<string, PartFigures> = {};
  for (const [name, texts] of Object.entries(task.tests)) {
    const scored = await score(texts);
    // Those that have words, in the order in which they were judged.
    const wer = texts.filter(({ text }) => splitWords(text).length > 0).map(({ source }) => task.wer?.get(source));
    const known = wer.filter((one) => one !== undefined);
    const own = judge(scored, fitted, task.labels.intents);
    figures[name] = known.length === scored.length ? { ...own, bands: bandsOf(scored, known) } : own;
  }
  return figures;
}
