import { beforeEach, describe, expect, test } from 'vitest';
import { eachInOwnHome } from './ownHome.ts';
import type { Manner, TalkingHome } from './talkingHome.ts';

let home: TalkingHome;
eachInOwnHome((opened) => {
  home = opened;
});

const ANNA: Manner = { by: 'Anna' };
const BEN: Manner = { by: 'Ben' };
const NOBODY: Manner = { by: null };

/** Lessons, likes and names of two people and of nobody in particular. */
async function teachAll(): Promise<void> {
  await home.say('I like jazz', ANNA);
  await home.say('when I say flamingo hour, turn on the desk lamp', ANNA);
  await home.say('I like techno', BEN);
  await home.say('when I say pelican time, turn on the hall light', BEN);
  await home.say('when I say heron o clock, turn on the kitchen light', NOBODY);
  await home.say('call the bedside lamp sunny', ANNA);
}
function known(): readonly string[] {
  const { rewrites, home: mirror } = home.hub;
  return [
    ...rewrites.list().flatMap(({ layer, from }) => (layer === 'taught' ? [from] : [])),
    ...mirror.preferences(undefined).map(({ value }) => value),
    ...mirror.names().map(({ name }) => name),
  ].sort();
}
const ALL = ['flamingo hour', 'heron o clock', 'jazz', 'pelican time', 'sunny', 'techno'];
const BENS = ['pelican time', 'techno'];

describe('"forget everything"', () => {
  beforeEach(teachAll);

  test('is asked about first; a yes takes what is theirs and the household’s, and leaves what is another’s', async () => {
    const asked = await home.say('forget everything', ANNA);
    expect([asked.outcome, asked.say]).toEqual(['ask', expect.stringMatching(/^Shall I forget everything/)]);
    expect(known()).toEqual(ALL);
    expect(await home.say('yes', ANNA)).toMatchObject({ outcome: 'teach', intent: 'HearthForget', commands: [] });
    expect(known()).toEqual(BENS);
    expect(await home.say('pelican time', { ...BEN, after: 60 })).toMatchObject({ targets: ['light.hall'] });
    expect((await home.say('flamingo hour', { ...ANNA, after: 60 })).rewrite).toBeNull();
  });

  test.each<readonly [name: string, text: string, manner: Manner]>([
    ['no', 'no', ANNA],
    ['silence, then a yes to something else', 'yes', { ...ANNA, after: 45 }],
    ['a yes of another person, whose it is not', 'yes', BEN],
    ['a yes of a voice nobody recognised', 'yes', NOBODY],
    ['a yes from another room', 'yes', { ...ANNA, from: 'hall' }],
    ['a yes inside other talk', 'okay google play', ANNA],
  ])('%s forgets nothing', async (_name, text, manner) => {
    await home.say('forget everything', ANNA);
    await home.say(text, manner);
    expect(known()).toEqual(ALL);
  });

  test('a yes that is not theirs to give leaves the question open', async () => {
    await home.say('forget everything', ANNA);
    expect((await home.say('yes', BEN)).say).toBe('I asked Anna.');
    expect((await home.say('yes', NOBODY)).say).toBe('I do not know your voice. I asked Anna.');
    await home.say('yes', ANNA);
    expect(known()).toEqual(BENS);
  });

  test.each<readonly [name: string, manner: Manner]>([
    ['a voice nobody recognised, where voices are told apart', NOBODY],
    ['a stranger by name', { by: 'Kevin' }],
    ['whose wake word was hardly heard', { ...ANNA, wake: 0.72 }],
    ['at a satellite that is none of this home’s', { ...ANNA, from: 'visitor-phone' }],
  ])('%s is not so much as asked', async (_name, manner) => {
    const said = await home.say('forget everything', manner);
    expect([said.outcome, said.say]).toEqual(['answer', expect.stringMatching(/^I do not know your voice/)]);
    await home.say('yes', manner);
    expect(known()).toEqual(ALL);
  });
});

test('where voices are not told apart, anybody is asked, and a yes forgets it all', async () => {
  await home.say('I like jazz', NOBODY);
  await home.say('when I say heron o clock, turn on the kitchen light', NOBODY);
  expect((await home.say('forget everything', NOBODY)).outcome).toBe('ask');
  expect(known()).toEqual(['heron o clock', 'jazz']);
  await home.say('yes', NOBODY);
  expect(known()).toEqual([]);
});

describe('one thing', () => {
  beforeEach(teachAll);

  test.each<readonly [text: string, manner: Manner, gone: readonly string[]]>([
    ['forget flamingo hour', ANNA, ['flamingo hour']],
    ['forget pelican time', ANNA, []],
    ['forget flamingo hour', NOBODY, []],
    ['forget heron o clock', BEN, ['heron o clock']],
    ['forget that I like jazz', ANNA, ['jazz']],
    ['forget jazz', BEN, []],
    ['forget sunny', BEN, ['sunny']],
  ])('%s, by %o', async (text, manner, gone) => {
    const said = await home.say(text, manner);
    expect(known()).toEqual(ALL.filter((one) => !gone.includes(one)));
    if (gone.length === 0) expect(said.say).not.toMatch(/I forgot/);
  });

  test('of the same words each keeps their own', async () => {
    await home.say('when I say flamingo hour, turn on the bedside lamp', BEN);
    await home.say('forget flamingo hour', ANNA);
    expect(await home.say('flamingo hour', { ...BEN, after: 60 })).toMatchObject({ targets: ['light.bedside'] });
    expect((await home.say('forget flamingo hour', ANNA)).say).toMatch(/Ben/);
  });
});

test('of all tastes nothing goes but the tastes', async () => {
  await teachAll();
  await home.say('forget what I like', ANNA);
  expect(known()).toEqual(ALL.filter((one) => one !== 'jazz'));
  expect(await home.say('flamingo hour', { ...ANNA, after: 60 })).toMatchObject({ outcome: 'act' });
});

test('another’s habits stay', async () => {
  for (let day = 0; day < 4; day++) {
    await home.say('turn on the hall light', { ...BEN, from: 'hall' });
    await home.say('turn on the desk lamp', ANNA);
    await home.report('hall', 'OFF');
    await home.report('desk', 'OFF');
    await home.sleep();
  }
  expect((await home.say('what have you learned about me', BEN)).say).toContain('Hall Light');
  await home.say('forget everything', ANNA);
  await home.say('yes', ANNA);
  const told = async (manner: Manner) => (await home.say('what have you learned about me', manner)).say;
  expect(await told(ANNA)).not.toContain('Desk Lamp');
  expect(await told(BEN)).toContain('Hall Light');
});
