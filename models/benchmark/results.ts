import type { Recipe } from '../train/settings.ts';
import type { PartFigures } from './judge.ts';
import { readList, writeList } from './keptList.ts';

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
  /** The benchmark and seed whose network lent its encoder; absent where it was the original's. */
  readonly from?: string;
}

/** Reads the results kept so far; an empty list where there are none. Throws where the file is no list of results. */
export function readResults(path: string): BenchmarkResult[] {
  const value = readList(path, 'benchmark results');
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
  writeList(path, all);
}
