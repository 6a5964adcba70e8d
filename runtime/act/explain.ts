import type { Turn } from '../domain/context.ts';
import type { Evidence } from '../domain/decision.ts';
import { list } from './speech.ts';

const REASONS_MAX = 3;

/** Why a turn was decided as it was, in words: "Because the Oven is on, and it is in the Kitchen, where you are." */
export function explainTurn(turn: Turn | undefined): string {
  if (turn === undefined) return 'I have not done or said anything just now.';
  const reasons = turn.decision.because.filter(
    (one) => one.weight > 0 && !(one.signal === 'words' && /^(?:read as|sounds like|not named)/.test(one.detail)),
  );
  if (reasons.length === 0) {
    const heard = turn.hypotheses[turn.trace.hypothesis]?.text ?? '';
    return heard === '' ? 'I heard nothing I could use.' : `Because I heard "${heard}" and nothing else fitted better.`;
  }
  const details = [...new Set(reasons.map((one) => one.detail))];
  return `Because ${list(details.slice(0, REASONS_MAX))}.`;
}

/** Evidence of all clauses, the strongest first. */
export function mergeEvidence(lists: readonly (readonly Evidence[])[], max: number): Evidence[] {
  return lists
    .flat()
    .sort((a, b) => b.weight - a.weight)
    .slice(0, max);
}
