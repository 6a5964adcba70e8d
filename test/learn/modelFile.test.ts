import { describe, expect, test } from 'vitest';
import { RELATIONS } from '../../runtime/domain/learningModel.ts';
import { VERDICT_FEATURES } from '../../runtime/learn/caseFeatures.ts';
import { FAILURE_FEATURES } from '../../runtime/learn/failureFeatures.ts';
import { FAILURE_POINTS } from '../../runtime/learn/failurePoint.ts';
import { classProbabilities } from '../../runtime/learn/forest.ts';
import { parseLearningModel } from '../../runtime/learn/modelFile.ts';
import { PAIR_FEATURES } from '../../runtime/learn/pairFeatures.ts';

const sound = {
  format: 1,
  verdict: { features: VERDICT_FEATURES, bias: -2, weights: VERDICT_FEATURES.map(() => 0.5) },
  // One tree for "repetition": above a half of the first feature its score is 2, else -1.
  relation: {
    features: PAIR_FEATURES,
    classes: RELATIONS,
    bias: RELATIONS.map(() => 0),
    trees: [[1, 0, 0.5, -1, -1, -1, 2]],
  },
  failurePoint: { features: FAILURE_FEATURES, classes: FAILURE_POINTS, bias: FAILURE_POINTS.map(() => 0), trees: [] },
  calibration: { scale: 1, bias: 0 },
  pointWeights: [1, 1, 1, 1, 1, 1],
};

test('a sound file is read, and its trees are walked', () => {
  const { verdict, relation } = parseLearningModel(JSON.parse(JSON.stringify(sound)));
  expect(verdict.weights).toHaveLength(VERDICT_FEATURES.length);
  const asked = new Float64Array(PAIR_FEATURES.length);
  const rest = RELATIONS.length - 1;
  expect(classProbabilities(relation, asked)[1]).toBeCloseTo(Math.exp(-1) / (Math.exp(-1) + rest), 12);
  asked[0] = 1;
  expect(classProbabilities(relation, asked)[1]).toBeCloseTo(Math.exp(2) / (Math.exp(2) + rest), 12);
});

test('a file that asks about fewer features, in another order, is read by their names', () => {
  const file = JSON.parse(JSON.stringify(sound));
  file.relation.features = [PAIR_FEATURES[5], PAIR_FEATURES[0]];
  file.verdict = { features: [VERDICT_FEATURES[3]], bias: -2, weights: [4] };
  const { verdict, relation } = parseLearningModel(file);
  const asked = new Float64Array(PAIR_FEATURES.length);
  asked[5] = 1;
  expect(classProbabilities(relation, asked)[1]).toBeCloseTo(Math.exp(2) / (Math.exp(2) + RELATIONS.length - 1), 12);
  expect([...verdict.weights]).toEqual(VERDICT_FEATURES.map((_, i) => (i === 3 ? 4 : 0)));
});

describe('refused', () => {
  function check(name: string, code: string, why: RegExp, change: (file: Record<string, never>) => void): void {
    test(name, () => {
      const file = JSON.parse(JSON.stringify(sound));
      change(file);
      expect(() => parseLearningModel(file)).toThrow(
        expect.objectContaining({ code, message: expect.stringMatching(why) }),
      );
    });
  }
  // biome-ignore lint/suspicious/noExplicitAny: files are broken on purpose
  type Any = any;
  check('another format', 'bundle-mismatch', /format 2/, (file: Any) => (file.format = 2));
  check('no model', 'bad-bundle', /verdict/, (file: Any) => delete file.verdict);
  check(
    'other features',
    'bundle-mismatch',
    /relation\.features/,
    (file: Any) => (file.relation.features[3] = 'colour'),
  );
  check('a feature twice', 'bad-bundle', /twice/, (file: Any) => file.relation.features.push(PAIR_FEATURES[0]));
  check('more features', 'bundle-mismatch', /colour/, (file: Any) => file.relation.features.push('colour'));
  check('other classes', 'bundle-mismatch', /classes/, (file: Any) => file.failurePoint.classes.pop());
  check('a weight too few', 'bad-bundle', /weights/, (file: Any) => file.verdict.weights.pop());
  check('a weight that is no number', 'bad-bundle', /numbers/, (file: Any) => (file.verdict.weights[0] = '1'));
  check(
    'a tree that ends too soon',
    'bad-bundle',
    /too soon/,
    (file: Any) => (file.relation.trees = [[0, 0, 0.5, -1, 1]]),
  );
  check('a tree that goes on', 'bad-bundle', /goes on/, (file: Any) => (file.relation.trees = [[0, -1, 1, -1]]));
  check('a tree of no class', 'bad-bundle', /class/, (file: Any) => (file.relation.trees = [[9, -1, 1]]));
  check(
    'a question about no feature',
    'bad-bundle',
    /feature/,
    (file: Any) => (file.relation.trees = [[0, 999, 1, -1, 0, -1, 0]]),
  );
  check('a tree without end', 'bad-bundle', /deeper/, (file: Any) => {
    file.relation.trees = [[0, ...Array.from({ length: 60 }, () => [0, 0.5]).flat(), -1, 0]];
  });
});
