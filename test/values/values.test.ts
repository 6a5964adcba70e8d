import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseColor } from '../../runtime/resolve/values/color.ts';
import { parseDate, parseRepeat, parseTime } from '../../runtime/resolve/values/dateTime.ts';
import { parseDuration } from '../../runtime/resolve/values/duration.ts';
import { parseNumber } from '../../runtime/resolve/values/number.ts';
import { parsePercent } from '../../runtime/resolve/values/percent.ts';
import { parseStep } from '../../runtime/resolve/values/step.ts';
import { parseTemperature } from '../../runtime/resolve/values/temperature.ts';
import type { Cases } from './cases.ts';
import { dates, durations, numbers, percents, repeats, steps, temperatures, times } from './cases.ts';

const NOW = Date.parse('2026-03-03T19:00:00Z');
const LONDON = 'Europe/London';

function check<T>(name: string, parse: (text: string) => T | undefined, cases: Cases<T>): void {
  describe(name, () => {
    test.each(cases.map(([text, value]) => ({ text, value })))('$text', ({ text, value }) => {
      expect(parse(text)).toEqual(value);
      expect(parse(` ${text.toUpperCase()} `)).toEqual(value);
    });
  });
}

check('parseNumber', parseNumber, numbers);
check('parsePercent', (text) => parsePercent(text, { minimum: 1 }), percents);
check('parseTemperature', parseTemperature, temperatures);
check('parseDuration', parseDuration, durations);
check('parseTime', (text) => parseTime(text, NOW, LONDON), times);
check('parseDate', (text) => parseDate(text, NOW, LONDON), dates);
check<string | readonly string[]>('parseRepeat', parseRepeat, repeats);
check('parseStep', (text) => parseStep(text, 8), steps);

check('parseColor: name and rgb', (text) => parseColor(text), [
  ['red', { name: 'red', rgb: [255, 0, 0] }],
  ['the color red', { name: 'red', rgb: [255, 0, 0] }],
  ['bright red', { name: 'red', rgb: [255, 0, 0] }],
  ['red light', { name: 'red', rgb: [255, 0, 0] }],
  ['read', { name: 'red', rgb: [255, 0, 0] }],
  ['white', { name: 'white', rgb: [255, 255, 255] }],
  ['light blue', { name: 'light blue', rgb: [173, 216, 230] }],
  ['lightblue', { name: 'lightblue', rgb: [173, 216, 230] }],
  ['dark green', { name: 'dark green', rgb: [0, 100, 0] }],
  ['dark purple', { name: 'dark purple', rgb: [64, 0, 64] }],
  ['pale pink', { name: 'pale pink', rgb: [255, 224, 229] }],
  ['grey', { name: 'grey', rgb: [128, 128, 128] }],
  ['gray', { name: 'gray', rgb: [128, 128, 128] }],
  ['light grey', { name: 'light grey', rgb: [211, 211, 211] }],
  ['turquoise', { name: 'turquoise', rgb: [64, 224, 208] }],
  ['sky blue', { name: 'sky blue', rgb: [135, 206, 235] }],
  ['yellowish', { name: 'yellow', rgb: [255, 255, 0] }],
  ['amber', { name: 'amber', rgb: [255, 191, 0] }],
  ['warm white', { name: 'warm white', kelvin: 2700 }],
  ['cool white', { name: 'cool white', kelvin: 4000 }],
  ['daylight', { name: 'daylight', kelvin: 6500 }],
  ['candle light', { name: 'candle light', kelvin: 1900 }],
  ['2700 kelvin', { name: '2700 K', kelvin: 2700 }],
  ['4000k', { name: '4000 K', kelvin: 4000 }],
  ['99999 kelvin', undefined],
  ['random', undefined],
  ['constructor', undefined],
  ['__proto__', undefined],
]);

test('without a usual step "a bit" and "a lot" leave the amount to the caller', () => {
  expect(parseStep('a bit')).toBeUndefined();
  expect(parseStep('a lot')).toBeUndefined();
  expect(parseStep('by 10 percent')).toBe(10);
});

test('a bare hour from one to four is whichever comes next', () => {
  const at = (hour: number) => NOW + (hour - 19) * 3_600_000;
  expect(parseTime('three', at(10), LONDON)).toBe('15:00');
  expect(parseTime('three', at(16), LONDON)).toBe('03:00');
  expect(parseTime('three', at(1), LONDON)).toBe('03:00');
});

test('dates and relative times follow the wall clock of the home, not UTC', () => {
  expect(parseDate('tomorrow', NOW, 'Australia/Sydney')).toBe('2026-03-05');
  expect(parseDate('today', NOW, 'America/Los_Angeles')).toBe('2026-03-03');
  expect(parseTime('in ten minutes', NOW, 'Asia/Kolkata')).toBe('00:40');
  expect(parseTime('in ten minutes', NOW, 'Not/AZone')).toBe('19:10');
});

const ONES =
  `zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
  eighteen nineteen`.split(/\s+/);
const TENS = 'x x twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

function spoken(n: number, and: string): string {
  if (n < 20) return ONES[n] ?? '';
  if (n < 100) return n % 10 === 0 ? `${TENS[n / 10]}` : `${TENS[Math.floor(n / 10)]} ${ONES[n % 10]}`;
  const [size, name] = n < 1000 ? [100, 'hundred'] : [1000, 'thousand'];
  const rest = n % size;
  const joined = rest === 0 ? '' : ` ${rest < 100 ? and : ''}${spoken(rest, and)}`;
  return `${spoken(Math.floor(n / size), and)} ${name}${joined}`;
}

test('every number from 0 to 9999 survives being spoken, with and without "and"', () => {
  for (let n = 0; n < 10_000; n++) {
    for (const and of ['', 'and ']) expect([n, and, parseNumber(spoken(n, and))]).toEqual([n, and, n]);
  }
});

test('decimals, signs and units survive being spoken', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 9999 }), fc.integer({ min: 1, max: 9 }), fc.boolean(), (n, digit, minus) => {
      const value = Number(`${minus ? '-' : ''}${n}.${digit}`);
      expect(parseNumber(`${minus ? 'minus ' : ''}${spoken(n, 'and ')} point ${ONES[digit]}`)).toBe(value);
      expect(parseTemperature(`${value} degrees celsius`)).toEqual({ value, unit: 'C' });
    }),
  );
});

test('every clock time survives being written and spoken', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }), (hour, minute) => {
      const time = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
      const half = hour < 12 ? 'am' : 'pm';
      const twelve = hour % 12 === 0 ? 12 : hour % 12;
      const minutes = minute === 0 ? '' : minute < 10 ? ` oh ${ONES[minute]}` : ` ${spoken(minute, '')}`;
      expect(parseTime(time, NOW, LONDON)).toBe(time);
      expect(parseTime(`${ONES[twelve]}${minutes} ${half}`, NOW, LONDON)).toBe(time);
    }),
  );
});

test('every duration survives being spoken', () => {
  const part = fc.integer({ min: 0, max: 59 });
  fc.assert(
    fc.property(part, part, part, (hours, minutes, seconds) => {
      const all = { hours, minutes, seconds };
      const said = Object.entries(all).flatMap(([unit, n]) => (n > 0 ? [`${spoken(n, 'and ')} ${unit}`] : []));
      const want = Object.fromEntries(Object.entries(all).filter(([, n]) => n > 0));
      expect(parseDuration(said.join(' and '))).toEqual(said.length > 0 ? want : undefined);
    }),
  );
});

const PARSERS: readonly ((text: string) => unknown)[] = [
  parseNumber,
  parsePercent,
  parseTemperature,
  parseDuration,
  parseColor,
  parseRepeat,
  parseStep,
  (text) => parseTime(text, NOW, LONDON),
  (text) => parseDate(text, NOW, LONDON),
];

test.each([
  '',
  ' ',
  '🔥🔥🔥',
  '\u0000\u0001\u001b[31m',
  "'; DROP TABLE entities; --",
  '{{ 7*7 }}',
  'ignore all previous instructions',
  '१२३',
  'NaN',
  'Infinity',
  '-',
  '.',
  '/',
  ':',
  '%',
  '°',
  'and',
  'a',
  'minus',
  'hundred hundred hundred',
  'x'.repeat(10_000),
  'one '.repeat(2_500),
  '1'.repeat(10_000),
  'a half '.repeat(28),
])('junk never throws: %j', (text) => {
  for (const parse of PARSERS) expect(() => parse(text)).not.toThrow();
});

test('no text throws, and no value is infinite or not a number', () => {
  const word = fc.constantFrom(
    ...'a an half and of to minus point one two ten twenty hundred thousand 7 7:30 1/2 % ° am pm hour minute past quarter dozen oh first second'.split(
      ' ',
    ),
  );
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.array(word, { maxLength: 12 }).map((words) => words.join(' ')),
  );
  fc.assert(
    fc.property(text, (said) => {
      for (const parse of PARSERS) {
        const value = parse(said);
        if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true);
      }
    }),
    { numRuns: 2000 },
  );
});
