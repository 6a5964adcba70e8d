import { expect, test } from 'vitest';
import type { HubDriver } from '../../models/households/episode.ts';
import { sampleHousehold } from '../../models/households/household.ts';
import { Life } from '../../models/households/life.ts';
import { isDone } from '../../models/households/simulate.ts';
import type { Reported } from '../../models/households/things.ts';
import type { Wish } from '../../models/households/wishes.ts';

/** Whether somebody who wants this would still ask for it with the thing in that state. */
function check(kind: Wish['kind'], state: (wish: Wish) => Reported, expected: boolean): void {
  const household = sampleHousehold({ seed: 3, part: 'train' });
  const hub: HubDriver = { send: async () => [], end: async () => [] };
  const life = new Life(household, hub, 0);
  const wish = household.wishes.find((one) => one.kind === kind && one.thing !== undefined);
  if (wish?.thing === undefined) throw new Error(`no wish of kind ${kind}`);
  life.world.put(wish.thing.id, state(wish));
  expect(isDone(life, wish)).toBe(expected);
}

const warm = (more: number) => (wish: Wish) => ({
  state: 'heat',
  attributes: { temperature: Number(wish.values.n) + more },
});
const dim =
  (more: number, state = 'on') =>
  (wish: Wish) => ({
    state,
    attributes: { brightness: Math.round(2.55 * (Number(wish.values.n) + more)) },
  });
const just = (state: string) => () => ({ state, attributes: {} });

test.each([
  ['a heating that was just set is not set again', 'warm', warm(0), true],
  ['nor where it rounds otherwise', 'warm', warm(0.5), true],
  ['another temperature is', 'warm', warm(-2), false],
  ['a light as bright as wanted is left', 'dim', dim(1), true],
  ['a brighter one is dimmed', 'dim', dim(30), false],
  ['one that is off as well', 'dim', dim(0, 'off'), false],
  ['one that never told how bright it is, too', 'dim', just('on'), false],
  ['what is on is not turned on', 'on', just('on'), true],
  ['what is off is', 'on', just('off'), false],
  ['what is off already is not turned off', 'off', just('off'), true],
] as const)('%s', (_, kind, state, expected) => check(kind, state, expected));
