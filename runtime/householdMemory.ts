import type { RewriteEntry } from './domain/context.ts';
import { HearthError } from './domain/errors.ts';
import { limits } from './domain/limits.ts';
import type { Instant } from './domain/time.ts';
import type { ContextStore } from './ports/contextStore.ts';

/** The rewrites in memory, over the store's rows. */
interface TaughtTable {
  teach(phrase: string, meaning: string, speaker: string | undefined, at: Instant): RewriteEntry;
  forget(phrase: string | undefined): readonly RewriteEntry[];
  list(): readonly RewriteEntry[];
}
/** What else is in memory where a daemon runs. */
interface LiveMemory {
  forget(effect: { readonly type: 'forget'; readonly phrase?: string; readonly scope?: 'phrase' | 'everything' }): void;
  erase(): void;
}

/** What a household may always do with what the hub remembers: teach it, make it forget, see all, erase all. */
export class HouseholdMemory {
  readonly #store: ContextStore;
  readonly #rewrites: TaughtTable;
  readonly #live: LiveMemory | undefined;

  /** Without `live` it works on the store alone: no daemon runs. */
  constructor(store: ContextStore, rewrites: TaughtTable, live?: LiveMemory) {
    this.#store = store;
    this.#rewrites = rewrites;
    this.#live = live;
  }

  /** Durable when it returns. Errors: `bad-argument`, and the store's. */
  teach(phrase: string, meaning: string, speaker: string | undefined, at: Instant): RewriteEntry {
    for (const [what, text] of [
      ['phrase', phrase],
      ['meaning', meaning],
    ] as const) {
      if (text.trim() === '') throw new HearthError('bad-argument', `the ${what} is empty`);
      if (text.length > limits.phraseCharactersMax)
        throw new HearthError('bad-argument', `the ${what} is longer than ${limits.phraseCharactersMax} characters`);
    }
    const before = this.#rewrites.list().find((entry) => entry.layer === 'taught' && entry.from === phrase);
    const entry = this.#rewrites.teach(phrase, meaning, speaker, at);
    try {
      this.#store.putRewrites([entry]);
    } catch (error) {
      // What is not on the disk is not taught.
      this.#rewrites.forget(phrase);
      if (before) this.#rewrites.teach(before.from, before.to, before.speaker, before.createdAt);
      throw error;
    }
    return entry;
  }

  /** Forgets a phrase, or with none all that was taught; what was forgotten, in words. */
  forget(phrase: string | undefined): readonly string[] {
    const effect =
      phrase === undefined
        ? ({ type: 'forget', scope: 'everything' } as const)
        : ({ type: 'forget', phrase, scope: 'phrase' } as const);
    const gone = this.#store.forget(effect);
    this.#rewrites.forget(phrase);
    this.#live?.forget(effect);
    return gone;
  }

  /** Phrases that were taught or learned, newest first. */
  list(): readonly RewriteEntry[] {
    return this.#rewrites
      .list()
      .filter((entry) => entry.layer !== 'global')
      .sort((a, b) => b.createdAt - a.createdAt || (a.from < b.from ? -1 : 1));
  }

  exportAll(): { readonly [table: string]: readonly unknown[] } {
    this.#store.flush();
    return this.#store.exportAll();
  }

  erase(): void {
    this.#store.erase();
    this.#rewrites.forget(undefined);
    this.#live?.erase();
  }
}
