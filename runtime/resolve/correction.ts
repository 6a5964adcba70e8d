import type { EntityId, Json } from '../domain/entity.ts';
import { mentionsGuarded } from '../domain/guarded.ts';
import { limits } from '../domain/limits.ts';
import type { RankerModel } from '../domain/rankerModel.ts';
import type { Candidate, FeatureName, Ranked } from './candidate.ts';

/** What a household's own turns add to the bundle's ranker. */
export interface Correction {
  /** Added to what a feature is worth, in natural-log units of odds. */
  readonly weights: { readonly [feature: string]: number };
  /** Added to the score of doing this to that one thing: "HassTurnOn light.desk". */
  readonly biases: { readonly [deed: string]: number };
}

export const emptyCorrection: Correction = { weights: {}, biases: {} };

/** A candidate as it was weighed: enough to learn from when its outcome is known. */
export interface Weighed {
  readonly deed: string | undefined;
  readonly targets: readonly EntityId[];
  readonly guarded: boolean;
  readonly values: { readonly [feature: string]: number };
  readonly probability: number;
}

/** How far one turn moves a weight, and a thing's own bias. */
const RATE = 0.08;
const BIAS_RATE = 0.25;
/** What was learned fades by this much with every lesson: what holds is learned again. */
const FADE = 0.998;
/** What is left of a bias below this is nothing. */
const BIAS_MIN = 0.01;

/** What context says of a candidate. How it was read, guards, and what was asked are no matter of a household's taste. */
const LEARNABLE: readonly FeatureName[] = [
  'sameArea',
  'otherArea',
  'playsElsewhere',
  'changedLately',
  'playing',
  'active',
  'thermostat',
  'thermometer',
  'plays',
  'recent',
  'usual',
  'own',
  'hourly',
  'afterEvent',
  'occupied',
];

/** What doing this to one thing is counted under; undefined for several things, or none. */
export function deedKey({ intent, targets }: Candidate): string | undefined {
  const [only] = targets;
  return only === undefined || targets.length > 1 ? undefined : `${intent} ${only}`;
}

/** Whether something may have to be confirmed before it is done: locks, gates, ovens, alarms, by their ids. */
export function isGuarded({ targets }: Candidate): boolean {
  return targets.some((id) => mentionsGuarded(id.replaceAll(/[._]/g, ' ')));
}

export function weighedOf(ranked: readonly Ranked[]): Weighed[] {
  return ranked.slice(0, limits.correctionCandidatesMax).map(({ candidate, probability }) => {
    const values: { [feature: string]: number } = {};
    for (const { name, value } of candidate.features) {
      if (LEARNABLE.includes(name)) values[name] = (values[name] ?? 0) + value;
    }
    return {
      deed: deedKey(candidate),
      targets: candidate.targets,
      guarded: isGuarded(candidate),
      values,
      probability,
    };
  });
}

/**
 * The correction after a turn in which `targets` were what was meant: one step up the log-likelihood of that candidate, from
 * the probabilities with which it was weighed, within the bounds.
 *
 * The same where nothing is to be learned: no such candidate, no other, or one among them that may have to be confirmed.
 */
export function learned(
  correction: Correction,
  { weights }: RankerModel,
  weighed: readonly Weighed[],
  targets: readonly EntityId[],
): Correction {
  const meant = [...targets].sort().join();
  const right = weighed.find((one) => one.targets.length > 0 && one.targets.join() === meant);
  if (right === undefined || weighed.length < 2 || weighed.some((one) => one.guarded)) return correction;
  const moved: { [feature: string]: number } = {};
  const biases: { [deed: string]: number } = {};
  for (const [deed, bias] of Object.entries(correction.biases)) biases[deed] = bias * FADE;
  for (const one of weighed) {
    const error = (one === right ? 1 : 0) - one.probability;
    for (const [name, value] of Object.entries(one.values)) moved[name] = (moved[name] ?? 0) + error * value;
    if (one.deed !== undefined)
      biases[one.deed] = bounded((biases[one.deed] ?? 0) + BIAS_RATE * error, limits.correctionBiasMax);
  }
  const added: { [feature: string]: number } = {};
  for (const name of new Set([...Object.keys(correction.weights), ...Object.keys(moved)])) {
    const before = correction.weights[name] ?? 0;
    added[name] = kept(before * FADE + RATE * (moved[name] ?? 0), weights[name] ?? 0);
  }
  return { weights: added, biases: strongest(biases) };
}

/** Within the bound, and never so far that what speaks for a candidate would speak against it. */
function kept(added: number, weight: number): number {
  const within = bounded(added, limits.correctionWeightMax);
  return weight > 0 ? Math.max(-weight, within) : weight < 0 ? Math.min(-weight, within) : 0;
}

function bounded(value: number, most: number): number {
  return Math.max(-most, Math.min(most, value));
}

function strongest(biases: { readonly [deed: string]: number }): { readonly [deed: string]: number } {
  const entries = Object.entries(biases).filter(([, bias]) => Math.abs(bias) >= BIAS_MIN);
  if (entries.length > limits.correctionBiasesMax) {
    entries.sort((a, b) => Math.abs(b[1]) - Math.abs(a[1]));
    entries.length = limits.correctionBiasesMax;
  }
  return Object.fromEntries(entries);
}

/** Reads what was stored; what is out of bounds is bounded, what is no correction is none. */
export function parseCorrection(json: Json | undefined): Correction {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return emptyCorrection;
  const { weights, biases } = json as { readonly [key: string]: Json };
  const numbers = (value: Json | undefined, most: number, isKnown: (name: string) => boolean) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
    const entries = Object.entries(value).flatMap(([name, number]) =>
      typeof number === 'number' && Number.isFinite(number) && isKnown(name) ? [[name, bounded(number, most)]] : [],
    );
    return Object.fromEntries(entries) as { [name: string]: number };
  };
  return {
    weights: numbers(weights, limits.correctionWeightMax, (name) => (LEARNABLE as readonly string[]).includes(name)),
    biases: strongest(numbers(biases, limits.correctionBiasMax, (name) => /^\w+ [a-z_]+\.\S+$/.test(name))),
  };
}
