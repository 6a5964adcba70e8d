import { ARMS, type Arm, type LearningFigures } from './evaluation.ts';
import { POINTS, type WeekFigures } from './figures.ts';

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** The figures for people: what was asked for, what came out, and the weeks one by one. */
export function renderLearning(figures: LearningFigures): string {
  const { setting, rewrites, defects, failurePoint, rephrase, wrong, asks, cost } = figures;
  const recall = POINTS.flatMap((point) => {
    const share = failurePoint.recall[point];
    return share === undefined ? [] : [`${point} ${percent(share)}`];
  });
  const gone = wrong.furtherUses.length === 0 ? 'none' : `used ${Math.max(...wrong.furtherUses)} times more at most`;
  const rows: [string, string, string][] = [
    ['', 'ours', 'asked'],
    ['rewrites, wins to losses', `${rewrites.wins} : ${rewrites.losses} of ${rewrites.applied}`, '≥ 12 : 1'],
    ['defects against learning off', percent(defects.ratio), '≤ 70 %'],
    ['  personal learning alone', percent(defects.personalRatio), '≤ 85 %'],
    ['  over the second half', percent(defects.secondHalf.ratio), ''],
    ['failure point, accuracy', percent(failurePoint.accuracy), '≥ 92 %'],
    ['  of defects alone', percent(failurePoint.accuracyOfDefects), ''],
    ['  recall', recall.join(', '), '≥ 85 % each'],
    ['rephrase detection, F1', rephrase.f1.toFixed(3), '≥ 0.92'],
    ['  precision, recall', `${percent(rephrase.precision)}, ${percent(rephrase.recall)}`, ''],
    ['wrong rewrites that acted', `${wrong.rewrites} in ${setting.turns.full} turns, ${gone}`, '≤ 1 in 2,000'],
    ['questions of its own a day', `${asks.perDay.toFixed(2)}, at most ${asks.mostInADay}`, '≤ 1'],
    ['  answered usefully', percent(asks.useful), '≥ 60 %'],
    ['added to a turn, p50 (p99)', `${cost.turnMs.toFixed(3)} (${cost.turnMsP99.toFixed(2)}) ms`, '≤ 0.3 ms'],
    ['a night', `${cost.nightMs.toFixed(0)} ms, ${cost.nightMb.toFixed(1)} MB`, '≤ 2 s, ≤ 40 MB'],
    ['look-up among 10,000', `${cost.lookupMs.toFixed(4)} ms`, '≤ 0.1 ms'],
  ];
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column as 0 | 1].length)));
  const table = rows.map(([name, ours, asked]) =>
    `${name.padEnd(widths[0] ?? 0)}  ${ours.padEnd(widths[1] ?? 0)}  ${asked}`.trimEnd(),
  );
  const noted =
    setting.recordings === 'own'
      ? ['Without the public recordings: a small table of confusions of our own stood in.']
      : [];
  return [
    `${setting.households} households, ${setting.weeks} weeks, ${setting.turns.full} turns with all of learning (seed ${setting.seed})`,
    ...noted,
    '',
    ...table,
    '',
    ...layerLines(figures),
    ...lookalikeLines(figures),
    '',
    ...weekLines(figures),
    ...(wrong.list.length === 0 ? [] : ['', 'Wrong rewrites', ...wrong.list.map((line) => `  ${line}`)]),
  ].join('\n');
}

function layerLines({ rewrites }: LearningFigures): string[] {
  return Object.entries(rewrites.byLayer).map(
    ([layer, { applied, wins, losses }]) => `  ${layer} rewrites: ${wins} wins, ${losses} losses of ${applied}`,
  );
}

function lookalikeLines({ rephrase }: LearningFigures): string[] {
  return Object.entries(rephrase.lookalikes).map(
    ([kind, { turns, taken }]) => `  ${kind}: ${percent(taken)} of ${turns} taken for a rephrase`,
  );
}

function weekLines({ defects }: LearningFigures): string[] {
  const share = (week: WeekFigures | undefined): string =>
    week === undefined ? '' : `${week.defects}/${week.turns}`.padStart(9);
  const header = `week ${ARMS.map((arm) => arm.padStart(9)).join(' ')}   by failure point, full (off)`;
  const lines = defects.weeks.full.map((full, index) => {
    const points = POINTS.filter((point) => point !== 'none').map(
      (point) => `${point} ${full.byPoint[point] ?? 0} (${defects.weeks.off[index]?.byPoint[point] ?? 0})`,
    );
    const counts = ARMS.map((arm) => share(defects.weeks[arm][index])).join(' ');
    return `${String(full.week).padStart(4)} ${counts}   ${points.join(', ')}`;
  });
  return ['Defects of turns, week by week', header, ...lines];
}

const WIDTH = 640;
const HEIGHT = 300;
const LEFT = 48;
const BOTTOM = 40;
const COLORS: { readonly [arm in Arm]: string } = { off: '#c0392b', personal: '#d68910', full: '#1e8449' };

/** Defects a hundred turns, week by week, with and without learning; `point` shows those of one failure point alone. */
export function curvesSvg({ defects }: LearningFigures, point?: (typeof POINTS)[number]): string {
  const rate = (week: WeekFigures): number =>
    (100 * (point === undefined ? week.defects : (week.byPoint[point] ?? 0))) / Math.max(1, week.turns);
  const arms = point === undefined ? ARMS : (['off', 'full'] as const);
  const top = Math.max(1, ...arms.flatMap((arm) => defects.weeks[arm].map(rate))) * 1.1;
  const weeks = defects.weeks.full.length;
  const x = (index: number): number => LEFT + (index * (WIDTH - LEFT - 16)) / Math.max(1, weeks - 1);
  const y = (value: number): number => HEIGHT - BOTTOM - (value * (HEIGHT - BOTTOM - 30)) / top;
  const lines = arms.flatMap((arm, row) => {
    const points = defects.weeks[arm].map((week, index) => `${x(index).toFixed(1)},${y(rate(week)).toFixed(1)}`);
    return [
      `<polyline fill="none" stroke="${COLORS[arm]}" stroke-width="2" points="${points.join(' ')}"/>`,
      `<text x="${WIDTH - 90}" y="${46 + 16 * row}" fill="${COLORS[arm]}">${arm}</text>`,
    ];
  });
  const ticks = [0, top / 2, top].map(
    (value) =>
      `<text x="${LEFT - 6}" y="${(y(value) + 4).toFixed(1)}" text-anchor="end">${value.toFixed(0)}</text>` +
      `<line x1="${LEFT}" x2="${WIDTH - 16}" y1="${y(value).toFixed(1)}" y2="${y(value).toFixed(1)}" stroke="#ddd"/>`,
  );
  const names = defects.weeks.full.map(
    ({ week }, index) =>
      `<text x="${x(index).toFixed(1)}" y="${HEIGHT - BOTTOM + 18}" text-anchor="middle">${week}</text>`,
  );
  const title = point === undefined ? 'Defects a hundred turns, by week' : `Defects a hundred turns, by week: ${point}`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">`,
    '<rect width="100%" height="100%" fill="#fff"/>',
    `<text x="${LEFT}" y="20" font-size="14">${title}</text>`,
    ...ticks,
    ...names,
    ...lines,
    '</svg>',
  ].join('\n');
}
