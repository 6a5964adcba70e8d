const SCALE = 127;

/** A vector as int8, scaled so that its largest value is 127: what is kept of an embedding, a quarter of its bytes. */
export function quantised(vector: Float32Array): Int8Array {
  let largest = 0;
  for (const value of vector) largest = Math.max(largest, Math.abs(value));
  const kept = new Int8Array(vector.length);
  if (largest === 0) return kept;
  for (let i = 0; i < kept.length; i++) kept[i] = Math.round(((vector[i] ?? 0) / largest) * SCALE);
  return kept;
}

/** Cosine of two vectors of any lengths; 0 where one is nought. */
export function cosineOf(a: Int8Array, b: Int8Array): number {
  let dot = 0;
  let left = 0;
  let right = 0;
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i] ?? 0, b[i] ?? 0];
    dot += x * y;
    left += x * x;
    right += y * y;
  }
  return left === 0 || right === 0 ? 0 : dot / Math.sqrt(left * right);
}

/** Index of the largest value, the first of equals. */
export function argmax(values: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if ((values[i] as number) > (values[best] as number)) best = i;
  return best;
}
