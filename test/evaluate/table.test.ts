import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { DataError } from '../../models/evaluate/dataFile.ts';
import { benchmarkFigures, readBenchmarks } from '../../models/evaluate/measure/benchmarks.ts';
import { reliabilityOf } from '../../models/evaluate/measure/calibration.ts';
import { confusionsOf, intentFigures } from '../../models/evaluate/measure/confusion.ts';
import { robustnessOf } from '../../models/evaluate/measure/robustness.ts';
import { werBands } from '../../models/evaluate/measure/werBands.ts';
import { nested } from '../../models/evaluate/table/figures.ts';
import { inWords, rowsOf } from '../../models/evaluate/table/rows.ts';
import { TARGETS } from '../../models/evaluate/table/targets.ts';

const folder = mkdtempSync(join(tmpdir(), 'hearth-table-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;
function file(content: string): string {
  const path = join(folder, `file-${files++}.json`);
  writeFileSync(path, content);
  return path;
}
const none = join(folder, 'none.json');
const part = { texts: 10, intent: 0.9, slotF1: null };

describe('benchmark results', () => {
  const check = (name: string, content: string, why: string) =>
    it(`are refused: ${name}`, () => {
      const results = file(content);
      const read = () => readBenchmarks({ results, retrieval: none });
      expect(read).toThrow(DataError);
      expect(read).toThrow(results);
      expect(read).toThrow(why);
    });
  check('cut off', '[{"set": "hwu64"', 'not JSON');
  check('no list', '{}', 'not a list');
  check('without parts', '[{"set":"hwu64","seed":1}]', 'entry 1: parts');
  check('a seed that is none', JSON.stringify([{ set: 'a', seed: 0.5, parts: {} }]), 'entry 1: seed');
  check(
    'a share above 1',
    JSON.stringify([{ set: 'a', seed: 1, parts: { test: { ...part, intent: 91 } } }]),
    'entry 1: parts.test.intent',
  );
  const one = { set: 'hwu64', seed: 1, parts: { test: part } };
  check('one training twice', JSON.stringify([one, one]), 'entry 2: hwu64 seed 1 is there twice');

  it('are means over seeds; what is not there is no figure', () => {
    const other = { set: 'hwu64', seed: 2, parts: { test: { ...part, intent: 0.8 } } };
    const results = file(JSON.stringify([one, other]));
    const figures = benchmarkFigures(readBenchmarks({ results, retrieval: none }));
    const spread = figures.get('hwu64.intent');
    expect(spread).toMatchObject({ seeds: 2 });
    expect((spread as { mean: number }).mean).toBeCloseTo(0.85);
    expect((spread as { sd: number }).sd).toBeCloseTo(Math.SQRT1_2 / 10);
    expect([...figures.keys()]).toEqual(['hwu64.intent']);
    expect(inWords(spread ?? 0, 'share')).toBe('85.00 ± 7.07 % (2 seeds)');
  });

  it('of retrieval are those of the int8 networks, the frozen encoder beside them', () => {
    const ways = (at1: number) => ({ all: { at1: at1 + 0.1 }, sampled: { at1 } });
    const line = (network: string, precision: string, at1: number) => ({
      ...{ network, precision },
      ...{ plain: ways(at1), mapped: ways(at1 + 0.02) },
    });
    const retrieval = file(
      JSON.stringify([line('frozen', 'int8', 0.79), line('hwu64-1', 'fp32', 0.1), line('hwu64-1', 'int8', 0.8)]),
    );
    const figures = benchmarkFigures(readBenchmarks({ results: none, retrieval }));
    expect(figures.get('clinc.retrievalR1')).toEqual({ mean: 0.8200000000000001, sd: 0, seeds: 1 });
    expect(figures.get('clinc.retrievalFrozenR1')).toBe(0.79);
  });
});

describe('the table', () => {
  it('says met, missed, or how to run it', () => {
    const rows = rowsOf(
      TARGETS,
      new Map([
        ['calibration.ece', 0.031],
        ['model.rssMb', 45],
      ]),
      new Map(),
    );
    const of = (key: string) => rows.find((row) => row.key === key);
    expect(of('calibration.ece')).toMatchObject({ ours: '0.0310', goal: '≤ 0.03', verdict: 'missed' });
    expect(of('model.rssMb')).toMatchObject({ ours: '45.0 MB', verdict: 'met' });
    expect(of('snips.slotF1')?.ours).toBe('not run: node models/run.mjs benchmark --set snips --data DIR');
    expect(new Set(TARGETS.map(({ key }) => key)).size).toBe(TARGETS.length);
  });

  it('gives peers only with their source', () => {
    const unsourced = TARGETS.filter(({ peers = [], source }) => peers.length > 0 && source === undefined);
    expect(unsourced.map(({ key }) => key)).toEqual(['home.ha-intents']);
  });

  it('is nested for scripts; what was not run is null', () => {
    const figures = new Map([['a.b', 1]]);
    expect(nested(figures, ['a.c', 'd'])).toEqual({ a: { b: 1, c: null }, d: null });
  });
});

describe('measures', () => {
  it('weighs the gap of each bin', () => {
    const claim = (confidence: number, right: boolean) => ({ confidence, right });
    const { ece, bins } = reliabilityOf(
      [claim(1, true), claim(0.95, false), claim(0.25, true), claim(0.25, false)],
      10,
    );
    // 0.9–1: said 0.975, right 0.5; 0.2–0.3: said 0.25, right 0.5.
    expect(ece).toBeCloseTo(0.5 * 0.475 + 0.5 * 0.25);
    expect(bins[9]).toMatchObject({ count: 2, accuracy: 0.5 });
  });

  it('counts precision, recall and confusions', () => {
    const pairs = [
      ['a', 'a'],
      ['a', 'b'],
      ['b', 'b'],
      ['a', 'b'],
    ].map(([wanted = '', got = '']) => ({ wanted, got }));
    expect(intentFigures(pairs)[0]).toMatchObject({ intent: 'a', texts: 3, found: 1, precision: 1, recall: 1 / 3 });
    expect(confusionsOf(pairs, 5)).toEqual([{ wanted: 'a', got: 'b', count: 2 }]);
  });

  it('puts recordings into bands of word error rate', () => {
    const heard = [0, 0.1, 0.11, 0.5, 2].map((wer) => ({ wer, right: wer < 1 }));
    expect(werBands(heard).map(({ texts, right }) => `${right}/${texts}`)).toEqual([
      '1/1',
      '1/1',
      '1/1',
      '0/0',
      '1/1',
      '0/1',
    ]);
  });

  it('names the recording that lacks what the curve needs', () => {
    const row = { id: 'r', text: 'a', wer: 0.2, gold_text: 'a', intent: 'iot_x', hermit: { intent: 'iot_x' } };
    const write = (...rows: readonly object[]) =>
      writeFileSync(join(folder, 'slurp_asr_dev.jsonl'), rows.map((one) => `${JSON.stringify(one)}\n`).join(''));
    write(row, { ...row, wer: 'much' });
    expect(() => robustnessOf(folder, [], [])).toThrow('slurp_asr_dev.jsonl:2: "wer"');
    write(row, { ...row, hermit: null });
    expect(() => robustnessOf(folder, [], [])).toThrow('slurp_asr_dev.jsonl:2: no prediction of HERMIT');
  });
});
