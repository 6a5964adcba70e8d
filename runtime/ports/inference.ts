import type { LearningModel } from '../domain/learningModel.ts';
import type { RankerModel } from '../domain/rankerModel.ts';
import type { Word } from '../domain/reading.ts';
import type { RewritePattern } from '../domain/rewritePattern.ts';

/** What the network says of one clause, before decoding. */
export interface ModelOutput {
  /** [intents] */
  readonly intentLogits: Float32Array;
  /** [domains] */
  readonly domainLogits: Float32Array;
  /** Emission scores, row-major [words, tags]. */
  readonly tagScores: Float32Array;
  /** [512], as the network gives it. */
  readonly embedding: Float32Array;
}

/** Turns the network's scores into probabilities that can be believed; fitted on held-out utterances. */
export interface Calibration {
  /** Logits are divided by it before the softmax; > 0. */
  readonly intentTemperature: number;
  readonly domainTemperature: number;
  /**
   * P(in scope) = sigmoid(bias + energyWeight · energy + oddsWeight · odds), where energy = logsumexp of the in-scope
   * intents' logits and odds = energy − logsumexp of the logits of Handoff and Ignore.
   */
  readonly scope: { readonly bias: number; readonly energyWeight: number; readonly oddsWeight: number };
}

/** What travels with the weights and is needed to read their output; checked against the program when loaded. */
export interface ModelBundle {
  readonly version: string;
  readonly intentLabels: readonly string[];
  readonly domains: readonly string[];
  /** 'O', then B-x and I-x. */
  readonly tags: readonly string[];
  /**
   * Transition scores, row-major [tags + start, tags]: how likely a tag follows another; the last row is the start of
   * the utterance. Forbidden steps are at most −1e4.
   */
  readonly transitions: Float32Array;
  readonly calibration: Calibration;
  readonly ranker: RankerModel;
  /** Absent where it was not fitted yet. */
  readonly learning?: LearningModel;
  /** Ways of saying things that hold for everybody, below what a household taught or what was learned from it. */
  readonly globalRewrites: readonly RewritePattern[];
  /** Parts that were fitted with another network than this one: usable, but to be fitted again. */
  readonly outdated: readonly string[];
}

/** The trained network, wherever it runs. */
export interface Inference {
  readonly bundle: ModelBundle;
  /** Runs one clause of 1 to `wordsMax` words; words beyond are not looked at. */
  run(words: readonly Word[]): Promise<ModelOutput>;
  close(): Promise<void>;
}
