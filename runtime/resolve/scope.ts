import type { Reading } from '../domain/reading.ts';

/** Whether a clause is for this hub at all. */
export interface Scope {
  /** Probability that it is a request in the vocabulary, addressed to the hub, in [0, 1]. */
  readonly ours: number;
  /** What it is otherwise: for another agent, or for nobody here. */
  readonly kindOtherwise: 'handoff' | 'ignore';
}

/** How much the odds rise when the words contain the whole name, of two words or more, of a thing of this home. */
const NAMED_ODDS = 40;
/** The same where it is a name of one word that means nothing else in a home, and the tagger took it for a thing too. */
const OWN_NAME_ODDS = 8;

/** The more doubtful of the network's two opinions, its energy and its labels, since acting on strangers' talk is worst. */
export function scopeOf(reading: Reading, named: boolean, own: boolean): Scope {
  const of = (label: string) => reading.intents.find((one) => one.label === label)?.probability ?? 0;
  const ignored = of('Ignore');
  const handed = of('Handoff');
  const ours = Math.min(reading.inScope, 1 - ignored - handed);
  const odds = (ours / Math.max(1e-6, 1 - ours)) * (named ? NAMED_ODDS : own ? OWN_NAME_ODDS : 1);
  return { ours: odds / (1 + odds), kindOtherwise: ignored > handed ? 'ignore' : 'handoff' };
}
