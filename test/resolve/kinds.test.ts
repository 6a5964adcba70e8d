import { expect, it } from 'vitest';
import { passedOver } from '../../runtime/act/already.ts';
import { asksOtherTime, isConditional } from '../../runtime/act/conditions.ts';
import { ordersFor } from '../../runtime/act/orders.ts';
import type { Reading } from '../../runtime/domain/reading.ts';
import { splitWords } from '../../runtime/domain/words.ts';
import { Lexicon } from '../../runtime/resolve/lexicon.ts';
import { isMediaKind, isStation } from '../../runtime/resolve/slots.ts';
import { stemsOf } from '../../runtime/resolve/stems.ts';
import { matchStems } from '../../runtime/resolve/targets.ts';
import { homeOf } from './home.ts';

const home = homeOf(
  [
    'climate.oven | Oven | Kitchen',
    'climate.hall | Thermostat | Hall',
    'climate.bedroom | Bedroom Radiator | Bedroom',
    'climate.boiler | Boiler | Kitchen',
    'valve.main | Main Valve | Kitchen',
    'binary_sensor.leak | Washer Leak | Kitchen | moisture',
    'switch.plug | Plug | Kitchen',
    'light.strip | Shelf Strip | Hall',
  ],
  ['Kitchen', 'Hall', 'Bedroom'],
);
const lexicon = new Lexicon(home);

/** What words mean among the entities of some domains. */
function check(words: string, domains: readonly string[], expected: string): void {
  const match = matchStems(lexicon, stemsOf(words), undefined, ({ domain }) => domains.includes(domain));
  const ids = match?.entities.map((index) => lexicon.entities[index]?.definition.id).sort() ?? [];
  expect(ids.join(' '), words).toBe(expected);
}

it('takes a word of a name of several words for the class only with the rest of it', () => {
  check('water', ['climate', 'valve'], 'valve.main');
  check('hot water', ['climate'], 'climate.boiler');
  check('water', ['binary_sensor'], 'binary_sensor.leak');
  check('strip', ['light', 'switch'], 'light.strip');
  check('power strip', ['switch'], 'switch.plug');
});

it('knows heating from cooling, and an oven from both', () => {
  check('heating', ['climate'], 'climate.bedroom climate.boiler climate.hall');
  check('heater', ['climate'], 'climate.bedroom climate.boiler climate.hall');
  check('air conditioning', ['climate'], 'climate.hall');
});

it.each([
  ['radio four', true],
  ['bbc radio 2', true],
  ['classic fm', true],
  ['radio ga ga', false],
  ['video killed the radio star', false],
  ['the hunger games', false],
])('a station by its name: %s', (title, expected) => expect(isStation(title)).toBe(expected));

it.each([
  ['the game', false],
  ['game', true],
  ['movies', true],
  ['audio books', true],
  ['tv', false],
  ['kitchen speaker', false],
])('a kind of thing to play: %s', (text, expected) => expect(isMediaKind(text)).toBe(expected));

it.each([
  ['will it rain on sunday', true],
  ['how warm would it be tonight', true],
  ['what was the weather yesterday', true],
  ['is it raining', false],
  ['how cold is it outside', false],
])('asked of another time: %s', (text, expected) => expect(asksOtherTime(text)).toBe(expected));

it.each([
  ['turn on the lamp in the morning', true],
  ['turn off the fan later', true],
  ['turn on the light in the morning room', false],
  ['turn on the lamp right now', false],
])('waits: %s', (text, expected) => {
  const words = splitWords(text);
  const reading: Reading = {
    text,
    words,
    intents: [],
    domains: [],
    mentions: [],
    inScope: 1,
    embedding: new Float32Array(),
  };
  expect(isConditional(reading)).toBe(expected);
});

it('sets no room to what no room is at', () => {
  const context = { home, rgbOf: () => undefined };
  const set = (id: string, temperature: number): number =>
    ordersFor(context, 'HassClimateSetTemperature', { temperature }, [id]).orders.length;
  expect([set('climate.hall', 21), set('climate.hall', 90), set('climate.hall', -3)]).toEqual([1, 0, 0]);
  expect([set('climate.oven', 200), set('climate.oven', 900)]).toEqual([1, 0]);
});

it('passes over no lamp of which nothing is known', () => {
  expect(passedOver(home, 'HassLightSet', { brightness_step: -20 }, ['light.strip'])).toEqual([]);
});
