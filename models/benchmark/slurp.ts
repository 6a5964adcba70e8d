import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { normalise } from '../data/leakage.ts';
import { seeded } from '../data/random.ts';
import { type DataRecord, readRecords } from '../data/read/records.ts';
import { partOf, Recogniser, recordingsOf } from '../households/recogniser.ts';
import type { LabelledText } from '../train/labelSet.ts';
import { type BenchmarkTask, fresh, inShare, labelsIn, toText } from './task.ts';

const HELD_SHARE = 0.04;
/** What a misheard copy counts for beside the sentence as it was said. */
const NOISY_WEIGHT = 0.6;

/**
 * SLURP devel as text (`gold`) and real recognitions of SLURP test sentences (`asr`), label scenario_action.
 *
 * Nothing of SLURP's own labels is trained on: HWU64's intents are SLURP's scenario_action under the same names, so every
 * HWU64 sentence whose intent SLURP has is training, the labelled sentences of SLURP's `lm.txt` too. Sentences equal to one
 * judged, as said or as heard, are taken out. Each sentence has a copy with recognition errors; these are learned from the
 * recordings of one half of the sentences, and `asr` is the other half. How sure the network may be of what a recogniser
 * heard is fitted on the recordings of the first half, which nothing is trained on.
 */
export function slurpTask(dataDir: string): BenchmarkTask {
  const source = readSource(dataDir);
  return taskOf('slurp', dataDir, source, source.labelled, { gold: source.devel, asr: source.heard });
}

/** `asr` alone, trained on SLURP devel as well, which is judged nowhere here. */
export function slurpAsrTask(dataDir: string): BenchmarkTask {
  const source = readSource(dataDir);
  return taskOf('slurpAsr', dataDir, source, [...source.labelled, ...source.devel], { asr: source.heard });
}

/** The parts of the data, before anything judged is taken out. */
interface Source {
  readonly labelled: readonly LabelledText[];
  readonly devel: readonly LabelledText[];
  /** Recognitions of the sentences that the recognition errors are not learned from. */
  readonly heard: readonly LabelledText[];
  /** Recognitions of the sentences that they are learned from. */
  readonly heardElse: readonly LabelledText[];
  readonly wer: ReadonlyMap<string, number>;
  /** Every recorded sentence, of both halves, as said and as heard. */
  readonly recorded: readonly string[];
}

function readSource(dataDir: string): Source {
  const read = (name: string) => readRecords(join(dataDir, name));
  const devel = read('slurp_devel.jsonl').map((one) => labelled(one));
  const recordings = read('slurp_asr_dev.jsonl');
  const known = new Set([...devel, ...recordings].map(({ intent }) => intent));
  const pool = [...read('hwu64.jsonl'), ...read('hwu64_fewshot.jsonl')];
  const intents = new Map(pool.map((one) => [hwu64Id(one), one.intent]));
  const said = read('slurp_lm_unlabelled.jsonl').map((one) => ({
    ...one,
    intent: intents.get(String(one.fields.hwu64_id)) ?? null,
  }));
  const heardOf = (part: ReturnType<typeof partOf>) =>
    recordings.filter((one) => partOf(goldOf(one)) === part).map((one) => labelled(one));
  return {
    labelled: [...pool, ...said]
      .filter(({ intent }) => intent !== null && known.has(intent))
      .map((one) => labelled(one)),
    devel,
    heard: heardOf('judge'),
    heardElse: heardOf('train'),
    wer: new Map(recordings.map((one) => [one.id, Number(one.fields.wer)])),
    recorded: recordings.flatMap((one) => [goldOf(one), one.text ?? '', String(one.fields.asr_text ?? '')]),
  };
}

function taskOf(
  name: string,
  dataDir: string,
  source: Source,
  texts: readonly LabelledText[],
  tests: BenchmarkTask['tests'],
): BenchmarkTask {
  const forbidden = new Set(source.recorded.map(normalise));
  const judged = new Set(
    Object.values(tests)
      .flat()
      .map(({ text }) => normalise(text)),
  );
  for (const text of judged) forbidden.add(text);
  const kept = fresh(texts, new Set([...forbidden, '']));
  const both = [...kept, ...misheard(kept, dataDir, forbidden)];
  // A copy is held out with its original.
  const heldOut = new Set(kept.filter(({ text }) => inShare(text, HELD_SHARE)).map(({ source: id }) => id));
  const train = both.filter((one) => !heldOut.has(one.source));
  return {
    name,
    labels: labelsIn(train),
    train,
    held: both.filter((one) => heldOut.has(one.source)),
    // Not each once: a short sentence is heard alike by many, and counts as often.
    heldLike: { asr: source.heardElse.filter(({ text }) => !judged.has(normalise(text))) },
    tests,
    wer: source.wer,
    epochs: 7,
    rDrop: 0.5,
    adversarial: 0,
  };
}

/** A copy of each sentence as a recogniser might hear it, where that differs; never a judged text. */
function misheard(texts: readonly LabelledText[], dataDir: string, forbidden: ReadonlySet<string>): LabelledText[] {
  if (!existsSync(join(dataDir, 'slurp_asr_dev.jsonl'))) return [];
  const recogniser = new Recogniser(recordingsOf(dataDir, 'train').pairs);
  const random = seeded(1);
  return texts.flatMap((one) => {
    const [first] = recogniser.listen(one.text, { severity: 1.5, misheard: new Map() }, random);
    const text = first?.text ?? one.text;
    const key = normalise(text);
    return key === normalise(one.text) || forbidden.has(key) ? [] : [{ ...one, text, weight: NOISY_WEIGHT }];
  });
}

/** Intent and scenario; slots are not judged here and cost time. */
function labelled(record: DataRecord): LabelledText {
  return toText(record, record.intent?.split('_')[0] ?? null, false);
}

function goldOf(record: DataRecord): string {
  return String(record.fields.gold_text ?? record.text ?? '');
}

function hwu64Id(record: DataRecord): string {
  return String(record.fields.hwu64_id ?? record.id);
}
