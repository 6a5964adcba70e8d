import { parse, tokenize } from '@huggingface/jinja';
import { HearthError } from '../../runtime/domain/errors.ts';
import { limits } from '../../runtime/domain/limits.ts';
import { type Budget, failed } from './bounds.ts';
import { binary, calls, test, unary } from './expressions.ts';
import { filters } from './filters.ts';
import { listOf, memberOf } from './lists.ts';
import { follow, type Node, pathOf } from './path.ts';
import type { Scope, Step } from './scope.ts';
import { type Arguments, float, fromJson, isDict, numberOf, textOf, truthy, type Value } from './values.ts';

/** What a template can only know inside Home Assistant. */
const ELSEWHERE = new Set([
  'states',
  'state_attr',
  'is_state',
  'is_state_attr',
  'has_value',
  'expand',
  'now',
  'utcnow',
]);

/**
 * Turns a Jinja template into a function over its variables; nothing is ever evaluated as JavaScript.
 * Throws HearthError `template-limit` or `template-failed`.
 */
export function compile(source: string): { readonly nodes: readonly Node[]; readonly run: Step } {
  if (Buffer.byteLength(source) > limits.templateBytesMax)
    throw new HearthError('template-limit', `template: longer than ${limits.templateBytesMax} bytes`);
  if (nesting(source) > NESTING_MAX)
    throw new HearthError('template-limit', `template: brackets nested deeper than ${NESTING_MAX}`);
  try {
    const nodes = parse(tokenize(source, { lstrip_blocks: false, trim_blocks: false })).body as unknown as Node[];
    return { nodes, run: block(nodes, 0) };
  } catch (error) {
    if (error instanceof HearthError) throw error;
    throw failed(error instanceof Error ? error.message : 'not understood', error);
  }
}

/** The parser calls itself for every bracket: this keeps it off the end of the stack. */
const NESTING_MAX = 64;

function nesting(source: string): number {
  let [depth, deepest] = [0, 0];
  for (const character of source) {
    if ('([{'.includes(character)) deepest = Math.max(deepest, ++depth);
    else if (')]}'.includes(character)) depth -= 1;
  }
  return deepest;
}

/** What looking at all of a value costs. */
function weigh(value: Value): number {
  if (typeof value === 'string') return 1 + (value.length >> 6);
  if (isDict(value)) return 1 + value.size;
  return 1 + (Array.isArray(value) ? value.length : 0);
}

function block(nodes: readonly Node[], loops: number): Step {
  const steps = nodes.filter((node) => node.type !== 'Comment').map((node) => statement(node, loops));
  const [only] = steps;
  if (steps.length === 1 && only !== undefined) return only;
  return (scope) => {
    let text = '';
    for (const step of steps) {
      const value = step(scope);
      if (value === undefined) continue;
      const made = textOf(value);
      scope.budget.make(made.length);
      text += made;
    }
    return text;
  };
}

function statement(node: Node, loops: number): Step {
  switch (node.type) {
    case 'If':
      return choice(expression(node.test), block(node.body, loops), block(node.alternate, loops));
    case 'For':
      return loop(node, loops + 1);
    case 'Set':
      return assignment(node, loops);
    case 'Macro':
    case 'CallStatement':
    case 'FilterStatement':
      throw failed(`${node.type} is not supported`);
    case 'Break':
    case 'Continue':
      return leave(node.type === 'Break');
    default:
      return expression(node);
  }
}

function choice(condition: Step, yes: Step, no: Step): Step {
  return (scope) => {
    scope.budget.step();
    return truthy(condition(scope)) ? yes(scope) : no(scope);
  };
}

function assignment(node: Node, loops: number): Step {
  const value = node.value ? expression(node.value) : block(node.body, loops);
  const target: Node = node.assignee;
  if (target.type === 'MemberExpression') {
    const object = expression(target.object);
    const key = String(target.property.value);
    return (scope) => {
      const space = object(scope);
      if (!isDict(space)) throw failed('set needs a namespace');
      (space as Map<string, Value>).set(key, value(scope));
      return undefined;
    };
  }
  if (target.type !== 'Identifier') throw failed('set of several names is not supported');
  return (scope) => {
    scope.names.set(target.value, value(scope));
    return undefined;
  };
}

/** Unwinds to the loop around it. What the round printed before is lost, which no device's template minds. */
class Leave extends Error {
  readonly last: boolean;

  constructor(last: boolean) {
    super('outside of a loop');
    this.last = last;
  }
}

function leave(last: boolean): Step {
  return () => {
    throw new Leave(last);
  };
}

/** False where the loop ends with this round. */
function round(body: Step, scope: Scope, print: (text: string) => void): boolean {
  try {
    print(textOf(body(scope)));
    return true;
  } catch (error) {
    if (error instanceof Leave) return !error.last;
    throw error;
  }
}

function loop(node: Node, depth: number): Step {
  if (depth > limits.templateLoopDepthMax)
    throw new HearthError('template-limit', `template: loops nested deeper than ${limits.templateLoopDepthMax}`);
  const over: Node = node.iterable;
  const items = expression(over.type === 'SelectExpression' ? over.lhs : over);
  const keep = over.type === 'SelectExpression' ? expression(over.test) : undefined;
  const names: string[] =
    node.loopvar.type === 'TupleLiteral' ? node.loopvar.value.map((each: Node) => each.value) : [node.loopvar.value];
  const body = block(node.body, depth);
  const otherwise = block(node.defaultBlock, depth);
  return (scope) => {
    const all = listOf(items(scope));
    const inner = scope.inner();
    let text = '';
    let at = 0;
    for (const item of all) {
      scope.budget.step();
      bind(inner, names, item);
      if (keep !== undefined && !truthy(keep(inner))) continue;
      inner.names.set('loop', position(at, all.length));
      at += 1;
      const goesOn = round(body, inner, (made) => {
        text += made;
      });
      if (!goesOn) break;
    }
    return at === 0 ? otherwise(scope) : text;
  };
}

function bind(scope: Scope, names: readonly string[], item: Value): void {
  if (names.length === 1) scope.names.set(names[0] ?? '', item);
  else names.forEach((name, at) => void scope.names.set(name, memberOf(item, at)));
}

function position(at: number, length: number): Value {
  return new Map<string, Value>([
    ['index', at + 1],
    ['index0', at],
    ['first', at === 0],
    ['last', at === length - 1],
    ['length', length],
  ]);
}

function expression(node: Node): Step {
  switch (node.type) {
    case 'IntegerLiteral':
    case 'StringLiteral':
      return () => node.value;
    case 'FloatLiteral':
      return (
        (value) => () =>
          value
      )(float(node.value));
    case 'ArrayLiteral':
    case 'TupleLiteral':
      return (
        (items: Step[]) => (scope: Scope) =>
          items.map((item) => item(scope))
      )(node.value.map(expression));
    case 'ObjectLiteral':
      return dictionary(node.value);
    case 'Identifier':
      return identifier(node.value);
    case 'MemberExpression':
      return member(node);
    case 'CallExpression':
      return call(node);
    case 'UnaryExpression':
      return unary(node.operator.value, expression(node.argument));
    case 'BinaryExpression':
      return binary(node.operator.value, expression(node.left), expression(node.right));
    case 'FilterExpression':
      return filtered(node);
    case 'TestExpression':
      return test(node.test.value, node.negate, expression(node.operand));
    case 'SelectExpression':
      return choice(expression(node.test), expression(node.lhs), () => undefined);
    case 'Ternary':
      return choice(expression(node.condition), expression(node.trueExpr), expression(node.falseExpr));
    default:
      throw failed(`${node.type} is not supported`);
  }
}

const CONSTANTS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['true', true],
  ['True', true],
  ['false', false],
  ['False', false],
  ['none', null],
  ['None', null],
]);

function identifier(name: string): Step {
  if (CONSTANTS.has(name)) {
    const value = CONSTANTS.get(name);
    return () => value;
  }
  return (scope) => scope.get(name);
}

function dictionary(entries: ReadonlyMap<Node, Node>): Step {
  const pairs = [...entries].map(([key, value]) => [expression(key), expression(value)] as const);
  return (scope) => new Map(pairs.map(([key, value]) => [textOf(key(scope)), value(scope)]));
}

function member(node: Node): Step {
  const path = pathOf(node);
  if (path !== undefined)
    return (scope) => {
      scope.budget.step();
      return fromJson(follow(scope.json, path));
    };
  const object = expression(node.object);
  const property: Node = node.property;
  if (property.type === 'SliceExpression') return slice(object, property);
  if (node.computed) {
    const key = expression(property);
    return (scope) => {
      scope.budget.step();
      return memberOf(object(scope), key(scope));
    };
  }
  const key = property.value;
  return (scope) => {
    scope.budget.step();
    return memberOf(object(scope), key);
  };
}

function slice(object: Step, node: Node): Step {
  const [start, stop] = [node.start, node.stop].map((part: Node | undefined) => part && expression(part));
  if (node.step) throw failed('slices with a step are not supported');
  return (scope) => {
    const value = object(scope);
    const list = typeof value === 'string' ? value : listOf(value);
    return list.slice(numberOf(start?.(scope)), numberOf(stop?.(scope)));
  };
}

function call(node: Node): Step {
  const args = argumentsOf(node.args);
  const callee: Node = node.callee;
  if (callee.type === 'Identifier') {
    if (ELSEWHERE.has(callee.value)) throw failed(`${callee.value}() is known to Home Assistant only`);
    const known = calls.get(callee.value);
    if (known === undefined) throw failed(`no function ${callee.value}`);
    return (scope) => {
      scope.budget.step();
      return known(args(scope), scope.budget);
    };
  }
  if (callee.type === 'MemberExpression' && callee.property.type === 'Identifier') {
    const object = expression(callee.object);
    const method: string = callee.property.value;
    return (scope) => {
      const on = object(scope);
      scope.budget.step(weigh(on));
      return callMethod(on, method, args(scope), scope.budget);
    };
  }
  throw failed('a call of that kind is not supported');
}

function callMethod(object: Value, method: string, args: Arguments, budget: Budget): Value {
  if (isDict(object)) {
    const [key, otherwise] = args.positional;
    if (method === 'get') return object.get(textOf(key)) ?? otherwise ?? null;
    if (method === 'keys') return [...object.keys()];
    if (method === 'values') return [...object.values()];
    if (method === 'items') return [...object].map(([name, value]) => [name, value]);
  }
  const shared = calls.get(`.${method}`);
  if (shared === undefined) throw failed(`no method ${method}`);
  return shared({ positional: [object, ...args.positional], named: args.named }, budget);
}

function filtered(node: Node): Step {
  const operand = expression(node.operand);
  const name: string = node.filter.type === 'CallExpression' ? node.filter.callee.value : node.filter.value;
  const args = argumentsOf(node.filter.args ?? []);
  const filter = filters.get(name);
  if (filter === undefined) throw failed(`no filter ${name}`);
  return (scope) => {
    const input = operand(scope);
    scope.budget.step(weigh(input));
    return filter(input, args(scope), scope.budget);
  };
}

const NO_ARGUMENTS: Arguments = { positional: [], named: new Map() };

function argumentsOf(nodes: readonly Node[]): (scope: Scope) => Arguments {
  if (nodes.length === 0) return () => NO_ARGUMENTS;
  const positional = nodes.filter((node) => node.type !== 'KeywordArgumentExpression').map(expression);
  const named = nodes
    .filter((node) => node.type === 'KeywordArgumentExpression')
    .map((node) => [String(node.key.value), expression(node.value)] as const);
  return (scope) => ({
    positional: positional.map((step) => step(scope)),
    named: new Map(named.map(([name, step]) => [name, step(scope)])),
  });
}
