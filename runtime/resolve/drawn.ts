import type { Reading } from '../domain/reading.ts';
import { turned } from './retract.ts';

const DRAWS = /\b(?:draw|pull)\b/;
const HANGS = /\b(?:curtains?|drapes|blinds?|shades?|shutters?)\b/;
const OPENS = /\b(?:open|back|apart|up|aside)\b/;

/** "draw the curtains" shuts them, "draw them back" opens them: the verb is said of both, and what goes with it decides. */
export function withDrawn(reading: Reading): Reading {
  const text = reading.words.map((word) => word.text).join(' ');
  if (!DRAWS.test(text) || !HANGS.test(text)) return reading;
  return { ...reading, intents: turned(reading, OPENS.test(text) ? 'HassTurnOn' : 'HassTurnOff') };
}
