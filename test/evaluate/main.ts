import { dirname } from 'node:path';
import { writeCard } from '../../models/evaluate/card.ts';
import { type Everything, runEverything } from '../../models/evaluate/everything.ts';
import { type GeneratedScore, scoreGenerated } from '../../models/evaluate/generated.ts';
import { writeReport } from '../../models/evaluate/page/report.ts';
import { renderEverything, renderGenerated } from '../../models/evaluate/report.ts';
import { nested } from '../../models/evaluate/table/figures.ts';
import { JSON_KEYS } from '../../models/evaluate/table/targets.ts';
import { isBadInput } from '../../models/input.ts';
import { hubOpener } from '../../runtime/cli/replayFiles.ts';
import { isHearthError } from '../../runtime/domain/errors.ts';
import { loadModel } from '../../runtime/main.ts';
import { scenarios } from '../scenarios/all.ts';
import { report, runScenarios } from '../scenarios/run.ts';
import { type Flags, readFlags, USAGE } from './flags.ts';
import { learning } from './learning.ts';
import { assertWritable, besideDist, program, progress, writeJson } from './place.ts';

interface OwnResults {
  scenarios?: { readonly cases: number; readonly right: number; readonly wrong: readonly string[] };
  generated?: GeneratedScore;
}

/** Runs the evaluation; resolves to the exit code: 0 done, 1 a fault, 2 bad input. */
async function main(args: readonly string[]): Promise<number> {
  const flags = readFlags(args);
  if (flags.help) {
    console.log(USAGE);
    return 0;
  }
  assertWritable(flags);
  if (flags.learning) await learning(flags);
  else await understanding(flags);
  return 0;
}

async function understanding(flags: Flags): Promise<void> {
  const { data, set: names, limit, seed, overlap } = flags;
  const wanted = (name: string) => names.length === 0 || names.includes(name);
  const modelFolder = flags.model ?? (process.env.HEARTH_MODEL || besideDist('models/weights/en'));
  const inference = await loadModel(modelFolder);
  console.log(`model ${inference.bundle.version}\n`);
  const own: OwnResults = {};
  if (wanted('scenarios')) own.scenarios = await ownScenarios(flags);
  if (wanted('generated')) {
    own.generated = await scoreGenerated(inference, Math.min(limit, GENERATED_MAX));
    console.log(`${renderGenerated(own.generated)}\n`);
  }
  if (data === undefined && names.length === 0) console.log('The public sets are not here: --data DIR names them.\n');
  if (names.length === 0 || names.some((name) => name !== 'scenarios' && name !== 'generated')) {
    const all = await runEverything({
      ...{ inference, modelFolder, names, limit, seed, overlap, progress },
      dataFolder: data,
      openHub: hubOpener(inference, undefined, { isTimed: true }),
      costProgram: program('model-cost.js'),
      benchmarkFolder: besideDist('models/benchmark'),
    });
    progress('');
    if (flags.faults)
      for (const [name, { wrong }] of all.evaluation?.scores ?? [])
        for (const one of wrong) console.log(`${name}\t${one}`);
    console.log(renderEverything(all));
    if (flags.json !== undefined) writeJson(flags.json, { ...own, ...plain(all) });
    if (flags.report !== undefined) console.log(`\nthe report: ${writeReport(flags.report, all)}`);
    if (flags.card) writeCard(dirname(modelFolder), all);
  } else {
    if (flags.report !== undefined)
      console.log('No report: it is of the public sets and the model, not of these alone.');
    if (flags.json !== undefined) writeJson(flags.json, { model: { version: inference.bundle.version }, ...own });
  }
  await inference.close();
}

/** Enough for a tenth of a percent. */
const GENERATED_MAX = 3_000;

/** The scenario suite, by the program itself. */
async function ownScenarios(flags: Flags): Promise<NonNullable<OwnResults['scenarios']>> {
  if (flags.model !== undefined) process.env.HEARTH_MODEL = flags.model;
  const verdicts = await runScenarios(scenarios.slice(0, flags.limit), [process.execPath, program('hearth.js')]);
  const wrong = verdicts.filter(({ faults }) => faults.length > 0);
  console.log(`${flags.faults ? report(verdicts) : report(verdicts).split('\n').at(-1)}\n`);
  return {
    cases: verdicts.length,
    right: verdicts.length - wrong.length,
    wrong: wrong.map(({ scenario, faults }) => `${scenario.name}: ${faults.join('; ')}`),
  };
}

function plain(all: Everything): object {
  const { model, figures, evaluation, heldOut, decisions, unseen, robustness, ranker, cost } = all;
  const sets = [...(evaluation?.scores ?? [])].map(([name, { results, ...score }]) => [
    name,
    { ...score, excluded: evaluation?.excluded.get(name) ?? 0, results: results.length },
  ]);
  const overlap = evaluation?.overlap;
  const shown = nested(figures, JSON_KEYS);
  return {
    ...shown,
    model: { version: model, ...(shown.model as object) },
    ...(evaluation && { sets: Object.fromEntries(sets) }),
    ...(overlap && { overlap: { ...overlap, seen: [...overlap.seen] } }),
    ...(heldOut && { reliability: { intent: heldOut.intent, domain: heldOut.domain, unseen, decisions } }),
    ...(robustness && { robustness }),
    ...(ranker && { minimalPairs: ranker.minimalPairs }),
    ...(cost && { cost }),
  };
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const badInput = isBadInput(error);
  if (badInput || isHearthError(error)) console.error(`error: ${(error as Error).message}`);
  else console.error((error as Error).stack);
  process.exit(badInput ? 2 : 1);
}
