import type { SlotValue } from '../domain/decision.ts';
import type { Reading } from '../domain/reading.ts';
import type { Candidate, Feature } from './candidate.ts';
import { entityFeatures, tierFeature } from './features.ts';
import type { Mentions } from './mentions.ts';
import { idsOf, referencesOf } from './reference.ts';
import type { Scene } from './scene.ts';
import { findPlaces } from './targets.ts';

/** A vacuum is sent to a place, it need not live there: the place is where to clean. A place unknown here is left to others. */
export function vacuumCandidates(
  scene: Scene,
  reading: Reading,
  mentions: Mentions,
  intent: 'HassVacuumCleanArea' | 'HassVacuumStart',
  lead: readonly Feature[],
): Candidate[] {
  const found = mentions.groups.flatMap((group) => group.places).map((mention) => findPlaces(scene.lexicon, mention));
  if (found.length === 0 || found.some((places) => places === undefined)) return [];
  const places = found.flatMap((one) => (one === undefined || one === 'whole' ? [] : one.places));
  const bare = {
    ...mentions,
    groups: mentions.groups.map((group) => ({ ...group, places: [] })).filter((group) => group.targets.length > 0),
  };
  const references = referencesOf(scene, reading, bare, intent);
  const all = scene.lexicon.inDomain('vacuum');
  const here = all.filter((index) =>
    places.some(
      (place) =>
        place.name === scene.lexicon.entities[index]?.area || place.name === scene.lexicon.entities[index]?.floor,
    ),
  );
  const named =
    references.kind === 'found'
      ? references.options.flatMap((option) => option.entities)
      : bare.groups.length === 0
        ? all
        : [];
  const fitting = named.filter((index) => here.includes(index));
  const areas = places.map((place) => place.name);
  const slots: { [name: string]: SlotValue } =
    areas.length === 0 ? {} : { area: areas.length === 1 ? (areas[0] ?? '') : areas };
  return (fitting.length > 0 ? fitting : named).map((index) => {
    const targets = idsOf(scene.lexicon, [index]);
    return {
      intent,
      slots,
      targets,
      features: [...lead, tierFeature('class', 'vacuum'), ...entityFeatures(scene, reading, intent, targets)],
      fuzzy: false,
    };
  });
}
