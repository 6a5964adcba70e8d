import type { HomeView, RewriteEntry, Turn } from '../domain/context.ts';
import { limits } from '../domain/limits.ts';
import { normalPhrase } from '../domain/phrase.ts';
import { winProbability } from '../domain/posterior.ts';
import { DAY_MS, type Instant, MINUTE_MS } from '../domain/time.ts';
import type { Rewrites } from '../ports/rewrites.ts';
import type { DefectEvidence } from './evidence.ts';
import { hasServed, heardPhrase, isSamePlan, numbersIn } from './relate.ts';
import { turnsAround } from './rephrase.ts';
import { isSensitive } from './sensitive.ts';
import { learning } from './weights.ts';

export const rewriteLife = {
  /** Repairs seen on separate occasions before a rewrite is tried. */
  confirmationsMin: 2,
  /** Two repairs within this are one occasion: a television that repeats itself confirms nothing. */
  occasionMs: 2 * MINUTE_MS,
  /** Wins, and probability of winning more often than losing, from which a rewrite is proven. */
  activeWinsMin: 4,
  activeProbabilityMin: 0.9,
  /** Below this probability it is given up. */
  retireBelow: 0.75,
  /** What was given up is not tried again for so long. */
  retiredMs: 30 * DAY_MS,
  /** Letters of a phrase that may be learned: shorter ones are fragments. */
  charactersMin: 6,
} as const;

/** Words that mean something else each time; a text with one stands for nothing by itself. */
const REFERRING = new Set(
  'it its that this those these them they there here again too also other others another one ones same he she him her more'.split(
    ' ',
  ),
);
/** Reasons of a decision that lie in the moment and not in the words: what failed then may be right at another time. */
const OF_THE_MOMENT = new Set([
  'area',
  'recency',
  'conversation',
  'habit',
  'deviceState',
  'time',
  'sensor',
  'preference',
]);
const MOMENT_SHARE_MAX = 0.15;

/** The rewrite that a repair suggests: the first turn's words, and words for what the person then got. */
export function rewriteOf(
  first: Turn,
  second: Turn,
  how: 'rephrase' | 'correction',
  home: HomeView,
): { readonly from: string; readonly to: string } | undefined {
  if (first.satellite !== second.satellite || first.speaker !== second.speaker) return undefined;
  if ([first, second].some((turn) => (turn.wakeConfidence ?? 1) < learning.wakeToLearn)) return undefined;
  if ([first, second].some((turn) => turn.trace.rewrite !== null || isSensitive(turn, home))) return undefined;
  if (!hasServed(second) || isSamePlan(first, second) || first.follows !== undefined || wasOfTheMoment(first))
    return undefined;
  const to = how === 'rephrase' ? takenText(second) : correctedText(first, second, home);
  const from = heardPhrase(first);
  if (to === undefined || !standsAlone(from) || !standsAlone(normalPhrase(to)) || from === normalPhrase(to))
    return undefined;
  if (numbersIn(from) !== numbersIn(normalPhrase(to)) || turnsAround(from.split(' '), normalPhrase(to).split(' '))) {
    return undefined;
  }
  return { from, to };
}

function takenText(turn: Turn): string | undefined {
  return (turn.hypotheses[turn.trace.hypothesis] ?? turn.hypotheses[0])?.text.trim();
}

/** "turn on the lamp" corrected to the entity "Kitchen Lamp" is "turn on the Kitchen Lamp"; only where one thing was named. */
function correctedText(first: Turn, second: Turn, home: HomeView): string | undefined {
  const text = takenText(first);
  const named = (first.trace.mentions ?? []).filter((mention) =>
    ['target', 'area', 'floor', 'except', 'all'].includes(mention.tag),
  );
  const [mention] = named;
  const [target] = second.decision.targets;
  const name = target === undefined ? undefined : home.definition(target)?.name;
  if (text === undefined || mention?.tag !== 'target' || named.length !== 1) return undefined;
  if (name === undefined || second.decision.targets.length !== 1) return undefined;
  if (second.decision.intent !== first.decision.intent || text.split(mention.text).length !== 2) return undefined;
  return text.replace(mention.text, () => name);
}

function standsAlone(phrase: string): boolean {
  const words = phrase.split(' ');
  if (phrase.length < rewriteLife.charactersMin || phrase.length > limits.phraseCharactersMax) return false;
  return words.length >= 2 && !words.some((word) => REFERRING.has(word));
}

function wasOfTheMoment(turn: Turn): boolean {
  const total = turn.decision.because.reduce((sum, item) => sum + Math.abs(item.weight), 0);
  const moment = turn.decision.because
    .filter((item) => OF_THE_MOMENT.has(item.signal) && item.weight > 0)
    .reduce((sum, item) => sum + item.weight, 0);
  return turn.decision.outcome !== 'ignore' && turn.decision.outcome !== 'handoff' && moment > MOMENT_SHARE_MAX * total;
}

/**
 * What a repair that held changes: a new candidate, a confirmation, or a rewrite put on probation.
 *
 * `mayStart` says whether the satellite may bring a new candidate today. Undefined where nothing changes.
 */
export function confirmRewrite(
  pair: { readonly from: string; readonly to: string },
  how: 'rephrase' | 'correction',
  speaker: string | undefined,
  rewrites: Rewrites,
  at: Instant,
  mayStart: boolean,
): RewriteEntry | undefined {
  if (isTaught(pair.from, speaker, rewrites) || wouldChain(pair, speaker, rewrites)) return undefined;
  const known = rewrites.find('personal', pair.from, speaker);
  const same = known !== undefined && normalPhrase(known.to) === normalPhrase(pair.to);
  if (known?.status === 'probation' || known?.status === 'active') return undefined;
  if (known?.status === 'retired' && same && at - (known.usedAt ?? known.createdAt) < rewriteLife.retiredMs)
    return undefined;
  if (known?.status === 'candidate' && same) {
    if (at - (known.usedAt ?? known.createdAt) < rewriteLife.occasionMs) return undefined;
    const wins = known.wins + 1;
    const proven = wins - known.losses >= rewriteLife.confirmationsMin || how === 'correction';
    return { ...known, wins, usedAt: at, status: proven ? 'probation' : 'candidate' };
  }
  // Somebody who means different things by the same words is not served by either.
  if (known?.status === 'candidate' && known.wins > 1) return { ...known, losses: known.losses + 1, usedAt: at };
  if (!mayStart) return undefined;
  return {
    from: pair.from,
    to: pair.to,
    layer: 'personal',
    status: how === 'correction' ? 'probation' : 'candidate',
    wins: 1,
    losses: 0,
    createdAt: at,
    usedAt: at,
    ...(speaker === undefined ? {} : { speaker }),
  };
}

function isTaught(phrase: string, speaker: string | undefined, rewrites: Rewrites): boolean {
  return (rewrites.find('taught', phrase, speaker) ?? rewrites.find('taught', phrase, undefined)) !== undefined;
}

/** Rewrites never chain, so what leads from or back to another one would lose its meaning. */
function wouldChain(
  pair: { readonly from: string; readonly to: string },
  speaker: string | undefined,
  rewrites: Rewrites,
): boolean {
  const onward = rewrites.find('personal', pair.to, speaker) ?? rewrites.find('personal', pair.to, undefined);
  return (onward !== undefined && onward.status !== 'retired') || isTaught(pair.to, speaker, rewrites);
}

const UNDONE: ReadonlySet<string> = new Set(['reversalByVoice', 'reversalByHand', 'correction', 'negativeRating']);

/** The entry through which a turn was rewritten, with the win or loss that its verdict means; undefined where it keeps none. */
export function settleRewrite(
  turn: Turn,
  defect: boolean,
  evidence: readonly DefectEvidence[],
  rewrites: Rewrites,
  at: Instant,
): RewriteEntry | undefined {
  const applied = turn.trace.rewrite;
  if (applied === null || (applied.layer !== 'personal' && applied.layer !== 'global')) return undefined;
  const entry =
    rewrites.find(applied.layer, applied.from, turn.speaker) ?? rewrites.find(applied.layer, applied.from, undefined);
  if (entry === undefined || entry.to !== applied.to || entry.status === 'retired') return undefined;
  if (!defect) {
    const wins = entry.wins + 1;
    const proven =
      wins >= rewriteLife.activeWinsMin && winProbability(wins, entry.losses) >= rewriteLife.activeProbabilityMin;
    return { ...entry, wins, usedAt: at, status: proven ? 'active' : entry.status };
  }
  const losses = entry.losses + 1;
  const undone = entry.status === 'probation' && evidence.some((item) => UNDONE.has(item.kind));
  const given = undone || winProbability(entry.wins, losses) < rewriteLife.retireBelow;
  return { ...entry, losses, usedAt: at, status: given ? 'retired' : entry.status };
}

/** A candidate whose words did well by themselves loses: then it is the moment that failed, not the words. */
export function settleWithout(turn: Turn, defect: boolean, rewrites: Rewrites, at: Instant): RewriteEntry | undefined {
  if (defect || turn.trace.rewrite !== null || ['ignore', 'handoff', 'ask'].includes(turn.decision.outcome))
    return undefined;
  const entry = rewrites.find('personal', heardPhrase(turn), turn.speaker);
  if (entry?.status !== 'candidate') return undefined;
  const losses = entry.losses + 1;
  return { ...entry, losses, usedAt: at, status: losses >= entry.wins ? 'retired' : 'candidate' };
}
