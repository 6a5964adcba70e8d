import type { RewriteEntry } from '../domain/context.ts';
import { winProbability } from '../domain/posterior.ts';

export const rewriteGuards = {
  /** A learned rewrite is used only while it is this likely to win more often than it loses: (1, 0) is 0.75, (5, 3) 0.746. */
  winProbabilityMin: 0.75,
  /** A further hypothesis counts only when the recogniser thought it at least this share as likely as its best. */
  hypothesisShareMin: 0.5,
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
} as const;

/** Whether the table may use this entry now: what was taught, always; what was learned, only on probation or proven. */
export function mayApply(entry: RewriteEntry): boolean {
  if (entry.layer === 'taught') return entry.status !== 'retired';
  if (entry.status !== 'probation' && entry.status !== 'active') return false;
  return winProbability(entry.wins, entry.losses) >= rewriteGuards.winProbabilityMin;
}

/** What an exact match of this entry is worth, in [0, 1]. */
export function scoreOf(entry: RewriteEntry): number {
  return entry.layer === 'taught' ? 1 : winProbability(entry.wins, entry.losses);
}
