import type { Json } from '../runtime/domain/entity.ts';
import { roundEven } from './template/values.ts';

/** One value on the wire: `read` gives undefined where the text says nothing it knows, `write` where it has no word. */
export interface Codec {
  read(text: string): Json | undefined;
  write(value: Json): string | undefined;
}

/** Words for values: `{ on: 'ON', off: 'OFF' }`. */
export function words(table: { readonly [value: string]: string | undefined }): Codec {
  const byWord = new Map<string, string>();
  const byValue = new Map<string, string>();
  for (const [value, word] of Object.entries(table)) {
    if (word === undefined) continue;
    byValue.set(value, word);
    if (!byWord.has(word)) byWord.set(word, value);
  }
  return { read: (text) => byWord.get(text), write: (value) => byValue.get(String(value)) };
}

export const text: Codec = {
  read: (value) => (value === '' ? undefined : value),
  write: (value) => (typeof value === 'object' ? undefined : String(value)),
};

export const number: Codec = {
  read: (value) => {
    const read = value.trim() === '' ? Number.NaN : Number(value);
    return Number.isFinite(read) ? read : undefined;
  },
  write: (value) => (typeof value === 'number' ? String(value) : undefined),
};

/** A quantity of 0 to `full` in steps of the device's own scale. */
export function scaled(full: number, scale: number): Codec {
  return {
    read: (value) =>
      ((read) => (typeof read === 'number' ? fromScale(read, full, scale) : undefined))(number.read(value)),
    write: (value) => (typeof value === 'number' ? String(toScale(value, full, scale)) : undefined),
  };
}

export function fromScale(value: number, full: number, scale: number): number {
  return roundEven(Math.min(full, Math.max(0, (value / scale) * full)));
}

/** A light that is on is never rounded down to nothing. */
export function toScale(value: number, full: number, scale: number): number {
  const made = roundEven((value / full) * scale);
  return value > 0 ? Math.max(1, made) : made;
}

/** Percent of the way from `closed` to `open`, either of which may be the larger. */
export function position(closed: number, open: number): Codec {
  const span = open - closed;
  return {
    read: (value) => {
      const read = number.read(value);
      if (typeof read !== 'number' || span === 0) return undefined;
      return roundEven(Math.min(100, Math.max(0, ((read - closed) / span) * 100)));
    },
    write: (value) => (typeof value === 'number' ? String(roundEven(closed + (value / 100) * span)) : undefined),
  };
}

/** Speeds `min` to `max` as per cent, as Home Assistant spreads them: each step covers its own share, 0 is off. */
export function speeds(min: number, max: number): Codec {
  const states = max - min + 1;
  return {
    read: (value) => {
      const read = number.read(value);
      if (typeof read !== 'number') return undefined;
      return Math.min(100, Math.max(0, Math.trunc(((read - min + 1) * 100) / states)));
    },
    write: (value) => {
      if (typeof value !== 'number') return undefined;
      return value <= 0 ? '0' : String(Math.ceil((states * value) / 100 + (min - 1)));
    },
  };
}

/** "255,0,0" */
export function numbers(count: number): Codec {
  return {
    read: (value) => {
      const read = value.split(',').map((part) => number.read(part));
      return read.length === count && read.every((part) => typeof part === 'number') ? (read as number[]) : undefined;
    },
    write: (value) => (Array.isArray(value) ? value.join(',') : undefined),
  };
}

/** Colour temperature in kelvin from a device that speaks mireds. */
export const mireds: Codec = {
  read: (value) =>
    ((read) => (typeof read === 'number' && read > 0 ? Math.floor(1e6 / read) : undefined))(number.read(value)),
  write: (value) => (typeof value === 'number' && value > 0 ? String(Math.round(1e6 / value)) : undefined),
};
