import { existsSync, mkdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { dataFolder, InputError, unknown } from '../input.ts';
import { type Recipe, recipe as shippedRecipe } from '../train/settings.ts';
import { readTrained } from '../train/trainedFile.ts';
import { clincTask } from './clinc.ts';
import { hwu64AloneTask, hwu64Task } from './hwu64.ts';
import { keepResult, readResults } from './results.ts';
import { describeRetrieval, measureRetrieval, readRetrieval } from './retrieval.ts';
import { judgeKept, runBenchmark } from './run.ts';
import { slurpAsrTask, slurpTask } from './slurp.ts';
import { snipsTask } from './snips.ts';
import { summarise } from './summary.ts';
import { targetTable } from './targets.ts';
import type { BenchmarkTask } from './task.ts';

const TASKS: Readonly<Record<string, (dataDir: string) => BenchmarkTask>> = {
  // HWU64 starts from CLINC150's.
  clinc: clincTask,
  hwu64: hwu64Task,
  hwu64Alone: hwu64AloneTask,
  snips: snipsTask,
  slurp: slurpTask,
  slurpAsr: slurpAsrTask,
};

/** Needs no training of its own: it looks at the frozen encoder and at what was trained for HWU64 alone. */
const RETRIEVAL = 'retrieval';
const SETS = [...Object.keys(TASKS), RETRIEVAL];

/** Universal Sentence Encoder lite as it comes. */
const ORIGINAL = 'original';

/** Small sets want more, smaller steps, each made harder; all else is the shipped recipe. */
function recipeWith(task: BenchmarkTask, threads: number): Recipe {
  const { rDrop, adversarial, labelSmoothing = shippedRecipe.loss.labelSmoothing } = task;
  const loss = { ...shippedRecipe.loss, rDrop, adversarial, labelSmoothing };
  return { ...shippedRecipe, threads, batchSize: 64, loss };
}

const HELP = `Usage: node models/run.mjs benchmark [options]

Trains the shipped architecture with the shipped recipe on public benchmarks, one network a benchmark and seed, and keeps
the figures in models/benchmark/results.json. What is there already is not trained again; an interrupted training goes on.

  --data DIR       the data folder (default ../shared/data)
  --set NAME       only this; may be repeated: ${SETS.join(', ')}
  --seeds LIST     default 1,2,3
  --r-drop N       weight of R-Drop: each sentence is seen twice a step, at twice the price (default: the benchmark's own)
  --adversarial N  length of the adversarial step, as a share of a sentence's own, at twice the price (default: likewise)
  --epochs N       how often each sentence is seen (default: the benchmark's own)
  --from FOLDER    a trained network whose encoder to start from, or "${ORIGINAL}" (default: the benchmark's own)
  --threads N      how many train together (default 2); the weights are the same only for the same number
  --force          train again what is there
  --judge          train nothing: judge the networks again that are still in models/.cache
  --show           only print what is there`;

/** Trains and judges benchmarks; the table is printed at the end. */
export async function benchmark(args: readonly string[], place: { repository: string; worker: string }): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      data: { type: 'string', default: join(place.repository, '..', 'shared', 'data') },
      set: { type: 'string', multiple: true, default: SETS },
      seeds: { type: 'string', default: '1,2,3' },
      'r-drop': { type: 'string' },
      adversarial: { type: 'string' },
      epochs: { type: 'string' },
      from: { type: 'string' },
      threads: { type: 'string', default: String(shippedRecipe.threads) },
      force: { type: 'boolean', default: false },
      judge: { type: 'boolean', default: false },
      show: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return;
  }
  const results = join(place.repository, 'models', 'benchmark', 'results.json');
  const retrieval = join(place.repository, 'models', 'benchmark', 'retrieval.json');
  const cacheDir = join(place.repository, 'models', '.cache', 'benchmark');
  if (!values.show) {
    const data = dataFolder(values.data);
    mkdirSync(cacheDir, { recursive: true });
    const seeds = seedsOf(values.seeds);
    const threads = Math.ceil(numberOf('threads', values.threads, 1));
    const changes = changesOf(values);
    for (const name of values.set) {
      if (!SETS.includes(name)) throw unknown('benchmark', name, SETS);
    }
    const jobs = seeds.flatMap((seed) => values.set.map((name) => ({ seed, name })));
    for (const { seed, name } of jobs) {
      const task = TASKS[name];
      if (task === undefined) continue;
      const known = readResults(results).find((one) => one.set === name && one.seed === seed);
      if (values.judge) {
        const judged = known === undefined ? null : await judgeKept(task(data), known, cacheDir);
        if (judged === null) log(`${name}, seed ${seed}: nothing was kept to judge again`);
        else keepResult(results, judged);
        continue;
      }
      if (known !== undefined && !values.force) continue;
      const training = { ...task(data), ...changes };
      keepResult(
        results,
        await runBenchmark(training, {
          seed,
          recipe: recipeWith(training, threads),
          lentBy: startOf(training, values.from, cacheDir),
          kernels: 'native',
          worker: place.worker,
          cacheDir,
          log,
          status,
        }),
      );
    }
    if (values.set.includes(RETRIEVAL))
      await measureRetrieval({ dataDir: data, cacheDir, file: retrieval, seeds, force: values.force, log });
  }
  for (const line of readRetrieval(retrieval)) console.log(describeRetrieval(line));
  for (const line of [...summarise(readResults(results)), '', ...targetTable(readResults(results))]) console.log(line);
}

/** Where a training's encoder starts: null for the original one. */
function startOf({ name, startsFrom }: BenchmarkTask, wanted: string | undefined, cacheDir: string) {
  const own = startsFrom === undefined ? ORIGINAL : join(cacheDir, `${startsFrom}-1`);
  const folder = wanted ?? own;
  if (folder === ORIGINAL) return null;
  if (existsSync(join(folder, 'facts.json'))) return { name: basename(folder), ...readTrained(resolve(folder)) };
  const remedy = wanted === undefined ? `--set ${startsFrom} --seeds 1 --force trains it` : '--from';
  throw new InputError(`${name} starts from ${folder}, where there is no trained network (${remedy})`);
}

/** What the options change of a benchmark's own recipe. */
function changesOf(values: {
  readonly 'r-drop'?: string | undefined;
  readonly adversarial?: string | undefined;
  readonly epochs?: string | undefined;
}): Partial<Pick<BenchmarkTask, 'rDrop' | 'adversarial' | 'epochs'>> {
  return {
    ...(values['r-drop'] !== undefined && { rDrop: numberOf('r-drop', values['r-drop'], 0) }),
    ...(values.adversarial !== undefined && { adversarial: numberOf('adversarial', values.adversarial, 0) }),
    ...(values.epochs !== undefined && { epochs: numberOf('epochs', values.epochs, 1) }),
  };
}

function numberOf(name: string, text: string, least: number): number {
  const value = Number(text);
  if (!(value >= least && value < 1000))
    throw new InputError(`--${name} wants a number of at least ${least}, not "${text}"`);
  return value;
}

function seedsOf(list: string): number[] {
  const seeds = list.split(',').map(Number);
  if (!seeds.every((seed) => Number.isInteger(seed) && seed > 0))
    throw new InputError(`--seeds wants whole numbers above 0: "${list}"`);
  return seeds;
}

function log(line: string): void {
  console.log(process.stdout.isTTY ? `\r\x1b[K${line}` : line);
}

function status(line: string): void {
  if (process.stdout.isTTY) process.stdout.write(`\r\x1b[K${line}`);
}
