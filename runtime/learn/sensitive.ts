import type { HomeView, Turn } from '../domain/context.ts';
import { domainOf, type EntityId } from '../domain/entity.ts';
import { mentionsGuarded } from '../domain/guarded.ts';

/** Kinds of thing, words and classes that no learned shortcut may come near, whatever the household's own policy. */
const DOMAINS = new Set(['lock', 'alarm_control_panel', 'valve', 'siren', 'camera']);
const CLASSES = new Set(['garage', 'garage_door', 'gate', 'door', 'lock']);

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

/** Whether a thing is of a kind, or has a name, that no learned shortcut may come near. */
export function isGuardedThing(entity: EntityId, home: HomeView): boolean {
  if (DOMAINS.has(domainOf(entity))) return true;
  const definition = home.definition(entity);
  if (definition?.deviceClass !== undefined && CLASSES.has(definition.deviceClass)) return true;
  const names = [entity.replaceAll(/[._]/g, ' '), definition?.name ?? '', definition?.device?.name ?? ''];
  return mentionsGuarded(names.join(' '));
}
