import type { Optimiser, State } from './adamw.ts';
import type { Kernels } from './backend.ts';
import type { LossWeights } from './loss.ts';
import type { Parameter, Sizes } from './parameters.ts';
import type { PackedSamples } from './samples.ts';

/** Everything a training thread is given; all arrays are shared memory. */
export interface Job {
  readonly thread: number;
  readonly threads: number;
  readonly kernels: Kernels;
  readonly seed: number;
  readonly sizes: Sizes;
  readonly parameters: readonly Parameter[];
  readonly samples: PackedSamples;
  readonly state: State;
  /** One flat array a thread. */
  readonly gradients: readonly Float32Array[];
  /** Frozen embeddings of the sentences, unit length, [count, 512]; filled by the threads first. */
  readonly teacher: Float32Array;
  readonly embedFirst: boolean;
  /** Row indices, [steps · batchSize]. */
  readonly plan: Int32Array;
  readonly batchSize: number;
  readonly firstStep: number;
  /** How many steps the rate's schedule has. */
  readonly steps: number;
  /** Rows of sums a thread leaves for the others: squared gradient norm, then loss parts; [threads, 8]. */
  readonly sums: Float64Array;
  readonly barrier: Int32Array;
  readonly optimiser: Optimiser;
  readonly loss: LossWeights;
  readonly dropout: { readonly encoder: number; readonly head: number; readonly pieces: number };
  /** Weights are kept as they are: for measuring the speed. */
  readonly dryRun: boolean;
  readonly checkpoint: { readonly path: string; readonly everySteps: number; readonly key: string } | null;
}

/** What the first thread tells. */
export type Progress =
  | { readonly kind: 'embedded' }
  | { readonly kind: 'step'; readonly step: number; readonly parts: readonly number[]; readonly norm: number }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'done' };
