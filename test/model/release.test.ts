import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { scoreOf, swapFolder, undoHalfSwap, writeBundle } from '../../models/release/bundle.ts';
import { quantiseColumns, quantiseRows } from '../../models/release/quantise.ts';
import { peekCheckpoint, readCheckpoint, writeCheckpoint } from '../../models/train/checkpoint.ts';
import { fitScope, fitTemperature } from '../../models/train/fit.ts';
import { Random } from '../../models/train/random.ts';
import { calibrationError, figuresOf, spansOf } from '../../models/train/score.ts';
import { INTENT_LABELS, TARGET_DOMAINS } from '../../runtime/domain/intent.ts';
import { inScopeProbability } from '../../runtime/understand/calibrate.ts';
import { BIO_TAGS } from '../../runtime/understand/tags.ts';

const folder = mkdtempSync(join(tmpdir(), 'hearth-release-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('eight bits', () => {
  const random = new Random(2);
  const values = Float32Array.from({ length: 60 }, () => random.normal());

  test('a column comes back to within half a step of its own scale', () => {
    const { codes, scales } = quantiseColumns(values, 6);
    values.forEach((value, i) => {
      const scale = scales[i % 6] as number;
      expect(Math.abs((codes[i] as number) * scale - value)).toBeLessThanOrEqual(scale * 0.500001);
    });
  });

  test('a row does too', () => {
    const { codes, scales } = quantiseRows(values, 6);
    values.forEach((value, i) => {
      const scale = scales[Math.floor(i / 6)] as number;
      expect(Math.abs((codes[i] as number) * scale - value)).toBeLessThanOrEqual(scale * 0.500001);
    });
  });
});

describe('a checkpoint', () => {
  const path = join(folder, 'checkpoint.bin');
  const state = () => {
    const some = (by: number) => Float32Array.from([by, by + 0.5, by + 0.25]);
    return { values: some(1), mean: some(2), variance: some(3), average: some(4) };
  };

  test('gives the state back', () => {
    writeCheckpoint(path, 'key', 500, 900, state());
    expect(peekCheckpoint(path, 'key')).toEqual({ step: 500, steps: 900, size: 3 });
    const empty = state();
    for (const array of Object.values(empty)) array.fill(0);
    readCheckpoint(path, empty);
    expect(empty).toEqual(state());
  });

  test('of another training is left alone', () => {
    expect(peekCheckpoint(path, 'other data')).toBeNull();
    expect(peekCheckpoint(join(folder, 'none'), 'key')).toBeNull();
  });

  test('that is damaged says so', () => {
    truncateSync(path, 530);
    expect(() => readCheckpoint(path, state())).toThrow(/ends early/);
    writeFileSync(path, 'no header');
    expect(() => peekCheckpoint(path, 'key')).toThrow(/no checkpoint/);
  });
});

describe('calibration', () => {
  test('finds the temperature that the logits were heated by', () => {
    const random = new Random(7);
    const rows = Array.from({ length: 4000 }, (): [Float32Array, number] => {
      const logits = Float32Array.from({ length: 3 }, () => random.normal() * 2);
      const odds = Array.from(logits, Math.exp);
      const mark = random.next() * odds.reduce((sum, value) => sum + value, 0);
      const [first, second] = odds as [number, number, number];
      const label = mark < first ? 0 : mark < first + second ? 1 : 2;
      return [logits.map((value) => value * 2.5), label];
    });
    const temperature = fitTemperature(rows);
    expect(temperature).toBeGreaterThan(2.2);
    expect(temperature).toBeLessThan(2.8);
    expect(calibrationError(rows, temperature)).toBeLessThan(0.03);
    expect(calibrationError(rows, 1)).toBeGreaterThan(0.05);
  });

  test('tells what is in scope from what is not', () => {
    const random = new Random(9);
    const outside = INTENT_LABELS.indexOf('Handoff');
    const rows = Array.from({ length: 600 }, (_, i) => {
      const intent = i % 2 === 0 ? 0 : outside;
      const intents = Float32Array.from(INTENT_LABELS, () => random.normal());
      intents[intent] = (intents[intent] as number) + 5 * random.next();
      return {
        target: { intent, domain: 0, tags: null },
        intents,
        domains: new Float32Array(1),
        tags: new Int32Array(0),
      };
    });
    const scope = fitScope(rows);
    const p = rows.map(({ intents }) => inScopeProbability(intents, INTENT_LABELS, scope));
    const right = rows.filter(({ target }, i) => (p[i] as number) > 0.5 === (target.intent === 0)).length;
    expect(right / rows.length).toBeGreaterThan(0.75);
    const inside = rows.filter(({ target }) => target.intent === 0).length;
    expect(p.reduce((sum, value) => sum + value, 0)).toBeCloseTo(inside, 0);
  });

  test('figures count exact spans', () => {
    expect(spansOf(Int32Array.from([1, 2, 0, 1, 1, 3]))).toEqual(['0:0:2', '0:3:4', '0:4:5', '1:5:6']);
    const scored = {
      target: { intent: 1, domain: 0, tags: Int32Array.from([1, 2, 0]) },
      intents: Float32Array.from([0, 1]),
      domains: Float32Array.from([0, 1]),
      tags: Int32Array.from([1, 2, 3]),
    };
    const figures = figuresOf([scored], { intent: 1, domain: 1 });
    expect(figures).toMatchObject({ intentAccuracy: 1, domainAccuracy: 0, slotF1: 2 / 3, slotsExact: 0 });
  });
});

describe('a bundle', () => {
  const figures = {
    sentences: 1,
    intentAccuracy: 0.9,
    domainAccuracy: 0.9,
    slotF1: 0.6,
    slotsExact: 0.5,
    intentEce: 0.01,
    domainEce: 0.01,
  };
  const parts = {
    network: { model: Uint8Array.from([1, 2, 3]), weights: Uint8Array.from([4, 5]) },
    labels: { intentLabels: INTENT_LABELS, domains: TARGET_DOMAINS, tags: BIO_TAGS, transitions: new Float32Array(4) },
    calibration: { intentTemperature: 1, domainTemperature: 1, scope: { bias: 0, energyWeight: 0, oddsWeight: 1 } },
    facts: {
      sizes: {} as never,
      vocabulary: [
        ['?', 0],
        ['▁on', -2.5],
      ] as [string, number][],
      seed: 1,
      seconds: 4,
      runs: [{ steps: 2, sentences: 3, rate: 1, counts: { train: 1, validation: 1, unlabelled: 0 } }],
    },
    figures,
  };

  test('is written whole, the same bytes each time, and tells its score', () => {
    const [one, two] = [join(folder, 'one'), join(folder, 'two')];
    writeBundle(one, parts);
    writeBundle(two, { ...parts, facts: { ...parts.facts, seconds: 99 } });
    for (const name of ['model.onnx', 'model.bin', 'pieces.tsv', 'manifest.json']) {
      expect(readFileSync(join(one, name))).toEqual(readFileSync(join(two, name)));
    }
    const { validation } = JSON.parse(readFileSync(join(one, 'manifest.json'), 'utf8'));
    expect(validation.score).toBeCloseTo(scoreOf(figures), 9);
    expect(existsSync(`${one}.part`)).toBe(false);
  });

  test('is back in its place after a kill in the middle of a swap', () => {
    const [here, next] = [join(folder, 'here'), join(folder, 'here.next')];
    writeBundle(here, parts);
    writeBundle(next, parts);
    const kept = readFileSync(join(here, 'manifest.json'));
    renameSync(here, `${here}.old`);
    undoHalfSwap(here);
    expect(readFileSync(join(here, 'manifest.json'))).toEqual(kept);
    swapFolder(next, here);
    undoHalfSwap(here);
    expect([existsSync(here), existsSync(next), existsSync(`${here}.old`)]).toEqual([true, false, false]);
  });
});
