import { existsSync, readFileSync } from 'node:fs';
import * as v from 'valibot';
import { DataError } from '../dataFile.ts';
import { type Figure, overSeeds } from '../table/figures.ts';

const Share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
/** Right answers by word error rate of what was heard: see `robustness.ts`. */
const Band = v.object({ from: v.number(), to: v.nullable(v.number()), texts: v.number(), right: v.number() });
const Part = v.looseObject({
  texts: v.pipe(v.number(), v.integer(), v.minValue(1)),
  intent: Share,
  slotF1: v.nullish(Share),
  inScope: v.optional(Share),
  oosRecall: v.optional(Share),
  bands: v.optional(v.array(Band)),
});
const Seed = v.pipe(v.number(), v.integer(), v.minValue(1));
const Result = v.looseObject({
  set: v.pipe(v.string(), v.minLength(1)),
  seed: Seed,
  parts: v.record(v.string(), Part),
});
export type KeptResult = v.InferOutput<typeof Result>;

const Recall = v.looseObject({ at1: Share });
const Ways = v.looseObject({ all: Recall, sampled: Recall });
const Retrieval = v.looseObject({
  network: v.pipe(v.string(), v.minLength(1)),
  precision: v.picklist(['fp32', 'int8']),
  plain: Ways,
  mapped: Ways,
});
type KeptRetrieval = v.InferOutput<typeof Retrieval>;

/** Trainings on public benchmarks, as `node models/run.mjs benchmark` kept them. */
export interface Benchmarks {
  readonly results: readonly KeptResult[];
  readonly retrieval: readonly KeptRetrieval[];
}

/**
 * Reads what the benchmark command kept; a file that is not there is an empty list.
 *
 * @throws DataError naming file, entry and field where a file is malformed, or holds a set and seed twice.
 */
export function readBenchmarks(files: { readonly results: string; readonly retrieval: string }): Benchmarks {
  const results = readList(files.results, Result);
  const seen = new Set<string>();
  for (const [i, { set, seed }] of results.entries()) {
    const key = `${set} seed ${seed}`;
    if (seen.has(key)) throw new DataError(`${files.results}: entry ${i + 1}: ${key} is there twice`);
    seen.add(key);
  }
  return { results, retrieval: readList(files.retrieval, Retrieval) };
}

function readList<S extends v.GenericSchema>(file: string, schema: S): v.InferOutput<S>[] {
  if (!existsSync(file)) return [];
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new DataError(`${file}: not JSON: ${(cause as Error).message}`, { cause });
  }
  if (!Array.isArray(value)) throw new DataError(`${file}: not a list`);
  return value.map((one, i) => {
    const parsed = v.safeParse(schema, one);
    if (parsed.success) return parsed.output;
    const [issue] = parsed.issues;
    const where = v.getDotPath(issue);
    throw new DataError(`${file}: entry ${i + 1}: ${where === null ? '' : `${where}: `}${issue.message}`);
  });
}

/** [key of the table, set, part, field] */
export const KEPT: readonly (readonly [string, string, string, 'intent' | 'slotF1' | 'inScope' | 'oosRecall'])[] = [
  ['hwu64.intent', 'hwu64', 'test', 'intent'],
  ['hwu64Alone.intent', 'hwu64Alone', 'test', 'intent'],
  ['snips.intent', 'snips', 'test', 'intent'],
  ['snips.slotF1', 'snips', 'test', 'slotF1'],
  ['slurp.gold', 'slurp', 'gold', 'intent'],
  ['slurp.asr', 'slurp', 'asr', 'intent'],
  ['clinc.inScope', 'clinc', 'test', 'inScope'],
  ['clinc.oosRecall', 'clinc', 'test', 'oosRecall'],
];

/** The benchmark rows' figures over the seeds that there are; of the int8 networks, as they would ship. */
export function benchmarkFigures({ results, retrieval }: Benchmarks): Map<string, Figure> {
  const figures = new Map<string, Figure>();
  const put = (key: string, values: readonly (number | null | undefined)[]): void => {
    const figure = overSeeds(values);
    if (figure !== undefined) figures.set(key, figure);
  };
  for (const [key, set, part, field] of KEPT)
    put(
      key,
      results.filter((one) => one.set === set).map(({ parts }) => parts[part]?.[field]),
    );
  const shipped = retrieval.filter(({ precision }) => precision === 'int8');
  const trained = shipped.filter(({ network }) => network !== 'frozen');
  put(
    'clinc.retrievalR1',
    trained.map(({ mapped }) => mapped.sampled.at1),
  );
  put(
    'clinc.retrievalPlainR1',
    trained.map(({ plain }) => plain.sampled.at1),
  );
  put(
    'clinc.retrievalAllR1',
    trained.map(({ mapped }) => mapped.all.at1),
  );
  const frozen = shipped.find(({ network }) => network === 'frozen');
  if (frozen !== undefined) figures.set('clinc.retrievalFrozenR1', frozen.plain.sampled.at1);
  return figures;
}
