import { type DeviceSet, devices, mergeHousehold, type Reader } from '../devices/index.ts';
import { topicMatcher } from './adapters/mqtt/topics.ts';
import { HomeContext } from './context/homeContext.ts';
import type { HomeView, Turn } from './domain/context.ts';
import type { StatePatch } from './domain/entity.ts';
import type { Household } from './domain/household.ts';
import type { FaultLog } from './faults.ts';
import { Learner, type Observe } from './learn/learner.ts';
import { UNTRAINED } from './learn/modelFile.ts';
import { Asker } from './learn/proactive.ts';
import { Loop } from './loop.ts';
import type { LoopDeps } from './loopDeps.ts';
import type { ContextStore, StoredMemory } from './ports/contextStore.ts';
import type { Inference } from './ports/inference.ts';
import { OwnRanker } from './resolve/ownRanker.ts';
import { RewriteTable } from './rewrite/table.ts';
import { TurnPipeline } from './turn/pipeline.ts';
import { tryOut } from './turn/trials.ts';
import { epochId, makeSignal, maySync } from './uplink/signal.ts';
import { privateNamesOf } from './uplink/template.ts';

/** What a hub is given; everything else it makes itself. */
export interface HubParts extends Pick<LoopDeps, 'publish' | 'handOver' | 'emit' | 'listen' | 'stopwatch'> {
  readonly household: Household;
  readonly clock: 'live' | 'replay';
  readonly store: ContextStore;
  readonly inference: Inference;
  readonly faults: FaultLog;
  /** Known to this home alone: what makes its signals unlinkable. */
  readonly entropy: string | Uint8Array;
  /** Where the numbering of signals begins: never at one that was used. */
  readonly firstSignal: number;
  /** Sees each case as learning settles it; for training. */
  readonly observe?: Observe;
}

/** A hub: the loop and what it works on, the same for the live daemon and for a replay. */
export interface Hub {
  readonly loop: Loop;
  readonly home: HomeContext;
  readonly devices: DeviceSet;
  isDiscovery(topic: string): boolean;
  readonly rewrites: RewriteTable;
  readonly learner: Learner;
  readonly asker: Asker;
  readonly ranker: OwnRanker;
  readonly faults: FaultLog;
  /** Decides something once and forgets it: the first person who speaks does not wait for indexes and compilers. */
  warmUp(): Promise<void>;
}

/** After as many, a decision takes what it will take. */
const WARM_UPS = 5;

/** Puts the stages together, and brings back what the store remembers. */
export function makeHub(parts: HubParts): Hub {
  const { household, clock, store, inference, faults, publish, handOver, emit, listen, stopwatch } = parts;
  const home = new HomeContext({
    merge: mergeHousehold,
    household,
    clock,
  });
  const rewrites = new RewriteTable();
  const memory = store.load();
  home.restore({ ...memory, states: memory.states.map(atStart) });
  rewrites.loadPatterns(inference.bundle.globalRewrites);
  rewrites.load(memory.rewrites);
  for (const said of memory.history) rewrites.history.put(said);
  const learner = new Learner(rewrites, inference.bundle.learning ?? UNTRAINED, parts.observe);
  learner.resume(memory.turns, memory.unjudged, reviewedDay(memory), home);
  const asker = new Asker();
  asker.restore(memory.learned.asking);
  const ranker = new OwnRanker(inference.bundle.ranker);
  ranker.restore(memory.learned.ranking);
  const pipeline = new TurnPipeline({
    inference,
    rewrites,
    ranker,
    encode: (definition, order, present) => devices.encode(definition, order, present),
  });
  const loop = new Loop({
    devices: { isDiscovery, discover: (topic, payload) => devices.discover(topic, payload), reader: readers() },
    home,
    store,
    pipeline,
    rewrites,
    learner,
    tryOut: async (turn, view) => {
      try {
        return await tryOut(learner.doubts(turn, view), (event, then) => pipeline.run(event, then), view);
      } catch (error) {
        faults.caught(turn.at, error, 'turn-failed', turn.id);
        return [];
      }
    },
    asker: {
      consider: (turn, view) => asker.consider(turn, view, rewrites),
      observe: (settled, view) => asker.observe(settled, view),
      forget: (phrase) => asker.forget(phrase),
      state: () => asker.state(),
    },
    ranker,
    faults,
    signalOf: signalMaker(parts),
    publish,
    handOver,
    emit,
    assume: clock === 'live' ? (turn) => assumed(turn, home) : () => [],
    listen,
    stopwatch,
  });
  const warmUp = async (): Promise<void> => {
    const hypotheses = [{ text: 'turn on the light in the kitchen', confidence: 1 }];
    for (let i = 0; i < WARM_UPS; i++)
      await pipeline.run({ type: 'utterance', at: home.now, id: 'warm-up', hypotheses }, home);
  };
  return { loop, home, devices, isDiscovery, rewrites, learner, asker, ranker, faults, warmUp };
}

/** The local day of the last night's review, as the loop stored it. */
function reviewedDay({ learned }: StoredMemory): number | undefined {
  return typeof learned.reviewedDay === 'number' ? learned.reviewedDay : undefined;
}

function signalMaker({ entropy, firstSignal, inference }: HubParts): LoopDeps['signalOf'] {
  let counter = firstSignal;
  return (turn, verdict, home) => {
    if (!maySync(home.household)) return undefined;
    const names = privateNamesOf(home);
    const epoch = epochId(verdict.at, entropy);
    return makeSignal(turn, verdict, {
      names,
      epoch,
      counter: counter++,
      entropy,
      modelVersion: inference.bundle.version,
    });
  };
}

/** Who was away when the hub stopped may have come back; who is away now will be said to be. */
function atStart({ entity, state }: StoredMemory['states'][number]): StoredMemory['states'][number] {
  return { entity, state: state.state === 'unavailable' ? { ...state, state: 'unknown' } : state };
}

/** What the entities of a turn that never report are in after its commands. */
function assumed(turn: Turn, home: HomeView): readonly StatePatch[] {
  const { commands, targets } = turn.decision;
  if (commands.length === 0) return [];
  const ordered = turn.plans.flatMap((plan) => plan.orders.map(({ entity }) => entity));
  const entities = new Set([...targets, ...ordered, ...turn.before.map(({ entity }) => entity)]);
  return [...entities].flatMap((entity) => {
    const definition = home.definition(entity);
    if (!definition) return [];
    return commands.flatMap((command) => devices.assume(definition, command, home.state(entity)) ?? []);
  });
}

/** Each reader takes over what the one before it heard. */
function readers(): LoopDeps['devices']['reader'] {
  let last: Reader | undefined;
  return (definitions) => {
    last = devices.reader(definitions, last);
    return last;
  };
}

/** Whether a topic carries announcements, in any convention. */
export const isDiscovery = topicMatcher(devices.discoveryTopics);
