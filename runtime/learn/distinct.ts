import type { Turn } from '../domain/context.ts';
import { type Forest, RELATIONS } from '../domain/learningModel.ts';
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

/**
 * Probability of each of `RELATIONS`, by the model, where what happened leaves it the choice: after an order that was carried
 * out as it was named, another order that names other things and was carried out, too, is no rephrase, however alike the
 * sentences sound. On the way out people say several in a row.
 */
export function relationOf(
  model: Forest,
  features: Float64Array,
  first: Turn,
  second: Turn,
  { complained }: Held,
): Float64Array {
  // Who says "undo that" takes it back, whatever the model makes of it; "no, I meant …" undoes on the way to something else.
  if (isUndoOf(first, second) && second.decision.intent === 'HearthUndo')
    return Float64Array.from(RELATIONS, (name) => (name === 'reversal' ? 1 : 0));
  // A few words that were taken as the answer to what was asked are one; a whole request may be the first said in other words.
  if (
    second.follows !== undefined &&
    isAnswer(first, second) &&
    heardPhrase(second).split(' ').length <= limits.bareReplyWordsMax
  )
    return Float64Array.from(RELATIONS, (name) => (name === 'answer' ? 1 : 0));
  const told = classProbabilities(model, features);
  const isTalk = isServedTalk(first) && !hasCue(second);
  if (!isTalk && (complained || !areDistinct(first, second))) return told;
  const shares = Float64Array.from(told);
  for (const name of isTalk ? (['rephrase'] as const) : (['rephrase', 'slotCorrection'] as const)) {
    const from = RELATIONS.indexOf(name);
    const to = RELATIONS.indexOf('newRequest');
    shares[to] = (shares[to] ?? 0) + (shares[from] ?? 0);
    shares[from] = 0;
  }
  return shares;
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
export function areDistinct(first: Turn, second: Turn): boolean {
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
