import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seeded } from '../../models/data/random.ts';
import { fitDecision } from '../../models/ranker/calibrate.ts';
import { evaluateRanker, type RankerFigures } from '../../models/ranker/evaluate.ts';
import { fitRanker, judge } from '../../models/ranker/fit.ts';
import type { Matrix } from '../../models/ranker/matrix.ts';
import type { Moment } from '../../models/ranker/moment.ts';
import { simulate } from '../../models/ranker/moments.ts';
import { PRIOR } from '../../models/ranker/prior.ts';
import { FIT_WORDS, HELD_WORDS } from '../../models/ranker/words.ts';
import { OnnxInference } from '../../runtime/adapters/onnx/onnxInference.ts';
import { FEATURE_NAMES } from '../../runtime/resolve/candidate.ts';
import { DOUBTS } from '../../runtime/resolve/doubt.ts';
import { encodeRankerModel, parseRankerModel } from '../../runtime/resolve/rankerFile.ts';

const BUNDLE = fileURLToPath(new URL('../../models/weights/en', import.meta.url));
const AMOUNT = { homes: 6, mixed: 10, pairs: 1 };

describe('what the ranker is measured on', () => {
  const fitted = [...simulate(FIT_WORDS, 1, AMOUNT)];
  const held = [...simulate(HELD_WORDS, 1, AMOUNT)];
  const lists = ['rooms', 'people', 'makes', 'films', 'genres'] as const;

  it.each(lists)('has %s of its own', (list) => {
    const known = new Set(FIT_WORDS[list]);
    expect(HELD_WORDS[list].length).toBeGreaterThan(3);
    expect(HELD_WORDS[list].filter((word) => known.has(word))).toEqual([]);
  });

  it('has sentences of its own, whatever the names in them', () => {
    const templates = (moments: readonly Moment[]) => new Set(moments.map(templateOf));
    const known = templates(fitted);
    expect(known.size).toBeGreaterThan(40);
    expect([...templates(held)].filter((one) => known.has(one))).toEqual([]);
  });

  it('has homes of its own', () => {
    const rooms = new Set(fitted.flatMap(({ home }) => home.rooms));
    expect(held.flatMap(({ home }) => home.rooms).filter((room) => rooms.has(room))).toEqual([]);
  });

  it('differs within a pair in its context alone', () => {
    const byPair = new Map<string, Moment[]>();
    for (const moment of held)
      if (moment.pair !== undefined) byPair.set(moment.pair, [...(byPair.get(moment.pair) ?? []), moment]);
    expect(byPair.size).toBeGreaterThan(30);
    for (const [first, ...others] of byPair.values())
      for (const other of others) expect([other.text, other.home]).toEqual([first?.text, first?.home]);
  });

  it('is the same each time', () => {
    const texts = [...simulate(HELD_WORDS, 1, AMOUNT)].map(({ text, circumstances }) => [text, circumstances]);
    expect(texts).toEqual(held.map(({ text, circumstances }) => [text, circumstances]));
  });
});

/** A sentence without its names. */
function templateOf({ text, home }: Moment): string {
  const names = [...home.rooms, ...home.things.map(({ name }) => name)].sort((a, b) => b.length - a.length);
  let said = text.toLowerCase();
  for (const name of names) said = said.replaceAll(name.toLowerCase(), '@');
  for (const word of [...FIT_WORDS.films, ...FIT_WORDS.genres, ...HELD_WORDS.films, ...HELD_WORDS.genres])
    said = said.replaceAll(word.toLowerCase(), '@');
  for (const word of [...FIT_WORDS.rooms, ...FIT_WORDS.makes, ...HELD_WORDS.rooms, ...HELD_WORDS.makes])
    said = said.replaceAll(` ${word.toLowerCase()} `, ' @ ').replace(new RegExp(` ${word.toLowerCase()}$`), ' @');
  return said.replace(/\b(?:reading|bedside|night) lamp\b|\b(?:spotlight|lantern|sconce)\b/, '@');
}

/** Choices of three by known weights. */
function choices(count: number, weights: Partial<Record<string, number>>): Matrix {
  const random = seeded(5);
  const width = FEATURE_NAMES.length;
  const values = new Float64Array(count * 3 * width);
  const right = new Uint8Array(count * 3);
  for (let example = 0; example < count; example++) {
    const odds = [0, 1, 2].map((i) => {
      let score = 0;
      for (const [name, weight = 0] of Object.entries(weights)) {
        const value = random.next();
        values[(example * 3 + i) * width + FEATURE_NAMES.indexOf(name as 'recent')] = value;
        score += weight * value;
      }
      return Math.exp(score);
    });
    let mark = random.next() * odds.reduce((sum, one) => sum + one, 0);
    let chosen = 0;
    while (chosen < 2 && mark >= (odds[chosen] ?? 0)) {
      mark -= odds[chosen] ?? 0;
      chosen++;
    }
    right[example * 3 + chosen] = 1;
  }
  const starts = Int32Array.from({ length: count + 1 }, (_, i) => i * 3);
  return { values, right, starts, width };
}

describe('the fit', () => {
  it('finds the weights by which was chosen, but for what sense forbids', () => {
    const matrix = choices(1500, { recent: 3, sameArea: 1.5, unavailable: 1 });
    const weights = fitRanker(matrix, [], 1);
    const of = (name: string) => weights[FEATURE_NAMES.indexOf(name as 'recent')] ?? Number.NaN;
    expect(of('recent')).toBeGreaterThan(2.2);
    expect(of('recent')).toBeLessThan(3.8);
    expect(of('sameArea')).toBeGreaterThan(0.8);
    expect(of('sameArea')).toBeLessThan(2.2);
    expect(of('unavailable')).toBe(0);
    expect(of('outdoors')).toBeCloseTo(PRIOR[FEATURE_NAMES.indexOf('outdoors')]?.weight ?? 0, 1);
    expect(judge(matrix, [], weights).accuracy).toBeGreaterThan(0.45);
    expect(fitRanker(matrix, [], 1)).toEqual(weights);
  });

  it('knows how far a doubt may be trusted', () => {
    const random = seeded(3);
    const decisions = Array.from({ length: 2000 }, () => {
      const doubts = Float64Array.from(DOUBTS, () => 4 * random.next() - 2);
      return { doubts, right: random.next() < 1 / (1 + Math.exp(-(0.5 + 1.2 * (doubts[0] ?? 0)))) };
    });
    const { bias, weights } = fitDecision(decisions);
    expect(bias).toBeCloseTo(0.5, 0);
    expect(weights[DOUBTS[0]]).toBeGreaterThan(0.9);
    expect(weights[DOUBTS[0]]).toBeLessThan(1.5);
    expect(Math.min(...Object.values(weights))).toBeGreaterThanOrEqual(0);
  });
});

describe('ranker.json', () => {
  const model = {
    weights: Object.fromEntries(FEATURE_NAMES.map((name, i) => [name, (i - 15) / 4])),
    pairs: [{ first: 'sameArea', second: 'recent', weight: 0.7 }],
    decision: { bias: -2, weights: Object.fromEntries(DOUBTS.map((name) => [name, 0.3])) },
  };
  const file = () => JSON.parse(JSON.stringify(encodeRankerModel(model)));

  it('gives back each weight to within half a step of eight bits, and then exactly', () => {
    const read = parseRankerModel(file());
    const step = file().scale;
    for (const name of FEATURE_NAMES)
      expect(Math.abs((read.weights[name] ?? 99) - (model.weights[name] ?? 0))).toBeLessThanOrEqual(step * 0.501);
    expect(parseRankerModel(encodeRankerModel(read))).toEqual(read);
  });

  it.each<[string, string, (json: ReturnType<typeof file>) => void]>([
    ['another format', 'bundle-mismatch', (json) => Object.assign(json, { format: 9 })],
    ['no scale', 'bad-bundle', (json) => delete json.scale],
    ['a feature of another program', 'bundle-mismatch', (json) => Object.assign(json.weights, { colour: 1 })],
    ['a feature less', 'bundle-mismatch', (json) => delete json.weights.recent],
    ['a weight of nine bits', 'bad-bundle', (json) => Object.assign(json.weights, { recent: 300 })],
    ['a weight that is text', 'bad-bundle', (json) => Object.assign(json.weights, { recent: '3' })],
    ['half a pair', 'bad-bundle', (json) => json.pairs.push(['recent'])],
    ['a pair of another program', 'bundle-mismatch', (json) => json.pairs.push(['recent', 'colour', 1])],
    ['no decision', 'bad-bundle', (json) => delete json.decision],
    ['a doubt less', 'bad-bundle', (json) => delete json.decision.weights.ours],
  ])('with %s is refused: %s', (_, code, damage) => {
    const json = file();
    damage(json);
    expect(() => parseRankerModel(json)).toThrow(expect.objectContaining({ name: 'HearthError', code }));
  });
});

describe('the shipped ranker', { timeout: 120_000 }, () => {
  let inference: OnnxInference;
  let figures: RankerFigures;
  beforeAll(async () => {
    inference = await OnnxInference.load(BUNDLE, ['learning.json', 'rewrites.json']);
    figures = await evaluateRanker(inference, 6);
  }, 120_000);
  afterAll(() => inference.close());

  it('tells the sides of minimal pairs apart, in homes that it never saw', () => {
    expect(figures.minimalPairs.pairs).toBeGreaterThan(80);
    expect(figures.minimalPairs.full).toBeGreaterThanOrEqual(0.97);
  });

  it('needs each signal', () => {
    for (const [signal, { with: full, without }] of Object.entries(figures.minimalPairs.bySignal))
      expect([signal, without < full]).toEqual([signal, true]);
    for (const [signal, share] of Object.entries(figures.ablation))
      expect([signal, share < figures.full]).toEqual([signal, true]);
    // What nobody named cannot be found among a home's things; what the moment tells is still there.
    expect(figures.ablation.words).toBeLessThan(figures.full - 0.2);
    expect(figures.ablation.words).toBeGreaterThan(0.2);
  });

  it('knows how often it is right', () => {
    // A few homes: half of it is chance.
    expect(figures.decisionEce).toBeLessThan(0.06);
  });
});
