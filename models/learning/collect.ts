import type { TurnCase } from '../../runtime/learn/evidence.ts';
import { unmatchedSound } from '../../runtime/learn/failurePoint.ts';
import type { Inference } from '../../runtime/ports/inference.ts';
import { hubInProcess } from '../households/drivers.ts';
import type { Part } from '../households/episode.ts';
import { sampleHousehold } from '../households/household.ts';
import { labelFailurePoints } from '../households/label.ts';
import { remembering } from '../households/remembering.ts';
import { simulateHousehold } from '../households/simulate.ts';
import type { Observed, Truth, TruthOf } from './examples.ts';

export interface Collected {
  readonly observed: readonly Observed[];
  readonly truthOf: TruthOf;
}

/** What a hub saw of simulated households, turn by turn, with the truth of each; households are numbered from 0. */
export async function collect(
  inference: Inference,
  households: { readonly part: Part; readonly count: number; readonly days: number; readonly seed: number },
  told: (done: number, turns: number) => void,
): Promise<Collected> {
  const { part, count, days, seed } = households;
  // Homes say much the same, and each moment is decided several times.
  const model = remembering(untaught(inference));
  const observed: Observed[] = [];
  const truths: Map<string, Truth>[] = [];
  for (let number = 0; number < count; number++) {
    const seen: { readonly open: TurnCase; readonly unmatchedSound: number }[] = [];
    const driver = hubInProcess(model, undefined, (open, home) => {
      seen.push({ open: withoutVectors(open), unmatchedSound: unmatchedSound(open, home) });
    });
    const episode = await simulateHousehold(sampleHousehold({ seed: seed + number, part }), { days }, driver);
    const { turns } = await labelFailurePoints(episode, model);
    const truthOf = new Map<string, Truth>();
    for (const { truth } of turns) {
      const { defect, failurePoint, relation, said, goal } = truth;
      if (failurePoint === undefined) continue;
      truthOf.set(truth.of, { defect, failurePoint, said, goal, ...(relation !== null && { relation }) });
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

/** A hub whose decisions do not depend on what learning knew before: the same households give the same examples. */
function untaught(inference: Inference): Inference {
  const { learning: _, ...bundle } = inference.bundle;
  return { bundle, run: (words) => inference.run(words), close: async () => undefined };
}

/** The vectors are in the features by now. */
function withoutVectors(open: TurnCase): TurnCase {
  const { embedding: _, ...trace } = open.turn.trace;
  return { ...open, turn: { ...open.turn, trace } };
}
