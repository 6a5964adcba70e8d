import cssColors from 'color-name';
import { bareWords } from './spoken.ts';

type Rgb = readonly [red: number, green: number, blue: number];

export interface Color {
  /** Lower case, as people say it: "red", "light blue", "warm white". */
  readonly name: string;
  /** 0–255 each. */
  readonly rgb?: Rgb;
  /** A white of this colour temperature instead. */
  readonly kelvin?: number;
}

/** Whites by what bulb makers print on the box (Philips: warm 2700 K, cool 4000 K, cool daylight 6500 K). */
const WHITES = new Map<string, number>(
  Object.entries({
    'candle light': 1900,
    candlelight: 1900,
    candle: 1900,
    'warm white': 2700,
    'soft white': 2700,
    warm: 2700,
    warmer: 2700,
    'warm light': 2700,
    incandescent: 2700,
    'neutral white': 3500,
    neutral: 3500,
    'natural white': 3500,
    'natural light': 4000,
    'cool white': 4000,
    cool: 4000,
    cooler: 4000,
    'bright white': 5000,
    'cold white': 6500,
    cold: 6500,
    daylight: 6500,
    'day light': 6500,
    'daylight white': 6500,
    'ice white': 6500,
  }),
);

/** What people say and CSS lacks. */
const SAID = new Map<string, Rgb>(
  Object.entries({
    amber: [255, 191, 0],
    apricot: [251, 206, 177],
    'baby blue': [137, 207, 240],
    burgundy: [128, 0, 32],
    cream: [255, 253, 208],
    emerald: [80, 200, 120],
    jade: [0, 168, 107],
    lemon: [255, 247, 0],
    lilac: [200, 162, 200],
    mauve: [224, 176, 255],
    mint: [152, 255, 152],
    mustard: [255, 219, 88],
    'neon green': [57, 255, 20],
    'neon pink': [255, 16, 240],
    peach: [255, 229, 180],
    rose: [255, 0, 127],
    ruby: [224, 17, 95],
    sapphire: [15, 82, 186],
    scarlet: [255, 36, 0],
    violet: [143, 0, 255],
  } satisfies Record<string, Rgb>),
);

/** What recognisers write for a colour's sound, and near-colours. */
const HEARD = new Map<string, string>(
  Object.entries({
    read: 'red',
    reddish: 'red',
    blew: 'blue',
    bluish: 'blue',
    blueish: 'blue',
    greenish: 'green',
    grean: 'green',
    yellowish: 'yellow',
    pinkish: 'pink',
    purplish: 'purple',
    orangish: 'orange',
    turquois: 'turquoise',
  }),
);
const DROPPED = new Set(
  'the a an colour color colored coloured shade of hue bright vivid dull tone light lights'.split(' '),
);
const TOWARD_WHITE = new Set(['light', 'pale', 'pastel', 'soft']);
const TOWARD_BLACK = new Set(['dark', 'deep']);
const KELVIN_MIN = 1000;
const KELVIN_MAX = 10_000;

/**
 * A colour or a white by its name: CSS's 148, the whites of bulbs, what else people say, and light or dark shades of all.
 *
 * British and American spelling alike; "2700 kelvin" is a white too. Undefined where no colour is named.
 */
export function parseColor(text: string): Color | undefined {
  const words = bareWords(text).map((word) => HEARD.get(word) ?? word);
  const whole = named(words);
  if (whole) return whole;
  const kelvin = /^(\d{4,5}) ?(?:k|kelvin)$/.exec(words.join(' '));
  if (kelvin) {
    const value = Number(kelvin[1]);
    return value >= KELVIN_MIN && value <= KELVIN_MAX ? { name: `${value} K`, kelvin: value } : undefined;
  }
  const bare = words.filter((word, i) => !DROPPED.has(word) || (word === 'light' && i < words.length - 1));
  const kept = named(bare) ?? named(bare.filter((word) => word !== 'light'));
  return shaded(bare) ?? kept;
}

function named(words: readonly string[]): Color | undefined {
  const name = words.join(' ');
  const kelvin = WHITES.get(name);
  if (kelvin !== undefined) return { name, kelvin };
  const said = SAID.get(name);
  if (said) return { name, rgb: said };
  const css = words.join('');
  return Object.hasOwn(cssColors, css) ? { name, rgb: cssColors[css] as Rgb } : undefined;
}

function shaded(words: readonly string[]): Color | undefined {
  const [shade = '', ...rest] = words;
  const exact = named(words);
  if (exact) return exact;
  const base = rest.length > 0 ? named(rest)?.rgb : undefined;
  if (base === undefined) return undefined;
  const [red, green, blue] = base;
  const mix = (channel: number, toward: number) => Math.round((channel + toward) / 2);
  const name = words.join(' ');
  if (TOWARD_WHITE.has(shade)) return { name, rgb: [mix(red, 255), mix(green, 255), mix(blue, 255)] };
  if (TOWARD_BLACK.has(shade)) return { name, rgb: [mix(red, 0), mix(green, 0), mix(blue, 0)] };
  return undefined;
}
