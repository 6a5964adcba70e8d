import type { EntityId } from '../domain/entity.ts';
import { lastTargets } from './implied.ts';
import { idsOf } from './reference.ts';
import type { Scene } from './scene.ts';
import { stemsOf } from './stems.ts';
import { matchStems } from './targets.ts';

/**
 * The one thing that a taught meaning names, where it names a thing and not a request: "this lamp" is the lamp where one
 * stands, "it" what was talked about, "the bedroom lamp" that lamp. [] where the meaning is a request or names several.
 */
export function namedThings(scene: Scene, meaning: string | undefined): EntityId[] {
  if (meaning === undefined) return [];
  const lower = meaning.toLowerCase();
  if (/^(?:it|that|that one|this one)$/.test(lower)) return idsOf(scene.lexicon, lastTargets(scene)).slice(0, 1);
  const match = matchStems(
    scene.lexicon,
    stemsOf(meaning),
    undefined,
    (definition) => !['sensor', 'binary_sensor'].includes(definition.domain),
  );
  if (match === undefined || match.fuzzy) return [];
  const here = match.entities.filter(
    (index) => scene.area !== undefined && scene.lexicon.entities[index]?.area === scene.area,
  );
  const chosen =
    match.tier === 'exact'
      ? match.entities
      : /^(?:this|the|that) /.test(lower) && here.length === 1
        ? here
        : match.entities;
  return chosen.length === 1 ? idsOf(scene.lexicon, chosen) : [];
}
