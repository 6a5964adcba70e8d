import { existsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { DataError } from '../../models/evaluate/dataFile.ts';
import { type LearningFigures, runLearningEvaluation } from './evaluation.ts';
import { POINTS } from './figures.ts';
import { curvesSvg, renderLearning } from './render.ts';
import { transcriptOf } from './transcript.ts';

const DEFAULT_DATA = '../shared/data';
export const LEARNING_USAGE = `Usage: npm run evaluate -- learning [--households N] [--weeks N] [--seed N] [--data DIR] [--transcript DAY] [--json FILE] [--plots DIR]

  --households N    simulated homes and their people (default 8)
  --weeks N         how long they live with the hub (default 8)
  --seed N          of the first household (default 1)
  --data DIR        where slurp_asr_dev.jsonl is (default ${DEFAULT_DATA} where it is)
  --transcript DAY  print one day of the first household as it went, and no figures
  --in-process      run the daemon's code here instead of \`hearth replay -\`: faster, the same decisions
  --model DIR       another model bundle (default $HEARTH_MODEL, else the one that ships)
  --json FILE       write the figures as JSON, too
  --plots DIR       write the curves over weeks as SVG, too`;

/** `npm run evaluate -- learning`: what learning does for simulated households. Resolves to the figures. */
export async function evaluateLearning(args: readonly string[]): Promise<LearningFigures | undefined> {
  const flags = readFlags(args);
  if (flags.help) {
    console.log(LEARNING_USAGE);
    return undefined;
  }
  const here = dirname(fileURLToPath(import.meta.url));
  const near = (path: string): string | undefined =>
    [join(here, '..', path), join(here, '../..', path)].find((found) => existsSync(found));
  const hearth = near('dist/hearth.js');
  const modelFolder = flags.model ?? (process.env.HEARTH_MODEL || near('models/weights/en'));
  if (modelFolder === undefined) throw new DataError('no model is here; name one with --model');
  if (hearth === undefined && !flags['in-process'])
    throw new DataError('dist/hearth.js is missing; "npm run build" makes it');
  const { day } = flags;
  const figures = await runLearningEvaluation({
    hearth: flags['in-process'] || hearth === undefined ? undefined : [process.execPath, hearth],
    modelFolder,
    households: day === undefined ? flags.households : 1,
    weeks: day === undefined ? flags.weeks : Math.ceil(day / 7),
    seed: flags.seed,
    dataFolder: flags.data ?? (existsSync(DEFAULT_DATA) ? DEFAULT_DATA : undefined),
    progress,
    seen: (arm, episode) => {
      if (day !== undefined && arm === 'full') console.log(transcriptOf(episode, day - 1));
    },
  });
  progress('');
  if (day !== undefined) return undefined;
  console.log(renderLearning(figures));
  if (flags.json !== undefined) writeFileSync(flags.json, `${JSON.stringify(figures, undefined, 2)}\n`);
  if (flags.plots !== undefined) {
    writeFileSync(join(flags.plots, 'defects.svg'), curvesSvg(figures));
    for (const point of POINTS.filter((one) => one !== 'none'))
      writeFileSync(join(flags.plots, `defects-${point}.svg`), curvesSvg(figures, point));
  }
  return figures;
}

function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
}

function readFlags(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      households: { type: 'string', default: '8' },
      weeks: { type: 'string', default: '8' },
      seed: { type: 'string', default: '1' },
      data: { type: 'string' },
      transcript: { type: 'string' },
      'in-process': { type: 'boolean', default: false },
      model: { type: 'string' },
      json: { type: 'string' },
      plots: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const [households, weeks, seed] = [values.households, values.weeks, values.seed].map(Number);
  const day = values.transcript === undefined ? undefined : Number(values.transcript);
  for (const number of [households, weeks, seed, day ?? 1])
    if (!Number.isInteger(number) || (number ?? 0) < 1)
      throw new DataError('households, weeks, seed and day are whole numbers from 1');
  return { ...values, households: households ?? 8, weeks: weeks ?? 8, seed: seed ?? 1, day };
}
