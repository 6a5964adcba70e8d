import type { IntentLabel, TargetDomain } from '../../runtime/domain/intent.ts';
import type { Random } from '../data/random.ts';
import type { StateWish, Wanted } from './episode.ts';
import type { Home } from './homes.ts';
import { ELSEWHERE, FOOD, MISSING, MUSIC } from './names.ts';
import { type WishKind, WORDINGS } from './phrases.ts';
import type { Reported, Thing } from './things.ts';
import { phrasesOf, type Tongue } from './tongue.ts';

/** Something that somebody wants from time to time. */
export interface Wish {
  readonly key: string;
  readonly kind: WishKind | 'elsewhere' | 'missing';
  readonly wanted: Wanted;
  readonly intent: IntentLabel;
  readonly domain: TargetDomain;
  /** The thing that is named, where one is. */
  readonly thing?: Thing;
  /** The room in which it is asked for; absent: wherever the person is. */
  readonly area?: string;
  /** What the wordings are filled with. */
  readonly values: { readonly [name: string]: string };
  /** How the home must be for the wish to make sense. */
  readonly needs: { readonly [entity: string]: Reported };
  /** For wishes that no wording table has. */
  readonly text?: string;
}

/** How people name a thing by its kind. */
const NOUNS: { readonly [sort: string]: string } = {
  ceiling: 'light',
  lamp: 'lamp',
  blinds: 'blinds',
  fan: 'fan',
  tv: 'tv',
  vacuum: 'vacuum',
  speaker: 'speaker',
};

export function nounOf(thing: Thing): string | undefined {
  if (thing.sort === 'blinds' && thing.name.endsWith('Curtains')) return 'curtains';
  return NOUNS[thing.sort];
}

/** A thing as it is spoken of: "the [target:floor lamp]". */
export function spokenThing(name: string): string {
  const said = name.toLowerCase().replace(/^the /, '');
  return `the [target:${said}]`;
}

/** "sunny" takes no article, "the moon" brings its own. */
export function spokenOwnName(name: string): string {
  return name.startsWith('the ') ? `the [target:${name.slice(4)}]` : `[target:${name}]`;
}

const one = (id: string, wish: StateWish): Wanted => ({ kind: 'states', states: { [id]: wish } });
const was = (state: string, attributes: Reported['attributes'] = {}): Reported => ({ state, attributes });

/** Everything that people of this home may want of it. */
export function wishesOf(home: Home, tongue: Tongue, random: Random): Wish[] {
  return [
    ...home.things.flatMap((thing) => thingWishes(thing, random)),
    ...home.satellites.flatMap(({ area }) => roomWishes(home, area)),
    houseOff(home),
    ...mediaWishes(home, tongue, random),
    ...plainWishes(tongue, random),
  ];
}

type Make = (
  kind: WishKind,
  wanted: Wanted,
  intent: IntentLabel,
  before: Reported | undefined,
  more?: { readonly [name: string]: string },
) => Wish;

function thingWishes(thing: Thing, random: Random): Wish[] {
  const { id, domain } = thing;
  const make: Make = (kind, wanted, intent, before, more = {}) => ({
    key: `${kind} ${id}`,
    kind,
    wanted,
    intent,
    domain,
    thing,
    values: { t: spokenThing(thing.name), d: thing.name.toLowerCase(), ...more },
    needs: before === undefined ? {} : { [id]: before },
  });
  const on = (kind: WishKind = 'on') => make(kind, one(id, { state: 'on' }), 'HassTurnOn', was('off'));
  const off = () => make('off', one(id, { state: 'off' }), 'HassTurnOff', was('on'));
  switch (domain) {
    case 'light':
      return [on(), off(), dimming(id, make, random.pick([20, 30, 40, 50, 60]))];
    case 'switch':
      return [on(thing.sort === 'coffee' ? 'coffee' : 'appliance'), off()];
    case 'fan':
      return [on(), off()];
    case 'media_player':
      return thing.sort === 'tv' ? [on(), off()] : [];
    case 'cover':
    case 'lock':
      return openingWishes(thing, make);
    case 'climate': {
      const n = random.pick([20, 21, 22, 23]);
      const before = was('heat', { temperature: 18, current: 19.5 });
      const wanted = one(id, { attributes: { temperature: n } });
      return [make('warm', wanted, 'HassClimateSetTemperature', before, { n: `${n}` })];
    }
    case 'vacuum': {
      const clean: Wanted = { kind: 'deed', intents: ['HassVacuumStart', 'HassTurnOn'], among: [id] };
      const dock: Wanted = { kind: 'deed', intents: ['HassVacuumReturnToBase'], among: [id] };
      return [
        make('vacuum', clean, 'HassVacuumStart', was('docked')),
        make('dock', dock, 'HassVacuumReturnToBase', was('cleaning')),
      ];
    }
    case 'sensor': {
      if (thing.deviceClass !== 'temperature') return [];
      const intents = ['HassClimateGetTemperature', 'HassGetState'];
      const asked: Wanted = { kind: 'deed', intents, among: [id], isQuestion: true };
      return [make('temperature', asked, 'HassClimateGetTemperature', undefined, { r: thing.area.toLowerCase() })];
    }
    default:
      return [];
  }
}

function dimming(id: string, make: Make, n: number): Wish {
  const wish = { state: 'on', attributes: { brightness: [n * 2.55 - 5, n * 2.55 + 5] as const } };
  return make('dim', one(id, wish), 'HassLightSet', was('on', { brightness: 255 }), { n: `${n}` });
}

function openingWishes({ id, domain, deviceClass }: Thing, make: Make): Wish[] {
  if (domain === 'lock') {
    const isLocked: Wanted = { kind: 'deed', intents: ['HassGetState'], among: [id], isQuestion: true };
    return [
      make('lock', one(id, { state: 'locked' }), 'HassTurnOn', was('unlocked')),
      make('unlock', one(id, { state: 'unlocked' }), 'HassTurnOff', was('locked')),
      make('isLocked', isLocked, 'HassGetState', undefined),
    ];
  }
  const close = make('close', one(id, { state: 'closed' }), 'HassTurnOff', was('open', { position: 100 }));
  const open = make('open', one(id, { state: 'open' }), 'HassTurnOn', was('closed', { position: 0 }));
  return deviceClass === 'garage' ? [close] : [open, close];
}

function roomWishes(home: Home, area: string): Wish[] {
  const lights = home.things.filter((thing) => thing.domain === 'light' && thing.area === area);
  if (lights.length === 0) return [];
  const all = (state: string) => Object.fromEntries(lights.map(({ id }) => [id, { state }]));
  const before = (state: string) => Object.fromEntries(lights.map(({ id }) => [id, was(state)]));
  const values = { r: area.toLowerCase() };
  const make = (kind: 'roomOn' | 'roomOff', state: string, other: string): Wish => ({
    key: `${kind} ${area}`,
    kind,
    wanted: { kind: 'states', states: all(state) },
    intent: kind === 'roomOn' ? 'HassTurnOn' : 'HassTurnOff',
    domain: 'light',
    area,
    values,
    needs: before(other),
  });
  return [make('roomOn', 'on', 'off'), make('roomOff', 'off', 'on')];
}

function houseOff(home: Home): Wish {
  const lights = home.things.filter((thing) => thing.domain === 'light');
  return {
    key: 'houseOff',
    kind: 'houseOff',
    wanted: { kind: 'states', states: Object.fromEntries(lights.map(({ id }) => [id, { state: 'off' }])) },
    intent: 'HassTurnOff',
    domain: 'light',
    values: {},
    needs: Object.fromEntries(lights.slice(0, 3).map(({ id }) => [id, was('on')])),
  };
}

function mediaWishes(home: Home, tongue: Tongue, random: Random): Wish[] {
  return home.things
    .filter((thing) => thing.sort === 'speaker')
    .flatMap((thing): Wish[] => {
      const among = [thing.id];
      const taste = random.pick(phrasesOf(MUSIC, tongue));
      const base = { domain: 'media_player', area: thing.area } as const;
      const playing = { [thing.id]: was('playing') };
      return [
        {
          ...base,
          key: `music ${thing.id}`,
          kind: 'music',
          wanted: { kind: 'deed', intents: ['HassMediaSearchAndPlay'], among },
          intent: 'HassMediaSearchAndPlay',
          values: { q: taste },
          needs: { [thing.id]: was('idle') },
        },
        {
          ...base,
          key: `pause ${thing.id}`,
          kind: 'pause',
          wanted: { kind: 'deed', intents: ['HassMediaPause', 'HassTurnOff'], among },
          intent: 'HassMediaPause',
          values: {},
          needs: playing,
        },
        {
          ...base,
          key: `louder ${thing.id}`,
          kind: 'louder',
          wanted: { kind: 'deed', intents: ['HassSetVolumeRelative', 'HassSetVolume'], among },
          intent: 'HassSetVolumeRelative',
          values: {},
          needs: playing,
        },
      ];
    });
}

function plainWishes(tongue: Tongue, random: Random): Wish[] {
  const deed = (
    kind: WishKind,
    intents: readonly IntentLabel[],
    values: { readonly [name: string]: string } = {},
    slots: { readonly [name: string]: string | number } = {},
    domain: TargetDomain = 'none',
  ): Wish => ({
    key: `${kind} ${Object.values(values).join(' ')}`.trim(),
    kind,
    wanted: { kind: 'deed', intents, slots, isQuestion: true },
    intent: intents[0] as IntentLabel,
    domain,
    values,
    needs: {},
  });
  const minutes = random.pick([5, 8, 10, 12, 15]);
  const foods = [...phrasesOf(FOOD, tongue)].sort(() => random.next() - 0.5).slice(0, 4);
  const elsewhere = (kind: 'elsewhere' | 'missing', text: string): Wish => ({
    key: text,
    kind,
    text,
    wanted: { kind: 'elsewhere' },
    intent: 'Handoff',
    domain: 'none',
    values: {},
    needs: {},
  });
  return [
    deed('timer', ['HassStartTimer'], { n: `${minutes}` }, { minutes }),
    ...foods.map((q) => deed('shopping', ['HassShoppingListAddItem', 'HassListAddItem'], { q }, { item: q }, 'todo')),
    deed('weather', ['HassGetWeather'], {}, {}, 'weather'),
    deed('time', ['HassGetCurrentTime']),
    ...phrasesOf(ELSEWHERE, tongue).map((text) => elsewhere('elsewhere', text)),
    ...phrasesOf(MISSING, tongue).map((text) => elsewhere('missing', text)),
  ];
}

/** The wording table's row of a wish; undefined for what has its own text. */
export function wordingsOf(wish: Wish): (typeof WORDINGS)[WishKind] | undefined {
  return wish.kind === 'elsewhere' || wish.kind === 'missing' ? undefined : WORDINGS[wish.kind];
}
