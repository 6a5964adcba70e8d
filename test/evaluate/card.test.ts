import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cardSection, type KeptFigures, readKept, withFigures } from '../../models/evaluate/card.ts';
import { benchmarkFigures, readBenchmarks } from '../../models/evaluate/measure/benchmarks.ts';
import { root } from '../root.ts';

const folder = join(root, 'models/weights');

describe('the model card', () => {
  const kept = readKept(folder);
  const rerun = 'npm run evaluate -- --card';

  it('tells the figures that were measured, and no others', () => {
    const path = join(folder, 'MODEL_CARD.md');
    const card = readFileSync(path, 'utf8');
    expect(withFigures(card, kept, path), rerun).toBe(card);
  });

  it('is of the bundle that ships', () => {
    const manifest = JSON.parse(readFileSync(join(folder, 'en/manifest.json'), 'utf8'));
    expect([kept.model, kept.ranker], rerun).toEqual([manifest.version, manifest.files['ranker.json'].sha256]);
  });

  it('has the benchmark results that are kept', () => {
    const of = (name: string) => join(root, 'models/benchmark', name);
    const figures = benchmarkFigures(readBenchmarks({ results: of('results.json'), retrieval: of('retrieval.json') }));
    for (const [key, figure] of figures) expect([key, kept.figures[key]], rerun).toEqual([key, figure]);
  });
});

describe('the generated part', () => {
  const kept: KeptFigures = {
    model: 'en-x',
    ranker: '',
    figures: { 'hwu64.intent': { mean: 0.9126, sd: 0.002, seeds: 3 }, 'home.assist': 0.8 },
    cases: { 'home.assist': '8/10' },
    sources: { generated: 12345 },
    notes: ['a note'],
  };

  it('says what was not run, what was met and what was missed', () => {
    const section = cardSection(kept);
    expect(section).toContain(
      "| HWU64 intent (encoder begun on CLINC150's labels) | 91.26 ± 0.20 % (3 seeds) | ≥ 91 % | met |",
    );
    expect(section).toContain('| assist (two homes), end states | 8/10 = 80.00 % | ≥ 85 % | missed |');
    expect(section).toContain('not run: `node models/run.mjs benchmark --set snips --data DIR`');
    expect(section).toContain('generated 12,345');
    expect(section).toContain('- a note');
  });

  it('needs its marks', () => {
    expect(() => withFigures('# A card', kept, 'CARD.md')).toThrow('CARD.md');
  });
});
