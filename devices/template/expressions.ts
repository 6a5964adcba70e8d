import { type Budget, failed } from './bounds.ts';
import { filters, parseFloatText, percentFormat } from './filters.ts';
import { listOf } from './lists.ts';
import type { Scope, Step } from './scope.ts';
import {
  type Arguments,
  equal,
  float,
  isDict,
  isFloat,
  isList,
  Moment,
  numberOf,
  order,
  textOf,
  truthy,
  type Value,
} from './values.ts';

/** Items of range(): more would be a bomb. */
const RANGE_MAX = 1000;
const EXPONENT_MAX = 64;

export function unary(operator: string, operand: Step): Step {
  if (operator === 'not') return (scope) => !truthy(operand(scope));
  const sign = operator === '-' ? -1 : 1;
  return (scope) => {
    const value = operand(scope);
    const number = numberOf(value);
    if (number === undefined) throw failed(`${operator} needs a number`);
    return isFloat(value) ? float(sign * number) : sign * number;
  };
}

export function binary(operator: string, left: Step, right: Step): Step {
  if (operator === 'and') return (scope) => ((a) => (truthy(a) ? right(scope) : a))(left(scope));
  if (operator === 'or') return (scope) => ((a) => (truthy(a) ? a : right(scope)))(left(scope));
  return (scope: Scope) => {
    scope.budget.step();
    return combine(operator, left(scope), right(scope), scope.budget);
  };
}

function combine(operator: string, a: Value, b: Value, budget: Budget): Value {
  switch (operator) {
    case '==':
      return equal(a, b);
    case '!=':
      return !equal(a, b);
    case 'in':
      return contains(b, a);
    case 'not in':
      return !contains(b, a);
    case '<':
    case '>':
    case '<=':
    case '>=':
      return compared(operator, a, b);
    case '~':
      return joined(textOf(a), textOf(b), budget);
    case '+':
      if (typeof a === 'string' && typeof b === 'string') return joined(a, b, budget);
      if (isList(a) && isList(b)) {
        budget.step(a.length + b.length);
        return [...a, ...b];
      }
      break;
    case '%':
      if (typeof a === 'string') return percentFormat(a, isList(b) ? b : [b]);
      break;
    default:
  }
  return arithmetic(operator, a, b);
}

function joined(a: string, b: string, budget: Budget): string {
  budget.make(a.length + b.length);
  return a + b;
}

function contains(all: Value, one: Value): boolean {
  if (typeof all === 'string') return all.includes(textOf(one));
  if (isDict(all)) return all.has(textOf(one));
  if (all === undefined) return false;
  return listOf(all).some((item) => equal(item, one));
}

function compared(operator: string, a: Value, b: Value): boolean {
  const result = order(a, b);
  if (result === undefined)
    throw failed(`${operator} cannot compare ${textOf(a).slice(0, 40)} and ${textOf(b).slice(0, 40)}`);
  if (operator === '<') return result < 0;
  if (operator === '>') return result > 0;
  return operator === '<=' ? result <= 0 : result >= 0;
}

function arithmetic(operator: string, a: Value, b: Value): Value {
  if (a instanceof Moment && b instanceof Moment && operator === '-') return float((a.at - b.at) / 1000);
  const x = numberOf(a);
  const y = numberOf(b);
  if (x === undefined || y === undefined) throw failed(`${operator} needs numbers`);
  const whole = !isFloat(a) && !isFloat(b);
  const as = (number: number) => (whole ? number : float(number));
  switch (operator) {
    case '+':
      return as(x + y);
    case '-':
      return as(x - y);
    case '*':
      return as(x * y);
    case '/':
      if (y === 0) throw failed('division by zero');
      return float(x / y);
    case '//':
      if (y === 0) throw failed('division by zero');
      return as(Math.floor(x / y));
    case '%':
      if (y === 0) throw failed('division by zero');
      return as(x - y * Math.floor(x / y));
    case '**':
      if (Math.abs(y) > EXPONENT_MAX) throw failed(`exponent beyond ${EXPONENT_MAX}`);
      return as(x ** y);
    default:
      throw failed(`no operator ${operator}`);
  }
}

export function test(name: string, negate: boolean, operand: Step): Step {
  const check = TESTS.get(name);
  if (check === undefined) throw failed(`no test ${name}`);
  return (scope) => check(operand(scope)) !== negate;
}

const TESTS: ReadonlyMap<string, (value: Value) => boolean> = new Map<string, (value: Value) => boolean>([
  ['boolean', (value) => typeof value === 'boolean'],
  ['defined', (value) => value !== undefined],
  ['even', (value) => (numberOf(value) ?? 1) % 2 === 0],
  ['false', (value) => value === false],
  ['float', (value) => isFloat(value)],
  ['integer', (value) => typeof value === 'number' && Number.isInteger(value)],
  ['is_number', (value) => Number.isFinite(parseFloatText(value) ?? Number.NaN)],
  ['iterable', (value) => isList(value) || isDict(value) || typeof value === 'string'],
  ['list', (value) => isList(value)],
  ['lower', (value) => textOf(value) === textOf(value).toLowerCase()],
  ['mapping', (value) => isDict(value)],
  ['none', (value) => value === null],
  ['number', (value) => typeof value !== 'boolean' && numberOf(value) !== undefined],
  ['odd', (value) => Math.abs((numberOf(value) ?? 0) % 2) === 1],
  ['sequence', (value) => isList(value) || isDict(value) || typeof value === 'string'],
  ['string', (value) => typeof value === 'string'],
  ['true', (value) => value === true],
  ['undefined', (value) => value === undefined],
  ['upper', (value) => textOf(value) === textOf(value).toUpperCase()],
]);

type Known = (args: Arguments, budget: Budget) => Value;

function range({ positional }: Arguments, budget: Budget): Value {
  const [first, second, third] = positional.map((value) => numberOf(value) ?? 0);
  const [from, to] = second === undefined ? [0, first ?? 0] : [first ?? 0, second];
  const step = third ?? 1;
  const count = Math.max(0, Math.ceil((to - from) / step));
  if (step === 0 || !(count <= RANGE_MAX)) throw failed(`range() beyond ${RANGE_MAX} items`);
  budget.step(count);
  return Array.from({ length: count }, (_, at) => from + at * step);
}

/** A filter called as a function: its first argument is the input. */
function asCall(name: string): Known {
  return ({ positional, named }, budget) => {
    const filter = filters.get(name);
    if (filter === undefined) throw failed(`no function ${name}`);
    const [input, ...rest] = positional;
    return filter(input, { positional: rest, named }, budget);
  };
}

function extreme(name: 'max' | 'min'): Known {
  return ({ positional, named }, budget) => {
    const items = positional.length === 1 ? listOf(positional[0]) : positional;
    return asCall(name)({ positional: [items], named }, budget);
  };
}

function zip(lists: readonly (readonly Value[])[]): Value {
  const length = Math.min(...lists.map((list) => list.length));
  return Array.from({ length: Number.isFinite(length) ? length : 0 }, (_, at) => lists.map((list) => list[at]));
}

function strip(change: 'trim' | 'trimStart' | 'trimEnd'): Known {
  return ({ positional: [value, characters] }) => {
    const text = textOf(value);
    if (characters === undefined) return text[change]();
    const set = new Set(textOf(characters));
    let [from, to] = [0, text.length];
    if (change !== 'trimEnd') while (from < to && set.has(text[from] ?? '')) from += 1;
    if (change !== 'trimStart') while (to > from && set.has(text[to - 1] ?? '')) to -= 1;
    return text.slice(from, to);
  };
}

function split({ positional: [value, separator, most] }: Arguments): Value {
  const text = textOf(value);
  if (separator === undefined || separator === null) return text.trim().split(/\s+/).filter(Boolean);
  const parts = text.split(textOf(separator));
  const max = numberOf(most) ?? -1;
  return max < 0 || parts.length <= max + 1
    ? parts
    : [...parts.slice(0, max), parts.slice(max).join(textOf(separator))];
}

const text = (read: (text: string, argument: string) => Value): Known => {
  return ({ positional: [value, argument] }) => read(textOf(value), textOf(argument));
};

/** Functions by name, and methods of strings and lists by `.name` with the object as first argument. */
export const calls: ReadonlyMap<string, Known> = new Map<string, Known>([
  ...['float', 'int', 'bool', 'iif', 'as_datetime', 'as_timestamp', 'as_local', 'is_number', 'abs', 'round'].map(
    (name) => [name, asCall(name)] as const,
  ),
  ['range', range],
  ['max', extreme('max')],
  ['min', extreme('min')],
  ['zip', ({ positional }) => zip(positional.map(listOf))],
  ['namespace', ({ named }) => new Map(named)],
  ['dict', ({ named }) => new Map(named)],
  ['str', text((value) => value)],
  ['len', asCall('length')],
  ['.split', split],
  ['.replace', asCall('replace')],
  ['.strip', strip('trim')],
  ['.lstrip', strip('trimStart')],
  ['.rstrip', strip('trimEnd')],
  ['.lower', text((value) => value.toLowerCase())],
  ['.upper', text((value) => value.toUpperCase())],
  ['.title', asCall('title')],
  ['.capitalize', asCall('capitalize')],
  ['.startswith', text((value, start) => value.startsWith(start))],
  ['.endswith', text((value, end) => value.endsWith(end))],
  ['.find', text((value, part) => value.indexOf(part))],
  [
    '.from_keys',
    ({ positional: [, pairs] }) => new Map(listOf(pairs).map((pair) => [textOf(listOf(pair)[0]), listOf(pair)[1]])),
  ],
  ['.isdigit', text((value) => /^\d+$/.test(value))],
  ['.isnumeric', text((value) => /^\d+$/.test(value))],
  [
    '.join',
    ({ positional: [separator, list], named }, budget) =>
      asCall('join')({ positional: [list, separator ?? ''], named }, budget),
  ],
  ['.index', ({ positional: [list, item] }) => listOf(list).findIndex((each) => equal(each, item))],
  ['.count', ({ positional: [list, item] }) => listOf(list).filter((each) => equal(each, item)).length],
  ['.timestamp', ({ positional: [moment] }) => (moment instanceof Moment ? float(moment.at / 1000) : null)],
  ['.isoformat', ({ positional: [moment] }) => (moment instanceof Moment ? new Date(moment.at).toISOString() : null)],
]);
