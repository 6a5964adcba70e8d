import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PublishSplitter } from '../../runtime/adapters/mqtt/publishSplitter.ts';

const BYTES_MAX = 20_000;

interface Made {
  readonly bytes: Buffer;
  /** What the splitter is to take; undefined where the packet is mqtt.js's. */
  readonly taken?: string;
}

function packet(firstByte: number, body: Buffer): Buffer {
  const header = [firstByte];
  let left = body.length;
  do {
    header.push((left % 128) | (left >= 128 ? 0x80 : 0));
    left = Math.floor(left / 128);
  } while (left > 0);
  return Buffer.concat([Buffer.from(header), body]);
}

function field(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 0xff]), bytes]);
}

function publish(version: 4 | 5, topic: string, payload: Buffer, retain: boolean, properties: Buffer): Made {
  const parts = [field(topic), ...(version === 5 ? [Buffer.from([properties.length]), properties] : []), payload];
  const bytes = packet(retain ? 0x31 : 0x30, Buffer.concat(parts));
  return { bytes, taken: `${topic} ${retain} ${payload.toString('hex')}` };
}

const payloads = fc.oneof(fc.uint8Array({ maxLength: 20 }), fc.uint8Array({ minLength: 100, maxLength: 2_000 }));
const topics = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });
const published = (version: 4 | 5): fc.Arbitrary<Made> =>
  fc
    .tuple(topics, payloads, fc.boolean(), fc.uint8Array({ maxLength: 100 }))
    .map(([topic, payload, retain, properties]) =>
      publish(version, topic, Buffer.from(payload), retain, Buffer.from(properties)),
    );
/** CONNACK, PUBACK, PUBLISH with QoS 1 or 2 or DUP, SUBACK, PINGRESP, DISCONNECT. */
const other: fc.Arbitrary<Made> = fc
  .tuple(fc.constantFrom(0x20, 0x40, 0x32, 0x33, 0x34, 0x3a, 0x38, 0x90, 0xd0, 0xe0), payloads)
  .map(([first, body]) => ({ bytes: packet(first, Buffer.from(body)) }));

function splitAll(version: 4 | 5, stream: Buffer, cuts: readonly number[]) {
  const taken: string[] = [];
  const rest: Buffer[] = [];
  const splitter = new PublishSplitter(version, BYTES_MAX, (topic, payload, retain) =>
    taken.push(`${topic} ${retain} ${payload.toString('hex')}`),
  );
  const places = [0, ...cuts.map((place) => place % (stream.length + 1)).sort((a, b) => a - b), stream.length];
  for (let index = 1; index < places.length; index++) {
    const split = splitter.split(stream.subarray(places[index - 1], places[index]));
    rest.push(...split.rest);
    if (split.tooLarge) return { taken, rest: Buffer.concat(rest), tooLarge: true };
  }
  return { taken, rest: Buffer.concat(rest), tooLarge: false };
}

describe.each([4, 5] as const)('the splitter of MQTT version %i', (version) => {
  const streams = fc.array(fc.oneof({ weight: 3, arbitrary: published(version) }, other), { maxLength: 12 });
  const cuts = fc.array(fc.nat(), { maxLength: 30 });

  it('takes what is published with QoS 0 and leaves every other byte, however the stream is cut', () => {
    fc.assert(
      fc.property(streams, cuts, (packets, places) => {
        const result = splitAll(version, Buffer.concat(packets.map((made) => made.bytes)), places);
        expect(result.taken).toEqual(packets.flatMap((made) => made.taken ?? []));
        const left = Buffer.concat(packets.filter((made) => made.taken === undefined).map((made) => made.bytes));
        expect(result.rest.equals(left)).toBe(true);
      }),
    );
  });

  it('stops at a packet that is announced as too large', () => {
    fc.assert(
      fc.property(streams, cuts, fc.constantFrom(0x30, 0x32, 0x90), (packets, places, first) => {
        const giant = packet(first, Buffer.alloc(BYTES_MAX + 1)).subarray(0, 4);
        const result = splitAll(version, Buffer.concat([...packets.map((made) => made.bytes), giant]), places);
        expect(result.tooLarge).toBe(true);
        expect(result.taken).toEqual(packets.flatMap((made) => made.taken ?? []));
      }),
    );
  });

  it('never throws, and leaves malformed packets to mqtt.js', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), cuts, (bytes, places) => {
        splitAll(version, Buffer.from(bytes), places);
      }),
    );
    for (const body of [[], [0], [0, 0], [0, 9, 97], [255, 255, 97], ...(version === 5 ? [[0, 1, 97, 50]] : [])]) {
      const malformed = packet(0x30, Buffer.from(body));
      expect(splitAll(version, malformed, [])).toEqual({ taken: [], rest: malformed, tooLarge: false });
    }
  });
});
