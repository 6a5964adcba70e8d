import type { HomeView, Turn } from '../domain/context.ts';
import { isGuardedThing, mentionsGuarded } from '../domain/guarded.ts';

/**
 * Whether a turn was about an act that the policy confirms, or anything like one: locks, garage, oven, alarm.
 *
 * Broad on purpose: a shortcut that is not learned costs a repeated sentence, a wrong one an open door.
 */
export function isSensitive(turn: Turn, home: HomeView): boolean {
  // What the policy left alone ("i do not need the lamp any more") was not about to be confirmed.
  const { because, outcome } = turn.decision;
  if (outcome !== 'ignore' && because.some((item) => item.signal === 'policy' && item.weight > 0)) return true;
  const told = [
    ...turn.decision.targets,
    ...turn.plans.flatMap((plan) => plan.targets),
    ...(turn.question?.options.flatMap((option) => option.targets) ?? []),
    ...turn.decision.alternatives.slice(0, 1).flatMap((alternative) => alternative.targets),
  ];
  if (told.some((entity) => isGuardedThing(entity, home))) return true;
  return turn.hypotheses.some((heard) => mentionsGuarded(heard.text));
}
