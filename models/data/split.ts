import type { Example } from './example.ts';
import { hashText } from './random.ts';

/** The default of `npm run train`: what the shipped network was kept from is drawn with it. */
export const TRAINING_SEED = 1;

/** One group of sentences in twenty is kept for validation; which one depends on the seed and the group alone. */
export function isValidation(group: string, seed: number): boolean {
  return hashText(`${seed} validation ${group}`) % 20 === 0;
}

/** An example together with the sentences that must stay on its side of the split. */
export interface Grouped {
  readonly example: Example;
  readonly group: string;
}
