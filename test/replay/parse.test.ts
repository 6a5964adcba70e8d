import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeEvent } from '../../runtime/adapters/replay/encode.ts';
import { parseEventLine } from '../../runtime/adapters/replay/parse.ts';
import type { HearthEvent } from '../../runtime/domain/event.ts';
import { limits } from '../../runtime/domain/limits.ts';

const AT = '2026-03-03T19:00:00Z';
const at = Date.parse(AT);

describe('a line of a replay file', () => {
  const reads = (fields: object, event: object): void => {
    expect(parseEventLine(JSON.stringify({ at: AT, ...fields }))).toEqual({ at, ...event });
  };

  it('is read into an event', () => {
    reads({ type: 'tick' }, { type: 'tick' });
    reads(
      { type: 'mqtt', topic: 't', payload: { a: [1] } },
      { type: 'mqtt', topic: 't', payload: '{"a":[1]}', retain: false },
    );
    reads(
      { type: 'mqtt', topic: 't', payload: 'ON', retain: true },
      { type: 'mqtt', topic: 't', payload: 'ON', retain: true },
    );
    reads({ type: 'state', entity: 'sensor.x', state: 21.5 }, { type: 'state', entity: 'sensor.x', state: '21.5' });
    reads(
      { type: 'utterance', id: 'u', text: 'hello', note: 'unknown fields are left alone' },
      { type: 'utterance', id: 'u', hypotheses: [{ text: 'hello', confidence: 1 }] },
    );
    reads(
      { type: 'utterance', id: 'u', hypotheses: [{ text: 'a', confidence: 0.4 }, { text: 'b' }], wakeConfidence: 0.9 },
      {
        type: 'utterance',
        id: 'u',
        hypotheses: [
          { text: 'a', confidence: 0.4 },
          { text: 'b', confidence: 1 },
        ],
        wakeConfidence: 0.9,
      },
    );
    reads({ type: 'feedback', of: 'u', value: 'negative' }, { type: 'feedback', of: 'u', value: 'negative' });
    reads({ type: 'outcome', of: 'u', ok: false, error: 'x' }, { type: 'outcome', of: 'u', ok: false, error: 'x' });
    reads({ type: 'bargeIn', of: 'u' }, { type: 'bargeIn', of: 'u' });
  });

  const refuses = (line: string, why: string): void => {
    expect(() => parseEventLine(line)).toThrow(why);
  };
  const refusesFields = (fields: object, why: string): void => refuses(JSON.stringify({ at: AT, ...fields }), why);

  it('is refused with its reason', () => {
    refuses('{', 'not JSON');
    refuses('[]', 'not a JSON object');
    refuses('null', 'not a JSON object');
    refuses('{"at":"2026-03-03T19:00:00Z"}', '"type" is missing');
    refuses('{"type":"tick"}', '"at" is missing');
    refuses('{"type":"tick","at":"yesterday"}', 'ISO 8601');
    refuses(`{"type":"tick","at":"${AT}","pad":"${'x'.repeat(limits.replayLineBytesMax)}"}`, 'longer than');
    refusesFields({ type: 'toString' }, 'unknown type "toString"');
    refusesFields({ type: 'utterance', id: 'u' }, 'neither "text" nor "hypotheses"');
    refusesFields({ type: 'utterance', text: 'x' }, '"id" is missing');
    refusesFields({ type: 'utterance', id: 'u', text: 3 }, '"text" must be string');
    refusesFields({ type: 'utterance', id: 'u', hypotheses: [] }, 'at least one');
    refusesFields({ type: 'utterance', id: 'u', text: 'x', wakeConfidence: 2 }, '"wakeConfidence" must lie in 0–1');
    refusesFields({ type: 'feedback', of: 'u', value: 'meh' }, '"value" must be');
    refusesFields({ type: 'mqtt', topic: 't' }, '"payload" is missing');
    refusesFields({ type: 'state', entity: 'a.b' }, 'neither "state" nor "attributes"');
    refusesFields({ type: 'home', arias: [] }, 'unknown key "arias"');
    refusesFields({ type: 'home', simulateDevices: 'yes' }, '"simulateDevices" must be boolean');
  });

  it('is read back as it was written', () => {
    const text = fc.string({ maxLength: 12 });
    const id = fc.string({ minLength: 1, maxLength: 6 });
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const event: fc.Arbitrary<HearthEvent> = fc.oneof(
      fc.record({ type: fc.constant('tick' as const), at: fc.constant(at) }),
      fc.record({
        type: fc.constant('mqtt' as const),
        at: fc.constant(at),
        topic: id,
        payload: text,
        retain: fc.boolean(),
      }),
      fc.record(
        {
          type: fc.constant('utterance' as const),
          at: fc.constant(at),
          id,
          hypotheses: fc.array(fc.record({ text, confidence: share }), { minLength: 1, maxLength: 5 }),
          satellite: text,
          area: text,
          speaker: text,
          wakeConfidence: share,
        },
        { requiredKeys: ['type', 'at', 'id', 'hypotheses'] },
      ),
      fc.record({ type: fc.constant('bargeIn' as const), at: fc.constant(at), of: id }),
    );
    // −0 has no JSON.
    const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
    fc.assert(
      fc.property(event, (one) => {
        expect(parseEventLine(encodeEvent(one))).toEqual(plain(one));
      }),
    );
  });
});
