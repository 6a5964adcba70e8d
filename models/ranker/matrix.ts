import { FEATURE_NAMES } from '../../runtime/resolve/candidate.ts';
import type { Example } from './examples.ts';

/** Examples that teach something: several candidates, of which some are right and some are not. */
export interface Matrix {
  /** By candidate: summed values of the features, row-major. [rows, features] */
  readonly values: Float64Array;
  readonly right: Uint8Array;
  /** Where each example's rows begin, and at the end their number. [examples + 1] */
  readonly starts: Int32Array;
  readonly width: number;
}

export function matrixOf(examples: readonly Example[]): Matrix {
  const told = examples.filter(({ right }) => right.includes(true) && right.includes(false));
  const width = FEATURE_NAMES.length;
  const rows = told.reduce((sum, { right }) => sum + right.length, 0);
  const values = new Float64Array(rows * width);
  const right = new Uint8Array(rows);
  const starts = new Int32Array(told.length + 1);
  const columnOf = new Map<string, number>(FEATURE_NAMES.map((name, column) => [name, column]));
  let row = 0;
  told.forEach((example, index) => {
    example.candidates.forEach(({ features }, i) => {
      for (const { name, value } of features) {
        const at = row * width + (columnOf.get(name) ?? 0);
        values[at] = (values[at] ?? 0) + value;
      }
      right[row] = example.right[i] === true ? 1 : 0;
      row++;
    });
    starts[index + 1] = row;
  });
  return { values, right, starts, width };
}
