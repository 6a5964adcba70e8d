import type { EntityDefinition } from '../domain/entity.ts';
import type { Mention } from '../domain/reading.ts';
import { APPLIANCE_WORDS } from './concepts.ts';
import { AREA, CLASS, FLOOR, type Lexicon, NAME, PART, type Place } from './lexicon.ts';
import type { Group, Mentions } from './mentions.ts';
import { isPlural, stemsOf } from './stems.ts';

/** How surely words name an entity: its whole name, part of its name, the class it belongs to, only the place it is in. */
export type Tier = 'exact' | 'named' | 'class' | 'place';

export interface Match {
  /** Indices into the lexicon; never empty. */
  readonly entities: readonly number[];
  readonly tier: Tier;
  /** A word was taken for one that is spelt or sounds alike. */
  readonly fuzzy: boolean;
  readonly plural: boolean;
  /** Places that were said and found. */
  readonly places: readonly Place[];
  readonly words: string;
}

export interface Unmatched {
  readonly kind: 'place' | 'target';
  readonly words: string;
}

export type Resolved = { readonly match: Match } | { readonly unmatched: Unmatched };

/** Words for the whole home: a place that filters nothing. */
const WHOLE = new Set([
  'house',
  'home',
  'everywhere',
  'everything',
  'room',
  'area',
  'floor',
  'apartment',
  'flat',
  'building',
  'place',
  'interior',
  'inside',
  'indoor',
]);
/** Words of a mention that may stay unexplained: they name no thing of their own. */
const FILLER = new Set([
  'thing',
  'device',
  'unit',
  'system',
  'appliance',
  'smart',
  'level',
  'one',
  '1',
  'value',
  'sensor',
  'reading',
  'setting',
  'room',
  'stuff',
  'current',
  'house',
  'home',
  'interior',
  'inside',
  'his',
  'her',
]);
/** Rooms that everybody calls by several names. No floors and no "attic" for a loft: a place this home lacks is not another. */
const SYNONYMS: readonly (readonly string[])[] = [
  ['outside', 'outdoor', 'exterior'],
  ['living room', 'lounge', 'sitting room'],
  ['bathroom', 'washroom', 'restroom'],
  ['hallway', 'hall', 'corridor'],
  ['kid room', 'child room', 'children room'],
  ['office', 'study'],
];

export type Allowed = (definition: EntityDefinition) => boolean;

/**
 * Takes words for the whole home, or for "the room" one is in, out of the things that are named: "the house" is no device.
 */
export function withoutWhole(mentions: Mentions): Mentions {
  const isWhole = (group: Group) =>
    [...group.targets, ...group.places].every((mention) => stemsOf(mention.text).every((word) => WHOLE.has(word)));
  const whole = mentions.groups.filter(isWhole);
  if (whole.length === 0) return mentions;
  const room = whole.some((group) => /\broom\b/i.test(textOf(group)));
  return {
    ...mentions,
    groups: mentions.groups.filter((group) => !whole.includes(group)),
    all: mentions.all || !room,
    here: mentions.here || (room && !mentions.all),
  };
}

/** Finds what a group of words names among the entities that `allowed` lets through. Never widens: a word that nothing
 * explains leaves the group unmatched. */
export function resolveGroup(lexicon: Lexicon, group: Group, allowed: Allowed): Resolved {
  const words = textOf(group);
  const targetStems = group.targets.flatMap((mention) => stemsOf(mention.text));
  const plural = group.targets.length > 0 && isPlural(lastWord(group.targets.at(-1)));
  const placed = group.places.map((mention) => ({ mention, found: findPlaces(lexicon, mention) }));
  const whole = placed.every(({ found }) => found === 'whole');
  const places = placed.flatMap(({ found }) => (found === 'whole' || found === undefined ? [] : found.places));
  const placeFuzzy = placed.some(({ found }) => typeof found === 'object' && found.fuzzy);

  const asName = matchStems(lexicon, mergedStems(group), undefined, allowed);
  if (
    asName !== undefined &&
    asName.tier === 'exact' &&
    !(plural && generalises(lexicon, asName, targetStems, places, allowed))
  ) {
    return {
      match: {
        ...asName,
        // Two that are called alike are both meant by the plural.
        plural: plural && asName.entities.length > 1 && !isNamedPlural(lexicon, asName),
        places: places.filter((p) => asName.entities.every((e) => isIn(lexicon, e, p))),
        words,
      },
    };
  }
  const unknown = placed.find(({ found }) => found === undefined);
  if (unknown !== undefined) {
    // Not a place of this home, but perhaps part of a name ("play corner lights").
    if (asName !== undefined && asName.tier !== 'place') return { match: { ...asName, plural, places: [], words } };
    return { unmatched: { kind: 'place', words: unknown.mention.text } };
  }
  const within = withinAll(lexicon, group, allowed);
  const where = whole ? [] : places;
  const hung = HUNG.get(targetStems.join(' '));
  const match =
    matchPlaced(lexicon, targetStems, where, within) ??
    (hung === undefined ? undefined : matchPlaced(lexicon, [hung], where, within));
  if (match !== undefined) return { match: { ...match, fuzzy: match.fuzzy || placeFuzzy, plural, places, words } };
  // "the aquarium lights", where the aquarium is a switch that is called so.
  const lit = /^(?:light|lamp)$/.test(targetStems.at(-1) ?? '') ? targetStems.slice(0, -1) : [];
  const carrier = lit.some((word) => APPLIANCE_WORDS.has(word))
    ? undefined
    : matchPlaced(lexicon, lit, where, (d) => d.domain === 'switch' && within(d));
  if (lit.length > 0 && carrier?.tier === 'exact' && !carrier.fuzzy && carrier.entities.length === 1)
    return { match: { ...carrier, plural: false, places, words } };
  if (asName !== undefined && asName.tier === 'named') return { match: { ...asName, plural, places: [], words } };
  const both = group.within?.map((one) => one.text).join(' and ');
  if (both !== undefined)
    return { unmatched: { kind: 'target', words: `${words.slice(0, -both.length).trim()} in the ${both}` } };
  const place = places.map((one) => one.name).join(' and ');
  const thing = group.targets.map((mention) => mention.text).join(' ');
  return {
    unmatched: {
      kind: 'target',
      words: place === '' ? words : `${thing === '' ? 'such thing' : thing} in the ${place}`,
    },
  };
}

/** What hangs at a window is called by either name; nothing else is meant by it where there is no such thing. */
const HUNG = new Map([
  ['blind', 'curtain'],
  ['curtain', 'blind'],
  ['drape', 'blind'],
  ['shade', 'curtain'],
]);

/** Narrowed to what is in every place of `within`; one that this home lacks leaves nothing. */
function withinAll(lexicon: Lexicon, { within = [] }: Group, allowed: Allowed): Allowed {
  const found = within.map((mention) => findPlaces(lexicon, mention)).filter((one) => one !== 'whole');
  if (found.length === 0) return allowed;
  return (definition) => {
    const index = lexicon.indexOf(definition.id);
    const isThere = (one: (typeof found)[number]) =>
      index !== undefined && one?.places.some((place) => isIn(lexicon, index, place)) === true;
    return found.every(isThere) && allowed(definition);
  };
}

/** "the kitchen lights" where one light is called "Kitchen Light": the plural means all that are there. */
function generalises(
  lexicon: Lexicon,
  exact: StemMatch,
  targetStems: readonly string[],
  places: readonly Place[],
  allowed: Allowed,
): boolean {
  if (isNamedPlural(lexicon, exact)) return false;
  const general = matchPlaced(lexicon, targetStems, places, (d) => allowed(d));
  return general !== undefined && general.entities.length > exact.entities.length;
}

function isNamedPlural(lexicon: Lexicon, { entities }: StemMatch): boolean {
  const name = lexicon.entities[entities[0] ?? -1]?.definition.name ?? '';
  return isPlural(name.toLowerCase().split(' ').at(-1) ?? '');
}

function matchPlaced(
  lexicon: Lexicon,
  stems: readonly string[],
  places: readonly Place[],
  allowed: Allowed,
): StemMatch | undefined {
  if (places.length === 0) return stems.length === 0 ? undefined : matchStems(lexicon, stems, undefined, allowed);
  const parts = places.map((place) => matchStems(lexicon, stems, place, allowed)).filter((part) => part !== undefined);
  const best = parts.some((part) => part.tier === 'exact') ? 'exact' : parts[0]?.tier;
  if (best === undefined || (parts.length < places.length && stems.length > 0 && parts.length === 0)) return undefined;
  return {
    entities: [...new Set(parts.flatMap((part) => part.entities))],
    tier: best,
    fuzzy: parts.some((part) => part.fuzzy),
  };
}

interface StemMatch {
  readonly entities: readonly number[];
  readonly tier: Tier;
  readonly fuzzy: boolean;
}

/** Entities that every stem is tied to: by name, class or place. */
export function matchStems(
  lexicon: Lexicon,
  stems: readonly string[],
  place: Place | undefined,
  allowed: Allowed,
): StemMatch | undefined {
  if (stems.length === 0) return place === undefined ? undefined : inPlace(lexicon, place, allowed);
  const known = correctSpelling(lexicon, stems);
  if (known === undefined) return undefined;
  const { stems: words, fuzzy } = known;
  if (words.length === 0) return place === undefined ? undefined : inPlace(lexicon, place, allowed);
  const lists = words.map((word) => lexicon.postings(word) ?? new Map<number, number>());
  const smallest = lists.reduce((a, b) => (b.size < a.size ? b : a));
  const exact: number[] = [];
  const named: number[] = [];
  const general: number[] = [];
  for (const index of smallest.keys()) {
    const entity = lexicon.entities[index];
    if (entity === undefined || !allowed(entity.definition)) continue;
    if (place !== undefined && !isIn(lexicon, index, place)) continue;
    const masks = lists.map((list) => list.get(index) ?? 0);
    if (!words.every((word) => lexicon.isWhole(index, word, words))) continue;
    if (isExact(entity.names, words, masks)) exact.push(index);
    else if (masks.some((mask) => mask === NAME)) named.push(index);
    else if (masks.some((mask) => (mask & (CLASS | PART | NAME)) !== 0)) general.push(index);
  }
  if (exact.length > 0) {
    // "the fan", where one is called just that and another "Gym Fan": a fan all the same.
    const list = words.length === 1 ? lists[0] : undefined;
    const alike = general.filter((index) => ((list?.get(index) ?? 0) & (NAME | CLASS)) === (NAME | CLASS));
    return alike.length > 0
      ? { entities: [...exact, ...alike], tier: 'class', fuzzy }
      : { entities: exact, tier: 'exact', fuzzy };
  }
  const fitting = place?.kind === 'floor' ? general : particular(words, lists, general);
  if (fitting.length < general.length) return { entities: fitting, tier: 'class', fuzzy };
  // A name that goes on past the class ("Kitchen ceiling" for "kitchen") must not shut out the class itself.
  if (general.length > 0)
    return { entities: named.length > 0 && words.length > 1 ? [...general, ...named] : general, tier: 'class', fuzzy };
  if (named.length > 0) return { entities: named, tier: 'named', fuzzy };
  return undefined;
}

/** Kinds of light that a household tells apart: "the lamp" is not the ceiling light where something is called a lamp. */
const KINDS_OF_LIGHT = new Set(['lamp', 'bulb', 'led']);

function particular(
  words: readonly string[],
  lists: readonly ReadonlyMap<number, number>[],
  general: readonly number[],
): readonly number[] {
  const picky = words.findIndex((word) => KINDS_OF_LIGHT.has(word));
  const called = picky < 0 ? [] : general.filter((index) => ((lists[picky]?.get(index) ?? 0) & NAME) !== 0);
  return called.length > 0 ? called : general;
}

function inPlace(lexicon: Lexicon, place: Place, allowed: Allowed): StemMatch | undefined {
  const entities: number[] = [];
  lexicon.entities.forEach((entity, index) => {
    if (isIn(lexicon, index, place) && allowed(entity.definition)) entities.push(index);
  });
  return entities.length === 0 ? undefined : { entities, tier: 'place', fuzzy: false };
}

/** The words are a whole name; a place word may be said besides ("living room smart curtain"). */
function isExact(names: readonly (readonly string[])[], words: readonly string[], masks: readonly number[]): boolean {
  return names.some((name) => {
    const inName = words.filter((word) => name.includes(word));
    if (new Set(inName).size !== new Set(name).size) return false;
    return words.every((word, i) => name.includes(word) || ((masks[i] ?? 0) & (AREA | FLOOR | CLASS)) !== 0);
  });
}

function correctSpelling(lexicon: Lexicon, stems: readonly string[]): { stems: string[]; fuzzy: boolean } | undefined {
  const words: string[] = [];
  let fuzzy = false;
  for (let i = 0; i < stems.length; i++) {
    const word = stems[i] ?? '';
    if (lexicon.postings(word) !== undefined) {
      words.push(word);
      continue;
    }
    const joined = word + (stems[i + 1] ?? '');
    if (stems[i + 1] !== undefined && lexicon.postings(joined) !== undefined) {
      words.push(joined);
      i++;
      continue;
    }
    if (FILLER.has(word)) continue;
    const synonym = synonymsOf(word).find((other) => lexicon.postings(other) !== undefined);
    if (synonym !== undefined) {
      words.push(synonym);
      continue;
    }
    const similar = lexicon.similar(word).find((other) => lexicon.postings(other) !== undefined);
    if (similar === undefined) return undefined;
    words.push(similar);
    fuzzy = true;
  }
  return { stems: words, fuzzy };
}

function synonymsOf(word: string): string[] {
  return SYNONYMS.filter((set) => set.includes(word)).flatMap((set) =>
    set.filter((other) => other !== word && !other.includes(' ')),
  );
}

export type FoundPlaces = 'whole' | { readonly places: readonly Place[]; readonly fuzzy: boolean };

/** The areas and floors that a mention names; undefined where this home has none such. */
export function findPlaces(lexicon: Lexicon, mention: Pick<Mention, 'text'>): FoundPlaces | undefined {
  const said = stemsOf(mention.text);
  const isKnown = (word: string) => lexicon.places.some(({ names }) => names.flat().includes(word));
  const stems = said.filter((word) => !/^(?:his|her)$/.test(word) || isKnown(word));
  // Nobody knows which is "her room".
  if (stems.length < said.length && stems.every((word) => WHOLE.has(word))) return undefined;
  if (stems.every((word) => WHOLE.has(word)))
    return lexicon.places.length > 0 && exactPlaces(lexicon, stems).length > 0
      ? { places: exactPlaces(lexicon, stems), fuzzy: false }
      : 'whole';
  const exact = exactPlaces(lexicon, stems);
  if (exact.length > 0) return { places: exact, fuzzy: false };
  const part = lexicon.places.filter((place) => place.names.some((name) => stems.every((word) => name.includes(word))));
  if (part.length > 0) return { places: part, fuzzy: false };
  const joined = stems.join('');
  const spelt = lexicon.places.filter((place) => place.names.some((name) => name.join('') === joined));
  if (spelt.length > 0) return { places: spelt, fuzzy: false };
  for (const set of SYNONYMS.filter((words) => words.includes(stems.join(' ')))) {
    const same = set.flatMap((name) => exactPlaces(lexicon, name.split(' ')));
    if (same.length === 1) return { places: same, fuzzy: false };
  }
  const similar = stems.map((word) =>
    lexicon.places.some((p) => p.names.flat().includes(word)) ? word : (lexicon.similar(word)[0] ?? word),
  );
  const slipped = exactPlaces(lexicon, similar);
  return slipped.length > 0 ? { places: slipped, fuzzy: true } : undefined;
}

function exactPlaces(lexicon: Lexicon, stems: readonly string[]): Place[] {
  return lexicon.places.filter((place) =>
    place.names.some((name) => name.length === stems.length && name.every((word, i) => word === stems[i])),
  );
}

export function isIn(lexicon: Lexicon, index: number, place: Place): boolean {
  const entity = lexicon.entities[index];
  return place.kind === 'area' ? entity?.area === place.name : entity?.floor === place.name;
}

function mergedStems(group: Group): string[] {
  return spansOf(group).flatMap((mention) => stemsOf(mention.text));
}

function textOf(group: Group): string {
  return spansOf(group)
    .map((mention) => mention.text)
    .join(' ');
}

function spansOf({ targets, places, within = [] }: Group): Mention[] {
  return [...places, ...targets, ...within].sort((a, b) => a.from - b.from);
}

function lastWord(mention: Mention | undefined): string {
  return mention?.text.toLowerCase().split(/\s+/).at(-1) ?? '';
}
