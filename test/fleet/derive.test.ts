import { describe, expect, it } from 'vitest';
import type { AnonymousSession } from '../../models/fleet/anonymous.ts';
import type { HomeReport } from '../../models/fleet/collect.ts';
import { asPatterns, candidatesOf, derivation, proven } from '../../models/fleet/derive.ts';

const OFF = 'HassTurnOff||target';
const finished = 'i am finished with <target>';
const session = (
  steps: readonly string[],
  meaning: string | undefined,
  misread: readonly string[] = [],
): AnonymousSession => ({ steps, misread, meaning, weight: 1 });
/** Somebody says it, and then says it plainly. */
const repaired = session([finished, 'turn off <target>'], OFF);
const plainly = session(['turn off <target>'], OFF);
const given = session([finished], undefined);

const home = (...sessions: readonly AnonymousSession[]): HomeReport => ({
  household: 'train-0',
  sessions: [plainly, ...sessions],
  tried: new Map(),
  turns: 0,
  defects: 0,
});
const homes = (count: number, ...sessions: readonly AnonymousSession[]): HomeReport[] =>
  Array.from({ length: count }, () => home(...sessions));

describe('what many homes’ sessions say', () => {
  const check = (name: string, reports: readonly HomeReport[], expected: readonly string[]): void => {
    it(name, () => {
      expect(candidatesOf(reports).map(({ from, to }) => `${from} → ${to}`)).toEqual(expected);
    });
  };
  const found = [`${finished} → turn off <target>`];
  check('is a pattern where enough homes went that way', homes(derivation.homesMin, repaired), found);
  check('is none of fewer homes', homes(derivation.homesMin - 1, repaired), []);
  check(
    'is none of one home that says it all day',
    [...homes(derivation.homesMin - 1), home(...Array.from({ length: 50 }, () => repaired))],
    [],
  );
  check(
    'is none where people mostly give up',
    [...homes(6, repaired, given, given, given), ...homes(6, given, given, given)],
    [],
  );
  check(
    'is none where the words mostly do by themselves',
    homes(6, repaired, session([finished], OFF), session([finished], OFF)),
    [],
  );
  const [fetch, buy] = ['fetch <item>', 'add <item> to the shopping list'];
  const [ADD, DO] = ['HassShoppingListAddItem||item', 'HassTurnOn||target'];
  const fetched = session([fetch], ADD);
  check(
    'is one for when words that mostly do are not understood',
    homes(derivation.homesMin, fetched, fetched, session([fetch, buy], ADD, [fetch])),
    [`${fetch} → ${buy}`],
  );
  check(
    'is none where they were understood, and failed otherwise',
    homes(derivation.homesMin, fetched, fetched, session([fetch, buy], ADD)),
    [],
  );
  check(
    'is none where words that mostly do were once meant otherwise',
    homes(derivation.homesMin, fetched, fetched, session([fetch, 'start <item>'], DO, [fetch])),
    [],
  );
  check(
    'is none where people say the same again, and are understood',
    homes(derivation.homesMin, fetched, session([fetch, fetch], ADD, [fetch])),
    [],
  );
  check(
    'is none where homes mean different things by it',
    [...homes(6, repaired), ...homes(6, session([finished, 'open <target>'], 'HassTurnOn||target'))],
    [],
  );
  check(
    'takes other words for the same as one',
    [...homes(4, repaired), ...homes(3, session([finished, 'switch <target> off'], OFF))],
    found,
  );
  check(
    'is none with a word that not everybody has',
    homes(6, session(['<word> up <target>', 'turn off <target>'], OFF)),
    [],
  );
  check('is none that leaves a slot open', homes(6, session(['the usual', 'turn off <target>'], OFF)), []);
  check(
    'may name the room in which it is said',
    homes(6, session(['some light', 'turn on the <here> lights'], 'HassTurnOn|light here|')),
    ['some light → turn on the <here> lights'],
  );
  check(
    'is none about what no rewrite may reach',
    homes(6, session(['i am finished with the oven', 'turn off the oven'], 'x')),
    [],
  );
});

describe('what was tried in other homes', () => {
  const candidates = candidatesOf(homes(6, repaired));
  const tried = (wins: number, losses: number): HomeReport => ({
    ...home(),
    tried: new Map([[finished, { wins, losses }]]),
  });
  it('is kept where it held, with modest counts', () => {
    expect(proven(candidates, [tried(9, 0), tried(11, 1)])).toEqual([
      { from: finished, to: 'turn off <target>', homes: 6, wins: derivation.winsMax, losses: 0 },
    ]);
  });
  it('is dropped where it lost, or nobody came to try it', () => {
    expect(proven(candidates, [tried(3, 2)])).toEqual([]);
    expect(proven(candidates, [tried(1, 0), home()])).toEqual([]);
  });
  it('is in force while it is tried', () => {
    expect(asPatterns(candidates)).toMatchObject([{ from: finished, to: 'turn off <target>', losses: 0 }]);
  });
});
