import type { Json } from '../../runtime/domain/entity.ts';

/**
 * A whole-numbered float ("21.0"), which JavaScript cannot tell from an integer; other numbers are themselves.
 * Python prints the two differently, and so do the states that templates make.
 */
class Float {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }
}

/** A moment, as `as_datetime` and `now`-less arithmetic need it; milliseconds since 1970, UTC. */
export class Moment {
  readonly at: number;

  constructor(at: number) {
    this.at = at;
  }
}

/** What a call gave: positional and keyword arguments. */
export interface Arguments {
  readonly positional: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
}

/** What a Jinja expression can be; null is None, undefined is Undefined. Objects are Maps so that no key is special. */
export type Value =
  | undefined
  | null
  | boolean
  | number
  | string
  | Float
  | Moment
  | readonly Value[]
  | ReadonlyMap<string, Value>;

export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

export function isDict(value: Value): value is ReadonlyMap<string, Value> {
  return value instanceof Map;
}

/** Number of a number, Float or boolean; undefined of anything else. */
export function numberOf(value: Value): number | undefined {
  if (typeof value === 'number') return value;
  if (value instanceof Float) return value.value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return undefined;
}

export function float(value: number): Value {
  return Number.isInteger(value) ? new Float(value) : value;
}

export function isFloat(value: Value): boolean {
  return value instanceof Float || (typeof value === 'number' && !Number.isInteger(value));
}

export function truthy(value: Value): boolean {
  if (value === undefined || value === null || value === false || value === '') return false;
  if (isList(value)) return value.length > 0;
  if (isDict(value)) return value.size > 0;
  const number = numberOf(value);
  return number === undefined || number !== 0;
}

/** Python's str(): what `{{ … }}` prints. */
export function textOf(value: Value): string {
  if (typeof value === 'string') return value;
  if (value === undefined) return '';
  return reprOf(value);
}

function reprOf(value: Value): string {
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'string')
    return value.includes("'") ? `"${value}"` : `'${value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}'`;
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return numberText(value);
  if (value instanceof Float) return `${numberText(value.value)}.0`;
  if (value instanceof Moment) return new Date(value.at).toISOString().replace('T', ' ').replace('.000Z', '+00:00');
  if (isList(value)) return `[${value.map(reprOf).join(', ')}]`;
  if (isDict(value)) return `{${[...value].map(([key, item]) => `${reprOf(key)}: ${reprOf(item)}`).join(', ')}}`;
  return '';
}

function numberText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  return String(value);
}

/** JSON into values: objects become Maps. */
export function fromJson(json: Json | undefined): Value {
  if (json === null || typeof json !== 'object') return json;
  if (Array.isArray(json)) return (json as readonly Json[]).map(fromJson);
  return new Map(Object.entries(json).map(([key, item]) => [key, fromJson(item)]));
}

/** Values into JSON; what JSON lacks becomes its text. */
export function toJson(value: Value): Json {
  if (value === undefined || value === null) return null;
  if (typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (value instanceof Float) return value.value;
  if (isList(value)) return value.map(toJson);
  if (isDict(value)) return Object.fromEntries([...value].map(([key, item]) => [key, toJson(item)]));
  return textOf(value);
}

export function equal(a: Value, b: Value): boolean {
  const x = numberOf(a);
  const y = numberOf(b);
  if (x !== undefined && y !== undefined) return x === y;
  if (isList(a) && isList(b)) return a.length === b.length && a.every((item, i) => equal(item, b[i]));
  if (isDict(a) && isDict(b)) return a.size === b.size && [...a].every(([key, item]) => equal(item, b.get(key)));
  if (a instanceof Moment && b instanceof Moment) return a.at === b.at;
  return a === b;
}

/** Negative, zero or positive; undefined where Python would raise TypeError. */
export function order(a: Value, b: Value): number | undefined {
  const x = numberOf(a);
  const y = numberOf(b);
  if (x !== undefined && y !== undefined) return x - y;
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0;
  if (a instanceof Moment && b instanceof Moment) return a.at - b.at;
  return undefined;
}

/** Python 3's round(): halves go to the even neighbour. */
export function roundEven(value: number, digits = 0): number {
  const scale = 10 ** digits;
  const scaled = value * scale;
  if (!Number.isFinite(scaled)) return value;
  const floor = Math.floor(scaled);
  const rest = scaled - floor;
  const near = Math.abs(rest - 0.5) < 1e-9 ? (floor % 2 === 0 ? floor : floor + 1) : Math.round(scaled);
  return near / scale;
}
