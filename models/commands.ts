import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { OnnxInference } from '../runtime/adapters/onnx/onnxInference.ts';
import { benchmark } from './benchmark/main.ts';
import { loadExamples } from './data/index.ts';
import { noiseCommand } from './data/noiseCommand.ts';
import { main as preview } from './data/preview.ts';
import { rewrites } from './fleet/command.ts';
import { learning } from './learning/command.ts';
import { rankerCommand } from './ranker/command.ts';
import { swapFolder, undoHalfSwap } from './release/bundle.ts';
import { measure } from './release/measure.ts';
import { release } from './release/release.ts';
import { splitBundle } from './release/splitWeights.ts';
import type { Kernels } from './train/backend.ts';
import { shippedLabels } from './train/labelSet.ts';
import { recipe } from './train/settings.ts';
import { readTrained, saveTrained } from './train/trainedFile.ts';
import { train } from './train/trainer.ts';

const HELP = `Usage: node models/run.mjs COMMAND [options]

  train      load the data, train on two threads, calibrate, write the bundle and fit its other parts on it
  release    all that, from the last training's network
  ranker     fit the contextual ranker on the bundle's network, in simulated homes
  learning   fit what is learned from people's reactions, on simulated households (--data DIR --homes N --days N --dry)
  rewrites   derive the rewrites that every home gets, from simulated training households (--homes N --days N --data DIR --dry)
  measure    time and size of the bundle
  split      take the large tensors of an older bundle's network into a file of their own, which needs less memory
  benchmark  train and judge the same architecture on public benchmarks (--help)
  noise      how real the learned recognition errors are, or what they make of sentences (--data DIR --severity X SENTENCE …)
  preview    prints samples of the training data (--data DIR --count N --intent NAME --source PREFIX --seed N)

  --data DIR       the data folder (default ../shared/data)
  --minutes N      how long to train; the number of steps comes from the measured speed (default 60)
  --steps N        an exact number of steps instead: the same steps and seed give the same weights
  --seed N         default 1
  --continue       start from the last training's weights (models/.cache), with half the rates
  --rate N         multiplies the recipe's rates (default 1; 0.5 with --continue)
  --threads N      how many train together (default 2); the weights are the same only for the same number
  --kernels NAME   native (default; matrix products by ONNX Runtime) or wasm
  --out DIR        the bundle (default models/weights/en)
  --force          overwrite a bundle that scores better
  --help

An interrupted training goes on where it was when it is started again with the same data, seed and settings.

  node models/run.mjs train --data ../shared/data
  node models/run.mjs release --force
`;

interface Place {
  readonly repository: string;
  /** The bundled training thread. */
  readonly worker: string;
}

interface Options {
  readonly data: string;
  readonly minutes: number;
  readonly steps: number | null;
  readonly seed: number;
  readonly more: boolean;
  readonly rate: number;
  readonly threads: number;
  readonly kernels: Kernels;
  readonly out: string;
  readonly force: boolean;
  readonly cache: string;
  readonly worker: string;
}

/** Runs one command; returns the exit status and prints errors as one line each. */
export async function main(args: readonly string[], place: Place): Promise<number> {
  try {
    if (args[0] === 'benchmark') {
      await benchmark(args.slice(1), place);
      return 0;
    }
    if (args[0] === 'preview') {
      preview(args.slice(1));
      return 0;
    }
    if (args[0] === 'noise') {
      noiseCommand(args.slice(1));
      return 0;
    }
    if (args[0] === 'rewrites') {
      await rewrites(args.slice(1), place.repository);
      return 0;
    }
    if (args[0] === 'learning') {
      await learning(args.slice(1), place.repository);
      return 0;
    }
    const parsed = parse(args, place);
    if (parsed === null) {
      console.log(HELP);
      return 0;
    }
    await run(parsed.command, parsed.options, place.repository);
    return 0;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    console.error(`error: ${message}`);
    if (process.env.HEARTH_DEBUG !== undefined) console.error(error);
    return 1;
  }
}

function parse(args: readonly string[], place: Place): { command: string; options: Options } | null {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      data: { type: 'string', default: join(place.repository, '..', 'shared', 'data') },
      minutes: { type: 'string', default: '60' },
      steps: { type: 'string' },
      seed: { type: 'string', default: '1' },
      continue: { type: 'boolean', default: false },
      rate: { type: 'string' },
      threads: { type: 'string', default: String(recipe.threads) },
      kernels: { type: 'string', default: 'native' },
      out: { type: 'string', default: join(place.repository, 'models', 'weights', 'en') },
      force: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const [command] = positionals;
  if (values.help || command === undefined || command === 'help') return null;
  if (values.kernels !== 'native' && values.kernels !== 'wasm') throw new Error('--kernels is native or wasm');
  const options: Options = {
    data: resolve(values.data),
    minutes: numberOf('minutes', values.minutes),
    steps: values.steps === undefined ? null : Math.round(numberOf('steps', values.steps)),
    seed: Math.round(numberOf('seed', values.seed)),
    more: values.continue,
    rate: numberOf('rate', values.rate ?? (values.continue ? '0.5' : '1')),
    threads: Math.ceil(numberOf('threads', values.threads)),
    kernels: values.kernels,
    out: resolve(values.out),
    force: values.force,
    cache: join(place.repository, 'models', '.cache'),
    worker: place.worker,
  };
  return { command, options };
}

function numberOf(name: string, text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new Error(`--${name} wants a number above 0, not "${text}"`);
  return value;
}

async function run(command: string, options: Options, repository: string): Promise<void> {
  const log = (line: string) => console.log(process.stdout.isTTY ? `\r\x1b[K${line}` : line);
  undoHalfSwap(options.out);
  if (command === 'measure') return measure(options.out, log);
  if (command === 'split')
    return log((await splitBundle(options.out)) ? `${options.out}: split` : `${options.out}: nothing to split`);
  if (command === 'ranker') return rankerCommand({ folder: options.out, seed: options.seed, log });
  if (command !== 'train' && command !== 'release')
    throw new Error(`there is no command "${command}": node models/run.mjs help lists them`);
  if (!existsSync(options.data)) throw new Error(`the data folder ${options.data} does not exist (--data)`);
  const folder = join(options.cache, `trained-${options.seed}`);
  // Told before hours of work, not after them.
  checkWritable(options.out);
  const before = command === 'release' || options.more ? readTrained(folder) : null;
  const examples = loadExamples({ dataDir: options.data, seed: options.seed });
  if (command === 'train') {
    log(examples.report);
    const trained = await train(examples.train, examples.unlabelled, {
      ...options,
      labels: shippedLabels,
      recipe: { ...recipe, threads: options.threads },
      from: before?.values ?? null,
      cacheDir: options.cache,
      log,
      status: (line) => {
        if (process.stdout.isTTY) process.stdout.write(`\r\x1b[K${line}`);
      },
    });
    const counts = {
      train: examples.train.length,
      validation: examples.validation.length,
      unlabelled: examples.unlabelled.length,
    };
    const { steps, sentences } = trained;
    const { rate, threads } = options;
    const runs = [...(before?.runs ?? []), { steps, sentences, rate, threads, counts }];
    saveTrained(folder, trained, { seed: options.seed, runs });
    log(`trained ${trained.steps} steps in ${(trained.seconds / 60).toFixed(1)} minutes`);
  }
  const { out, force } = options;
  // Everything is made beside the bundle, which is in force until the new one is whole and was tried.
  const next = `${out}.next`;
  const released = await release(readTrained(folder), examples.validation, { folder: out, into: next, force, log });
  if (!released.written) return;
  await fitParts({ ...options, out: next }, repository, log);
  await tryOut(next);
  swapFolder(next, out);
  log(`${out}: replaced`);
}

/** Throws where no bundle can be put here. */
function checkWritable(folder: string): void {
  try {
    makeFolder(`${folder}.next`);
    accessSync(`${folder}.next`, constants.W_OK);
  } catch (cause) {
    throw new Error(`${folder} cannot be written (--out): ${(cause as Error).message}`, { cause });
  }
}

/** One by one: Node's recursive way never returns where the system knows a parent but takes no folder in it (/proc). */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}

/** Throws where a bundle cannot be loaded, or has parts that were fitted on another network. */
async function tryOut(folder: string): Promise<void> {
  const inference = await OnnxInference.load(folder);
  await inference.close();
  const { outdated } = inference.bundle;
  if (outdated.length > 0) throw new Error(`${folder}: ${outdated.join(', ')} fitted on another network`);
}

/** What stands on the network is fitted on it anew, in this order: the later ones decide with the ranker. */
async function fitParts(options: Options, repository: string, log: (line: string) => void): Promise<void> {
  await rankerCommand({ folder: options.out, seed: options.seed, log });
  await learning(['--out', options.out, '--data', options.data], repository);
  // By the verdicts of what was just fitted.
  await rewrites(['--out', options.out, '--data', options.data], repository);
}
