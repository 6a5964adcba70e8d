import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { clincTask } from '../../models/benchmark/clinc.ts';
import { hwu64Task } from '../../models/benchmark/hwu64.ts';
import { fitOn, judge } from '../../models/benchmark/judge.ts';
import { cosines, recallAmong, toUnitLength } from '../../models/benchmark/nearest.ts';
import { fitRejection, knownOf, rejectionScore } from '../../models/benchmark/rejection.ts';
import { type BenchmarkResult, keepResult, readResults } from '../../models/benchmark/results.ts';
import { slurpAsrTask, slurpTask } from '../../models/benchmark/slurp.ts';
import { figureOf } from '../../models/benchmark/summary.ts';
import { targetTable } from '../../models/benchmark/targets.ts';
import { inShare, withoutJudged } from '../../models/benchmark/task.ts';
import { applyMap, fitWithinClass } from '../../models/benchmark/withinClass.ts';
import { normalise } from '../../models/data/leakage.ts';
import { spreadOf } from '../../models/evaluate/table/figures.ts';
import type { Answered } from '../../models/release/sessionScore.ts';
import type { LabelledText } from '../../models/train/labelSet.ts';
import { Random } from '../../models/train/random.ts';

const folder = mkdtempSync(join(tmpdir(), 'hearth-benchmark-'));
afterAll(() => rmSync(folder, { recursive: true }));

function scored(
  intents: readonly number[],
  intent: number,
  tags: readonly [number[], number[]] | null = null,
): Answered {
  return {
    target: { intent, domain: -1, tags: tags === null ? null : Int32Array.from(tags[0]) },
    intents: Float32Array.from(intents),
    domains: new Float32Array(1),
    tags: Int32Array.from(tags?.[1] ?? []),
    embedding: Float32Array.from(intents),
  };
}

describe('judging', () => {
  const plain = { temperature: 1, rejection: null };

  test('a label that training never saw is wrong', () => {
    const figures = judge([scored([2, 1], 0), scored([2, 1], -1)], plain, ['a', 'b']);
    expect(figures).toMatchObject({ texts: 2, intent: 0.5, slotF1: null });
  });

  test('spans must agree from end to end', () => {
    // Gold: one span of two words; found: the same, and one too many.
    expect(
      judge(
        [
          scored([1, 0], 0, [
            [1, 2, 0],
            [1, 2, 3],
          ]),
        ],
        plain,
        ['a', 'b'],
      ).slotF1,
    ).toBeCloseTo(2 / 3, 9);
    // A span one word short is no span.
    expect(
      judge(
        [
          scored([1, 0], 0, [
            [1, 2, 0],
            [1, 0, 0],
          ]),
        ],
        plain,
        ['a', 'b'],
      ).slotF1,
    ).toBe(0);
  });

  test('confidence that is right as often as it says has no calibration error', () => {
    const half = [scored([0, 0], 0), scored([0, 0], 1)];
    expect(judge(half, plain, ['a', 'b']).ece).toBeCloseTo(0, 9);
    expect(judge([scored([9, 0], 1)], plain, ['a', 'b']).ece).toBeGreaterThan(0.99);
  });

  test('one threshold gives both figures, and rejects what was right as well', () => {
    const intents = ['a', 'b', 'oos'];
    // By the energy alone: rejected below 4.
    const rejection = {
      bias: 4,
      weights: Float64Array.from([1, 0, 0, 0, 0]),
      centre: [0, 0, 0, 0, 0],
      scale: [1, 1, 1, 1, 1],
      known: new Map(),
    };
    const fitted = { temperature: 1, rejection };
    const figures = judge(
      [scored([9, 0, 0], 0), scored([2, 0, 9], 0), scored([0, 9, 0], 0), scored([1, 1, 0], 2), scored([9, 0, 0], 2)],
      fitted,
      intents,
    );
    // Of three in scope: one accepted and right, one right but rejected, one accepted and wrong.
    expect(figures.intent).toBeCloseTo(2 / 3, 9);
    expect(figures.inScope).toBeCloseTo(1 / 3, 9);
    expect(figures.oosRecall).toBe(0.5);
  });
});

describe('rejection', () => {
  test('is fitted where the two kinds part', () => {
    const held = [
      ...Array.from({ length: 20 }, (_, i) => scored([8 + i / 10, 0, 0], 0)),
      ...Array.from({ length: 20 }, (_, i) => scored([1 + i / 10, 0, 0], 2)),
    ];
    const rejection = fitRejection(held, knownOf([], 2), 2);
    for (const one of held) {
      expect(rejectionScore(one, 2, rejection) > 0).toBe(one.target.intent === 2);
    }
  });

  test('a text far from all that was trained under its label looks out of scope, whatever its logits are', () => {
    const random = new Random(2);
    const at = (angle: number, intent: number): Answered => ({
      ...scored([4 + random.next(), random.next(), 0], intent),
      embedding: Float32Array.from([Math.cos(angle), Math.sin(angle)]),
    });
    const trained = Array.from({ length: 30 }, () => at(0.2 * random.next(), 0));
    const held = [
      ...Array.from({ length: 60 }, () => at(0.2 * random.next(), 0)),
      ...Array.from({ length: 20 }, () => at(1 + random.next(), 2)),
    ];
    const rejection = fitRejection(held, knownOf(trained, 2), 2);
    expect(rejectionScore(at(0.1, 0), 2, rejection)).toBeLessThan(0);
    expect(rejectionScore(at(1.5, 2), 2, rejection)).toBeGreaterThan(0);
  });

  test('what is read wrongly in any case does not hold the threshold up', () => {
    const random = new Random(3);
    const some = (count: number, energy: number, wide: number, intent: number, best = 0) =>
      Array.from({ length: count }, () => {
        const logit = energy + wide * random.normal();
        return scored(best === 0 ? [logit, 0, 0] : [0, logit, 0], intent);
      });
    const clear = [...some(300, 8, 1, 0), ...some(60, 4, 1, 2)];
    const rejects = (held: readonly Answered[]) => {
      const rejection = fitRejection(held, knownOf([], 2), 2);
      return some(200, 4, 1, 2).filter((one) => rejectionScore(one, 2, rejection) > 0).length;
    };
    // As many in scope that look out of scope and are taken for another label anyway.
    expect(rejects([...clear, ...some(60, 4, 1, 0, 1)])).toBeGreaterThan(180);
  });

  test('is fitted only where there is an out-of-scope label', () => {
    const held = [scored([5, 0, 3], 0), scored([5.5, 0, -3], 0), scored([1, 0, 0], 2)];
    const fitted = fitOn(held, held.slice(0, 2), ['a', 'b', 'oos']);
    expect(fitted.rejection).not.toBeNull();
    expect(fitOn([scored([5, 0], 0)], [], ['a', 'b']).rejection).toBeNull();
  });
});

describe('nearest neighbours', () => {
  test('recall by hand: each row looked for in the others', () => {
    const vectors = { width: 2, values: Float32Array.from([1, 0, 0.9, 0.1, 0, 1, 0.2, 0.9]) };
    toUnitLength(vectors);
    const similar = cosines(vectors);
    expect(recallAmong(similar, ['a', 'a', 'b', 'b'], [0, 1, 2, 3])).toEqual({ at1: 1, at5: 1 });
    expect(recallAmong(similar, ['a', 'b', 'a', 'b'], [0, 1, 2, 3])).toEqual({ at1: 0, at5: 1 });
    // Without its like among the rows, a query cannot be found.
    expect(recallAmong(similar, ['a', 'a', 'b', 'b'], [0, 2]).at5).toBe(0);
  });

  test('the within-class map makes what differs inside a label count alike in all directions', () => {
    const random = new Random(4);
    const labels = Array.from({ length: 400 }, (_, i) => (i % 2 === 0 ? 'a' : 'b'));
    // The labels differ in the second coordinate; sentences of one label differ far more in the first.
    const values = Float32Array.from({ length: 800 }, (_, i) =>
      i % 2 === 0 ? 10 * random.normal() : (i >> 1) % 2 === 0 ? 1 + 0.3 * random.normal() : -1 + 0.3 * random.normal(),
    );
    const mapped = applyMap({ width: 2, values }, fitWithinClass({ width: 2, values }, labels, 0)).values;
    const spread = (axis: number) => {
      const own = labels.flatMap((label, row) => (label === 'a' ? [mapped[2 * row + axis] as number] : []));
      const mean = own.reduce((sum, value) => sum + value, 0) / own.length;
      return own.reduce((sum, value) => sum + (value - mean) ** 2, 0) / own.length;
    };
    expect(spread(0)).toBeCloseTo(1, 0);
    expect(spread(1)).toBeCloseTo(1, 0);
  });

  test('the map says when there is nothing to learn from', () => {
    expect(() => fitWithinClass({ width: 2, values: Float32Array.from([1, 2]) }, ['a'], 0.5)).toThrow(/too few/);
  });
});

describe('kept results', () => {
  const result = (set: string, seed: number, intent: number): BenchmarkResult => {
    const parts = { test: { texts: 2, intent, ece: 0.01, slotF1: null } };
    const trainedOn = { texts: 1, unlabelled: 0, held: 1 };
    return { set, seed, parts, fp32: parts, trainedOn, steps: 1, sentences: 64, seconds: 1, epochs: 1 };
  };

  test('a result takes the place of one of the same set and seed', () => {
    const path = join(folder, 'results.json');
    expect(readResults(path)).toEqual([]);
    keepResult(path, result('b', 1, 0.5));
    keepResult(path, result('a', 2, 0.6));
    keepResult(path, result('a', 1, 0.7));
    keepResult(path, result('a', 2, 0.8));
    expect(readResults(path).map(({ set, seed }) => `${set}${seed}`)).toEqual(['a1', 'a2', 'b1']);
    const spread = figureOf(readResults(path), 'a', 'test', 'intent');
    expect(spread?.mean).toBeCloseTo(0.75, 9);
    expect(spread?.sd).toBeCloseTo(Math.SQRT1_2 / 10, 9);
    expect(spread?.seeds).toBe(2);
    expect(spreadOf([0.5]).sd).toBe(0);
  });

  test('the table says what is reached, what is missed and what was never run', () => {
    const parts = { test: { texts: 2, intent: 0.92, ece: 0.04, slotF1: null } };
    const full = { test: { texts: 2, intent: 0.93, ece: 0.04, slotF1: null } };
    const lines = targetTable([{ ...result('hwu64', 1, 0), parts, fp32: full }]);
    const row = (name: string) => lines.find((one) => one.startsWith(name)) ?? '';
    expect(row("HWU64 intent (encoder begun on CLINC150's labels)")).toMatch(
      /92\.00 ± 0\.00 +1 +≥ 91 +reached +-1\.00 \(too much\)/,
    );
    expect(row('HWU64 calibration')).toMatch(/4\.00 .* ≤ 3 +missed/);
    expect(row('SNIPS slot F1')).toMatch(/– +0 +≥ 95 +not run/);
  });

  test.each([
    ['[{', /broken\.json is not JSON/],
    ['{}', /broken\.json is no list/],
    ['[{"set":"a"}]', /entry 1 lacks/],
    ['[null]', /entry 1 lacks/],
  ])('%s in the file is an error that names it, and the file stays', (content, reason) => {
    const path = join(folder, 'broken.json');
    writeFileSync(path, content);
    expect(() => keepResult(path, result('a', 1, 1))).toThrow(reason);
    expect(readFileSync(path, 'utf8')).toBe(content);
  });
});

describe('tasks', () => {
  const line = (id: string, split: string, text: string, intent: string | null, more: object = {}) =>
    JSON.stringify({ id, split, text, intent, slots: [], ...more });
  const put = (name: string, lines: readonly string[]) => writeFileSync(join(folder, name), `${lines.join('\n')}\n`);
  const texts = (some: readonly LabelledText[]) => some.map(({ text }) => text);

  test('what is judged is trained on under no spelling', () => {
    const one = (text: string): LabelledText => ({
      text,
      intent: 'a',
      domain: null,
      tags: null,
      source: '',
      weight: 1,
    });
    const { kept, removed } = withoutJudged([one('Stop it!'), one('go'), one('Go'), one('on')], [one('stop it')]);
    expect(texts(kept)).toEqual(['go', 'on']);
    expect(removed).toBe(1);
    expect(inShare('Stop it!', 0.5)).toBe(inShare('stop it', 0.5));
  });

  const home = { scenario: 'iot' };
  const words = ['red', 'blue', 'green', 'dim', 'bright', 'warm', 'cold', 'old', 'new', 'big'];

  test('HWU64 trains on the training part, slots included, and not on a text of the test', () => {
    put('hwu64.jsonl', [
      ...words.map((word, i) => line(`h${i}`, 'kf1-train', `make it ${word}`, 'iot_hue', home)),
      line('h20', 'kf1-train', 'play jazz', 'play_music', {
        scenario: 'play',
        slots: [{ type: 'genre', value: 'jazz', start: 5, end: 9 }],
      }),
      line('h21', 'kf1-train', 'Play rock!', 'play_music', { scenario: 'play' }),
      line('t1', 'kf1-test', 'play rock', 'play_music', { scenario: 'play' }),
    ]);
    const task = hwu64Task(folder);
    const own = texts([...task.train, ...task.held]);
    expect(own).toContain('play jazz');
    expect(own).not.toContain('Play rock!');
    expect(task.labels).toEqual({
      intents: ['iot_hue', 'play_music'],
      domains: ['iot', 'play'],
      tags: ['O', 'B-genre', 'I-genre'],
    });
  });

  test('CLINC150 keeps validation and test apart from training', () => {
    put('clinc150_full.jsonl', [
      line('c1', 'train', 'hello there', 'greeting', { domain: 'small_talk' }),
      line('c2', 'oos_train', 'why is the sky blue', 'oos', { domain: 'oos' }),
      line('c3', 'val', 'hi', 'greeting', { domain: 'small_talk' }),
      line('c4', 'oos_val', 'who won in 1999', 'oos', { domain: 'oos' }),
      line('c5', 'test', 'good day', 'greeting', { domain: 'small_talk' }),
      line('c6', 'oos_test', 'is it far', 'oos', { domain: 'oos' }),
    ]);
    const task = clincTask(folder);
    expect(texts(task.train)).toEqual(['hello there', 'why is the sky blue']);
    expect(texts(task.held)).toEqual(['hi', 'who won in 1999']);
    expect(texts(task.tests.test ?? [])).toEqual(['good day', 'is it far']);
  });

  test('SLURP trains on shared labels, never on a sentence judged as said or as heard', () => {
    put('hwu64_fewshot.jsonl', [line('f1', 'train', 'make it red', 'iot_hue', { hwu64_id: 'h0' })]);
    put('slurp_lm_unlabelled.jsonl', [
      line('l1', 'unlabelled', 'paint it red', null, { hwu64_id: 'h0' }),
      line('l2', 'unlabelled', 'nobody knows this one', null),
    ]);
    put('slurp_devel.jsonl', [
      line('s1', 'devel', 'make it blue', 'iot_hue'),
      line('s2', 'devel', 'put jazz on', 'play_music'),
    ]);
    put(
      'slurp_asr_dev.jsonl',
      words.map((word, i) =>
        line(`a${i}`, 'asr_dev', i === 2 ? 'make it green' : `make it very ${word}`, 'iot_hue', {
          gold_text: `make it so ${word}`,
          asr_text: `make it very ${word}`,
        }),
      ),
    );
    for (const [task, judged, devel] of [
      [slurpTask(folder), ['make it blue', 'put jazz on'], false],
      [slurpAsrTask(folder), [], true],
    ] as const) {
      const own = [...task.train, ...task.held].map(({ text }) => normalise(text));
      expect(own).toContain('paint it red');
      expect(own).not.toContain('nobody knows this one');
      for (const text of [...judged, 'make it green', 'make it very old', 'make it so old']) {
        expect(own).not.toContain(text);
      }
      expect(own.includes('put jazz on')).toBe(devel);
      expect(Object.keys(task.tests)).toEqual(devel ? ['asr'] : ['gold', 'asr']);
      // What the temperature of speech is fitted on is neither trained on nor judged.
      const heard = new Set(task.tests.asr?.map(({ text }) => normalise(text)));
      for (const { text } of task.heldLike?.asr ?? []) {
        expect(heard.has(normalise(text))).toBe(false);
        expect(own).not.toContain(normalise(text));
      }
    }
  });

  test('a truncated line is named with its file', () => {
    put('clinc150_full.jsonl', [line('c1', 'train', 'hello', 'greeting'), '{"id":"c2","te']);
    expect(() => clincTask(folder)).toThrow(/clinc150_full\.jsonl:2: not JSON/);
    rmSync(join(folder, 'clinc150_full.jsonl'));
    expect(() => clincTask(folder)).toThrow(/clinc150_full\.jsonl: cannot be read/);
  });
});
