import { once } from 'node:events';
import { connect } from 'node:net';
import { connectAsync } from 'mqtt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EmbeddedBroker } from '../../runtime/adapters/mqtt/embeddedBroker.ts';
import { limits } from '../../runtime/domain/limits.ts';
import { until } from '../peers/tools.ts';

let broker: EmbeddedBroker;
beforeEach(async () => {
  broker = new EmbeddedBroker({ port: 0 });
  await broker.start(new AbortController().signal);
});
afterEach(() => broker.stop());

describe('the embedded broker', { timeout: 20_000 }, () => {
  it('says that its port is taken', async () => {
    const second = new EmbeddedBroker({ port: Number(new URL(broker.url).port) });
    await expect(second.start(new AbortController().signal)).rejects.toMatchObject({ code: 'broker-unreachable' });
    await second.stop();
  });

  it('ends a connection that announces a giant, at its first bytes', async () => {
    const socket = connect({ port: Number(new URL(broker.url).port), host: '127.0.0.1' });
    socket.on('error', () => {});
    // A CONNECT of 256 MiB.
    socket.write(Buffer.from([0x10, 0xff, 0xff, 0xff, 0x7f, 0, 4]));
    await once(socket, 'close');
    expect(broker.counters.tooLarge).toBe(1);
  });

  it('lives on after garbage', async () => {
    for (const bytes of [Buffer.from('GET / HTTP/1.1\r\n\r\n'), Buffer.alloc(64, 0xff), Buffer.from([0x10, 0])]) {
      const socket = connect({ port: Number(new URL(broker.url).port), host: '127.0.0.1' });
      socket.on('error', () => {});
      socket.end(bytes);
      await once(socket, 'close');
    }
    const client = await connectAsync(broker.url);
    await client.endAsync();
  });

  it('keeps retained messages to its bound, and passes the others on', async () => {
    const client = await connectAsync(broker.url);
    const size = 200 * 1024;
    const fitting = Math.floor(limits.brokerRetainedBytesMax / size);
    const payload = Buffer.alloc(size, 'x');
    for (let number = 0; number < fitting + 5; number++) {
      await client.publishAsync(`kept/${number}`, payload, { retain: true, qos: 1 });
    }
    await until('all stored', () => broker.counters.retainedRefused === 5);
    expect(broker.counters).toMatchObject({ retained: fitting, retainedBytes: fitting * size });
    await client.publishAsync('kept/0', '', { retain: true, qos: 1 });
    await until('room again', () => broker.counters.retained === fitting - 1);
    await client.endAsync();
  });

  it('keeps the queue of a session that is away to its bound', async () => {
    const options = { clientId: 'sleeper', clean: false };
    const sleeper = await connectAsync(broker.url, options);
    await sleeper.subscribeAsync('news', { qos: 1 });
    await sleeper.endAsync();
    const client = await connectAsync(broker.url);
    const surplus = 50;
    for (let number = 0; number < limits.brokerQueuedPerSessionMax + surplus; number++) {
      await client.publishAsync('news', String(number), { qos: 1 });
    }
    await until('the surplus dropped', () => broker.counters.queueDropped === surplus);
    let heard = 0;
    const awake = await connectAsync(broker.url, options);
    awake.on('message', () => {
      heard++;
    });
    await client.publishAsync('news', 'now', { qos: 1 });
    await until('the kept ones', () => heard >= limits.brokerQueuedPerSessionMax);
    await Promise.all([awake.endAsync(true), client.endAsync()]);
  });

  it('lets nobody in beyond its connections', async () => {
    const sockets = Array.from({ length: limits.brokerConnectionsMax + 3 }, () =>
      connect({ port: Number(new URL(broker.url).port), host: '127.0.0.1' }).on('error', () => {}),
    );
    await until('three refused', () => broker.counters.connectionsRefused === 3);
    for (const socket of sockets) socket.destroy();
  });

  it('finds retained messages by exact filters and by wildcards', async () => {
    const client = await connectAsync(broker.url);
    for (const topic of ['a/1', 'a/2', 'b/1']) await client.publishAsync(topic, topic, { retain: true, qos: 1 });
    const heardBy = async (filters: string[]) => {
      const heard: string[] = [];
      const reader = await connectAsync(broker.url);
      reader.on('message', (topic) => heard.push(topic));
      await reader.subscribeAsync(filters);
      await reader.subscribeAsync('end');
      await client.publishAsync('end', '');
      await until('the end', () => heard.includes('end'));
      await reader.endAsync();
      return heard.filter((topic) => topic !== 'end').sort();
    };
    expect(await heardBy(['a/1', 'b/1', 'c/1'])).toEqual(['a/1', 'b/1']);
    expect(await heardBy(['a/#'])).toEqual(['a/1', 'a/2']);
    expect(await heardBy(['+/1', 'a/2'])).toEqual(['a/1', 'a/2', 'b/1']);
    await client.endAsync();
  });
});
