import { expect, test } from 'vitest';
import { type Saying, Story } from './turns.ts';

const DAY_S = 86_400;
const SLIP = 'turn on the living room flight';
const misheard: Saying = { text: SLIP, intent: null, outcome: 'handoff', satellite: 'living', speaker: 'Anna' };
const meant: Saying = {
  text: 'turn on the living room light',
  targets: ['light.living'],
  satellite: 'living',
  speaker: 'Anna',
};
const undo: Saying = {
  text: 'undo that',
  intent: 'HearthUndo',
  targets: ['light.living'],
  service: 'turn_off',
  satellite: 'living',
};

test.each([
  ['a guest', 'Zed', 'active'],
  ['a voice that was not told', undefined, 'active'],
  ['its own speaker', 'Anna', 'retired'],
] as const)('what holds for Anna is ended by who has it undone: %s', (_, by, status) => {
  const story = new Story();
  const statusOf = () => story.table.find('personal', SLIP, 'Anna')?.status;
  const says = (first: Saying, undone?: boolean): void => {
    story.report('light.living', 'off', 1);
    const turn = story.say(first, 10);
    if (first === misheard) story.say(meant, 5);
    story.report('light.living', 'on');
    if (undone) story.say({ ...undo, ...(by && { speaker: by }), follows: { turn: turn.id, how: 'undo' } }, 5);
    story.wait(130);
  };
  const put = { ...meant, text: SLIP, rewritten: true };
  says(misheard);
  says(misheard);
  for (let day = 0; day < 4; day++) {
    says(put);
    story.wait(DAY_S);
  }
  expect(statusOf()).toBe('active');
  for (let i = 0; i < 3; i++) says(put, true);
  expect(statusOf()).toBe(status);
});
