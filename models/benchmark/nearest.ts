import type { Random } from '../train/random.ts';

/** Vectors of one width, row after row. */
export interface Vectors {
  readonly width: number;
  readonly values: Float32Array;
}

/** Shares of the queries with a neighbour of their own label at rank 1, and among the first five. */
export interface Recall {
  readonly at1: number;
  readonly at5: number;
}

/** Scales every row to length 1, in place. */
export function toUnitLength({ width, values }: Vectors): void {
  for (let at = 0; at < values.length; at += width) {
    let sum = 0;
    for (let i = at; i < at + width; i++) sum += (values[i] as number) ** 2;
    const scale = 1 / Math.sqrt(Math.max(sum, 1e-24));
    for (let i = at; i < at + width; i++) values[i] = (values[i] as number) * scale;
  }
}

/** Cosines between all rows of unit length, row-major [rows, rows]; −2 between a row and itself. */
export function cosines({ width, values }: Vectors): Float32Array {
  const rows = values.length / width;
  const out = new Float32Array(rows * rows).fill(-2);
  for (let a = 0; a < rows; a++) {
    for (let b = a + 1; b < rows; b++) {
      let sum = 0;
      for (let i = 0; i < width; i++) sum += (values[a * width + i] as number) * (values[b * width + i] as number);
      out[a * rows + b] = sum;
      out[b * rows + a] = sum;
    }
  }
  return out;
}

/** Leave-one-out recall among the rows `among`: each is looked for in all the others. */
export function recallAmong(similar: Float32Array, labels: readonly string[], among: readonly number[]): Recall {
  const rows = labels.length;
  let [first, five] = [0, 0];
  for (const query of among) {
    const best: number[] = [];
    for (const other of among) {
      const score = similar[query * rows + other] as number;
      if (other === query || (best.length === 5 && score <= (similar[query * rows + (best[4] as number)] as number)))
        continue;
      let at = best.length;
      while (at > 0 && score > (similar[query * rows + (best[at - 1] as number)] as number)) at -= 1;
      best.splice(at, 0, other);
      if (best.length > 5) best.pop();
    }
    first += labels[best[0] as number] === labels[query] ? 1 : 0;
    five += best.some((other) => labels[other] === labels[query]) ? 1 : 0;
  }
  return { at1: first / among.length, at5: five / among.length };
}

/** `count` different rows of `rows`. */
export function sampleRows(rows: number, count: number, random: Random): number[] {
  return random.shuffle(Array.from({ length: rows }, (_, row) => row)).slice(0, count);
}
