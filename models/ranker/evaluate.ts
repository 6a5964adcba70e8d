import type { EvidenceSignal } from '../../runtime/domain/decision.ts';
import { type RankerModel, UNFITTED_RANKER } from '../../runtime/domain/rankerModel.ts';
import type { Inference } from '../../runtime/ports/inference.ts';
import type { Candidate } from '../../runtime/resolve/candidate.ts';
import { rank } from '../../runtime/resolve/rank.ts';
import { resolve } from '../../runtime/resolve/resolve.ts';
import { sceneOf } from '../../runtime/resolve/scene.ts';
import { blindTo, placeOf, readWithout } from './blind.ts';
import { decisionError } from './calibrate.ts';
import { awaySentences, everyday } from './everyday.ts';
import { examplesOf, Reader } from './examples.ts';
import { liveThrough, type Moment } from './moment.ts';
import { simulate } from './moments.ts';
import { HELD_WORDS } from './words.ts';

/** Signals that can be taken away, in the order in which they are told. */
export const ABLATED: readonly EvidenceSignal[] = [
  'words',
  'deviceState',
  'deviceType',
  'area',
  'recency',
  'conversation',
  'habit',
  'time',
  'sensor',
  'preference',
];

/** Shares in [0, 1], on homes, names and sentences that the ranker was not fitted on. */
export interface RankerFigures {
  readonly moments: number;
  /** How often the best candidate is what was meant. */
  readonly full: number;
  /** The same without one signal. */
  readonly ablation: { readonly [signal: string]: number };
  readonly minimalPairs: {
    readonly pairs: number;
    /** Both sides right. */
    readonly full: number;
    /** Pairs that differ in this signal alone: both sides right with it, and without. */
    readonly bySignal: {
      readonly [signal: string]: { readonly pairs: number; readonly with: number; readonly without: number };
    };
  };
  /** Expected calibration error of a decision's confidence, with misheard words and talk that is not for the hub. */
  readonly decisionEce: number;
}

const SEED = 101;
export const RANKER_HOMES = 60;

/**
 * Measures the bundle's ranker in simulated homes: whole, and with each signal taken away from the scene and from the features.
 *
 * Needs no data; some 20 seconds. `homes` bounds it for tests.
 */
export async function evaluateRanker(inference: Inference, homes = RANKER_HOMES): Promise<RankerFigures> {
  const { ranker } = inference.bundle;
  const reader = new Reader(inference);
  const outcomes: Outcome[] = [];
  for (const moment of simulate(HELD_WORDS, SEED, { homes, mixed: 20, pairs: 2 }))
    outcomes.push(await outcomeOf(moment, reader, ranker));
  const everydayMoments = everyday(
    simulate(HELD_WORDS, SEED + 1, { homes, mixed: 30, pairs: 0 }),
    awaySentences(),
    SEED,
  );
  const decided = await examplesOf(everydayMoments, reader, ranker);
  return {
    moments: outcomes.length,
    full: shareOf(outcomes, (one) => one.full),
    ablation: Object.fromEntries(
      ABLATED.map((signal) => [signal, shareOf(outcomes, (one) => one.without.has(signal))]),
    ),
    minimalPairs: pairsOf(outcomes),
    decisionEce: decisionError(decided, ranker),
  };
}

interface Outcome {
  readonly moment: Moment;
  readonly full: boolean;
  /** Signals without which it is still right. */
  readonly without: ReadonlySet<EvidenceSignal>;
}

async function outcomeOf(moment: Moment, reader: Reader, ranker: RankerModel): Promise<Outcome> {
  const { home, circumstances } = moment;
  const context = liveThrough(home, circumstances);
  const { satellite, speaker } = circumstances;
  const hypotheses = await reader.read(moment);
  const isRight = (signal?: EvidenceSignal): boolean => {
    const view = signal === undefined ? context : blindTo(signal, context);
    const who = placeOf(signal, { satellite, area: undefined, speaker });
    const scene = sceneOf(view, home.lexicon, readWithout(signal, hypotheses), who);
    // In the order in which they were found: a tie is no knowledge.
    const [clause] = resolve(scene, UNFITTED_RANKER)?.clauses ?? [];
    const candidates = (clause?.ranked ?? []).map((one) =>
      signal === undefined ? one.candidate : deprived(one.candidate, signal),
    );
    const [top] = rank(candidates, ranker);
    return top !== undefined && moment.right(top.candidate);
  };
  return { moment, full: isRight(), without: new Set(ABLATED.filter((signal) => isRight(signal))) };
}

/** Of the words, how they were read stays: without it there is nothing to rank. */
function deprived(candidate: Candidate, signal: EvidenceSignal): Candidate {
  const features = candidate.features.filter((one) => one.signal !== signal || one.name === 'intent');
  return { ...candidate, features };
}

function shareOf<T>(all: readonly T[], holds: (one: T) => boolean): number {
  return all.filter(holds).length / Math.max(1, all.length);
}

function pairsOf(outcomes: readonly Outcome[]): RankerFigures['minimalPairs'] {
  const byName = new Map<string, Outcome[]>();
  for (const one of outcomes) {
    const { pair } = one.moment;
    if (pair === undefined) continue;
    const sides = byName.get(pair);
    if (sides === undefined) byName.set(pair, [one]);
    else sides.push(one);
  }
  const pairs = [...byName.values()].filter((sides) => sides.length >= 2);
  const bySignal: { [signal: string]: { pairs: number; with: number; without: number } } = {};
  for (const signal of ABLATED) {
    const own = pairs.filter(([side]) => side?.moment.signal === signal);
    if (own.length === 0) continue;
    bySignal[signal] = {
      pairs: own.length,
      with: shareOf(own, (sides) => sides.every((one) => one.full)),
      without: shareOf(own, (sides) => sides.every((one) => one.without.has(signal))),
    };
  }
  return { pairs: pairs.length, full: shareOf(pairs, (sides) => sides.every((one) => one.full)), bySignal };
}
