import type { RewriteEntry, Turn } from '../domain/context.ts';
import type { Rewrites } from '../ports/rewrites.ts';

/** How probable it is that a turn failed for reasons other than the decision's own doubt. */
const DEFECT = {
  /** Words that were only like those of an earlier success. */
  retrieved: 0.25,
  /** What everybody means by them, as long as this home has no tally of its own. */
  everybody: 0.2,
  /** Whose earlier turns could not be judged. */
  unsure: 0.3,
} as const;

/** Whether an answer would change what happens the next time: a rewrite is on trial, or one is waiting for a proof. */
export function hangsOn(turn: Turn, phrase: string, rewrites: Rewrites): boolean {
  const { rewrite } = turn.trace;
  if (rewrite !== null) return rewrite.layer !== 'taught';
  return rewrites.of(phrase).some(({ status }) => status === 'candidate' || status === 'probation');
}

/**
 * What a yes or a no to "is that what you wanted?" would tell, in [0, 1]: 4·p·(1 − p) for the probability p that the turn failed,
 * which is the decision's own doubt, or what the rewrite's record leaves open.
 */
export function worthOf(turn: Turn, rewrites: Rewrites, isUnsure: boolean): number {
  const doubt = Math.max(1 - turn.decision.confidence, recordDoubt(turn, rewrites), isUnsure ? DEFECT.unsure : 0);
  return 4 * doubt * (1 - doubt);
}

function recordDoubt(turn: Turn, rewrites: Rewrites): number {
  const applied = turn.trace.rewrite;
  if (applied === null) return 0;
  if (applied.layer === 'retrieved') return DEFECT.retrieved;
  const entry = rewrites.of(applied.from).find((one) => one.to === applied.to && one.layer !== 'taught');
  return entry === undefined ? DEFECT.everybody : lossShare(entry);
}

/** The mean of the posterior over how often it loses, from a uniform prior. */
function lossShare({ wins, losses }: RewriteEntry): number {
  return (losses + 1) / (wins + losses + 2);
}
