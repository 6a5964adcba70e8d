import { HearthError } from '../domain/errors.ts';
import type { RankerModel } from '../domain/rankerModel.ts';
import { FEATURE_NAMES } from './candidate.ts';

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
  const { format, scale, weights } = recordOf(json, 'the file');
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
  return {
    weights: Object.fromEntries(FEATURE_NAMES.map((name) => [name, codeOf(codes[name], `weights.${name}`) * scale])),
  };
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
