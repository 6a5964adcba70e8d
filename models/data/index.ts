import { splitWords } from '../../runtime/domain/words.ts';
import { type AsrNoise, fitAsrNoise } from './asrNoise.ts';
import type { Example } from './example.ts';
import { generate } from './generate.ts';
import { type Guard, loadGuard, normalise } from './leakage.ts';
import { misheard } from './misheard.ts';
import { hashText, seeded } from './random.ts';
import { readClinc150 } from './read/clinc150.ts';
import { readDialogues } from './read/dialogue.ts';
import { readHomeLlm } from './read/homeLlm.ts';
import { readHwu64 } from './read/hwu64.ts';
import { readRecordings, unjudged } from './read/recordings.ts';
import { readSlurp } from './read/slurp.ts';
import { readSnips } from './read/snips.ts';
import { type Grouped, isValidation } from './split.ts';

export type { Example } from './example.ts';

export interface Examples {
  train: Example[];
  validation: Example[];
  unlabelled: string[];
  /** Counts by source and intent, and what was removed and why. */
  report: string;
}

/**
 * All training data: generated household speech and the public sources under `dataDir`, with everything removed that
 * equals an evaluation text or, for the smart-home sets, nearly does. Deterministic by seed.
 *
 * @throws Error naming the file, and the line where there is one, when a data file is missing or malformed.
 */
export function loadExamples(options: { dataDir: string; seed: number }): Examples {
  const { dataDir, seed } = options;
  const guard = loadGuard(dataDir);
  const slurp = readSlurp(dataDir);
  const clinc = readClinc150(dataDir);
  const dialogues = readDialogues(dataDir);
  const homeLlm = readHomeLlm(dataDir, seed);
  const grouped: Grouped[] = generate(seed).map(({ group, ...example }) => ({ example, group }));
  const read = [
    readHwu64(dataDir),
    slurp.labelled,
    readSnips(dataDir),
    clinc.examples,
    dialogues.examples,
    homeLlm.examples,
  ];
  for (const example of read.flat()) grouped.push({ example, group: normalise(example.text) });
  const unlabelled = [...slurp.unlabelled, ...clinc.unlabelled, ...dialogues.unlabelled, ...homeLlm.unlabelled];
  const data = assemble(grouped, unlabelled, guard, seed);
  return addMisheard(data, fitAsrNoise(unjudged(readRecordings(dataDir))), guard, seed);
}

interface Assembled extends Omit<Examples, 'report'> {
  readonly removed: Map<string, number>;
  /** Normalised texts of the labelled examples. */
  readonly seen: Set<string>;
}

function assemble(grouped: readonly Grouped[], texts: readonly string[], guard: Guard, seed: number): Assembled {
  const train: Example[] = [];
  const validation: Example[] = [];
  const removed = new Map<string, number>();
  const seen = new Set<string>();
  const unlabelled = [...texts];
  const drop = (why: string): void => {
    removed.set(why, (removed.get(why) ?? 0) + 1);
  };
  for (const { example, group } of grouped) {
    const key = normalise(example.text);
    const leak = guard.leaks(example.text);
    if (key === '') drop('empty');
    else if (leak !== null) drop(`${leak} ${example.source.split('/')[0]}`);
    else if (seen.has(key)) drop(`duplicate ${example.source.split('/')[0]}`);
    else if (example.intent === null && example.tags === null) {
      // Nothing is known of it but the text.
      drop(`to unlabelled ${example.source.split('/')[0]}`);
      unlabelled.push(example.text);
    } else {
      seen.add(key);
      forbidSplit(example);
      (isValidation(group, seed) ? validation : train).push(example);
    }
  }
  const labelled = new Set(seen);
  const rest = unlabelled.filter((text) => {
    const key = normalise(text);
    if (key === '' || seen.has(key) || guard.leaks(text) !== null) return false;
    seen.add(key);
    return true;
  });
  raiseRare(train);
  return { train, validation, unlabelled: rest, removed, seen: labelled };
}

/** Share of the training sentences that get a second copy as a recogniser might hear them, and how badly it hears. */
const MISHEARD_SHARE = 0.5;
const SEVERITY = 1.3;
const MISHEARD_WEIGHT = 0.6;

/** Adds what a recogniser might make of the training sentences; the clean ones stay. */
function addMisheard(
  { train, removed, seen, ...rest }: Assembled,
  noise: AsrNoise,
  guard: Guard,
  seed: number,
): Examples {
  const copies: Example[] = [];
  for (const example of train) {
    // What is meant for nobody, or taught word for word, is as it is.
    if (example.intent === 'HearthTeach' || example.intent === 'Ignore') continue;
    const random = seeded(hashText(`${seed} misheard ${example.text}`));
    if (!random.chance(MISHEARD_SHARE)) continue;
    const copy = misheard(example, noise, SEVERITY, random);
    if (copy === null) continue;
    const key = normalise(copy.text);
    if (guard.leaks(copy.text) !== null) removed.set('leak misheard', (removed.get('leak misheard') ?? 0) + 1);
    else if (!seen.has(key)) {
      seen.add(key);
      copies.push({ ...copy, weight: copy.weight * MISHEARD_WEIGHT });
    }
  }
  const all = [...train, ...copies];
  return { train: all, ...rest, report: describe(all, rest.validation, rest.unlabelled, removed, guard) };
}

/** An "and" in what the hub leaves alone parts no two commands: all its words are O. */
function forbidSplit(example: Example): void {
  if (example.tags !== null || (example.intent !== 'Handoff' && example.intent !== 'Ignore')) return;
  if (/\b(and|then|but|also)\b/i.test(example.text)) example.tags = splitWords(example.text).map(() => 'O');
}

/** Intents that few sentences speak of would be drawn too seldom: their weights rise, at most to twice. */
function raiseRare(train: readonly Example[]): void {
  const totals = new Map<string, number>();
  for (const { intent, weight } of train) if (intent) totals.set(intent, (totals.get(intent) ?? 0) + weight);
  for (const example of train) {
    const total = totals.get(example.intent ?? '') ?? RARE;
    if (total < RARE) example.weight *= Math.min(2, RARE / total);
  }
}

/** Summed sampling weight below which an intent counts as rare. */
const RARE = 320;

function describe(
  train: Example[],
  validation: Example[],
  unlabelled: string[],
  removed: Map<string, number>,
  guard: Guard,
): string {
  const lines = [`train ${train.length}, validation ${validation.length}, unlabelled ${unlabelled.length}`];
  lines.push(
    `evaluation texts: ${guard.exact} exact, ${guard.near} content keys; files not found: ${guard.missing.join(', ') || 'none'}`,
  );
  lines.push('removed:', ...table(removed));
  const bySource = new Map<string, number>();
  const byIntent = new Map<string, number>();
  const tagged = { with: 0, without: 0 };
  for (const example of train) {
    bySource.set(example.source, (bySource.get(example.source) ?? 0) + 1);
    const intent = example.intent ?? '(unknown)';
    byIntent.set(intent, (byIntent.get(intent) ?? 0) + 1);
    tagged[example.tags === null ? 'without' : 'with'] += 1;
  }
  lines.push(`train by source (${tagged.with} with tags, ${tagged.without} without):`, ...table(bySource));
  lines.push('train by intent:', ...table(byIntent));
  return lines.join('\n');
}

function table(counts: ReadonlyMap<string, number>): string[] {
  return [...counts].sort((a, b) => b[1] - a[1]).map(([name, count]) => `  ${String(count).padStart(7)}  ${name}`);
}
