import { once } from 'node:events';
import { connect } from 'node:net';
import { connectAsync, type MqttClient } from 'mqtt';
import { EmbeddedBroker } from '../../runtime/adapters/mqtt/embeddedBroker.ts';
import { MqttBus, type MqttOptions } from '../../runtime/adapters/mqtt/mqttBus.ts';
import { MosquittoBroker, mosquittoInstalled } from '../peers/mosquittoBroker.ts';
import { type Spread, spreadOf } from './spread.ts';

export interface BenchBroker {
  readonly kind: 'mosquitto' | 'embedded';
  readonly url: string;
  stop(): Promise<void>;
}

/** Mosquitto without Nagle's algorithm where it is installed, else the embedded broker. */
export async function startBenchBroker(embedded = !mosquittoInstalled): Promise<BenchBroker> {
  if (embedded) {
    const broker = new EmbeddedBroker({ port: 0 });
    await broker.start(new AbortController().signal);
    return { kind: 'embedded', url: broker.url, stop: () => broker.stop() };
  }
  const broker = new MosquittoBroker();
  await broker.start();
  return { kind: 'mosquitto', url: broker.url, stop: () => broker.stop() };
}

/** The reference of `command.p50Ms`: one message to the broker and back to the same bare mqtt.js client, QoS 0. */
async function bareRoundTrip(url: string, rounds: number): Promise<Spread> {
  const client = await quickClient(url);
  await client.subscribeAsync('bench/echo');
  let arrived: () => void = () => {};
  client.on('message', () => arrived());
  const timesMs: number[] = [];
  for (let round = -200; round < rounds; round++) {
    const before = performance.now();
    await new Promise<void>((resolve) => {
      arrived = resolve;
      client.publish('bench/echo', '{"state":"ON"}');
    });
    if (round >= 0) timesMs.push(performance.now() - before);
  }
  await client.endAsync();
  return spreadOf(timesMs);
}

/** The same through `MqttBus`. */
async function busRoundTrip(url: string, rounds: number): Promise<Spread> {
  const bus = new MqttBus(busOptions(url));
  let arrived: () => void = () => {};
  await bus.start(
    () => arrived(),
    () => {},
    new AbortController().signal,
  );
  await bus.subscribe(['bench/echo'], 0);
  const timesMs: number[] = [];
  for (let round = -200; round < rounds; round++) {
    const before = performance.now();
    const back = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    await Promise.all([bus.publish({ topic: 'bench/echo', payload: '{"state":"ON"}', retain: false }), back]);
    if (round >= 0) timesMs.push(performance.now() - before);
  }
  await bus.stop();
  return spreadOf(timesMs);
}

/** A state as a Zigbee sensor sends it: 240 bytes of JSON. */
export function statePayload(number: number): string {
  const state = { battery: 97, humidity: 45.2, linkquality: 120, pressure: 1009, temperature: 21 + (number % 50) / 10 };
  const text = JSON.stringify({ ...state, last_seen: '2026-03-01T12:00:00.000Z', filler: '' });
  return `${text.slice(0, -2)}${'x'.repeat(240 - text.length)}"}`;
}

/**
 * Publishes `messages` states, over `topics` in turn, as quickly as the broker reads them, and then `last`.
 *
 * The packets are made beforehand and written to a bare socket, so that in one process nearly all the time is the
 * reader's. Resolves when the broker has taken the last of them.
 */
export async function floodBroker(
  url: string,
  messages: number,
  topics: readonly string[],
  payloadOf: (number: number) => string = statePayload,
  last?: readonly [topic: string, payload: string],
): Promise<void> {
  const socket = connect({ port: Number(new URL(url).port), host: '127.0.0.1', noDelay: true });
  socket.write(connectPacket(`flood-${process.pid}`));
  await once(socket, 'data');
  const perWrite = 50;
  const made = Array.from({ length: Math.min(messages, 1_000) }, (_, number) =>
    publishPacket(topics[number % topics.length] as string, payloadOf(number)),
  );
  const writes: Buffer[] = [];
  for (let at = 0; at < made.length; at += perWrite) writes.push(Buffer.concat(made.slice(at, at + perWrite)));
  for (let sent = 0; sent < messages; sent += perWrite) {
    const left = messages - sent;
    const packets =
      left < perWrite ? Buffer.concat(made.slice(0, left)) : (writes[(sent / perWrite) % writes.length] as Buffer);
    if (!socket.write(packets)) await once(socket, 'drain');
    else if (sent % 1_000 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  if (last !== undefined) socket.write(publishPacket(...last));
  // DISCONNECT, so that the broker closes only after it read everything.
  socket.end(Buffer.from([0xe0, 0x00]));
  await once(socket, 'close');
}

/** CONNECT of MQTT 3.1.1 § 3.1, clean session, no keep-alive. */
function connectPacket(clientId: string): Buffer {
  const body = [...field('MQTT'), 4, 0x02, 0, 0, ...field(clientId)];
  return Buffer.from([0x10, body.length, ...body]);
}

/** PUBLISH of § 3.3, QoS 0. */
function publishPacket(topic: string, payload: string): Buffer {
  const body = Buffer.concat([Buffer.from(field(topic)), Buffer.from(payload)]);
  const header = [0x30, (body.length & 0x7f) | (body.length > 127 ? 0x80 : 0)];
  if (body.length > 127) header.push(body.length >> 7);
  return Buffer.concat([Buffer.from(header), body]);
}

function field(text: string): number[] {
  const bytes = Buffer.from(text);
  return [bytes.length >> 8, bytes.length & 0xff, ...bytes];
}

export interface Throughput {
  readonly perSecond: number;
  readonly messages: number;
}

/** Counts to `messages` and times from the first to the last. */
function stopwatch(messages: number): { readonly tick: () => void; readonly done: Promise<Throughput> } {
  let count = 0;
  let first = 0;
  let finish: (result: Throughput) => void;
  const done = new Promise<Throughput>((resolve) => {
    finish = resolve;
  });
  const tick = () => {
    if (count === 0) first = performance.now();
    count++;
    if (count === messages) finish({ perSecond: (messages / (performance.now() - first)) * 1000, messages });
  };
  return { tick, done };
}

const BENCH_TOPICS = Array.from({ length: 500 }, (_, number) => `zigbee2mqtt/bench_${number}`);

/** The reference of `ingest.perSecond`: a bare mqtt.js subscriber that decodes each message and calls JSON.parse. */
async function bareIngest(url: string, messages: number): Promise<Throughput> {
  const client = await quickClient(url);
  const { tick, done } = stopwatch(messages);
  let sum = 0;
  client.on('message', (_topic, payload) => {
    sum += (JSON.parse(payload.toString()) as { battery: number }).battery;
    tick();
  });
  await client.subscribeAsync('zigbee2mqtt/#');
  const [result] = await Promise.all([done, floodBroker(url, messages, BENCH_TOPICS)]);
  if (sum !== messages * 97) throw new Error('a payload was not read');
  await client.endAsync();
  return result;
}

/** The same through `MqttBus`, with the same decoding in `deliver`. */
async function busIngest(url: string, messages: number): Promise<Throughput> {
  const bus = new MqttBus(busOptions(url));
  const { tick, done } = stopwatch(messages);
  let sum = 0;
  await bus.start(
    ({ payload }) => {
      sum += (
        JSON.parse(Buffer.from(payload.buffer, payload.byteOffset, payload.length).toString()) as { battery: number }
      ).battery;
      tick();
    },
    () => {},
    new AbortController().signal,
  );
  await bus.subscribe(['zigbee2mqtt/#'], 0);
  const [result] = await Promise.all([done, floodBroker(url, messages, BENCH_TOPICS)]);
  if (sum !== messages * 97) throw new Error('a payload was not read');
  await bus.stop();
  return result;
}

export interface BusFigures {
  readonly bareRoundTrip: Spread;
  readonly busRoundTrip: Spread;
  readonly bareIngest: Throughput;
  readonly busIngest: Throughput;
}

/** The bus beside bare mqtt.js, at one broker and in turn, `rounds` times; of these the medians. */
export async function busFigures(
  embedded: boolean,
  plan: { readonly trips: number; readonly messages: number; readonly rounds: number },
): Promise<BusFigures> {
  const broker = await startBenchBroker(embedded || undefined);
  const trips = { bare: [] as Spread[], bus: [] as Spread[] };
  const ingests = { bare: [] as Throughput[], bus: [] as Throughput[] };
  for (let round = 0; round < plan.rounds; round++) {
    trips.bare.push(await bareRoundTrip(broker.url, plan.trips));
    trips.bus.push(await busRoundTrip(broker.url, plan.trips));
    ingests.bare.push(await bareIngest(broker.url, plan.messages));
    ingests.bus.push(await busIngest(broker.url, plan.messages));
  }
  await broker.stop();
  return {
    bareRoundTrip: medianBy(trips.bare, (spread) => spread.p50Ms),
    busRoundTrip: medianBy(trips.bus, (spread) => spread.p50Ms),
    bareIngest: medianBy(ingests.bare, (throughput) => throughput.perSecond),
    busIngest: medianBy(ingests.bus, (throughput) => throughput.perSecond),
  };
}

function medianBy<T>(values: readonly T[], by: (value: T) => number): T {
  return [...values].sort((a, b) => by(a) - by(b))[Math.floor(values.length / 2)] as T;
}

let buses = 0;
function busOptions(url: string): MqttOptions {
  return { url, clientId: `bench-${process.pid}-${buses++}`, fresh: true, jitter: () => 0, fault: () => {} };
}

/** A client that waits for nothing before it sends. */
export async function quickClient(url: string): Promise<MqttClient> {
  const client = await connectAsync(url, { reconnectPeriod: 0 });
  const { stream } = client;
  if ('setNoDelay' in stream && typeof stream.setNoDelay === 'function') stream.setNoDelay(true);
  return client;
}
