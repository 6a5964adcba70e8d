import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RewriteEntry, SaidBefore } from '../../runtime/domain/context.ts';
import { limits } from '../../runtime/domain/limits.ts';
import { normalPhrase } from '../../runtime/domain/phrase.ts';
import { beatsProbability, faded, winProbability } from '../../runtime/domain/posterior.ts';
import { DAY_MS } from '../../runtime/domain/time.ts';
import { cosineOf, quantised } from '../../runtime/domain/vector.ts';
import { History } from '../../runtime/rewrite/history.ts';
import { candidateFor, retrieveSaid } from '../../runtime/rewrite/said.ts';
import { RewriteTable } from '../../runtime/rewrite/table.ts';

const NOW = 1_000 * DAY_MS;

/** A unit vector for a text: its words' vectors summed, so that texts that share words are near. */
function vectorOf(text: string): Float32Array {
  const sum = new Float32Array(512);
  for (const word of normalPhrase(text).split(' ')) {
    let state = 7;
    for (const letter of word) state = (state * 31 + letter.charCodeAt(0)) | 0;
    for (let i = 0; i < 512; i++) {
      state = (Math.imul(state, 1_103_515_245) + 12_345) | 0;
      sum[i] = (sum[i] ?? 0) + (state >> 16) / 65_536;
    }
  }
  const length = Math.hypot(...sum);
  return sum.map((value) => value / length);
}

function said(text: string, more: Partial<SaidBefore> = {}): SaidBefore {
  const phrase = normalPhrase(text);
  return {
    phrase,
    text,
    intent: 'HassTurnOn',
    targets: [phrase],
    wins: 3,
    losses: 0,
    lastAt: NOW,
    vector: quantised(vectorOf(text)),
    ...more,
  };
}

const WEATHER = { intent: 'HassGetWeather', targets: [] } as const;
function tableOf(): RewriteTable {
  const table = new RewriteTable();
  for (const one of [
    said("what's the weather in Wilkerson Washington", WEATHER),
    said('turn on the ceiling fan'),
    said('turn on the reading lamp'),
    said('turn off the heating'),
    said('unlock the front door'),
    said('play the beatles', { intent: 'HassMediaSearchAndPlay', targets: [] }),
    said('turn on the noisy thing', { wins: 1, losses: 4 }),
    said('start the robot', { speaker: 'Ben' }),
  ])
    table.history.put(one);
  return table;
}

const HOME = new Set(['ceiling', 'fan', 'reading', 'lamp', 'heating', 'kitchen', 'hall']);

/** What words that came to nothing are taken for; `sure`: what they would come to. */
function check(
  heard: string | readonly string[],
  want: string | undefined,
  more: {
    sure?: 'HassGetWeather' | 'HassMediaSearchAndPlay' | 'HassTurnOn';
    prepare?: (table: RewriteTable) => void;
  } = {},
): void {
  const texts = typeof heard === 'string' ? [heard] : heard;
  test(`${texts.join(' | ')}${more.sure ? ` (${more.sure})` : ''}`, () => {
    const table = tableOf();
    more.prepare?.(table);
    const hypotheses = texts.map((text, i) => ({ text, confidence: 0.9 - 0.1 * i }));
    const who = { now: NOW, isHomeWord: (word: string) => HOME.has(word) };
    const found = retrieveSaid(hypotheses, vectorOf(texts[0] ?? ''), table, who, more.sure);
    expect(found?.rewrite.to).toBe(want);
    if (found !== undefined) expect(found.rewrite.layer).toBe('retrieved');
  });
}

describe('what came to nothing', () => {
  check('turn on the sealing fan', 'turn on the ceiling fan');
  check('turn on the hall fan', undefined);
  check('turn off the ceiling fan', undefined);
  check('turn on the noisy ring', undefined);
  check("what's the weather in Wilkerson", "what's the weather in Wilkerson Washington");
  check("what's the weather in Paris", undefined);
  check(['turn on the sea ling van', 'turn on the ceiling fan'], 'turn on the ceiling fan');
  check(['unblock the front store', 'unlock the front door'], undefined);
  check('start the robots', undefined);
  // Where one thing may as well have been heard for several, other words for either settle nothing.
  const several = said('turn the hall lamps on', { targets: ['light.hall', 'light.stairs'] });
  const knowing = (table: RewriteTable): void => table.history.put(several);
  check(['turn on the hall lamps', 'turn on the hall lamp'], undefined, { prepare: knowing });
  check(['turn on the hall lamps', 'burn on the hall lamps'], 'turn the hall lamps on', { prepare: knowing });
  check('what a lovely day', undefined);
  check('', undefined);
  const minded: RewriteEntry = {
    from: 'turn on the sealing fan',
    to: 'turn on the ceiling fan',
    layer: 'personal',
    status: 'retired',
    wins: 0,
    losses: 1,
    createdAt: NOW,
  };
  check('turn on the sealing fan', undefined, { prepare: (table) => table.put(minded) });
  const twin = said('turn on the feeling fan', { targets: ['fan.other'] });
  check('turn on the sealing fan', undefined, { prepare: (table) => table.history.put(twin) });
});

describe('what would do by itself, but for a name that nothing vouches for', () => {
  check("what's the weather in Wilkersen Washington", "what's the weather in Wilkerson Washington", {
    sure: 'HassGetWeather',
  });
  check("what's the weather in Wilkerson", "what's the weather in Wilkerson Washington", { sure: 'HassGetWeather' });
  check('play the beetles', 'play the beatles', { sure: 'HassMediaSearchAndPlay' });
  check('play the beatles again', undefined, { sure: 'HassMediaSearchAndPlay' });
  check('turn on the sealing fan', undefined, { sure: 'HassMediaSearchAndPlay' });
  const own = said('play the beetles', { intent: 'HassMediaSearchAndPlay', targets: [] });
  check('play the beetles', undefined, { sure: 'HassMediaSearchAndPlay', prepare: (table) => table.history.put(own) });
});

test('what was repaired once is offered, and nothing guarded', () => {
  const table = new RewriteTable();
  const entry = { layer: 'personal', status: 'candidate', wins: 1, losses: 0, createdAt: NOW, usedAt: NOW } as const;
  table.put({ ...entry, from: 'lounge lizard', to: 'turn on the lamp' });
  table.put({ ...entry, from: 'open sesame', to: 'open the garage door' });
  table.put({ ...entry, from: 'old hat', to: 'turn on the fan', usedAt: NOW - 400 * DAY_MS });
  const of = (text: string) => candidateFor([{ text, confidence: 1 }], table, { now: NOW })?.rewrite.to;
  expect([of('lounge lizard'), of('open sesame'), of('old hat'), of('else')]).toEqual([
    'turn on the lamp',
    undefined,
    undefined,
    undefined,
  ]);
});

describe('the history', () => {
  test('is bounded, the least recently said first, and forgets whole phrases', () => {
    const history = new History();
    for (let i = 0; i < limits.historyMax + 5; i++) history.put(said(`phrase number ${i}`));
    expect(history.size).toBe(limits.historyMax);
    expect(history.of('phrase number 4', undefined)).toBeUndefined();
    history.forget((text) => text.includes('number 100'));
    expect(history.of('phrase number 100', undefined)).toBeUndefined();
    history.put(said('phrase number 7', { wins: 0, losses: 0 }));
    expect(history.of('phrase number 7', undefined)).toBeUndefined();
  });

  test('the nearest by its signs are the nearest by cosine, as good as always', () => {
    const history = new History();
    const texts = Array.from({ length: 150 }, (_, i) => `turn ${i % 7} the ${i % 11} lamp ${i}`);
    for (const text of texts) history.put(said(text));
    const vectors = texts.map((text) => ({ text, vector: quantised(vectorOf(text)) }));
    let same = 0;
    for (let i = 0; i < 30; i++) {
      const asked = vectorOf(`turn ${i % 7} the ${i % 11} lamp`);
      const exact = vectors
        .map(({ text, vector }) => ({ text, cosine: cosineOf(quantised(asked), vector) }))
        .sort((a, b) => b.cosine - a.cosine)[0];
      if (history.nearest(asked, NOW, 1)[0]?.said.text === exact?.text) same++;
    }
    expect(same).toBeGreaterThanOrEqual(28);
  });

  test('a full one is asked in a moment (measured, not judged)', () => {
    const history = new History();
    for (let i = 0; i < limits.historyMax; i++) history.put(said(`turn on the lamp number ${i}`));
    const asked = vectorOf('turn on the lamp');
    for (let i = 0; i < 20; i++) history.nearest(asked, NOW, 12);
    const times = Array.from({ length: 200 }, () => {
      const start = performance.now();
      history.nearest(asked, NOW, 12);
      return performance.now() - start;
    }).sort((a, b) => a - b);
    console.log(`nearest of ${limits.historyMax} earlier phrases: p50 ${times[100]?.toFixed(3)} ms`);
  });
});

describe('the posteriors', () => {
  test('one against another, by hand and in order', () => {
    expect(beatsProbability({ wins: 0, losses: 0 }, { wins: 0, losses: 0 })).toBeCloseTo(0.5, 3);
    expect(beatsProbability({ wins: 1, losses: 0 }, { wins: 0, losses: 1 })).toBeCloseTo(5 / 6, 2);
    expect(beatsProbability({ wins: 2, losses: 0 }, { wins: 0, losses: 2 })).toBeCloseTo(0.95, 2);
    const tally = fc.record({
      wins: fc.double({ min: 0, max: 80, noNaN: true }),
      losses: fc.double({ min: 0, max: 80, noNaN: true }),
    });
    fc.assert(
      fc.property(tally, tally, (a, b) => {
        expect(beatsProbability(a, b) + beatsProbability(b, a)).toBeCloseTo(1, 6);
        expect(beatsProbability({ ...a, wins: a.wins + 1 }, b)).toBeGreaterThanOrEqual(beatsProbability(a, b) - 1e-9);
      }),
      { seed: 4 },
    );
  });

  test('fractions lie between whole counts, and fading halves', () => {
    expect(winProbability(1.5, 0)).toBeCloseTo((winProbability(1, 0) + winProbability(2, 0)) / 2, 9);
    expect(faded({ wins: 4, losses: 2 }, DAY_MS, DAY_MS)).toEqual({ wins: 2, losses: 1 });
    expect(faded({ wins: 4, losses: 2 }, -5, DAY_MS)).toEqual({ wins: 4, losses: 2 });
  });
});
