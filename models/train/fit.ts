import { INTENT_LABELS } from '../../runtime/domain/intent.ts';
import type { Calibration } from '../../runtime/ports/inference.ts';
import { logSumExp, OUT_OF_SCOPE_LABELS, scopeFeatures } from '../../runtime/understand/calibrate.ts';
import type { Scored } from './score.ts';

/** Fits what turns logits into probabilities on held-out sentences. */
export function fitCalibration(scored: readonly Scored[]): Calibration {
  const intents = scored.filter(({ target }) => target.intent >= 0);
  const domains = scored.filter(({ target }) => target.domain >= 0);
  return {
    intentTemperature: fitTemperature(intents.map(({ intents: logits, target }) => [logits, target.intent])),
    domainTemperature: fitTemperature(domains.map(({ domains: logits, target }) => [logits, target.domain])),
    scope: fitScope(intents),
  };
}

/** The temperature of least negative log likelihood (C. Guo et al. 2017, section 4.2), by golden-section search. */
export function fitTemperature(rows: readonly (readonly [Float32Array, number])[]): number {
  if (rows.length === 0) return 1;
  const cost = (logTemperature: number): number => {
    const temperature = Math.exp(logTemperature);
    let sum = 0;
    for (const [logits, label] of rows) {
      const scaled = Array.from(logits, (logit) => logit / temperature);
      sum += logSumExp(scaled) - (scaled[label] as number);
    }
    return sum;
  };
  const ratio = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [Math.log(0.1), Math.log(10)];
  for (let i = 0; i < 40; i++) {
    const width = (high - low) * ratio;
    if (cost(high - width) < cost(low + width)) high = low + width;
    else low = high - width;
  }
  return Math.exp((low + high) / 2);
}

/**
 * Logistic regression of "in scope" on energy and odds by Newton's method, a little ridge to keep it finite; falls back
 * to the odds alone where the held-out part lacks one of the two kinds.
 */
export function fitScope(scored: readonly Scored[]): Calibration['scope'] {
  const rows = scored.map(({ intents, target }) => {
    const { energy, odds } = scopeFeatures(intents, INTENT_LABELS);
    return { x: [1, energy, odds], inside: !OUT_OF_SCOPE_LABELS.includes(INTENT_LABELS[target.intent] as string) };
  });
  if (rows.every(({ inside }) => inside) || rows.every(({ inside }) => !inside)) {
    return { bias: 0, energyWeight: 0, oddsWeight: 1 };
  }
  const w = [0, 0, 0.5];
  for (let round = 0; round < 50; round++) {
    const gradient = w.map((value, i) => (i === 0 ? 0 : 1e-2 * value));
    const curvature = [0, 1, 2].map((i) => [0, 1, 2].map((j) => (i === j ? 1e-2 : 0)));
    for (const { x, inside } of rows) {
      const p = 1 / (1 + Math.exp(-x.reduce((sum, value, i) => sum + value * (w[i] as number), 0)));
      for (let i = 0; i < 3; i++) {
        gradient[i] = (gradient[i] as number) + (p - (inside ? 1 : 0)) * (x[i] as number);
        for (let j = 0; j < 3; j++) {
          const row = curvature[i] as number[];
          row[j] = (row[j] as number) + p * (1 - p) * (x[i] as number) * (x[j] as number);
        }
      }
    }
    const step = solve(curvature, gradient);
    // Newton overshoots on separable data: no coordinate moves by more than 2 a round.
    const longest = Math.max(...step.map(Math.abs));
    const damp = longest > 2 ? 2 / longest : 1;
    for (let i = 0; i < 3; i++) w[i] = (w[i] as number) - damp * (step[i] as number);
    if (longest < 1e-7) break;
  }
  return { bias: w[0] as number, energyWeight: w[1] as number, oddsWeight: w[2] as number };
}

/** x with A·x = b, by Gaussian elimination with row exchange. */
function solve(a: readonly (readonly number[])[], b: readonly number[]): number[] {
  const rows = a.map((row, i) => [...row, b[i] as number]);
  const n = b.length;
  for (let column = 0; column < n; column++) {
    let best = column;
    for (let r = column + 1; r < n; r++) {
      if (Math.abs((rows[r] as number[])[column] as number) > Math.abs((rows[best] as number[])[column] as number))
        best = r;
    }
    [rows[column], rows[best]] = [rows[best] as number[], rows[column] as number[]];
    const pivot = rows[column] as number[];
    for (let r = 0; r < n; r++) {
      const row = rows[r] as number[];
      if (r === column) continue;
      const factor = (row[column] as number) / (pivot[column] as number);
      for (let c = column; c <= n; c++) row[c] = (row[c] as number) - factor * (pivot[c] as number);
    }
  }
  return rows.map((row, i) => (row[n] as number) / (row[i] as number));
}
