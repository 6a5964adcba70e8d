import type { Evaluation } from './evaluate.ts';
import type { Everything } from './everything.ts';
import type { GeneratedScore } from './generated.ts';
import { describeCost } from './measure/cost.ts';
import { SETS } from './sets.ts';
import { renderRows, rowsOf } from './table/rows.ts';

/** The table of all that was measured, and what one must know to read it. */
export function renderEverything(all: Everything): string {
  const { targets, figures, cases } = all;
  const { evaluation, heldOut, ranker, cost } = all;
  return [
    renderRows(rowsOf(targets, figures, cases)),
    ...(evaluation === undefined ? [] : ['', ...setLines(evaluation)]),
    ...(heldOut === undefined ? [] : ['', ...heldOutLines(all)]),
    ...(ranker === undefined
      ? []
      : [
          '',
          `The ranker is judged at ${ranker.moments} moments in homes, with names and sentences that it was not fitted on.`,
        ]),
    ...(cost === undefined ? [] : ['', describeCost(cost)]),
  ].join('\n');
}

function setLines({ scores, excluded, overlap }: Evaluation): string[] {
  const shown = SETS.filter(({ name }) => scores.has(name));
  const times = shown.map(({ name }) => {
    const score = scores.get(name);
    return `  ${name}: ${score?.cases} cases, ${ms(score?.p50Ms)} p50, ${ms(score?.p99Ms)} p99`;
  });
  const faults = [...scores].flatMap(([name, { faults: counts }]) => {
    const kinds = Object.entries(counts).map(([kind, count]) => `${count} ${kind}`);
    return kinds.length === 0 ? [] : [`  ${name}: ${kinds.join(', ')}`];
  });
  const left = [...excluded.values()].reduce((sum, count) => sum + count, 0);
  return [
    'Times (of the first utterance in a home just set up)',
    ...times,
    'Right means',
    ...shown.map(({ name, right }) => `  ${name}: ${right}`),
    'What is wrong (cases)',
    ...faults,
    ...overlapLines(overlap, left),
  ];
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

function heldOutLines({ heldOut, decisions, sameData }: Everything): string[] {
  return [
    `Held out are ${heldOut?.accuracy.sentences} sentences; their calibration error is that of temperatures fitted on the other half.`,
    ...(decisions === undefined
      ? []
      : [`Of ${decisions.claims} decisions a confidence is judged; questions back claim nothing.`]),
    ...(sameData === false
      ? [
          'This bundle was trained on other data than this tree makes now: some held-out sentences may have been trained on.',
        ]
      : []),
  ];
}

export function renderGenerated({ sentences, intentRight, tagged, spansRight }: GeneratedScore): string {
  const share = (part: number, of: number) => `${((100 * part) / Math.max(1, of)).toFixed(1)} %`;
  return `generated sentences, held out: ${sentences}; intent ${share(intentRight, sentences)}, all spans right ${share(spansRight, tagged)}`;
}

function ms(value: number | undefined): string {
  return value === undefined || Number.isNaN(value) ? '–' : `${value.toFixed(2)} ms`;
}
