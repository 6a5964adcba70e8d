import { join } from 'node:path';
import { readRecords } from '../data/read/records.ts';
import { type BenchmarkTask, holdOut, labelsIn, toText, withoutJudged } from './task.ts';

const HELD_SHARE = 0.04;

/**
 * HWU64, 64 intents: the test part of the few-shot split (1,076 sentences, the same as fold 1's test part).
 *
 * Trained on all of fold 1's training part that is there, with its slots; the scenario is the second label. A share of
 * it, chosen by hash, is held out for the temperature.
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
    epochs: 10,
    rDrop: 0.5,
    adversarial: 0,
  };
}
