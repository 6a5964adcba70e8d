import { existsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { DataError } from '../../models/evaluate/dataFile.ts';
import { type Evaluation, evaluate } from '../../models/evaluate/evaluate.ts';
import { type GeneratedScore, scoreGenerated } from '../../models/evaluate/generated.ts';
import { renderGenerated, renderSets } from '../../models/evaluate/report.ts';
import { SETS } from '../../models/evaluate/sets.ts';
import { hubOpener } from '../../runtime/cli/replayFiles.ts';
import { isHearthError } from '../../runtime/domain/errors.ts';
import { loadModel } from '../../runtime/main.ts';
import { scenarios } from '../scenarios/all.ts';
import { report, runScenarios } from '../scenarios/run.ts';

const DEFAULT_DATA = '../shared/data';
const USAGE = `Says how well hearth understands: its own scenarios, its own sentences, and public data sets where they are.

Usage: npm run evaluate -- [--data DIR] [--set NAME]… [--limit N] [--seed N] [--faults] [--json FILE] [--model DIR]

  --data DIR     the public sets (default ${DEFAULT_DATA} where it is; models/data says how to obtain them)
  --set NAME     only this; may be repeated: scenarios, generated, ${SETS.map(({ name }) => name).join(', ')}
  --limit N      at most N cases of each set, drawn by --seed (default 1)
  --faults       list what went wrong
  --no-overlap   do not look for evaluated texts in the training data
  --model DIR    another model bundle (default $HEARTH_MODEL, else the one that ships)
  --json FILE    write the figures as JSON, too`;

interface Results {
  model: string;
  scenarios?: { readonly cases: number; readonly right: number; readonly wrong: readonly string[] };
  generated?: GeneratedScore;
  sets?: object;
  overlap?: object;
}

/** Runs the evaluation; resolves to the exit code: 0 done, 1 a fault, 2 bad input. */
async function main(args: readonly string[]): Promise<number> {
  const flags = readFlags(args);
  if (flags.help) {
    console.log(USAGE);
    return 0;
  }
  const wanted = (name: string) => flags.set.length === 0 || flags.set.includes(name);
  const inference = await loadModel(flags.model ?? (process.env.HEARTH_MODEL || undefined));
  const results: Results = { model: inference.bundle.version };
  console.log(`model ${results.model}\n`);
  if (wanted('scenarios')) results.scenarios = await ownScenarios(flags);
  if (wanted('generated')) {
    results.generated = await scoreGenerated(inference, Math.min(flags.limit, GENERATED_MAX));
    console.log(`${renderGenerated(results.generated)}\n`);
  }
  const names = flags.set.filter((name) => SETS.some((set) => set.name === name));
  const folder = flags.data ?? (existsSync(DEFAULT_DATA) ? DEFAULT_DATA : undefined);
  if (folder === undefined && names.length > 0)
    throw new DataError(`${names.join(', ')}: --data DIR must name the sets`);
  if (folder === undefined && flags.set.length === 0)
    console.log('The public sets are not here: --data DIR names them.');
  if (folder !== undefined && (flags.set.length === 0 || names.length > 0)) {
    const { limit, seed, overlap } = flags;
    const evaluation = await evaluate(hubOpener(inference, undefined, true), {
      folder,
      names,
      limit,
      seed,
      overlap,
      progress,
    });
    progress('');
    if (flags.faults)
      for (const [name, { wrong }] of evaluation.scores) for (const one of wrong) console.log(`${name}\t${one}`);
    console.log(renderSets(evaluation));
    Object.assign(results, plain(evaluation));
  }
  await inference.close();
  if (flags.json !== undefined) writeFileSync(flags.json, `${JSON.stringify(results, undefined, 2)}\n`);
  return 0;
}

/** Enough for a tenth of a percent. */
const GENERATED_MAX = 3_000;

/** The scenario suite, by the program itself. */
async function ownScenarios(flags: ReturnType<typeof readFlags>): Promise<NonNullable<Results['scenarios']>> {
  const here = dirname(fileURLToPath(import.meta.url));
  const daemon = [join(here, 'hearth.js'), join(here, '../../dist/hearth.js')].find((path) => existsSync(path));
  if (daemon === undefined) throw new DataError('dist/hearth.js is missing; "npm run build" makes it');
  if (flags.model !== undefined) process.env.HEARTH_MODEL = flags.model;
  const verdicts = await runScenarios(scenarios.slice(0, flags.limit), [process.execPath, daemon]);
  const wrong = verdicts.filter(({ faults }) => faults.length > 0);
  console.log(`${flags.faults ? report(verdicts) : report(verdicts).split('\n').at(-1)}\n`);
  return {
    cases: verdicts.length,
    right: verdicts.length - wrong.length,
    wrong: wrong.map(({ scenario, faults }) => `${scenario.name}: ${faults.join('; ')}`),
  };
}

function plain({ scores, excluded, overlap }: Evaluation): Pick<Results, 'sets' | 'overlap'> {
  const sets = [...scores].map(([name, score]) => [name, { ...score, excluded: excluded.get(name) ?? 0 }]);
  return { sets: Object.fromEntries(sets), ...(overlap && { overlap: { ...overlap, seen: [...overlap.seen] } }) };
}

function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
}

function readFlags(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    allowNegative: true,
    options: {
      data: { type: 'string' },
      set: { type: 'string', multiple: true, default: [] },
      limit: { type: 'string' },
      seed: { type: 'string', default: '1' },
      faults: { type: 'boolean', default: false },
      overlap: { type: 'boolean', default: true },
      model: { type: 'string' },
      json: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  const known = ['scenarios', 'generated', ...SETS.map(({ name }) => name)];
  const unknown = values.set.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new DataError(`there is no set "${unknown}"; there are ${known.join(', ')}`);
  const limit = values.limit === undefined ? Number.POSITIVE_INFINITY : Number(values.limit);
  const seed = Number(values.seed);
  if (!(limit > 0) || !Number.isInteger(seed)) throw new DataError('--limit and --seed take whole numbers');
  return { ...values, limit, seed };
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const badInput = error instanceof DataError || (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS');
  if (badInput || isHearthError(error)) console.error(`error: ${(error as Error).message}`);
  else console.error((error as Error).stack);
  process.exit(badInput ? 2 : 1);
}
