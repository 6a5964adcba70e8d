import type { Turn } from '../domain/context.ts';
import { type Forest, RELATIONS, type Relation } from '../domain/learningModel.ts';
import { limits } from '../domain/limits.ts';
import { classProbabilities } from './forest.ts';
import { partsOf } from './nameFeatures.ts';
import { forbids, hasCue, hasServed, heardPhrase, isAnswer, isCorrection, isOpposite, isUndoOf } from './relate.ts';

/** Turns about what the hub knows or about the talk: what comes next says nothing in other words. */
const ABOUT_TALK: ReadonlySet<string | null> = new Set([
  'HearthExplain',
  'HearthForget',
  'HearthSetPreference',
  'HearthTeach',
]);

/** What was known of the earlier turn, besides the words. */
export interface Held {
  /** Somebody cut it short, rated it badly or set back what it did. */
  readonly complained: boolean;
}

interface Certain {
  readonly relation: Relation;
  holds(first: Turn, second: Turn): boolean;
}
/** What happened says how two turns relate, so that no model is asked; the first that holds counts. */
const CERTAIN: readonly Certain[] = [
  // Who says "undo that" takes it back, whatever the model makes of it; "no, I meant …" undoes on the way to something else.
  {
    relation: 'reversal',
    holds: (first, second) => isUndoOf(first, second) && second.decision.intent === 'HearthUndo',
  },
  // A few words that were taken as the answer to what was asked are one; a whole request may be the first said in other words.
  { relation: 'answer', holds: isBriefAnswer },
];

interface Exclusion {
  /** These are none of it; their share is a new request's. */
  readonly relations: readonly Relation[];
  holds(first: Turn, second: Turn, held: Held): boolean;
}
/** What happened leaves the model fewer relations to choose from; the first that holds counts. */
const EXCLUDED: readonly Exclusion[] = [
  // Nothing was to be done, so nothing is asked for again in other words.
  { relations: ['rephrase'], holds: (first, second) => isServedTalk(first) && !hasCue(second) },
  // On the way out people say several orders in a row, which sound alike.
  {
    relations: ['rephrase', 'slotCorrection'],
    holds: (first, second, { complained }) => !complained && areDistinct(first, second),
  },
];

/**
 * Probability of each of `RELATIONS`, in their order: by the model (`features`: `PAIR_FEATURES` of the two turns), within what
 * `CERTAIN` and `EXCLUDED` leave to it.
 */
export function relationOf(model: Forest, features: Float64Array, first: Turn, second: Turn, held: Held): Float64Array {
  const certain = CERTAIN.find(({ holds }) => holds(first, second));
  if (certain !== undefined) return Float64Array.from(RELATIONS, (name) => (name === certain.relation ? 1 : 0));
  const shares = Float64Array.from(classProbabilities(model, features));
  const excluded = EXCLUDED.find(({ holds }) => holds(first, second, held));
  const to = RELATIONS.indexOf('newRequest');
  for (const name of excluded?.relations ?? []) {
    const from = RELATIONS.indexOf(name);
    shares[to] = (shares[to] ?? 0) + (shares[from] ?? 0);
    shares[from] = 0;
  }
  return shares;
}

function isBriefAnswer(first: Turn, second: Turn): boolean {
  if (second.follows === undefined || !isAnswer(first, second)) return false;
  return heardPhrase(second).split(' ').length <= limits.bareReplyWordsMax;
}

/**
 * Whether the hub was told, asked or spared something and took it so. Who names a thing and is answered "Okay, I leave it" may have
 * meant an order all the same ("I do not need the kettle any more"); who said what not to do has not.
 */
function isServedTalk(turn: Turn): boolean {
  const { outcome, intent } = turn.decision;
  if (intent === 'HassNevermind') return turn.follows !== undefined || partsOf(turn).names.size === 0 || forbids(turn);
  return outcome === 'teach' || (ABOUT_TALK.has(intent) && hasServed(turn));
}

/** Two orders about different things, each carried out as it was named, the second in no way about the first. */
function areDistinct(first: Turn, second: Turn): boolean {
  if (first.decision.outcome !== 'act' || second.decision.outcome !== 'act') return false;
  // What was done by a learned rewrite, or by a further text of the recogniser's, was not named so.
  if (first.decision.rewrite !== null || first.trace.hypothesis !== 0) return false;
  if (first.trace.unmatched.length > 0 || second.trace.unmatched.length > 0) return false;
  if (second.follows !== undefined || hasCue(second) || isUndoOf(first, second)) return false;
  if (isCorrection(first, second) || isOpposite(first, second)) return false;
  const [before, after] = [first.decision.targets, second.decision.targets];
  if (before.length === 0 || after.length === 0 || before.some((target) => after.includes(target))) return false;
  const [a, b] = [partsOf(first), partsOf(second)];
  // Any words make a title: what was played by one may have been meant for a thing's name.
  if (a.title) return false;
  return a.names.size > 0 && b.names.size > 0 && [...a.names].every((word) => !b.names.has(word));
}
