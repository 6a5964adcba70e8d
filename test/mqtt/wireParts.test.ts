import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backOffMs } from '../../runtime/adapters/mqtt/backOff.ts';
import { MqttBus } from '../../runtime/adapters/mqtt/mqttBus.ts';
import { PacketSizeGuard } from '../../runtime/adapters/mqtt/packetSizeGuard.ts';
import { endingOf } from '../../runtime/adapters/mqtt/refusal.ts';
import { isTopicFilter, isTopicName } from '../../runtime/adapters/mqtt/topics.ts';

/** A packet of any type with `length` bytes after its fixed header (MQTT 3.1.1 § 2.2.3). */
function packetOf(length: number, fill: number): Buffer {
  const header = [0x30];
  let left = length;
  do {
    header.push((left % 128) | (left >= 128 ? 0x80 : 0));
    left = Math.floor(left / 128);
  } while (left > 0);
  return Buffer.concat([Buffer.from(header), Buffer.alloc(length, fill)]);
}

const cut = (bytes: Buffer, cuts: readonly number[]): Buffer[] => {
  const places = [0, ...cuts.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return places.slice(1).map((end, index) => bytes.subarray(places[index], end));
};

describe('the guard against giant packets', () => {
  const lengths = fc.array(fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 20_000 })));
  const bytes = fc.integer({ min: 0, max: 255 });
  it('lets every packet within the bound through, however it is cut', () => {
    fc.assert(
      fc.property(lengths, bytes, fc.array(fc.nat()), (sizes, fill, cuts) => {
        const guard = new PacketSizeGuard(20_000);
        const stream = Buffer.concat(sizes.map((size) => packetOf(size, fill)));
        return cut(stream, cuts).every((chunk) => guard.accepts(chunk));
      }),
    );
  });
  it('stops at the header of a larger one', () => {
    fc.assert(
      fc.property(
        lengths,
        bytes,
        fc.array(fc.nat()),
        fc.integer({ min: 20_001, max: 268_435_455 }),
        (sizes, fill, cuts, giant) => {
          const guard = new PacketSizeGuard(20_000);
          const header = packetOf(0, 0).subarray(0, 1);
          const length: number[] = [];
          for (let left = giant; left > 0; left = Math.floor(left / 128))
            length.push((left % 128) | (left >= 128 ? 0x80 : 0));
          const stream = Buffer.concat([...sizes.map((size) => packetOf(size, fill)), header, Buffer.from(length)]);
          return !cut(stream, cuts).every((chunk) => guard.accepts(chunk));
        },
      ),
    );
  });
});

describe('back-off', () => {
  it('grows to its bound, and jitter takes at most half', () => {
    const full = [1, 2, 3, 9, 100, 10_000].map((attempt) => backOffMs(attempt, 0, 250, 60_000));
    expect(full).toEqual([250, 500, 1_000, 60_000, 60_000, 60_000]);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (attempt, jitter) => {
          const wait = backOffMs(attempt, jitter, 250, 60_000);
          const most = backOffMs(attempt, 0, 250, 60_000);
          return wait >= most / 2 - 1 && wait <= most;
        },
      ),
    );
  });
});

describe('topics', () => {
  it.each([
    ['a', true, true],
    ['/a//b/', true, true],
    ['zigbee2mqtt/Küche/Lampe', true, true],
    ['+/5/+/$state', false, true],
    ['a/#', false, true],
    ['#', false, true],
    ['a#', false, false],
    ['a/#/b', false, false],
    ['a/+b/c', false, false],
    ['', false, false],
    ['a\u0000', false, false],
    ['bad \ufffd bytes', false, false],
    ['x'.repeat(1025), false, false],
  ])('%j as a name: %s, as a filter: %s', (text, name, filter) => {
    expect([isTopicName(text), isTopicFilter(text)]).toEqual([name, filter]);
  });
});

describe('why a connection ended', () => {
  const fault = (code: number | string | undefined, message = 'said') => Object.assign(new Error(message), { code });
  it.each([
    [undefined, 'hungUp'],
    [fault('ECONNREFUSED'), 'unreachable'],
    [fault(undefined, 'connack timeout'), 'unreachable'],
    [fault(1), 'oldProtocol'],
    [fault(132), 'oldProtocol'],
    [fault(4), 'refused'],
    [fault(5), 'refused'],
    [fault(134), 'refused'],
    [fault(135), 'refused'],
    [fault(3), 'unreachable'],
    [fault(139), 'unreachable'],
    [fault('SELF_SIGNED_CERT_IN_CHAIN'), 'refused'],
    [fault('ERR_TLS_CERT_ALTNAME_INVALID'), 'refused'],
    [fault('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'), 'refused'],
  ])('%s: %s', (error, kind) => {
    expect(endingOf(error).kind).toBe(kind);
  });
});

describe('a broker URL', () => {
  it.each([
    '',
    'home',
    'http://broker',
    'ws://broker',
    'mqtt://',
    'file:///etc/passwd',
  ])('%j is refused', async (url) => {
    const bus = new MqttBus({ url, clientId: 'x', jitter: () => 0, fault: () => {} });
    const starting = bus.start(
      () => {},
      () => {},
      new AbortController().signal,
    );
    await expect(starting).rejects.toMatchObject({ code: 'bad-argument' });
  });
  it('never shows its password', async () => {
    const bus = new MqttBus({ url: 'http://hub:secret@broker', clientId: 'x', jitter: () => 0, fault: () => {} });
    const starting = bus.start(
      () => {},
      () => {},
      new AbortController().signal,
    );
    await expect(starting).rejects.not.toMatchObject({ message: expect.stringContaining('secret') });
  });
});
