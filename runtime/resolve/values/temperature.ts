import { readNumber } from './number.ts';
import { bareWords } from './spoken.ts';

export interface Temperature {
  readonly value: number;
  /** Absent where it was not said: the thermostat's own unit. */
  readonly unit?: 'C' | 'F';
}

const CELSIUS = new Set(['c', 'celsius', 'centigrade', 'celcius']);
const FAHRENHEIT = new Set(['f', 'fahrenheit', 'farenheit']);

/** "21.5 degrees", "70 fahrenheit", "minus 5 °C", "five below zero", "twenty one and a half degrees". */
export function parseTemperature(text: string): Temperature | undefined {
  const words = bareWords(text).filter((word) => word !== 'the' && word !== 'temperature');
  const read = readNumber(words, 0);
  if (read === undefined) return undefined;
  let { value, to } = read;
  let unit: 'C' | 'F' | undefined;
  for (; to < words.length; to++) {
    const word = words[to] ?? '';
    if (CELSIUS.has(word)) unit = 'C';
    else if (FAHRENHEIT.has(word)) unit = 'F';
    else if (word === 'below' && (words[to + 1] === 'zero' || words[to + 1] === 'freezing')) {
      value = -Math.abs(value);
      to++;
    } else if (word === 'and' && words.slice(to, to + 3).join(' ') === 'and a half') {
      value += 0.5;
      to += 2;
    } else if (!/^(degrees?|deg|°)$/.test(word)) return undefined;
  }
  return unit === undefined ? { value } : { value, unit };
}
