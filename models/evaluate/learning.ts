import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { figure, figureTable, htmlTable, page, paragraph, percent, section } from './page/html.ts';
import { LEARNING_PAGE } from './page/report.ts';
import { linePlot, type Series } from './plot/lines.ts';
import type { Figure, Figures } from './table/figures.ts';
import { type Row, renderRows, rowsOf } from './table/rows.ts';
import { LEARNING_TARGETS } from './table/targets.ts';

interface Week {
  readonly week: number;
  readonly turns: number;
  readonly defects: number;
  readonly byPoint: { readonly [point: string]: number | undefined };
}

/** What the simulation of households found, as far as table and report show it. */
export interface Learning {
  readonly setting: {
    readonly households: number;
    readonly weeks: number;
    readonly seed: number;
    readonly recordings: string;
    readonly turns: { readonly [arm: string]: number };
  };
  readonly rewrites: {
    readonly winLoss: number;
    readonly applied: number;
    readonly wins: number;
    readonly losses: number;
  };
  readonly defects: {
    readonly ratio: number;
    readonly personalRatio: number;
    readonly weeks: {
      readonly off: readonly Week[];
      readonly personal: readonly Week[];
      readonly full: readonly Week[];
    };
  };
  readonly failurePoint: {
    readonly accuracy: number;
    readonly recall: { readonly [point: string]: number | undefined };
    readonly confusion: { readonly [truth: string]: { readonly [said: string]: number } };
  };
  readonly rephrase: {
    readonly f1: number;
    readonly lookalikes: { readonly [kind: string]: { readonly turns: number; readonly taken: number } };
  };
  readonly wrong: { readonly perTurn: number; readonly furtherUses: readonly number[] };
  readonly asks: { readonly asked: number; readonly perDay: number; readonly useful: number };
  readonly cost: { readonly turnMs: number; readonly nightMs: number; readonly lookupMs: number };
}

/** The figures by the names of the table and of `--json`. */
export function learningFigures(learning: Learning): Map<string, Figure> {
  const { rewrites, defects, failurePoint, rephrase, wrong, asks, cost } = learning;
  const recalls = Object.values(failurePoint.recall).filter((value) => value !== undefined);
  return new Map([
    ['rewrites.winLoss', rewrites.winLoss],
    ['defects.ratio', defects.ratio],
    ['defects.personalRatio', defects.personalRatio],
    ['failurePoint.accuracy', failurePoint.accuracy],
    ['failurePoint.recall', Math.min(...recalls)],
    ['rephrase.f1', rephrase.f1],
    ['wrong.perTurn', wrong.perTurn],
    ['asks.perDay', asks.perDay],
    // Of no question at all nothing can be said.
    ...(asks.asked === 0 ? [] : [['asks.useful', asks.useful] as const]),
    ['cost.turnMs', cost.turnMs],
    ['cost.nightMs', cost.nightMs],
    ['cost.lookupMs', cost.lookupMs],
  ]);
}

/** The rows of what there is a figure for. */
function rowsOfLearning(figures: Figures): Row[] {
  return rowsOf(
    LEARNING_TARGETS.filter(({ key }) => figures.has(key)),
    figures,
    new Map(),
  );
}

export function renderLearning(learning: Learning): string {
  const { setting, rewrites, wrong, failurePoint } = learning;
  const rows = rowsOfLearning(learningFigures(learning));
  return [
    renderRows(rows),
    '',
    `${settingInWords(setting)}.`,
    `Rewrites were applied ${rewrites.applied} times, ${rewrites.wins} won and ${rewrites.losses} lost; wrongly learned ones were used ${wrong.furtherUses.join(', ') || 'no'} times more.`,
    `Found of the turns that failed at a point: ${foundByPoint(failurePoint).join(', ')}.`,
    weekTable(learning)
      .map((row) =>
        row
          .map((cell) => cell.padEnd(26))
          .join('')
          .trimEnd(),
      )
      .join('\n'),
  ].join('\n');
}

function foundByPoint({ recall, confusion }: Learning['failurePoint']): string[] {
  return Object.entries(confusion).flatMap(([point, told]) => {
    const found = recall[point];
    const turns = Object.values(told).reduce((sum, count) => sum + count, 0);
    return found === undefined || point === 'none' ? [] : [`${point} ${percent(found)} of ${turns}`];
  });
}

export function settingInWords({ households, weeks, seed, recordings, turns }: Learning['setting']): string {
  const errors =
    recordings === 'slurp' ? "real recognition errors of SLURP's recordings" : 'recognition errors of a small table';
  const told = Object.entries(turns).map(([arm, count]) => `${count} turns ${arm}`);
  return `${households} simulated households, ${weeks} weeks, seed ${seed}, ${errors}; ${told.join(', ')}`;
}

function weekTable({ defects }: Learning): string[][] {
  const { off, personal, full } = defects.weeks;
  const cell = (week: Week | undefined) =>
    week === undefined ? '–' : `${week.defects}/${week.turns} = ${percent(rateOf(week))}`;
  return [
    ['week', 'learning off', 'personal alone', 'all of learning'],
    ...off.map((week, i) => [`${week.week}`, cell(week), cell(personal[i]), cell(full[i])]),
  ];
}

function rateOf({ defects, turns }: Week): number {
  return turns === 0 ? 0 : defects / turns;
}

/** Writes `learning.html` into a folder, made where it is not there. Returns the file's path. */
export function writeLearningReport(folder: string, learning: Learning): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, LEARNING_PAGE);
  const { setting, failurePoint, rephrase, defects } = learning;
  const [heads = [], ...weeks] = weekTable(learning);
  const points = Object.keys(failurePoint.confusion);
  const lookalikes = Object.entries(rephrase.lookalikes).map(([kind, { turns, taken }]) => [
    kind,
    `${turns}`,
    percent(taken),
  ]);
  const content = page(
    'What learning does in a home',
    paragraph(`${settingInWords(setting)}.`),
    figureTable(rowsOfLearning(learningFigures(learning))),
    section('Week by week', figure(rateCurves(defects.weeks), DEFECTS), htmlTable(heads, weeks)),
    section(
      'Where turns fail',
      figure(pointCurves('Learning on', defects.weeks.full), POINTS_ON),
      figure(pointCurves('Learning off', defects.weeks.off), POINTS_OFF),
    ),
    section(
      'Which stage failed: truth and verdict',
      htmlTable(
        ['truth', ...points.map((one) => `#${one}`), '#recall'],
        points.map((truth) => [
          truth,
          ...points.map((said) => `${failurePoint.confusion[truth]?.[said] ?? 0}`),
          percent(failurePoint.recall[truth] ?? null),
        ]),
      ),
    ),
    section('What looks like a rephrase', htmlTable(['it was', '#turns', '#taken for a rephrase'], lookalikes)),
  );
  writeFileSync(file, content);
  return file;
}

const DEFECTS =
  'Share of turns that failed the person, over all households; the same people, wishes and days in each line.';
const POINTS_ON =
  'With all of learning: failed turns of each hundred, by the earliest stage whose correction would have saved them.';
const POINTS_OFF = 'The same with learning switched off.';

function rateCurves({ off, personal, full }: Learning['defects']['weeks']): string {
  const line = (name: string, weeks: readonly Week[]): Series => ({ name, values: weeks.map(rateOf) });
  return curves('Defects', off, [
    line('learning off', off),
    line('personal learning alone', personal),
    line('all of learning', full),
  ]);
}

function pointCurves(title: string, weeks: readonly Week[]): string {
  const points = [...new Set(weeks.flatMap(({ byPoint }) => Object.keys(byPoint)))].sort();
  return curves(
    title,
    weeks,
    points.map((name) => ({
      name,
      values: weeks.map((week) => (week.turns === 0 ? null : (week.byPoint[name] ?? 0) / week.turns)),
    })),
  );
}

function curves(title: string, weeks: readonly Week[], series: readonly Series[]): string {
  return linePlot({
    title,
    horizontal: 'week',
    vertical: 'failed turns',
    categories: weeks.map(({ week }) => `${week}`),
    series,
    limits: [0, 1],
    format: (value) => `${Number((100 * value).toFixed(1))} %`,
  });
}
