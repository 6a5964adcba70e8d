import { hubInProcess } from '../../models/households/drivers.ts';
import type { Episode } from '../../models/households/episode.ts';
import type { RewriteEntry } from '../../runtime/domain/context.ts';
import type { Inference } from '../../runtime/ports/inference.ts';
import { RewriteTable } from '../../runtime/rewrite/table.ts';

/** What learning costs, in milliseconds and megabytes; on the machine that runs this. */
export interface CostFigures {
  /** Added to a turn: what the learner does for it, and the look-up before it; the median. */
  readonly turnMs: number;
  readonly turnMsP99: number;
  /** The longest of all nightly reviews. */
  readonly nightMs: number;
  /** What the heap grew by over the longest of them, before it was swept. */
  readonly nightMb: number;
  /** One look-up among 10,000 entries, the mean. */
  readonly lookupMs: number;
}

const ENTRIES = 10_000;

/** Lives one episode again in this process, with a stopwatch around learning. */
export async function measureCost(inference: Inference, episode: Episode): Promise<CostFigures> {
  const driver = hubInProcess(inference);
  const turns: number[] = [];
  let nightMs = 0;
  let nightMb = 0;
  let spent = 0;
  for (const event of episode.events) {
    spent = 0;
    const heap = event.type === 'tick' ? process.memoryUsage().heapUsed : 0;
    await driver.send(event);
    if (event.type === 'home') watch(driver.hub, (ms) => (spent += ms));
    if (event.type === 'utterance') turns.push(spent);
    if (event.type === 'tick' && spent > nightMs) {
      nightMs = spent;
      nightMb = Math.max(0, (process.memoryUsage().heapUsed - heap) / 2 ** 20);
    }
  }
  await driver.end();
  turns.sort((a, b) => a - b);
  const at = (share: number): number => turns[Math.min(turns.length - 1, Math.floor(share * turns.length))] ?? 0;
  const lookupMs = measureLookup();
  return { turnMs: at(0.5) + lookupMs, turnMsP99: at(0.99) + lookupMs, nightMs, nightMb, lookupMs };
}

const WATCHED = [
  'doubts',
  'observeTurn',
  'observeChange',
  'observeBargeIn',
  'observeFeedback',
  'observeOutcome',
  'advance',
] as const;

/** Puts a stopwatch around each way into the learner. */
function watch(hub: ReturnType<typeof hubInProcess>['hub'], spent: (ms: number) => void): void {
  const learner = hub?.learner as unknown as { [name: string]: (...args: unknown[]) => unknown } | undefined;
  if (learner === undefined) return;
  for (const name of WATCHED) {
    const does = learner[name];
    if (does === undefined) continue;
    learner[name] = (...args) => {
      const from = performance.now();
      const out = does.apply(learner, args);
      spent(performance.now() - from);
      return out;
    };
  }
}

function measureLookup(): number {
  const table = new RewriteTable();
  const entry = (i: number): RewriteEntry => ({
    from: `make it number ${i} please now`,
    to: `turn on the lamp ${i}`,
    layer: 'personal',
    status: 'active',
    wins: 9,
    losses: 0,
    createdAt: 0,
  });
  table.load(Array.from({ length: ENTRIES }, (_, i) => entry(i)));
  const rounds = 2_000;
  const from = performance.now();
  for (let i = 0; i < rounds; i++)
    table.lookup(i % 2 === 0 ? `make it number ${i * 3} now` : 'turn on the kitchen light');
  return (performance.now() - from) / rounds;
}
