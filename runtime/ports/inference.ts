import type { Word } from '../domain/reading.ts';

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

/** What travels with the weights and is needed to read their output; checked against the program when loaded. */
export interface ModelBundle {
  readonly version: string;
  readonly intentLabels: readonly string[];
  readonly domains: readonly string[];
  /** 'O', then B-x and I-x. */
  readonly tags: readonly string[];
  /** Transition scores, row-major [tags + start, tags]: how likely a tag follows another. */
  readonly transitions: Float32Array;
  readonly calibration: {
    readonly intentTemperature: number;
    readonly domainTemperature: number;
    /** P(in scope) = sigmoid(scale · (energy − offset)), energy = logsumexp of the in-scope intents' logits. */
    readonly scope: { readonly scale: number; readonly offset: number };
  };
}

/** The trained network, wherever it runs. */
export interface Inference {
  readonly bundle: ModelBundle;
  /** Runs one clause of at most `limits.wordsMax` words. */
  run(words: readonly Word[]): Promise<ModelOutput>;
  close(): Promise<void>;
}
