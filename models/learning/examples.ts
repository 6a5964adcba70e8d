import type { FailurePoint } from '../../runtime/domain/decision.ts';
import type { LearningModel, Relation } from '../../runtime/domain/learningModel.ts';
import { RELATIONS } from '../../runtime/domain/learningModel.ts';
import { VERDICT_FEATURES, verdictFeatures } from '../../runtime/learn/caseFeatures.ts';
import type { Later, TurnCase } from '../../runtime/learn/evidence.ts';
import { FAILURE_FEATURES, failureFeatures } from '../../runtime/learn/failureFeatures.ts';
import { FAILURE_POINTS } from '../../runtime/learn/failurePoint.ts';
import { logOddsOf } from '../../runtime/learn/forest.ts';
import { PAIR_FEATURES } from '../../runtime/learn/pairFeatures.ts';
import { hasComplaint } from '../../runtime/learn/reactions.ts';
import { heardPhrase } from '../../runtime/learn/relate.ts';
import { relationOf as toldRelation } from '../../runtime/learn/relationRules.ts';
import { relationBetween } from '../households/relations.ts';
import type { Examples } from './boost.ts';

/** What the simulator knows of a turn and nobody tells the hub. */
export interface Truth {
  readonly defect: boolean;
  readonly failurePoint: FailurePoint;
  /** What was said, and what it was said for: a rephrase serves the goal of the turn that it rephrases. */
  readonly said: string;
  readonly goal: string;
  readonly person: string;
  /** How it relates to an earlier turn; to any other earlier turn it is a new request. */
  readonly relation?: { readonly to: string; readonly kind: Relation };
}

/** One settled turn of a simulated household with all that the hub saw, and the truth. */
export interface Observed {
  readonly household: number;
  readonly open: TurnCase;
  readonly unmatchedSound: number;
  readonly truth: Truth;
}

/** What was known of a case at its first telling reaction: verdicts are given then, too. */
export function early(open: TurnCase): TurnCase | undefined {
  const first = open.evidence.reduce(
    (least, item) => (TELLING.has(item.kind) ? Math.min(least, item.at) : least),
    open.later[0]?.turn.at ?? Number.POSITIVE_INFINITY,
  );
  if (!Number.isFinite(first)) return undefined;
  const evidence = open.evidence.filter((item) => item.at <= first);
  const later = open.later.filter((item) => item.turn.at <= first);
  if (evidence.length === open.evidence.length && later.length === open.later.length) return undefined;
  return { ...open, evidence, later };
}
const TELLING = new Set(['reversalByVoice', 'negativeRating', 'positiveRating', 'handlerError']);

/** Finds the truth of a turn of a household by its id. */
export type TruthOf = (household: number, turn: string) => Truth | undefined;

/** How a later turn of a case truly relates to it; undefined where nobody knows. `isNearest`: the simulator itself says so. */
export function pairTruth(
  { open, household }: Observed,
  later: Later,
  truthOf: TruthOf,
): { readonly kind: Relation; readonly isNearest: boolean } | undefined {
  const [before, after] = [truthOf(household, open.turn.id), truthOf(household, later.turn.id)];
  if (before === undefined || after === undefined) return undefined;
  const isHeardSame = heardPhrase(open.turn) === heardPhrase(later.turn);
  const kind = relationBetween(open.turn.id, before, after, isHeardSame);
  return kind === undefined ? undefined : { kind, isNearest: after.relation?.to === open.turn.id };
}

/** Pairs of turns with their relation. */
export function pairExamples(observed: readonly Observed[], truthOf: TruthOf): Examples {
  const rows: Float64Array[] = [];
  const labels: number[] = [];
  for (const one of observed)
    for (const later of one.open.later) {
      const kind = pairTruth(one, later, truthOf)?.kind;
      if (kind === undefined) continue;
      rows.push(later.features);
      labels.push(RELATIONS.indexOf(kind));
    }
  return stack(rows, labels, PAIR_FEATURES.length);
}

/** The same case with the relations that a model tells. */
export function related(open: TurnCase, model: LearningModel['relation']): TurnCase {
  const later = open.later.map((one, i) => {
    // What was held against the turn by the time of the later one.
    const complained = hasComplaint({
      ...open,
      evidence: open.evidence.filter(({ at, by }) => at <= one.turn.at && by !== one.turn),
      later: open.later.slice(0, i),
    });
    return { ...one, relation: toldRelation(model, one.features, open.turn, one.turn, { complained }) };
  });
  return { ...open, later };
}

export function verdictExamples(cases: readonly { readonly open: TurnCase; readonly truth: Truth }[]): Examples {
  return stack(
    cases.map(({ open }) => verdictFeatures(open)),
    cases.map(({ truth }) => (truth.defect ? 1 : 0)),
    VERDICT_FEATURES.length,
  );
}

export function failureRow(one: Observed, open: TurnCase, verdict: LearningModel['verdict']): Float64Array {
  const features = verdictFeatures(open);
  return failureFeatures(open, features, logOddsOf(verdict, features), one.unmatchedSound);
}

export function failureExamples(rows: readonly Float64Array[], truths: readonly Truth[]): Examples {
  return stack(
    rows,
    truths.map((truth) => FAILURE_POINTS.indexOf(truth.failurePoint)),
    FAILURE_FEATURES.length,
  );
}

function stack(rows: readonly Float64Array[], labels: readonly number[], width: number): Examples {
  const features = new Float64Array(rows.length * width);
  rows.forEach((row, i) => {
    features.set(row, i * width);
  });
  return { width, features, labels: Int32Array.from(labels) };
}
