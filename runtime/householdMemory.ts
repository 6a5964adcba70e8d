import type { Effect, RewriteEntry } from './domain/context.ts';
import { HearthError } from './domain/errors.ts';
import type { Instant } from './domain/time.ts';
import type { ContextStore } from './ports/contextStore.ts';
import type { Rewrites } from './ports/rewrites.ts';

/** The rewrites in memory, over the store's rows. */
interface TaughtTable extends Rewrites {
  put(entry: RewriteEntry): void;
  forget(phrase: string | undefined): readonly RewriteEntry[];
}
/** What a wish to teach comes to: the effect that makes it lasting, or why not, in words for the person. */
type CheckTeaching = (
  phrase: string,
  meaning: string,
  rewrites: Rewrites,
  speaker: string | undefined,
) => { readonly effect: Effect } | { readonly say: string };
/** What else is in memory where a daemon runs. */
interface LiveMemory {
  forget(effect: { readonly type: 'forget'; readonly phrase?: string; readonly scope?: 'phrase' | 'everything' }): void;
  erase(): void;
}

/** A lesson that was typed, rather than said. */
export interface TypedLesson {
  readonly phrase: string;
  readonly meaning: string;
  readonly speaker: string | undefined;
}

/** What a household may always do with what the hub remembers: teach it, make it forget, see all, erase all. */
export class HouseholdMemory {
  readonly #store: ContextStore;
  readonly #rewrites: TaughtTable;
  readonly #check: CheckTeaching;
  readonly #live: LiveMemory | undefined;

  /** Without `live` it works on the store alone: no daemon runs. */
  constructor(store: ContextStore, rewrites: TaughtTable, check: CheckTeaching, live?: LiveMemory) {
    this.#store = store;
    this.#rewrites = rewrites;
    this.#check = check;
    this.#live = live;
  }

  /** Durable when it returns. Errors: `lesson-refused`, and the store's. */
  teach(phrase: string, meaning: string, speaker: string | undefined, at: Instant): RewriteEntry {
    const checked = this.#check(phrase, meaning, this.#rewrites, speaker);
    if (!('effect' in checked)) throw new HearthError('lesson-refused', checked.say);
    const { effect } = checked;
    if (effect.type !== 'teachPhrase') throw new HearthError('bad-argument', 'only a phrase is taught like this');
    const entry: RewriteEntry = {
      from: effect.phrase,
      to: effect.meaning,
      layer: 'taught',
      status: 'active',
      wins: 0,
      losses: 0,
      createdAt: at,
      ...(speaker !== undefined && { speaker }),
    };
    // What is not on the disk is not taught.
    this.#store.putRewrites([entry]);
    this.#rewrites.put(entry);
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
