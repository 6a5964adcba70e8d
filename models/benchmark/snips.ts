import { join } from 'node:path';
import { readRecords } from '../data/read/records.ts';
import { type BenchmarkTask, holdOut, labelsIn, toText, withoutJudged } from './task.ts';

const HELD_SHARE = 0.05;

/** SNIPS 2017-06, 7 intents with slots: trained on `train_*_full`, judged on `validate_*`, the usual public test. */
export function snipsTask(dataDir: string): BenchmarkTask {
  const read = (file: string) => readRecords(join(dataDir, file)).map((one) => toText(one, one.intent, true));
  const test = read('snips_validate.jsonl');
  const { kept } = withoutJudged(read('snips_train_full.jsonl'), test);
  const { held, train } = holdOut(kept, HELD_SHARE);
  return {
    name: 'snips',
    labels: labelsIn([...train, ...test]),
    train,
    held,
    tests: { test },
    epochs: 8,
    rDrop: 0,
    adversarial: 0.1,
  };
}
