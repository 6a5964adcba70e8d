import { expect, test } from 'vitest';
import { limits } from '../../runtime/domain/limits.ts';
import { FAMILIAR_FEATURES, Familiar } from '../../runtime/learn/familiar.ts';
import { Story, turnOf } from './turns.ts';

const { home } = new Story();
const turn = (text: string, minutes: number, outcome: 'act' | 'handoff' = 'act') =>
  turnOf(`t${minutes}`, minutes * 60_000, home, { text, outcome });
const told = (familiar: Familiar, text: string, minutes: number) => {
  const values = familiar.of(turn(text, minutes));
  return Object.fromEntries(FAMILIAR_FEATURES.map((name, i) => [name, values[i]]));
};

test('words that come again and again are known, a slip of the recogniser is not', () => {
  const familiar = new Familiar();
  for (const day of [0, 1, 2])
    familiar.note(turn('night night room please', day * 1440, day === 0 ? 'handoff' : 'act'));
  const again = told(familiar, 'night night room', 5000);
  expect(again).toMatchObject({
    saidBefore: 3,
    saidAlike: 3,
    alikeServed: 2,
    nearestSaid: 1,
    newWords: 0,
    rarestWord: 3,
  });
  const slip = told(familiar, 'light light room', 5000);
  expect(slip).toMatchObject({ saidBefore: 0, saidAlike: 0, newWords: 0.5, rarestWord: 0 });
});

test('what was said a moment ago is the same affair', () => {
  const familiar = new Familiar();
  familiar.note(turn('turn on luna', 10));
  expect(told(familiar, 'turn on luna', 11)).toMatchObject({ saidBefore: 0 });
  expect(told(familiar, 'turn on luna', 13)).toMatchObject({ saidBefore: 1 });
});

test('it forgets the oldest', () => {
  const familiar = new Familiar();
  familiar.note(turn('turn on luna', 0));
  for (let i = 1; i <= limits.familiarTurnsMax; i++) familiar.note(turn('what time is it', i));
  expect(told(familiar, 'turn on luna', 9000)).toMatchObject({ saidBefore: 0 });
});

test('how the same words fared is known, and whether it was the same plan', () => {
  const familiar = new Familiar();
  const verdict = { at: 0, evidence: [], confidence: 1 } as const;
  const points = ['nlu', 'nlu', 'asr', 'none'] as const;
  for (const [day, failurePoint] of points.entries()) {
    const said = turn('drop the telly', day * 1440, day === 3 ? 'handoff' : 'act');
    familiar.note(said);
    familiar.judged({ ...verdict, of: said.id, defect: failurePoint !== 'none', failurePoint });
  }
  familiar.note(turn('drop the telly', 9000));
  expect(told(familiar, 'drop the telly', 9010)).toMatchObject({
    pastGood: 1,
    pastAsr: 1,
    pastNlu: 2,
    pastEntity: 0,
    planGood: 0,
    planBad: 3,
  });
  expect(told(familiar, 'open the blinds', 9010)).toMatchObject({ pastGood: 0, pastNlu: 0 });
});

test('a doubtful verdict is remembered as doubtful, and after a restart as sure as it was told', () => {
  const familiar = new Familiar();
  const said = turn('drop the telly', 0, 'handoff');
  const verdict = {
    of: said.id,
    at: 0,
    evidence: [],
    defect: true,
    failurePoint: 'asr',
    confidence: 0.75,
  } as const;
  familiar.note(said);
  familiar.judged(verdict, [0.25, 0, 0.45, 0.3, 0, 0]);
  expect(told(familiar, 'drop the telly', 9000)).toMatchObject({ pastGood: 0.25, pastAsr: 0.45, pastNlu: 0.3 });
  familiar.judged(verdict);
  expect(told(familiar, 'drop the telly', 9000)).toMatchObject({ pastGood: 0.25, pastAsr: 0.75, pastNlu: 0 });
});
