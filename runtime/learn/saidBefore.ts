import type { HomeView, SaidBefore, Turn } from '../domain/context.ts';
import { normalPhrase } from '../domain/phrase.ts';
import { faded } from '../domain/posterior.ts';
import { DAY_MS, type Instant } from '../domain/time.ts';
import { quantised } from '../domain/vector.ts';
import type { Rewrites } from '../ports/rewrites.ts';
import { trustIn } from './proof.ts';
import { isAboutMemory, momentBehind, standsAlone, takenText } from './rewritePair.ts';
import { isSensitive } from './sensitive.ts';

/** Evidence of this age counts half: the same as for rewrites, since the two are compared. */
export const HALF_LIFE_MS = 60 * DAY_MS;

/**
 * What a settled turn adds to what is known of its words: a success, or a failure that was the words'.
 *
 * Undefined for what stands for nothing by itself (answers, "turn it off"), what nobody vouches for, and what no rewrite may
 * ever lead to.
 */
export function saidBeforeOf(
  turn: Turn,
  defect: boolean,
  rewrites: Rewrites,
  home: HomeView,
  at: Instant,
): SaidBefore | undefined {
  const weight = trustIn(turn, home);
  const { rewrite } = turn.trace;
  const text = rewrite?.to ?? takenText(turn);
  if (isAboutMemory(turn)) return undefined;
  const isAsking = turn.question !== undefined && turn.question.unasked !== true;
  if (weight === 0 || text === undefined || turn.follows !== undefined || isAsking) return undefined;
  const phrase = normalPhrase(text);
  if (!standsAlone(phrase) || isSensitive(turn, home)) return undefined;
  const served = turn.decision.outcome === 'act' || turn.decision.outcome === 'answer';
  // That a rewrite went wrong says nothing of the words that it led to.
  if (defect ? rewrite !== null : !served) return undefined;
  const known = rewrites.saidBefore(phrase, turn.speaker);
  const before = known === undefined ? NONE : faded(known, at - known.lastAt, HALF_LIFE_MS);
  const { embedding } = turn.trace;
  return {
    phrase,
    text: defect && known !== undefined ? known.text : text,
    ...(turn.speaker === undefined ? {} : { speaker: turn.speaker }),
    intent: defect && known !== undefined ? known.intent : turn.decision.intent,
    targets: defect && known !== undefined ? known.targets : turn.decision.targets,
    wins: before.wins + (defect ? 0 : weight),
    losses: before.losses + (defect ? weight : 0),
    lastAt: at,
    // Without a vector it is counted, and never what other words are taken for.
    ...(embedding === undefined || defect || !saysItAll(turn, phrase, home) ? {} : { vector: quantised(embedding) }),
  };
}

/** Whether the words mean the same in any room and at any hour: "turn the lamp on" is another lamp elsewhere. */
function saysItAll(turn: Turn, phrase: string, home: HomeView): boolean {
  if (momentBehind(turn) === '') return true;
  if (turn.trace.mentions?.some(({ tag }) => tag === 'area' || tag === 'floor' || tag === 'all') === true) return true;
  const said = ` ${phrase} `;
  const names = turn.decision.targets.map((target) => normalPhrase(home.definition(target)?.name ?? ''));
  return names.length > 0 && names.every((name) => name !== '' && said.includes(` ${name} `));
}

const NONE = { wins: 0, losses: 0 } as const;
