import type { Evaluation } from './evaluate.ts';
import type { GeneratedScore } from './generated.ts';
import type { Score } from './score.ts';
import { SETS } from './sets.ts';

/** The public sets as a table for people: our figure, the goal, and what others reach. */
export function renderSets({ scores, excluded, overlap }: Evaluation): string {
  const rows = [['set', 'cases', 'right', 'goal', 'p50', 'p99', 'others, not in this run']];
  for (const { name, goal, peers } of SETS) {
    const score = scores.get(name);
    if (score === undefined) continue;
    rows.push([name, String(score.cases), figureOf(name, score), goal, ms(score.p50Ms), ms(score.p99Ms), peers]);
  }
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length))) ?? [];
  const table = rows.map((row) =>
    row
      .map((cell, column) =>
        column === 1 || column === 4 || column === 5
          ? cell.padStart(widths[column] ?? 0)
          : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
  const meanings = SETS.filter(({ name }) => scores.has(name)).map(({ name, right }) => `  ${name}: ${right}`);
  const faults = [...scores].flatMap(([name, { faults: counts }]) => {
    const kinds = Object.entries(counts).map(([kind, count]) => `${count} ${kind}`);
    return kinds.length === 0 ? [] : [`  ${name}: ${kinds.join(', ')}`];
  });
  const left = [...excluded.values()].reduce((sum, count) => sum + count, 0);
  return [
    ...table,
    '',
    'Times are of the first utterance in a home just set up.',
    '',
    'Right means',
    ...meanings,
    '',
    'What is wrong (cases)',
    ...faults,
    '',
    ...overlapLines(overlap, left),
  ].join('\n');
}

function overlapLines(overlap: Evaluation['overlap'], left: number): string[] {
  if (overlap === undefined) return ['Not looked at: what training saw of these texts (--no-overlap).'];
  const { trainingTexts, guardedTexts, leaks, bySet } = overlap;
  const sets = Object.entries(bySet).map(
    ([name, { texts, exact, near }]) => `  ${name}: ${texts} texts, ${exact} of the cases in training, ${near} nearly`,
  );
  return [
    `Training on this data sees ${trainingTexts} texts; ${guardedTexts} evaluation texts are removed from it first, ${leaks} were left.`,
    ...sets,
    'Near texts are removed for the smart-home sets; elsewhere two requests may well share their words.',
    left === 0 ? 'Nothing had to be excluded from a figure.' : `${left} cases were excluded: training saw their texts.`,
  ];
}

export function renderGenerated({ sentences, intentRight, tagged, spansRight }: GeneratedScore): string {
  const share = (part: number, of: number) => `${((100 * part) / Math.max(1, of)).toFixed(1)} %`;
  return `generated sentences, held out: ${sentences}; intent ${share(intentRight, sentences)}, all spans right ${share(spansRight, tagged)}`;
}

/** "641/660 = 97.12 %"; where nothing should be accepted, what was. */
export function figureOf(name: string, { cases, right, faults }: Score): string {
  const percent = (count: number) => `${((100 * count) / Math.max(1, cases)).toFixed(2)} %`;
  if (name === 'out-of-domain')
    return `accepted ${percent(faults.accepted ?? 0)}, side effects ${percent(faults['side effect'] ?? 0)}`;
  return `${right}/${cases} = ${percent(right)}`;
}

function ms(value: number): string {
  return Number.isNaN(value) ? '–' : `${value.toFixed(2)} ms`;
}
