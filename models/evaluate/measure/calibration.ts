import { argmax } from '../../../runtime/domain/vector.ts';
import { softmax } from '../../../runtime/understand/calibrate.ts';

/** A prediction: how sure it was, and whether it was right. */
export interface Claim {
  /** In [0, 1]. */
  readonly confidence: number;
  readonly right: boolean;
}

/** Claims of one range of confidence. */
export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Means over the bin; NaN where it is empty. */
  readonly confidence: number;
  readonly accuracy: number;
}

export interface Reliability {
  readonly claims: number;
  readonly bins: readonly Bin[];
  /** Expected calibration error: mean gap between confidence and accuracy, weighted by bin. */
  readonly ece: number;
}

const BINS = 15;

/** Bins of equal width, as C. Guo et al. 2017, section 2, have them. */
export function reliabilityOf(claims: readonly Claim[], bins = BINS): Reliability {
  const sums = Array.from({ length: bins }, () => ({ count: 0, confidence: 0, right: 0 }));
  for (const { confidence, right } of claims) {
    const bin = sums[Math.max(0, Math.min(bins - 1, Math.floor(confidence * bins)))] as (typeof sums)[number];
    bin.count += 1;
    bin.confidence += confidence;
    bin.right += right ? 1 : 0;
  }
  const gap = sums.reduce((sum, bin) => sum + Math.abs(bin.confidence - bin.right), 0);
  return {
    claims: claims.length,
    bins: sums.map(({ count, confidence, right }, i) => ({
      ...{ from: i / bins, to: (i + 1) / bins, count },
      ...{ confidence: confidence / count, accuracy: right / count },
    })),
    ece: gap / Math.max(1, claims.length),
  };
}

/** Logits, and the index of what is true. */
export type LogitsAndLabel = readonly [Float32Array, number];

/** The likeliest label of each row, as a claim at this temperature. */
export function claimsAt(rows: readonly LogitsAndLabel[], temperature: number): Claim[] {
  return rows.map(([logits, label]) => {
    const probabilities = softmax(logits, temperature);
    const best = argmax(probabilities);
    return { confidence: probabilities[best] as number, right: best === label };
  });
}
