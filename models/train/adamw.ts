import type { Parameter } from './parameters.ts';

/** How the weights move. */
export interface Optimiser {
  readonly encoderRate: number;
  readonly headRate: number;
  readonly decay: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** Gradients longer than this are scaled down to it. */
  readonly clip: number;
  /** The moving average of the weights, which is what ships, keeps this share of itself each step. */
  readonly averageDecay: number;
  /** Share of the steps in which the rate climbs to its top. */
  readonly warmUp: number;
  /** What is left of the rate at the end. */
  readonly finalShare: number;
}

/** All of the training's state, flat. */
export interface State {
  readonly values: Float32Array;
  readonly mean: Float32Array;
  readonly variance: Float32Array;
  readonly average: Float32Array;
}

/** Share of the top rate at a step: linear warm-up, then half a cosine down to `finalShare`. */
export function rateShare(step: number, steps: number, o: Pick<Optimiser, 'warmUp' | 'finalShare'>): number {
  const climb = Math.max(1, Math.round(steps * o.warmUp));
  if (step < climb) return (step + 1) / climb;
  const way = (step - climb) / Math.max(1, steps - climb);
  return o.finalShare + (1 - o.finalShare) * 0.5 * (1 + Math.cos(Math.PI * way));
}

/**
 * One AdamW step (I. Loshchilov, F. Hutter 2019) on the flat positions [from, to).
 *
 * `gradients`: one flat array a thread; their sum is the gradient. `scale` multiplies it (clipping). `step` counts
 * from 0.
 */
export function adamStep(
  state: State,
  gradients: readonly Float32Array[],
  parameters: readonly Parameter[],
  o: Optimiser,
  at: { from: number; to: number; step: number; steps: number; scale: number },
): void {
  const share = rateShare(at.step, at.steps, o);
  const meanFix = 1 - o.beta1 ** (at.step + 1);
  const varianceFix = 1 - o.beta2 ** (at.step + 1);
  // Early on the average would remember the start; it follows faster until it has seen enough steps.
  const kept = Math.min(o.averageDecay, (1 + at.step) / (10 + at.step));
  const { values, mean, variance, average } = state;
  const [left, right] = [gradients[0] as Float32Array, gradients[1] ?? null];
  for (const parameter of parameters) {
    const begin = Math.max(at.from, parameter.offset);
    const end = Math.min(at.to, parameter.offset + parameter.size);
    const rate = share * (parameter.group === 'encoder' ? o.encoderRate : o.headRate);
    const shrink = parameter.decays ? 1 - rate * o.decay : 1;
    const stride = rate / meanFix;
    const varianceScale = 1 / Math.sqrt(varianceFix);
    for (let i = begin; i < end; i++) {
      const g = ((left[i] as number) + (right === null ? 0 : (right[i] as number))) * at.scale;
      const m = Math.fround(o.beta1 * (mean[i] as number) + (1 - o.beta1) * g);
      const v = Math.fround(o.beta2 * (variance[i] as number) + (1 - o.beta2) * g * g);
      mean[i] = m;
      variance[i] = v;
      const moved = (values[i] as number) * shrink - (stride * m) / (Math.sqrt(v) * varianceScale + o.epsilon);
      values[i] = moved;
      average[i] = kept * (average[i] as number) + (1 - kept) * moved;
    }
  }
}

/** Sum of the squared gradients on [from, to). */
export function squaredNorm(gradients: readonly Float32Array[], from: number, to: number): number {
  const [left, right] = [gradients[0] as Float32Array, gradients[1] ?? null];
  let sum = 0;
  for (let i = from; i < to; i++) {
    const g = (left[i] as number) + (right === null ? 0 : (right[i] as number));
    sum += g * g;
  }
  return sum;
}
