import type { EntityDefinition } from '../domain/entity.ts';
import type { Intent } from '../domain/intent.ts';
import type { Reading } from '../domain/reading.ts';
import type { Candidate, Feature } from './candidate.ts';
import { entityFeatures } from './features.ts';
import { handlerOf } from './handlers.ts';
import { hasTemperature } from './intents.ts';
import type { Mentions } from './mentions.ts';
import { isOpenAir } from './openAir.ts';
import { idsOf } from './reference.ts';
import type { Scene } from './scene.ts';
import { stemsOf } from './stems.ts';
import { weatherCandidates } from './weather.ts';

const OUTSIDE = new Set(['outside', 'outdoor', 'exterior']);
/** What is said beside "outside" and names nothing else: "the temperature of the air out there". */
const AROUND = new Set(['temperature', 'temp', 'air', 'there', 'out', 'it', 'one']);
/** Where a thermometer hangs that does not tell of the air, by its name or area. */
const ENCLOSED = /\b(?:fridge|freezer|pool|tank|pond|soil|water|greenhouse|shed|oven|grill|bbq|barbecue)\b/i;

/** How warm it is, whether it was read as a thermometer's question or as one for a state. */
export function asksTemperature(reading: Reading, intent: Intent): boolean {
  if (intent === 'HassClimateGetTemperature') return true;
  return intent === 'HassGetState' && reading.words.some((word) => WARMTH.has(word.text));
}

const WARMTH = new Set('temperature temp degrees hot warm cold cool chilly freezing mild'.split(' '));

/**
 * "How cold is it outside?", read as a temperature of the home: a thermometer in the open air tells, else the weather does.
 *
 * undefined where it does not ask for the open air, or this home knows nothing of it.
 */
export function outdoorCandidates(
  scene: Scene,
  reading: Reading,
  mentions: Mentions,
  lead: readonly Feature[],
): Candidate[] | undefined {
  if (!asksOutside(reading, mentions)) return undefined;
  const outdoors = scene.lexicon.thermometers.filter((index) => {
    const definition = scene.lexicon.entities[index]?.definition;
    return definition !== undefined && isOutdoors(definition);
  });
  if (outdoors.length > 0) return outdoors.map((index) => measured(scene, reading, index, lead));
  const isKnown = scene.lexicon.inDomain('weather').length > 0 || handlerOf(scene, 'HassGetWeather') !== undefined;
  return isKnown ? weatherCandidates(scene, reading, { ...mentions, groups: [] }, lead) : undefined;
}

function asksOutside(reading: Reading, mentions: Mentions): boolean {
  const stems = reading.words.flatMap((word) => stemsOf(word.text));
  const last = stems.at(-1);
  const isOut = stems.some((word, at) => OUTSIDE.has(word) || (word === 'out' && stems[at + 1] === 'there'));
  if (!isOut && last !== 'out') return false;
  return mentions.groups.every((group) =>
    [...group.targets, ...group.places].every((mention) =>
      stemsOf(mention.text).every((word) => OUTSIDE.has(word) || AROUND.has(word)),
    ),
  );
}

function isOutdoors(definition: EntityDefinition): boolean {
  const where = `${definition.name} ${definition.area ?? ''}`;
  return definition.domain === 'sensor' && hasTemperature(definition) && isOpenAir(where) && !ENCLOSED.test(where);
}

function measured(scene: Scene, reading: Reading, index: number, lead: readonly Feature[]): Candidate {
  const name = scene.lexicon.entities[index]?.definition.name ?? '';
  const targets = idsOf(scene.lexicon, [index]);
  const detail = `the ${name} is outside`;
  return {
    intent: 'HassClimateGetTemperature',
    slots: { name },
    targets,
    features: [
      ...lead,
      { name: 'thermometer', value: 1, signal: 'deviceType', detail },
      ...entityFeatures(scene, reading, 'HassClimateGetTemperature', targets),
    ],
    fuzzy: false,
  };
}
