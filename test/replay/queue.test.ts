import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HearthEvent } from '../../runtime/domain/event.ts';
import { EventQueue } from '../../runtime/queue.ts';

const isDiscovery = (topic: string): boolean => topic.startsWith('d/');
const message = (topic: string, payload: string): HearthEvent => ({
  type: 'mqtt',
  at: 0,
  topic,
  payload,
  retain: false,
});
const said = (id: string): HearthEvent => ({ type: 'utterance', at: 0, id, hypotheses: [{ text: id, confidence: 1 }] });

function drain(queue: EventQueue): string[] {
  const out: string[] = [];
  for (let item = queue.shift(); item; item = queue.shift()) {
    const { event } = item;
    out.push(event.type === 'mqtt' ? `${event.topic}=${event.payload}` : event.type === 'utterance' ? event.id : '');
  }
  return out;
}

describe('the queue', () => {
  /** What is pushed into a queue of `max`, and what comes out; "a/b=1" is a message, other words are utterances. */
  const check = (
    max: number,
    pushed: readonly string[],
    out: readonly string[],
    refused: readonly string[] = [],
  ): void => {
    const queue = new EventQueue(isDiscovery, max);
    const no = pushed.filter((word) => {
      const [topic = '', payload] = word.split('=');
      return !queue.push({ event: payload === undefined ? said(topic) : message(topic, payload) });
    });
    expect([drain(queue), no]).toEqual([out, refused]);
  };

  it('keeps the order', () => check(8, ['s/a=1', 'u', 's/a=2'], ['s/a=1', 'u', 's/a=2']));
  it('merges messages of a topic from half full on', () =>
    check(4, ['s/a=1', 's/b=1', 's/a=2', 'u', 's/a=3'], ['s/b=1', 'u', 's/a=3']));
  it('drops the oldest states when full, not discovery, not words', () =>
    check(3, ['d/a=1', 's/a=1', 's/b=1', 'u', 'v'], ['d/a=1', 'u', 'v']));
  it('drops discovery before it refuses words', () => check(2, ['d/a=1', 'u', 'v'], ['u', 'v']));
  it('refuses what finds no room', () => check(2, ['u', 'v', 'w', 's/a=1'], ['u', 'v'], ['w', 's/a=1']));

  it('never loses words, never passes its bound, and ends each topic with its last message that it kept', () => {
    const step = fc.oneof(
      fc.constant('shift' as const),
      fc.record({ topic: fc.constantFrom('s/a', 's/b', 's/c', 'd/a'), payload: fc.nat(99).map(String) }),
      fc.nat(999).map((n) => `u${n}`),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 400 }), fc.integer({ min: 1, max: 12 }), (steps, max) => {
        const queue = new EventQueue(isDiscovery, max);
        const [accepted, taken]: [string[], string[]] = [[], []];
        const take = (): boolean => {
          const item = queue.shift();
          if (item?.event.type === 'utterance') taken.push(item.event.id);
          return item !== undefined;
        };
        let pushed = 0;
        let out = 0;
        for (const one of steps) {
          if (one === 'shift') out += take() ? 1 : 0;
          else if (typeof one === 'string') {
            if (queue.push({ event: said(one) })) {
              accepted.push(one);
              pushed++;
            }
          } else if (queue.push({ event: message(one.topic, one.payload) })) pushed++;
          expect(queue.size).toBeLessThanOrEqual(max);
          expect(queue.size).toBe(pushed - out - queue.merged - queue.dropped);
        }
        while (take());
        expect(taken).toEqual(accepted);
        expect(queue.size).toBe(0);
      }),
    );
  });
});
