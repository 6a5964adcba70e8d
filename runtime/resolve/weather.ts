import type { SlotValue } from '../domain/decision.ts';
import type { Reading } from '../domain/reading.ts';
import type { Candidate, Feature } from './candidate.ts';
import { tierFeature } from './features.ts';
import { handlerOf, slotContext, withVia } from './handlers.ts';
import type { Mentions } from './mentions.ts';
import { idsOf } from './reference.ts';
import type { Scene } from './scene.ts';
import { mentionOf, valueSlots } from './slots.ts';
import { parseDate } from './values/dateTime.ts';

export function weatherCandidates(
  scene: Scene,
  reading: Reading,
  mentions: Mentions,
  lead: readonly Feature[],
): Candidate[] {
  const slots = valueSlots('HassGetWeather', reading, slotContext(scene));
  const all = scene.lexicon.inDomain('weather');
  const location = mentionOf(reading, 'location') ?? mentions.groups[0]?.places[0] ?? mentions.groups[0]?.targets[0];
  const words = location?.text.toLowerCase();
  // "wood from rain forests": no place is called so.
  if (location?.tag === 'location' && /\b(?:from|for|to|with|that|which|than)\b/.test(words ?? '')) return [];
  const named =
    words === undefined
      ? []
      : all.filter((index) => scene.lexicon.entities[index]?.definition.name.toLowerCase() === words);
  // A station here tells of now; another time is for who knows a forecast.
  const forecast = isOtherTime(scene, reading, slots.day) && handlerOf(scene, 'HassGetWeather') !== undefined;
  const first = forecast
    ? undefined
    : (named[0] ?? (words === undefined || location?.tag !== 'location' ? all[0] : undefined));
  if (first !== undefined) {
    const name = scene.lexicon.entities[first]?.definition.name ?? '';
    return [
      {
        intent: 'HassGetWeather',
        slots: { ...slots, ...(named.length > 0 && { name }) },
        targets: idsOf(scene.lexicon, [first]),
        features: named.length > 0 ? [...lead, tierFeature('exact', words ?? '')] : lead,
        fuzzy: false,
      },
    ];
  }
  return [withVia(scene, { intent: 'HassGetWeather', slots, targets: [], features: lead, fuzzy: false })];
}

function isOtherTime(scene: Scene, reading: Reading, day: SlotValue | undefined): boolean {
  const { now, timezone } = slotContext(scene);
  const said = mentionOf(reading, 'date')?.text ?? '';
  return (
    (day !== undefined && day !== parseDate('today', now, timezone)) || /tonight|evening|afternoon|night/i.test(said)
  );
}
