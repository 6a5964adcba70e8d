import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { DataError } from './dataFile.ts';
import type { Everything } from './everything.ts';
import { describeCost } from './measure/cost.ts';
import type { Figures } from './table/figures.ts';
import { type Row, rowsOf } from './table/rows.ts';
import { ablationTarget, LEARNING_TARGETS, TARGETS } from './table/targets.ts';

export const FIGURES_FILE = 'figures.json';
const CARD_FILE = 'MODEL_CARD.md';
const [BEGIN, END] = ['<!-- figures: npm run evaluate -- --card -->', '<!-- /figures -->'];

const Spread = v.object({ mean: v.number(), sd: v.number(), seeds: v.number() });
const Named = v.record(v.string(), v.union([v.number(), Spread]));
const Kept = v.object({
  /** The version of the bundle that was measured. */
  model: v.string(),
  /** Checksum of its `ranker.json`, which is fitted again without a new version. */
  ranker: v.string(),
  figures: Named,
  cases: v.record(v.string(), v.string()),
  /** Sentences that training sees, by source. */
  sources: v.record(v.string(), v.number()),
  notes: v.array(v.string()),
  learning: v.optional(v.object({ model: v.string(), figures: Named, setting: v.string() })),
});
/** What the card's figures are made of: `figures.json` beside it. */
export type KeptFigures = v.InferOutput<typeof Kept>;

/** @throws DataError naming the file and what is wrong in it. */
export function readKept(folder: string): KeptFigures {
  const path = join(folder, FIGURES_FILE);
  if (!existsSync(path)) throw new DataError(`${path} is missing: npm run evaluate -- --card writes it`);
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new DataError(`${path}: not JSON: ${(cause as Error).message}`, { cause });
  }
  const parsed = v.safeParse(Kept, json);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw new DataError(`${path}: ${v.getDotPath(issue) ?? 'the file'}: ${issue.message}`);
}

/** Keeps what was measured and puts it into the card. What was learned in simulated homes stays as it was. */
export function writeCard(folder: string, all: Everything): void {
  const before = existsSync(join(folder, FIGURES_FILE)) ? readKept(folder).learning : undefined;
  save(folder, {
    model: all.model,
    ranker: all.rankerSha256,
    figures: Object.fromEntries(all.figures),
    cases: Object.fromEntries(all.cases),
    sources: Object.fromEntries(all.sources ?? []),
    notes: notesOf(all),
    ...(before && { learning: before }),
  });
}

/** The same for the figures of learning; there must be a card already. */
export function writeLearningCard(folder: string, model: string, figures: Figures, setting: string): void {
  save(folder, { ...readKept(folder), learning: { model, figures: Object.fromEntries(figures), setting } });
}

function save(folder: string, kept: KeptFigures): void {
  const card = join(folder, CARD_FILE);
  const told = withFigures(readFileSync(card, 'utf8'), kept, card);
  const path = join(folder, FIGURES_FILE);
  for (const [file, content] of [
    [path, `${JSON.stringify(kept, undefined, 2)}\n`],
    [card, told],
  ] as const) {
    writeFileSync(`${file}.part`, content);
    renameSync(`${file}.part`, file);
  }
}

/** The card with the generated part between its two marks renewed. @throws DataError where the marks are not there */
export function withFigures(card: string, kept: KeptFigures, path: string): string {
  const [from, to] = [card.indexOf(BEGIN), card.indexOf(END)];
  if (from < 0 || to < from) throw new DataError(`${path}: "${BEGIN}" and "${END}" must mark where the figures stand`);
  return `${card.slice(0, from + BEGIN.length)}\n\n${cardSection(kept)}\n\n${card.slice(to)}`;
}

/** The generated part: data, figures, notes. */
export function cardSection({ model, figures, cases, sources, notes, learning }: KeptFigures): string {
  const signals = Object.keys(figures).filter((key) => key.startsWith('ablation.'));
  const targets = [...TARGETS, ...signals.map((key) => ablationTarget(key.replace('ablation.', '')))];
  const rows = rowsOf(targets, new Map(Object.entries(figures)), new Map(Object.entries(cases)));
  const learned = learning ? rowsOf(LEARNING_TARGETS, new Map(Object.entries(learning.figures)), new Map()) : [];
  const counted = Object.entries(sources).map(([name, count]) => `${name} ${count.toLocaleString('en')}`);
  return [
    `Measured on bundle \`${model}\` by \`npm run evaluate -- --card\`; figures.json has them all.`,
    ...(counted.length === 0 ? [] : ['', `Sentences that training sees now, by source: ${counted.join(', ')}.`]),
    '',
    ...tableOf(rows),
    ...(learning === undefined
      ? ['', 'Learning in simulated households: not run: `npm run evaluate -- learning --card`.']
      : ['', `Learning (bundle \`${learning.model}\`): ${learning.setting}.`, '', ...tableOf(learned)]),
    '',
    ...notes.map((note) => `- ${note}`),
  ].join('\n');
}

function tableOf(rows: readonly Row[]): string[] {
  const lines = ['| | ours | goal | | others |', '| --- | --- | --- | --- | --- |'];
  let section = '';
  for (const row of rows) {
    if (row.section !== section) lines.push(`| **${row.section}** | | | | |`);
    section = row.section;
    const verdict = row.verdict === 'not run' ? '' : row.verdict;
    const ours = row.verdict === 'not run' ? row.ours.replace(/: (.*)$/, ': `$1`') : row.ours;
    lines.push(`| ${row.what.trim()} | ${ours} | ${row.goal} | ${verdict} | ${row.peers} |`);
  }
  return lines;
}

function notesOf({ evaluation, heldOut, sameData, cost, ranker }: Everything): string[] {
  const notes: string[] = [];
  const overlap = evaluation?.overlap;
  if (overlap !== undefined) {
    const exact = Object.values(overlap.bySet).reduce((sum, one) => sum + one.exact, 0);
    notes.push(
      `Training sees ${overlap.trainingTexts} texts; ${overlap.guardedTexts} evaluation texts are removed from it first: ` +
        `${overlap.leaks} of them were left, and ${exact} judged cases have a text that training sees.`,
    );
  }
  if (heldOut !== undefined)
    notes.push(
      `Held out are ${heldOut.accuracy.sentences} sentences of the training sources and the generator; calibration is judged on one half with what was fitted on the other.`,
    );
  if (sameData === false)
    notes.push(
      'The bundle was trained on other data than this tree makes now, so some held-out sentences may have been trained on.',
    );
  if (ranker !== undefined)
    notes.push(
      `The ranker is judged at ${ranker.moments} moments in homes, with names and sentences it was not fitted on.`,
    );
  if (cost !== undefined) notes.push(describeCost(cost).replaceAll('\n', ' ').replaceAll('  ', ' '));
  return notes;
}
