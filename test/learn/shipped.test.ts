import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { RELATIONS, type Relation } from '../../runtime/domain/learningModel.ts';
import { argmax } from '../../runtime/domain/vector.ts';
import { MEANWHILE_FEATURES, type Meanwhile } from '../../runtime/learn/meanwhile.ts';
import { parseLearningModel } from '../../runtime/learn/modelFile.ts';
import { pairFeatures } from '../../runtime/learn/pairFeatures.ts';
import { relationOf } from '../../runtime/learn/relationRules.ts';
import { type Saying, Story, turnOf } from './turns.ts';

/** The models that ship, on what is plain to everybody. How well they do on people is `npm run evaluate -- learning`'s to say. */
const MODEL = parseLearningModel(JSON.parse(readFileSync('models/weights/en/learning.json', 'utf8')));
const { home } = new Story();
const failed = { intent: null, outcome: 'handoff', confidence: 0.6 } as const;
const QUIET = Object.fromEntries(MEANWHILE_FEATURES.map((name) => [name, 0])) as Meanwhile;
const MEANWHILE: Meanwhile = { ...QUIET, priorSeconds: 99, previousSeconds: 5, previousFirst: 1 };
const named = (text: string) => [{ tag: 'target', text }] as const;
const kitchen: Saying = {
  ...{ text: 'turn on the kitchen light', targets: ['light.kitchen'] },
  mentions: named('kitchen light'),
};
const hall: Saying = { text: 'turn on the hall light', targets: ['light.hall'], mentions: named('hall light') };
const blinds: Saying = { text: 'close the blinds', targets: ['cover.blinds'], mentions: named('blinds') };
const anna = { speaker: 'Anna', satellite: 'hall' };

describe('how two utterances relate', () => {
  function check(name: string, relation: Relation, first: Saying, second: Saying, gapSeconds = 5): void {
    test(`${relation}: ${name}`, () => {
      const [a, b] = [turnOf('a', 0, home, first), turnOf('b', gapSeconds * 1000, home, second)];
      const shares = relationOf(MODEL.relation, pairFeatures(a, b, MEANWHILE), a, b, { complained: false });
      expect(RELATIONS[argmax(shares)]).toBe(relation);
    });
  }
  check(
    'misheard word',
    'rephrase',
    { text: 'turn on the chicken light', ...failed, ...anna },
    { ...kitchen, ...anna },
  );
  check('the same words again', 'repetition', { ...kitchen, ...failed, ...anna }, { ...kitchen, ...anna });
  check('another room', 'newRequest', { ...hall, ...anna }, { ...blinds, ...anna }, 40);
  check('somebody else', 'otherPerson', { ...hall, ...anna }, { ...blinds, satellite: 'hall', speaker: 'Ben' }, 20);
  const asked = {
    text: 'turn on the lamp',
    outcome: 'ask',
    question: 'clarify',
    targets: ['light.desk_lamp'],
    ...anna,
  } as const;
  const follows = { turn: 'a', how: 'answer' } as const;
  check('to a question', 'answer', asked, { text: 'the desk lamp', targets: ['light.desk_lamp'], follows, ...anna }, 3);
  const undone = [{ type: 'undone', turn: 'a' }] as const;
  check(
    'undone',
    'reversal',
    { ...hall, ...anna },
    { text: 'undo that', intent: 'HearthUndo', effects: undone, outcome: 'act', ...anna },
  );
});

describe('verdicts', () => {
  function check(
    name: string,
    first: Saying,
    play: (story: Story, turn: ReturnType<Story['say']>) => void,
    want: object,
  ): void {
    test(name, () => {
      const story = new Story({}, MODEL);
      const turn = story.say(first);
      play(story, turn);
      story.wait(120);
      expect(story.verdictOf(turn)).toMatchObject(want);
    });
  }
  const worked = (story: Story): Story => story.report('light.hall', 'on');
  check('silence after a command that worked', hall, worked, { defect: false, failurePoint: 'none' });
  check('talk that was ignored', { text: 'so I told him', intent: null, outcome: 'ignore' }, () => undefined, {
    defect: false,
  });
  check('a positive rating', hall, (story, turn) => worked(story).rate(turn, 'positive'), { defect: false });
  check('a device that never changed', hall, (story) => story.wait(20).say(hall), {
    defect: true,
    failurePoint: 'result',
  });
  check(
    'a program that failed',
    { text: 'set a timer for ten minutes', intent: 'HassStartTimer' },
    (story, turn) => story.handled(turn, false),
    {
      defect: true,
      failurePoint: 'result',
    },
  );
  check(
    'misheard, and said again',
    { text: 'turn on the chicken light', ...failed, agreement: 0.4, others: ['turn on the kitchen light'] },
    (story) => story.say(kitchen),
    {
      defect: true,
    },
  );
  check(
    'undone at once, and said better',
    hall,
    (story, turn) => {
      worked(story).say({ text: 'undo that', intent: 'HearthUndo', effects: [{ type: 'undone', turn: turn.id }] });
      story.say(kitchen);
    },
    { defect: true },
  );
});

test('the file tells its own figures, on households that the models did not see', () => {
  const { figures } = JSON.parse(readFileSync('models/weights/en/learning.json', 'utf8'));
  expect(figures.relation.classes).toEqual(RELATIONS);
  expect(figures.relation.f1[RELATIONS.indexOf('rephrase')]).toBeGreaterThan(0.9);
  expect(figures.failurePoint.accuracy).toBeGreaterThan(0.9);
  expect(figures.verdict.calibrationError).toBeLessThan(0.05);
});
