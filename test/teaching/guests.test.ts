import { beforeEach, describe, expect, test } from 'vitest';
import { eachInOwnHome } from './ownHome.ts';
import type { Manner, TalkingHome } from './talkingHome.ts';

let home: TalkingHome;
eachInOwnHome((opened) => {
  home = opened;
});

const ANNA: Manner = { by: 'Anna' };
const BEN: Manner = { by: 'Ben' };
const GUEST: Manner = { by: 'Zed' };

const tastes = (): readonly string[] =>
  home.hub.home.preferences(undefined).map(({ person, value }) => `${person ?? ''} ${value}`);
const taught = (): readonly string[] =>
  home.hub.rewrites.list().flatMap(({ layer, from, to }) => (layer === 'taught' ? [`${from} = ${to}`] : []));

describe('somebody who is recognised, and is none of the household', () => {
  beforeEach(async () => {
    await home.say('when I say flamingo hour, turn on the desk lamp', ANNA);
    await home.say('I like jazz', ANNA);
  });

  test.each([
    'when I say pelican time, turn on the hall light',
    'when I say flamingo hour, turn on the hall light',
    'forget flamingo hour',
    'I like techno',
    'Anna likes techno',
    'what do you know about me',
  ])('neither changes nor is told what the household taught: %s', async (text) => {
    const before = [...taught(), ...tastes()];
    const { say } = await home.say(text, GUEST);
    expect(say).not.toMatch(/jazz|flamingo hour.*desk/i);
    await home.say('yes', GUEST);
    expect([...taught(), ...tastes()]).toEqual(before);
  });
});

test('a voice that is not told, where others are, hears of nobody in particular', async () => {
  await home.say('I like jazz', ANNA);
  expect((await home.say('what do you know about me', { by: null })).say).not.toMatch(/jazz/);
  expect((await home.say('what do you know about me', ANNA)).say).toMatch(/jazz/);
});

describe('what somebody does not like', () => {
  test.each([
    'I hate techno',
    "I can't stand techno",
    'I am sick of techno',
    'I am not a fan of techno any more',
  ])('is no liking: %s', async (text) => {
    await home.say(text, ANNA);
    await home.say('yes', ANNA);
    expect(tastes()).not.toContain('Anna techno');
  });

  test.each(['I am not into techno', "I'm not a techno person"])('nor is this: %s', async (text) => {
    await home.say(text, ANNA);
    await home.say('yes', ANNA);
    expect(tastes()).not.toContain('Anna techno');
  });

  test('is for them to say', async () => {
    await home.say('I like jazz', ANNA);
    await home.say('Anna hates jazz', BEN);
    await home.say('yes', BEN);
    expect(tastes()).toContain('Anna jazz');
  });
});
