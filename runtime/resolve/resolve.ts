import { limits } from '../domain/limits.ts';
import type { RankerModel } from '../domain/rankerModel.ts';
import type { Reading } from '../domain/reading.ts';
import { withThingShared, withTitlesApart } from './apart.ts';
import type { Ranked } from './candidate.ts';
import { candidatesOf } from './candidates.ts';
import { withForeignApart } from './foreign.ts';
import { withLeftOut } from './leftOut.ts';
import { rank } from './rank.ts';
import type { Scene } from './scene.ts';
import type { Scope } from './scope.ts';

export interface ClauseResolution {
  readonly reading: Reading;
  /** Best first; empty where it means nothing here. */
  readonly ranked: readonly Ranked[];
  readonly scope: Scope;
}

export interface Resolution {
  /** Index of the hypothesis that made most sense in this home. */
  readonly hypothesis: number;
  readonly clauses: readonly ClauseResolution[];
  /** Share of the hypotheses whose best candidate has the same intent. */
  readonly agreement: number;
  /** Share of the recogniser's confidence that lies on hypotheses which come to the same deed, of those that come to any. */
  readonly sureness: number;
  /** How well each hypothesis makes sense at this moment, in their order: natural log of a share, at most 0. */
  readonly sense: readonly number[];
}

/** Reads every hypothesis in this home and keeps the one that the recogniser and the home together find likeliest. */
export function resolve(scene: Scene, ranker: RankerModel): Resolution | undefined {
  const best = Math.max(...scene.hypotheses.map((one) => one.confidence), 0.01);
  const options = scene.hypotheses.map((hypothesis, index) => {
    const clauses: ClauseResolution[] = [];
    const apart = withTitlesApart(scene.lexicon, withThingShared(withLeftOut(hypothesis.clauses)));
    for (const reading of withForeignApart(scene.lexicon, apart)) {
      const before = clauses.at(-1)?.ranked[0]?.candidate;
      const found = candidatesOf(before === undefined ? scene : { ...scene, before }, reading);
      clauses.push({ reading: found.reading, ranked: rank(found.candidates, ranker), scope: found.scope });
    }
    const mean =
      clauses.reduce(
        (sum, clause) =>
          sum +
          sense(clause.ranked[0]?.score ?? -4) +
          Math.log(Math.max(clause.scope.ours, 1e-3)) -
          refusalCost(clause),
        0,
      ) / Math.max(1, clauses.length);
    const score = mean + Math.log(Math.max(hypothesis.confidence, 0.01) / best);
    return { hypothesis: index, clauses, sense: clauses.length === 0 ? NO_SENSE : Math.max(NO_SENSE, mean), score };
  });
  const isPlausible = (at: number) => (scene.hypotheses[at]?.confidence ?? 0) >= limits.hypothesisShareMin * best;
  const heard = options.filter((option) => option.clauses.length > 0 && isPlausible(option.hypothesis));
  const top = heard.reduce<(typeof heard)[number] | undefined>(
    (a, b) => (a === undefined || b.score > a.score ? b : a),
    undefined,
  );
  if (top === undefined) return undefined;
  const intentOf = (option: (typeof heard)[number]) => option.clauses[0]?.ranked[0]?.candidate.intent;
  const agreeing = heard.filter((option) => intentOf(option) === intentOf(top)).length;
  const weigh = (list: typeof heard) =>
    list.reduce((sum, one) => sum + Math.max(0.01, scene.hypotheses[one.hypothesis]?.confidence ?? 0), 0);
  const sensible = heard.filter((one) => one === top || makesSense(one.clauses));
  const same = sensible.filter((one) => deedOf(one.clauses) === deedOf(top.clauses));
  return {
    hypothesis: top.hypothesis,
    clauses: top.clauses,
    agreement: agreeing / heard.length,
    sureness: weigh(same) / weigh(sensible),
    sense: options.map((option) => option.sense),
  };
}

/** Of a text without a word in it; less is not told apart. */
const NO_SENSE = -9;

/**
 * Log of the chance that a reading makes sense in this moment, by its score: of two texts that both do, the one with the better
 * score is not the likelier to have been said.
 */
function sense(score: number): number {
  return -Math.log1p(Math.exp(-score));
}

/** A hypothesis that comes to nothing here must not win over one that this home understands. */
function refusalCost(clause: ClauseResolution): number {
  const top = clause.ranked[0]?.candidate;
  return top === undefined || top.unmatched !== undefined || top.nothing === true ? 1.5 : 0;
}

function makesSense(clauses: readonly ClauseResolution[]): boolean {
  return clauses.every(
    (clause) =>
      clause.scope.ours > 0.5 && refusalCost(clause) === 0 && (clause.ranked[0]?.candidate.targets.length ?? 0) > 0,
  );
}

function deedOf(clauses: readonly ClauseResolution[]): string {
  return clauses
    .map(({ ranked }) => `${ranked[0]?.candidate.intent} ${ranked[0]?.candidate.targets.join(' ')}`)
    .join('; ');
}
