import { describe, expect, it } from 'vitest';
import type { Episode, EpisodeTurn } from '../../models/households/episode.ts';
import type { FailurePoint, Outcome } from '../../runtime/domain/decision.ts';
import type { Relation } from '../../runtime/domain/learningModel.ts';
import {
  askFigures,
  lastWeeksRatio,
  pointFigures,
  rephraseFigures,
  rewriteFigures,
  weekly,
  wrongFigures,
} from './figures.ts';

const START = Date.parse('2026-01-05T00:00:00Z');
const DAY_S = 24 * 3600;

interface Case {
  /** Seconds from the start. */
  readonly at: number;
  readonly said?: string;
  readonly goal?: string;
  readonly reached?: boolean;
  readonly point?: FailurePoint;
  readonly verdict?: FailurePoint;
  readonly evidence?: readonly string[];
  readonly relation?: readonly [string, Relation];
  /** A learned rewrite was applied; whether the goal would have been reached without it. */
  readonly without?: boolean;
  readonly layer?: string;
  readonly outcome?: Outcome;
  readonly because?: string;
}

function episodeOf(cases: readonly Case[], days = 7): Episode {
  const turns = cases.map((one, index): EpisodeTurn => {
    const at = new Date(START + 1000 * one.at).toISOString();
    const of = `u${index + 1}`;
    const said = one.said ?? 'turn on the lamp';
    const reached = one.reached ?? true;
    const rewrite =
      one.without === undefined ? null : { from: said, to: 'x', layer: one.layer ?? 'personal', score: 1 };
    return {
      event: { type: 'utterance', at, id: of, hypotheses: [{ text: said, confidence: 0.9 }] },
      decision: {
        type: 'decision',
        id: of,
        at,
        outcome: one.outcome ?? 'act',
        intent: null,
        slots: {},
        targets: [],
        commands: [],
        say: '',
        rewrite,
        confidence: 1,
        alternatives: [],
        because: one.because === undefined ? [] : [{ signal: 'policy', detail: one.because, weight: 0 }],
      },
      verdict: {
        type: 'verdict',
        of,
        at,
        defect: (one.verdict ?? 'none') !== 'none',
        evidence: one.evidence ?? [],
        failurePoint: one.verdict ?? 'none',
        confidence: 1,
      },
      truth: {
        type: 'truth',
        of,
        person: 'Maya',
        addressed: true,
        said,
        labelled: null,
        plain: said,
        goal: one.goal ?? `g${index}`,
        wanted: { kind: 'talk' },
        intent: 'HassTurnOn',
        domain: 'light',
        faulty: [],
        before: {},
        restore: {},
        relation: one.relation === undefined ? null : { to: one.relation[0], kind: one.relation[1] },
        reached,
        recovered: false,
        defect: !reached,
        failurePoint: one.point ?? 'none',
        ...(one.without !== undefined && { reachedWithout: one.without }),
        wording: 'plain',
        attempt: 0,
      },
    };
  });
  const events = [{ type: 'home', at: new Date(START).toISOString() }];
  return { household: 'h', part: 'judge', seed: 1, days, events, turns };
}

describe('figures, worked by hand', () => {
  it('counts defects by week, and two weeks of one arm against the other', () => {
    const bad = { reached: false, point: 'nlu' } as const;
    const off = weekly(
      [
        episodeOf([
          { at: 5, ...bad },
          { at: 7 * DAY_S, ...bad },
          { at: 8 * DAY_S, ...bad },
        ]),
      ],
      2,
    );
    const on = weekly([episodeOf([{ at: 5, ...bad }, { at: 7 * DAY_S }, { at: 8 * DAY_S, ...bad }])], 2);
    expect(off.map(({ defects, turns }) => [defects, turns])).toEqual([
      [1, 1],
      [2, 2],
    ]);
    expect(on[1]?.byPoint).toEqual({ nlu: 1 });
    expect(lastWeeksRatio(on, off)).toBeCloseTo(2 / 3);
    expect(lastWeeksRatio(on, off, 1)).toBe(1 / 2);
  });

  it('counts a rewrite as won or lost only where it made the difference', () => {
    const figures = rewriteFigures([
      episodeOf([
        { at: 1, without: false },
        { at: 2, without: true },
        { at: 3, without: true, reached: false },
        { at: 4, without: false, reached: false },
        { at: 5, without: false, layer: 'global' },
        { at: 6, without: false, layer: 'taught' },
      ]),
    ]);
    expect([figures.applied, figures.wins, figures.losses]).toEqual([5, 2, 1]);
    expect(figures.byLayer.global).toEqual({ applied: 1, wins: 1, losses: 0 });
  });

  it('calls a rewrite wrong that acted against the wish as often as for it', () => {
    const wrong = { said: 'a b', without: true, reached: false, point: 'nlu' } as const;
    const right = { said: 'c d', without: false } as const;
    const figures = wrongFigures([
      episodeOf([
        { at: 1, ...wrong },
        { at: 2, ...wrong },
        { at: 3, ...right },
        { at: 4, ...right },
        { at: 5, ...right, reached: false, point: 'nlu' },
      ]),
    ]);
    expect(figures.list).toEqual(['h personal: "a b" → "x": 0 right, 2 wrong']);
    expect(figures.furtherUses).toEqual([1]);
    expect(figures.perTurn).toBeCloseTo(1 / 5);
  });

  it('compares failure points with the truth, class by class', () => {
    const figures = pointFigures([
      episodeOf([
        { at: 1 },
        { at: 2, verdict: 'asr' },
        { at: 3, reached: false, point: 'nlu', verdict: 'nlu' },
        { at: 4, reached: false, point: 'nlu', verdict: 'asr' },
      ]),
    ]);
    expect([figures.accuracy, figures.accuracyOfDefects]).toEqual([0.5, 0.5]);
    expect(figures.recall).toEqual({ none: 0.5, nlu: 0.5 });
  });

  it('finds what was rephrased, over a repetition too, and what only looks like it', () => {
    const figures = rephraseFigures([
      episodeOf([
        { at: 0, said: 'lounge lizard', goal: 'g', evidence: ['rephrase'] },
        { at: 5, said: 'lounge lizard', goal: 'g', relation: ['u1', 'repetition'] },
        { at: 10, said: 'dim the lamp', goal: 'g', relation: ['u2', 'rephrase'], evidence: ['rephrase'] },
        { at: 20, said: 'and the fan', relation: ['u3', 'followUp'] },
        { at: 400, said: 'open the blinds' },
        { at: 405, said: 'open the blinds', relation: ['u5', 'repetition'] },
      ]),
    ]);
    // Rephrased: u1 and u2; found: u1, and u3 by mistake.
    expect([figures.pairs, figures.precision, figures.recall]).toEqual([2, 0.5, 0.5]);
    expect(figures.lookalikes.followUp).toEqual({ turns: 1, taken: 1 });
    expect(figures.lookalikes.repetition).toEqual({ turns: 1, taken: 0 });
  });

  it('counts questions of its own accord by day, and those that were answered', () => {
    const asks = 'asked of its own accord: feedback';
    const figures = askFigures([
      episodeOf(
        [
          { at: 1, because: asks },
          { at: 5, relation: ['u1', 'answer'] },
          { at: 9, because: asks },
          { at: DAY_S, because: asks },
        ],
        3,
      ),
    ]);
    expect(figures).toEqual({ asked: 3, perDay: 1, mostInADay: 2, useful: 1 / 3 });
  });
});
