import type { Turn } from '../../runtime/domain/context.ts';
import type { Verdict } from '../../runtime/domain/decision.ts';
import type { RewritePattern } from '../../runtime/domain/rewritePattern.ts';
import type { Inference } from '../../runtime/ports/inference.ts';
import { Lexicon } from '../../runtime/resolve/lexicon.ts';
import { hubInProcess } from '../households/drivers.ts';
import { sampleHousehold } from '../households/household.ts';
import { simulateHousehold } from '../households/simulate.ts';
import { type AnonymousSession, anonymousSessions } from './anonymous.ts';

/** Homes are simulated of this part alone: what the judged ones say is never seen here. */
export const PART = 'train';

export interface Fleet {
  readonly homes: number;
  readonly days: number;
  readonly seed: number;
  /** Where recordings are; absent: the small table of confusions. */
  readonly dataFolder?: string | undefined;
}

/** What one home tells. */
export interface HomeReport {
  /** Which one it was, for the maintainers alone: "train-7". */
  readonly household: string;
  readonly sessions: readonly AnonymousSession[];
  /** How each pattern fared that was in force there, by the home's own verdicts. */
  readonly tried: ReadonlyMap<string, { wins: number; losses: number }>;
  /** How many turns there were, and how many of them were truly a defect. */
  readonly turns: number;
  readonly defects: number;
}

/** Lets homes of the training part live, with these patterns in force, and gives what each of them lets out. */
export async function liveIn(
  inference: Inference,
  patterns: readonly RewritePattern[],
  { homes, days, seed, dataFolder }: Fleet,
  told: (done: number) => void,
): Promise<HomeReport[]> {
  const model: Inference = {
    bundle: { ...inference.bundle, globalRewrites: patterns },
    run: (words) => inference.run(words),
    close: async () => undefined,
  };
  const reports: HomeReport[] = [];
  for (let number = 0; number < homes; number++) {
    const turns: Turn[] = [];
    const driver = hubInProcess(model, undefined, ({ turn }) => turns.push(turn));
    // No two families share a pet phrase; of the simulator's few, many homes would, and it would pass for a common saying.
    const household = sampleHousehold({ seed: seed + number, part: PART, dataFolder, petPhrases: false });
    const episode = await simulateHousehold(household, { days }, driver);
    const { hub } = driver;
    if (hub === undefined) throw new Error('a household that never moved in');
    const verdicts = new Map(episode.turns.flatMap(({ verdict }) => (verdict ? [[verdict.of, verdict]] : [])));
    const judged = turns
      .flatMap((turn) => {
        const verdict = verdicts.get(turn.id);
        return verdict === undefined ? [] : [{ turn, verdict: { ...verdict, at: turn.at } as Verdict }];
      })
      .sort((a, b) => a.turn.at - b.turn.at);
    const sessions = anonymousSessions(judged, hub.home, new Lexicon(hub.home));
    reports.push({
      household: episode.household,
      sessions,
      tried: triedIn(judged),
      turns: episode.turns.length,
      defects: episode.turns.filter(({ truth }) => truth.defect).length,
    });
    told(number + 1);
  }
  return reports;
}

function triedIn(judged: readonly { readonly turn: Turn; readonly verdict: Verdict }[]): HomeReport['tried'] {
  const tried = new Map<string, { wins: number; losses: number }>();
  for (const { turn, verdict } of judged) {
    const pattern = turn.trace.rewrite?.pattern;
    if (pattern === undefined) continue;
    const tally = tried.get(pattern) ?? { wins: 0, losses: 0 };
    // What a device did not do, no words mend.
    if (!verdict.defect) tally.wins++;
    else if (verdict.failurePoint !== 'result') tally.losses++;
    tried.set(pattern, tally);
  }
  return tried;
}
