/** Texts whose word error rate lies above the one before and at most here; the first band is without any error. */
const EDGES: readonly (number | null)[] = [0, 0.1, 0.2, 0.3, 0.5, null];

/** Right answers among the texts of a range of word error rates; `to` null is without end. */
export interface WerBand {
  readonly from: number;
  readonly to: number | null;
  readonly texts: number;
  readonly right: number;
}

export interface Heard {
  /** Word error rate against what was said, ≥ 0. */
  readonly wer: number;
  readonly right: boolean;
}

export function werBands(heard: readonly Heard[]): WerBand[] {
  return EDGES.map((to, i) => {
    const from = i === 0 ? 0 : (EDGES[i - 1] ?? 0);
    const own = heard.filter(({ wer }) => (i === 0 ? wer <= 0 : wer > from && (to === null || wer <= to)));
    return { from, to, texts: own.length, right: own.filter(({ right }) => right).length };
  });
}
