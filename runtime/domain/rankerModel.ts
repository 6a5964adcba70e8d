/** How candidates are weighed against each other: the bundle's `ranker.json`. */
export interface RankerModel {
  /** What a unit of each feature is worth, in natural-log units of odds. */
  readonly weights: { readonly [feature: string]: number };
}
