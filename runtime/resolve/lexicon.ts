import type { HomeView } from '../domain/context.ts';
import type { EntityDefinition } from '../domain/entity.ts';
import { soundDistance } from '../domain/sound.ts';
import { CONCEPTS, conceptsOf } from './concepts.ts';
import { hasTemperature } from './intents.ts';
import { deletions, soundKey, stem, stemsOf } from './stems.ts';

/** How a word is tied to an entity. */
export const NAME = 1;
export const CLASS = 2;
export const AREA = 4;
export const FLOOR = 8;
/** It is part of what the class is called, and says nothing without the rest: "water" of "water heater". */
export const PART = 16;

/** One entity as the resolver sees it. */
export interface LexEntity {
  readonly definition: EntityDefinition;
  /** Its name and aliases, each as stems. */
  readonly names: readonly (readonly string[])[];
  readonly area: string | undefined;
  readonly floor: string | undefined;
  /** What its classes are called in several words, each as stems. */
  readonly phrases: readonly (readonly string[])[];
}

export interface Place {
  readonly name: string;
  readonly kind: 'area' | 'floor';
  readonly names: readonly (readonly string[])[];
  readonly floor: string | undefined;
}

/** Everything this home can be called by, indexed by stem; built once for each version of its definitions. */
export class Lexicon {
  readonly version: number;
  readonly entities: readonly LexEntity[];
  readonly places: readonly Place[];
  /** Entities that know a temperature, thermostats first. */
  readonly thermometers: readonly number[];
  /** stem → entity index → NAME | CLASS | AREA | FLOOR. */
  readonly #postings = new Map<string, Map<number, number>>();
  readonly #byId = new Map<string, number>();
  readonly #names = new Set<string>();
  readonly #byDomain = new Map<string, number[]>();
  readonly #deleted = new Map<string, Set<string>>();
  readonly #sounds = new Map<string, Set<string>>();

  constructor(home: HomeView) {
    this.version = home.definitionsVersion;
    this.places = placesOf(home);
    const floorOfArea = new Map(this.places.filter((p) => p.kind === 'area').map((p) => [p.name, p.floor]));
    const placeStems = new Map(this.places.map((place) => [`${place.kind}:${place.name}`, place.names.flat()]));
    const entities: LexEntity[] = [];
    for (const definition of home.definitions()) {
      const names = namesOf(definition);
      const floor = definition.area === undefined ? undefined : floorOfArea.get(definition.area);
      const phrases: string[][] = [];
      const index = entities.push({ definition, names, area: definition.area, floor, phrases }) - 1;
      this.#byId.set(definition.id, index);
      // A list is called "shopping list" by everybody, whether this home has one or not.
      if (definition.domain !== 'todo') for (const name of names) this.#names.add(name.join(' '));
      push(this.#byDomain, definition.domain, index);
      for (const word of names.flat()) this.#post(word, index, NAME);
      phrases.push(...this.#postClasses(definition, index, names.flat()));
      for (const word of placeStems.get(`area:${definition.area}`) ?? []) this.#post(word, index, AREA);
      for (const word of placeStems.get(`floor:${floor}`) ?? []) this.#post(word, index, FLOOR);
    }
    this.entities = entities;
    const warm = entities.flatMap(({ definition }, index) => (hasTemperature(definition) ? [index] : []));
    const isThermostat = (index: number) => (entities[index]?.definition.domain === 'climate' ? 0 : 1);
    this.thermometers = warm.sort((a, b) => isThermostat(a) - isThermostat(b) || a - b);
    this.#indexSpellings();
  }

  indexOf(id: string): number | undefined {
    return this.#byId.get(id);
  }

  /** Is it a word of every home, a room or a kind of thing, rather than somebody's own? */
  isPlain(word: string): boolean {
    return PLAIN.has(stem(word));
  }

  /** Are these words, articles aside, the whole name of an entity? */
  isName(words: readonly string[]): boolean {
    return this.#names.has(words.map(stem).join(' '));
  }

  inDomain(domain: string): readonly number[] {
    return this.#byDomain.get(domain) ?? [];
  }

  postings(word: string): ReadonlyMap<number, number> | undefined {
    return this.#postings.get(word);
  }

  /** Words of this home that the given one could be a slip for, nearest first: one edit away, or of the same sound. */
  similar(word: string): string[] {
    if (word.length < 4 || PLAIN.has(word)) return [];
    const found = new Set<string>();
    for (const cut of deletions(word)) for (const other of this.#deleted.get(cut) ?? []) found.add(other);
    for (const other of this.#sounds.get(soundKey(word)) ?? []) found.add(other);
    found.delete(word);
    return [...found]
      .map((other) => ({ other, distance: soundDistance(word, other) }))
      .filter(
        ({ distance }) => distance <= (word.length < LONG_WORD ? SLIP_DISTANCE_MAX.short : SLIP_DISTANCE_MAX.long),
      )
      .sort((a, b) => a.distance - b.distance || (a.other < b.other ? -1 : 1))
      .map(({ other }) => other);
  }

  #post(word: string, index: number, mask: number): void {
    let list = this.#postings.get(word);
    if (list === undefined) {
      list = new Map();
      this.#postings.set(word, list);
    }
    list.set(index, (list.get(index) ?? 0) | mask);
  }

  /** The class's names of several words; those of one are posted as they stand. */
  #postClasses(definition: EntityDefinition, index: number, nameStems: readonly string[]): string[][] {
    const stems = new Set([...nameStems, ...stemsOf(definition.device?.name ?? '')]);
    const nouns = conceptsOf(definition, stems).flatMap((concept) => concept.nouns);
    // Without a concept of its own a domain or device class is still called by its name: "siren", "humidifier".
    const own = [definition.domain, definition.deviceClass ?? ''].map((name) =>
      stemsOf(name.replaceAll('_', ' ')).filter((word) => !GENERIC.has(word)),
    );
    const all = [...nouns, ...own].filter((noun) => noun.length > 0);
    for (const noun of all) for (const word of noun) this.#post(word, index, noun.length === 1 ? CLASS : PART);
    return all.filter((noun) => noun.length > 1).map((noun) => [...noun]);
  }

  /** Whether a word that is only part of what the entity's class is called was said with the rest of it, or of its name. */
  isWhole(index: number, word: string, words: readonly string[]): boolean {
    const mask = this.#postings.get(word)?.get(index);
    if (mask !== PART) return mask !== undefined;
    const entity = this.entities[index];
    const names = new Set(entity?.names.flat());
    return (
      entity?.phrases.some(
        (noun) => noun.includes(word) && noun.every((one) => words.includes(one) || names.has(one)),
      ) === true
    );
  }

  #indexSpellings(): void {
    const words = new Set([...this.#postings.keys(), ...this.places.flatMap((place) => place.names.flat())]);
    for (const word of words) {
      if (word.length < 4) continue;
      for (const cut of deletions(word)) add(this.#deleted, cut, word);
      add(this.#sounds, soundKey(word), word);
    }
  }
}

/** Words of every home: said plainly, they are no slip for one another (a bathroom is no bedroom). */
const PLAIN = new Set([
  ...CONCEPTS.flatMap((concept) => concept.nouns.flatMap(stemsOf)),
  ...'bathroom bedroom kitchen living dining office hall hallway garage garden basement attic loft cellar nursery laundry pantry porch balcony patio terrace study library lounge den closet entrance landing stair conservatory sunroom playroom gym studio workshop shed utility ensuite toilet room upstair downstair ground first second third floor guest master kid child'.split(
    ' ',
  ),
]);
/** How far a slip may sound from the word it stands for, in short words and in long ones; see domain/sound.ts. */
const SLIP_DISTANCE_MAX = { short: 0.18, long: 0.3 } as const;
const LONG_WORD = 7;
const GENERIC = new Set(['binary', 'player', 'panel', 'control', 'number', 'select', 'text']);

function namesOf(definition: EntityDefinition): string[][] {
  const names = [definition.name, ...definition.aliases].map(stemsOf).filter((name) => name.length > 0);
  const device = definition.device?.name;
  if (device !== undefined) {
    const stems = stemsOf(device);
    // An entity named only for what it measures is called by its device's name as well.
    if (stems.length > 0 && !stems.every((word) => names[0]?.includes(word)))
      names.push([...stems, ...(names[0] ?? [])]);
  }
  return names;
}

function placesOf(home: HomeView): Place[] {
  const { areas, floors } = home.household;
  const places: Place[] = areas.map((area) => ({
    name: area.name,
    kind: 'area',
    names: [area.name, ...area.aliases].map(stemsOf),
    floor: area.floor,
  }));
  const known = new Set(areas.map((area) => area.name));
  for (const definition of home.definitions()) {
    if (definition.area === undefined || known.has(definition.area)) continue;
    known.add(definition.area);
    places.push({ name: definition.area, kind: 'area', names: [stemsOf(definition.area)], floor: undefined });
  }
  const knownFloors = new Map(floors.map((floor) => [floor.name, floor.aliases]));
  for (const area of areas)
    if (area.floor !== undefined && !knownFloors.has(area.floor)) knownFloors.set(area.floor, []);
  for (const [name, aliases] of knownFloors) {
    places.push({ name, kind: 'floor', names: [name, ...aliases].map(stemsOf), floor: name });
  }
  return places;
}

function push<K>(map: Map<K, number[]>, key: K, value: number): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

function add(map: Map<string, Set<string>>, key: string, value: string): void {
  const set = map.get(key);
  if (set === undefined) map.set(key, new Set([value]));
  else set.add(value);
}
