import type { Optimiser } from './adamw.ts';
import type { LossWeights } from './loss.ts';

/** How a network is trained. */
export interface Recipe {
  readonly batchSize: number;
  readonly threads: number;
  readonly optimiser: Optimiser;
  readonly loss: LossWeights;
  readonly dropout: { readonly encoder: number; readonly head: number; readonly pieces: number };
  /** How often an unlabelled text is drawn, against an example of weight 1. */
  readonly unlabelledWeight: number;
  /** How the examples' own weights are bent. */
  readonly sampling: {
    readonly sources: Readonly<Record<string, number>>;
    /** An intent with fewer examples than this is drawn more often, by the square root of what it lacks … */
    readonly rareBelow: number;
    /** … up to this factor. */
    readonly rareFactorMax: number;
  };
  readonly checkpointEverySteps: number;
}

/** How the shipped model is trained; what a run changes is kept in its bundle's manifest. */
export const recipe: Recipe = {
  batchSize: 128,
  threads: 2,
  optimiser: {
    encoderRate: 6e-4,
    headRate: 2e-3,
    decay: 0.01,
    beta1: 0.9,
    beta2: 0.98,
    epsilon: 1e-8,
    clip: 1,
    averageDecay: 0.99,
    warmUp: 0.06,
    finalShare: 0.02,
  },
  loss: { intent: 1, domain: 0.7, slots: 2, embedding: 3, labelSmoothing: 0.1, rDrop: 0, adversarial: 0 },
  // Few epochs underfit rather than overfit: dropout inside the encoder cost a point on every benchmark's held-out part.
  dropout: { encoder: 0, head: 0.2, pieces: 0.1 },
  unlabelledWeight: 0.3,
  // The many sentences for other agents teach little each.
  sampling: {
    sources: { clinc150: 0.5 },
    rareBelow: 600,
    rareFactorMax: 2.5,
  },
  checkpointEverySteps: 500,
};
