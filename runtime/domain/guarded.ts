import type { HomeView } from './context.ts';
import { domainOf, type EntityId } from './entity.ts';
import { splitWords } from './words.ts';

/** Kinds of thing that no learned shortcut may come near, whatever the household's own policy. */
export const GUARDED_DOMAINS: ReadonlySet<string> = new Set([
  'lock',
  'alarm_control_panel',
  'valve',
  'siren',
  'camera',
]);
const GUARDED_CLASSES: ReadonlySet<string> = new Set(['garage', 'garage_door', 'gate', 'door', 'lock']);

const WORDS = new Set(
  (
    'lock locks locked unlock unlocks unlocked deadbolt garage gate gates oven stove cooker hob burner grill fireplace ' +
    'alarm disarm arm security siren valve gas password pin code'
  ).split(' '),
);

/** Whether words alone ask for what no learned shortcut may come near: locks, gates, ovens, alarms. */
export function mentionsGuarded(text: string): boolean {
  return splitWords(text).some((word) => WORDS.has(word.text));
}

/** Whether a thing is of a kind, or has a name, that no learned shortcut may come near. */
export function isGuardedThing(entity: EntityId, home: HomeView): boolean {
  if (GUARDED_DOMAINS.has(domainOf(entity))) return true;
  const definition = home.definition(entity);
  if (definition?.deviceClass !== undefined && GUARDED_CLASSES.has(definition.deviceClass)) return true;
  const names = [entity.replaceAll(/[._]/g, ' '), definition?.name ?? '', definition?.device?.name ?? ''];
  return mentionsGuarded(names.join(' '));
}
