import type { Examples } from './boost.ts';

export interface Weights {
  readonly bias: number;
  readonly weights: Float64Array;
}

const STEPS_MAX = 40;

/**
 * Logistic regression with a ridge penalty, by Newton's method (iteratively reweighted least squares).
 *
 * Labels are 0 or 1. `ridge` is the penalty of each weight, in examples' worth; the bias has none. The optimum is unique, so no
 * seed is needed. With all weights free it is calibrated on its own examples by construction.
 */
export function fitLogistic({ width, features, labels, weights }: Examples, ridge: number): Weights {
  const size = width + 1;
  const beta = new Float64Array(size);
  const at = (i: number, f: number) => (f === width ? 1 : (features[i * width + f] ?? 0));
  for (let step = 0; step < STEPS_MAX; step++) {
    const gradient = new Float64Array(size);
    const hessian = Float64Array.from({ length: size * size }, (_, k) =>
      k % (size + 1) === 0 ? (Math.floor(k / size) === width ? 1e-9 : ridge) : 0,
    );
    for (let f = 0; f < width; f++) gradient[f] = ridge * (beta[f] ?? 0);
    for (let i = 0; i < labels.length; i++) {
      let score = 0;
      for (let f = 0; f < size; f++) score += (beta[f] ?? 0) * at(i, f);
      const p = 1 / (1 + Math.exp(-score));
      const weight = weights?.[i] ?? 1;
      const miss = weight * (p - (labels[i] ?? 0));
      const curve = weight * Math.max(p * (1 - p), 1e-9);
      for (let f = 0; f < size; f++) {
        const x = at(i, f);
        if (x === 0) continue;
        gradient[f] = (gradient[f] ?? 0) + miss * x;
        for (let g = 0; g <= f; g++) {
          const y = at(i, g);
          if (y !== 0) hessian[f * size + g] = (hessian[f * size + g] ?? 0) + curve * x * y;
        }
      }
    }
    const change = solve(hessian, gradient, size);
    let most = 0;
    for (let f = 0; f < size; f++) {
      const by = Math.max(-4, Math.min(4, change[f] ?? 0));
      beta[f] = (beta[f] ?? 0) - by;
      most = Math.max(most, Math.abs(by));
    }
    if (most < 1e-6) break;
  }
  const short = (value: number) => Number(value.toPrecision(5));
  return { bias: short(beta[width] ?? 0), weights: beta.slice(0, width).map(short) };
}

/** Solves H x = g for a symmetric positive definite H given by its lower triangle (Cholesky). */
function solve(hessian: Float64Array, gradient: Float64Array, size: number): Float64Array {
  const lower = hessian.slice();
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = lower[i * size + j] ?? 0;
      for (let k = 0; k < j; k++) sum -= (lower[i * size + k] ?? 0) * (lower[j * size + k] ?? 0);
      lower[i * size + j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / (lower[j * size + j] ?? 1);
    }
  }
  const x = gradient.slice();
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) x[i] = (x[i] ?? 0) - (lower[i * size + k] ?? 0) * (x[k] ?? 0);
    x[i] = (x[i] ?? 0) / (lower[i * size + i] ?? 1);
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) x[i] = (x[i] ?? 0) - (lower[k * size + i] ?? 0) * (x[k] ?? 0);
    x[i] = (x[i] ?? 0) / (lower[i * size + i] ?? 1);
  }
  return x;
}
