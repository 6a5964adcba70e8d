import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rephraseProbability } from '../../runtime/learn/rephrase.ts';
import { learning } from '../../runtime/learn/weights.ts';
import { type Saying, Story, turnOf } from './turns.ts';

const { home } = new Story();
const failed = { intent: null, outcome: 'handoff' } as const;

/** `is`: whether the second says the first again. */
function check(name: string, is: boolean, first: Saying, second: Saying, gapSeconds = 6, firstDefect = 0.1): void {
  test(`${is ? 'rephrase' : 'none'}: ${name}`, () => {
    const a = turnOf('a', 0, home, first);
    const b = turnOf('b', gapSeconds * 1000, home, second);
    const probability = rephraseProbability(a, b, firstDefect);
    if (is) expect(probability).toBeGreaterThanOrEqual(learning.rephraseAt);
    else expect(probability).toBeLessThan(learning.rephraseAt);
  });
}

const kitchen: Saying = { text: 'turn on the kitchen light', targets: ['light.kitchen'] };

check('misheard word', true, { text: 'turn on the chicken light', ...failed }, kitchen);
check(
  'other words for what failed',
  true,
  { text: 'kitchen light please on', ...failed, embedding: [1, 0.3] },
  { ...kitchen, embedding: [1, 0.5] },
);
check(
  'the wrong thing, said more precisely',
  true,
  { text: 'turn on the light', targets: ['light.hall'] },
  kitchen,
  4,
  0.6,
);
check('misheard and acted on', true, { text: 'turn on the kitten light', targets: ['light.hall'] }, kitchen, 4, 0.5);
check(
  'a retry that fails as well',
  true,
  { text: 'turn on the chicken light', ...failed },
  { text: 'turn on the kitchen flight', ...failed },
);
check('a new request of the same shape', false, { text: 'turn on the hall light', targets: ['light.hall'] }, kitchen);
check(
  'a follow-up',
  false,
  { text: 'turn on the hall light', targets: ['light.hall'] },
  { text: 'and the kitchen', targets: ['light.kitchen'], follows: { turn: 'a', how: 'continue' } },
);
check('the contrary', false, kitchen, {
  text: 'turn off the kitchen light',
  intent: 'HassTurnOff',
  service: 'turn_off',
  targets: ['light.kitchen'],
});
check(
  'another value',
  false,
  { text: 'set the kitchen light to 20', targets: ['light.kitchen'] },
  { text: 'set the kitchen light to 40', targets: ['light.kitchen'] },
);
check(
  'something else altogether after talk',
  false,
  { text: 'did you see the match', intent: null, outcome: 'ignore', embedding: [1, 0, 0] },
  { ...kitchen, embedding: [0, 1, 0.1] },
);
check(
  'another person',
  false,
  { text: 'turn on the chicken light', ...failed, speaker: 'Anna' },
  { ...kitchen, speaker: 'Ben' },
);
check(
  'another satellite',
  false,
  { text: 'turn on the chicken light', ...failed, satellite: 'hall' },
  { ...kitchen, satellite: 'kitchen' },
);
check('too long after', false, { text: 'turn on the chicken light', ...failed }, kitchen, 90);
check('equal words are a repetition', false, kitchen, kitchen);
describe('properties', () => {
  test('always a probability, whatever was said', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.integer({ min: 0, max: 120_000 }), (text, other, gap) => {
        const a = turnOf('a', 0, home, { text, ...failed });
        const b = turnOf('b', gap, home, { text: other, targets: ['light.hall'] });
        const probability = rephraseProbability(a, b, 0.5);
        expect(probability).toBeGreaterThanOrEqual(0);
        expect(probability).toBeLessThanOrEqual(1);
      }),
      { seed: 4, numRuns: 300 },
    );
  });
});
