import type { PartFigures } from './judge.ts';
import type { BenchmarkResult } from './results.ts';

/** Mean and standard deviation (of the sample; 0 for one seed) of a figure over seeds. */
export interface Spread {
  readonly mean: number;
  readonly sd: number;
  readonly seeds: number;
}

export function spreadOf(values: readonly number[]): Spread {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, sd: values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : 0, seeds: values.length };
}

/** A figure of a judged part over all seeds kept; null where none has it. */
export function figureOf(
  results: readonly BenchmarkResult[],
  set: string,
  part: string,
  name: Exclude<keyof PartFigures, 'texts' | 'bands'>,
  precision: 'parts' | 'fp32' = 'parts',
): Spread | null {
  const values = results.filter((one) => one.set === set).map((one) => one[precision][part]?.[name] ?? null);
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : spreadOf(known);
}

/** A line for each set, part and figure: int8, and fp32 beside it. */
export function summarise(results: readonly BenchmarkResult[]): string[] {
  const lines: string[] = [];
  for (const set of new Set(results.map((one) => one.set))) {
    const parts = new Set(results.filter((one) => one.set === set).flatMap((one) => Object.keys(one.parts)));
    for (const part of parts) {
      for (const name of ['intent', 'inScope', 'oosRecall', 'slotF1', 'ece'] as const) {
        const ours = figureOf(results, set, part, name);
        const full = figureOf(results, set, part, name, 'fp32');
        if (ours === null || full === null) continue;
        const percent = ({ mean, sd }: Spread) => `${(100 * mean).toFixed(2)} ± ${(100 * sd).toFixed(2)}`;
        lines.push(
          `${`${set} ${part} ${name}`.padEnd(30)} ${percent(ours).padEnd(16)} (fp32 ${percent(full)}; ${ours.seeds} seeds)`,
        );
      }
    }
  }
  return lines;
}
