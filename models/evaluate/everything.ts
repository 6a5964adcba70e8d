import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MANIFEST_FILE, parseManifest } from '../../runtime/adapters/onnx/bundleFile.ts';
import type { OpenHub } from '../../runtime/adapters/replay/replay.ts';
import type { Inference } from '../../runtime/ports/inference.ts';
import type { Examples } from '../data/index.ts';
import { evaluateRanker, RANKER_HOMES, type RankerFigures } from '../ranker/evaluate.ts';
import { hasFile } from './dataFile.ts';
import { type Evaluation, evaluate } from './evaluate.ts';
import { haIntents } from './haIntents.ts';
import { decisionReliability, homeFigures } from './homeFigures.ts';
import { type Benchmarks, benchmarkFigures, readBenchmarks } from './measure/benchmarks.ts';
import type { Reliability } from './measure/calibration.ts';
import { costFigures, type ModelCost, measureCost } from './measure/cost.ts';
import { type HeldOut, readHeldOut, readUnseen } from './measure/heldOut.ts';
import { type Robustness, robustnessOf } from './measure/robustness.ts';
import { examplesOf } from './overlap.ts';
import { slurpIot } from './people.ts';
import { SETS } from './sets.ts';
import type { Figure } from './table/figures.ts';
import { ablationTarget, TARGETS, type Target } from './table/targets.ts';

/** What is no data set and can be asked for by name as well. */
export const PARTS = ['benchmarks', 'calibration', 'ranker', 'model'] as const;

export interface Plan {
  readonly inference: Inference;
  readonly openHub: OpenHub;
  /** The bundle's folder, and the program that measures it in a process of its own. */
  readonly modelFolder: string;
  readonly costProgram: string;
  readonly benchmarkFolder: string;
  /** Undefined: the public sets are not here. */
  readonly dataFolder: string | undefined;
  /** Names of sets and parts; empty is all. */
  readonly names: readonly string[];
  readonly limit: number;
  readonly seed: number;
  readonly overlap: boolean;
  readonly progress: (text: string) => void;
}

/** All that was measured in one run; what was not asked for is absent. */
export interface Everything {
  readonly model: string;
  /** Of the bundle's `ranker.json`. */
  readonly rankerSha256: string;
  readonly figures: ReadonlyMap<string, Figure>;
  /** Counts behind a figure: "641/660". */
  readonly cases: ReadonlyMap<string, string>;
  /** The rows that were asked for. */
  readonly targets: readonly Target[];
  readonly evaluation?: Evaluation;
  readonly benchmarks?: Benchmarks;
  readonly heldOut?: HeldOut;
  /** Public sentences, the temperature that ships. */
  readonly unseen?: Reliability;
  readonly decisions?: Reliability;
  readonly robustness?: Robustness;
  readonly ranker?: RankerFigures;
  readonly cost?: ModelCost;
  /** Sentences that training sees, by source. */
  readonly sources?: ReadonlyMap<string, number>;
  /** Whether the bundle says that it was trained on just as many sentences as this tree makes of the data now. */
  readonly sameData?: boolean;
}

/** Runs what the plan names. Throws DataError for what is missing or malformed, before any long work where it can. */
export async function runEverything(plan: Plan): Promise<Everything> {
  const wanted = (name: string) => plan.names.length === 0 || plan.names.includes(name);
  const figures = new Map<string, Figure>();
  const cases = new Map<string, string>();
  const add = (more: ReadonlyMap<string, Figure>): void => {
    for (const [key, figure] of more) figures.set(key, figure);
  };
  const out: { -readonly [key in keyof Everything]?: Everything[key] } = {};
  if (wanted('benchmarks')) {
    out.benchmarks = readBenchmarks({
      results: join(plan.benchmarkFolder, 'results.json'),
      retrieval: join(plan.benchmarkFolder, 'retrieval.json'),
    });
    add(benchmarkFigures(out.benchmarks));
  }
  if (plan.dataFolder !== undefined) Object.assign(out, await onPublicData(plan, plan.dataFolder, wanted));
  if (out.evaluation !== undefined) {
    const home = homeFigures(out.evaluation);
    add(home.figures);
    for (const [key, text] of home.cases) cases.set(key, text);
  }
  add(readingFigures(out));
  if (wanted('ranker')) {
    plan.progress('ranker');
    out.ranker = await evaluateRanker(plan.inference, homesFor(plan.limit));
    add(rankerFigures(out.ranker));
  }
  if (wanted('model')) {
    plan.progress('model');
    out.cost = await measureCost(plan.costProgram, plan.modelFolder);
    add(costFigures(out.cost));
  }
  const { version } = plan.inference.bundle;
  const rankerSha256 = rankerOf(plan.modelFolder);
  return { ...out, model: version, rankerSha256, figures, cases, targets: targetsOf(wanted, out.ranker) };
}

/** What needs the public data: the home sets, held-out sentences, confidence, recognition errors. */
async function onPublicData(
  plan: Plan,
  folder: string,
  wanted: (name: string) => boolean,
): Promise<Partial<Everything>> {
  const { inference, limit, seed, overlap, progress } = plan;
  const names = SETS.map(({ name }) => name).filter(wanted);
  const wantsReading = wanted('calibration');
  if (names.length === 0 && !wantsReading) return {};
  progress('training data');
  const examples: Examples | undefined = overlap || wantsReading ? examplesOf(folder) : undefined;
  const out: { -readonly [key in keyof Everything]?: Everything[key] } = {};
  if (names.length > 0) {
    const seen = overlap ? examples : undefined;
    out.evaluation = await evaluate(plan.openHub, { folder, names, limit, seed, examples: seen, progress });
    out.decisions = decisionReliability([...out.evaluation.scores.values()].flatMap(({ results }) => results));
    const heard = out.evaluation.scores.get('slurp-iot-asr');
    if (heard !== undefined && hasFile(folder, 'slurp_asr_dev.jsonl'))
      out.robustness = robustnessOf(folder, benchmarksOf(plan).results, heard.results);
  }
  if (wantsReading && examples !== undefined) {
    progress('held-out sentences');
    out.heldOut = await readHeldOut(inference, examples.validation, limit, seed);
    out.unseen = await readUnseen(inference, [
      ...haIntents(folder),
      ...slurpIot(folder, 'slurp_devel.jsonl', 'slurp_test.jsonl'),
    ]);
    out.sources = sourcesOf(examples);
    out.sameData = isSameData(plan.modelFolder, examples);
  }
  return out;
}

function benchmarksOf({ benchmarkFolder }: Plan): Benchmarks {
  return readBenchmarks({
    results: join(benchmarkFolder, 'results.json'),
    retrieval: join(benchmarkFolder, 'retrieval.json'),
  });
}

function readingFigures({ heldOut, unseen, decisions }: Partial<Everything>): Map<string, Figure> {
  const figures = new Map<string, Figure>();
  if (heldOut !== undefined) {
    const { accuracy, intent, domain } = heldOut;
    figures.set('heldOut.intent', accuracy.intentAccuracy).set('heldOut.domain', accuracy.domainAccuracy);
    figures.set('heldOut.slotF1', accuracy.slotF1).set('heldOut.slotsExact', accuracy.slotsExact);
    figures.set('calibration.ece', intent.ece).set('calibration.domainEce', domain.ece);
  }
  if (unseen !== undefined) figures.set('calibration.unseenEce', unseen.ece);
  if (decisions !== undefined) figures.set('calibration.decisionEce', decisions.ece);
  return figures;
}

function rankerFigures({ full, ablation, minimalPairs, decisionEce }: RankerFigures): Map<string, Figure> {
  return new Map([
    ['ranker.full', full],
    ['ranker.minimalPairs', minimalPairs.full],
    ['calibration.simulatedDecisionEce', decisionEce],
    ...Object.entries(ablation).map(([signal, share]): [string, number] => [`ablation.${signal}`, share]),
  ]);
}

/** The rows of what was asked for; signals that the ranker knows each have one. */
function targetsOf(wanted: (name: string) => boolean, ranker: RankerFigures | undefined): Target[] {
  const part = ({ key }: Target): string => {
    const [first = '', second = ''] = key.split('.');
    if (first === 'home') return second;
    if (first === 'heldOut' || first === 'calibration') return 'calibration';
    return first === 'ranker' || first === 'model' ? first : 'benchmarks';
  };
  const signals = wanted('ranker') ? Object.keys(ranker?.ablation ?? {}).map(ablationTarget) : [];
  return [...TARGETS.filter((target) => wanted(part(target))), ...signals];
}

function homesFor(limit: number): number {
  return Math.max(2, Math.min(RANKER_HOMES, limit));
}

/** A bundle tells how many sentences its last training had: others now mean that held-out sentences may have been trained on. */
function isSameData(folder: string, { train, validation }: Examples): boolean {
  const { training } = JSON.parse(readFileSync(join(folder, MANIFEST_FILE), 'utf8')) as {
    readonly training?: { readonly runs?: readonly { readonly counts?: { train: number; validation: number } }[] };
  };
  const counts = training?.runs?.at(-1)?.counts;
  return counts?.train === train.length && counts.validation === validation.length;
}

function sourcesOf({ train, validation, unlabelled }: Examples): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { source } of [...train, ...validation]) {
    const name = source.split('/')[0] ?? source;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const sorted = [...counts].sort((a, b) => b[1] - a[1]);
  return new Map([...sorted, ['without labels', unlabelled.length]]);
}

function rankerOf(folder: string): string {
  const path = join(folder, MANIFEST_FILE);
  return parseManifest(readFileSync(path), path).files['ranker.json']?.sha256 ?? '';
}
