import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { OnnxInference } from '../../runtime/adapters/onnx/onnxInference.ts';
import type { LearningModel } from '../../runtime/domain/learningModel.ts';
import { parseLearningModel } from '../../runtime/learn/modelFile.ts';
import { recordingsOf } from '../households/recogniser.ts';
import { POOLS } from '../households/tongue.ts';
import { writePart } from '../release/bundle.ts';
import { partOptions, readPartOptions } from '../release/partOptions.ts';
import { mayReplace, partInForce, type Replacing } from '../release/replacePart.ts';
import { type Collected, collect, type Lived } from './collect.ts';
import type { Figures } from './figures.ts';
import { fitLearning } from './fit.ts';
import { describe } from './metrics.ts';
import { weighLearning } from './weigh.ts';

const HELP = `Usage: node models/run.mjs learning [options]

Simulates training households on the bundle's network, fits what the hub learns from people's reactions (verdict, relation of two
utterances, failure point) and replaces the bundle's learning.json. Prints what the models make of households they never saw.

  --data DIR   the datasets: people are misheard as slurp_asr_dev.jsonl's were (only sentences that judged households never say);
               without it, a small table of confusions of our own stands in
  --homes N    simulated households (default 60); half as many more are lived in first, for half as long, with a hub that has learned
               nothing, so that the others have one that judges and learns as in real use, and knows none of their words
  --days N     days that each is lived in (default 10)
  --seed N     default 1; the same seed and network give the same file
  --out DIR    the bundle (default models/weights/en)
  --force      replace a learning.json that does better in further households, which neither was fitted on
  --dry        only print the figures
`;

/** Households that no fit sees: a fit's are numbered from a thousand times its seed. */
const UNSEEN = { count: 15, days: 10, seed: 50_000_000 };

/** The maintainers' command; see HELP. @returns whether the part was written, or only looked at */
export async function learning(args: readonly string[], repository: string): Promise<boolean> {
  const { values } = parseArgs({ args: [...args], options: partOptions(repository, { homes: 60, days: 10 }) });
  if (values.help) {
    console.log(HELP);
    return true;
  }
  const { homes: count, days, seed, dataFolder, folder } = readPartOptions(values);
  const replacing = { folder, name: 'learning.json', force: values.force, log: say } as const;
  const former = (await partInForce(replacing))?.learning;
  const inference = await load(replacing);
  const began = performance.now();
  const live = (homes: Omit<Lived, 'dataFolder'>): Promise<Collected> =>
    collect(inference, { dataFolder, ...homes }, (done, turns) =>
      progress(`${done}/${homes.count} households, ${turns} turns`),
    );
  const first = { count: Math.ceil(count / 2), days: Math.ceil(days / 2), seed: 1000 * seed + 500 };
  const apprentices = await live({ ...first, learningOf: () => undefined });
  const taught = taughtApart(apprentices, seed);
  const learningOf = (household: number): LearningModel | undefined => taught[household % POOLS];
  const { observed, truthOf } = await live({ count, days, seed: 1000 * seed, learningOf });
  const unseen = former === undefined ? undefined : await live({ ...UNSEEN, learningOf });
  await inference.close();
  progress('');
  const simulated = performance.now();
  const { json, figures } = fitLearning(observed, truthOf, seed);
  const seconds = (from: number, to: number): string => `${((to - from) / 1000).toFixed(0)} s`;
  console.log(`simulated in ${seconds(began, simulated)}, fitted in ${seconds(simulated, performance.now())}`);
  console.log(report(figures));
  if (former !== undefined && unseen !== undefined) {
    const fitted = weighLearning(parseLearningModel(json), unseen);
    if (!mayReplace(replacing, weighLearning(former, unseen), fitted, UNSEEN.count)) return values.dry;
  }
  if (values.dry) return true;
  const households = { count, days, seed, recordings: recordingsOf(dataFolder, 'train').source };
  const part = { ...json, fittedOn: { ...households, turns: observed.length } };
  writePart(folder, 'learning.json', part);
  const bytes = readFileSync(join(folder, 'learning.json')).length;
  console.log(`wrote ${join(folder, 'learning.json')}, ${(bytes / 1024).toFixed(0)} KiB`);
  return true;
}

/**
 * What the hubs of each pool judge by: fitted on households of the others alone, since a judge that knew a household's turns of speech
 * would seldom err, and models that see its verdicts as the home's past would trust them more than they may.
 */
function taughtApart({ observed, truthOf }: Collected, seed: number): LearningModel[] {
  return Array.from({ length: POOLS }, (_, pool) => {
    const others = observed.filter(({ household }) => household % POOLS !== pool);
    return parseLearningModel(fitLearning(others, truthOf, seed).json);
  });
}

/**
 * The bundle's network, with the rewrites that every home gets where it has any: what nearly sounds like one of them was misheard. Of a
 * network that has none yet, or another's, they are derived with what is fitted here.
 */
async function load(replacing: Replacing): Promise<OnnxInference> {
  const rewrites = await partInForce({ ...replacing, name: 'rewrites.json' });
  return OnnxInference.load(
    replacing.folder,
    rewrites === undefined ? ['learning.json', 'rewrites.json'] : ['learning.json'],
  );
}

export function report({ turns, pairs, verdict, relation, rephrase, failurePoint }: Figures): string {
  const share = (x: number): string => `${(100 * x).toFixed(1)} %`;
  return [
    `verdict: ${turns} turns, ${share(verdict.defectShare)} defects; right ${share(verdict.accuracy)}, calibration error ${verdict.calibrationError.toFixed(3)}`,
    `relation: ${pairs} pairs; right ${share(relation.accuracy)}`,
    describe(relation),
    `rephrased turns: F1 ${rephrase.f1.toFixed(3)}, precision ${share(rephrase.precision)}, recall ${share(rephrase.recall)}`,
    `failure point: right ${share(failurePoint.accuracy)}`,
    describe(failurePoint),
  ].join('\n\n');
}

function progress(line: string): void {
  if (process.stdout.isTTY) process.stdout.write(`\r\x1b[K${line}`);
}

function say(line: string): void {
  console.log(line);
}
