import { join } from 'node:path';
import { readRecords } from '../data/read/records.ts';
import { type BenchmarkTask, holdOut, labelsIn, toText, withoutJudged } from './task.ts';

const HELD_SHARE = 0.04;

/**
 * HWU64, 64 intents: the test part of the few-shot split (1,076 sentences, the same as fold 1's test part).
 *
 * Trained on all of fold 1's training part that is there, with its slots; the scenario is the second label. A share of
 * it, chosen by hash, is held out for the temperature. The encoder starts where CLINC150's training left it: requests to
 * assistants under other labels, none of them of this set.
 */
export function hwu64Task(dataDir: string): BenchmarkTask {
  const records = readRecords(join(dataDir, 'hwu64.jsonl'));
  const of = (split: string) =>
    records.filter((one) => one.split === split).map((one) => toText(one, String(one.fields.scenario), true));
  const test = of('kf1-test');
  const { kept } = withoutJudged(of('kf1-train'), test);
  const { held, train } = holdOut(kept, HELD_SHARE);
  return {
    name: 'hwu64',
    labels: labelsIn([...train, ...test]),
    train,
    held,
    tests: { test },
    epochs: 12,
    rDrop: 0.5,
    adversarial: 0.1,
    labelSmoothing: 0.2,
    startsFrom: 'clinc',
  };
}

/** The same from the original encoder, and with the recipe of the other sets: what the start from CLINC150 is compared with. */
export function hwu64AloneTask(dataDir: string): BenchmarkTask {
  const { startsFrom: _, labelSmoothing: __, ...task } = hwu64Task(dataDir);
  return { ...task, name: 'hwu64Alone', epochs: 10, adversarial: 0 };
}
