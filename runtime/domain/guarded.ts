import { splitWords } from './words.ts';

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
