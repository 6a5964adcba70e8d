import type { EntityDefinition, EntityId } from '../domain/entity.ts';
import type { Intent } from '../domain/intent.ts';
import type { Mention, Reading } from '../domain/reading.ts';
import { statesSaid } from '../domain/states.ts';
import { actuates, canBeAbout, EVERYTHING, needsValue } from './intents.ts';
import type { Lexicon } from './lexicon.ts';
import type { Mentions } from './mentions.ts';
import type { Scene } from './scene.ts';
import { mentionOf, saidOf } from './slots.ts';
import { isAppliance } from './special.ts';
import { stem, stemsOf } from './stems.ts';
import { countSaid, lastTargets } from './talked.ts';
import { type Allowed, findPlaces, isIn, type Match, matchStems, resolveGroup, type Unmatched } from './targets.ts';

/** One set of entities that the words could mean. */
export interface Reference {
  /** Several rooms' things, though no room and no "all" was said and nobody knows where the speaker is. */
  readonly wide?: boolean;
  readonly entities: readonly number[];
  readonly match: Match;
}

export type References =
  | { readonly kind: 'found'; readonly options: readonly Reference[] }
  | { readonly kind: 'unmatched'; readonly what: Unmatched }
  | { readonly kind: 'none' };

/** Domains whose class noun in the singular still means all that are in the room: "turn off the light". */
const COLLECTIVE = new Set(['light', 'cover']);

/** The sets of entities that the named groups can mean for this intent. */
export function referencesOf(scene: Scene, reading: Reading, mentions: Mentions, intent: Intent): References {
  if (mentions.groups.length === 0) return { kind: 'none' };
  const allowed = allowedFor(scene, reading, intent);
  const perGroup: Reference[][] = [];
  const all = mentions.groups.map((group) => resolveWithState(scene.lexicon, reading, group, allowed, intent));
  // "the amount of energy from solar production": what is named whole is asked about, the rest says what of it.
  const named = all.filter((one) => 'match' in one && one.match.tier === 'exact');
  for (const resolved of intent === 'HassGetState' && named.length > 0 ? named : all) {
    if ('unmatched' in resolved) return { kind: 'unmatched', what: resolved.unmatched };
    perGroup.push(optionsOf(scene, reading, mentions, resolved.match, intent));
  }
  const options = perGroup.length === 1 ? (perGroup[0] ?? []) : [joined(perGroup)];
  const kept = options.map((option) => without(scene, mentions, option)).filter((option) => option.entities.length > 0);
  return { kind: 'found', options: kept };
}

export function allowedFor(scene: Scene, reading: Reading, intent: Intent): Allowed {
  const said = saidOf(reading);
  const kinds = isOne(reading) ? kindsBefore(scene) : undefined;
  return (definition) => canBeAbout(intent, definition, said) && kinds?.has(definition.domain) !== false;
}

/** "close the left blind and open the right ONE": one of the kind that the clause before was about. */
function kindsBefore({ before, home }: Scene): ReadonlySet<string | undefined> | undefined {
  return before && before.targets.length > 0
    ? new Set(before.targets.map((id) => home.definition(id)?.domain))
    : undefined;
}

function isOne({ words, mentions }: Reading): boolean {
  return words.some(({ text }, at) => /^ones?$/.test(text) && mentions.some(({ to }) => to === at));
}

/** A question's state word can say what is asked about: "is the kitchen occupied", "is the phone plugged in". */
function resolveWithState(
  lexicon: Lexicon,
  reading: Reading,
  group: Mentions['groups'][number],
  allowed: Allowed,
  intent: Intent,
) {
  const state = mentionOf(reading, 'state');
  if (intent !== 'HassGetState' || state === undefined) return resolveGroup(lexicon, group, allowed);
  const fits: Allowed = (definition) => allowed(definition) && statesSaid(definition, state.text).length > 0;
  const asNoun = resolveGroup(lexicon, { ...group, targets: [...group.targets, state] }, fits);
  if ('match' in asNoun && asNoun.match.tier !== 'exact') return asNoun;
  const fitting = resolveGroup(lexicon, group, fits);
  return 'match' in fitting ? fitting : narrowed(lexicon, group, state, allowed);
}

/** "the CO2 LEVEL of the heat pump": what was taken for a state may be what is measured, and then names fewer things. */
function narrowed(lexicon: Lexicon, group: Mentions['groups'][number], state: Mention, allowed: Allowed) {
  const plain = resolveGroup(lexicon, group, allowed);
  if (!('match' in plain) || plain.match.entities.length < 2) return plain;
  const measured = { ...state, text: state.text.replace(/\b(?:levels?|values?|readings?|amount)\b/gi, ' ').trim() };
  if (measured.text === '') return plain;
  const all = resolveGroup(lexicon, { ...group, targets: [...group.targets, measured] }, allowed);
  const isFewer =
    'match' in all &&
    !all.match.fuzzy &&
    all.match.entities.length < plain.match.entities.length &&
    all.match.entities.every((index) => plain.match.entities.includes(index));
  return isFewer ? all : plain;
}

/** A singular that fits several is several options; a plural, a class with its place, and a name are one. */
export function optionsOf(
  scene: Scene,
  reading: Reading,
  mentions: Mentions,
  match: Match,
  intent: Intent,
): Reference[] {
  const { lexicon } = scene;
  const whole = { entities: match.entities, match };
  if (match.entities.length === 1) return [whole];
  const question = !actuates(intent);
  const measured = byMeasure(lexicon, reading, match);
  if (measured !== undefined) return [{ entities: [measured], match }];
  const named = match.tier === 'exact' || match.tier === 'named';
  if (named && !match.plural && !mentions.all && !question)
    return match.entities.map((entity) => ({ entities: [entity], match }));
  const domain = headDomain(reading, match, lexicon);
  const head = stemsOf(match.words).at(-1) ?? '';
  const isCalled = (e: number) => lexicon.entities[e]?.names.some((name) => name.at(-1) === head) === true;
  const ofKind =
    domain === undefined
      ? match.entities
      : match.entities.filter((e) => lexicon.entities[e]?.definition.domain === domain || isCalled(e));
  const entities = match.tier === 'place' ? inRoom(lexicon, match.entities, ofKind, mentions, intent) : ofKind;
  if (entities.length === 0) return [];
  const set = { entities, match };
  const count = countSaid(reading);
  if (count !== undefined && mentions.groups.length === 1 && match.places.length === 0)
    return [countedOf(scene, set, count, isCalled)];
  if (match.places.length > 0 || (mentions.all && !mentions.here) || (question && !mentions.here)) return [set];
  const there = mentions.there ? thereOf(scene, entities) : [];
  if (there.length > 0) return [{ entities: there, match }];
  // "over there", and nothing was talked about: nobody knows where.
  if (mentions.there && !mentions.here && !question && isPointedAt(reading)) return [];
  const near = entities.filter((e) => scene.area !== undefined && lexicon.entities[e]?.area === scene.area);
  const collective =
    match.plural || mentions.all || entities.every((e) => COLLECTIVE.has(lexicon.entities[e]?.definition.domain ?? ''));
  if (near.length > 0 && (collective || near.length === 1)) {
    return [{ entities: near, match }];
  }
  if (mentions.here && near.length === 0) return [];
  if (match.plural) return [{ ...set, wide: spansAreas(lexicon, entities) }];
  return (near.length > 0 ? near : entities).map((entity) => ({ entities: [entity], match }));
}

/** Nobody warms a room with its oven; and "everything in the room" is no more than "everything" is. */
function inRoom(
  lexicon: Lexicon,
  there: readonly number[],
  ofKind: readonly number[],
  mentions: Mentions,
  intent: Intent,
): readonly number[] {
  const definitionOf = (index: number) => lexicon.entities[index]?.definition;
  if (mentions.all && (intent === 'HassTurnOn' || intent === 'HassTurnOff') && mentions.isEverything)
    return there.filter((index) => EVERYTHING[intent].has(definitionOf(index)?.domain ?? ''));
  const isMeant = (definition: EntityDefinition | undefined) => definition !== undefined && !isAppliance(definition);
  return needsValue(intent) ? ofKind.filter((index) => isMeant(definitionOf(index))) : ofKind;
}

/** "both lamps": the room's two, the two of the home, or the two that are called so; where there are more, that is asked. */
function countedOf(scene: Scene, set: Reference, count: number, isCalled: (index: number) => boolean): Reference {
  const { entities, match } = set;
  const near = entities.filter((e) => scene.area !== undefined && scene.lexicon.entities[e]?.area === scene.area);
  const those = [near, entities, near.filter(isCalled), entities.filter(isCalled)].find(
    (list) => list.length === count,
  );
  return those === undefined
    ? { entities: near.length > count ? near : entities, match, wide: true }
    : { entities: those, match };
}

function isPointedAt({ words }: Reading): boolean {
  return words.some(({ text }, at) => text === 'there' && /^(?:over|up|down|out|in)$/.test(words[at - 1]?.text ?? ''));
}

/** "turn off the lights in there": where what was talked about last is. */
function thereOf(scene: Scene, entities: readonly number[]): readonly number[] {
  const areas = new Set(lastTargets(scene).flatMap((index) => scene.lexicon.entities[index]?.area ?? []));
  return entities.filter((index) => areas.has(scene.lexicon.entities[index]?.area ?? ''));
}

function spansAreas(lexicon: Lexicon, entities: readonly number[]): boolean {
  return new Set(entities.map((index) => lexicon.entities[index]?.area)).size > 1;
}

/** Of several sensors with one name, the one whose class the words spell out best: "the wind speed at the weather station". */
function byMeasure(lexicon: Lexicon, reading: Reading, match: Match): number | undefined {
  if (match.tier !== 'exact') return undefined;
  const said = new Set(reading.words.map((word) => stem(word.text)));
  const scored = match.entities.map((index) => {
    const words = stemsOf((lexicon.entities[index]?.definition.deviceClass ?? '').replaceAll('_', ' ')).filter(
      (word) => word !== '',
    );
    return { index, share: words.filter((word) => said.has(word)).length / Math.max(1, words.length) };
  });
  scored.sort((a, b) => b.share - a.share);
  const [first, second] = scored;
  if (first !== undefined && first.share > (second?.share ?? 0)) return first.index;
  if (!AMOUNT.test(reading.text)) return undefined;
  const amounts = match.entities.filter((index) => !RATE.test(lexicon.entities[index]?.definition.deviceClass ?? ''));
  return amounts.length === 1 ? amounts[0] : undefined;
}

/** What has gathered, and the classes of what goes by the hour. */
const AMOUNT = /\b(?:total|accumulated|cumulative|overall|amount|so far)\b/i;
const RATE = /_(?:intensity|rate|speed)$/;

/** Where only a place was said, or a word that several kinds share, the model's idea of the kind decides. */
function headDomain(reading: Reading, match: Match, lexicon: Lexicon): string | undefined {
  const present = new Set(match.entities.map((e) => lexicon.entities[e]?.definition.domain));
  if (present.size < 2) return undefined;
  const best = reading.domains.find((one) => present.has(one.domain) && one.probability > 0.02);
  if (best !== undefined) return best.domain;
  return match.tier === 'place' && present.has('light') ? 'light' : undefined;
}

function joined(groups: readonly (readonly Reference[])[]): Reference {
  const firsts = groups.flatMap((options) => options[0] ?? []);
  const match = firsts[0]?.match ?? { entities: [], tier: 'class', fuzzy: false, plural: true, places: [], words: '' };
  return {
    entities: [...new Set(firsts.flatMap((reference) => reference.entities))],
    match: {
      ...match,
      fuzzy: firsts.some((reference) => reference.match.fuzzy),
      places: firsts.flatMap((reference) => reference.match.places),
      words: firsts.map((reference) => reference.match.words).join(' and '),
    },
  };
}

function without(scene: Scene, mentions: Mentions, reference: Reference): Reference {
  const entities = spared(scene, mentions, reference.entities);
  return entities === reference.entities ? reference : { ...reference, entities };
}

/** The entities less those that are excepted; none where what is to be spared cannot be found, since it might be any. */
export function spared(scene: Scene, mentions: Mentions, entities: readonly number[]): readonly number[] {
  if (mentions.excepts.length === 0) return entities;
  const { lexicon } = scene;
  const out = new Set<number>();
  for (const mention of mentions.excepts) {
    if (mention.tag === 'here') {
      for (const index of entities) if (lexicon.entities[index]?.area === scene.area) out.add(index);
      continue;
    }
    const places = findPlaces(lexicon, mention);
    if (places !== undefined && places !== 'whole') {
      for (const index of entities) if (places.places.some((place) => isIn(lexicon, index, place))) out.add(index);
      continue;
    }
    const match = matchStems(lexicon, stemsOf(mention.text), undefined, () => true);
    if (match === undefined) return [];
    for (const index of match.entities) out.add(index);
  }
  return entities.filter((index) => !out.has(index));
}

export function idsOf(lexicon: Lexicon, entities: readonly number[]): EntityId[] {
  return entities.flatMap((index) => lexicon.entities[index]?.definition.id ?? []).sort();
}
