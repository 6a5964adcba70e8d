import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RewriteEntry } from '../../runtime/domain/context.ts';
import type { RewriteLayer } from '../../runtime/domain/decision.ts';
import { limits } from '../../runtime/domain/limits.ts';
import { normalPhrase } from '../../runtime/domain/phrase.ts';
import { winProbability } from '../../runtime/domain/posterior.ts';
import { soundDistance } from '../../runtime/domain/sound.ts';
import { applyRewrite } from '../../runtime/rewrite/apply.ts';
import { RewriteTable } from '../../runtime/rewrite/table.ts';

function entry(from: string, to: string, more: Partial<RewriteEntry> = {}): RewriteEntry {
  return { from, to, layer: 'personal', status: 'active', wins: 5, losses: 0, createdAt: 0, ...more };
}

const MOVIE = 'dim the lights and close the blinds';

function taughtTable(): RewriteTable {
  const table = new RewriteTable();
  table.teach('movie time', MOVIE, undefined, 1);
  table.teach('good night', 'turn everything off', undefined, 1);
  table.teach('work mode', 'turn on the desk lamp', 'Anna', 1);
  table.teach('work mode', 'turn on the ceiling light', 'Ben', 1);
  table.teach('tea please', 'turn on the kettle', 'Anna', 1);
  table.load([
    entry('turn on the living room flight', 'turn on the living room light'),
    entry('movie time', 'play a movie'),
    entry('on trial now', 'turn on the fan', { status: 'probation', wins: 2 }),
    entry('only noted', 'turn on the fan', { status: 'candidate', wins: 1 }),
    entry('given up', 'turn on the fan', { status: 'retired' }),
    entry('often wrong', 'turn on the fan', { status: 'active', wins: 4, losses: 4 }),
    entry('make it cosy', 'dim the lights', { layer: 'global' }),
    entry('make it cosy', 'turn on the fireplace light', { speaker: 'Ben' }),
    entry('all is lost', 'turn on the fan', { speaker: 'a guest' }),
    entry('high noon', 'turn on the fan', { speaker: 'Anna' }),
    entry('high noon', 'turn on the kettle', { speaker: 'Ben' }),
  ]);
  return table;
}

const HOME_WORDS = new Set(['movies', 'hall', 'wall']);

/** `want`: the meaning and the layer it comes by, or nothing. */
function check(
  heard: string | readonly (readonly [string, number])[],
  want: readonly [string, RewriteLayer] | undefined,
  speaker?: string,
): void {
  const texts = typeof heard === 'string' ? [[heard, 0.9] as const] : heard;
  test(`${speaker ?? 'anybody'}: ${texts.map(([text]) => text).join(' | ')}`, () => {
    const hypotheses = texts.map(([text, confidence]) => ({ text, confidence }));
    const who = {
      now: 10,
      people: ['Anna', 'Ben'],
      isHomeWord: (word: string) => HOME_WORDS.has(word),
      ...(speaker === undefined ? {} : { speaker }),
    };
    const found = applyRewrite(hypotheses, taughtTable(), who);
    expect(found === undefined ? undefined : [found.rewrite.to, found.rewrite.layer]).toEqual(want);
    if (found !== undefined)
      expect(found.hypotheses).toEqual([{ text: found.rewrite.to, confidence: expect.any(Number) }]);
  });
}

describe('exact words', () => {
  check('movie time', [MOVIE, 'taught']);
  check('Hey Hearth, movie time please!', [MOVIE, 'taught']);
  check('Movie-Time', [MOVIE, 'taught']);
  check('turn on the living room flight', ['turn on the living room light', 'personal']);
  check('on trial now', ['turn on the fan', 'personal']);
  check('only noted', undefined);
  check('given up', undefined);
  check('often wrong', undefined);
  // What everybody means is asked where the words come to nothing; see patterns.test.ts.
  check('make it cosy', ['turn on the fireplace light', 'personal']);
  check('make it cosy', ['turn on the fireplace light', 'personal'], 'Ben');
  check('make it cosy', undefined, 'Anna');
  check('all is lost', undefined);
  check('high noon', undefined);
  check('', undefined);
  check('?!', undefined);
  check([], undefined);
});

describe('who speaks', () => {
  check('work mode', ['turn on the desk lamp', 'taught'], 'Anna');
  check('work mode', ['turn on the ceiling light', 'taught'], 'Ben');
  check('work mode', undefined);
  check('work mode', undefined, 'Carol');
  check('tea', ['turn on the kettle', 'taught']);
  check('tea', undefined, 'Ben');
});

describe('slips of speech recognition', () => {
  check('moovie time', [MOVIE, 'retrieved']);
  check('movie dime', [MOVIE, 'retrieved']);
  check('movies time', undefined);
  check('good knight', ['turn everything off', 'retrieved']);
  check('good light', undefined);
  check('good bye', undefined);
  check('what time is the movie', undefined);
  check('turn on the hall light', undefined);
  check(
    [
      ['moving thyme', 0.6],
      ['movie time', 0.5],
    ],
    [MOVIE, 'retrieved'],
  );
  check(
    [
      ['turn on the fan', 0.9],
      ['movie time', 0.1],
    ],
    undefined,
  );
  check(
    [
      ['turn on the fan', 0.9],
      ['turn on the living room flight', 0.8],
    ],
    undefined,
  );
});

describe('the table', () => {
  test('teaching again replaces, forgetting removes, and global entries stay', () => {
    const table = taughtTable();
    table.teach('Movie Time', 'close the blinds', undefined, 2);
    expect(table.lookup('movie time')?.entry.to).toBe('close the blinds');
    expect(
      table
        .forget('MOVIE TIME')
        .map((gone) => gone.layer)
        .sort(),
    ).toEqual(['personal', 'taught']);
    expect(table.lookup('movie time')).toBeUndefined();
    expect(table.retrieve('movie dime')).toBeUndefined();
    table.forget(undefined);
    expect(table.list().map((left) => left.layer)).toEqual(['global']);
  });

  test('a rewrite is applied once: what it leads to is not looked up again', () => {
    const table = new RewriteTable();
    table.load([entry('one thing', 'two things'), entry('two things', 'one thing')]);
    const found = applyRewrite([{ text: 'one thing', confidence: 1 }], table, { now: 1 });
    expect(found?.hypotheses).toEqual([{ text: 'two things', confidence: 1 }]);
  });

  test('a full table lets go of what was given up before what was taught', () => {
    const table = new RewriteTable();
    table.teach('movie time', MOVIE, undefined, 0);
    table.put(entry('given up', 'x', { status: 'retired' }));
    for (let i = 2; i < limits.rewritesMax; i++) table.put(entry(`phrase number ${i}`, 'x'));
    table.put(entry('one more', 'turn on the fan'));
    expect(table.list()).toHaveLength(limits.rewritesMax);
    expect(table.find('personal', 'given up', undefined)).toBeUndefined();
    expect(table.lookup('one more')).toBeDefined();
    expect(table.lookup('movie time')).toBeDefined();
  });

  test('any sequence of puts and forgets finds what a plain list would', () => {
    const word = fc.constantFrom('lamp', 'movie time', 'tea', 'good night');
    const step = fc.record({
      from: word,
      speaker: fc.option(fc.constantFrom('Anna', 'Ben'), { nil: undefined }),
      put: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const table = new RewriteTable();
        const plain = new Map<string, RewriteEntry>();
        for (const [i, { from, speaker, put }] of steps.entries()) {
          if (put) {
            table.teach(from, `meaning ${i}`, speaker, i);
            const taught = table.find('taught', from, speaker);
            if (taught !== undefined) plain.set(`${from}/${speaker}`, taught);
          } else {
            table.forget(from);
            for (const key of [...plain.keys()]) if (key.startsWith(`${from}/`)) plain.delete(key);
          }
        }
        expect(new Set(table.list())).toEqual(new Set(plain.values()));
      }),
      { seed: 7 },
    );
  });
});

describe('what it rests on', () => {
  test('normal phrases are fixed points', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(normalPhrase(normalPhrase(text))).toBe(normalPhrase(text));
      }),
      { seed: 1 },
    );
  });

  test('the posterior is exact by hand, and grows with wins', () => {
    expect(winProbability(0, 0)).toBe(0.5);
    expect(winProbability(2, 0)).toBe(0.875);
    expect(winProbability(2, 1)).toBe(0.6875);
    expect(winProbability(9_000, 3_000)).toBeGreaterThan(0.999);
    fc.assert(
      fc.property(fc.nat(60), fc.nat(60), (wins, losses) => {
        expect(winProbability(wins + 1, losses)).toBeGreaterThan(winProbability(wins, losses));
        expect(winProbability(wins, losses) + winProbability(losses, wins)).toBeCloseTo(1, 9);
      }),
      { seed: 2 },
    );
  });

  test('sound distance is symmetric, in [0, 1], and 0 for equal sounds', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        const distance = soundDistance(a, b);
        expect(distance).toBeGreaterThanOrEqual(0);
        expect(distance).toBeLessThanOrEqual(1);
        expect(distance).toBeCloseTo(soundDistance(b, a), 9);
        expect(soundDistance(a, a)).toBe(0);
      }),
      { seed: 3 },
    );
    expect(soundDistance('night', 'nite')).toBe(0);
    expect(soundDistance('set to 5', 'set to 7')).toBeGreaterThan(0.2);
    expect(soundDistance('light', 'flight')).toBeLessThan(soundDistance('light', 'fan'));
  });
});

test('look-up with 10,000 entries (measured, not judged)', () => {
  const table = new RewriteTable();
  const things = ['lamp', 'blinds', 'heating', 'speaker', 'fan', 'kettle', 'radio', 'curtain', 'shade', 'heater'];
  for (let i = 0; i < limits.taughtMax; i++) {
    table.teach(`${things[i % 10]} scene ${things[(i >> 3) % 10]} number ${i}`, 'turn on the fan', undefined, i);
  }
  for (let i = 0; i < limits.rewritesMax - limits.taughtMax; i++) {
    table.put(entry(`turn on the ${things[i % 10]} slip ${i}`, 'turn on the fan'));
  }
  const timed = (text: string): string => {
    const heard = [{ text, confidence: 0.9 }];
    for (let i = 0; i < 200; i++) applyRewrite(heard, table, { now: 0 });
    const times = Array.from({ length: 1_000 }, () => {
      const start = performance.now();
      applyRewrite(heard, table, { now: 0 });
      return performance.now() - start;
    }).sort((a, b) => a - b);
    return `p50 ${times[500]?.toFixed(4)} ms, p99 ${times[990]?.toFixed(4)} ms`;
  };
  console.log(`rewrite look-up, ${table.list().length} entries`);
  console.log(`  exact hit:       ${timed('turn on the lamp slip 50')}`);
  console.log(`  miss:            ${timed('what is the weather like in the mountains')}`);
  console.log(`  miss, same words: ${timed('please turn on the lamp scene in the blinds of the fan')}`);
  expect(table.lookup('turn on the lamp slip 50')).toBeDefined();
});
