import { overSeeds, type Spread } from '../evaluate/table/figures.ts';
import type { PartFigures } from './judge.ts';
import type { BenchmarkResult } from './results.ts';

/** A figure of a judged part over all seeds kept; null where none has it. */
export function figureOf(
  results: readonly BenchmarkResult[],
  set: string,
  part: string,
  name: Exclude<keyof PartFigures, 'texts' | 'bands'>,
  precision: 'parts' | 'fp32' = 'parts',
): Spread | null {
  const values = results.filter((one) => one.set === set).map((one) => one[precision][part]?.[name] ?? null);
  return overSeeds(values) ?? null;
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
