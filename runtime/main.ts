import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { devices } from '../devices/index.ts';
import { systemClock } from './adapters/clock/systemClock.ts';
import { Daemon, type DaemonDeps } from './adapters/control/daemon.ts';
import { lockDataDir, socketPathOf } from './adapters/control/dataDir.ts';
import { Greeting } from './adapters/control/greeting.ts';
import { Outward } from './adapters/control/outward.ts';
import { requestHandler } from './adapters/control/requests.ts';
import { homeSecret } from './adapters/control/secret.ts';
import { ControlServer } from './adapters/control/server.ts';
import { MqttBus, type MqttOptions } from './adapters/mqtt/mqttBus.ts';
import { Upstream, upstreamUrl } from './adapters/mqtt/upstream.ts';
import { OnnxInference } from './adapters/onnx/onnxInference.ts';
import { keepYoungHeapSmall } from './adapters/process/youngHeap.ts';
import { Recorder } from './adapters/replay/recorder.ts';
import { RecordingFile } from './adapters/replay/recordingFile.ts';
import { IN_MEMORY } from './adapters/sqlite/open.ts';
import { SqliteContextStore } from './adapters/sqlite/sqliteContextStore.ts';
import { HearthError } from './domain/errors.ts';
import type { Household } from './domain/household.ts';
import { limits } from './domain/limits.ts';
import { FaultLog } from './faults.ts';
import { HouseholdMemory, type TypedLesson } from './householdMemory.ts';
import { type Hub, isDiscovery, makeHub } from './hub.ts';
import { teachPhrase } from './learn/teach.ts';
import type { ContextStore } from './ports/contextStore.ts';
import type { Inference } from './ports/inference.ts';
import { type Report, reportOf } from './report.ts';
import { RewriteTable } from './rewrite/table.ts';
import { unfitAnywhere, unfitInHome } from './turn/taught.ts';

export function storePathOf(dataDir: string): string {
  return join(dataDir, 'hearth.db');
}

/** Opens a data directory's store, or one that is forgotten at the end. */
export function openStore(dataDir: string | undefined): ContextStore {
  return SqliteContextStore.open(dataDir === undefined ? IN_MEMORY : storePathOf(dataDir));
}

/** Loads the model of a folder, or the one that came with this program. Errors: `bad-bundle`, `bundle-mismatch`. */
export function loadModel(folder: string | undefined): Promise<Inference> {
  keepYoungHeapSmall();
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
      return use({ store, memory: new HouseholdMemory(store, rewrites, teachPhrase) });
    } finally {
      store.close();
    }
  } finally {
    lock.release();
  }
}

/** Why a lesson is not to be learned where no daemon runs, as far as its words tell; undefined where it may. */
export async function unfitUnseen(
  dataDir: string,
  lesson: TypedLesson,
  modelDir: string | undefined,
): Promise<string | undefined> {
  const rewrites = new RewriteTable();
  if (existsSync(storePathOf(dataDir))) withStore(dataDir, ({ store }) => rewrites.load(store.load().rewrites));
  const inference = await loadModel(modelDir);
  try {
    return await unfitAnywhere(lesson, { inference, rewrites });
  } finally {
    await inference.close();
  }
}

/** The same in a home that is known; one in which no device has announced itself yet is not. */
function unfitLive(lesson: TypedLesson, { home, rewrites, ranker }: Hub, inference: Inference) {
  const [known] = home.definitions();
  if (known === undefined) return unfitAnywhere(lesson, { inference, rewrites });
  return unfitInHome(lesson, home, { inference, rewrites, ranker });
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
  const { dataDir, household } = options;
  const upstreamTo = upstreamUrl(household.sync);
  const store = openStore(dataDir);
  const inference = await loadModel(options.modelDir);
  const faults = new FaultLog();
  const fault = (error: unknown, where: string): void => faults.caught(systemClock.now(), error, 'turn-failed', where);
  const bus = makeBus(options, fault);
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
      if (output.type === 'signal') upstream?.wake();
      return outward.emit(output);
    },
    listen: (topics) => {
      outward.listen(topics);
      greeting.settled();
    },
    stopwatch: systemClock.monotonicMs,
  });
  const greeting = new Greeting({
    hello: (silent) => devices.hello(silent),
    home: hub.home,
    publish: (command) => void bus.publish(command).catch((error) => fault(error, command.topic)),
  });
  const report = reporter(options, { hub, store, inference, bus, outward, upstream });
  const recorder = new Recorder(isDiscovery);
  hub.loop.tap = (event) => recorder.see(event);
  const requests = requestHandler({
    loop: hub.loop,
    clock: systemClock,
    newId: randomUUID,
    memory: liveMemory(hub, store),
    home: hub.home,
    unfit: (lesson) => unfitLive(lesson, hub, inference),
    store,
    decisionOn: (id) => outward.decisionOn(id),
    giveUp: (id) => outward.giveUp(id),
    record: (told, gone) => recorder.record(hub.home, told, gone),
    report,
  });
  const control = new ControlServer(socketPathOf(dataDir), requests);
  const beside = upstream ? [upstream] : [];
  const daemon = makeDaemon(hub, bus, control, fault, greeting, beside);
  hub.home.advance(systemClock.now());
  const endRecording = recordFromStart(options.recordTo, recorder, hub.home, fault);
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
  greeting: Greeting,
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
    greeting,
    beside,
  });
}

function makeBus({ broker, dataDir }: DaemonOptions, fault: Fault): MqttBus {
  return new MqttBus({
    ...broker,
    clientId: clientIdOf(dataDir),
    statusTopic: 'hearth/v1/status',
    payloadBytesMaxOf: (topic) => (isDiscovery(topic) ? limits.bridgeBytesMax : limits.payloadBytesMax),
    jitter: Math.random,
    fault: (error) => fault(error, 'broker'),
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

function liveMemory({ home, learner, asker, ranker, rewrites }: Hub, store: ContextStore): HouseholdMemory {
  return new HouseholdMemory(store, rewrites, teachPhrase, {
    forget: (effect) => {
      home.forget(effect);
      // What is not settled yet would write the words again.
      learner.clear();
      asker.forget(effect.phrase);
      if (effect.phrase === undefined) ranker.forget();
    },
    erase: () => {
      home.erase();
      learner.clear();
      asker.clear();
      ranker.forget();
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
        outdated: inference.bundle.outdated,
        queue: loop.queue,
        definitions: home.definitions(),
        state: (id) => home.state(id),
      },
    });
}

/** Records all that happens into a file; returns what ends it. Errors: those of `RecordingFile.write`, at the start alone. */
function recordFromStart(path: string | undefined, recorder: Recorder, home: Hub['home'], fault: Fault): () => void {
  if (path === undefined) return () => {};
  const file = new RecordingFile(path);
  const ended = new AbortController();
  const end = (): void => {
    ended.abort();
    file.close();
  };
  let isLive = false;
  const told = (line: string): void => {
    try {
      file.write(line);
    } catch (error) {
      if (!isLive) throw error;
      // The home goes on when its recording cannot: a disk that is full must not stop turns.
      end();
      fault(error, 'recording');
    }
  };
  recorder.record(home, told, ended.signal);
  isLive = true;
  return end;
}

/** The same from start to start, unlike any other hub's: the broker keeps the session by it. */
function clientIdOf(dataDir: string): string {
  return `hearth-${createHash('sha256')
    .update(`${hostname()} ${resolve(dataDir)}`)
    .digest('hex')
    .slice(0, 12)}`;
}
