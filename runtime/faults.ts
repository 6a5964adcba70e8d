import { type ErrorCode, isHearthError } from './domain/errors.ts';
import { limits } from './domain/limits.ts';
import type { Instant } from './domain/time.ts';

/** Something that went wrong and that the daemon outlived. */
export interface Fault {
  readonly at: Instant;
  readonly code: ErrorCode;
  /** The topic, entity, turn or file it concerns. */
  readonly where: string;
  readonly why: string;
  /** How often in a row the same thing happened at the same place. */
  readonly times: number;
}

/** What `hearth doctor` tells of: how often each fault happened, and the last of them in words. */
export class FaultLog {
  readonly #counts = new Map<string, number>();
  readonly #last = new Map<string, Fault>();

  /** `code` counts by itself; the same code at the same place is one entry. */
  add(at: Instant, code: ErrorCode, where: string, why: string): void {
    this.count(code);
    const key = `${code} ${where}`;
    const times = (this.#last.get(key)?.times ?? 0) + 1;
    this.#last.delete(key);
    this.#last.set(key, { at, code, where: clip(where), why: clip(why), times });
    if (this.#last.size > limits.faultsKeptMax) this.#last.delete(this.#last.keys().next().value as string);
  }

  /** An error of any kind, under its own code or the one given. */
  caught(at: Instant, error: unknown, otherwise: ErrorCode, where: string): void {
    const why = error instanceof Error ? error.message : String(error);
    this.add(at, isHearthError(error) ? error.code : otherwise, where, why);
  }

  count(name: string, by = 1): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + by);
  }

  counts(): { readonly [name: string]: number } {
    return Object.fromEntries([...this.#counts].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** Newest first. */
  last(): readonly Fault[] {
    return [...this.#last.values()].reverse();
  }
}

function clip(text: string): string {
  return text.length > limits.faultCharactersMax ? `${text.slice(0, limits.faultCharactersMax)}…` : text;
}
