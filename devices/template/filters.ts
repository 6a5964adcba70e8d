import { parsePayload } from '../message.ts';
import { type Budget, failed } from './bounds.ts';
import {
  argument,
  attributeOf,
  brief,
  extreme,
  type Filter,
  join,
  listOf,
  select,
  size,
  sorted,
  sum,
  unique,
} from './lists.ts';
import { parseMoment } from './moments.ts';
import { asRegex } from './regex.ts';
import {
  type Arguments,
  float,
  fromJson,
  isDict,
  isFloat,
  Moment,
  numberOf,
  roundEven,
  textOf,
  toJson,
  truthy,
  type Value,
} from './values.ts';

/** As Python's float(): undefined where it would raise. */
export function parseFloatText(value: Value): number | undefined {
  const number = numberOf(value);
  if (number !== undefined) return number;
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : undefined;
}

/** Home Assistant's `float` and `int` raise where there is no default; so do these. */
function toFloat(input: Value, args: Arguments): Value {
  const number = parseFloatText(input);
  if (number !== undefined) return float(number);
  return fallback(args, 0, 'default', `float got ${brief(input)}`);
}

function toInt(input: Value, args: Arguments): Value {
  const base = numberOf(argument(args, 1, 'base')) ?? 10;
  if (typeof input === 'string' && base !== 10) {
    const number = Number.parseInt(input.trim().replace(/^0[xob]/i, ''), base);
    return Number.isNaN(number) ? fallback(args, 0, 'default', `int got ${brief(input)}`) : number;
  }
  const number = parseFloatText(input);
  if (number !== undefined && Number.isFinite(number)) return Math.trunc(number);
  return fallback(args, 0, 'default', `int got ${brief(input)}`);
}

function round(input: Value, args: Arguments): Value {
  const number = parseFloatText(input);
  if (number === undefined) return fallback(args, 2, 'default', `round got ${brief(input)}`);
  const digits = numberOf(argument(args, 0, 'precision')) ?? 0;
  const method = argument(args, 1, 'method') ?? 'common';
  const scale = 10 ** digits;
  let rounded: number;
  if (method === 'floor') rounded = Math.floor(number * scale) / scale;
  else if (method === 'ceil') rounded = Math.ceil(number * scale) / scale;
  else if (method === 'half') rounded = roundEven(number * 2) / 2;
  else rounded = roundEven(number, digits);
  return digits === 0 && method !== 'half' ? Math.trunc(rounded) : float(rounded);
}

function fallback(args: Arguments, place: number, name: string, why: string): Value {
  if (args.positional.length > place || args.named.has(name)) return argument(args, place, name);
  throw failed(`${why} and no default`);
}

function withDefault(input: Value, args: Arguments): Value {
  const empty = truthy(argument(args, 1, 'boolean')) && !truthy(input);
  return input === undefined || empty ? (argument(args, 0, 'default_value') ?? '') : input;
}

function map(input: Value, args: Arguments, budget: Budget): Value {
  const items = listOf(input);
  budget.step(items.length);
  if (args.named.has('attribute')) {
    const read = attributeOf(args.named.get('attribute'));
    return items.map((item) => read(item) ?? args.named.get('default'));
  }
  const name = textOf(args.positional[0]);
  const filter = filters.get(name);
  if (filter === undefined) throw failed(`no filter ${name}`);
  const rest: Arguments = { positional: args.positional.slice(1), named: args.named };
  return items.map((item) => filter(item, rest, budget));
}

function json(input: Value, args: Arguments, budget: Budget): Value {
  const indent = truthy(argument(args, 1, 'pretty_print')) ? 2 : undefined;
  const text = JSON.stringify(toJson(input), null, indent);
  budget.make(text.length);
  return text;
}

function parsed(input: Value, args: Arguments): Value {
  try {
    return fromJson(parsePayload(textOf(input)));
  } catch (cause) {
    if (args.positional.length > 0 || args.named.has('default')) return argument(args, 0, 'default');
    throw failed('from_json got no JSON', cause);
  }
}

function slug(input: Value): Value {
  return textOf(input)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '');
}

function multiplied(input: Value, args: Arguments): Value {
  const number = parseFloatText(input);
  if (number === undefined) return fallback(args, 1, 'default', `multiply got ${brief(input)}`);
  const product = number * (numberOf(argument(args, 0, 'amount')) ?? 1);
  return isFloat(input) || isFloat(args.positional[0]) || typeof input === 'string' ? float(product) : product;
}

function added(input: Value, args: Arguments): Value {
  const number = parseFloatText(input);
  if (number === undefined) return fallback(args, 1, 'default', `add got ${brief(input)}`);
  return float(number + (numberOf(argument(args, 0, 'amount')) ?? 0));
}

function moment(input: Value): Value {
  if (input instanceof Moment) return input;
  const number = numberOf(input);
  const at = number === undefined ? parseMoment(textOf(input)) : number * 1000;
  return at === undefined || Number.isNaN(at) ? null : new Moment(at);
}

function text(change: (text: string) => string): Filter {
  return (input) => change(textOf(input));
}

function absolute(input: Value): Value {
  const number = parseFloatText(input);
  if (number === undefined) throw failed(`abs got ${brief(input)}`);
  return isFloat(input) ? float(Math.abs(number)) : Math.abs(number);
}

/** Python's %-format for the few directives that devices use. */
export function percentFormat(format: string, values: readonly Value[]): string {
  let next = 0;
  return format.replace(
    /%(0?)(\d*)(?:\.(\d+))?([sdifxX%])/g,
    (_, zero: string, width: string, places, kind: string) => {
      if (kind === '%') return '%';
      const value = values[next++];
      const wide = Math.min(Number(width || 0), 64);
      const pad = (made: string) => made.padStart(wide, zero === '0' ? '0' : ' ');
      if (kind === 's') return pad(textOf(value));
      const number = parseFloatText(value);
      if (number === undefined) throw failed(`format got ${brief(value)}`);
      if (kind === 'f') return pad(number.toFixed(Math.min(Number(places ?? 6), 20)));
      const whole = Math.trunc(number);
      if (kind === 'x') return pad(whole.toString(16));
      return pad(kind === 'X' ? whole.toString(16).toUpperCase() : String(whole));
    },
  );
}

function replaced(input: Value, args: Arguments, budget: Budget): Value {
  const old = textOf(argument(args, 0, 'old'));
  if (old === '') throw failed('replace of nothing');
  const parts = textOf(input).split(old);
  const by = textOf(argument(args, 1, 'new'));
  budget.make(parts.length * by.length);
  return parts.join(by);
}

function found(input: Value, args: Arguments): RegExpMatchArray[] {
  const subject = textOf(input);
  return [...subject.matchAll(asRegex(argument(args, 0, 'find'), subject, argument(args, 1, 'ignorecase'), 'g'))];
}

/** As Python's findall: the match, its one group, or all its groups. */
function groups(match: RegExpMatchArray): Value {
  const [whole, first, ...rest] = match;
  if (first === undefined && rest.length === 0) return whole;
  return rest.length === 0 ? first : [first ?? '', ...rest.map((group) => group ?? '')];
}

function titled(input: string): string {
  return input
    .toLowerCase()
    .replace(/(^|[^\p{L}])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase());
}

function chosen(input: Value, args: Arguments): Value {
  if (input === null && args.positional.length > 2) return args.positional[2];
  const yes = argument(args, 0, 'if_true') ?? true;
  const no = argument(args, 1, 'if_false') ?? false;
  return truthy(input) ? yes : no;
}

/** Jinja's own filters and those that Home Assistant adds, as far as value and command templates use them. */
export const filters: ReadonlyMap<string, Filter> = new Map<string, Filter>([
  ['abs', absolute],
  ['add', added],
  ['as_datetime', moment],
  ['as_local', moment],
  ['as_timestamp', (input) => ((at) => (at instanceof Moment ? float(at.at / 1000) : at))(moment(input))],
  ['bitwise_and', (input, args) => (numberOf(input) ?? 0) & (numberOf(args.positional[0]) ?? 0)],
  ['bitwise_or', (input, args) => (numberOf(input) ?? 0) | (numberOf(args.positional[0]) ?? 0)],
  ['bool', (input, args) => asBoolean(input, args)],
  ['capitalize', text((t) => t.charAt(0).toUpperCase() + t.slice(1).toLowerCase())],
  ['count', size],
  ['d', withDefault],
  ['default', withDefault],
  [
    'dictsort',
    (input) => (isDict(input) ? [...input].sort(([a], [b]) => (a < b ? -1 : 1)).map(([k, v]) => [k, v]) : []),
  ],
  ['first', (input) => listOf(input)[0]],
  ['float', toFloat],
  ['format', (input, args) => percentFormat(textOf(input), args.positional)],
  ['from_json', parsed],
  ['iif', chosen],
  ['int', toInt],
  ['is_defined', isDefined],
  ['is_number', (input) => Number.isFinite(parseFloatText(input) ?? Number.NaN)],
  ['items', (input) => (isDict(input) ? [...input].map(([key, value]) => [key, value]) : [])],
  ['join', join],
  ['last', (input) => listOf(input).at(-1)],
  ['length', size],
  ['list', (input) => listOf(input)],
  ['lower', text((t) => t.toLowerCase())],
  ['map', map],
  ['max', (input) => extreme(input, 1)],
  ['min', (input) => extreme(input, -1)],
  ['multiply', multiplied],
  ['ord', (input) => textOf(input).codePointAt(0)],
  ['regex_findall', (input, args) => found(input, args).map(groups)],
  [
    'regex_findall_index',
    (input, args) =>
      found(input, { positional: args.positional.slice(0, 1), named: args.named }).map(groups)[
        numberOf(argument(args, 1, 'index')) ?? 0
      ],
  ],
  ['regex_match', (input, args) => matched(input, args, '^')],
  ['regex_replace', regexReplaced],
  ['regex_search', (input, args) => matched(input, args, '')],
  ['reject', select(false, false)],
  ['rejectattr', select(false, true)],
  ['replace', replaced],
  ['reverse', (input) => (typeof input === 'string' ? [...input].reverse().join('') : [...listOf(input)].reverse())],
  ['round', round],
  ['safe', (input) => input],
  ['select', select(true, false)],
  ['selectattr', select(true, true)],
  ['slugify', slug],
  ['sort', sorted],
  ['string', text((t) => t)],
  ['sum', sum],
  ['timestamp_custom', (input, args) => stamp(input, args)],
  ['timestamp_local', (input) => stamp(input)],
  ['timestamp_utc', (input) => stamp(input)],
  ['title', text(titled)],
  ['to_json', json],
  ['tojson', json],
  ['trim', text((t) => t.trim())],
  ['unique', unique],
  ['upper', text((t) => t.toUpperCase())],
]);

function isDefined(input: Value): Value {
  if (input === undefined) throw new Absent();
  return input;
}

/** Thrown by `is_defined`: the template asks that its message be passed over. */
export class Absent extends Error {}

function asBoolean(input: Value, args: Arguments): Value {
  if (typeof input === 'boolean') return input;
  const word = textOf(input).toLowerCase();
  if (['1', 'true', 'yes', 'on', 'enable'].includes(word)) return true;
  if (['0', 'false', 'no', 'off', 'disable'].includes(word)) return false;
  return fallback(args, 0, 'default', `bool got ${brief(input)}`);
}

function matched(input: Value, args: Arguments, anchor: string): boolean {
  const subject = textOf(input);
  const expression = asRegex(argument(args, 0, 'find'), subject, argument(args, 1, 'ignorecase'), '');
  const at = subject.search(expression);
  return anchor === '^' ? at === 0 : at >= 0;
}

function regexReplaced(input: Value, args: Arguments, budget: Budget): Value {
  const subject = textOf(input);
  const expression = asRegex(argument(args, 0, 'find'), subject, argument(args, 2, 'ignorecase'), 'g');
  const by = textOf(argument(args, 1, 'replace') ?? '').replaceAll('$', '$$$$');
  const made = subject.replace(expression, by.replace(/\\(\d)/g, '$$$1'));
  budget.make(made.length);
  return made;
}

/** The moment as ISO 8601 in UTC: a template has no time zone here. */
function stamp(input: Value, args?: Arguments): Value {
  const number = parseFloatText(input);
  if (number === undefined || Math.abs(number) > 8e12) throw failed(`timestamp got ${brief(input)}`);
  const iso = new Date(number * 1000).toISOString();
  const format = args?.positional[0];
  if (typeof format !== 'string') return `${iso.slice(0, 19)}+00:00`;
  const parts: { readonly [letter: string]: string } = {
    Y: iso.slice(0, 4),
    m: iso.slice(5, 7),
    d: iso.slice(8, 10),
    H: iso.slice(11, 13),
    M: iso.slice(14, 16),
    S: iso.slice(17, 19),
  };
  return format.replace(/%([YmdHMS])/g, (_, letter: string) => parts[letter] ?? '');
}
