import { HearthError } from '../domain/errors.ts';
import type { DecisionModel, FeaturePair, RankerModel } from '../domain/rankerModel.ts';
import { FEATURE_NAMES } from './candidate.ts';
import { DOUBTS } from './doubt.ts';

/** The layout of `ranker.json` that this program reads. */
export const RANKER_FORMAT = 1;
/** Weights are whole numbers of eight bits, times the file's scale. */
const CODE_MAX = 127;

/**
 * Reads the bundle's `ranker.json`, already JSON.
 *
 * @throws HearthError `bad-bundle` where it is malformed; `bundle-mismatch` where it is sound but weighs other features
 * than this program makes.
 */
export function parseRankerModel(json: unknown): RankerModel {
  const { format, scale, weights, pairs, decision } = recordOf(json, 'the file');
  if (format !== RANKER_FORMAT) {
    const theirs = typeof format === 'number' ? format : 'none';
    throw new HearthError('bundle-mismatch', `ranker.json has format ${theirs}; this program reads ${RANKER_FORMAT}`);
  }
  if (typeof scale !== 'number' || !Number.isFinite(scale) || scale <= 0) throw bad('scale is no number above 0');
  const codes = recordOf(weights, 'weights');
  const known: ReadonlySet<string> = new Set(FEATURE_NAMES);
  const unknown = Object.keys(codes).find((name) => !known.has(name)) ?? FEATURE_NAMES.find((name) => !(name in codes));
  if (unknown !== undefined)
    throw new HearthError('bundle-mismatch', `ranker.json: features are not this program's (${unknown}): fit it again`);
  if (!Array.isArray(pairs)) throw bad('pairs is no list');
  return {
    weights: Object.fromEntries(FEATURE_NAMES.map((name) => [name, codeOf(codes[name], `weights.${name}`) * scale])),
    pairs: pairs.map((pair, i) => pairOf(pair, known, scale, `pairs[${i}]`)),
    decision: decisionOf(decision),
  };
}

function decisionOf(json: unknown): DecisionModel {
  const { bias, weights } = recordOf(json, 'decision');
  const given = recordOf(weights, 'decision.weights');
  const number = (value: unknown, what: string): number => {
    if (typeof value !== 'number' || !Number.isFinite(value)) throw bad(`${what} is no number`);
    return value;
  };
  return {
    bias: number(bias, 'decision.bias'),
    weights: Object.fromEntries(DOUBTS.map((name) => [name, number(given[name], `decision.weights.${name}`)])),
  };
}

/** The file's content for a model; parsing it gives the model as it will be used, its weights rounded to eight bits. */
export function encodeRankerModel({ weights, pairs, decision }: RankerModel): { readonly format: number } {
  const all = [...FEATURE_NAMES.map((name) => weights[name] ?? 0), ...pairs.map(({ weight }) => weight)];
  const most = Math.max(1e-3, ...all.map(Math.abs));
  const scale = Number((most / CODE_MAX).toPrecision(6));
  const code = (weight: number) => Math.max(-CODE_MAX, Math.min(CODE_MAX, Math.round(weight / scale)));
  return {
    format: RANKER_FORMAT,
    scale,
    weights: Object.fromEntries(FEATURE_NAMES.map((name) => [name, code(weights[name] ?? 0)])),
    pairs: pairs.map(({ first, second, weight }) => [first, second, code(weight)]),
    decision: {
      bias: thousandth(decision.bias),
      weights: Object.fromEntries(DOUBTS.map((name) => [name, thousandth(decision.weights[name] ?? 0)])),
    },
  } as { readonly format: number };
}

function thousandth(value: number): number {
  return Math.round(value * 1000) / 1000;
}

function pairOf(json: unknown, known: ReadonlySet<string>, scale: number, what: string): FeaturePair {
  if (!Array.isArray(json) || json.length !== 3) throw bad(`${what} is no pair of features with its weight`);
  const [first, second, code] = json as readonly unknown[];
  if (typeof first !== 'string' || typeof second !== 'string') throw bad(`${what} names no features`);
  if (!known.has(first) || !known.has(second))
    throw new HearthError('bundle-mismatch', `ranker.json: ${what}: features are not this program's: fit it again`);
  return { first, second, weight: codeOf(code, what) * scale };
}

function codeOf(value: unknown, what: string): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || Math.abs(value) > CODE_MAX)
    throw bad(`${what} is no whole number of at most ${CODE_MAX}`);
  return value;
}

function recordOf(json: unknown, what: string): { readonly [key: string]: unknown } {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw bad(`${what} is no object`);
  return json as { readonly [key: string]: unknown };
}

function bad(why: string): HearthError {
  return new HearthError('bad-bundle', `ranker.json: ${why}`);
}
