import type { Episode, EpisodeTurn } from '../../models/households/episode.ts';
import { AGAIN_MS, isSameWords, relationBetween } from '../../models/households/relations.ts';
import type { FailurePoint } from '../../runtime/domain/decision.ts';
import type { Relation } from '../../runtime/domain/learningModel.ts';
import { DAY_MS } from '../../runtime/domain/time.ts';
import { FAILURE_POINTS } from '../../runtime/learn/failurePoint.ts';

const LOOKALIKES: readonly Relation[] = [
  'followUp',
  'newRequest',
  'slotCorrection',
  'otherPerson',
  'repetition',
  'reversal',
  'answer',
];
/** The replay marks questions that nobody's utterance called for like this. */
const UNASKED = 'asked of its own accord';
/** How many of the last weeks say what has been learned. */
const LAST_WEEKS = 2;

export interface WeekFigures {
  readonly week: number;
  readonly turns: number;
  readonly defects: number;
  readonly byPoint: { readonly [point in FailurePoint]?: number };
}
export interface RewriteFigures {
  readonly applied: number;
  readonly wins: number;
  readonly losses: number;
  readonly byLayer: {
    readonly [layer: string]: { readonly applied: number; readonly wins: number; readonly losses: number };
  };
}
export interface WrongFigures {
  /** Learned rewrites that acted against what was wanted, at least as often as for it. */
  readonly rewrites: number;
  readonly perTurn: number;
  /** How often each was used again after its first wrong act. */
  readonly furtherUses: readonly number[];
  readonly list: readonly string[];
}
export interface PointFigures {
  readonly turns: number;
  readonly accuracy: number;
  readonly recall: { readonly [point in FailurePoint]?: number };
  /** Of those turns alone that were defects. */
  readonly accuracyOfDefects: number;
  /** Truth → what the hub said → turns. */
  readonly confusion: { readonly [truth: string]: { readonly [said: string]: number } };
}
export interface RephraseFigures {
  readonly pairs: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** For each look-alike: how many there were, and the share that was taken for a rephrase. */
  readonly lookalikes: { readonly [kind: string]: { readonly turns: number; readonly taken: number } };
}
export interface AskFigures {
  readonly asked: number;
  readonly perDay: number;
  readonly mostInADay: number;
  readonly useful: number;
}

const weekOf = (turn: EpisodeTurn, start: number): number =>
  Math.floor((Date.parse(turn.event.at) - start) / (7 * DAY_MS)) + 1;

/** Defects week by week, over all households. */
export function weekly(episodes: readonly Episode[], weeks: number): WeekFigures[] {
  return Array.from({ length: weeks }, (_, index) => {
    const turns = episodes.flatMap((episode) => {
      const start = Date.parse(episode.events[0]?.at ?? '');
      return episode.turns.filter((turn) => weekOf(turn, start) === index + 1);
    });
    const byPoint: { [point in FailurePoint]?: number } = {};
    const defects = turns.filter(({ truth }) => truth.defect);
    for (const { truth } of defects) {
      const point = truth.failurePoint ?? 'none';
      byPoint[point] = (byPoint[point] ?? 0) + 1;
    }
    return { week: index + 1, turns: turns.length, defects: defects.length, byPoint };
  });
}

/** Defects of the last two weeks against those of the same people, wishes and days in another arm. */
export function lastWeeksRatio(on: readonly WeekFigures[], off: readonly WeekFigures[], weeks = LAST_WEEKS): number {
  const sum = (list: readonly WeekFigures[]): number =>
    list.slice(-weeks).reduce((total, week) => total + week.defects, 0);
  return sum(on) / Math.max(1, sum(off));
}

const isLearned = ({ decision }: EpisodeTurn): boolean =>
  decision.rewrite !== null && decision.rewrite.layer !== 'taught';
const hasServed = ({ truth }: EpisodeTurn): boolean => truth.reached || truth.recovered;

/** A win reached what the same moment would not have reached without the rewrite; a loss is the reverse. */
export function rewriteFigures(episodes: readonly Episode[]): RewriteFigures {
  const byLayer: { [layer: string]: { applied: number; wins: number; losses: number } } = {};
  for (const turn of episodes.flatMap(({ turns }) => turns).filter(isLearned)) {
    const layer = turn.decision.rewrite?.layer ?? '';
    byLayer[layer] ??= { applied: 0, wins: 0, losses: 0 };
    const figures = byLayer[layer];
    const without = turn.truth.reachedWithout === true;
    figures.applied++;
    if (hasServed(turn) && !without) figures.wins++;
    if (!hasServed(turn) && without) figures.losses++;
  }
  const sum = (name: 'applied' | 'wins' | 'losses'): number =>
    Object.values(byLayer).reduce((total, layer) => total + layer[name], 0);
  return { applied: sum('applied'), wins: sum('wins'), losses: sum('losses'), byLayer };
}

export function wrongFigures(episodes: readonly Episode[]): WrongFigures {
  const furtherUses: number[] = [];
  const list: string[] = [];
  for (const { household, turns } of episodes) {
    const uses = new Map<string, EpisodeTurn[]>();
    for (const turn of turns.filter(isLearned)) {
      const { from, to, layer } = turn.decision.rewrite ?? { from: '', to: '', layer: '' };
      const key = `${layer}: "${from.toLowerCase()}" → "${to}"`;
      uses.set(key, [...(uses.get(key) ?? []), turn]);
    }
    for (const [key, used] of uses) {
      const wrong = used.filter(isWrongAct);
      const right = used.filter(hasServed);
      if (wrong.length === 0 || wrong.length < right.length) continue;
      furtherUses.push(used.length - 1 - used.indexOf(wrong[0] as EpisodeTurn));
      list.push(`${household} ${key}: ${right.length} right, ${wrong.length} wrong`);
    }
  }
  const turns = episodes.reduce((sum, episode) => sum + episode.turns.length, 0);
  return { rewrites: list.length, perTurn: list.length / Math.max(1, turns), furtherUses, list };
}

function isWrongAct(turn: EpisodeTurn): boolean {
  const { truth, decision } = turn;
  return truth.defect && decision.outcome === 'act' && truth.failurePoint !== 'result';
}

/** The hub's verdicts against counterfactual truth; what got no verdict was passed as `none`. */
export function pointFigures(episodes: readonly Episode[]): PointFigures {
  const confusion: { [truth: string]: { [said: string]: number } } = {};
  let right = 0;
  let defects = 0;
  let rightDefects = 0;
  const turns = episodes.flatMap((episode) => episode.turns);
  for (const { truth, verdict } of turns) {
    const is = truth.failurePoint ?? 'none';
    const said = verdict?.failurePoint ?? 'none';
    confusion[is] ??= {};
    const row = confusion[is];
    row[said] = (row[said] ?? 0) + 1;
    if (is === said) right++;
    if (is !== 'none') defects++;
    if (is !== 'none' && is === said) rightDefects++;
  }
  const recall = Object.fromEntries(
    FAILURE_POINTS.flatMap((point) => {
      const row = confusion[point];
      if (row === undefined) return [];
      const all = Object.values(row).reduce((sum, count) => sum + count, 0);
      return [[point, (row[point] ?? 0) / all]];
    }),
  );
  return {
    turns: turns.length,
    accuracy: right / Math.max(1, turns.length),
    accuracyOfDefects: rightDefects / Math.max(1, defects),
    recall,
    confusion,
  };
}

/** Whether "rephrase" stands among a verdict's evidence where the person did say it again in other words. */
export function rephraseFigures(episodes: readonly Episode[]): RephraseFigures {
  let hits = 0;
  let pairs = 0;
  let claimed = 0;
  const lookalikes: { [kind: string]: { turns: number; taken: number } } = {};
  for (const { turns } of episodes) {
    const rephrased = rephrasedIn(turns);
    const related = new Map<string, Relation>();
    for (const { truth } of turns) {
      const { relation } = truth;
      if (relation !== null && relation.kind !== 'rephrase' && !related.has(relation.to))
        related.set(relation.to, relation.kind);
    }
    for (const { truth, verdict } of turns) {
      const said = verdict?.evidence.includes('rephrase') ?? false;
      const is = rephrased.has(truth.of);
      if (said) claimed++;
      if (is) pairs++;
      if (said && is) hits++;
      const kind = related.get(truth.of);
      if (is || kind === undefined) continue;
      lookalikes[kind] ??= { turns: 0, taken: 0 };
      lookalikes[kind].turns++;
      if (said) lookalikes[kind].taken++;
    }
  }
  const precision = hits / Math.max(1, claimed);
  const recall = hits / Math.max(1, pairs);
  const shares = LOOKALIKES.flatMap((kind) => {
    const one = lookalikes[kind];
    return one === undefined ? [] : [[kind, { turns: one.turns, taken: one.taken / one.turns }]];
  });
  const f1 = (2 * precision * recall) / Math.max(1e-9, precision + recall);
  return { pairs, precision, recall, f1, lookalikes: Object.fromEntries(shares) };
}

/** Turns between two that are still compared. */
const BETWEEN_MAX = 8;

/** Turns that were said again in other words within the minute; see `relationBetween`. */
function rephrasedIn(turns: readonly EpisodeTurn[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const [at, later] of turns.entries())
    for (const earlier of turns.slice(Math.max(0, at - BETWEEN_MAX), at)) {
      const isNear = Date.parse(later.event.at) - Date.parse(earlier.event.at) <= AGAIN_MS;
      const isHeardSame = isSameWords(heardIn(earlier), heardIn(later));
      const { of } = earlier.truth;
      if (isNear && relationBetween(of, earlier.truth, later.truth, isHeardSame) === 'rephrase') found.add(of);
    }
  return found;
}

function heardIn({ event }: EpisodeTurn): string {
  return (event.hypotheses as readonly { readonly text: string }[])[0]?.text ?? '';
}

/** Questions of the hub's own accord, and whether the answer told it something. */
export function askFigures(episodes: readonly Episode[]): AskFigures {
  let asked = 0;
  let useful = 0;
  let days = 0;
  let mostInADay = 0;
  for (const episode of episodes) {
    days += episode.days;
    const perDay = new Map<string, number>();
    const answers = new Map(
      episode.turns.flatMap((turn) => (isAnswer(turn) ? [[turn.truth.relation?.to ?? '', turn]] : [])),
    );
    for (const { decision, truth } of episode.turns) {
      if (!decision.because.some(({ detail }) => detail.startsWith(UNASKED))) continue;
      asked++;
      const day = decision.at.slice(0, 10);
      perDay.set(day, (perDay.get(day) ?? 0) + 1);
      const answer = answers.get(truth.of);
      const isHeard = answer !== undefined && !['ignore', 'handoff'].includes(answer.decision.outcome);
      if (isHeard && answer.truth.reached) useful++;
    }
    mostInADay = Math.max(mostInADay, ...perDay.values());
  }
  return { asked, perDay: asked / Math.max(1, days), mostInADay, useful: useful / Math.max(1, asked) };
}

/** A reply, or the wish once more in plain words to somebody who asked for just that and took it so. */
function isAnswer({ truth, decision }: EpisodeTurn): boolean {
  const kind = truth.relation?.kind;
  return kind === 'answer' || (kind === 'rephrase' && LEARNT.test(decision.say));
}
/** What the hub says when it was told a meaning, or asks whether that is it. */
const LEARNT = /\bI take it as\b|\bwhenever you say\b|^From now on\b/;
