import type { LearningModel } from '../../runtime/domain/learningModel.ts';
import type { TurnCase } from '../../runtime/learn/evidence.ts';
import { unmatchedSound } from '../../runtime/learn/failurePoint.ts';
import type { Inference } from '../../runtime/ports/inference.ts';
import { hubInProcess } from '../households/drivers.ts';
import { sampleHousehold } from '../households/household.ts';
import { labelFailurePoints } from '../households/label.ts';
import { remembering } from '../households/remembering.ts';
import { simulateHousehold } from '../households/simulate.ts';
import { POOLS } from '../households/tongue.ts';
import type { Observed, Truth, TruthOf } from './examples.ts';

export interface Collected {
  readonly observed: readonly Observed[];
  readonly truthOf: TruthOf;
}

export interface Lived {
  readonly count: number;
  readonly days: number;
  readonly seed: number;
  /** Where `slurp_asr_dev.jsonl` is; undefined: a small table of confusions of our own. */
  readonly dataFolder: string | undefined;
  /** What a household's hub judges by, by the household's number; undefined: nothing that was learned. */
  readonly learningOf: (household: number) => LearningModel | undefined;
}

/** What a hub saw of simulated households, turn by turn, with the truth of each; households are numbered from 0, and dealt to the pools. */
export async function collect(
  inference: Inference,
  households: Lived,
  told: (done: number, turns: number) => void,
): Promise<Collected> {
  // Homes say much the same, and each moment is decided several times.
  const model = remembering(inference);
  const observed: Observed[] = [];
  const truths: ReadonlyMap<string, Truth>[] = [];
  for (let number = 0; number < households.count; number++) {
    const lived = await liveIn(number, model, households);
    truths.push(lived.truths);
    observed.push(...lived.observed);
    told(number + 1, observed.length);
  }
  return { observed, truthOf: (household, turn) => truths[household]?.get(turn) };
}

/** One household's turns that were settled, and the truth of all of them, by id. */
export async function liveIn(
  number: number,
  inference: Inference,
  { days, seed, dataFolder, learningOf }: Omit<Lived, 'count'>,
): Promise<{ readonly observed: readonly Observed[]; readonly truths: ReadonlyMap<string, Truth> }> {
  const judged = judging(inference, learningOf(number));
  const seen: { readonly open: TurnCase; readonly unmatchedSound: number }[] = [];
  const driver = hubInProcess(judged, undefined, (open, home) => {
    seen.push({ open: withoutVectors(open), unmatchedSound: unmatchedSound(open, home) });
  });
  const household = sampleHousehold({ seed: seed + number, part: 'train', pool: number % POOLS, dataFolder });
  const { turns } = await labelFailurePoints(await simulateHousehold(household, { days }, driver), judged);
  const truths = new Map<string, Truth>();
  for (const { truth } of turns) {
    const { defect, failurePoint, relation, said, goal, person } = truth;
    if (failurePoint === undefined) continue;
    truths.set(truth.of, { defect, failurePoint, said, goal, person, ...(relation !== null && { relation }) });
  }
  const observed = seen.flatMap((one) => {
    const truth = truths.get(one.open.turn.id);
    return truth === undefined ? [] : [{ household: number, ...one, truth }];
  });
  return { observed, truths };
}

/** The same network in a hub that judges reactions by another model, or by none. */
function judging(inference: Inference, learning: LearningModel | undefined): Inference {
  const { learning: _, ...others } = inference.bundle;
  const bundle = { ...others, ...(learning !== undefined && { learning }) };
  return { bundle, run: (words) => inference.run(words), close: async () => undefined };
}

/** The vectors are in the features by now. */
function withoutVectors(open: TurnCase): TurnCase {
  const { embedding: _, ...trace } = open.turn.trace;
  return { ...open, turn: { ...open.turn, trace } };
}
