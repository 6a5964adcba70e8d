import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type BoostSettings, boost, type Examples } from '../../models/learning/boost.ts';
import { fitLogistic } from '../../models/learning/logistic.ts';
import { calibrationError, confusionOf } from '../../models/learning/metrics.ts';
import { Random } from '../../models/train/random.ts';
import { argmax } from '../../runtime/domain/vector.ts';
import { classProbabilities, logOddsOf } from '../../runtime/learn/forest.ts';
import { parseForest } from '../../runtime/learn/modelFile.ts';

const SETTINGS: BoostSettings = {
  classes: 3,
  rounds: 40,
  depth: 3,
  rate: 0.3,
  lambda: 1,
  leafMin: 1,
  rows: 1,
  columns: 1,
  seed: 3,
};
const FEATURES = ['a', 'b', 'c'];
const CLASSES = ['both', 'one', 'none'];

/** Class 0 where both of the first two are above a half, 1 where one is, 2 else; the third says nothing. */
function exclusive(count: number, seed: number): Examples {
  const random = new Random(seed);
  const features = Float64Array.from({ length: count * 3 }, () => random.next());
  const above = (i: number, f: number) => ((features[i * 3 + f] ?? 0) > 0.5 ? 1 : 0);
  return { width: 3, features, labels: Int32Array.from({ length: count }, (_, i) => 2 - above(i, 0) - above(i, 1)) };
}

describe('boosting', () => {
  const forest = parseForest(
    { features: FEATURES, classes: CLASSES, ...boost(exclusive(600, 1), SETTINGS) },
    'test',
    FEATURES,
    CLASSES,
  );
  test('finds what no sum of single features says', () => {
    const held = exclusive(400, 2);
    const told = [...held.labels].map((label, i): [number, number] => [
      label,
      argmax(classProbabilities(forest, held.features.subarray(i * 3, i * 3 + 3))),
    ]);
    expect(confusionOf(CLASSES, told).accuracy).toBeGreaterThan(0.97);
  });
  test('gives probabilities, whatever it is asked', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true }), { minLength: 3, maxLength: 3 }), (values) => {
        const shares = [...classProbabilities(forest, Float64Array.from(values))];
        expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
      }),
      { seed: 5, numRuns: 200 },
    );
  });
  test('the same seed gives the same trees', () => {
    expect(boost(exclusive(100, 1), SETTINGS)).toEqual(boost(exclusive(100, 1), SETTINGS));
  });
});

test('logistic regression finds the weights that made its labels, and is calibrated', () => {
  const random = new Random(7);
  const truth = { bias: -1, weights: Float64Array.of(2, -1.5, 0) };
  const features = Float64Array.from({ length: 6000 * 3 }, () => random.next() * 2 - 1);
  const row = (i: number) => features.subarray(i * 3, i * 3 + 3);
  const odds = (i: number) => logOddsOf({ features: FEATURES, ...truth }, row(i));
  const labels = Int32Array.from({ length: 6000 }, (_, i) => (random.next() < 1 / (1 + Math.exp(-odds(i))) ? 1 : 0));
  const fitted = fitLogistic({ width: 3, features, labels }, 1);
  expect(fitted.bias).toBeCloseTo(-1, 0);
  for (const [f, weight] of [2, -1.5, 0].entries())
    expect(Math.abs((fitted.weights[f] ?? 9) - weight)).toBeLessThan(0.25);
  const told = [...labels.keys()].map((i) => 1 / (1 + Math.exp(-logOddsOf({ features: FEATURES, ...fitted }, row(i)))));
  expect(
    calibrationError(
      told,
      [...labels].map((label) => label === 1),
    ),
  ).toBeLessThan(0.03);
});

test('figures of a confusion', () => {
  const { accuracy, recall, precision, f1 } = confusionOf(
    ['a', 'b'],
    [
      [0, 0],
      [0, 1],
      [1, 1],
      [1, 1],
    ],
  );
  expect(accuracy).toBe(0.75);
  expect(recall).toEqual([0.5, 1]);
  expect(precision).toEqual([1, 2 / 3]);
  expect(f1[0]).toBeCloseTo(2 / 3);
});
