import type { EntityDefinition } from '../domain/entity.ts';
import { limits } from '../domain/limits.ts';
import type { Reading } from '../domain/reading.ts';
import { isActive } from '../domain/states.ts';
import { GENRES } from '../domain/taste.ts';
import type { Feature } from './candidate.ts';
import { APPLIANCE_WORDS } from './concepts.ts';
import { hasScreen, type Scene } from './scene.ts';
import { stemsOf } from './stems.ts';

/** An entity that an unnamed question or title can be about, with the features that speak for or against it. */
export interface SpecialOption {
  readonly entities: readonly number[];
  readonly features: readonly Feature[];
  readonly slots?: { readonly [name: string]: string };
}

/**
 * Whose temperature "what is the temperature?" asks for: the room's, or that of an appliance that is at work.
 *
 * An oven that is on is what a person in its kitchen asks about; one that is off is not.
 */
export function temperatureOptions(
  scene: Scene,
  reading: Reading,
  within: readonly number[] | undefined,
): SpecialOption[] {
  const ambient = reading.words.some((word) => AMBIENT.has(word.text));
  const indices = within ?? thermometersNear(scene);
  return indices.flatMap((index) => {
    const entity = scene.lexicon.entities[index];
    if (entity === undefined) return [];
    return [{ entities: [index], features: temperatureFeatures(scene, entity.definition, ambient) }];
  });
}

/** Words that ask for the air around one, whatever is cooking. */
const AMBIENT = new Set(['room', 'house', 'home', 'inside', 'indoors', 'indoor', 'air']);

/** The thermometers that an unnamed question can be about: the room's, those of no room, and appliances; all in a small home. */
function thermometersNear(scene: Scene): readonly number[] {
  const all = scene.lexicon.thermometers;
  if (all.length <= limits.thermometersMax) return all;
  const areaOf = (index: number) => scene.lexicon.entities[index]?.area;
  const near = all.filter((index) => areaOf(index) === scene.area || areaOf(index) === undefined);
  return (near.length > 0 ? near : all).slice(0, limits.thermometersMax);
}

function temperatureFeatures(scene: Scene, definition: EntityDefinition, ambient: boolean): Feature[] {
  const { name } = definition;
  if (isAppliance(definition)) {
    const carrier = carrierOf(scene, definition);
    const state = carrier === undefined ? undefined : scene.home.state(carrier.id)?.state;
    const active = carrier !== undefined && state !== undefined && isActive(carrier.domain, state);
    const near = scene.area === undefined || definition.area === undefined || definition.area === scene.area;
    if (active && !ambient)
      return [{ name: 'active', value: near ? 1 : 0.3, signal: 'deviceState', detail: `the ${carrier.name} is on` }];
    return [{ name: 'inactive', value: 1, signal: 'deviceState', detail: `the ${carrier?.name ?? name} is off` }];
  }
  const outdoors =
    /\b(?:outside|outdoors?|garden|freezer|fridge|pool|tank|weather)\b/i.test(name) || definition.domain === 'weather';
  if (outdoors)
    return [{ name: 'outdoors', value: 1, signal: 'deviceType', detail: `the ${name} is not about the room` }];
  if (definition.domain === 'climate')
    return [{ name: 'thermostat', value: 1, signal: 'deviceType', detail: `the ${name} is a thermostat` }];
  return [{ name: 'thermometer', value: 1, signal: 'deviceType', detail: `the ${name} measures the temperature` }];
}

export function isAppliance(definition: EntityDefinition): boolean {
  return stemsOf(`${definition.name} ${definition.device?.name ?? ''}`).some((word) => APPLIANCE_WORDS.has(word));
}

/** The entity that says whether an appliance is at work: itself, one of its device, or one whose name it begins with. */
function carrierOf(scene: Scene, definition: EntityDefinition): EntityDefinition | undefined {
  const switches = (one: EntityDefinition) =>
    ['switch', 'climate', 'water_heater', 'binary_sensor', 'light', 'fan'].includes(one.domain);
  if (switches(definition)) return definition;
  const stems = stemsOf(definition.name);
  for (const { definition: other } of scene.lexicon.entities) {
    if (other.id === definition.id || !switches(other)) continue;
    if (other.device !== undefined && other.device.id === definition.device?.id) return other;
    const names = stemsOf(other.name);
    if (
      names.length > 0 &&
      names.every((word) => stems.includes(word)) &&
      names.some((word) => APPLIANCE_WORDS.has(word))
    )
      return other;
  }
  return undefined;
}

const VISUAL = new Set(['movie', 'tv_show', 'game', 'news']);
const HEARD_ONLY = new Set(['audiobook', 'podcast', 'radio']);
const SOUND = ['music', 'audiobook', 'podcast', 'radio'];

/** How one wants music to be, after "something"; what is scary or funny may as well be a film. */
const MOODS = new Set(
  'funky jazzy groovy mellow upbeat chill chilled chilling relaxing relaxed calming calm soothing soulful bluesy danceable energetic lively quiet soft loud melodic catchy peppy bouncy rhythmic uplifting dreamy heavy poppy rocking festive christmassy peaceful smooth slow fast cheerful'.split(
    ' ',
  ),
);

/** Is a title music by its words: a genre, "some …", "… by …", "something funky"? */
export function soundsLikeMusic(reading: Reading, query: string | undefined): boolean {
  if (query === undefined) return false;
  const words = query.toLowerCase().split(/\s+/);
  const at = reading.words.findIndex((word) => word.text === words[0]);
  const before = reading.words[at - 1]?.text;
  const isAny = [words[0], before].some((word) => word === 'something' || word === 'anything');
  if (isAny && words.some((word) => MOODS.has(word))) return true;
  return words.some((word) => GENRES.has(word)) || words.includes('by') || before === 'some';
}

/**
 * Where and as what a title plays: a film only where there is a screen, and what the player can play.
 *
 * A title without a class is a film on a screen near the speaker, and music elsewhere.
 */
export function mediaOptions(
  scene: Scene,
  within: readonly number[] | undefined,
  said: string | undefined,
  query: string | undefined,
  sounds: boolean,
  watched: boolean,
): SpecialOption[] {
  const players = within ?? scene.lexicon.inDomain('media_player');
  const options = players.flatMap((index) => {
    const definition = scene.lexicon.entities[index]?.definition;
    return definition === undefined || (watched && !hasScreen(definition))
      ? []
      : playerOptions(index, definition, said, query, sounds);
  });
  return options;
}

function playerOptions(
  index: number,
  definition: EntityDefinition,
  said: string | undefined,
  query: string | undefined,
  sounds: boolean,
): SpecialOption[] {
  const screen = hasScreen(definition);
  const plays = (kind: string) =>
    definition.media === undefined ? screen || !VISUAL.has(kind) : definition.media.includes(kind);
  const option = (kind: string | undefined, value: number, detail: string): SpecialOption => ({
    entities: [index],
    features: [{ name: 'plays', value, signal: 'deviceType', detail }],
    ...(kind !== undefined && { slots: { media_class: kind } }),
  });
  if (said !== undefined) {
    // What is only to be heard is heard from what only sounds, where there is such a thing.
    const value = screen && HEARD_ONLY.has(said) ? 0 : 0.5;
    return plays(said) ? [option(said, value, `the ${definition.name} plays ${said.replace('_', ' ')}`)] : [];
  }
  if (query === undefined || sounds)
    return plays('music')
      ? [option(query === undefined ? undefined : 'music', screen ? 0 : 0.6, `the ${definition.name} plays music`)]
      : [];
  if (screen && plays('movie')) return [option('movie', 1, `the ${definition.name} has a screen`)];
  const kind = SOUND.find(plays);
  return kind === undefined ? [] : [option(kind, 0, `the ${definition.name} has no screen`)];
}
