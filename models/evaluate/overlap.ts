import { type Examples, loadExamples } from '../data/index.ts';
import { contentKey, loadGuard, normalise } from '../data/leakage.ts';
import { TRAINING_SEED } from '../data/split.ts';
import type { Case } from './case.ts';
import { DataError } from './dataFile.ts';

/** What the training data of this source tree and the evaluated texts have in common. */
export interface Overlap {
  /** Sentences that training sees: labelled, held out for validation, and unlabelled. */
  readonly trainingTexts: number;
  /** Texts that training data may not hold, by the rule of models/data/leakage.ts. */
  readonly guardedTexts: number;
  /** Training texts that the rule should have removed. */
  readonly leaks: number;
  readonly bySet: { readonly [set: string]: SetOverlap };
  /** Ids of cases whose text training saw; they count in no figure. */
  readonly seen: ReadonlySet<string>;
}
interface SetOverlap {
  readonly texts: number;
  /** Equal but for case and punctuation. */
  readonly exact: number;
  /** The same content words, in any order and with other small words. */
  readonly near: number;
}

/**
 * Compares the texts of all cases with everything that training would see of this data folder now: `examples`.
 *
 * @throws DataError where a file of the evaluation sets is malformed.
 */
export function findOverlap(
  folder: string,
  { train, validation, unlabelled }: Examples,
  sets: ReadonlyMap<string, readonly Case[]>,
): Overlap {
  const texts = [...train, ...validation].map((example) => example.text).concat(unlabelled);
  const guard = loadGuard(folder);
  const exact = new Set(texts.map(normalise));
  const near = new Set(texts.map(contentKey));
  const seen = new Set<string>();
  const bySet: { [set: string]: SetOverlap } = {};
  for (const [name, cases] of sets) {
    const equal = cases.filter((one) => exact.has(normalise(one.text)));
    for (const one of equal) seen.add(one.id);
    bySet[name] = {
      texts: new Set(cases.map((one) => normalise(one.text))).size,
      exact: equal.length,
      near: cases.filter((one) => near.has(contentKey(one.text))).length,
    };
  }
  const leaks = texts.filter((text) => guard.leaks(text) !== null).length;
  return { trainingTexts: texts.length, guardedTexts: guard.exact, leaks, bySet, seen };
}

/** What training would see. @throws DataError where a file of the training data is missing or malformed. */
export function examplesOf(folder: string): Examples {
  try {
    return loadExamples({ dataDir: folder, seed: TRAINING_SEED });
  } catch (cause) {
    throw new DataError((cause as Error).message, { cause });
  }
}
