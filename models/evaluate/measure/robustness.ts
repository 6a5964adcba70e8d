import { partOf } from '../../households/recogniser.ts';
import { DataError, readRows } from '../dataFile.ts';
import type { CaseResult } from '../score.ts';
import { overSeeds } from '../table/figures.ts';
import type { KeptResult } from './benchmarks.ts';
import { type Heard, type WerBand, werBands } from './werBands.ts';

/** One line of the plot: a share of right answers for each band, null where the band is empty. */
export interface RobustnessLine {
  readonly name: string;
  readonly texts: number;
  readonly shares: readonly (number | null)[];
}
export interface Robustness {
  /** As written on the axis. */
  readonly bands: readonly string[];
  /** How many recordings each band has, of the whole file. */
  readonly recordings: readonly number[];
  readonly lines: readonly RobustnessLine[];
}

const FILE = 'slurp_asr_dev.jsonl';

/**
 * How accuracy falls with the word error rate of what was heard: ours, and HERMIT's predictions that stand in the data.
 *
 * @throws DataError naming the line where a recording lacks its word error rate, its sentence or HERMIT's prediction.
 */
export function robustnessOf(
  folder: string,
  results: readonly KeptResult[],
  daemon: readonly CaseResult[],
): Robustness {
  const rows = readRows(folder, FILE).map(({ where, value }) => {
    const { id, wer, gold_text: said, intent, hermit } = value;
    const theirs = (hermit as { intent?: unknown } | null | undefined)?.intent;
    if (typeof wer !== 'number' || typeof said !== 'string' || typeof intent !== 'string')
      throw new DataError(`${where}: "wer", "gold_text" and "intent" are needed`);
    if (typeof theirs !== 'string') throw new DataError(`${where}: no prediction of HERMIT ("hermit.intent")`);
    return { id: String(id), wer, said, right: theirs === intent };
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  const answered = daemon.flatMap(({ id, right }) => {
    const row = byId.get(id);
    return row === undefined ? [] : [{ wer: row.wer, right, theirs: row }];
  });
  const judged = rows.filter(({ said }) => partOf(said) === 'judge');
  const bands = werBands(rows);
  return {
    bands: bands.map(nameOf),
    recordings: bands.map(({ texts }) => texts),
    lines: [
      ...benchmarkLine(results),
      lineOf('HERMIT, the half of the recordings that is judged: scenario and action', judged),
      lineOf('Hearth, the daemon: smart-home intent and targets', answered),
      lineOf(
        'HERMIT, smart-home recordings: scenario and action',
        answered.map(({ theirs }) => theirs),
      ),
    ].filter(({ texts }) => texts > 0),
  };
}

function nameOf({ from, to }: WerBand): string {
  if (to === 0) return 'no error';
  return to === null ? `> ${from}` : `${from}–${to}`;
}

function lineOf(name: string, heard: readonly Heard[]): RobustnessLine {
  const bands = werBands(heard);
  return {
    name,
    texts: heard.length,
    shares: bands.map(({ texts, right }) => (texts === 0 ? null : right / texts)),
  };
}

/** Of the architecture trained for SLURP's labels: mean over the seeds that kept their bands. */
function benchmarkLine(results: readonly KeptResult[]): RobustnessLine[] {
  const kept = results.flatMap(({ set, parts }) => (set === 'slurp' && parts.asr?.bands ? [parts.asr.bands] : []));
  const [first] = kept;
  if (first === undefined) return [];
  const shares = first.map(
    (_, i) =>
      overSeeds(kept.map((bands) => (bands[i] && bands[i].texts > 0 ? bands[i].right / bands[i].texts : null)))?.mean ??
      null,
  );
  const texts = first.reduce((sum, band) => sum + band.texts, 0);
  return [{ name: `Hearth, trained for SLURP's labels: scenario and action`, texts, shares }];
}
