import { describe, expect, test } from 'vitest';
import { eachInOwnHome } from './ownHome.ts';
import type { TalkingHome } from './talkingHome.ts';

let home: TalkingHome;
eachInOwnHome((opened) => {
  home = opened;
});

const ASKED = /What do you mean\?$/;

describe('"What do you mean?"', () => {
  test.each([
    ['the desk lamp', 'turn on wobblegong'],
    ['i mean the desk lamp', 'switch on the wobblegong'],
    ['desk lamp please', 'turn on the wobblegong'],
  ])('is answered by "%s"', async (name, request) => {
    expect((await home.say(request)).say).toMatch(ASKED);
    const told = await home.say(name);
    expect(told).toMatchObject({ outcome: 'act', intent: 'HassTurnOn', targets: ['light.desk'] });
  });

  test('twice alike, it is known', async () => {
    const tell = async (): Promise<void> => {
      await home.say('turn on wobblegong');
      await home.say('the desk lamp');
      await home.wait();
      await home.report('desk', 'OFF');
    };
    await tell();
    const again = await home.say('turn on wobblegong');
    expect(again).toMatchObject({ outcome: 'ask', say: 'Do you want me to turn on the Desk Lamp?' });
    expect(await home.say('yes')).toMatchObject({ outcome: 'act', targets: ['light.desk'] });
    await home.wait();
    await home.report('desk', 'OFF');
    expect(await home.say('turn on wobblegong')).toMatchObject({ outcome: 'act', targets: ['light.desk'] });
  });

  test.each([
    ['a name that is always guarded', 'the front door', {}],
    ['a name that this home lacks', 'the blunderbuss', {}],
    ['a name in another room', 'the desk lamp', { from: 'hall' }],
    ['a name that comes too late', 'the desk lamp', { after: 60 }],
    ['talk with a name in it', 'the desk lamp is what i bought on holiday in spain', {}],
  ] as const)('is not answered by %s', async (_, text, manner) => {
    expect((await home.say('turn on wobblegong')).say).toMatch(ASKED);
    expect(await home.say(text, manner)).toMatchObject({ commands: [] });
  });

  test('a request of its own is one all the same', async () => {
    expect((await home.say('turn on wobblegong')).say).toMatch(ASKED);
    expect(await home.say('turn off the desk lamp')).toMatchObject({ intent: 'HassTurnOff', targets: ['light.desk'] });
  });
});
