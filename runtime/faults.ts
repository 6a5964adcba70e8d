import type { Discovery } from './domain/device.ts';
import { type ErrorCode, isHearthError } from './domain/errors.ts';
import { limits } from './domain/limits.ts';
import type { Instant } from './domain/time.ts';

/** Something that went wrong and that the daemon outlived. */
export interface Fault {
  readonly at: Instant;
  readonly code: string;
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
  readonly #notUnderstood = new Map<string, Discovery['notUnderstood']>();

  /** `code` counts by itself; the same code at the same place is one entry. */
  add(at: Instant, code: string, where: string, why: string): void {
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

  /** What a discovery message said that no rule here understands; replaces what its source said before. */
  notUnderstood(source: string, parts: Discovery['notUnderstood']): void {
    if (parts.length === 0) this.#notUnderstood.delete(source);
    else if (this.#notUnderstood.size < limits.entitiesMax) this.#notUnderstood.set(source, parts);
  }

  /** By reason, commonest first, each with a few of its places. */
  reasons(): readonly { readonly why: string; readonly count: number; readonly examples: readonly string[] }[] {
    const byWhy = new Map<string, string[]>();
    for (const [source, parts] of this.#notUnderstood)
      for (const { what, why } of parts) byWhy.set(why, [...(byWhy.get(why) ?? []), `${source} ${what}`]);
    return [...byWhy]
      .map(([why, all]) => ({ why, count: all.length, examples: all.slice(0, 3).map(clip) }))
      .sort((a, b) => b.count - a.count);
  }

  /** Newest first. */
  last(): readonly Fault[] {
    return [...this.#last.values()].reverse();
  }
}

function clip(text: string): string {
  return text.length > limits.faultCharactersMax ? `${text.slice(0, limits.faultCharactersMax)}…` : text;
}
