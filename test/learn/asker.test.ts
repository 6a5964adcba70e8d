import { expect, test } from 'vitest';
import { DAY_MS } from '../../runtime/domain/time.ts';
import { Asker } from '../../runtime/learn/proactive.ts';
import { Story, turnOf } from './turns.ts';

const { home, table } = new Story();
const NOON = Date.parse('2026-03-04T12:00:00Z');
const failed = (day: number) =>
  turnOf(`t${day}`, NOON + day * DAY_MS, home, {
    text: 'summon the morning crew',
    outcome: 'handoff',
    intent: null,
    speaker: 'Anna',
    inScope: 0.8,
  });
const verdict = { at: NOON, defect: true, evidence: [], confidence: 0.9 } as const;

test.each([
  ['a request that fails again is asked about', 'nlu', true],
  ['what nobody said to the hub is no request, however often it is heard', 'falseWake', false],
] as const)('%s', (_, failurePoint, isAsked) => {
  const asker = new Asker();
  const first = failed(0);
  expect(asker.consider(first, home, table).isAsked).toBe(false);
  asker.observe([{ turn: first, verdict: { ...verdict, of: first.id, failurePoint } }], home);
  expect(asker.consider(failed(1), home, table).isAsked).toBe(isAsked);
});
