import { describe, expect, test } from 'vitest';
import type { RewriteEntry } from '../../runtime/domain/context.ts';
import { limits } from '../../runtime/domain/limits.ts';
import { EVERYBODY, type PatternSlot } from '../../runtime/domain/rewritePattern.ts';
import { applyGeneral } from '../../runtime/rewrite/apply.ts';
import { parseGlobalRewrites } from '../../runtime/rewrite/globalFile.ts';
import { RewriteTable } from '../../runtime/rewrite/table.ts';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const one = { from: 'i am finished with <target>', to: 'turn off <target>', homes: 9, wins: 4, losses: 0 };
const file = (patterns: unknown): unknown => ({ format: 2, patterns });

function tableOf(...patterns: object[]): RewriteTable {
  const table = new RewriteTable();
  table.loadPatterns(parseGlobalRewrites(file(patterns.map((pattern) => ({ ...one, ...pattern })))));
  return table;
}

/** A home with a desk lamp, a radio and a kitchen. */
const HERE: { readonly [slot in PatternSlot]: readonly string[] } = {
  target: ['the desk lamp', 'desk lamp', 'the radio', 'lamp'],
  area: ['the kitchen'],
  number: ['20', '40'],
  item: ['olive oil'],
  search_query: ['jazz'],
};
const fits = (slot: PatternSlot, words: string): boolean => HERE[slot].includes(words);
const asking = { now: NOW, moment: ['room=kitchen', 'time=day'] };

describe('what everybody means', () => {
  const cases: readonly (readonly [name: string, said: string, patterns: readonly object[], to: string | undefined])[] =
    [
      ['takes the words that were said', 'I am finished with the desk lamp, please', [{}], 'turn off the desk lamp'],
      ['wants a thing of this home', 'i am finished with the novel', [{}], undefined],
      ['wants the form to its end', 'i am finished with the radio today', [{}], undefined],
      ['lets go what changes nothing', 'well i am finished with the radio for now', [{}], 'turn off the radio'],
      ['wants something in the slot', 'i am finished with', [{}], undefined],
      [
        'fills several slots',
        'the desk lamp at 40 percent',
        [{ from: '<target> at <number> percent', to: 'set <target> to <number> percent' }],
        'set the desk lamp to 40 percent',
      ],
      [
        'says the room in which it is said',
        'some light please',
        [{ from: 'some light', to: 'turn on the <here> lights' }],
        'turn on the kitchen lights',
      ],
      [
        'takes the form with the most words',
        'i need olive oil now',
        [
          { from: 'i need <item> now', to: 'add <item> to the list' },
          { from: 'need <item> now', to: 'play <item>' },
          { from: 'i <target> olive oil now', to: 'turn on <target>' },
        ],
        'add olive oil to the list',
      ],
      ['never names what is guarded', 'i am finished with the garage', [{}], undefined],
    ];
  test.each(cases)('%s', (_, said, patterns, to) => {
    const free = (slot: PatternSlot, words: string) => fits(slot, words) || words === 'the garage';
    expect(tableOf(...patterns).general(said, asking, free)?.to).toBe(to);
  });

  test('needs to know the room where it names it', () => {
    const table = tableOf({ from: 'some light', to: 'turn on the <here> lights' });
    expect(table.general('some light', { now: NOW, moment: ['time=day'] }, fits)).toBeUndefined();
  });

  test('is asked about where the recogniser may as well have heard one thing for several', () => {
    const who = { ...asking, fits: (slot: PatternSlot, words: string) => fits(slot, words) || words === 'the lamps' };
    const heard = (...texts: readonly string[]) => texts.map((text, i) => ({ text, confidence: 0.8 - 0.1 * i }));
    const [lamps, lamp] = ['i am finished with the lamps', 'i am finished with the lamp'] as const;
    expect(applyGeneral(heard(lamps), tableOf({}), who)?.rewrite).toMatchObject({ layer: 'global', pattern: one.from });
    expect(applyGeneral(heard(lamps, lamp), tableOf({}), who)).toBeUndefined();
    // Nor is it taken for meant where it was hardly heard.
    expect(applyGeneral([{ text: lamps, confidence: 0.45 }], tableOf({}), who)).toBeUndefined();
  });

  test('is no rewrite of the words as they stand', () => {
    expect(tableOf({}).lookup('i am finished with the radio', asking)).toBeUndefined();
    expect(tableOf({}).lookup('i am finished with target', asking)).toBeUndefined();
  });

  const row: RewriteEntry = {
    ...{ from: one.from, to: one.to, layer: 'global', status: 'active', when: EVERYBODY },
    ...{ wins: 4, losses: 4, createdAt: 0, usedAt: NOW },
  };
  test('a home’s own losses end it there, until the bundle means something else by it', () => {
    const table = tableOf({});
    table.load([row]);
    expect(table.general('i am finished with the radio', asking, fits)).toBeUndefined();
    const next = tableOf({ to: 'pause <target>' });
    next.load([row]);
    expect(next.general('i am finished with the radio', asking, fits)?.to).toBe('pause the radio');
  });

  test('gives way to what this home says with success', () => {
    const table = tableOf({});
    table.history.put({
      ...{ phrase: 'i am finished with the radio', text: 'i am finished with the radio', intent: 'HassTurnOff' },
      ...{ targets: ['media_player.radio'], wins: 3, losses: 0, lastAt: NOW },
    });
    expect(table.general('i am finished with the radio', asking, fits)).toBeUndefined();
    expect(table.general('i am finished with the desk lamp', asking, fits)).toBeDefined();
  });

  test('is found in a tenth of a millisecond among as many as a bundle may hold', () => {
    const many = Array.from({ length: limits.globalRewritesMax - 1 }, (_, i) => ({ from: `i want <target> so ${i}` }));
    const table = tableOf({}, ...many);
    const times = Array.from({ length: 400 }, () => {
      const start = performance.now();
      table.general('i am finished with the desk lamp', asking, fits);
      table.general('i want the desk lamp so very much', asking, fits);
      return (performance.now() - start) / 2;
    }).sort((a, b) => a - b);
    expect(times[200]).toBeLessThan(0.1);
  });
});

describe('the bundle’s rewrites', () => {
  const refuse = (name: string, content: unknown, code: string): void => {
    test(`${name} is refused`, () => {
      expect(() => parseGlobalRewrites(content)).toThrowError(expect.objectContaining({ code }));
    });
  };
  const refusePattern = (name: string, ...patterns: object[]): void =>
    refuse(name, file(patterns.map((pattern) => ({ ...one, ...pattern }))), 'bad-bundle');
  refuse('another format', { format: 1, rewrites: [] }, 'bundle-mismatch');
  refuse('no list', { format: 2 }, 'bad-bundle');
  refuse('nonsense', 7, 'bad-bundle');
  refusePattern('a guarded meaning', { to: 'unlock <target>' });
  refusePattern('a guarded phrase', { from: 'open the garage with <target>' });
  refusePattern('two meanings', {}, { to: 'pause <target>' });
  refusePattern('itself', { to: one.from });
  refusePattern('a slot that nothing fills', { from: 'some light' });
  refusePattern('a slot that is none', { from: 'i am finished with <person>' });
  refusePattern('one slot twice', { from: '<target> and <target>' });
  refusePattern('a form without a word', { from: '<target>' });
  refusePattern('the room as something said', { from: 'light the <here>' });
  refusePattern('a form in capitals', { from: 'I am finished with <target>' });
  refusePattern('no counts', { wins: undefined });
  refuse(
    'too many',
    file(Array.from({ length: limits.globalRewritesMax + 1 }, (_, i) => ({ ...one, from: `say <target> ${i}` }))),
    'bad-bundle',
  );
});
