import { type Budget, failed } from './bounds.ts';
import {
  type Arguments,
  equal,
  float,
  isDict,
  isFloat,
  isList,
  numberOf,
  order,
  textOf,
  truthy,
  type Value,
} from './values.ts';

export type Filter = (input: Value, args: Arguments, budget: Budget) => Value;

/** Argument by place or by name. */
export function argument(args: Arguments, place: number, name: string): Value {
  return args.positional.length > place ? args.positional[place] : args.named.get(name);
}

/** The start of a value, for a message. */
export function brief(value: Value): string {
  return textOf(value).slice(0, 40) || 'nothing';
}

export function listOf(value: Value): readonly Value[] {
  if (isList(value)) return value;
  if (isDict(value)) return [...value.keys()];
  if (typeof value === 'string') return [...value];
  throw failed(`${brief(value)} is not a list`);
}

export function sum(input: Value): Value {
  const items = listOf(input);
  const total = items.reduce<number>((all, item) => all + (numberOf(item) ?? 0), 0);
  return items.some(isFloat) ? float(total) : total;
}

export function extreme(input: Value, sign: 1 | -1): Value {
  let best: Value;
  for (const item of listOf(input)) {
    if (best === undefined || sign * (order(item, best) ?? 0) > 0) best = item;
  }
  return best;
}

export function sorted(input: Value, args: Arguments): Value {
  const key = attributeOf(argument(args, 2, 'attribute'));
  const items = [...listOf(input)].sort((a, b) => order(key(a), key(b)) ?? 0);
  return truthy(argument(args, 0, 'reverse')) ? items.reverse() : items;
}

/** Reads "a.b" out of an item; without a path the item itself. */
export function attributeOf(path: Value): (item: Value) => Value {
  if (path === undefined || path === null) return (item) => item;
  const keys = textOf(path).split('.');
  return (item) => keys.reduce<Value>((value, key) => memberOf(value, key), item);
}

export function memberOf(value: Value, key: Value): Value {
  if (isDict(value)) return value.get(textOf(key));
  const index = numberOf(key);
  if (index !== undefined && (isList(value) || typeof value === 'string'))
    return index < 0 ? value[value.length + index] : value[index];
  if (isList(value) && typeof key === 'string' && /^\d+$/.test(key)) return value[Number(key)];
  return undefined;
}

export function select(keep: boolean, byAttribute: boolean): Filter {
  return (input, args, budget) => {
    const read = byAttribute ? attributeOf(args.positional[0]) : attributeOf(undefined);
    const rest = byAttribute ? args.positional.slice(1) : args.positional;
    const items = listOf(input);
    budget.step(items.length);
    return items.filter((item) => passes(read(item), rest) === keep);
  };
}

function passes(value: Value, [test, other]: readonly Value[]): boolean {
  switch (test) {
    case undefined:
      return truthy(value);
    case 'defined':
      return value !== undefined;
    case 'none':
      return value === null;
    case 'eq':
    case 'equalto':
    case '==':
      return equal(value, other);
    case 'ne':
    case '!=':
      return !equal(value, other);
    case 'gt':
    case '>':
      return (order(value, other) ?? 0) > 0;
    case 'lt':
    case '<':
      return (order(value, other) ?? 0) < 0;
    case 'in':
      return listOf(other).some((item) => equal(item, value));
    default:
      throw failed(`no test ${textOf(test)}`);
  }
}

export function join(input: Value, args: Arguments, budget: Budget): Value {
  const separator = textOf(argument(args, 0, 'd') ?? '');
  const read = attributeOf(argument(args, 1, 'attribute'));
  const parts = listOf(input).map((item) => textOf(read(item)));
  budget.make(parts.reduce((sum, part) => sum + part.length + separator.length, 0));
  return parts.join(separator);
}

export function size(input: Value): Value {
  if (isDict(input)) return input.size;
  return listOf(input).length;
}

/** Each value once; told apart by type and text. */
export function unique(input: Value): Value {
  const seen = new Set<string>();
  return listOf(input).filter((item) => {
    const key = `${typeof item} ${textOf(item)}`;
    return !seen.has(key) && seen.add(key);
  });
}
