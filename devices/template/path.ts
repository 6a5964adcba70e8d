import type { Json } from '../../runtime/domain/entity.ts';
import { isObject, own } from '../message.ts';

/** A node of the tree that the Jinja parser makes; which fields it has follows from `type`. */
export interface Node {
  readonly type: string;
  // biome-ignore lint/suspicious/noExplicitAny: the parser's own tree, checked field by field below.
  readonly [field: string]: any;
}

/** Where an expression is a plain path into the payload: its keys. */
export function pathOf(node: Node): (string | number)[] | undefined {
  if (node.type === 'Identifier') return node.value === 'value_json' ? [] : undefined;
  if (node.type !== 'MemberExpression') return undefined;
  const property: Node = node.property;
  const literal = property.type === 'StringLiteral' || property.type === 'IntegerLiteral';
  if (node.computed ? !literal : property.type !== 'Identifier' && !literal) return undefined;
  return pathOf(node.object)?.concat([property.value]);
}

export function follow(json: Json | undefined, path: readonly (string | number)[]): Json | undefined {
  let value = json;
  for (const key of path) {
    if (Array.isArray(value)) value = (value as readonly Json[]).at(Number(key));
    else if (isObject(value)) value = own(value, String(key));
    else return undefined;
  }
  return value;
}
