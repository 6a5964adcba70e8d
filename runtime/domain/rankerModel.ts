/** How candidates are weighed against each other: the bundle's `ranker.json`. */
export interface RankerModel {
  /** What a unit of each feature is worth, in natural-log units of odds. */
  readonly weights: { readonly [feature: string]: number };
  /** What two features of one candidate are worth together, besides what each is worth: times the product of their values. */
  readonly pairs: readonly FeaturePair[];
  readonly decision: DecisionModel;
  /** What the household's own turns add; absent where it learns nothing. */
  readonly correction?: {
    readonly weights: { readonly [feature: string]: number };
    /** By intent and entity: "HassTurnOn light.desk". */
    readonly biases: { readonly [deed: string]: number };
  };
}
/** P(right) = sigmoid(bias + Σ weight · logit(doubt)); fitted on homes that the weights were not fitted on. */
export interface DecisionModel {
  readonly bias: number;
  readonly weights: { readonly [doubt: string]: number };
}
export interface FeaturePair {
  readonly first: string;
  readonly second: string;
  readonly weight: number;
}

/** Knows nothing: every candidate is as good as the next. */
export const UNFITTED_RANKER: RankerModel = { weights: {}, pairs: [], decision: { bias: 0, weights: {} } };
