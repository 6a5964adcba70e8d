import type { Json } from '../../runtime/domain/entity.ts';
import type { Budget } from './bounds.ts';
import { fromJson, type Value } from './values.ts';

/** Names in force while a template runs. */
export class Scope {
  readonly names = new Map<string, Value>();
  readonly budget: Budget;
  /** The payload as JSON: turned into values only as far as the template looks into it. */
  readonly json: Json | undefined;
  readonly #outer: Scope | undefined;

  constructor(budget: Budget, json?: Json, outer?: Scope) {
    this.budget = budget;
    this.json = json;
    this.#outer = outer;
  }

  get(name: string): Value {
    if (this.names.has(name)) return this.names.get(name);
    if (this.#outer !== undefined) return this.#outer.get(name);
    return name === 'value_json' ? fromJson(this.json) : undefined;
  }

  inner(): Scope {
    return new Scope(this.budget, this.json, this);
  }
}

export type Step = (scope: Scope) => Value;
