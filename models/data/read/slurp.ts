import { join } from 'node:path';
import type { Example } from '../example.ts';
import { hwu64ById, toExample } from './hwu64.ts';
import { readRecords } from './records.ts';

/**
 * SLURP, the sentences of `lm.txt` (E. Bastianelli, A. Vanzo, P. Swietojanski, V. Rieser, EMNLP 2020;
 * github.com/pswietojanski/slurp, text CC BY 4.0): training sentences without labels. Where a sentence also stands in
 * HWU64's training part, that label applies; its slot offsets do not.
 */
export function readSlurp(dataDir: string): { labelled: Example[]; unlabelled: string[] } {
  const known = hwu64ById(dataDir);
  const labelled: Example[] = [];
  const unlabelled: string[] = [];
  for (const record of readRecords(join(dataDir, 'slurp_lm_unlabelled.jsonl'))) {
    if (record.text === null) continue;
    const same = known.get(String(record.fields.hwu64_id));
    if (same === undefined) unlabelled.push(record.text);
    else labelled.push({ ...toExample({ ...same, slots: [] }, record.text, 'slurp_lm'), tags: null });
  }
  return { labelled, unlabelled };
}
