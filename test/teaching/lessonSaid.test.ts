import { expect, test } from 'vitest';
import { eachInOwnHome } from './ownHome.ts';
import type { TalkingHome } from './talkingHome.ts';

let home: TalkingHome;
eachInOwnHome((opened) => {
  home = opened;
});

const kept = (): readonly string[] => [
  ...home.hub.rewrites.list().flatMap(({ layer, from, to }) => (layer === 'taught' ? [`${from} = ${to}`] : [])),
  ...home.hub.home.names().map(({ name, entity }) => `${name} is ${entity}`),
];
const OTTER = ['otter dance = turn on the hall light'];
const OTTO = ['otto is light.desk'];

test.each<readonly [said: readonly string[], taught: readonly string[]]>([
  [['each time I say otter dance turn on the hall light'], OTTER],
  [['turn on the hall light whenever we say otter dance'], OTTER],
  [['let otter dance mean turn on the hall light'], OTTER],
  [['otter dance is when you turn on the hall light'], OTTER],
  [['when I say otter dance, dim the desk lamp', 'change otter dance to turn on the hall light'], OTTER],
  [['rename the desk lamp to Otto'], OTTO],
  [['the new name for the desk lamp is Otto'], OTTO],
  [['give the desk lamp the name Otto'], OTTO],
  [['turn on the desk lamp', 'call this lamp Otto'], OTTO],
  [['turn on the desk lamp', 'call it Otto'], OTTO],
  [['call the desk lamp Hugo', 'rename Hugo to Otto'], OTTO],
  [['the desk lamp is called Otto from now on'], OTTO],
  [['from now on the desk lamp is Otto'], OTTO],
  [['the desk lamp is broken from now on'], []],
  [['the desk lamp is out of order from now on'], []],
  [['from now on the hall light is off limits'], []],
  [['Ben should turn on the hall light'], []],
  [['the garage door should open at nine'], []],
  [['the hall light should turn on the kitchen light'], []],
  [['call Otto'], []],
  [['call the desk lamp people and get their opening hours'], []],
  [['dinner is the best'], []],
])('%j teaches %j', async (said, taught) => {
  for (const text of said) await home.say(text);
  expect(kept()).toEqual(taught);
});
