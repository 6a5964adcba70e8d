import type { Random } from '../data/random.ts';
import type { Home } from './homes.ts';
import { OWN_NAMES } from './names.ts';
import type { Recogniser, Voice } from './recogniser.ts';
import { phrasesOf, type Tongue } from './tongue.ts';
import { nounOf, spokenOwnName, type Wish, wordingsOf } from './wishes.ts';

export type Style = 'plain' | 'common' | 'own' | 'petPhrase' | 'ownName' | 'elliptic' | 'fixed';
/** Words for a wish, marked as an annotator would; `isOdd`: nobody but this household could mark them. */
export interface Saying {
  readonly marked: string;
  readonly style: Style;
  readonly isOdd: boolean;
}

/** A wish of somebody's, how often it comes and how it is usually put. */
export interface Habit {
  readonly wish: Wish;
  readonly weight: number;
  readonly saying: Saying;
}
export interface Person {
  readonly name: string;
  readonly isChild: boolean;
  readonly voice: Voice;
  /** Tries before giving up, 1 to 4. */
  readonly patience: number;
  readonly habits: readonly Habit[];
  /** Inclinations in [0, 1]. */
  readonly temper: Temper;
}
export interface Temper {
  readonly polite: number;
  readonly interrupts: number;
  readonly repeats: number;
  readonly undoes: number;
  readonly corrects: number;
  readonly usesHands: number;
  readonly rates: number;
  readonly teaches: number;
  readonly answersQuestions: number;
}

/** How often people want a kind of thing, before their own taste. */
const NEEDS: { readonly [kind: string]: number } = {
  on: 3,
  off: 3,
  roomOn: 4,
  roomOff: 4,
  houseOff: 6,
  dim: 1.5,
  open: 2,
  close: 2,
  warm: 5,
  appliance: 1.5,
  coffee: 8,
  vacuum: 3,
  dock: 1,
  music: 5,
  pause: 3,
  louder: 3,
  timer: 4,
  shopping: 1.2,
  weather: 4,
  time: 2,
  temperature: 2,
  isLocked: 3,
  lock: 4,
  unlock: 1.5,
  elsewhere: 0.35,
  missing: 0.15,
};

/** What is left of a household's store of names and pet phrases, so that no two wishes share one. */
export interface Stock {
  readonly tongue: Tongue;
  readonly ownNames: string[];
  readonly pets: Set<string>;
  readonly hasPets: boolean;
  readonly named: Map<string, string>;
}
export function stockOf(tongue: Tongue, hasPets: boolean, random: Random): Stock {
  return {
    tongue,
    ownNames: shuffled(phrasesOf(OWN_NAMES, tongue), random),
    pets: new Set(),
    hasPets,
    named: new Map(),
  };
}

export function samplePerson(
  name: string,
  isChild: boolean,
  wishes: readonly Wish[],
  home: Home,
  stock: Stock,
  recogniser: Recogniser,
  random: Random,
): Person {
  const count = (isChild ? 5 : 14) + random.below(6);
  const chosen = draw(wishes, count, random);
  const habits = chosen.map(
    (wish, rank): Habit => ({
      wish,
      weight: (NEEDS[wish.kind] ?? 1) / (1 + rank) ** 0.8,
      saying: usual(wish, home, stock, random),
    }),
  );
  return {
    name,
    isChild,
    habits,
    patience: 1 + random.below(4),
    voice: voiceOf(habits, recogniser, isChild, random),
    temper: {
      polite: random.next() * 0.3,
      interrupts: random.next() * 0.4,
      repeats: random.next() * 0.6,
      undoes: random.next() * 0.5,
      corrects: random.next() * 0.6,
      usesHands: random.next() * 0.5,
      rates: random.chance(0.3) ? random.next() * 0.15 : 0,
      teaches: random.chance(0.4) ? random.next() * 0.15 : 0,
      answersQuestions: 0.5 + random.next() * 0.5,
    },
  };
}

/** The room that the words only make sense in ("in here", "the lamp"); undefined where they can be said anywhere. */
export function roomOf({ wish, saying }: Habit): string | undefined {
  return wish.area ?? (saying.style === 'elliptic' ? wish.thing?.area : undefined);
}

/** How somebody usually puts a wish: mostly plainly, sometimes in words of their own. */
function usual(wish: Wish, home: Home, stock: Stock, random: Random): Saying {
  const wordings = wordingsOf(wish);
  if (wordings === undefined) return { marked: wish.text ?? '', style: 'fixed', isOdd: false };
  const pets = phrasesOf(wordings.pet, stock.tongue).filter((phrase) => !stock.pets.has(phrase));
  const style = random.next();
  if (stock.hasPets && pets.length > 0 && style < 0.22) {
    const marked = random.pick(pets);
    stock.pets.add(marked);
    return { marked, style: 'petPhrase', isOdd: true };
  }
  const thing = wish.thing;
  if (thing !== undefined && ['light', 'switch', 'fan'].includes(thing.domain) && style >= 0.22 && style < 0.38) {
    const name = stock.named.get(thing.id) ?? stock.ownNames.pop();
    if (name !== undefined) {
      stock.named.set(thing.id, name);
      return { marked: filled(random.pick(wordings.plain), wish, spokenOwnName(name)), style: 'ownName', isOdd: false };
    }
  }
  const noun = thing === undefined ? undefined : nounOf(thing);
  if (noun !== undefined && style >= 0.38 && style < 0.54 && isClear(wish, home, noun, random))
    return {
      marked: filled(random.pick(wordings.plain), wish, `the [target:${noun}]`),
      style: 'elliptic',
      isOdd: false,
    };
  if (style >= 0.54 && style < 0.68)
    return { marked: filled(random.pick(phrasesOf(wordings.own, stock.tongue)), wish), style: 'own', isOdd: false };
  // Who has no words of his own for it says what everybody says.
  if (style < 0.82) return { marked: filled(random.pick(wordings.common), wish), style: 'common', isOdd: false };
  return { marked: filled(random.pick(wordings.plain), wish), style: 'plain', isOdd: false };
}

/** Whether the noun alone will do in the room; people are a little careless about it. */
function isClear(wish: Wish, home: Home, noun: string, random: Random): boolean {
  if (!home.satellites.some(({ area }) => area === wish.thing?.area)) return false;
  const here = home.things.filter((other) => other.area === wish.thing?.area && nounOf(other) === noun);
  return here.length === 1 || random.chance(0.25);
}

export function filled(template: string, wish: Wish, thing?: string): string {
  return template.replace(/\$(\w+)/g, (_, name: string) => (name === 't' && thing ? thing : (wish.values[name] ?? '')));
}

/** Every accent has a few words that are lost on the machine. */
function voiceOf(habits: readonly Habit[], recogniser: Recogniser, isChild: boolean, random: Random): Voice {
  const misheard = new Map<string, string>();
  const words = habits
    .flatMap(({ saying }) => saying.marked.replace(/\[\w+:|\]/g, '').split(' '))
    .filter((word) => word.length > 3 && !/^(turn|switch|percent|degrees|minutes)$/.test(word));
  for (let i = 0; i < 2; i++) {
    const word = words.length === 0 ? undefined : random.pick(words);
    const heard = word === undefined ? undefined : recogniser.confusionOf(word, random);
    if (word !== undefined && heard !== undefined && heard !== word && random.chance(0.7)) misheard.set(word, heard);
  }
  return { misheard, severity: (isChild ? 0.6 : 0.2) + 0.4 * random.next() };
}

function draw(wishes: readonly Wish[], count: number, random: Random): Wish[] {
  const left = [...wishes];
  const drawn: Wish[] = [];
  while (drawn.length < count && left.length > 0) {
    const at = weighted(left, (wish) => NEEDS[wish.kind] ?? 1, random);
    drawn.push(...left.splice(at, 1));
  }
  return drawn;
}

/** The index of one of the items, each as likely as its weight says. */
export function weighted<T>(items: readonly T[], weight: (item: T) => number, random: Random): number {
  let left = random.next() * items.reduce((sum, item) => sum + weight(item), 0);
  for (const [at, item] of items.entries()) {
    left -= weight(item);
    if (left <= 0) return at;
  }
  return items.length - 1;
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
  const left = [...items];
  const out: T[] = [];
  while (left.length > 0) out.push(...left.splice(random.below(left.length), 1));
  return out;
}
