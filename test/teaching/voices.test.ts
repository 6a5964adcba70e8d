import { describe, expect, test } from 'vitest';
import { eachInOwnHome } from './ownHome.ts';
import type { Manner, TalkingHome } from './talkingHome.ts';

let home: TalkingHome;
eachInOwnHome((opened) => {
  home = opened;
});

const ANNA: Manner = { by: 'Anna' };
const BEN: Manner = { by: 'Ben' };
const NOBODY: Manner = { by: null };
const KEVIN: Manner = { by: 'Kevin' };
type Step = readonly [
  text: string | readonly string[],
  manner: Manner,
  expected: 'asks' | 'does' | 'refuses' | 'nothing',
];

const RISKS = ['unlock the front door', 'open the garage door', 'turn on the oven'] as const;
const UNLOCK = RISKS[0];
const REFUSED = /^I do not know your voice\./;

const cases: readonly { readonly name: string; readonly steps: readonly Step[] }[] = [
  ...RISKS.map((risk) => ({
    name: `${risk}: a voice nobody recognised says yes to what Anna was asked; she still may`,
    steps: [
      [risk, ANNA, 'asks'],
      ['yes', NOBODY, 'refuses'],
      ['yes please', NOBODY, 'refuses'],
      ['yes', ANNA, 'does'],
    ] as const,
  })),
  {
    name: 'who asked says yes',
    steps: [
      [UNLOCK, ANNA, 'asks'],
      ['yes', ANNA, 'does'],
    ],
  },
  {
    name: 'another of the household says yes',
    steps: [
      [UNLOCK, ANNA, 'asks'],
      ['yes', BEN, 'does'],
    ],
  },
  {
    name: 'a stranger by name says yes',
    steps: [
      [UNLOCK, ANNA, 'asks'],
      ['yes', KEVIN, 'refuses'],
      ['yes', BEN, 'does'],
    ],
  },
  {
    name: 'where voices are not told apart, anybody confirms',
    steps: [
      [UNLOCK, NOBODY, 'asks'],
      ['yes', NOBODY, 'does'],
    ],
  },
  {
    name: 'where they are, who is not recognised does not let themselves in; Anna may',
    steps: [
      ['what time is it', ANNA, 'nothing'],
      [UNLOCK, { ...NOBODY, after: 90 }, 'asks'],
      ['yes', NOBODY, 'refuses'],
      ['yes', ANNA, 'does'],
    ],
  },
  {
    name: 'long ago is known all the same: talking on and on lets nobody in',
    steps: [
      ['what time is it', ANNA, 'nothing'],
      ...Array.from({ length: 9 }, () => ['what time is it', NOBODY, 'nothing'] as const),
      [UNLOCK, NOBODY, 'asks'],
      ['yes', NOBODY, 'refuses'],
    ],
  },
  {
    name: 'a name that is not of this home does not confirm its own request',
    steps: [
      [UNLOCK, { by: 'Zed' }, 'asks'],
      ['yes', { by: 'Zed' }, 'refuses'],
    ],
  },
  {
    name: 'asking again what was asked does not make the question theirs',
    steps: [
      [UNLOCK, ANNA, 'asks'],
      ['say that again', NOBODY, 'asks'],
      ['yes', NOBODY, 'refuses'],
    ],
  },
  {
    name: 'refusals do not keep the question open beyond its time',
    steps: [
      [UNLOCK, ANNA, 'asks'],
      ['yes', { ...NOBODY, after: 20 }, 'refuses'],
      ['yes', { ...ANNA, after: 20 }, 'nothing'],
    ],
  },
  {
    name: 'from another room nobody confirms',
    steps: [
      [UNLOCK, ANNA, 'asks'],
      ['yes', { ...ANNA, from: 'hall' }, 'nothing'],
    ],
  },
  {
    name: 'a no is anybody’s',
    steps: [
      [UNLOCK, ANNA, 'asks'],
      ['no', NOBODY, 'nothing'],
      ['yes', ANNA, 'nothing'],
    ],
  },
  {
    name: 'what is not guarded they might as well order themselves',
    steps: [
      [['turn on the desk lamp', 'is the desk lamp on'], ANNA, 'asks'],
      ['yes', NOBODY, 'does'],
    ],
  },
];

describe('who may say yes to what is always confirmed', () => {
  test.each(cases)('$name', async ({ steps }) => {
    for (const [text, manner, expected] of steps) {
      const line = await home.say(text, manner);
      const is = line.commands.length > 0 ? 'does' : REFUSED.test(line.say) ? 'refuses' : 'nothing';
      expect([text, expected === 'asks' ? line.outcome : is, line.commands.length > 0]).toEqual([
        text,
        expected === 'asks' ? 'ask' : expected,
        expected === 'does',
      ]);
    }
  });
});

describe('that voices are told apart', () => {
  async function refusesNobody(): Promise<void> {
    expect(await home.say(UNLOCK, { ...NOBODY, after: 90 })).toMatchObject({ outcome: 'ask' });
    const line = await home.say('yes', NOBODY);
    expect([line.say, line.commands]).toEqual([expect.stringMatching(REFUSED), []]);
  }

  test('outlives an erasure of what they said', async () => {
    await home.say('what time is it', ANNA);
    home.hub.home.erase();
    await refusesNobody();
  });

  test('is known as soon as the firmware names anybody, a guest too', async () => {
    await home.say('what time is it', KEVIN);
    await refusesNobody();
  });
});

describe('a lesson is for whom the question was put to', () => {
  test('a voice nobody recognised answers none of Anna’s', async () => {
    await home.say('when I say flamingo hour', ANNA);
    expect(await home.say('turn on the hall light', NOBODY)).toMatchObject({ outcome: 'act' });
    expect(await home.say('turn on the desk lamp', ANNA)).toMatchObject({ outcome: 'teach' });
    expect(await home.say('flamingo hour', ANNA)).toMatchObject({ targets: ['light.desk'] });
  });

  test('nor rates for her what the hub did', async () => {
    const slip = 'activate the lounge lizard';
    await home.say(slip);
    await home.say('turn on the desk lamp');
    await home.wait();
    await home.report('desk', 'OFF');
    await home.say(slip);
    await home.say('yes');
    await home.wait();
    await home.report('desk', 'OFF');
    expect((await home.say(slip)).say).toMatch(/Is that what you wanted\?$/);
    expect(await home.say('no', NOBODY)).toMatchObject({ outcome: 'ignore', say: '' });
    await home.wait();
    expect(home.hub.rewrites.list().find(({ from }) => from === slip)?.status).toBe('probation');
  });

  test('who was not recognised when it began may be when it goes on', async () => {
    await home.say('when I say flamingo hour', NOBODY);
    expect(await home.say('turn on the desk lamp', ANNA)).toMatchObject({ outcome: 'teach' });
  });
});
