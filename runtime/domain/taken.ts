import type { Turn } from './context.ts';

/** The text that a turn was understood from, of those that speech recognition heard; undefined where it heard none. */
export function takenOf({
  hypotheses,
  trace,
}: Pick<Turn, 'hypotheses' | 'trace'>): Turn['hypotheses'][number] | undefined {
  return hypotheses[trace.hypothesis] ?? hypotheses[0];
}
