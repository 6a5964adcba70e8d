import { describe, expect, test } from 'vitest';
import { adamStep, rateShare } from '../../models/train/adamw.ts';
import type { Batch } from '../../models/train/batch.ts';
import { crfLoss, maskTransitions } from '../../models/train/crf.ts';
import { planBatches } from '../../models/train/plan.ts';
import { Random } from '../../models/train/random.ts';
import { BIO_TAGS, FORBIDDEN, isLegalStep } from '../../runtime/understand/tags.ts';

const TAGS = 5; // O, B-target, I-target, B-area, I-area

function batchOf(tags: (number[] | null)[], words: number): Batch {
  const none = new Int32Array(0);
  return {
    size: tags.length,
    pieces: words,
    words,
    ids: none,
    pieceMask: new Float32Array(0),
    first: none,
    last: none,
    wordMask: new Float32Array(0),
    copies: 1,
    slotRows: Array.from(tags.keys()),
    targets: tags.map((gold) => ({ intent: -1, domain: -1, tags: gold === null ? null : Int32Array.from(gold) })),
  };
}

describe('the CRF loss', () => {
  const random = new Random(3);
  const batch = batchOf([[0, 1, 2, 0], null, [3, 4], [1]], 4);
  const emissions = Float32Array.from({ length: 4 * 4 * TAGS }, () => random.normal());
  const transitions = Float32Array.from({ length: (TAGS + 1) * TAGS }, () => random.normal());

  test('equals the sum over all legal taggings', () => {
    const masked = maskTransitions(transitions, TAGS);
    const pathScore = (row: number, path: readonly number[]) =>
      path.reduce(
        (sum, tag, w) =>
          sum +
          (emissions[(row * 4 + w) * TAGS + tag] as number) +
          (masked[(w === 0 ? TAGS : (path[w - 1] as number)) * TAGS + tag] as number),
        0,
      );
    let expected = 0;
    batch.targets.forEach(({ tags: gold }, row) => {
      if (gold === null) return;
      let paths: number[][] = [[]];
      for (let w = 0; w < gold.length; w++)
        paths = paths.flatMap((path) => [0, 1, 2, 3, 4].map((tag) => [...path, tag]));
      const legal = paths.filter((path) =>
        path.every((tag, w) => isLegalStep(w === 0 ? -1 : (path[w - 1] as number), tag)),
      );
      expected += Math.log(legal.reduce((sum, path) => sum + Math.exp(pathScore(row, path)), 0));
      expected -= pathScore(row, Array.from(gold));
    });
    expect(crfLoss(emissions, transitions, batch, TAGS).loss).toBeCloseTo(expected, 3);
  });

  test('has the gradients that small changes show', () => {
    const { emissionGradient, transitionGradient } = crfLoss(emissions, transitions, batch, TAGS);
    const slope = (values: Float32Array, i: number, loss: () => number) => {
      const before = values[i] as number;
      values[i] = before + 1e-2;
      const up = loss();
      values[i] = before - 1e-2;
      const down = loss();
      values[i] = before;
      return (up - down) / 2e-2;
    };
    const loss = () => crfLoss(emissions, transitions, batch, TAGS).loss;
    for (let i = 0; i < emissions.length; i += 3) {
      expect(emissionGradient[i]).toBeCloseTo(slope(emissions, i, loss), 3);
    }
    for (let i = 0; i < transitions.length; i++) {
      expect(transitionGradient[i]).toBeCloseTo(slope(transitions, i, loss), 3);
    }
  });

  test('forbidden steps are masked for the shipped tags too', () => {
    const width = BIO_TAGS.length;
    const masked = maskTransitions(new Float32Array((width + 1) * width), width);
    expect(masked[width * width + 2]).toBe(FORBIDDEN);
    expect(masked[1 * width + 2]).toBe(0);
    expect(masked[1 * width + 4]).toBe(FORBIDDEN);
  });
});

test('AdamW moves a weight as its definition says', () => {
  const one = (value: number) => Float32Array.from([value]);
  const state = { values: one(1), mean: one(0), variance: one(0), average: one(1) };
  const optimiser = {
    encoderRate: 0.1,
    headRate: 0.5,
    decay: 0.01,
    beta1: 0.9,
    beta2: 0.98,
    epsilon: 0,
    clip: 1,
    averageDecay: 0.9,
    warmUp: 0,
    finalShare: 1,
  };
  const parameter = { name: 'w', shape: [1, 1], offset: 0, size: 1, group: 'head', decays: true } as const;
  adamStep(state, [one(0.25), one(0.75)], [parameter], optimiser, { from: 0, to: 1, step: 0, steps: 10, scale: 0.5 });
  // The first step is the rate itself against the gradient's sign, after decay: 1 · (1 − 0.5 · 0.01) − 0.5.
  expect(state.values[0]).toBeCloseTo(0.495, 6);
  // The average follows fast at first: a tenth is kept.
  expect(state.average[0]).toBeCloseTo(0.1 + 0.9 * 0.495, 6);
});

test('the rate climbs, then falls to its final share', () => {
  const o = { warmUp: 0.1, finalShare: 0.02 };
  expect(rateShare(0, 100, o)).toBeCloseTo(0.1);
  expect(rateShare(9, 100, o)).toBeCloseTo(1);
  expect(rateShare(99, 100, o)).toBeLessThan(0.03);
});

describe('the plan of batches', () => {
  const lengths = Array.from({ length: 100 }, (_, i) => 1 + (i % 9));
  const weights = lengths.map((_, i) => (i < 50 ? 1 : 3));
  const plan = planBatches(weights, lengths, { steps: 80, batchSize: 10, seed: 5 });

  test('draws each row as its weight says, to within one', () => {
    const counts = new Array<number>(100).fill(0);
    for (const row of plan) counts[row] = (counts[row] as number) + 1;
    counts.forEach((count, row) => {
      expect(Math.abs(count - (800 * (weights[row] as number)) / 200)).toBeLessThanOrEqual(1);
    });
  });

  test('is the same for the same seed and another for another', () => {
    expect(planBatches(weights, lengths, { steps: 80, batchSize: 10, seed: 5 })).toEqual(plan);
    expect(planBatches(weights, lengths, { steps: 80, batchSize: 10, seed: 6 })).not.toEqual(plan);
  });
});
