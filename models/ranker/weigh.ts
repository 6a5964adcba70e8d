import type { RankerModel } from '../../runtime/domain/rankerModel.ts';
import type { Weighed } from '../release/replacePart.ts';
import { claimsOf, decisionError } from './calibrate.ts';
import { everyday } from './everyday.ts';
import { examplesOf, type Reader } from './examples.ts';
import { simulate } from './moments.ts';
import { FIT_WORDS } from './words.ts';

export const UNSEEN_HOMES = 60;
/** No fit's: theirs are twice their `--seed`, and the number after. */
const UNSEEN_SEED = 500_001;

/**
 * How well a ranker chooses, and knows how well, in homes that no ranker was fitted on; nothing of those that it is judged in.
 *
 * The score is the mean of how often its best candidate is what was meant and of one less the Brier score of its confidence.
 * `away` are sentences that are not for the hub; `homes` bounds it for tests.
 */
export async function weighRanker(
  ranker: RankerModel,
  reader: Reader,
  away: readonly string[],
  homes = UNSEEN_HOMES,
): Promise<Weighed> {
  const lived = simulate(FIT_WORDS, UNSEEN_SEED, { homes, mixed: 30, pairs: 1 });
  const moments = everyday(lived, away, UNSEEN_SEED);
  const examples = await examplesOf(moments, reader, ranker);
  const meant = claimsOf(
    examples.filter(({ moment }) => moment.family !== 'away'),
    ranker,
  );
  const right = mean(meant.map((one) => (one.right ? 1 : 0)));
  const brier = mean(claimsOf(examples, ranker).map((one) => (one.confidence - (one.right ? 1 : 0)) ** 2));
  const told =
    `${meant.length} choices, right ${(100 * right).toFixed(2)} %, ` +
    `Brier score ${brier.toFixed(4)}, calibration error ${decisionError(examples, ranker).toFixed(4)}`;
  return { score: (right + 1 - brier) / 2, told };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
