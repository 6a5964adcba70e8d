/** A gradient-boosted forest over named features: class scores are the sums of the leaves that its trees reach. */
export interface Forest {
  /** What each input is; the program that reads the forest computes exactly these, in this order. */
  readonly features: readonly string[];
  readonly classes: readonly string[];
  /** Score of each class before any tree. [classes] */
  readonly bias: readonly number[];
  /** The class that each tree speaks for. [trees] */
  readonly treeClass: Int32Array;
  /** Index of each tree's first node. [trees] */
  readonly roots: Int32Array;
  /**
   * By node, in preorder: the feature it asks about, or -1 for a leaf; the threshold (at or below it, and only there, the next
   * node is taken), or a leaf's score; and the node taken above it. [nodes]
   */
  readonly feature: Int32Array;
  readonly value: Float64Array;
  readonly right: Int32Array;
}

/** P = sigmoid(bias + Σ weight · feature). */
export interface Logistic {
  readonly features: readonly string[];
  readonly bias: number;
  readonly weights: Float64Array;
}

/** What the hub knows about people's reactions before it has met its own: the bundle's `learning.json`. */
export interface LearningModel {
  /** How probable it is that a turn was a defect, by all that followed. */
  readonly verdict: Logistic;
  /** How a later utterance relates to an earlier one. */
  readonly relation: Forest;
  /** The stage whose correction would have saved the turn. */
  readonly failurePoint: Forest;
  /** P(defect) = sigmoid(scale · logit(1 − share of "none") + bias), fitted on households that the forest did not see. */
  readonly calibration: { readonly scale: number; readonly bias: number };
  /** What each failure point's share counts for when one must be named, so that no rare one is always passed over. */
  readonly pointWeights: readonly number[];
}

/**
 * How a later utterance relates to an earlier one, in the order of the model's classes. `answer`: to a question of the hub's;
 * `reversal`: takes an act back, for it was wrong or minds change; `newRequest`: not at all.
 */
export const RELATIONS = [
  'rephrase',
  'repetition',
  'followUp',
  'newRequest',
  'slotCorrection',
  'otherPerson',
  'answer',
  'reversal',
] as const;
export type Relation = (typeof RELATIONS)[number];
