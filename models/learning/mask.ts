import type { Turn } from '../../runtime/domain/context.ts';
import { takenOf } from '../../runtime/domain/taken.ts';
import { isComplaint, type Later, type TurnCase } from '../../runtime/learn/evidence.ts';
import { MEANWHILE_FEATURES, type Meanwhile } from '../../runtime/learn/meanwhile.ts';
import { PAIR_FEATURES, pairFeatures } from '../../runtime/learn/pairFeatures.ts';
import type { Random } from '../train/random.ts';
import type { Observed } from './examples.ts';

/** What a hub may not be told: many recognisers give one text, and few satellites know who speaks. */
interface Mask {
  readonly speaker: boolean;
  readonly wake: boolean;
  readonly hypotheses: boolean;
  readonly vectors: boolean;
}

/**
 * The same case as a hub with poorer ears sees it, so that models do not lean on what only some homes have.
 *
 * The decision stays: what is missing is missing in what learning looks at.
 */
export function masked(one: Observed, random: Random): Observed {
  const mask: Mask = {
    speaker: random.next() < 0.5,
    wake: random.next() < 0.5,
    hypotheses: random.next() < 0.5,
    vectors: random.next() < 0.3,
  };
  return { ...one, open: maskedCase(one.open, mask) };
}

/**
 * The same case had the program that fulfils it reported a fault, which no simulated household's ever does; undefined where the
 * turn gave it nothing to fulfil, or was a defect anyway.
 */
export function handlerFailed(one: Observed): Observed | undefined {
  const { open, truth } = one;
  if (truth.defect || open.turn.decision.outcome !== 'act' || open.evidence.some(isComplaint)) return undefined;
  const failed = { kind: 'handlerError', at: open.turn.at + FAULT_MS, strength: 1 } as const;
  const evidence = [...open.evidence.filter(({ kind }) => kind !== 'fulfilled' && kind !== 'silence'), failed];
  return { ...one, open: { ...open, evidence }, truth: { ...truth, defect: true, failurePoint: 'result' } };
}
/** How soon a program knows that it failed. */
const FAULT_MS = 1500;

function maskedCase(open: TurnCase, mask: Mask): TurnCase {
  const turn = maskedTurn(open.turn, mask);
  const evidence = open.evidence.map((item) =>
    item.by === undefined ? item : { ...item, by: maskedTurn(item.by, mask) },
  );
  const { trial, ...rest } = open;
  const tried = trial?.tried.filter(({ kind }) => (kind !== 'other' && kind !== 'alone') || !mask.hypotheses) ?? [];
  return {
    ...rest,
    ...(trial !== undefined && tried.length > 0 && { trial: { ...trial, tried } }),
    turn,
    evidence,
    later: open.later.map((later) => maskedLater(turn, later, mask)),
  };
}

function maskedTurn(turn: Turn, mask: Mask): Turn {
  const { speaker, wakeConfidence, ...rest } = turn;
  return {
    ...rest,
    ...(speaker !== undefined && !mask.speaker && { speaker }),
    ...(wakeConfidence !== undefined && !mask.wake && { wakeConfidence }),
    ...(mask.hypotheses && oneHypothesis(turn)),
  };
}

function oneHypothesis(turn: Turn): Partial<Turn> {
  const taken = takenOf(turn);
  const { sense = [] } = turn.trace;
  const trace = { ...turn.trace, hypothesis: 0, agreement: 1, sureness: 1, sense: [sense[turn.trace.hypothesis] ?? 0] };
  return { hypotheses: taken === undefined ? [] : [{ text: taken.text, confidence: 1 }], trace };
}

function maskedLater(turn: Turn, later: Later, mask: Mask): Later {
  const second = maskedTurn(later.turn, mask);
  const value = (name: (typeof PAIR_FEATURES)[number]): number => later.features[PAIR_FEATURES.indexOf(name)] ?? 0;
  const meanwhile = Object.fromEntries(MEANWHILE_FEATURES.map((name) => [name, value(name)])) as Meanwhile;
  const features = pairFeatures(turn, second, meanwhile);
  // The vectors themselves are not kept; how near they were is.
  if (!mask.vectors) features[PAIR_FEATURES.indexOf('meaning')] = value('meaning');
  return { ...later, turn: second, features };
}
