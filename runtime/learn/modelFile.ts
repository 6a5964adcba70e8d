import { HearthError } from '../domain/errors.ts';
import { type Forest, type LearningModel, type Logistic, RELATIONS } from '../domain/learningModel.ts';
import { limits } from '../domain/limits.ts';
import { VERDICT_FEATURES } from './caseFeatures.ts';
import { FAILURE_FEATURES } from './failureFeatures.ts';
import { FAILURE_POINTS } from './failurePoint.ts';
import { PAIR_FEATURES } from './pairFeatures.ts';

/** The layout of `learning.json` that this program reads. */
export const LEARNING_FORMAT = 1;

/** What is known where no model was fitted: nothing is held against anybody, and nothing is learned. */
export const UNTRAINED: LearningModel = {
  verdict: { features: VERDICT_FEATURES, bias: -3, weights: new Float64Array(VERDICT_FEATURES.length) },
  relation: untrained(PAIR_FEATURES, RELATIONS),
  failurePoint: {
    ...untrained(FAILURE_FEATURES, FAILURE_POINTS),
    bias: FAILURE_POINTS.map((point) => (point === 'none' ? 5 : 0)),
  },
  calibration: { scale: 1, bias: 0 },
  pointWeights: FAILURE_POINTS.map(() => 1),
};

function untrained(features: readonly string[], classes: readonly string[]): Forest {
  const none = new Int32Array(0);
  const nodes = { feature: none, value: new Float64Array(0), right: none };
  return { features, classes, bias: classes.map(() => 0), treeClass: none, roots: none, ...nodes };
}

/**
 * Reads the bundle's `learning.json`, already JSON.
 *
 * @throws HearthError `bad-bundle` where it is malformed (a node that leads back, a weight that is no number);
 * `bundle-mismatch` where it is sound but asks for features or classes that this program does not know.
 */
export function parseLearningModel(json: unknown): LearningModel {
  const file = recordOf(json, 'learning.json');
  if (file.format !== LEARNING_FORMAT) {
    const theirs = typeof file.format === 'number' ? file.format : 'none';
    throw new HearthError(
      'bundle-mismatch',
      `learning.json has format ${theirs}; this program reads ${LEARNING_FORMAT}`,
    );
  }
  return {
    verdict: parseLogistic(file.verdict, 'verdict', VERDICT_FEATURES),
    relation: parseForest(file.relation, 'relation', PAIR_FEATURES, RELATIONS),
    failurePoint: parseForest(file.failurePoint, 'failurePoint', FAILURE_FEATURES, FAILURE_POINTS),
    calibration: parseCalibration(file.calibration),
    pointWeights: parseWeights(file.pointWeights),
  };
}

function parseCalibration(json: unknown): LearningModel['calibration'] {
  const record = recordOf(json, 'calibration');
  const [scale = 1, bias = 0] = numbersOf([record.scale, record.bias], 'calibration');
  return { scale, bias };
}

function parseWeights(json: unknown): readonly number[] {
  const weights = numbersOf(json, 'pointWeights');
  if (weights.length !== FAILURE_POINTS.length || weights.some((weight) => weight <= 0))
    throw bad(`pointWeights: not ${FAILURE_POINTS.length} numbers above 0`);
  return weights;
}

function parseLogistic(json: unknown, what: string, features: readonly string[]): Logistic {
  const record = recordOf(json, what);
  const asked = askedOf(record.features, features, `${what}.features`);
  const theirs = numbersOf(record.weights, `${what}.weights`);
  if (theirs.length !== asked.length) throw bad(`${what}: ${theirs.length} weights, not ${asked.length}`);
  const [bias = 0] = numbersOf([record.bias], `${what}.bias`);
  const weights = new Float64Array(features.length);
  for (const [i, feature] of asked.entries()) weights[feature] = theirs[i] ?? 0;
  return { features, bias, weights };
}

/** Reads one forest, already JSON; see `parseLearningModel`. */
export function parseForest(
  json: unknown,
  what: string,
  features: readonly string[],
  classes: readonly string[],
): Forest {
  const record = recordOf(json, what);
  const asked = askedOf(record.features, features, `${what}.features`);
  same(record.classes, classes, `${what}.classes`);
  const bias = numbersOf(record.bias, `${what}.bias`);
  if (bias.length !== classes.length) throw bad(`${what}: ${bias.length} biases, not ${classes.length}`);
  if (!Array.isArray(record.trees)) throw bad(`${what}.trees is no list`);
  const treeClass: number[] = [];
  const roots: number[] = [];
  const nodes = { feature: [] as number[], value: [] as number[], right: [] as number[] };
  record.trees.forEach((tree, i) => {
    const numbers = numbersOf(tree, `${what}.trees[${i}]`);
    roots.push(nodes.feature.length);
    treeClass.push(addTree(numbers, nodes, asked, classes.length, `${what}.trees[${i}]`));
  });
  if (nodes.feature.length > limits.forestNodesMax)
    throw bad(`${what}: ${nodes.feature.length} nodes, more than ${limits.forestNodesMax}`);
  return {
    features,
    classes,
    bias,
    treeClass: Int32Array.from(treeClass),
    roots: Int32Array.from(roots),
    feature: Int32Array.from(nodes.feature),
    value: Float64Array.from(nodes.value),
    right: Int32Array.from(nodes.right),
  };
}

/**
 * Adds a tree, written as its class and then its nodes in preorder: a leaf is `-1, score`; a question is
 * `feature, threshold` followed by its two branches. Returns its class.
 */
function addTree(
  numbers: readonly number[],
  nodes: { feature: number[]; value: number[]; right: number[] },
  asked: readonly number[],
  classes: number,
  what: string,
): number {
  const of = numbers[0] ?? -1;
  if (!Number.isInteger(of) || of < 0 || of >= classes) throw bad(`${what}: no such class`);
  let at = 1;
  const add = (depth: number): void => {
    const feature = numbers[at];
    const value = numbers[at + 1];
    if (feature === undefined || value === undefined) throw bad(`${what} ends too soon`);
    if (!Number.isInteger(feature) || feature < -1 || feature >= asked.length) throw bad(`${what}: no such feature`);
    if (depth > limits.treeDepthMax) throw bad(`${what} is deeper than ${limits.treeDepthMax}`);
    at += 2;
    const node = nodes.feature.push(asked[feature] ?? -1) - 1;
    nodes.value.push(value);
    nodes.right.push(0);
    if (feature < 0) return;
    add(depth + 1);
    nodes.right[node] = nodes.feature.length;
    add(depth + 1);
  };
  add(0);
  if (at !== numbers.length) throw bad(`${what} goes on after its end`);
  return of;
}

function recordOf(json: unknown, what: string): { readonly [key: string]: unknown } {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw bad(`${what} is no object`);
  return json as { readonly [key: string]: unknown };
}

function numbersOf(json: unknown, what: string): readonly number[] {
  const isList = Array.isArray(json) && json.every((value) => typeof value === 'number' && Number.isFinite(value));
  if (!isList) throw bad(`${what} is no list of numbers`);
  return json;
}

/**
 * Where each of the file's features stands among this program's. What a file does not ask about counts for nothing in it, so a
 * model that was fitted before a feature was added goes on as it was.
 */
function askedOf(json: unknown, ours: readonly string[], what: string): readonly number[] {
  const theirs = namesOf(json, what);
  const unknown = theirs.find((name) => !ours.includes(name));
  if (unknown !== undefined) throw mismatch(what, unknown);
  if (new Set(theirs).size !== theirs.length) throw bad(`${what} has a name twice`);
  return theirs.map((name) => ours.indexOf(name));
}

function same(json: unknown, ours: readonly string[], what: string): void {
  const theirs = namesOf(json, what);
  const missing =
    ours.find((name, i) => theirs[i] !== name) ?? (theirs.length > ours.length ? theirs.at(-1) : undefined);
  if (missing !== undefined) throw mismatch(what, missing);
}

function namesOf(json: unknown, what: string): readonly string[] {
  if (!Array.isArray(json) || json.some((name) => typeof name !== 'string')) throw bad(`${what} is no list of names`);
  return json;
}

function mismatch(what: string, name: string): HearthError {
  return new HearthError('bundle-mismatch', `${what} are not this program's (${name}): fit the model again`);
}

function bad(why: string): HearthError {
  return new HearthError('bad-bundle', `learning.json: ${why}`);
}
