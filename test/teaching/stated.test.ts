import { describe, expect, test } from 'vitest';
import { eachInOwnHome } from './ownHome.ts';
import type { Manner, TalkingHome } from './talkingHome.ts';

let home: TalkingHome;
eachInOwnHome((opened) => {
  home = opened;
});

const ANNA: Manner = { by: 'Anna' };
const NOBODY: Manner = { by: null };
const ZED: Manner = { by: 'Zed' };
const taught = (): readonly string[] =>
  home.hub.rewrites.list().flatMap(({ layer, from, to }) => (layer === 'taught' ? [`${from} = ${to}`] : []));
const LESSON = ['harmony = turn off the hall light'];

async function stated(text = 'harmony means turn off the hall light'): Promise<void> {
  expect(await home.say(text, NOBODY)).toMatchObject({ outcome: 'ask', commands: [] });
  expect(taught()).toEqual([]);
}

describe('what is only stated, in a voice that nobody recognised', () => {
  test.each([
    'harmony means turn off the hall light',
    'the poster says turn on the desk lamp',
    'liberty means unlock the front door',
  ])('is not kept without a yes: %s', async (text) => {
    await stated(text);
    await home.say('what time is it', NOBODY);
    await home.say('yes', NOBODY);
    expect(taught()).toEqual([]);
  });

  test('is kept after a yes where voices are not told apart, and holds', async () => {
    await stated();
    expect(await home.say('yes', NOBODY)).toMatchObject({ outcome: 'teach', intent: 'HearthTeach' });
    expect(taught()).toEqual(LESSON);
    expect(await home.say('harmony', NOBODY)).toMatchObject({ outcome: 'act', targets: ['light.hall'] });
  });

  test.each([
    ['nobody', NOBODY, []],
    ['a guest', ZED, []],
    ['Anna', ANNA, LESSON],
  ] as const)('is for the household to confirm where they are: %s', async (_, by, kept) => {
    await home.say('what time is it', ANNA);
    await stated();
    await home.say('yes', by);
    expect(taught()).toEqual(kept);
  });

  test.each([
    ['a voice that is known', 'harmony means turn off the hall light', ANNA],
    ['the hub is addressed', 'when I say harmony, turn off the hall light', NOBODY],
  ])('otherwise is kept at once: %s', async (_, text, by) => {
    expect(await home.say(text, by)).toMatchObject({ outcome: 'teach' });
    expect(taught()).toEqual(LESSON);
  });
});

describe('what a person likes, by a voice that was not told', () => {
  const tastes = (): readonly string[] =>
    home.hub.home.preferences(undefined).map(({ person, value }) => `${person ?? ''} ${value}`);

  test.each([
    'Anna likes techno',
    'Anna does not like jazz',
    'Anna hates jazz',
    'Ben loves opera',
  ])('is left as it is where voices are told apart: %s', async (text) => {
    await home.say('I like jazz', ANNA);
    await home.say(text, NOBODY);
    await home.say('yes', NOBODY);
    expect(tastes()).toEqual(['Anna jazz']);
  });
});
