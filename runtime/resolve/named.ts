import type { EntityDefinition, EntityId } from '../domain/entity.ts';
import { pointOf } from '../domain/sentence.ts';
import { idsOf } from './reference.ts';
import type { Scene } from './scene.ts';
import { stemsOf } from './stems.ts';
import { lastTargets } from './talked.ts';
import { matchStems } from './targets.ts';

/**
 * The one thing that a taught meaning names, where it names a thing and not a request: "this lamp" is the lamp where one
 * stands, "it" what was talked about, "the bedroom lamp" that lamp. [] where the meaning is a request or names several.
 */
export function namedThings(scene: Scene, meaning: string | undefined): EntityId[] {
  if (meaning === undefined) return [];
  const lower = meaning.toLowerCase();
  if (/^(?:it|that|that one|this one)$/.test(lower)) return idsOf(scene.lexicon, lastTargets(scene)).slice(0, 1);
  const match = spelledRight(scene, meaning);
  if (match === undefined) return [];
  const here = match.entities.filter(
    (index) => scene.area !== undefined && scene.lexicon.entities[index]?.area === scene.area,
  );
  // "call this lamp sunny": the one just talked about, else the only one that stands here.
  const last = /^(?:this|that) /.test(lower) ? match.entities.filter((at) => lastTargets(scene).includes(at)) : [];
  const isHere = /^(?:this|the|that) /.test(lower) && here.length === 1;
  const chosen = match.tier === 'exact' ? match.entities : last.length === 1 ? last : isHere ? here : match.entities;
  return chosen.length === 1 ? idsOf(scene.lexicon, chosen) : [];
}

/** What words name, to the letter; sensors are not what one calls by a name. */
function spelledRight(scene: Scene, meaning: string) {
  const isThing = ({ domain }: EntityDefinition): boolean => !['sensor', 'binary_sensor'].includes(domain);
  const match = matchStems(scene.lexicon, stemsOf(meaning), undefined, isThing);
  return match?.fuzzy === false ? match : undefined;
}

/** Why a thing cannot be called this: it is another's name, or what every such thing is called; undefined where it can. */
export function nameReserved({ lexicon }: Scene, name: string, entity: EntityId): string | undefined {
  const stems = stemsOf(name).join(' ');
  const bearer = lexicon.entities.find(({ names }) => names.some((one) => one.join(' ') === stems))?.definition;
  if (bearer !== undefined)
    return bearer.id === entity ? `That is what I call it already.` : `"${name}" is already the ${bearer.name}.`;
  const place = lexicon.places.find(({ names }) => names.some((one) => one.join(' ') === stems));
  if (place !== undefined) return `"${name}" is already a place here.`;
  const isKind = stemsOf(name).every((word) => lexicon.isPlain(word));
  return isKind ? `I call every such thing "${name}". Please choose a name of its own.` : undefined;
}

/** Whether these words ask to name a thing ("call this lamp sunny"), rather than to learn a phrase ("when I say …"). */
export function isNaming(scene: Scene, text: string, meaning: string | undefined): boolean {
  const said = pointOf(text);
  if (/^(?:call|name|rename|let's call|let us call|i (?:want to )?call|from now on (?:call|the|this))\b/.test(said))
    return true;
  if (/\b(?:when(?:ever)?|if|time) (?:i|we) say\b/.test(said))
    return (
      meaning !== undefined && (/^(?:the|this|that|my|our) /i.test(meaning) || scene.lexicon.isName(stemsOf(meaning)))
    );
  return /\b(?:is called|is named|name is|is known as|be called)\b/.test(said);
}

/** Things that a name may have been meant for, where it names several: those of this room first. */
export function nameable(scene: Scene, meaning: string): EntityId[] {
  const match = spelledRight(scene, meaning);
  if (match === undefined) return [];
  const here = match.entities.filter((index) => scene.lexicon.entities[index]?.area === scene.area);
  return idsOf(scene.lexicon, here.length > 0 ? here : match.entities);
}
