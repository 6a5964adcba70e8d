import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { learningFigures, renderLearning, writeLearningReport } from '../../models/evaluate/learning.ts';
import { reliabilityOf } from '../../models/evaluate/measure/calibration.ts';
import { writeReport } from '../../models/evaluate/page/report.ts';
import { barPlot } from '../../models/evaluate/plot/bars.ts';
import { linePlot } from '../../models/evaluate/plot/lines.ts';
import { reliabilityPlot } from '../../models/evaluate/plot/reliability.ts';
import { linear, rangeOf, ticksOf } from '../../models/evaluate/plot/scale.ts';
import { TARGETS } from '../../models/evaluate/table/targets.ts';

const folder = mkdtempSync(join(tmpdir(), 'hearth-plot-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const percent = (value: number) => `${Math.round(100 * value)} %`;
const curve = linePlot({
  title: 'A & B',
  horizontal: 'week',
  vertical: 'failed',
  categories: ['1', '2', '3'],
  series: [
    { name: 'off', values: [0.2, 0.25, 0.22] },
    { name: 'on <new>', values: [0.2, null, 0.1] },
  ],
  reference: { name: 'others', value: 0.3 },
  limits: [0, 1],
  format: percent,
});
const bars = barPlot({
  title: 'bars',
  horizontal: 'share',
  of: ['all', 'pairs'],
  bars: [{ name: 'area', values: [0.8, null] }],
  range: [0, 1],
  format: percent,
});
const claims = Array.from({ length: 40 }, (_, i) => ({ confidence: i / 40, right: i % 2 === 0 }));
const reliable = reliabilityPlot('r', [{ name: 'intent', reliability: reliabilityOf(claims) }]);

/** Every tag is closed, in order. */
function isBalanced(markup: string): boolean {
  const open: string[] = [];
  for (const [, close, name = '', self] of markup.matchAll(/<(\/?)([a-zA-Z]+\d?)(?:\s[^<>]*?)?(\/?)>/g)) {
    if (close === '/') {
      if (open.pop() !== name) return false;
    } else if (self !== '/') open.push(name);
  }
  return open.length === 0;
}

describe('plots', () => {
  const check = (name: string, svg: string) =>
    it(`${name}: sound markup, all of it within the drawing`, () => {
      expect(isBalanced(svg)).toBe(true);
      const [, width = 0, height = 0] = (/viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg) ?? []).map(Number);
      const within = (attributes: RegExp, most: number) => {
        const values = [...svg.matchAll(attributes)].map(([, value]) => Number(value));
        expect(values.length).toBeGreaterThan(0);
        expect(values.filter((value) => !(value >= 0 && value <= most))).toEqual([]);
      };
      within(/ (?:x|x1|x2|cx)="([^"]*)"/g, width);
      within(/ (?:y|y1|y2|cy)="([^"]*)"/g, height);
    });
  check('lines', curve);
  check('bars', bars);
  check('reliability', reliable);

  it('leave a gap where there is no value, and escape what they are told', () => {
    expect(curve).toContain('<title>A &amp; B</title>');
    expect(curve).toContain('on &lt;new&gt;');
    // A line needs two neighbours: only the series without a gap is drawn as one.
    expect(curve.match(/<polyline/g)).toHaveLength(1);
    expect(bars.match(/<rect/g)).toHaveLength(1 + 2);
  });

  it('have round ticks', () => {
    expect(ticksOf(0, 1, 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(ticksOf(0.13, 0.37, 5)).toEqual([0.15, 0.2, 0.25, 0.3, 0.35]);
    expect(linear(0, 10, [100, 0]).at(2.5)).toBe(75);
    expect(rangeOf([0.995, 1], [0, 1])[1]).toBe(1);
  });
});

const weeks = (defects: number) => [1, 2].map((week) => ({ week, turns: 100, defects, byPoint: { nlu: defects } }));
const lived = {
  setting: { households: 2, weeks: 2, seed: 1, recordings: 'own', turns: { off: 200, personal: 200, full: 200 } },
  rewrites: { winLoss: 12, applied: 20, wins: 12, losses: 1 },
  defects: { ratio: 0.6, personalRatio: 0.9, weeks: { off: weeks(20), personal: weeks(18), full: weeks(12) } },
  failurePoint: {
    accuracy: 0.9,
    recall: { none: 1, nlu: 0.8 },
    confusion: { none: { none: 5 }, nlu: { nlu: 4, none: 1 } },
  },
  rephrase: { f1: 0.93, lookalikes: { followUp: { turns: 10, taken: 0.1 } } },
  wrong: { perTurn: 0, furtherUses: [] },
  asks: { asked: 9, perDay: 0.3, useful: 0.7 },
  cost: { turnMs: 0.1, nightMs: 50, lookupMs: 0.01 },
};

describe('the report', () => {
  it('opens offline: nothing in it comes from elsewhere', () => {
    const figures = new Map([['home.assist', 0.9]]);
    const all = {
      model: 'en-x',
      rankerSha256: '',
      figures,
      cases: new Map([['home.assist', '9/10']]),
      targets: TARGETS,
    };
    const paths = [
      writeReport(join(folder, 'new/report'), all),
      writeLearningReport(join(folder, 'new/report'), lived),
    ];
    for (const path of paths) {
      const page = readFileSync(path, 'utf8');
      expect(page).not.toMatch(/<script|<link|<img|@import|url\(|src=|https?:\/\/(?!www\.w3\.org\/2000\/svg)/);
      expect(isBalanced(page.replace(/<!doctype html>|<meta[^>]*>/g, ''))).toBe(true);
      expect(page).toContain('prefers-color-scheme:dark');
    }
    expect(readFileSync(writeReport(join(folder, 'new/report'), all), 'utf8')).toContain('href="learning.html"');
  });

  it('of learning tells the weakest class, and the weeks', () => {
    expect(learningFigures(lived).get('failurePoint.recall')).toBe(0.8);
    const text = renderLearning(lived);
    expect(text).toMatch(/wins to losses of rewrites +12\.00 +≥ 12 +met/);
    expect(text).toMatch(/personal learning alone +90\.00 % +≤ 85 % +missed/);
    expect(text).toMatch(/^Found of the turns that failed at a point: nlu 80\.0\d* % of 5\.$/m);
    expect(text).toMatch(/20\/100 = 20\.0 % +18\/100 = 18\.0 % +12\/100 = 12\.0 %/);
  });
});
