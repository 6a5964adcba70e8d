import type { HomeView, RewriteEntry } from '../domain/context.ts';
import type { EntityId } from '../domain/entity.ts';
import { isGuardedThing, mentionsGuarded } from '../domain/guarded.ts';
import { normalPhrase } from '../domain/phrase.ts';
import type { Rewrites } from '../ports/rewrites.ts';
import { type Heard, isFull, provenBy, trustIn } from './proof.ts';
import { turnsAround } from './relate.ts';
import { isTaught, rewriteLife, wouldChain } from './rewriteLife.ts';
import { isLoneWord, standsAlone } from './rewritePair.ts';

/** Who answered, what the words are to mean, and which things that concerned, as far as one knows. */
export interface AskedAnswer {
  readonly phrase: string;
  readonly meaning: string;
  readonly answer: 'yes' | 'no';
  readonly targets: readonly EntityId[];
  readonly heard: Heard;
}

/**
 * The rewrite that an answer to the hub's own question makes: on probation after a yes, at rest after a no, in neither case
 * `taught`, since the hub brought it up; undefined where the words may not be learned, or the voice is not to be believed.
 */
export function rewriteAsked(
  { phrase, meaning, answer, targets, heard }: AskedAnswer,
  rewrites: Rewrites,
  home: HomeView,
): RewriteEntry | undefined {
  const from = normalPhrase(phrase);
  const meant = normalPhrase(meaning);
  const { speaker } = heard;
  if (!home.household.learning.enabled || trustIn(heard, home) < rewriteLife.correctionTrustMin) return undefined;
  if (!(standsAlone(from) || isLoneWord(from)) || !standsAlone(meant) || from === meant) return undefined;
  if (turnsAround(from.split(' '), meant.split(' '))) return undefined;
  if ([phrase, meaning].some(mentionsGuarded) || targets.some((entity) => isGuardedThing(entity, home)))
    return undefined;
  if (isTaught(from, speaker, rewrites) || wouldChain({ to: meaning }, speaker, rewrites)) return undefined;
  if (rewrites.find('personal', from, speaker) === undefined && isFull(speaker, rewrites)) return undefined;
  const isYes = answer === 'yes';
  return {
    from,
    to: meaning.trim(),
    layer: 'personal',
    status: isYes ? 'probation' : 'retired',
    wins: isYes ? rewriteLife.consentWins : 0,
    losses: isYes ? 0 : 1,
    createdAt: home.now,
    usedAt: home.now,
    proof: { ...provenBy(undefined, heard, home.now, home), asked: true },
    ...(speaker === undefined ? {} : { speaker }),
  };
}
