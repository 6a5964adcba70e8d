import { join } from 'node:path';
import { readRecords } from '../data/read/records.ts';
import { type BenchmarkTask, labelsIn, toText, withoutJudged } from './task.ts';

/** The label of what none of the 150 intents covers. */
export const OUT_OF_SCOPE = 'oos';

/**
 * CLINC150 (`data_full`), 150 intents and requests out of scope: trained on train and oos_train, thresholds fitted on val
 * and oos_val, judged on test and oos_test.
 */
export function clincTask(dataDir: string): BenchmarkTask {
  const records = readRecords(join(dataDir, 'clinc150_full.jsonl'));
  const of = (...splits: string[]) =>
    records
      .filter((one) => splits.includes(one.split))
      .map((one) => toText(one, one.intent === OUT_OF_SCOPE ? null : String(one.fields.domain), false));
  const test = of('test', 'oos_test');
  const held = of('val', 'oos_val');
  const { kept: train } = withoutJudged(of('train', 'oos_train'), [...test, ...held]);
  return {
    name: 'clinc',
    labels: labelsIn(train),
    train,
    held,
    tests: { test },
    epochs: 8,
    rDrop: 0.5,
    adversarial: 0,
  };
}
