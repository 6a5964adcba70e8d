import { accessSync, constants, existsSync, mkdirSync, rmdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { MANIFEST_FILE } from '../runtime/adapters/onnx/bundleFile.ts';
import { BUNDLE_PARTS } from '../runtime/adapters/onnx/bundleParts.ts';
import { OnnxInference } from '../runtime/adapters/onnx/onnxInference.ts';
import { benchmark } from './benchmark/main.ts';
import { loadExamples } from './data/index.ts';
import { noiseCommand } from './data/noiseCommand.ts';
import { main as preview } from './data/preview.ts';
import { rewrites } from './fleet/command.ts';
import { dataFolder, InputError, isBadInput, positive, unknown, whole } from './input.ts';
import { learning } from './learning/command.ts';
import { RANKER_FIT_HOMES, rankerCommand } from './ranker/command.ts';
import { swapFolder, undoHalfSwap } from './release/bundle.ts';
import { measure } from './release/measure.ts';
import { release } from './release/release.ts';
import { partInForce } from './release/replacePart.ts';
import { splitBundle } from './release/splitWeights.ts';
import type { Kernels } from './train/backend.ts';
import { shippedLabels } from './train/labelSet.ts';
import { recipe } from './train/settings.ts';
import { readTrained, saveTrained } from './train/trainedFile.ts';
import { train } from './train/trainer.ts';

const HELP = `Usage: node models/run.mjs COMMAND [options]

  train      load the data, train on two threads, calibrate, write the bundle and fit its other parts on it
  release    all that, from the last training's network
  ranker     fit the contextual ranker on the bundle's network, in simulated homes (--homes N)
  learning   fit what is learned from people's reactions, on simulated households (--help)
  rewrites   derive the rewrites that every home gets, from simulated training households (--help)
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
  --homes N        how many homes the ranker is fitted in (default 160)
  --out DIR        the bundle (default models/weights/en)
  --force          overwrite a bundle, or one of its parts, that scores better
  --help

What would replace something better, judged on the same sentences or homes that neither learned from, is not written without
--force. Exit codes: 0 done, 1 a fault or not written, 2 bad input.
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
  readonly homes: number;
  readonly more: boolean;
  readonly rate: number;
  readonly threads: number;
  readonly kernels: Kernels;
  readonly out: string;
  readonly force: boolean;
  readonly cache: string;
  readonly worker: string;
}

/** Runs one command; resolves to the exit code and prints errors as one line each. */
export async function main(args: readonly string[], place: Place): Promise<number> {
  const [name] = args;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    console.log(HELP);
    return name === undefined ? 2 : 0;
  }
  try {
    return (await command(name, args.slice(1), place)) ? 0 : 1;
  } catch (error) {
    const isTyped = (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS') === true;
    const message = error instanceof Error ? error.message : String(error);
    // Node goes on to tell how an option's name would be an argument.
    console.error(
      `error: ${isTyped ? `${message.split(/\.? *\n|\. /)[0]}; see "node models/run.mjs ${name} --help"` : message}`,
    );
    if (process.env.HEARTH_DEBUG !== undefined) console.error(error);
    return isBadInput(error) ? 2 : 1;
  }
}

/** Commands with options of their own; resolved to whether all was done: what refused to overwrite something better was not. */
const OF_THEIR_OWN: { readonly [name: string]: (args: readonly string[], place: Place) => Promise<boolean> } = {
  learning: (args, { repository }) => learning(args, repository),
  rewrites: (args, { repository }) => rewrites(args, repository),
  benchmark: (args, place) => benchmark(args, place).then(() => true),
  preview: async (args, { repository }) => {
    preview(args, dataOf(repository));
    return true;
  },
  noise: async (args, { repository }) => {
    noiseCommand(args, dataOf(repository));
    return true;
  },
};
const OF_THE_BUNDLE = ['train', 'release', 'ranker', 'measure', 'split'] as const;

async function command(name: string, args: readonly string[], place: Place): Promise<boolean> {
  // These two have no help of their own: it is two lines of this one.
  if ((name === 'preview' || name === 'noise') && args.includes('--help')) {
    console.log(HELP);
    return true;
  }
  if (Object.hasOwn(OF_THEIR_OWN, name)) return OF_THEIR_OWN[name]?.(args, place) ?? false;
  const known = OF_THE_BUNDLE.find((one) => one === name);
  if (known === undefined) throw unknown('command', name, [...OF_THE_BUNDLE, ...Object.keys(OF_THEIR_OWN)]);
  const options = parse(args, place);
  if (options !== null) return run(known, options, place.repository);
  console.log(HELP);
  return true;
}

function dataOf(repository: string): string {
  return join(repository, '..', 'shared', 'data');
}

/** null: only the help was asked for. */
function parse(args: readonly string[], place: Place): Options | null {
  const { values } = parseArgs({
    args: [...args],
    options: {
      data: { type: 'string', default: dataOf(place.repository) },
      minutes: { type: 'string', default: '60' },
      steps: { type: 'string' },
      seed: { type: 'string', default: '1' },
      homes: { type: 'string', default: String(RANKER_FIT_HOMES) },
      continue: { type: 'boolean', default: false },
      rate: { type: 'string' },
      threads: { type: 'string', default: String(recipe.threads) },
      kernels: { type: 'string', default: 'native' },
      out: { type: 'string', default: join(place.repository, 'models', 'weights', 'en') },
      force: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return null;
  if (values.kernels !== 'native' && values.kernels !== 'wasm') throw new InputError('--kernels is native or wasm');
  return {
    data: resolve(values.data),
    minutes: positive('minutes', values.minutes),
    steps: values.steps === undefined ? null : whole('steps', values.steps),
    seed: whole('seed', values.seed),
    homes: whole('homes', values.homes),
    more: values.continue,
    rate: positive('rate', values.rate ?? (values.continue ? '0.5' : '1')),
    threads: whole('threads', values.threads),
    kernels: values.kernels,
    out: resolve(values.out),
    force: values.force,
    cache: join(place.repository, 'models', '.cache'),
    worker: place.worker,
  };
}

async function run(command: (typeof OF_THE_BUNDLE)[number], options: Options, repository: string): Promise<boolean> {
  const { out, force } = options;
  const log = (line: string) => console.log(process.stdout.isTTY ? `\r\x1b[K${line}` : line);
  undoHalfSwap(out);
  const isMeasured = command === 'measure' || command === 'split';
  if (isMeasured && !existsSync(join(out, MANIFEST_FILE))) throw new InputError(`${out} holds no bundle (--out)`);
  if (command === 'measure') {
    await measure(out, log);
    return true;
  }
  if (command === 'split') {
    log((await splitBundle(out)) ? `${out}: split` : `${out}: nothing to split`);
    return true;
  }
  if (command === 'ranker') return rankerCommand({ ...options, folder: out, log });
  dataFolder(options.data);
  const folder = join(options.cache, `trained-${options.seed}`);
  // Told before hours of work, not after them.
  checkWritable(out);
  for (const name of existsSync(join(out, MANIFEST_FILE)) ? BUNDLE_PARTS : [])
    await partInForce({ folder: out, name, force, log });
  const before = command === 'release' || options.more ? readTrained(folder) : null;
  const examples = loadExamples({ dataDir: options.data, seed: options.seed });
  if (command === 'train') {
    log(examples.report);
    const trained = await train(examples.train, examples.unlabelled, {
      ...options,
      labels: shippedLabels,
      recipe: { ...recipe, threads: options.threads },
      from: before,
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
  // Everything is made beside the bundle, which is in force until the new one is whole and was tried.
  const next = `${out}.next`;
  const released = await release(readTrained(folder), examples.validation, { folder: out, into: next, force, log });
  if (!released.written) return false;
  await fitParts({ ...options, out: next }, repository, log);
  await tryOut(next);
  swapFolder(next, out);
  log(`${out}: replaced`);
  return true;
}

/** Throws where no bundle can be put here. */
function checkWritable(folder: string): void {
  if (existsSync(folder) && !statSync(folder).isDirectory()) throw new InputError(`${folder} is not a folder (--out)`);
  const next = `${folder}.next`;
  const isThere = existsSync(next);
  try {
    makeFolder(next);
    accessSync(next, constants.W_OK);
    if (!isThere) rmdirSync(next);
  } catch (cause) {
    throw new InputError(`${folder} cannot be written (--out): ${(cause as Error).message}`, { cause });
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

/**
 * What stands on the network is fitted on it anew, in this order: the later ones decide with the ranker. A part that was fitted on this
 * very network before, and is better, stays.
 */
async function fitParts(options: Options, repository: string, log: (line: string) => void): Promise<void> {
  const { out, data, force } = options;
  await rankerCommand({ ...options, folder: out, log });
  const more = ['--out', out, '--data', data, ...(force ? ['--force'] : [])];
  await learning(more, repository);
  // By the verdicts of what was just fitted.
  await rewrites(more, repository);
}
