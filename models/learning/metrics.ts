import { reliabilityOf } from '../evaluate/measure/calibration.ts';

/** How often each class was told as each other, and what follows from it. */
export interface Confusion {
  readonly classes: readonly string[];
  /** [truth][told] */
  readonly counts: readonly (readonly number[])[];
  readonly accuracy: number;
  /** By class; NaN where it never occurs. */
  readonly recall: readonly number[];
  readonly precision: readonly number[];
  readonly f1: readonly number[];
}

export function confusionOf(classes: readonly string[], pairs: readonly (readonly [number, number])[]): Confusion {
  const counts = classes.map(() => classes.map(() => 0));
  for (const [truth, told] of pairs) {
    const row = counts[truth];
    if (row !== undefined) row[told] = (row[told] ?? 0) + 1;
  }
  const right = classes.map((_, k) => counts[k]?.[k] ?? 0);
  const occurs = counts.map((row) => row.reduce((sum, x) => sum + x, 0));
  const told = classes.map((_, k) => counts.reduce((sum, row) => sum + (row[k] ?? 0), 0));
  const recall = right.map((x, k) => x / (occurs[k] ?? 0));
  const precision = right.map((x, k) => x / (told[k] ?? 0));
  return {
    classes,
    counts,
    accuracy: right.reduce((sum, x) => sum + x, 0) / Math.max(1, pairs.length),
    recall,
    precision,
    f1: right.map((x, k) => (2 * x) / ((occurs[k] ?? 0) + (told[k] ?? 0))),
  };
}

/** Expected calibration error over ten bins of equal width, of probabilities that something is so. */
export function calibrationError(probabilities: readonly number[], isSo: readonly boolean[]): number {
  const claims = probabilities.map((confidence, i) => ({ confidence, right: isSo[i] === true }));
  return reliabilityOf(claims, 10).ece;
}

/** A table for people: rows are the truth. */
export function describe(confusion: Confusion): string {
  const { classes, counts, recall, precision, f1 } = confusion;
  const head = ['', ...classes.map((name) => name.slice(0, 9)), 'recall', 'precision', 'F1'];
  const rows = classes.map((name, k) => [
    name,
    ...(counts[k] ?? []).map(String),
    ...[recall[k], precision[k], f1[k]].map((x) => (x === undefined || Number.isNaN(x) ? '–' : x.toFixed(3))),
  ]);
  return [head, ...rows]
    .map((row) => row.map((cell, i) => (i === 0 ? cell.padEnd(18) : cell.padStart(10))).join(''))
    .join('\n');
}
