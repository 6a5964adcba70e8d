import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hubInProcess, processHub } from '../../models/households/drivers.ts';
import type { Episode } from '../../models/households/episode.ts';
import { sampleHousehold } from '../../models/households/household.ts';
import { labelFailurePoints } from '../../models/households/label.ts';
import { recordingsOf } from '../../models/households/recogniser.ts';
import { remembering } from '../../models/households/remembering.ts';
import { simulateHousehold } from '../../models/households/simulate.ts';
import { writePart } from '../../models/release/bundle.ts';
import { loadModel } from '../../runtime/main.ts';
import type { Inference } from '../../runtime/ports/inference.ts';
import { type CostFigures, measureCost } from './cost.ts';
import {
  type AskFigures,
  askFigures,
  lastWeeksRatio,
  type PointFigures,
  pointFigures,
  type RephraseFigures,
  type RewriteFigures,
  rephraseFigures,
  rewriteFigures,
  type WeekFigures,
  type WrongFigures,
  weekly,
  wrongFigures,
} from './figures.ts';

/** Learning switched off; without the layer that a bundle brings; all of it. */
export const ARMS = ['off', 'personal', 'full'] as const;
export type Arm = (typeof ARMS)[number];

export interface LearningOptions {
  /** The program and its first arguments, such as ["node", "dist/hearth.js"]; undefined: within this process. */
  readonly hearth: readonly string[] | undefined;
  /** The bundle's folder, such as "models/weights/en". */
  readonly modelFolder: string;
  readonly households: number;
  readonly weeks: number;
  readonly seed: number;
  /** Where `slurp_asr_dev.jsonl` is; undefined: a small table of confusions of our own. */
  readonly dataFolder: string | undefined;
  readonly progress?: (text: string) => void;
}

/** What the issue asks for, and what one must know to believe it. */
export interface LearningFigures {
  readonly setting: {
    readonly households: number;
    readonly weeks: number;
    readonly seed: number;
    readonly recordings: 'slurp' | 'own';
    readonly turns: { readonly [arm in Arm]: number };
  };
  readonly rewrites: RewriteFigures & { readonly winLoss: number };
  readonly defects: {
    /** Defective turns of the last two weeks, all of learning against none; the same people, wishes and days. */
    readonly ratio: number;
    readonly personalRatio: number;
    /** The same over the second half of the time. */
    readonly secondHalf: { readonly ratio: number; readonly personalRatio: number };
    readonly weeks: { readonly [arm in Arm]: readonly WeekFigures[] };
  };
  readonly failurePoint: PointFigures;
  readonly rephrase: RephraseFigures;
  readonly wrong: WrongFigures;
  readonly asks: AskFigures;
  readonly cost: CostFigures;
}

interface Setting extends LearningOptions {
  readonly models: { readonly [arm in Arm]: { readonly folder: string; readonly inference: Inference } };
}

/** Lets the judged households live in every arm, and says what learning did for them. */
export async function runLearningEvaluation(options: LearningOptions): Promise<LearningFigures> {
  const bare = mkdtempSync(join(tmpdir(), 'hearth-bare-'));
  try {
    cpSync(options.modelFolder, bare, { recursive: true });
    writePart(bare, 'rewrites.json', Object.assign({ format: 2 }, { patterns: [] }));
    const full = { folder: options.modelFolder, inference: remembering(await loadModel(options.modelFolder)) };
    const none = { folder: bare, inference: remembering(await loadModel(bare)) };
    const figures = await figuresOf({ ...options, models: { off: none, personal: none, full } });
    await full.inference.close();
    await none.inference.close();
    return figures;
  } finally {
    rmSync(bare, { recursive: true, force: true });
  }
}

async function figuresOf(options: Setting): Promise<LearningFigures> {
  const { households, weeks, seed, dataFolder } = options;
  const episodes: { readonly [arm in Arm]: Episode[] } = { off: [], personal: [], full: [] };
  const jobs = Array.from({ length: households }, (_, number) => ARMS.map((arm) => ({ number, arm }))).flat();
  for (const { number, arm } of jobs) {
    options.progress?.(`household ${number + 1} of ${households}, ${arm}`);
    const episode = await live(options, seed + number, arm);
    episodes[arm].push(episode);
  }
  options.progress?.('costs');
  const cost = await measureCost(options.models.full.inference, episodes.full[0] as Episode);
  const { full } = episodes;
  const rewrites = rewriteFigures(full);
  const turnsIn = (arm: Arm): number => episodes[arm].reduce((sum, { turns }) => sum + turns.length, 0);
  return {
    setting: {
      households,
      weeks,
      seed,
      recordings: recordingsOf(dataFolder, 'judge').source,
      turns: { off: turnsIn('off'), personal: turnsIn('personal'), full: turnsIn('full') },
    },
    rewrites: { ...rewrites, winLoss: rewrites.wins / Math.max(1, rewrites.losses) },
    defects: defectFigures(episodes, weeks),
    failurePoint: pointFigures(full),
    rephrase: rephraseFigures(full),
    wrong: wrongFigures(full),
    asks: askFigures(full),
    cost,
  };
}

function defectFigures(episodes: { readonly [arm in Arm]: Episode[] }, weeks: number): LearningFigures['defects'] {
  const of = (arm: Arm): WeekFigures[] => weekly(episodes[arm], weeks);
  const by = { off: of('off'), personal: of('personal'), full: of('full') };
  const half = Math.ceil(weeks / 2);
  return {
    ratio: lastWeeksRatio(by.full, by.off),
    personalRatio: lastWeeksRatio(by.personal, by.off),
    secondHalf: {
      ratio: lastWeeksRatio(by.full, by.off, half),
      personalRatio: lastWeeksRatio(by.personal, by.off, half),
    },
    weeks: by,
  };
}

async function live(options: Setting, seed: number, arm: Arm): Promise<Episode> {
  const { hearth, dataFolder, weeks } = options;
  const household = sampleHousehold({ seed, part: 'judge', dataFolder });
  const { folder, inference } = options.models[arm];
  const driver = hearth === undefined ? hubInProcess(inference) : processHub(hearth, ['--model', folder]);
  const episode = await simulateHousehold(household, { days: 7 * weeks, learning: arm !== 'off' }, driver);
  return labelFailurePoints(episode, inference);
}
