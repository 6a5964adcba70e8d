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
  /** What the hub judges by; undefined: its decisions do not depend on what learning knew before. */
  readonly learning: LearningModel | undefined;
}

/** What a hub saw of simulated households, turn by turn, with the truth of each; households are numbered from 0, and dealt to the pools. */
export async function collect(
  inference: Inference,
  households: Lived,
  told: (done: number, turns: number) => void,
): Promise<Collected> {
  const { count, days, seed, dataFolder } = households;
  // Homes say much the same, and each moment is decided several times.
  const model = remembering(judging(inference, households.learning));
  const observed: Observed[] = [];
  const truths: Map<string, Truth>[] = [];
  for (let number = 0; number < count; number++) {
    const seen: { readonly open: TurnCase; readonly unmatchedSound: number }[] = [];
    const driver = hubInProcess(model, undefined, (open, home) => {
      seen.push({ open: withoutVectors(open), unmatchedSound: unmatchedSound(open, home) });
    });
    const episode = await simulateHousehold(
      sampleHousehold({ seed: seed + number, part: 'train', pool: number % POOLS, dataFolder }),
      { days },
      driver,
    );
    const { turns } = await labelFailurePoints(episode, model);
    const truthOf = new Map<string, Truth>();
    for (const { truth } of turns) {
      const { defect, failurePoint, relation, said, goal, person } = truth;
      if (failurePoint === undefined) continue;
      truthOf.set(truth.of, { defect, failurePoint, said, goal, person, ...(relation !== null && { relation }) });
    }
    truths.push(truthOf);
    for (const one of seen) {
      const truth = truthOf.get(one.open.turn.id);
      if (truth !== undefined) observed.push({ household: number, ...one, truth });
    }
    told(number + 1, observed.length);
  }
  return { observed, truthOf: (household, turn) => truths[household]?.get(turn) };
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
