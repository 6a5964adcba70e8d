import type { Evaluation } from './evaluate.ts';
import { type Claim, type Reliability, reliabilityOf } from './measure/calibration.ts';
import { type Labelled, NOTHING } from './measure/confusion.ts';
import type { CaseResult } from './score.ts';
import type { Figure } from './table/figures.ts';

/** The home sets' figures for the table, with the counts that they are made of. */
export function homeFigures({ scores }: Evaluation): {
  readonly figures: Map<string, Figure>;
  readonly cases: Map<string, string>;
} {
  const figures = new Map<string, Figure>();
  const cases = new Map<string, string>();
  const put = (key: string, count: number, of: number): void => {
    if (of === 0) return;
    figures.set(`home.${key}`, count / of);
    cases.set(`home.${key}`, `${count}/${of}`);
  };
  for (const [name, { cases: of, right, faults }] of scores) {
    if (name !== 'out-of-domain') put(name, right, of);
    else {
      put(`${name}.accepted`, faults.accepted ?? 0, of);
      put(`${name}.sideEffects`, faults['side effect'] ?? 0, of);
    }
  }
  return { figures, cases };
}

/** Decisions that claim to be right: a question back claims nothing. */
export function decisionReliability(results: readonly CaseResult[]): Reliability {
  return reliabilityOf(
    results.flatMap(({ right, decided }): Claim[] =>
      decided === null || decided.outcome === 'ask' ? [] : [{ confidence: decided.confidence, right }],
    ),
  );
}

/** What was asked for and what was decided, where a set tells intents. */
export function labelledOf(results: readonly CaseResult[]): Labelled[] {
  return results.flatMap(({ wanted, decided }): Labelled[] => {
    if (wanted === undefined) return [];
    const got = decided === null || ['handoff', 'ignore'].includes(decided.outcome) ? null : decided.intent;
    const meant = wanted.includes(got) ? got : (wanted[0] ?? null);
    return [{ wanted: meant ?? NOTHING, got: got ?? NOTHING }];
  });
}
