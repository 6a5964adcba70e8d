import { hubInProcess, processHub } from '../../models/households/drivers.ts';
import type { Episode } from '../../models/households/episode.ts';
import { sampleHousehold } from '../../models/households/household.ts';
import { labelFailurePoints } from '../../models/households/label.ts';
import { readRecordings } from '../../models/households/recogniser.ts';
import { simulateHousehold } from '../../models/households/simulate.ts';
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
  readonly inference: Inference;
  /** Folder of the bundle that `inference` came from, and of its copy without global rewrites: for the program. */
  readonly bundles?: { readonly full: string; readonly bare: string };
  readonly households: number;
  readonly weeks: number;
  readonly seed: number;
  /** Where `slurp_asr_dev.jsonl` is; undefined: a small table of confusions of our own. */
  readonly dataFolder: string | undefined;
  readonly progress?: (text: string) => void;
  /** Sees every episode, for transcripts. */
  readonly seen?: (arm: Arm, episode: Episode) => void;
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

/** Lets the judged households live in every arm, and says what learning did for them. */
export async function runLearningEvaluation(options: LearningOptions): Promise<LearningFigures> {
  const { households, weeks, seed, dataFolder, inference } = options;
  const episodes: { readonly [arm in Arm]: Episode[] } = { off: [], personal: [], full: [] };
  for (let number = 0; number < households; number++) {
    for (const arm of ARMS) {
      options.progress?.(`household ${number + 1} of ${households}, ${arm}`);
      const episode = await live(options, seed + number, arm);
      episodes[arm].push(episode);
      options.seen?.(arm, episode);
    }
  }
  const weeksOf = (arm: Arm): WeekFigures[] => weekly(episodes[arm], weeks);
  const by = { off: weeksOf('off'), personal: weeksOf('personal'), full: weeksOf('full') };
  const half = Math.ceil(weeks / 2);
  const rewrites = rewriteFigures(episodes.full);
  const turnsIn = (arm: Arm): number => episodes[arm].reduce((sum, { turns }) => sum + turns.length, 0);
  options.progress?.('costs');
  return {
    setting: {
      households,
      weeks,
      seed,
      recordings: readRecordings(dataFolder, 'judge').source,
      turns: { off: turnsIn('off'), personal: turnsIn('personal'), full: turnsIn('full') },
    },
    rewrites: { ...rewrites, winLoss: rewrites.wins / Math.max(1, rewrites.losses) },
    defects: {
      ratio: lastWeeksRatio(by.full, by.off),
      personalRatio: lastWeeksRatio(by.personal, by.off),
      secondHalf: {
        ratio: lastWeeksRatio(by.full, by.off, half),
        personalRatio: lastWeeksRatio(by.personal, by.off, half),
      },
      weeks: by,
    },
    failurePoint: pointFigures(episodes.full),
    rephrase: rephraseFigures(episodes.full),
    wrong: wrongFigures(episodes.full),
    asks: askFigures(episodes.full),
    cost: await measureCost(inference, episodes.full[0] as Episode),
  };
}

async function live(options: LearningOptions, seed: number, arm: Arm): Promise<Episode> {
  const { hearth, bundles, dataFolder, weeks } = options;
  const household = sampleHousehold({ seed, part: 'judge', dataFolder });
  const inference = arm === 'full' ? options.inference : withoutGlobal(options.inference);
  const folder = arm === 'full' ? bundles?.full : bundles?.bare;
  const driver =
    hearth === undefined || folder === undefined ? hubInProcess(inference) : processHub(hearth, ['--model', folder]);
  const episode = await simulateHousehold(household, { days: 7 * weeks, learning: arm !== 'off' }, driver);
  return labelFailurePoints(episode, inference);
}

/** The same network without the rewrites that its bundle brings. */
function withoutGlobal(inference: Inference): Inference {
  const bundle = { ...inference.bundle, globalRewrites: [] };
  return { bundle, run: (words) => inference.run(words), close: async () => undefined };
}
