import { Readable } from 'node:stream';
import { limits } from '../../domain/limits.ts';

interface Packet {
  readonly topic: string;
  readonly payload: Buffer | string;
}
interface Subscriber {
  readonly clientId: string;
}
type RetainedStream = (pattern: string) => Readable;

/** The part of aedes-persistence 11 that needs a bound or a quicker way. */
interface Memory {
  storeRetained(packet: Packet): Promise<void>;
  createRetainedStream: RetainedStream;
  createRetainedStreamCombi(patterns: readonly string[]): Readable;
  outgoingEnqueue(subscriber: Subscriber, packet: Packet): Promise<void>;
  outgoingEnqueueCombi(subscribers: readonly Subscriber[], packet: Packet): Promise<void>;
  outgoingClearMessageId(client: { readonly id: string }, packet: unknown): Promise<unknown>;
  addSubscriptions(client: { readonly id: string }, subscriptions: readonly unknown[]): Promise<void>;
  cleanSubscriptions(client: { readonly id: string }): Promise<void>;
}

export interface MemoryCounters {
  retained: number;
  retainedBytes: number;
  /** Retained messages that were passed on but not kept. */
  retainedRefused: number;
  /** Messages for sessions that are away, dropped at their bound. */
  queueDropped: number;
}

/**
 * Bounds what aedes keeps in memory, and answers exact filters by look-up.
 *
 * aedes-persistence walks all retained messages for every filter: 5,000 entities that subscribe to 5,000 topics would
 * hold the daemon for many seconds. Only the filters with wildcards still walk. `isHere` says whether a client is connected:
 * only a session that is away has its queue cut, since aedes ends a connection whose packet it does not find there.
 */
export function boundMemory(memory: Memory, isHere: (clientId: string) => boolean): MemoryCounters {
  const counters: MemoryCounters = { retained: 0, retainedBytes: 0, retainedRefused: 0, queueDropped: 0 };
  boundRetained(memory, counters);
  boundQueues(memory, counters, isHere);
  boundSessions(memory);
  return counters;
}

function boundRetained(memory: Memory, counters: MemoryCounters): void {
  const retained = new Map<string, Packet>();
  const walk = memory.createRetainedStream.bind(memory);
  const store = memory.storeRetained.bind(memory);
  memory.storeRetained = async (packet) => {
    const before = retained.get(packet.topic);
    const bytes = packet.payload.length - (before?.payload.length ?? 0);
    if (packet.payload.length === 0) {
      retained.delete(packet.topic);
    } else if (
      (before === undefined && retained.size >= limits.brokerRetainedMax) ||
      counters.retainedBytes + bytes > limits.brokerRetainedBytesMax
    ) {
      counters.retainedRefused++;
      return;
    } else {
      retained.set(packet.topic, { ...packet });
    }
    counters.retainedBytes += bytes;
    counters.retained = retained.size;
    await store(packet);
  };
  const matching = function* (patterns: readonly string[]) {
    for (const pattern of patterns) {
      const packet = retained.get(pattern);
      if (packet !== undefined) yield packet;
    }
  };
  memory.createRetainedStreamCombi = (patterns) => {
    const wild = patterns.filter((pattern) => pattern.includes('+') || pattern.includes('#'));
    const exact = matching(patterns.filter((pattern) => !wild.includes(pattern)));
    if (wild.length === 0) return Readable.from(exact);
    return Readable.from(inTurn([exact, ...wild.map((pattern) => walk(pattern))]));
  };
}

async function* inTurn(sources: readonly (Iterable<unknown> | AsyncIterable<unknown>)[]) {
  for (const source of sources) yield* source;
}

function boundQueues(memory: Memory, counters: MemoryCounters, isHere: (clientId: string) => boolean): void {
  const queued = new Map<string, number>();
  const enqueue = memory.outgoingEnqueue.bind(memory);
  const clear = memory.outgoingClearMessageId.bind(memory);
  const admit = (subscriber: Subscriber): boolean => {
    const count = queued.get(subscriber.clientId) ?? 0;
    if (count >= limits.brokerQueuedPerSessionMax && !isHere(subscriber.clientId)) {
      counters.queueDropped++;
      return false;
    }
    queued.set(subscriber.clientId, count + 1);
    return true;
  };
  memory.outgoingEnqueue = async (subscriber, packet) => {
    if (admit(subscriber)) await enqueue(subscriber, packet);
  };
  memory.outgoingEnqueueCombi = async (subscribers, packet) => {
    for (const subscriber of subscribers) if (admit(subscriber)) await enqueue(subscriber, packet);
  };
  memory.outgoingClearMessageId = async (client, packet) => {
    const cleared = await clear(client, packet);
    if (cleared !== undefined) queued.set(client.id, Math.max(0, (queued.get(client.id) ?? 1) - 1));
    return cleared;
  };
}

function boundSessions(memory: Memory): void {
  const sessions = new Set<string>();
  const add = memory.addSubscriptions.bind(memory);
  const clean = memory.cleanSubscriptions.bind(memory);
  memory.addSubscriptions = async (client, subscriptions) => {
    if (!sessions.has(client.id) && sessions.size >= limits.brokerSessionsMax) throw new Error('too many sessions');
    sessions.add(client.id);
    await add(client, subscriptions);
  };
  memory.cleanSubscriptions = async (client) => {
    sessions.delete(client.id);
    await clean(client);
  };
}
