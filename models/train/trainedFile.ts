import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PieceEntry } from '../../runtime/understand/sentencepiece.ts';
import { layout, type Sizes, totalSize } from './parameters.ts';
import type { Trained } from './trainer.ts';

/** What is known of a training beside its weights. */
export interface TrainedFacts {
  readonly sizes: Sizes;
  readonly vocabulary: readonly PieceEntry[];
  readonly seed: number;
  readonly seconds: number;
  /** The trainings that led to these weights, one after the other. */
  readonly runs: readonly TrainingRun[];
}

export interface TrainingRun {
  readonly steps: number;
  readonly sentences: number;
  /** What the recipe's rates were multiplied by. */
  readonly rate: number;
  readonly counts: { readonly train: number; readonly validation: number; readonly unlabelled: number };
}

/** Keeps full-precision weights beside the checkpoints, so that a release can be written again without training. */
export function saveTrained(folder: string, trained: Trained, facts: Pick<TrainedFacts, 'seed' | 'runs'>): void {
  mkdirSync(folder, { recursive: true });
  const { sizes, vocabulary, seconds, values } = trained;
  const all: TrainedFacts = { sizes, vocabulary, seconds, ...facts };
  writeFileSync(join(folder, 'weights.part'), Buffer.from(values.buffer, values.byteOffset, values.byteLength));
  writeFileSync(join(folder, 'facts.json'), JSON.stringify(all));
  renameSync(join(folder, 'weights.part'), join(folder, 'weights.bin'));
}

/** Reads what `saveTrained` kept. Throws where there is none or it does not fit this program. */
export function readTrained(folder: string): TrainedFacts & { values: Float32Array } {
  const path = join(folder, 'facts.json');
  if (!existsSync(path)) throw new Error(`${path} not found: train first`);
  const facts = JSON.parse(readFileSync(path, 'utf8')) as TrainedFacts;
  const bytes = Uint8Array.from(readFileSync(join(folder, 'weights.bin')));
  const values = new Float32Array(bytes.buffer);
  const expected = totalSize(layout(facts.sizes));
  if (values.length !== expected) throw new Error(`${folder} holds ${values.length} weights, not ${expected}`);
  return { ...facts, values };
}
