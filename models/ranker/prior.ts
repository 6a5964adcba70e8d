import { FEATURE_NAMES, type FeatureName } from '../../runtime/resolve/candidate.ts';

/** What is believed of a feature before any moment was simulated: the fit is drawn towards `weight`, and never leaves its sign. */
export interface Belief {
  readonly weight: number;
  /** Where safety or sense needs it: what speaks against a candidate never speaks for it. */
  readonly sign: 1 | -1;
  /** The most that it may be worth, either way. */
  readonly most: number;
}

/**
 * Natural-log units of odds for a unit of each feature, judged by hand against the household scenarios before the first fit.
 *
 * Signals that the simulation leaves untouched (a word taken for one like it, a reply that nobody asked for) keep these.
 */
const BELIEFS: Readonly<Record<FeatureName, number>> = {
  intent: 1,
  domain: 0.6,
  exactName: 1.2,
  partName: 0.4,
  className: 0.3,
  implied: -0.2,
  fuzzy: -1.2,
  unmatched: -2.2,
  questioned: -4,
  sameArea: 1.6,
  otherArea: -0.4,
  playsElsewhere: -1.6,
  wouldChange: 1.1,
  alreadySo: -0.6,
  changedLately: 0.5,
  unavailable: -2,
  playing: 1.8,
  active: 2.6,
  inactive: -2.6,
  only: 0.8,
  verbFits: 0.6,
  thermostat: 1.2,
  thermometer: 0.6,
  outdoors: -1.5,
  plays: 1.5,
  recent: 1.4,
  referred: 1.4,
  asked: 3,
  unasked: -3,
  usual: 0.4,
  own: 0.8,
  hourly: 2.2,
  afterEvent: 2.4,
  occupied: 1.2,
  preference: 1.6,
};

/** One signal never decides alone against all the others. */
const MOST = 4.5;
/**
 * The network's probabilities are calibrated: they count for what they are, or nearly so. What would change must not make a
 * deed of a question, which changes nothing: between deeds, `alreadySo` tells as well.
 */
const MOST_OF: Partial<Record<FeatureName, number>> = { intent: 1.2, domain: 1, wouldChange: 1.2 };

export const PRIOR: readonly Belief[] = FEATURE_NAMES.map((name) => ({
  weight: BELIEFS[name],
  sign: BELIEFS[name] < 0 ? -1 : 1,
  most: MOST_OF[name] ?? MOST,
}));
