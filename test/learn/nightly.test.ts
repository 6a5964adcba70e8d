import { describe, expect, test } from 'vitest';
import { type Attempt, proposalsOf, sessionsOf } from '../../runtime/learn/nightly.ts';

const START = Date.parse('2026-03-02T18:00:00Z');

/** "kitten light ✗↻ > kitchen light ✓" on day 3: attempts four seconds apart; ✗ a defect, ↻ tried again. */
function evening(day: number, text: string, satellite = 'kitchen', speaker?: string): Attempt[] {
  return text.split(' > ').map((said, i): Attempt => {
    const phrase = said.replace(/[ ✗✓↻]+$/u, '');
    return {
      at: START + day * 86_400_000 + i * 4000,
      satellite,
      ...(speaker !== undefined && { speaker }),
      phrase,
      text: phrase,
      meaning: said.includes('✗') ? phrase : /kitchen|cook/.test(phrase) ? 'on light.kitchen' : phrase,
      defect: said.includes('✗'),
      again: said.includes('↻'),
      weight: 1,
    };
  });
}

describe('sessions', () => {
  test('an attempt that failed goes on with the next, one that worked ends it', () => {
    expect(sessionsOf(evening(0, 'kitten light ✗↻ > kitchen light ✓ > hall light ✓'))).toEqual([
      { steps: ['kitten light', 'kitchen light'], ended: 'success', count: 1 },
      { steps: ['hall light'], ended: 'success', count: 1 },
    ]);
  });
  test('who gives up has failed', () => {
    expect(sessionsOf(evening(0, 'kitten light ✗ > hall light ✓'))).toEqual([
      { steps: ['kitten light'], ended: 'failure', count: 1 },
      { steps: ['hall light'], ended: 'success', count: 1 },
    ]);
  });
  test('another satellite, another person and another hour are other sessions', () => {
    const ends = (attempts: Attempt[]) => sessionsOf(attempts).map((session) => session.ended);
    const [first] = evening(0, 'kitten light ✗↻', 'kitchen', 'Anna');
    const [second] = evening(0, 'kitchen light ✓', 'hall', 'Anna');
    const [third] = evening(0, 'kitchen light ✓', 'kitchen', 'Ben');
    const [late] = evening(1, 'kitchen light ✓', 'kitchen', 'Anna');
    if (!first || !second || !third || !late) throw new Error('no attempts');
    for (const other of [second, third, late]) expect(ends([first, other]).sort()).toEqual(['failure', 'success']);
  });
});

describe('proposals', () => {
  const proposed = (days: string[]) => proposalsOf(days.flatMap((text, day) => evening(day, text)));
  test('words that fail lead to those that people then succeed with, over several steps', () => {
    const found = proposed([
      'kitten light on ✗↻ > kitting light on ✗↻ > kitchen light on ✓',
      'kitten light on ✗↻ > light to cook by on ✓',
      'kitchen light on ✓',
    ]);
    expect(found).toHaveLength(1);
    // Both ways end in the same request, said by the words that end it likeliest.
    expect(found[0]).toMatchObject({ from: 'kitten light on', support: 2, successShare: 1 });
  });
  test('one slip is none', () => expect(proposed(['kitten light on ✗↻ > kitchen light on ✓'])).toEqual([]));
  test('words that mostly work are left alone', () => {
    expect(
      proposed(['kitchen light on ✓', 'kitchen light on ✓', 'kitchen light on ✗↻ > light to cook by on ✓']),
    ).toEqual([]);
  });
  test('words that lead to many things lead nowhere', () => {
    const found = proposed([
      'lamp on ✗↻ > desk lamp on ✓',
      'lamp on ✗↻ > hall lamp on ✓',
      'lamp on ✗↻ > bed lamp on ✓',
    ]);
    expect(found).toEqual([]);
  });
  test('only who said it is served', () => {
    const anna = [0, 1].flatMap((day) => evening(day, 'kitten light on ✗↻ > kitchen light on ✓', 'kitchen', 'Anna'));
    expect(proposalsOf(anna)[0]?.speaker).toBe('Anna');
    const ben = evening(3, 'kitten light on ✗↻ > kitchen light on ✓', 'kitchen', 'Ben');
    expect(proposalsOf([...anna, ...ben])[0]?.speaker).toBeUndefined();
  });
});
