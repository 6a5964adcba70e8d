import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HomeContext } from '../../runtime/context/homeContext.ts';
import type { Turn } from '../../runtime/domain/context.ts';
import type { Verdict } from '../../runtime/domain/decision.ts';
import { domainOf, type EntityDefinition } from '../../runtime/domain/entity.ts';
import { INTENTS, SLOT_TAGS, type SlotTag } from '../../runtime/domain/intent.ts';
import { DAY_MS } from '../../runtime/domain/time.ts';
import { splitWords } from '../../runtime/domain/words.ts';
import { epochId, makeSignal, maySync, type SignalBasis } from '../../runtime/uplink/signal.ts';
import { privateNamesOf, templateLimits } from '../../runtime/uplink/template.ts';
import { PUBLIC_VOCABULARY } from '../../runtime/uplink/vocabulary.ts';
import { HOUSEHOLD, type Saying, turnOf } from '../learn/turns.ts';

function homeOf(names: readonly string[], areas: readonly string[], people: readonly string[]): HomeContext {
  const household = {
    ...HOUSEHOLD,
    areas: areas.map((name) => ({ name, aliases: [] })),
    people: people.map((name) => ({ name })),
  };
  const merge = (definitions: readonly EntityDefinition[]) => definitions;
  const home = new HomeContext({ merge, household, clock: 'replay' });
  const found = names.map(
    (name, i): EntityDefinition => ({
      id: `light.l${i}`,
      domain: domainOf('light.l'),
      name,
      aliases: [],
      features: {},
      convention: 'test',
      config: { unique_id: i },
    }),
  );
  home.define({ source: 'test', found, notUnderstood: [] });
  return home;
}

const VERDICT: Verdict = {
  of: 't',
  at: 1,
  defect: true,
  evidence: ['rephrase', 'bargeIn'],
  failurePoint: 'nlu',
  confidence: 0.9,
};

function basisOf(home: HomeContext, more: Partial<SignalBasis> = {}): SignalBasis {
  const entropy = 'secret';
  return { names: privateNamesOf(home), epoch: epochId(0, entropy), counter: 1, entropy, modelVersion: 'm1', ...more };
}

const HOME = homeOf(["Anna's Reading Lamp", 'Main Light', 'TV'], ['Kitchen', 'Den'], ['Anna', 'Will Light']);

function check(saying: Saying, template: string, verdict: Partial<Verdict> = {}): void {
  test(saying.text, () => {
    const turn = turnOf('t', 1, HOME, saying);
    expect(makeSignal(turn, { ...VERDICT, ...verdict }, basisOf(HOME)).template).toBe(template);
  });
}

const mentions = (...pairs: readonly (readonly [SlotTag, string])[]) => pairs.map(([tag, text]) => ({ tag, text }));

describe('templates', () => {
  check(
    {
      text: "Turn on Anna's lamp in the den at 7:30",
      mentions: mentions(['target', "Anna's lamp"], ['area', 'den'], ['time', '7:30']),
    },
    'turn on <target> in the <area> at <time>',
  );
  check({ text: 'turn on the main light', mentions: mentions(['target', 'light']) }, 'turn on the <name>');
  check({ text: 'tell Will the door is open', mentions: [] }, 'tell <person> the door is open');
  check({ text: 'is it 21 degrees in the kitchen', mentions: [] }, 'is it <number> degrees in the <area>');
  check(
    { text: 'play the lights are out', mentions: mentions(['search_query', 'the lights are out']) },
    'play <search_query>',
  );
  check({ text: 'add oat milk to my list', slots: { item: 'oat milk' } }, 'add <item> to my list');
  check({ text: 'what about quux xyzzy then', mentions: [] }, 'what about <word> then');
  check({ text: 'movie time', rewritten: false, mentions: [], intent: 'HearthTeach', outcome: 'teach' }, '<utterance>');
  check({ text: 'so I told her to stop', outcome: 'ignore', intent: null }, '<utterance>', { evidence: ['bargeIn'] });
  check({ text: 'turn it on again', outcome: 'ignore', intent: null }, 'turn it on again');
  check({ text: 'turn it on again' }, '<utterance>', { failurePoint: 'falseWake' });
  check({ text: 'on '.repeat(60).trim() }, Array(templateLimits.itemsMax).fill('on').join(' '));

  test('a phrase of the household’s own, or words whose mentions nobody knows, are not shown at all', () => {
    const rewrite = { from: 'good night', to: 'turn off the light', layer: 'taught', score: 1 } as const;
    const turn = turnOf('t', 1, HOME, { text: 'good night' }, rewrite);
    expect(makeSignal(turn, VERDICT, basisOf(HOME)).template).toBe('<utterance>');
    const { mentions: _, ...trace } = turnOf('t', 1, HOME, { text: 'turn on the light' }).trace;
    const unread: Turn = { ...turnOf('t', 1, HOME, { text: 'turn on the light' }), trace };
    expect(makeSignal(unread, VERDICT, basisOf(HOME)).template).toBe('<utterance>');
  });
});

describe('nothing that names anybody leaves', () => {
  const publicWord = fc.constantFrom(...[...PUBLIC_VOCABULARY].slice(0, 400));
  const anyWord = fc.oneof(publicWord, fc.stringMatching(/^[a-z]{1,12}$/), fc.stringMatching(/^[0-9]{1,5}$/));
  const name = fc.array(anyWord, { minLength: 1, maxLength: 3 }).map((words) => words.join(' '));
  const said = fc.array(fc.oneof(anyWord, name), { minLength: 1, maxLength: 20 }).map((parts) => parts.join(' '));
  const home = fc.record({
    names: fc.array(name, { maxLength: 4 }),
    areas: fc.array(name, { maxLength: 3 }),
    people: fc.array(name, { maxLength: 3 }),
  });
  const mention = fc.record({ tag: fc.constantFrom(...SLOT_TAGS), text: name });

  test('every word is public or a type, and no name of the home stands in it', () => {
    const seen = { words: 0, placeholders: 0 };
    fc.assert(
      fc.property(home, said, fc.array(mention, { maxLength: 3 }), name, (house, text, spans, item) => {
        const own = homeOf(house.names, house.areas, house.people);
        const [someName = 'x'] = house.names;
        const full = `${text} ${someName} ${spans.map((span) => span.text).join(' ')} ${item}`;
        const turn = turnOf('t', 1, own, { text: full, mentions: spans, slots: { item } });
        const signal = makeSignal(turn, VERDICT, basisOf(own));
        const items = signal.template.split(' ');
        for (const one of items) {
          const placeholder = /^<[a-z_]{1,32}>$/.test(one);
          expect(placeholder || PUBLIC_VOCABULARY.has(one)).toBe(true);
          seen[placeholder ? 'placeholders' : 'words']++;
        }
        expect(items.length).toBeLessThanOrEqual(templateLimits.itemsMax);
        for (const hidden of [...house.names, ...house.areas, ...house.people, item]) {
          expect(` ${signal.template} `).not.toContain(
            ` ${splitWords(hidden)
              .map((word) => word.text)
              .join(' ')} `,
          );
        }
      }),
      { seed: 11, numRuns: 400 },
    );
    expect(Math.min(seen.words, seen.placeholders)).toBeGreaterThan(100);
  });

  test('any text at all gives a bounded signal of the fields that are promised', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 2_000 }), (text) => {
        const signal = makeSignal(turnOf('t', 1, HOME, { text }), VERDICT, basisOf(HOME));
        expect(Object.keys(signal).sort()).toEqual(
          ['epoch', 'evidence', 'failurePoint', 'id', 'intent', 'modelVersion', 'outcome', 'template'].sort(),
        );
        expect(JSON.stringify(signal).length).toBeLessThan(1_500);
      }),
      { seed: 12 },
    );
  });

  test('the vocabulary itself names no room, number, day or person', () => {
    const forbidden =
      'kitchen bedroom bathroom hall hallway lounge garage garden attic office nursery one two seven monday january red blue anna ' +
      'john mary london';
    for (const word of forbidden.split(' ')) expect(PUBLIC_VOCABULARY.has(word)).toBe(false);
    for (const word of PUBLIC_VOCABULARY) {
      expect(word).toMatch(/^[a-z']+$/);
      expect(word.length).toBeLessThanOrEqual(templateLimits.wordCharactersMax);
    }
    expect(PUBLIC_VOCABULARY.size).toBeGreaterThan(500);
    expect(INTENTS.length).toBeGreaterThan(0);
  });
});

describe('ids', () => {
  const turn = turnOf('t', 1, HOME, { text: 'turn on the light' });

  test('an epoch is a week, and no epoch can be told from another home’s', () => {
    const week = 7 * DAY_MS;
    expect(epochId(0, 'a')).toBe(epochId(week - 1, 'a'));
    expect(epochId(0, 'a')).not.toBe(epochId(week, 'a'));
    expect(epochId(0, 'a')).not.toBe(epochId(0, 'b'));
    expect(epochId(0, 'a')).toMatch(/^[0-9a-f]{16}$/);
  });

  test('the same signal has the same id; another counter, epoch, home or content another', () => {
    const id = (more: Partial<SignalBasis>, verdict: Partial<Verdict> = {}) =>
      makeSignal(turn, { ...VERDICT, ...verdict }, basisOf(HOME, more)).id;
    const ids = [
      id({}),
      id({ counter: 2 }),
      id({ epoch: epochId(7 * DAY_MS, 'secret') }),
      id({ entropy: 'another' }),
      id({}, { failurePoint: 'asr' }),
    ];
    expect(new Set(ids).size).toBe(ids.length);
    expect(id({})).toBe(ids[0]);
    expect(ids[0]).toMatch(/^[0-9a-f]{32}$/);
  });

  test('nothing leaves a home that did not opt in', () => {
    expect(maySync(HOUSEHOLD)).toBe(false);
    expect(maySync({ ...HOUSEHOLD, sync: { enabled: true } })).toBe(true);
    expect(maySync({ ...HOUSEHOLD, sync: { enabled: true }, learning: { enabled: false } })).toBe(false);
  });
});
