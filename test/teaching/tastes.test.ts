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

const kept = (): readonly string[] => [
  ...home.hub.home
    .preferences(undefined)
    .map(({ person, value, category }) => `${person ?? ''} ${value} (${category})`),
  ...home.hub.rewrites.list().flatMap(({ layer, from, to }) => (layer === 'taught' ? [`${from} = ${to}`] : [])),
  ...home.hub.home.names().map(({ name }) => name),
];

/** Says it, and yes where it is asked whether that is to be remembered or forgotten; nothing of it acts, nor is an act offered. */
async function tell(text: string, by: Manner = ANNA): Promise<string> {
  const line = await home.say(text, by);
  expect([text, line.commands]).toEqual([text, []]);
  expect(line.say).not.toMatch(/Do you want me to|Playing/);
  if (/^Shall I (?:remember|forget)/.test(line.say)) await home.say('yes', by);
  return line.say;
}

describe('what people state', () => {
  test.each<readonly [text: string, by: Manner, gained: readonly string[]]>([
    ['I am rather fond of folk music', ANNA, ['Anna folk (music)']],
    ['Ben is a big fan of reggae', ANNA, ['Ben reggae (music)']],
    ["Ben's into blues", ANNA, ['Ben blues (music)']],
    ['my cousins love metal', ANNA, []],
    ["I can't bear punk", ANNA, []],
    ['punk gets on my nerves', ANNA, []],
    ['Anna loathes punk', BEN, []],
  ])('is kept for whom it is of, and is no order: %s', async (text, by, gained) => {
    await tell(text, by);
    expect(kept()).toEqual(gained);
  });

  test.each([
    ["I don't care for jazz", ANNA, true],
    ['jazz leaves me cold', ANNA, true],
    ['I have gone off jazz', ANNA, true],
    ['I never said that I like jazz', ANNA, true],
    ['jazz is dreadful', ANNA, true],
    ["Anna can't stand jazz", BEN, false],
    ['jazz bores Anna', BEN, false],
    ['I detest jazz', BEN, false],
    ['Anna has had enough of jazz', NOBODY, false],
  ] as const)('ends a liking where it is theirs to end: %s, %o', async (text, by, isGone) => {
    await home.say('I like jazz', ANNA);
    await tell(text, by);
    expect(kept()).toEqual(isGone ? [] : ['Anna jazz (music)']);
  });

  test('may be several things at once', async () => {
    await home.say('I like jazz', ANNA);
    await tell("I don't like jazz but I love soul");
    expect(kept()).toEqual(['Anna soul (music)']);
  });
});

describe('what was just kept', () => {
  test.each([
    ['I love disco', 'no, I do not'],
    ['I love disco', 'scratch that'],
    ['when I say heron hour, turn on the hall light', 'undo that'],
    ['call the desk lamp Otto', 'no, that is wrong'],
  ])('is taken back: %s – %s', async (text, back) => {
    await home.say(text);
    expect(kept()).toHaveLength(1);
    await tell(back);
    expect(kept()).toEqual([]);
  });

  test.each([
    ['I love disco', 'I meant ska', 'Anna ska (music)'],
    [
      'when I say heron hour, turn on the hall light',
      'no, the kitchen light',
      'heron hour = turn on the kitchen light',
    ],
    [
      'when I say heron hour, turn on the hall light',
      'sorry, turn off the desk lamp',
      'heron hour = turn off the desk lamp',
    ],
  ])('is put right: %s – %s', async (text, right, now) => {
    await home.say(text);
    await tell(right);
    expect(kept()).toEqual([now]);
  });

  test('stays where another voice says no', async () => {
    await home.say('I love disco', ANNA);
    await home.say('no', BEN);
    expect(kept()).toEqual(['Anna disco (music)']);
  });
});

describe('what is asked', () => {
  beforeEach(async () => {
    await home.say('I like jazz', ANNA);
    await home.say('I like techno', BEN);
    await home.say('when I say heron hour, turn on the hall light', ANNA);
    await home.say('call the desk lamp Otto', ANNA);
  });

  test.each<readonly [text: string, by: Manner, answer: RegExp]>([
    ['am I a fan of jazz', ANNA, /^Yes, you like jazz\.$/],
    ['does Anna love opera', BEN, /do not know that Anna likes opera/],
    ['which music does Ben enjoy', ANNA, /^Ben likes techno/],
    ['what are my favourites', ANNA, /^You like jazz/],
    ['who likes techno', ANNA, /^Ben likes techno\.$/],
    ['what does Anna like', NOBODY, /do not know your voice/],
    ['does Ben like techno', { by: 'Zed' }, /do not know your voice/],
    ['what happens when I say heron hour', ANNA, /turn on the hall light/],
    ['which lamp is Otto', ANNA, /Desk Lamp/],
  ])('is answered, and changes nothing: %s', async (text, by, answer) => {
    const before = kept();
    expect(await tell(text, by)).toMatch(answer);
    expect(kept()).toEqual(before);
  });
});

describe('forgetting', () => {
  beforeEach(async () => {
    await home.say('I like jazz', ANNA);
    await home.say('when I say heron hour, turn on the hall light', ANNA);
    await home.say('call the desk lamp Otto', ANNA);
    await home.wait();
  });

  test.each([
    'do not forget the soup',
    "don't you ever forget heron hour",
    'I keep forgetting Otto',
    'she forgot about jazz',
    'did you forget jazz',
    'remove jazz from the shopping list',
    'forget the jazz tickets for Sunday',
  ])('is not asked for: %s', async (text) => {
    const before = kept();
    await home.say(text);
    expect(kept()).toEqual(before);
  });

  test.each([
    ['drop heron hour please', 'heron hour = turn on the hall light'],
    ["I don't want heron hour to mean anything any more", 'heron hour = turn on the hall light'],
    ['the desk lamp is no longer Otto', 'otto'],
    ['erase the name Otto', 'otto'],
    ['remove jazz from my likes', 'Anna jazz (music)'],
    ['wipe my taste in music', 'Anna jazz (music)'],
  ])('is asked for, and takes that alone: %s', async (text, gone) => {
    const before = kept();
    expect(before).toContain(gone);
    await tell(text);
    expect(kept()).toEqual(before.filter((one) => one !== gone));
  });

  test('takes no lesson whose words stand among others', async () => {
    await home.say('forget about the heron hour party');
    expect(kept()).toHaveLength(3);
  });
});

describe('"learn my preferences"', () => {
  test.each<readonly [answers: readonly string[], kept: readonly string[]]>([
    [['mind your own business', 'reggae'], []],
    [['why do you want to know', 'you choose', 'reggae'], ['Anna reggae (music)']],
    [
      ['Ben likes rock', 'reggae'],
      ['Anna reggae (music)', 'Ben rock (music)'],
    ],
    [['anything', 'burgers', 'the Rovers'], ['Anna Rovers (team)']],
    [
      ['nobody', 'I support the Rovers', 'soup'],
      ['Anna Rovers (team)', 'Anna soup (food)'],
    ],
    [['I hate opera', 'reggae'], ['Anna reggae (music)']],
  ])('keeps answers, and nothing else: %j', async (answers, wanted) => {
    await home.say('learn my preferences');
    for (const answer of answers) await home.say(answer);
    expect([...kept()].sort()).toEqual(wanted);
  });
});
