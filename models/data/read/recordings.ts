import { join } from 'node:path';
import type { SpeechPair } from '../asrNoise.ts';
import { readRecords } from './records.ts';

export const RECORDINGS_FILE = 'slurp_asr_dev.jsonl';

/** A recording of a sentence: its label tells whether it is among those that the hub is judged by. */
export interface RecordedPair extends SpeechPair {
  readonly intent: string | null;
}

/**
 * Recordings of SLURP sentences with what a recogniser heard (E. Bastianelli, A. Vanzo, P. Swietojanski, V. Rieser, EMNLP
 * 2020; github.com/pswietojanski/slurp, CC BY 4.0): `slurp_asr_dev.jsonl`, fields `gold_text`, `text`, `mic`, `intent`.
 */
export function readRecordings(dataDir: string): RecordedPair[] {
  const pairs: RecordedPair[] = [];
  for (const { text, intent, fields } of readRecords(join(dataDir, RECORDINGS_FILE))) {
    const { gold_text: said, mic } = fields;
    if (text === null || typeof said !== 'string') continue;
    pairs.push({ said, heard: text, intent, ...(mic === 'headset' || mic === 'distant' ? { mic } : {}) });
  }
  return pairs;
}

/** The recordings that training may learn mistakes from: not of the sentences about the home, which judge the hub. */
export function unjudged(pairs: readonly RecordedPair[]): RecordedPair[] {
  const judged = new Set(pairs.filter((p) => p.intent?.startsWith('iot_')).map((p) => p.said.toLowerCase()));
  return pairs.filter((p) => !judged.has(p.said.toLowerCase()));
}
