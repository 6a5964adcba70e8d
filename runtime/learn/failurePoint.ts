import type { HomeView, Turn } from '../domain/context.ts';
import type { FailurePoint } from '../domain/decision.ts';
import type { LearningModel } from '../domain/learningModel.ts';
import { distanceOfSounds, soundsOf } from '../domain/sound.ts';
import type { TurnCase } from './evidence.ts';
import { sigmoid } from './weights.ts';

/** In the order of the model's classes. */
export const FAILURE_POINTS = ['none', 'falseWake', 'asr', 'nlu', 'entityResolution', 'result'] as const;

const NONE = FAILURE_POINTS.indexOf('none');

/** Calibrated probability of a defect, given the forest's shares. [FAILURE_POINTS] */
export function defectShare(shares: Float64Array, { scale, bias }: LearningModel['calibration']): number {
  return sigmoid(scale * defectLogit(shares) + bias);
}

/** The forest's shares with the calibrated probability of a defect in the place of its own; sums to 1. [FAILURE_POINTS] */
export function fatesOf(shares: Float64Array, probability: number): Float64Array {
  const failed = Math.max(1e-9, 1 - (shares[NONE] ?? 0));
  return shares.map((share, k) => (k === NONE ? 1 - probability : (probability * share) / failed));
}

/** Log-odds that the forest gives to anything but "none". */
export function defectLogit(shares: Float64Array): number {
  const none = Math.min(1 - 1e-6, Math.max(1e-6, shares[NONE] ?? 0));
  return Math.log((1 - none) / none);
}

/**
 * The earliest stage whose correction would have saved a turn that was a defect.
 *
 * Where it went well, the hub recovered, or the request is none that it can serve, there is no defect and the point is `none`.
 * Told by a forest from what the stages saw, how people and devices reacted, and the later turn that said it again. Labels in
 * training come from counterfactual repair: one stage's output is replaced by the truth and the turn run on.
 */
export function likeliestPoint(
  shares: Float64Array,
  weights: LearningModel['pointWeights'],
): Exclude<FailurePoint, 'none'> {
  let best: Exclude<FailurePoint, 'none'> = 'nlu';
  let most = -1;
  FAILURE_POINTS.forEach((point, k) => {
    const share = (shares[k] ?? 0) * (weights[k] ?? 1);
    if (point === 'none' || share <= most) return;
    best = point;
    most = share;
  });
  return best;
}

/**
 * The stage to name for a turn that was a defect with a calibrated probability: `isDefect` where it is taken for one; else only where
 * the weighed share of a stage is beyond that of "none". Who asks where things fail wants each stage found, more than is sure.
 */
export function namedPoint(
  shares: Float64Array,
  probability: number,
  weights: LearningModel['pointWeights'],
  isDefect: boolean,
): FailurePoint {
  const point = likeliestPoint(shares, weights);
  if (isDefect) return point;
  const k = FAILURE_POINTS.indexOf(point);
  const share = (probability * (shares[k] ?? 0)) / Math.max(1e-9, 1 - (shares[NONE] ?? 0));
  return share * (weights[k] ?? 1) > 1 - probability ? point : 'none';
}

/**
 * How near the words that named nothing sound to something that this home has, in [0, 1]: misheard names come close, things
 * that the home lacks do not. 0 where every word was understood.
 */
export function unmatchedSound(open: TurnCase, home: HomeView): number {
  const { unmatched } = open.turn.trace;
  if (unmatched.length === 0) return 0;
  const known = soundBefore.get(open.turn);
  if (known !== undefined) return known;
  const names = namesOf(home);
  let most = 0;
  for (const words of unmatched) {
    const heard = soundsOf(words);
    if (heard === '') continue;
    for (const name of names) {
      const longest = Math.max(heard.length, name.length);
      // Lengths alone may tell that it cannot come nearer.
      if (1 - Math.abs(heard.length - name.length) / longest <= most) continue;
      most = Math.max(most, 1 - distanceOfSounds(heard, name));
    }
  }
  soundBefore.set(open.turn, most);
  return most;
}
/** A case is weighed at each reaction; its words stay. */
const soundBefore = new WeakMap<Turn, number>();

const namesBefore = new WeakMap<HomeView, { readonly version: number; readonly names: readonly string[] }>();

/** What the names of this home's things and places sound like; made anew when they change. */
function namesOf(home: HomeView): readonly string[] {
  const known = namesBefore.get(home);
  if (known?.version === home.definitionsVersion) return known.names;
  const names = new Set<string>();
  for (const { name, aliases, area } of home.definitions())
    for (const one of [name, ...aliases, area ?? '']) names.add(soundsOf(one.toLowerCase()));
  for (const { name, aliases } of home.household.areas)
    for (const one of [name, ...aliases]) names.add(soundsOf(one.toLowerCase()));
  names.delete('');
  const list = [...names];
  namesBefore.set(home, { version: home.definitionsVersion, names: list });
  return list;
}
