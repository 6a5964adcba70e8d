import { describe, expect, test } from 'vitest';
import type { RewriteEntry } from '../../runtime/domain/context.ts';
import { WITHIN } from '../../runtime/domain/rewritePattern.ts';
import { asMeant } from '../../runtime/rewrite/heard.ts';
import { RewriteTable } from '../../runtime/rewrite/table.ts';

function within(from: string, to: string, more: Partial<RewriteEntry> = {}): RewriteEntry {
  return {
    ...{ from, to, layer: 'personal', status: 'probation', when: WITHIN, wins: 2, losses: 0, createdAt: 1 },
    ...more,
  };
}

function table(): RewriteTable {
  const made = new RewriteTable();
  made.load([
    within('lane', 'lamp', { speaker: 'Anna' }),
    within('dragon', 'desk lamp', { speaker: 'Anna', status: 'active', wins: 5 }),
    within('old dragon', 'floor lamp', { speaker: 'Anna' }),
    within('jump', 'pump', { speaker: 'Anna', status: 'candidate', wins: 1 }),
    within('rain', 'rail', { speaker: 'Anna', status: 'retired' }),
    within('knight', 'night light', { speaker: 'a guest', status: 'active', wins: 9 }),
    within('moon', 'hall light', { status: 'active', wins: 5, proof: { days: [1, 2], by: ['@tv'], moments: [] } }),
    within('port', 'garage door', { speaker: 'Anna', status: 'active', wins: 9 }),
  ]);
  return made;
}

function check(heard: string, speaker: string | undefined, want: string | undefined, isProven = true): void {
  test(`${speaker ?? 'somebody'}: ${heard}`, () => {
    const who = { now: 10, people: ['Anna', 'Ben'], ...(speaker !== undefined && { speaker }) };
    const found = asMeant([{ text: heard, confidence: 0.8 }], table(), who);
    expect(found === undefined ? undefined : [found.rewrite.to, found.isProven]).toEqual(
      want === undefined ? undefined : [want, isProven],
    );
  });
}

describe('words within', () => {
  check('please turn off the corner lane', 'Anna', 'turn off the corner lamp');
  check('turn off the corner lane', 'Ben', undefined);
  check('dim the dragon to 20 percent', 'Anna', 'dim the desk lamp to 20 percent');
  check('dim the dragon to 20 percent', 'Ben', 'dim the desk lamp to 20 percent');
  check('dim the dragon to 20 percent', undefined, 'dim the desk lamp to 20 percent');
  check('dim the old dragon', 'Anna', 'dim the floor lamp');
  check('start the jump', 'Anna', 'start the pump', false);
  check('turn on the towel rain', 'Anna', undefined);
  // What a stranger taught it serves nobody else, nor what voices bore out that nobody recognised.
  check('turn on the knight', 'Ben', undefined);
  check('turn on the moon', 'Ben', undefined);
  check('turn on the moon', undefined, 'turn on the hall light');
  check('open the port', 'Anna', undefined);
  test('the words are never looked up as all that was said', () => {
    expect(table().lookup('dragon', { speaker: 'Anna', moment: ['room=hall'] })).toBeUndefined();
  });
});
