import type { WordTable } from '../grammar.ts';
import type { Random } from '../random.ts';
import { oneOf } from './list.ts';

const ONES = `zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
  seventeen eighteen nineteen`.split(/\s+/);
const TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];

/** A whole number from 0 to 999 in words: 42 → "forty two". */
export function numberWords(n: number): string {
  if (n < 20) return ONES[n] ?? '';
  if (n < 100) return n % 10 === 0 ? (TENS[n / 10] ?? '') : `${TENS[Math.floor(n / 10)]} ${ONES[n % 10]}`;
  const rest = n % 100;
  return `${ONES[Math.floor(n / 100)]} hundred${rest === 0 ? '' : ` ${numberWords(rest)}`}`;
}

/** Mostly round numbers, as people say them; in digits or in words. */
function between(from: number, to: number, step: number) {
  return (random: Random): string => {
    const round = random.chance(0.7);
    const n = round
      ? from + step * random.below(Math.floor((to - from) / step) + 1)
      : from + random.below(to - from + 1);
    return random.chance(0.5) ? `${n}` : numberWords(n);
  };
}

function clockTime(random: Random): string {
  const hour = 1 + random.below(12);
  const minute = 5 * random.below(12);
  const h = random.chance(0.5) ? `${hour}` : numberWords(hour);
  const half = random.pick([' am', ' pm', ' am', ' pm', ' a.m.', 'am', 'pm', '', '', " o'clock"]);
  const glued = /^(am|pm)$/.test(half) && !/\d/.test(h) ? ` ${half}` : half;
  if (minute === 0 || half === " o'clock" || random.chance(0.4)) return `${h}${glued}`;
  if (/\d/.test(h))
    return random.chance(0.7)
      ? `${hour}:${String(minute).padStart(2, '0')}${glued}`
      : `${hour} ${minute < 10 ? '05' : minute}${glued}`;
  return `${h} ${minute < 10 ? 'oh five' : numberWords(minute)}${glued}`;
}

/** Amounts, durations, times and dates. */
export const numbers: WordTable = {
  small: between(1, 12, 1),
  percent100: between(0, 100, 10),
  percentStep: between(5, 50, 5),
  celsius: between(15, 28, 1),
  fahrenheit: between(60, 80, 1),
  ovenDegrees: between(150, 450, 10),
  percent: [
    '<percent100> percent',
    '<percentDigits>%',
    '<percent100> percent',
    '<percentDigits> percent',
    '<percentDigits>%',
  ],
  percentDigits: (random) => `${random.chance(0.7) ? 10 * (1 + random.below(10)) : 1 + random.below(100)}`,
  level: ['<percent>', '<percent>', '<percent>', '<percent100>', '<extreme>'],
  extreme: oneOf(`
    max; maximum; full; half; minimum; min; the max; the maximum; the lowest; the highest; lowest; highest;
    full power; a quarter; one third; medium; low; high; halfway; half way; a hundred
  `),
  decimal: (random) => `${15 + random.below(13)}.${random.pick(['5', '5', '0', '2', '8'])}`,
  degrees: oneOf(`
    <celsius> degrees; <fahrenheit> degrees; <celsius>; <fahrenheit>; <decimal> degrees; <decimal>;
    <celsiusDigits>°; <celsiusDigits> °; <celsiusDigits>° C; <celsius> degrees celsius;
    <fahrenheit> degrees fahrenheit; <celsius> celsius; <fahrenheit> fahrenheit; <celsiusWords> and a half degrees;
    <celsiusWords> point five; <celsiusDigits>°C; <decimal>°
  `),
  celsiusWords: (random) => numberWords(15 + random.below(14)),
  celsiusDigits: (random) => `${15 + random.below(14)}`,
  degreeStep: oneOf(`
    <oneToFive> degrees; one degree; a degree; a couple of degrees; <oneToFive>; half a degree; a few degrees;
    1 degree; 0.5 degrees; two degrees
  `),
  oneToFive: ['2', '3', '4', '5', 'two', 'three', 'four', 'five'],
  bit: ['a bit', 'a little', 'a little bit', 'a lot', 'slightly', 'a tad', 'a touch', 'a notch', 'some', 'way', 'much'],
  minutesNumber: between(1, 59, 5),
  hoursNumber: between(1, 12, 1),
  duration: oneOf(`
    <minutesNumber> minutes; <minutesNumber> minutes; <minutesNumber> minutes; <minutesNumber> seconds;
    <hoursNumber> hours; an hour; one hour; 1 hour; a minute; one minute; 1 minute; half an hour; half a minute;
    1/2 an hour; 1/2 hour; an hour and a half; one and a half hours; two and a half minutes;
    a quarter of an hour; <hoursNumber> hours and <minutesNumber> minutes;
    <minutesNumber> minutes and <minutesNumber> seconds; <minutesNumber> minutes <minutesNumber> seconds;
    1 hour <minutesNumber> minutes; an hour and <minutesNumber> minutes;
    1 hour, <minutesNumber> minutes and <minutesNumber> seconds; a couple of minutes; a few minutes;
    thirty seconds; ninety seconds; <minutesNumber> mins; <minutesNumber> min;
    <minutesNumber> and a half minutes; forty five minutes; 1.5 hours
  `),
  durationAdjective: oneOf(`
    <minutesNumber> minute; <minutesNumber> minute; <minutesNumber>-minute; <minutesNumber> second;
    <hoursNumber> hour; half hour; half an hour; one hour; 1 hour; 1 hour and <minutesNumber> minute;
    <minutesNumber> minute <minutesNumber> second; hour long; hour and a half; 2 and a half minute
  `),
  clock: clockTime,
  time: oneOf(`
    <clock>; <clock>; <clock>; <clock>; <clock> in the (morning|evening|afternoon); noon; midnight;
    half past <oneToFive>; quarter to <oneToFive>; quarter past <oneToFive>; ten to <oneToFive>;
    (sunrise|sunset); <militaryTime>
  `),
  militaryTime: (random) => `${random.below(24)}:${String(5 * random.below(12)).padStart(2, '0')}`,
  weekday: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'],
  date: oneOf(`
    tomorrow; tomorrow; today; tomorrow morning; tonight; this evening; this afternoon; <weekday>;
    next <weekday>; this weekend; <weekday> morning; the day after tomorrow; next week;
    (january|march|may|june|august|october) <small>
  `),
  repeat: oneOf(`
    every day; every weekday; every morning; daily; on weekdays; every <weekday>; on weekends; every night;
    weekdays; each morning; every weekend; every hour; <weekday>s
  `),
};
