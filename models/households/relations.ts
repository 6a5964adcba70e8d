import type { Relation } from '../../runtime/domain/learningModel.ts';
import { normalPhrase } from '../../runtime/domain/phrase.ts';
import { MINUTE_MS } from '../../runtime/domain/time.ts';

/** Said again later than this is said anew. */
export const AGAIN_MS = MINUTE_MS;

/** What the simulator knows of a turn, as far as it says how others relate to it. */
export interface Related {
  /** How it relates to an earlier turn; to any other earlier turn it is a new request. */
  readonly relation?: { readonly to: string; readonly kind: Relation } | null;
  /** What it was said for. */
  readonly goal: string;
  readonly person: string;
}

const AGAIN: ReadonlySet<Relation> = new Set<Relation>(['rephrase', 'repetition', 'slotCorrection']);
/** Turns of a goal that are no requests of their own. */
const BETWEEN: ReadonlySet<Relation> = new Set<Relation>(['answer', 'reversal', 'slotCorrection']);

/**
 * How a later turn relates to an earlier one of the same minute, over the turns in between; undefined where nobody knows.
 *
 * A rephrase is the same wish of the same person, said again in other words because the first did not come to what was wanted. It is
 * none where the words are the same (a repetition; politeness counts for nothing), where one value or name of the first is corrected
 * (a slot correction), where more is asked for (a follow-up), where the hub's question is answered, and where another person
 * speaks. Two things follow from what a hub can know. The words are those that it heard: who repeats himself and is heard otherwise
 * has, to the hub, used other words. And who rephrases a wish a second time rephrases each earlier request for it, though not the
 * answers in between. Models are fitted and judged by this one definition.
 */
export function relationBetween(
  first: string,
  before: Related,
  after: Related,
  isHeardSame: boolean,
): Relation | undefined {
  const { relation } = after;
  if (relation === undefined || relation === null) return undefined;
  const isAgain = AGAIN.has(relation.kind);
  const again = (): Relation =>
    relation.kind === 'slotCorrection' ? 'slotCorrection' : isHeardSame ? 'repetition' : 'rephrase';
  if (relation.to === first) return isAgain ? again() : relation.kind;
  if (before.person !== after.person) return 'otherPerson';
  if (relation.kind === 'newRequest' || before.goal !== after.goal) return 'newRequest';
  if (!isAgain) return relation.kind === 'answer' ? 'answer' : undefined;
  const kind = before.relation?.kind;
  // A "no", an "undo" or a name is not what is said again: the request before it is.
  if (kind === 'answer' || kind === 'reversal') return 'newRequest';
  return kind === undefined || !BETWEEN.has(kind) ? again() : undefined;
}

/** Whether two texts are the same words to the hub. */
export function isSameWords(one: string, other: string): boolean {
  return normalPhrase(one) === normalPhrase(other);
}
