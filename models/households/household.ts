import { hashText, seeded } from '../data/random.ts';
import type { EventLine, Part } from './episode.ts';
import { type Home, sampleHome } from './homes.ts';
import { PEOPLE } from './names.ts';
import { type Person, samplePerson, stockOf } from './people.ts';
import { Recogniser, recordingsOf } from './recogniser.ts';
import { announce, atFirst, entry, report } from './things.ts';
import { phrasesOf, type Tongue } from './tongue.ts';
import { type Wish, wishesOf } from './wishes.ts';

/** Intents that another program in the home fulfils. */
const HANDLED: readonly string[] = [
  ...['Start', 'Cancel', 'Increase', 'Decrease', 'Pause', 'Unpause'].map((deed) => `Hass${deed}Timer`),
  'HassCancelAllTimers',
  'HassTimerStatus',
  'HassShoppingListAddItem',
  'HassListAddItem',
  'HassGetWeather',
  'HassBroadcast',
  'HearthSetAlarm',
  'HearthCancelAlarm',
  'HearthGetAlarms',
];

/** A home and its people, as they are before the first day. */
export interface SampledHousehold extends Tongue {
  readonly id: string;
  readonly seed: number;
  readonly home: Home;
  readonly people: readonly Person[];
  readonly wishes: readonly Wish[];
  readonly recogniser: Recogniser;
  /** Whether voices are told apart here. */
  readonly knowsVoices: boolean;
  /** Wishes of everybody on a usual day. */
  readonly turnsPerDay: number;
}

export interface SampleOptions {
  readonly seed: number;
  readonly part: Part;
  /** Of the part's phrases, names and chatter only this pool's (default: all). */
  readonly pool?: number;
  /** Where `slurp_asr_dev.jsonl` is; without it a small table of confusions of our own is used. */
  readonly dataFolder?: string | undefined;
  /** Whether people have phrases that nobody else would understand (default). */
  readonly petPhrases?: boolean;
}

const recognisers = new Map<string, Recogniser>();

/** The recogniser of one part of the recordings; fitted once. */
function recogniserOf(folder: string | undefined, part: Part): Recogniser {
  const key = `${folder} ${part}`;
  const known = recognisers.get(key) ?? new Recogniser(recordingsOf(folder, part).pairs);
  recognisers.set(key, known);
  return known;
}

/** Draws a household: the same seed and part give the same one; two parts share no person, phrase or recording. */
export function sampleHousehold({ seed, part, pool, dataFolder, petPhrases = true }: SampleOptions): SampledHousehold {
  const random = seeded(hashText(`household ${part} ${seed}`));
  const recogniser = recogniserOf(dataFolder, part);
  const tongue: Tongue = { part, ...(pool !== undefined && { pool }) };
  const home = sampleHome(random);
  const wishes = wishesOf(home, tongue, random);
  const stock = stockOf(tongue, petPhrases, random);
  const names = [...phrasesOf(PEOPLE, tongue)];
  const adults = 1 + random.below(3);
  const children = random.chance(0.4) ? 1 : 0;
  const people: Person[] = [];
  for (let i = 0; i < adults + children; i++) {
    const name = names.splice(random.below(names.length), 1)[0] as string;
    people.push(samplePerson(name, i >= adults, wishes, home, stock, recogniser, random));
  }
  return {
    id: `${part}-${seed}`,
    ...tongue,
    seed,
    home,
    people,
    wishes,
    recogniser,
    knowsVoices: random.chance(0.65),
    turnsPerDay: 9 + random.below(9),
  };
}

/** The events that build the home, at one instant. */
export function moveIn(household: SampledHousehold, at: string, learning: boolean): EventLine[] {
  const { home, people, seed } = household;
  const undiscovered = home.things.filter((thing) => announce(thing) === undefined);
  const first: EventLine = {
    type: 'home',
    at,
    locale: 'en-GB',
    timezone: 'Europe/London',
    floors: [...new Set(home.areas.map(({ floor }) => floor))].map((name) => ({ name })),
    areas: home.areas,
    people: people.map(({ name }) => ({ name })),
    satellites: home.satellites.map((one) => ({ ...one, screen: one.area === 'Living Room' })),
    entities: [...undiscovered.map(entry), { id: 'weather.home', name: 'Home' }],
    handlers: [{ intents: HANDLED, via: 'hermes' }],
    learning: { enabled: learning },
    simulateDevices: true,
    unresponsive: [...home.flaky, ...home.dead],
    seed,
  };
  const announced = home.things.flatMap((thing): EventLine[] => {
    const message = announce(thing);
    return message === undefined ? [] : [{ type: 'mqtt', at, ...message, retain: true }];
  });
  const reported = home.things.flatMap((thing) =>
    report(thing, atFirst(thing)).map((message): EventLine => ({ type: 'mqtt', at, ...message, retain: true })),
  );
  return [first, ...announced, ...reported, { type: 'state', at, entity: 'weather.home', state: 'sunny' }];
}
