import type { EntityId } from '../domain/entity.ts';
import type { Intent } from '../domain/intent.ts';
import { limits } from '../domain/limits.ts';
import type { Reading } from '../domain/reading.ts';
import { actuates } from './intents.ts';
import { CLASS } from './lexicon.ts';
import type { Mentions } from './mentions.ts';
import { allowedFor, idsOf } from './reference.ts';
import type { Scene } from './scene.ts';
import { stemsOf } from './stems.ts';

/**
 * What could be meant by a name that this home does not have: things of the kind that was said, near the speaker first.
 *
 * They are offered in a question, never acted on.
 */
export function suggestionsFor(scene: Scene, reading: Reading, mentions: Mentions, intent: Intent): EntityId[] {
  if (!actuates(intent)) return [];
  const { lexicon } = scene;
  const allowed = allowedFor(scene, reading, intent);
  const stems = mentions.groups
    .flatMap((group) => [...group.targets, ...group.places])
    .flatMap((mention) => stemsOf(mention.text));
  // "the garage light", where there is a garage and no light in it, is known not to be: nothing else is meant.
  if (stems.every((word) => lexicon.postings(word) !== undefined)) return [];
  const score = new Map<number, number>();
  for (const word of stems) {
    for (const [index, mask] of lexicon.postings(word) ?? []) {
      if ((mask & CLASS) !== 0) score.set(index, (score.get(index) ?? 0) + 1);
    }
  }
  const domain = reading.domains[0]?.domain ?? 'none';
  const near = (index: number) => (scene.area !== undefined && lexicon.entities[index]?.area === scene.area ? 1 : 0);
  const fits = (index: number) => (lexicon.entities[index]?.definition.domain === domain ? 1 : 0);
  const ranked = [...score]
    .filter(([index]) => {
      const definition = lexicon.entities[index]?.definition;
      return definition !== undefined && allowed(definition);
    })
    .sort(([a, x], [b, y]) => fits(b) - fits(a) || y - x || near(b) - near(a) || a - b);
  const best = ranked[0];
  if (best === undefined) return [];
  const alike = ranked.filter(
    ([index]) => lexicon.entities[index]?.definition.domain === lexicon.entities[best[0]]?.definition.domain,
  );
  return idsOf(
    lexicon,
    alike.slice(0, limits.alternativesMax).map(([index]) => index),
  );
}
