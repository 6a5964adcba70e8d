import { closeSync, fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseHouseholdText } from '../../runtime/adapters/household/household.ts';
import type { Decision } from '../../runtime/domain/decision.ts';
import { splitWords } from '../../runtime/domain/words.ts';
import { FaultLog } from '../../runtime/faults.ts';
import { makeHub } from '../../runtime/hub.ts';
import { loadModel, openStore } from '../../runtime/main.ts';
import type { ContextStore } from '../../runtime/ports/contextStore.ts';
import type { Inference } from '../../runtime/ports/inference.ts';
import { type BenchHome, benchHome, ROOMS } from './home.ts';
import { medianSpread, type Spread, spreadOf } from './spread.ts';
import { hits, misses, type Utterance } from './utterances.ts';

export interface DecisionPlan {
  readonly entities: number;
  readonly entitiesBig: number;
  readonly rounds: number;
  readonly perRound: number;
  readonly commits: number;
}

export interface DecisionFigures {
  /** Text in, decision out: the stages of the turn; neither devices nor disk. */
  readonly decision: Spread;
  readonly miss: Spread;
  readonly decision5000: Spread;
  /** `decision` in processor time of this process, all threads: a busy machine does not lengthen it. */
  readonly decisionCpu: Spread;
  /** Reference of all three: nothing but the network on the words of the same texts. */
  readonly network: Spread;
  /** The turn's durable transaction, and its reference: 4 KiB appended to a file and fsynced. */
  readonly commit: Spread;
  readonly fsync: Spread;
  /** First decision after the start, caches cold; the home's index is built in it. */
  readonly firstMs: number;
  readonly outcomes: { readonly hits: Outcomes; readonly misses: Outcomes };
}
type Outcomes = { readonly [outcome: string]: number };

/** Time between utterances: none is a follow-up of the one before. */
const PAUSE_MS = 180_000;

/** A hub with a bench home, to be talked to. */
class Talker {
  readonly #loop: ReturnType<typeof makeHub>['loop'];
  #at = Date.UTC(2026, 2, 3, 9);
  #said = 0;
  stopwatch: () => number = () => performance.now();
  #last: { readonly decision: Decision; readonly latencyMs: number } | undefined;

  constructor(home: BenchHome, inference: Inference, store: ContextStore) {
    const defaults = { locale: 'en-GB', timezone: 'UTC' };
    const hub = makeHub({
      household: parseHouseholdText(home.householdFile, defaults),
      clock: 'replay',
      store,
      inference,
      faults: new FaultLog(),
      entropy: 'bench',
      firstSignal: 0,
      publish: async () => [],
      handOver: async () => {},
      emit: (output) => {
        if (output.type === 'decision') this.#last = output;
      },
      listen: () => {},
      stopwatch: () => this.stopwatch(),
    });
    this.#loop = hub.loop;
    for (const [topic, payload] of [...home.announcements, ...home.states])
      void hub.loop.step({ type: 'mqtt', at: this.#at, topic, payload, retain: true });
    const known = [...hub.home.definitions()].length;
    if (known !== home.entities) throw new Error(`the home has ${known} entities, not ${home.entities}`);
  }

  async say({ text, satellite }: Utterance): Promise<{ readonly decision: Decision; readonly latencyMs: number }> {
    this.#at += PAUSE_MS;
    const hypotheses = [{ text, confidence: 1 }];
    const id = `bench-${this.#said++}`;
    await this.#loop.step({ type: 'utterance', at: this.#at, id, hypotheses, satellite, wakeConfidence: 0.97 });
    if (this.#last?.decision.id !== id) throw new Error(`no decision on "${text}"`);
    return this.#last;
  }
}

/** Times of decisions in two homes, hits and misses in turn, and the parts of them. */
export async function decisionFigures(plan: DecisionPlan): Promise<DecisionFigures> {
  const inference = await loadModel(process.env.HEARTH_MODEL || undefined);
  const stores = [openStore(undefined), openStore(undefined)] as const;
  const small = new Talker(benchHome(plan.entities), inference, stores[0]);
  const big = new Talker(benchHome(plan.entitiesBig), inference, stores[1]);
  const rooms = Math.min(ROOMS.length, Math.max(1, Math.floor(plan.entities / 25)));
  const [hit, miss] = [hits(rooms), misses(rooms)];
  const { latencyMs: firstMs } = await small.say(hit[0] as Utterance);
  const outcomes = { hits: await outcomesOf(small, hit), misses: await outcomesOf(small, miss) };
  await outcomesOf(big, hit);
  const rounds = { decision: [] as Spread[], miss: [] as Spread[], big: [] as Spread[], network: [] as Spread[] };
  for (let round = 0; round < plan.rounds; round++) {
    const times = { decision: [] as number[], miss: [] as number[], big: [] as number[], network: [] as number[] };
    for (let i = 0; i < plan.perRound; i++) {
      const said = hit[i % hit.length] as Utterance;
      times.decision.push((await small.say(said)).latencyMs);
      times.miss.push((await small.say(miss[i % miss.length] as Utterance)).latencyMs);
      times.big.push((await big.say(said)).latencyMs);
      times.network.push(await networkMs(inference, said.text));
    }
    for (const key of ['decision', 'miss', 'big', 'network'] as const) rounds[key].push(spreadOf(times[key]));
  }
  small.stopwatch = cpuMs;
  const cpu: Spread[] = [];
  for (let round = 0; round < plan.rounds; round++) {
    const times: number[] = [];
    for (let i = 0; i < plan.perRound; i++) times.push((await small.say(hit[i % hit.length] as Utterance)).latencyMs);
    cpu.push(spreadOf(times));
  }
  const disk = await commitFigures(plan, inference, hit);
  for (const store of stores) store.close();
  await inference.close();
  return {
    decision: medianSpread(rounds.decision),
    miss: medianSpread(rounds.miss),
    decision5000: medianSpread(rounds.big),
    decisionCpu: medianSpread(cpu),
    network: medianSpread(rounds.network),
    ...disk,
    firstMs,
    outcomes,
  };
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

async function outcomesOf(talker: Talker, said: readonly Utterance[]): Promise<Outcomes> {
  const counts: { [outcome: string]: number } = {};
  for (const utterance of said) {
    const { outcome } = (await talker.say(utterance)).decision;
    counts[outcome] = (counts[outcome] ?? 0) + 1;
  }
  return counts;
}

async function networkMs(inference: Inference, text: string): Promise<number> {
  const words = splitWords(text);
  const before = performance.now();
  await inference.run(words);
  return performance.now() - before;
}

/** What making turns durable takes on this machine's disk, in turn with a bare fsync there. */
async function commitFigures(
  plan: DecisionPlan,
  inference: Inference,
  said: readonly Utterance[],
): Promise<Pick<DecisionFigures, 'commit' | 'fsync'>> {
  const folder = mkdtempSync(join(tmpdir(), 'hearth-bench-'));
  const store = openStore(folder);
  const bare = openSync(join(folder, 'bare'), 'a');
  const times = { commit: [] as number[], fsync: [] as number[] };
  const commitTurn = store.commitTurn.bind(store);
  store.commitTurn = (turn) => {
    const before = performance.now();
    commitTurn(turn);
    times.commit.push(performance.now() - before);
  };
  try {
    const talker = new Talker(benchHome(plan.entities), inference, store);
    const page = Buffer.alloc(4096, 'x');
    for (let i = 0; i < plan.commits; i++) {
      await talker.say(said[i % said.length] as Utterance);
      const before = performance.now();
      writeSync(bare, page);
      fsyncSync(bare);
      times.fsync.push(performance.now() - before);
    }
  } finally {
    closeSync(bare);
    store.close();
    rmSync(folder, { recursive: true, force: true });
  }
  return { commit: spreadOf(times.commit), fsync: spreadOf(times.fsync) };
}
