import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { Recipe } from '../train/settings.ts';
import type { PartFigures } from './judge.ts';

/** One training of one benchmark, as `results.json` keeps it. */
export interface BenchmarkResult {
  readonly set: string;
  readonly seed: number;
  /** Of the int8 network, as it would ship; by judged part. */
  readonly parts: Readonly<Record<string, PartFigures>>;
  /** The same before quantisation. */
  readonly fp32: Readonly<Record<string, PartFigures>>;
  readonly trainedOn: { readonly texts: number; readonly unlabelled: number; readonly held: number };
  readonly steps: number;
  /** Sentences seen, repetitions counted. */
  readonly sentences: number;
  readonly seconds: number;
  readonly epochs: number;
  /** How it was trained; absent where it was not kept. */
  readonly recipe?: Recipe;
}

/** Reads the results kept so far; an empty list where there are none. Throws where the file is no list of results. */
export function readResults(path: string): BenchmarkResult[] {
  if (!existsSync(path)) return [];
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new Error(`${path} is not JSON: restore it, or delete it to train all benchmarks again`, { cause });
  }
  if (!Array.isArray(value)) throw new Error(`${path} is no list of benchmark results`);
  value.forEach((one, i) => {
    const { set, seed, parts } = (one ?? {}) as Partial<BenchmarkResult>;
    if (typeof set !== 'string' || typeof seed !== 'number' || typeof parts !== 'object')
      throw new Error(`${path}: entry ${i + 1} lacks set, seed or parts`);
  });
  return value as BenchmarkResult[];
}

/** Puts a result in its place, replacing one of the same set and seed; the file is never half written. */
export function keepResult(path: string, result: BenchmarkResult): void {
  const others = readResults(path).filter(({ set, seed }) => set !== result.set || seed !== result.seed);
  const all = [...others, result].sort((a, b) => a.set.localeCompare(b.set) || a.seed - b.seed);
  writeFileSync(`${path}.part`, `[\n${all.map((one) => `  ${JSON.stringify(one)}`).join(',\n')}\n]\n`);
  renameSync(`${path}.part`, path);
}
