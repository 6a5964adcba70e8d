import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasFile } from '../dataFile.ts';
import type { Everything } from '../everything.ts';
import { labelledOf } from '../homeFigures.ts';
import { confusionsOf, intentFigures, type Labelled } from '../measure/confusion.ts';
import { describeCost } from '../measure/cost.ts';
import { barPlot } from '../plot/bars.ts';
import { linePlot } from '../plot/lines.ts';
import { reliabilityPlot } from '../plot/reliability.ts';
import { rowsOf } from '../table/rows.ts';
import { figure, figureTable, folded, htmlTable, page, paragraph, percent, section } from './html.ts';

/** What `npm run evaluate -- learning --report` writes beside it. */
export const LEARNING_PAGE = 'learning.html';

/** Writes `index.html` into a folder, made where it is not there. Returns the file's path. */
export function writeReport(folder: string, all: Everything): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'index.html');
  const link = hasFile(folder, LEARNING_PAGE) ? `<p><a href="${LEARNING_PAGE}">What learning does</a></p>` : '';
  writeFileSync(file, page(`How well Hearth understands: model ${all.model}`, link, ...sectionsOf(all)));
  return file;
}

function sectionsOf(all: Everything): string[] {
  return [
    figureTable(rowsOf(all.targets, all.figures, all.cases)),
    ...(all.cost === undefined
      ? []
      : [section('What the model costs', ...describeCost(all.cost).split('\n').map(paragraph))]),
    ...overlapSection(all),
    ...calibrationSection(all),
    ...robustnessSection(all),
    ...ablationSection(all),
    ...confusionSection(all),
  ];
}

function overlapSection({ evaluation }: Everything): string[] {
  const overlap = evaluation?.overlap;
  if (overlap === undefined) return [];
  const { trainingTexts, guardedTexts, leaks, bySet } = overlap;
  const rows = Object.entries(bySet).map(([name, { texts, exact, near }]) => [name, `${texts}`, `${exact}`, `${near}`]);
  return [
    section(
      'What training saw of the evaluated texts',
      paragraph(
        `Training sees ${trainingTexts} texts. ${guardedTexts} evaluation texts are removed from it first; ${leaks} were left. Cases whose text training saw count in no figure. Near texts (the same content words) are removed for the smart-home sets.`,
      ),
      htmlTable(['set', '#texts', '#cases in training', '#nearly in training'], rows),
    ),
  ];
}

function calibrationSection({ heldOut, unseen, decisions }: Everything): string[] {
  const named = [
    ...(heldOut ? [{ name: 'intent, held out', reliability: heldOut.intent }] : []),
    ...(heldOut ? [{ name: 'kind of thing, held out', reliability: heldOut.domain }] : []),
    ...(unseen ? [{ name: 'intent, public sets', reliability: unseen }] : []),
    ...(decisions ? [{ name: 'whole decisions, public sets', reliability: decisions }] : []),
  ].filter(({ reliability }) => reliability.claims > 0);
  if (named.length === 0) return [];
  const caption =
    'How often what was said with a confidence was right. On the dotted line it can be believed. Points of fewer than ten claims are faint. The bars below (logarithmic) say how many claims each range has.';
  return [section('Can its confidence be believed?', figure(reliabilityPlot('Reliability', named), caption))];
}

function robustnessSection({ robustness }: Everything): string[] {
  if (robustness === undefined || robustness.lines.length === 0) return [];
  const { bands, recordings, lines } = robustness;
  const plot = linePlot({
    title: 'Accuracy by word error rate',
    horizontal: 'word error rate of what was heard',
    vertical: 'share that was right',
    categories: bands,
    notes: recordings.map((count) => `${count} recordings`),
    series: lines.map(({ name, texts, shares }) => ({ name: `${name} (${texts})`, values: shares })),
    reference: { name: 'hassil with fuzzy, all smart-home recordings: 43.5 %', value: 0.435 },
    limits: [0, 1],
    format: (value) => `${Math.round(100 * value)} %`,
  });
  const caption =
    "Real recognitions of SLURP test sentences. HERMIT's answers are those published; it was trained on SLURP's own training part, Hearth on none of SLURP's labels.";
  return [section('What speech recognition errors cost', figure(plot, caption))];
}

function ablationSection({ ranker }: Everything): string[] {
  if (ranker === undefined) return [];
  const { full, ablation, minimalPairs, moments } = ranker;
  const bars = Object.entries(ablation).map(([signal, share]) => ({
    name: signal,
    values: [share, minimalPairs.bySignal[signal]?.without ?? null],
  }));
  const plot = barPlot({
    title: 'What each signal is worth',
    horizontal: 'share that was right',
    of: ['all moments, without this signal', 'pairs that differ in this signal alone, without it: both sides right'],
    bars: [{ name: 'all signals', values: [full, minimalPairs.full] }, ...bars],
    range: [0, 1],
    format: (value) => `${Number((100 * value).toFixed(1))} %`,
  });
  const caption = `${moments} moments of simulated homes, people and devices that the ranker was not fitted on; ${minimalPairs.pairs} minimal pairs.`;
  return [section('What each signal is worth', figure(plot, caption))];
}

function confusionSection({ evaluation, heldOut }: Everything): string[] {
  const sets: [string, readonly Labelled[]][] = [...(evaluation?.scores ?? [])].map(([name, { results }]) => [
    name,
    labelledOf(results),
  ]);
  if (heldOut !== undefined) sets.push(['held-out sentences (the network alone)', heldOut.intents]);
  const shown = sets.filter(([, labelled]) => labelled.length > 0);
  if (shown.length === 0) return [];
  return [section('Intent by intent', ...shown.map(([name, labelled]) => intentTables(name, labelled)))];
}

const CONFUSIONS = 20;

function intentTables(name: string, labelled: readonly Labelled[]): string {
  const right = labelled.filter(({ wanted, got }) => wanted === got).length;
  const intents = intentFigures(labelled).map(({ intent, texts, found, precision, recall }) => [
    ...[intent, `${texts}`, `${found}`, percent(precision), percent(recall)],
  ]);
  const confusions = confusionsOf(labelled, CONFUSIONS).map(({ wanted, got, count }) => [`${count}`, wanted, got]);
  return folded(
    `${name}: ${right} of ${labelled.length} intents right (${percent(right / labelled.length)})`,
    htmlTable(['intent', '#asked for', '#taken for it', '#precision', '#recall'], intents),
    confusions.length === 0 ? '' : htmlTable(['#times', 'meant', 'taken for'], confusions),
  );
}
