import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type DataRecord, readRecords } from './read/records.ts';

/** Lower case, letters and digits only, single spaces: how texts are compared across data sets. */
export function normalise(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/%/g, ' percent ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/**
 * Words that near-duplicates may differ in. Particles that change the meaning (on, off, up, down, not, all) stay.
 */
const SMALL_WORDS: ReadonlySet<string> = new Set(
  `a an the my our your his her its this please kindly can could would will you i we me us to of in at for and
   is are am be do does hey ok okay olly alexa siri google hearth now just`.split(/\s+/),
);

/** The content words of a text, sorted: the same for "please turn the lights off" and "turn off lights". */
export function contentKey(text: string): string {
  return keyOf(normalise(text));
}

function keyOf(normalised: string): string {
  return normalised
    .split(' ')
    .filter((word) => word && !SMALL_WORDS.has(word))
    .sort()
    .join(' ');
}

interface EvaluationSet {
  readonly file: string;
  /** Evaluated where it is there, and nobody misses it where it is not. */
  readonly optional?: boolean;
  readonly keep?: (record: DataRecord) => boolean;
  /** Further fields that hold texts of the set. */
  readonly fields?: readonly string[];
  /** Records whose near-duplicates go as well. */
  readonly near?: (record: DataRecord) => boolean;
}

const always = (): boolean => true;
const isIot = (record: DataRecord): boolean => record.intent?.startsWith('iot_') ?? false;

/** Everything the project is evaluated on; none of it may be trained on. */
const EVALUATION_SETS: readonly EvaluationSet[] = [
  { file: 'slurp_devel.jsonl', near: isIot },
  { file: 'slurp_test.jsonl', near: isIot, optional: true },
  { file: 'slurp_asr_dev.jsonl', fields: ['asr_text', 'gold_text'], near: isIot },
  { file: 'slurp_asr_heldout.jsonl', fields: ['asr_text', 'gold_text'], near: isIot, optional: true },
  { file: 'ha_intents_en.jsonl', near: always },
  { file: 'ha_datasets_tasks.jsonl', near: always },
  { file: 'hwu64.jsonl', keep: (r) => r.split === 'kf1-test', near: always },
  { file: 'hwu64_heldout.jsonl', near: always, optional: true },
  { file: 'hwu64_fewshot.jsonl', keep: (r) => r.split === 'test' || r.split === 'valid' },
  { file: 'clinc150_full.jsonl', keep: (r) => r.split === 'test' || r.split === 'oos_test', near: always },
  { file: 'snips_validate.jsonl' },
];

/** The texts of the evaluation sets, and the test for whether a training text is too close to one. */
export interface Guard {
  /** 'exact' or 'near' when the text must not be trained on. */
  leaks(text: string): 'exact' | 'near' | null;
  readonly exact: number;
  readonly near: number;
  /** Evaluation files that were not found, those aside that not everybody has. */
  readonly missing: readonly string[];
}

export function loadGuard(dataDir: string): Guard {
  const exact = new Set<string>();
  const near = new Set<string>();
  const missing: string[] = [];
  for (const set of EVALUATION_SETS) {
    const path = join(dataDir, set.file);
    if (!existsSync(path)) {
      if (set.optional !== true) missing.push(set.file);
      continue;
    }
    for (const record of readRecords(path)) {
      if (set.keep && !set.keep(record)) continue;
      for (const field of ['text', ...(set.fields ?? [])]) {
        const text = record.fields[field];
        if (typeof text !== 'string') continue;
        exact.add(normalise(text));
        if (set.near?.(record)) near.add(contentKey(text));
      }
    }
  }
  near.delete('');
  return {
    leaks: (text) => {
      const normalised = normalise(text);
      return exact.has(normalised) ? 'exact' : near.has(keyOf(normalised)) ? 'near' : null;
    },
    exact: exact.size,
    near: near.size,
    missing,
  };
}
