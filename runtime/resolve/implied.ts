import type { EntityDefinition } from '../domain/entity.ts';
import type { Intent } from '../domain/intent.ts';
import { limits } from '../domain/limits.ts';
import type { Reading } from '../domain/reading.ts';
import { statesSaid } from '../domain/states.ts';
import { CONCEPTS, type Concept, conceptsOf } from './concepts.ts';
import { EVERYTHING, isMediaControl, isOfLocking, needsValue } from './intents.ts';
import type { LexEntity } from './lexicon.ts';
import type { Mentions } from './mentions.ts';
import { allowedFor } from './reference.ts';
import type { Scene } from './scene.ts';
import { mentionOf } from './slots.ts';
import { isAppliance } from './special.ts';
import { stem, stemsOf } from './stems.ts';
import { countSaid, lastCounted, lastTargets } from './talked.ts';
import { type Allowed, findPlaces, isIn } from './targets.ts';

const PRONOUNS = new Set(['it', 'them', 'those', 'these', 'they']);

/** "make it brighter" after a lamp was talked about: the pronoun counts even where the tagger did not mark it. */
export function withReference(scene: Scene, reading: Reading, mentions: Mentions): Mentions {
  if (mentions.ref !== undefined || mentions.here || mentions.groups.length > 0 || lastTargets(scene).length === 0)
    return mentions;
  const index = reading.words.findIndex((word) => PRONOUNS.has(word.text));
  if (index < 0) return mentions;
  return {
    ...mentions,
    ref: { tag: 'ref', text: reading.words[index]?.text ?? 'it', from: index, to: index + 1, confidence: 0.5 },
  };
}

const VERBS = new Set(CONCEPTS.flatMap((concept) => concept.verbs ?? []));

function bareVerb(word: string): string {
  return word.replace(/(?:ing|ed)$/, '');
}

/** "start brewing": a verb that stands for what it is done with is no name. */
export function withoutVerbs(mentions: Mentions): Mentions {
  const isVerb = (text: string) =>
    text
      .toLowerCase()
      .split(/\s+/)
      .every((word) => VERBS.has(word) || VERBS.has(bareVerb(word)));
  const groups = mentions.groups.filter(
    (group) => !(group.places.length === 0 && group.targets.every((mention) => isVerb(mention.text))),
  );
  return groups.length === mentions.groups.length ? mentions : { ...mentions, groups };
}

/** Entities that are meant though nothing names them, each set with why. */
export interface Implied {
  readonly entities: readonly number[];
  readonly because: 'ref' | 'there' | 'everything' | 'verb' | 'here' | 'only' | 'any';
  /** Where a place was named. */
  readonly slots?: { readonly [name: string]: string };
}

/** What can be meant when no thing and no place is named: "turn it off", "pause", "it's too dark in here", "start brewing". */
export function impliedBy(scene: Scene, reading: Reading, mentions: Mentions, intent: Intent): Implied[] {
  const { lexicon } = scene;
  const allowed = allowedFor(scene, reading, intent);
  const indices = (keep: (definition: EntityDefinition) => boolean) =>
    lexicon.entities.flatMap((entity, index) => (allowed(entity.definition) && keep(entity.definition) ? [index] : []));
  // "turn both off" is of two that were talked about, never of all there is.
  const count = mentions.here ? undefined : countSaid(reading);
  if (count !== undefined) {
    const counted = lastCounted(scene, count, (index) => allowed(definitionOf(scene, index)));
    return counted.length === 0 ? [] : [{ entities: counted, because: 'ref' }];
  }
  if (mentions.ref !== undefined) {
    const plural = /^(?:them|those|these|they)$/i.test(mentions.ref.text);
    const before = lastTargets(scene, plural).filter((index) => allowed(definitionOf(scene, index)));
    if (before.length > 0) return [{ entities: before, because: 'ref' }];
    // "start it up" out of nowhere: nobody can know what.
    if (intent === 'HassTurnOn' || intent === 'HassTurnOff') return [];
  }
  // "turn it off and on again": the clause before named it.
  if (scene.before !== undefined && (intent === 'HassTurnOn' || intent === 'HassTurnOff') && !mentions.all) {
    const before = lastTargets(scene).filter((index) => allowed(definitionOf(scene, index)));
    if (before.length > 0 && !mentions.here && isBareSwitch(reading)) return [{ entities: before, because: 'ref' }];
  }
  // "the lamp to 40 and warm white": a setting by itself is of what the clause before named.
  if (scene.before !== undefined && needsValue(intent) && isBareSetting(reading)) {
    const before = lastTargets(scene).filter((index) => allowed(definitionOf(scene, index)));
    if (before.length > 0) return [{ entities: before, because: 'ref' }];
  }
  const locks = byLock(scene, reading, intent);
  if (locks.length > 0) return locks;
  const verbs = byVerb(reading, indices);
  if (verbs.length > 0) return verbs;
  if (mentions.all && (intent === 'HassTurnOn' || intent === 'HassTurnOff')) {
    const here = mentions.here ? scene.area : undefined;
    const opens = reading.words.some((word) => ['open', 'close', 'shut'].includes(word.text));
    const entities = indices(
      (d) =>
        (opens ? d.domain === 'cover' : EVERYTHING[intent].has(d.domain)) && (here === undefined || d.area === here),
    );
    return entities.length === 0 ? [] : [{ entities, because: 'everything' }];
  }
  const domain = impliedDomain(reading, intent);
  if (domain === undefined) return [];
  const lit = domain === 'light' ? litLast(scene, reading, mentions, allowed) : [];
  if (lit.length > 0) return [{ entities: lit, because: 'ref' }];
  return inDomain(scene, mentions, domain, allowed);
}

const BARE_SWITCH = new Set('turn switch put on off open close shut lock unlock again back then and please'.split(' '));

function isBareSwitch({ words }: Reading): boolean {
  return words.every((word) => BARE_SWITCH.has(word.text));
}

const SETTING: ReadonlySet<string> = new Set(['value', 'color', 'step', 'up', 'down']);
const AROUND_SETTING = new Set(
  'to at and also then a in the set make turn please percent brightness color colour'.split(' '),
);

function isBareSetting({ words, mentions }: Reading): boolean {
  const settings = mentions.filter(({ tag }) => SETTING.has(tag));
  const isOf = (at: number) => settings.some((one) => one.from <= at && one.to > at);
  return settings.length > 0 && words.every(({ text }, at) => isOf(at) || AROUND_SETTING.has(text));
}

/** "brighter", after a lamp: that lamp, as long as it is on. "It's too dark in here" is about the room. */
function litLast(scene: Scene, reading: Reading, mentions: Mentions, allowed: Allowed): readonly number[] {
  const isRelative = (['up', 'down', 'step'] as const).some((tag) => mentionOf(reading, tag) !== undefined);
  if (!isRelative || mentions.here || mentions.all || mentions.there) return [];
  if (reading.words.some((word) => word.text === 'too')) return [];
  const last = lastTargets(scene);
  const isLamp = (index: number) => {
    const definition = definitionOf(scene, index);
    return definition.domain === 'light' && allowed(definition);
  };
  const isLit = last.some((index) => scene.home.state(definitionOf(scene, index).id)?.state === 'on');
  return isLit && last.every(isLamp) ? last : [];
}

function definitionOf(scene: Scene, index: number): EntityDefinition {
  const entity = scene.lexicon.entities[index];
  if (entity === undefined) throw new Error(`no entity ${index} in the lexicon`);
  return entity.definition;
}

/** "lock up", "make sure everything is locked": what can be locked is meant, all of it. */
function byLock(scene: Scene, reading: Reading, intent: Intent): Implied[] {
  if (intent !== 'HassTurnOn' && intent !== 'HassTurnOff') return [];
  if (!reading.words.some((word) => isOfLocking(word.text, intent === 'HassTurnOff'))) return [];
  const entities = scene.lexicon.inDomain('lock');
  return entities.length === 0 ? [] : [{ entities, because: 'verb' }];
}

const WHATEVER = new Set(['anything', 'everything', 'something', 'nothing', 'what', 'which']);
/** Sensors and helpers are "on" all day: nobody who asks what is on means them. */
const SWITCHED = new Set(['light', 'switch', 'fan', 'media_player', 'climate', 'humidifier', 'water_heater']);
/** Nothing of these runs. */
const UNMOVED = new Set(['light', 'sensor', 'number', 'select', 'text', 'lock', 'cover']);
/** What is done and over is in no state. */
const MOMENTARY = new Set(['scene', 'script', 'button', 'event', 'automation']);

/**
 * "is anything open", "what is still on in the kitchen": all that can be in the state, of the places that are named, or of the
 * room where one says "here". [] where something more is named, or a place that this home lacks.
 */
export function askedAbout(scene: Scene, reading: Reading, mentions: Mentions, intent: Intent): Implied[] {
  const state = mentionOf(reading, 'state');
  if (intent !== 'HassGetState' || state === undefined || mentions.ref !== undefined) return [];
  if (!reading.words.some((word) => WHATEVER.has(word.text))) return [];
  if (mentions.groups.some((group) => group.targets.length > 0)) return [];
  const places = mentions.groups.flatMap((group) => group.places).map((place) => findPlaces(scene.lexicon, place));
  if (places.includes(undefined)) return [];
  const named = places.flatMap((one) => (one === undefined || one === 'whole' ? [] : one.places));
  const asked = state.text.toLowerCase();
  const allowed = allowedFor(scene, reading, intent);
  const isMeant = ({ definition, area }: LexEntity, index: number) =>
    allowed(definition) &&
    canBeAsked(asked, definition.domain) &&
    statesSaid(definition, asked).length > 0 &&
    (!mentions.here || area === scene.area) &&
    (named.length === 0 || named.some((place) => isIn(scene.lexicon, index, place)));
  const entities = scene.lexicon.entities.flatMap((entity, index) => (isMeant(entity, index) ? [index] : []));
  const slots = Object.fromEntries(named.slice(0, 1).map((place) => [place.kind, place.name]));
  return entities.length === 0 ? [] : [{ entities, because: mentions.here ? 'here' : 'everything', slots }];
}

function canBeAsked(state: string, domain: string): boolean {
  if (state === 'playing' || state === 'paused') return domain === 'media_player';
  // Whoever asks what is running means no lamps.
  if (state === 'running' || state === 'going') return !UNMOVED.has(domain) && !MOMENTARY.has(domain);
  return state === 'on' || state === 'off' ? SWITCHED.has(domain) : !MOMENTARY.has(domain);
}

/** "start brewing": the verb alone names the appliance; several that fit are several options. */
function byVerb(reading: Reading, indices: (keep: (d: EntityDefinition) => boolean) => number[]): Implied[] {
  const words = new Set(reading.words.flatMap((word) => [stem(word.text), bareVerb(word.text)]));
  const isMeant = (concept: Concept) =>
    concept.verbs?.some((verb) => words.has(verb) || words.has(stem(verb))) === true;
  if (!CONCEPTS.some(isMeant)) return [];
  const found = new Set(
    indices((d) =>
      conceptsOf(d, new Set(stemsOf(`${d.name} ${d.device?.name ?? ''}`))).some((one) => isMeant(one.concept)),
    ),
  );
  return [...found]
    .slice(0, limits.impliedOptionsMax)
    .map((index) => ({ entities: [index], because: 'verb' as const }));
}

function impliedDomain(reading: Reading, intent: Intent): string | undefined {
  if (isMediaControl(intent) || intent === 'HassMediaSearchAndPlay') return 'media_player';
  switch (intent) {
    case 'HassLightSet':
      return 'light';
    case 'HassSetPosition':
      return 'cover';
    case 'HassFanSetSpeed':
      return 'fan';
    case 'HassClimateSetTemperature':
      return 'climate';
    case 'HassVacuumStart':
    case 'HassVacuumReturnToBase':
    case 'HassVacuumCleanArea':
      return 'vacuum';
    case 'HassLawnMowerStartMowing':
    case 'HassLawnMowerDock':
      return 'lawn_mower';
    case 'HassTurnOn':
    case 'HassTurnOff': {
      const best = reading.domains[0];
      return best !== undefined && best.domain !== 'none' && best.probability > 0.5 ? best.domain : undefined;
    }
    default:
      return undefined;
  }
}

function inDomain(
  scene: Scene,
  mentions: Mentions,
  domain: string,
  allowed: (d: EntityDefinition) => boolean,
): Implied[] {
  const isMeant = (definition: EntityDefinition) =>
    allowed(definition) && !(domain === 'climate' && isAppliance(definition));
  const all = scene.lexicon.inDomain(domain).filter((index) => isMeant(definitionOf(scene, index)));
  if (all.length === 0) return [];
  if (mentions.there) {
    const areas = new Set(lastTargets(scene).map((index) => scene.lexicon.entities[index]?.area));
    const entities = all.filter((index) => areas.has(scene.lexicon.entities[index]?.area));
    return entities.length === 0 ? [] : [{ entities, because: 'there' }];
  }
  const near =
    scene.area === undefined ? [] : all.filter((index) => scene.lexicon.entities[index]?.area === scene.area);
  const singles = (list: readonly number[], because: Implied['because']) =>
    list.slice(0, limits.impliedOptionsMax).map((index) => ({ entities: [index], because }));
  if (domain === 'light' || (domain === 'cover' && near.length > 0)) {
    if (near.length > 0) return [{ entities: near, because: 'here' }];
    return all.length === 1 ? [{ entities: all, because: 'only' }] : singles(all, 'any');
  }
  if (mentions.here && near.length > 0) return singles(near, 'here');
  if (all.length === 1) return [{ entities: all, because: 'only' }];
  // A player that plays in another room may still be the one that is meant, so all are options and the ranker weighs them.
  return [
    ...singles(near, 'here'),
    ...singles(
      all.filter((index) => !near.includes(index)),
      'any',
    ),
  ].slice(0, limits.impliedOptionsMax);
}
