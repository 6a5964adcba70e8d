import type { Json } from '../../runtime/domain/entity.ts';
import { HearthError } from '../../runtime/domain/errors.ts';
import { type Message, own } from '../message.ts';
import { Budget, failed } from './bounds.ts';
import { compile } from './compile.ts';
import { Absent } from './filters.ts';
import { follow, type Node, pathOf } from './path.ts';
import { Scope } from './scope.ts';
import { fromJson, textOf, type Value } from './values.ts';

/** A compiled Jinja template, as devices send them for reading their states and writing their commands. */
export interface Template {
  readonly source: string;
  /**
   * The text that the template makes of a message; undefined where the message does not hold what it asks for.
   * Throws HearthError `template-failed` or `template-limit`.
   */
  read(message: Message): string | undefined;
  /** The text that it makes of variables. Throws as `read` does. */
  render(variables: { readonly [name: string]: Json }): string;
  /** Where it is no more than `{{ value_json.a.b }}`, perhaps with a filter that leaves numbers be: the path. */
  readonly path: readonly (string | number)[] | undefined;
  /** It is `{{ value }}`. */
  readonly plain: boolean;
}

const CACHE_MAX = 4096;
const cache = new Map<string, Template>();

/** Compiles a template, or gives the one compiled before. Throws HearthError `template-failed` or `template-limit`. */
export function template(source: string): Template {
  const known = cache.get(source);
  if (known !== undefined) return known;
  const made = make(source);
  if (cache.size >= CACHE_MAX) cache.clear();
  cache.set(source, made);
  return made;
}

function make(source: string): Template {
  const { nodes, run } = compile(source);
  const solid = nodes.filter((node) => node.type !== 'Comment');
  const [only] = solid;
  const one = solid.length === 1 ? only : undefined;
  const exact = one && pathOf(one);
  const render = (variables: { readonly [name: string]: Json }) => {
    const scope = new Scope(new Budget());
    for (const [name, value] of Object.entries(variables)) scope.names.set(name, fromJson(value));
    return textOf(guarded(() => run(scope)) ?? '');
  };
  return {
    source,
    path: exact ?? (one && pathOf(peeled(one))),
    plain: one?.type === 'Identifier' && one.value === 'value',
    render,
    read: exact === undefined ? slow(run) : fast(exact),
  };
}

/** Follows the path through the parsed JSON: no scope, no budget, no copies. */
function fast(path: readonly (string | number)[]): (message: Message) => string | undefined {
  const [only] = path;
  if (path.length === 1 && typeof only === 'string') {
    return (message) => {
      const object = message.object;
      return object === undefined ? undefined : scalar(own(object, only));
    };
  }
  return (message) => scalar(follow(message.json, path));
}

function scalar(value: Json | undefined): string | undefined {
  if (typeof value === 'string' || value === undefined) return value;
  if (typeof value === 'number') return String(value);
  return textOf(fromJson(value));
}

function slow(run: (scope: Scope) => Value): (message: Message) => string | undefined {
  return (message) => {
    const scope = new Scope(new Budget(), message.json);
    scope.names.set('value', message.text);
    const value = guarded(() => run(scope));
    return value === undefined ? undefined : textOf(value);
  };
}

/** Undefined where `is_defined` found nothing; every other fault has a code. */
function guarded(run: () => Value): Value {
  try {
    return run();
  } catch (error) {
    if (error instanceof Absent) return undefined;
    if (error instanceof HearthError) throw error;
    throw failed(error instanceof Error ? error.message : 'failed', error);
  }
}

const HARMLESS = new Set(['float', 'int', 'round', 'default', 'd', 'is_defined', 'string', 'lower', 'upper', 'trim']);

/** Without the filters that give back what they get, when what they get is what is expected. */
function peeled(node: Node): Node {
  if (node.type !== 'FilterExpression') return node;
  const name: string = node.filter.callee?.value ?? node.filter.value;
  return HARMLESS.has(name) ? peeled(node.operand) : node;
}

/** The value that a command template put between its fixed parts, where it put in just one; undefined elsewhere. */
export function unrender(source: string, text: string, variable = 'value'): string | undefined {
  const hole = new RegExp(`\\{\\{-?\\s*${variable}\\s*(?:\\|\\s*\\w+(?:\\([^)]*\\))?\\s*)*-?\\}\\}`, 'g');
  const holes = [...source.matchAll(hole)];
  const [first] = holes;
  if (first === undefined || holes.length !== 1) return undefined;
  const before = source.slice(0, first.index);
  const after = source.slice(first.index + first[0].length);
  if (/\{[{%]/.test(before + after) || !text.startsWith(before) || !text.endsWith(after)) return undefined;
  return text.slice(before.length, text.length - after.length);
}
