import { Random } from './random.ts';

/** Batches sorted within a pool waste little padding; pools keep the order random. */
const POOL_BATCHES = 32;

/**
 * Which sentences each step sees, [steps · batchSize] row indices: every row as often as its weight asks for (to within
 * one), batches of like length, in an order that the seed decides.
 */
export function planBatches(
  weights: readonly number[],
  lengths: readonly number[],
  { steps, batchSize, seed }: { steps: number; batchSize: number; seed: number },
): Int32Array {
  const random = new Random(seed);
  const draws = steps * batchSize;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const order = random.shuffle(weights.map((_, row) => row));
  const rows: number[] = [];
  // Systematic sampling: one random start, equal strides over the summed weights.
  const stride = total / draws;
  let mark = random.next() * stride;
  let passed = 0;
  for (const row of order) {
    passed += weights[row] as number;
    for (; mark < passed && rows.length < draws; mark += stride) rows.push(row);
  }
  while (rows.length < draws) rows.push(order[random.below(order.length)] as number);
  random.shuffle(rows);
  const plan = new Int32Array(new SharedArrayBuffer(4 * draws));
  let written = 0;
  for (let from = 0; from < draws; from += POOL_BATCHES * batchSize) {
    const pool = rows.slice(from, from + POOL_BATCHES * batchSize);
    pool.sort((a, b) => (lengths[a] as number) - (lengths[b] as number));
    const starts = random.shuffle(Array.from({ length: pool.length / batchSize }, (_, i) => i * batchSize));
    for (const start of starts) {
      plan.set(pool.slice(start, start + batchSize), written);
      written += batchSize;
    }
  }
  return plan;
}
