import { hashText } from '../data/random.ts';

/** Words of simulated homes: those that the ranker is fitted on, and those that it is measured on. No word is in both. */
export interface Words {
  readonly rooms: readonly string[];
  readonly people: readonly string[];
  readonly makes: readonly string[];
  readonly films: readonly string[];
  readonly genres: readonly string[];
  /** Which sentence templates are spoken: the even ones or the odd ones. */
  readonly templates: 'fit' | 'held';
}

const ROOMS = `Kitchen; Living Room; Bedroom; Office; Hallway; Dining Room; Garage; Nursery; Basement; Attic; Playroom; Library;
  Guest Room; Den; Workshop; Gym; Laundry Room; Pantry; Sunroom; Studio; Cellar; Loft; Conservatory; Bathroom;
  Family Room; Music Room; Craft Room; Dressing Room; Game Room; Utility Room; Mudroom; Landing; Entrance; Master Bedroom`;
const PEOPLE = `Anna; Ben; Clara; David; Emma; Felix; Grace; Hugo; Ingrid; Jonas; Karen; Leo; Maria; Noah; Olivia; Paul; Ruth; Sam;
  Tina; Umar; Vera; Walter; Yuki; Zoe; Carlos; Priya; Omar; Astrid; Kofi; Lucia; Mateo; Nina; Oskar; Petra`;
const MAKES = `Tower; Ceiling; Window; Desk; Corner; Floor; Wall; Round; Big; Small; Left; Right; Old; Copper; Oak; Silver; Bamboo;
  Marble; Arc; Paper; Tall; Blue; Green; Brass; Wicker; Globe; Tripod; Spider; Moon; Cloud; Bubble; Pebble; Willow`;
const FILMS = `The Matrix; Inception; Casablanca; Titanic; Jaws; The Godfather; Alien; Frozen; Rocky; Psycho; Interstellar; Amelie;
  Gladiator; Fargo; Vertigo; Goodfellas; The Shining; Memento; Coco; Arrival; Whiplash; Parasite`;
const GENRES = `jazz; rock; classical music; blues; country music; techno; reggae; soul; folk music; opera; hip hop; disco; funk;
  heavy metal; ambient music; salsa; swing; indie rock; piano music; gospel`;

/** One word in three is kept for measuring; which one hangs on the word alone. */
function isHeld(word: string): boolean {
  return hashText(`ranker ${word}`) % 3 === 0;
}

function pools(templates: Words['templates']): Words {
  const of = (text: string) =>
    text
      .split(';')
      .map((word) => word.trim().replace(/\s+/g, ' '))
      .filter((word) => isHeld(word) === (templates === 'held'));
  return {
    rooms: of(ROOMS),
    people: of(PEOPLE),
    makes: of(MAKES),
    films: of(FILMS),
    genres: of(GENRES),
    templates,
  };
}

export const FIT_WORDS: Words = pools('fit');
export const HELD_WORDS: Words = pools('held');

/** The sentences of a list that these words speak: every other one. */
export function spoken(list: readonly string[], words: Words): readonly string[] {
  return list.filter((_, index) => (index % 2 === 0) === (words.templates === 'fit'));
}
