import type { Vectors } from './nearest.ts';

/** A linear map of vectors: y = L⁻¹ · (x − centre), L lower triangular, row-major [width, width]. */
export interface LinearMap {
  readonly centre: Float64Array;
  readonly lower: Float64Array;
}

/**
 * Within-class covariance normalisation (A. Hatch, S. Kajarekar, A. Stolcke 2006): directions in which sentences of one
 * intent differ count for little, so that what is left tells intents apart, of labels never seen, too.
 *
 * `rest` is the share of the identity (times the mean variance) in the covariance: it keeps the map from trusting few
 * intents too far.
 */
export function fitWithinClass({ width, values }: Vectors, labels: readonly string[], rest: number): LinearMap {
  const rows = labels.length;
  const centre = new Float64Array(width);
  for (let row = 0; row < rows; row++) addRow(centre, values, row * width, 1 / rows);
  const groups = new Map<string, number[]>();
  labels.forEach((label, row) => {
    groups.set(label, [...(groups.get(label) ?? []), row]);
  });
  const covariance = new Float64Array(width * width);
  let total = 0;
  for (const members of groups.values()) {
    const mean = new Float64Array(width);
    for (const row of members) addRow(mean, values, row * width, 1 / members.length);
    // A large intent counts by the root of its size, else a few would decide.
    const weight = 1 / Math.sqrt(members.length);
    for (const row of members) {
      const apart = mean.map((value, i) => (values[row * width + i] as number) - value);
      for (let i = 0; i < width; i++) {
        const scaled = weight * (apart[i] as number);
        for (let j = 0; j <= i; j++)
          covariance[i * width + j] = (covariance[i * width + j] as number) + scaled * (apart[j] as number);
      }
    }
    total += weight * members.length;
  }
  let trace = 0;
  for (let i = 0; i < width; i++) trace += (covariance[i * width + i] as number) / total;
  const shrunk = covariance.map((value) => ((1 - rest) * value) / total);
  for (let i = 0; i < width; i++) shrunk[i * width + i] = (shrunk[i * width + i] as number) + (rest * trace) / width;
  return { centre, lower: cholesky(shrunk, width) };
}

/** The mapped vectors; the given ones stay. */
export function applyMap({ width, values }: Vectors, { centre, lower }: LinearMap): Vectors {
  const out = new Float32Array(values.length);
  const y = new Float64Array(width);
  for (let at = 0; at < values.length; at += width) {
    for (let i = 0; i < width; i++) {
      let sum = (values[at + i] as number) - (centre[i] as number);
      for (let j = 0; j < i; j++) sum -= (lower[i * width + j] as number) * (y[j] as number);
      y[i] = sum / (lower[i * width + i] as number);
    }
    out.set(y, at);
  }
  return { width, values: out };
}

/** L with L·Lᵀ = A. Throws where A is not positive definite. */
function cholesky(a: Float64Array, width: number): Float64Array {
  const lower = new Float64Array(width * width);
  for (let i = 0; i < width; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * width + j] as number;
      for (let k = 0; k < j; k++) sum -= (lower[i * width + k] as number) * (lower[j * width + k] as number);
      if (i === j && !(sum > 0)) throw new Error('too few different vectors for a covariance');
      lower[i * width + j] = i === j ? Math.sqrt(sum) : sum / (lower[j * width + j] as number);
    }
  }
  return lower;
}

function addRow(to: Float64Array, from: Float32Array, offset: number, weight: number): void {
  for (let i = 0; i < to.length; i++) to[i] = (to[i] as number) + weight * (from[offset + i] as number);
}
