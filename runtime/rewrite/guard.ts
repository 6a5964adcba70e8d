import type { RewriteEntry } from '../domain/context.ts';
import { beatsProbability, faded, type Tally, winProbability } from '../domain/posterior.ts';
import { DAY_MS, type Instant } from '../domain/time.ts';

export const rewriteGuards = {
  /** A learned rewrite is used only while it is this likely to win more often than it loses: (1, 0) is 0.75, (5, 3) 0.746. */
  winProbabilityMin: 0.75,
  /** And this likely to do better than the same words left alone. */
  beatsProbabilityMin: 0.75,
  /** Evidence of this age counts half. */
  halfLifeMs: 60 * DAY_MS,
  /** A learned rewrite that nobody needed for so long is not used any more. */
  disuseMs: 120 * DAY_MS,
  /** A further hypothesis counts only when the recogniser thought it at least this share as likely as its best. */
  hypothesisShareMin: 0.5,
  /** What everybody means is for words that were more likely heard so than not. */
  generalHeardMin: 0.5,
  /** Letters and spaces of a taught phrase before anything but its exact words may stand for it: "go" is too easily heard. */
  retrievedCharactersMin: 6,
  /** Mean of edit and sound distance of the whole text, and sound distance of the words that differ, at most. */
  retrievedDistanceMax: 0.2,
  retrievedWordDistanceMax: 0.26,
  /** The next best phrase must be at least this much further away. */
  retrievedMarginMin: 0.08,
  /** Share of the longer text's sound trigrams that both must have, and phrases that are then compared in full. */
  retrievedSharedMin: 0.4,
  retrievedComparedMax: 4,
  /** Entries of the trigram index that one look-up touches at most, the rarest trigrams first. */
  retrievedTouchedMax: 600,
} as const;

/** What is left of an entry's evidence at this moment. */
export function evidenceAt(entry: RewriteEntry, now: Instant | undefined): { with: Tally; without: Tally } {
  // What a bundle brings is as good as new until a home has tried it.
  const since = entry.usedAt ?? (entry.layer === 'global' ? now : entry.createdAt);
  const age = now === undefined || since === undefined ? 0 : now - since;
  return {
    with: faded(entry, age, rewriteGuards.halfLifeMs),
    without: faded(entry.plain ?? { wins: 0, losses: 0 }, age, rewriteGuards.halfLifeMs),
  };
}

/**
 * Whether the table may use this entry now: what was taught, always; what was learned, only on probation or proven, while it
 * wins more often than it loses, does better than the words left alone, and somebody needs it.
 */
export function mayApply(entry: RewriteEntry, now?: Instant): boolean {
  if (entry.layer === 'taught') return entry.status !== 'retired';
  if (entry.status !== 'probation' && entry.status !== 'active') return false;
  if (
    entry.layer === 'personal' &&
    now !== undefined &&
    now - (entry.usedAt ?? entry.createdAt) > rewriteGuards.disuseMs
  )
    return false;
  const evidence = evidenceAt(entry, now);
  if (winProbability(evidence.with.wins, evidence.with.losses) < minOf(entry)) return false;
  if (evidence.without.wins + evidence.without.losses === 0) return true;
  return beatsProbability(evidence.with, evidence.without) >= rewriteGuards.beatsProbabilityMin;
}

/** Evidence that faded is not evidence against: an old proven entry may still be tried, until somebody minds. */
function minOf(entry: RewriteEntry): number {
  return entry.status === 'active' && entry.losses === 0 ? 0.5 : rewriteGuards.winProbabilityMin;
}

/**
 * Whether a household's entry is for this person: what only voices that nobody recognised ever bore out (a television, a guest)
 * is not for those whom one knows.
 */
export function isFor(entry: RewriteEntry, speaker: string | undefined): boolean {
  if (entry.speaker !== undefined) return entry.speaker === speaker;
  const by = entry.proof?.by ?? [];
  return (
    entry.layer !== 'personal' || speaker === undefined || by.length === 0 || by.some((one) => !one.startsWith('@'))
  );
}

/** Whether an entry of one moment says that the words are to be left alone then. */
export function isBlock(entry: RewriteEntry): boolean {
  return entry.when !== undefined && entry.layer === 'personal' && entry.status === 'retired';
}

/** What an exact match of this entry is worth, in [0, 1]. */
export function scoreOf(entry: RewriteEntry): number {
  return entry.layer === 'taught' ? 1 : winProbability(entry.wins, entry.losses);
}
