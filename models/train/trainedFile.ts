import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PieceEntry } from '../../runtime/understand/sentencepiece.ts';
import { layout, type Sizes, totalSize } from './parameters.ts';
import type { Trained, TrainedWeights } from './trainer.ts';

/** What is known of a training beside its weights. */
export interface TrainedFacts {
  readonly sizes: Sizes;
  readonly vocabulary: readonly PieceEntry[];
  readonly seed: number;
  readonly seconds: number;
  /** SHA-256 of the weights' file: facts and weights are two files, and an interruption may part them. */
  readonly sha256?: string;
  /** The trainings that led to these weights, one after the other. */
  readonly runs: readonly TrainingRun[];
}

export interface TrainingRun {
  readonly steps: number;
  readonly sentences: number;
  /** What the recipe's rates were multiplied by. */
  readonly rate: number;
  /** How many trained together; absent in trainings that had two. */
  readonly threads?: number;
  /** The network that it started from, where that was not the original encoder. */
  readonly from?: string;
  readonly counts: { readonly train: number; readonly validation: number; readonly unlabelled: number };
}

/** Keeps full-precision weights beside the checkpoints, so that a release can be written again without training. */
export function saveTrained(folder: string, trained: Trained, facts: Pick<TrainedFacts, 'seed' | 'runs'>): void {
  mkdirSync(folder, { recursive: true });
  const { sizes, vocabulary, seconds, values } = trained;
  // A copy: the values lie in shared memory, which the hash does not take.
  const weights = Buffer.from(Uint8Array.from(new Uint8Array(values.buffer, values.byteOffset, values.byteLength)));
  const all: TrainedFacts = { sizes, vocabulary, seconds, sha256: digest(weights), ...facts };
  writeFileSync(join(folder, 'weights.part'), weights);
  writeFileSync(join(folder, 'facts.part'), JSON.stringify(all));
  renameSync(join(folder, 'weights.part'), join(folder, 'weights.bin'));
  renameSync(join(folder, 'facts.part'), join(folder, 'facts.json'));
}

/** Reads what `saveTrained` kept. Throws where there is none or it does not fit this program. */
export function readTrained(folder: string): TrainedFacts & TrainedWeights {
  const path = join(folder, 'facts.json');
  if (!existsSync(path)) throw new Error(`${path} not found: train first`);
  let facts: TrainedFacts;
  try {
    facts = JSON.parse(readFileSync(path, 'utf8')) as TrainedFacts;
  } catch (cause) {
    throw new Error(`${path} is not JSON: train again`, { cause });
  }
  const bytes = Uint8Array.from(readFileSync(join(folder, 'weights.bin')));
  if (facts.sha256 !== undefined && facts.sha256 !== digest(bytes))
    throw new Error(`${folder}: weights.bin is not what facts.json was written for: train again`);
  if (bytes.length % 4 !== 0) throw new Error(`${folder}: weights.bin ends early: train again`);
  const values = new Float32Array(bytes.buffer);
  const parameters = layout(facts.sizes);
  const expected = totalSize(parameters);
  if (values.length !== expected) throw new Error(`${folder} holds ${values.length} weights, not ${expected}`);
  return { ...facts, parameters, values };
}

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
