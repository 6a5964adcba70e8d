import { connectAsync } from 'mqtt';
import { afterEach, expect, it } from 'vitest';
import { MqttBus, type MqttOptions } from '../../runtime/adapters/mqtt/mqttBus.ts';
import { type HearthError, isHearthError } from '../../runtime/domain/errors.ts';
import type { BusMessage, BusStatus } from '../../runtime/ports/bus.ts';
import { until } from '../peers/tools.ts';
import { Wire } from '../peers/wire.ts';

/** A real broker that can be ended and started again on the same port. */
export interface TestBroker {
  readonly url: string;
  start(): Promise<void>;
  stop(): Promise<void>;
}
export type MakeBroker = (options: {
  readonly credentials?: { readonly username: string; readonly password: string };
}) => TestBroker;

/** One hub at the broker, with what it heard. */
export interface Hub {
  readonly bus: MqttBus;
  readonly heard: { topic: string; text: string; retain: boolean }[];
  readonly statuses: BusStatus[];
  readonly faults: HearthError[];
}

const cleanUps: (() => Promise<unknown>)[] = [];

export function cleanUpAfterEach(): void {
  afterEach(async () => {
    for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
  });
}

let hubs = 0;
export async function startHub(url: string, options: Partial<MqttOptions> = {}): Promise<Hub> {
  const heard: Hub['heard'] = [];
  const statuses: BusStatus[] = [];
  const faults: HearthError[] = [];
  const bus = new MqttBus({
    url,
    clientId: `hub-${process.pid}-${hubs++}`,
    statusTopic: 'hearth/v1/status',
    jitter: () => 0.5,
    fault: (error) => faults.push(error),
    retry: { msMin: 20, msMax: 200 },
    ...options,
  });
  const take = ({ topic, payload, retain }: BusMessage) =>
    heard.push({ topic, text: Buffer.from(payload).toString(), retain });
  cleanUps.push(() => bus.stop());
  await bus.start(take, (status) => statuses.push(status), new AbortController().signal);
  return { bus, heard, statuses, faults };
}

export async function startBroker(broker: TestBroker): Promise<TestBroker> {
  await broker.start();
  cleanUps.push(() => broker.stop());
  return broker;
}

async function startDevice(url: string) {
  const client = await connectAsync(url, { reconnectPeriod: 20 });
  cleanUps.push(() => client.endAsync(true));
  return client;
}

async function startWire(broker: TestBroker): Promise<{ wire: Wire; url: string }> {
  const wire = new Wire(Number(new URL(broker.url).port));
  const port = await wire.start();
  cleanUps.push(() => wire.stop());
  return { wire, url: `mqtt://127.0.0.1:${port}` };
}

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'resolved',
    (error) => (isHearthError(error) ? error.code : String(error)),
  );

/** What the daemon relies on, whichever broker it talks to. */
export function busContract(make: MakeBroker): void {
  cleanUpAfterEach();
  const plain = async () => {
    const broker = await startBroker(make({}));
    return { broker, device: await startDevice(broker.url) };
  };

  it('connects and says that it is there, and at the end that it is not', async () => {
    const { broker, device } = await plain();
    const said: string[] = [];
    device.on('message', (_topic, payload) => said.push(payload.toString()));
    await device.subscribeAsync('hearth/v1/status');
    const hub = await startHub(broker.url);
    expect(hub.bus.status).toEqual({ kind: 'connected' });
    await until('online', () => said.length === 1);
    await hub.bus.stop();
    await until('offline', () => said.length === 2);
    expect(said).toEqual(['{"online":true}', '{"online":false}']);
    expect(hub.statuses.map((status) => status.kind).filter((kind) => kind !== 'connecting')).toEqual([
      'connected',
      'closed',
    ]);
  });

  it('is refused with a wrong password, and let in with the right one', async () => {
    const credentials = { username: 'hub', password: 'pässword' };
    const broker = await startBroker(make({ credentials }));
    const wrong = await startHub(broker.url, { username: 'hub', password: 'guess' });
    expect(wrong.bus.status).toMatchObject({ kind: 'refused', retryInMs: 150 });
    expect(await codeOf(wrong.bus.publish({ topic: 'a', payload: '1', retain: false }))).toBe('publish-failed');
    const right = await startHub(broker.url, credentials);
    expect(right.bus.status.kind).toBe('connected');
  });

  it('delivers in order, tells retained from live, and stops after unsubscribing', async () => {
    const { broker, device } = await plain();
    await device.publishAsync('home/kept', 'old', { retain: true, qos: 1 });
    const hub = await startHub(broker.url);
    await hub.bus.subscribe(['home/#']);
    await until('retained', () => hub.heard.length === 1);
    for (let number = 0; number < 500; number++) device.publish('home/live', String(number));
    await until('all', () => hub.heard.length === 501);
    expect(hub.heard[0]).toEqual({ topic: 'home/kept', text: 'old', retain: true });
    expect(hub.heard.slice(1).map((message) => Number(message.text))).toEqual([...Array(500).keys()]);
    expect(hub.heard.slice(1).some((message) => message.retain)).toBe(false);
    await hub.bus.unsubscribe(['home/#']);
    await device.publishAsync('home/live', 'late', { qos: 1 });
    await hub.bus.subscribe(['end']);
    await device.publishAsync('end', '', { qos: 1 });
    await until('end', () => hub.heard.some((message) => message.topic === 'end'));
    expect(hub.heard.some((message) => message.text === 'late')).toBe(false);
  });

  it('publishes with QoS 0 and, acknowledged, with QoS 1', async () => {
    const { broker, device } = await plain();
    const got: string[] = [];
    device.on('message', (topic, payload, packet) => got.push(`${topic} ${payload} ${packet.qos} ${packet.retain}`));
    await device.subscribeAsync('set/#', { qos: 1 });
    const hub = await startHub(broker.url);
    await hub.bus.publish({ topic: 'set/a', payload: 'ON', retain: false });
    await hub.bus.publish({ topic: 'set/b', payload: 'OFF', retain: true }, 1);
    // More at once than a broker takes unacknowledged (Mosquitto: 20).
    await Promise.all(
      Array.from({ length: 200 }, (_, number) =>
        hub.bus.publish({ topic: 'set/many', payload: String(number), retain: false }, 1),
      ),
    );
    await until('all', () => got.length === 202);
    expect(got.slice(0, 2)).toEqual(['set/a ON 0 false', 'set/b OFF 1 false']);
    expect(hub.bus.counters.reconnects).toBe(0);
  });

  it('publishes nothing while the broker is away, and nothing of it later', async () => {
    const { broker, device } = await plain();
    const hub = await startHub(broker.url);
    await broker.stop();
    await until('lost', () => hub.bus.status.kind !== 'connected');
    for (const qos of [0, 1] as const) {
      expect(await codeOf(hub.bus.publish({ topic: 'lock/set', payload: 'UNLOCK', retain: false }, qos))).toBe(
        'publish-failed',
      );
    }
    await broker.start();
    const got: string[] = [];
    device.on('message', (_topic, payload) => got.push(payload.toString()));
    await until('both back', () => hub.bus.status.kind === 'connected' && device.connected);
    await device.subscribeAsync('lock/set');
    await hub.bus.publish({ topic: 'lock/set', payload: 'LOCK', retain: false }, 1);
    await until('the new one', () => got.length > 0);
    expect(got).toEqual(['LOCK']);
  });

  it('finds a broker that vanished and returned, and subscribes again', async () => {
    const { broker, device } = await plain();
    const hub = await startHub(broker.url);
    await hub.bus.subscribe(['home/+/state', 'other/#'], 0);
    await hub.bus.subscribe(['home/2/state'], 1);
    await broker.stop();
    await until('lost', () => hub.bus.status.kind === 'lost' || hub.bus.status.kind === 'connecting');
    await hub.bus.subscribe(['late/#']);
    await hub.bus.unsubscribe(['other/#']);
    await broker.start();
    await until('back', () => hub.bus.status.kind === 'connected' && device.connected);
    await device.publishAsync('home/1/state', 'on', { qos: 1, retain: true });
    await device.publishAsync('late/x', 'yes', { qos: 1, retain: true });
    await until('both', () => hub.heard.length >= 2);
    expect(hub.heard.map((message) => message.topic).sort()).toEqual(['home/1/state', 'late/x']);
    expect(hub.bus.counters.reconnects).toBeGreaterThan(0);
  });

  it('starts before its broker does', async () => {
    const broker = await startBroker(make({}));
    const { url } = broker;
    await broker.stop();
    const starting = startHub(url);
    setTimeout(() => void broker.start(), 150);
    const hub = await starting;
    expect(hub.bus.status.kind).toBe('connected');
    expect(hub.statuses.some((status) => status.kind === 'lost')).toBe(true);
  });

  it('has a last will, and the broker keeps its session over a cut', async () => {
    const { broker, device } = await plain();
    const { wire, url } = await startWire(broker);
    const said: string[] = [];
    device.on('message', (_topic, payload) => said.push(payload.toString()));
    const hub = await startHub(url);
    await hub.bus.subscribe(['home/door']);
    await device.subscribeAsync('hearth/v1/status');
    await until('online', () => said.length === 1);
    wire.cut();
    await until('the will', () => said.includes('{"online":false}'));
    await device.publishAsync('home/door', 'opened', { qos: 1 });
    await device.publishAsync('home/door', 'closed', { qos: 1 });
    wire.plugIn();
    await until('what was missed', () => hub.heard.length >= 2);
    expect(hub.heard.map((message) => message.text)).toEqual(['opened', 'closed']);
    await until('online again', () => said.at(-1) === '{"online":true}');
  });

  it('takes more from a topic that may say more', async () => {
    const { broker, device } = await plain();
    const payloadBytesMaxOf = (topic: string) => (topic === 'bridge/devices' ? 1024 * 1024 : 16);
    const hub = await startHub(broker.url, { payloadBytesMaxOf });
    await hub.bus.subscribe(['#'], 0);
    for (const topic of ['bridge/devices', 'bridge/other']) {
      await device.publishAsync(topic, 'x'.repeat(1024 * 1024), { qos: 1 });
    }
    await until('the refusal', () => hub.faults.length === 1);
    const topics = hub.heard.map((message) => message.topic).filter((topic) => topic.startsWith('bridge'));
    expect([topics, hub.faults[0]?.code, hub.bus.counters.tooLarge]).toEqual([
      ['bridge/devices'],
      'payload-too-large',
      1,
    ]);
  });

  it('takes 256 KiB, counts and drops more, and ends a connection before a giant', async () => {
    const { broker, device } = await plain();
    const hub = await startHub(broker.url);
    await hub.bus.subscribe(['big', 'end'], 0);
    await device.publishAsync('big', 'x'.repeat(256 * 1024), { qos: 1 });
    await until('256 KiB', () => hub.heard.length === 1);
    expect(hub.heard[0]?.text.length).toBe(256 * 1024);
    await hub.bus.publish({ topic: 'big', payload: 'y'.repeat(256 * 1024), retain: false }, 1);
    await until('our own 256 KiB', () => hub.heard.length === 2);
    expect(await codeOf(hub.bus.publish({ topic: 'big', payload: 'y'.repeat(256 * 1024 + 1), retain: false }))).toBe(
      'payload-too-large',
    );
    for (const bytes of [256 * 1024 + 1, 5 * 1024 * 1024]) {
      const rude = await startDevice(broker.url);
      rude.publish('big', 'z'.repeat(bytes));
      await new Promise((resolve) => setTimeout(resolve, 100));
      await rude.endAsync(true);
    }
    await until('back', () => hub.bus.status.kind === 'connected' && device.connected);
    await device.publishAsync('end', 'still here', { qos: 1 });
    await until('the end', () => hub.heard.some((message) => message.topic === 'end'));
    expect(hub.heard.length).toBe(3);
    expect(hub.faults.map((fault) => fault.code)).toEqual(['payload-too-large']);
  });

  it('keeps good topics and filters apart from bad ones', async () => {
    const { broker, device } = await plain();
    const hub = await startHub(broker.url);
    await hub.bus.subscribe(['lamp#/state', 'lamp/+x', '', 'a/#/b', 'n\u0000l', 'x'.repeat(2000), 'good/state']);
    expect(hub.faults.map((fault) => fault.code)).toEqual(Array(6).fill('topic-invalid'));
    expect(await codeOf(hub.bus.publish({ topic: 'lamp+/set', payload: 'ON', retain: false }))).toBe('topic-invalid');
    await device.publishAsync('good/state', 'on', { qos: 1 });
    await until('the good one', () => hub.heard.length === 1);
    expect(hub.bus.counters).toMatchObject({ badFilters: 6, reconnects: 0 });
  });

  it('subscribes to 5,000 topics at once and hears each retained state', async () => {
    const { broker, device } = await plain();
    const topics = Array.from({ length: 5_000 }, (_, number) => `zigbee2mqtt/device_${number}`);
    for (const topic of topics) device.publish(topic, 'on', { retain: true });
    await device.publishAsync('done', '', { qos: 1 });
    const hub = await startHub(broker.url);
    await hub.bus.subscribe(topics);
    await until('all', () => hub.heard.length === topics.length, 20_000);
    expect(new Set(hub.heard.map((message) => message.topic)).size).toBe(topics.length);
  }, 30_000);
}
