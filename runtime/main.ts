import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type DeviceSet, devices, mergeHousehold, type Reader } from '../devices/index.ts';
import { systemClock } from './adapters/clock/systemClock.ts';
import { Daemon, type DaemonDeps } from './adapters/control/daemon.ts';
import { lockDataDir, socketPathOf } from './adapters/control/dataDir.ts';
import { Outward } from './adapters/control/outward.ts';
import { requestHandler } from './adapters/control/requests.ts';
import { homeSecret } from './adapters/control/secret.ts';
import { ControlServer } from './adapters/control/server.ts';
import { MqttBus, type MqttOptions } from './adapters/mqtt/mqttBus.ts';
import { topicMatcher } from './adapters/mqtt/topics.ts';
import { Upstream, upstreamUrl } from './adapters/mqtt/upstream.ts';
import { OnnxInference } from './adapters/onnx/onnxInference.ts';
import { Recorder } from './adapters/replay/recorder.ts';
import { RecordingFile } from './adapters/replay/recordingFile.ts';
import { IN_MEMORY } from './adapters/sqlite/open.ts';
import { SqliteContextStore } from './adapters/sqlite/sqliteContextStore.ts';
import { HomeContext } from './context/homeContext.ts';
import { HearthError } from './domain/errors.ts';
import type { Household } from './domain/household.ts';
import { limits } from './domain/limits.ts';
import { FaultLog } from './faults.ts';
import { HouseholdMemory } from './householdMemory.ts';
import { Learner } from './learn/learner.ts';
import { Loop } from './loop.ts';
import type { LoopDeps } from './loopDeps.ts';
import type { ContextStore } from './ports/contextStore.ts';
import type { Inference } from './ports/inference.ts';
import { type Report, reportOf } from './report.ts';
import { RewriteTable } from './rewrite/table.ts';
import { TurnPipeline } from './turn.ts';
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
}

/** A hub: the loop and what it works on, the same for the live daemon and for a replay. */
export interface Hub {
  readonly loop: Loop;
  readonly home: HomeContext;
  readonly devices: DeviceSet;
  isDiscovery(topic: string): boolean;
  readonly rewrites: RewriteTable;
  readonly learner: Learner;
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
  home.restore(memory);
  rewrites.load(memory.rewrites);
  const learner = new Learner(rewrites);
  const pipeline = new TurnPipeline({
    inference,
    rewrites,
    encode: (definition, order) => devices.encode(definition, order),
  });
  const loop = new Loop({
    devices: { isDiscovery, discover: (topic, payload) => devices.discover(topic, payload), reader: readers() },
    home,
    store,
    pipeline,
    rewrites,
    learner,
    faults,
    signalOf: signalMaker(parts),
    publish,
    handOver,
    emit,
    listen,
    stopwatch,
  });
  const warmUp = async (): Promise<void> => {
    const hypotheses = [{ text: 'turn on the light in the kitchen', confidence: 1 }];
    for (let i = 0; i < WARM_UPS; i++)
      await pipeline.run({ type: 'utterance', at: home.now, id: 'warm-up', hypotheses }, home);
  };
  return { loop, home, devices, isDiscovery, rewrites, learner, faults, warmUp };
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

/** Each reader takes over what the one before it heard. */
function readers(): LoopDeps['devices']['reader'] {
  let last: Reader | undefined;
  return (definitions) => {
    last = devices.reader(definitions, last);
    return last;
  };
}

const isDiscovery = topicMatcher(devices.discoveryTopics);

export function storePathOf(dataDir: string): string {
  return join(dataDir, 'hearth.db');
}

/** Opens a data directory's store, or one that is forgotten at the end. */
export function openStore(dataDir: string | undefined): ContextStore {
  return SqliteContextStore.open(dataDir === undefined ? IN_MEMORY : storePathOf(dataDir));
}

/** Loads the model of a folder, or the one that came with this program. Errors: `bad-bundle`, `bundle-mismatch`. */
export function loadModel(folder: string | undefined): Promise<Inference> {
  return OnnxInference.load(folder === undefined ? ownModel() : resolve(folder));
}

/** Beside the bundle in dist/, or beside the sources. */
function ownModel(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const found = [join(here, '../models/weights/en'), join(here, 'models/weights/en')].find((path) => existsSync(path));
  if (!found)
    throw new HearthError('bad-bundle', 'no model came with this hearth; name one with --model or $HEARTH_MODEL');
  return found;
}

/** Works on a data directory that no daemon has. Errors: `daemon-already-running`, and the store's. */
export function withStore<T>(dataDir: string, use: (open: { store: ContextStore; memory: HouseholdMemory }) => T): T {
  const lock = lockDataDir(dataDir);
  try {
    const store = openStore(dataDir);
    try {
      const rewrites = new RewriteTable();
      rewrites.load(store.load().rewrites);
      return use({ store, memory: new HouseholdMemory(store, rewrites) });
    } finally {
      store.close();
    }
  } finally {
    lock.release();
  }
}

/** What can be told where no daemon runs. */
export function storeReport(store: ContextStore, dataDir: string, version: string): Report {
  const pending = store.pendingSignals(limits.outboxSignalsMax).length;
  const counters = store.load().counters;
  return reportOf({ version, storePath: storePathOf(dataDir), store, faults: new FaultLog(), counters, pending });
}

export interface DaemonOptions {
  readonly version: string;
  readonly dataDir: string;
  readonly household: Household;
  readonly modelDir: string | undefined;
  readonly broker: Pick<MqttOptions, 'url' | 'username' | 'password' | 'tls'>;
  /** Where everything that the loop applies is recorded from the start. */
  readonly recordTo: string | undefined;
}
export interface RunningDaemon {
  readonly hub: Hub;
  readonly report: () => Report;
  /** Notes what went wrong outside any turn. */
  readonly fault: Fault;
  stop(): Promise<void>;
}

/** Starts a live hub on a data directory that the caller has locked; resolves when it answers. */
export async function startDaemon(options: DaemonOptions): Promise<RunningDaemon> {
  const { dataDir, household, broker } = options;
  const upstreamTo = upstreamUrl(household.sync);
  const store = openStore(dataDir);
  const inference = await loadModel(options.modelDir);
  const faults = new FaultLog();
  const fault = (error: unknown, where: string): void => faults.caught(systemClock.now(), error, 'turn-failed', where);
  const bus = new MqttBus({
    ...broker,
    clientId: clientIdOf(dataDir),
    statusTopic: 'hearth/v1/status',
    jitter: Math.random,
    fault: (error) => fault(error, 'broker'),
  });
  const outward = new Outward(bus, fault);
  const upstream = upstreamTo === undefined ? undefined : makeUpstream(upstreamTo, store, fault);
  const hub = makeHub({
    household,
    clock: 'live',
    store,
    inference,
    faults,
    entropy: homeSecret(dataDir),
    firstSignal: systemClock.now(),
    publish: (commands) => outward.publish(commands),
    handOver: (plan, turn) => outward.handOver(plan, turn),
    emit: (output) => {
      outward.emit(output);
      if (output.type === 'signal') upstream?.wake();
    },
    listen: (topics) => outward.listen(topics),
    stopwatch: systemClock.monotonicMs,
  });
  const report = reporter(options, { hub, store, inference, bus, outward, upstream });
  const recorder = new Recorder(isDiscovery);
  hub.loop.tap = (event) => recorder.see(event);
  const requests = requestHandler({
    loop: hub.loop,
    clock: systemClock,
    newId: randomUUID,
    memory: liveMemory(hub, store),
    store,
    decisionOn: (id) => outward.decisionOn(id),
    giveUp: (id) => outward.giveUp(id),
    record: (told, gone) => recorder.record(hub.home, told, gone),
    report,
  });
  const control = new ControlServer(socketPathOf(dataDir), requests);
  const beside = upstream ? [upstream] : [];
  const daemon = makeDaemon(hub, bus, control, fault, beside);
  hub.home.advance(systemClock.now());
  const endRecording = recordFromStart(options.recordTo, recorder, hub.home);
  await daemon.start();
  return {
    hub,
    report,
    fault,
    stop: async () => {
      await daemon.stop();
      endRecording();
      hub.loop.saveHabits(systemClock.now());
      store.close();
      await inference.close();
    },
  };
}

type Fault = (error: unknown, where: string) => void;

function makeDaemon(
  hub: Hub,
  bus: MqttBus,
  control: ControlServer,
  fault: Fault,
  beside: DaemonDeps['beside'],
): Daemon {
  return new Daemon({
    bus,
    loop: hub.loop,
    control,
    clock: systemClock,
    newId: randomUUID,
    fault,
    discoveryTopics: devices.discoveryTopics,
    hello: () => devices.hello(),
    beside,
  });
}

function makeUpstream(url: string, store: ContextStore, fault: Fault): Upstream {
  return new Upstream({
    url,
    outbox: {
      pendingSignals: (limit) => store.pendingSignals(limit),
      acknowledge: (ids) => store.acknowledgeSignals(ids),
    },
    jitter: Math.random,
    fault: (error) => fault(error, 'upstream'),
  });
}

function liveMemory({ home, learner, rewrites }: Hub, store: ContextStore): HouseholdMemory {
  return new HouseholdMemory(store, rewrites, {
    forget: (effect) => home.forget(effect),
    erase: () => {
      home.erase();
      learner.clear();
    },
  });
}

interface Reported {
  readonly hub: Hub;
  readonly store: ContextStore;
  readonly inference: Inference;
  readonly bus: MqttBus;
  readonly outward: Outward;
  readonly upstream: Upstream | undefined;
}

function reporter({ version, dataDir, broker }: DaemonOptions, parts: Reported): () => Report {
  const { hub, store, inference, bus, outward, upstream } = parts;
  const { home, loop, faults } = hub;
  return () =>
    reportOf({
      version,
      storePath: storePathOf(dataDir),
      store,
      faults,
      counters: { ...home.counts(), ...bus.counters, ...outward.counters, ...upstream?.counters },
      pending: store.pendingSignals(limits.outboxSignalsMax).length,
      live: {
        uptimeSeconds: process.uptime(),
        url: broker.url,
        status: bus.status,
        model: inference.bundle.version,
        queue: loop.queue,
        definitions: home.definitions(),
        state: (id) => home.state(id),
      },
    });
}

/** Records all that happens into a file; returns what ends it. */
function recordFromStart(path: string | undefined, recorder: Recorder, home: HomeContext): () => void {
  if (path === undefined) return () => {};
  const file = new RecordingFile(path);
  const ended = new AbortController();
  recorder.record(home, (line) => file.write(line), ended.signal);
  return () => {
    ended.abort();
    file.close();
  };
}

/** The same from start to start, unlike any other hub's: the broker keeps the session by it. */
function clientIdOf(dataDir: string): string {
  return `hearth-${createHash('sha256')
    .update(`${hostname()} ${resolve(dataDir)}`)
    .digest('hex')
    .slice(0, 12)}`;
}
