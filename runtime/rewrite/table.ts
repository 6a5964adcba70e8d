import type { RewriteEntry } from '../domain/context.ts';
import { limits } from '../domain/limits.ts';
import { normalPhrase } from '../domain/phrase.ts';
import type { Instant } from '../domain/time.ts';
import type { Rewrites } from '../ports/rewrites.ts';
import { mayApply, scoreOf } from './guard.ts';
import { PhraseIndex, type Retrieved } from './retrieve.ts';

/** The layers in the order in which they are asked: what a person taught stands over what the hub learned. */
const LAYERS = ['taught', 'personal', 'global'] as const;

/**
 * The household's rewrites in memory, over the rows that the store keeps and the table that a bundle brings.
 *
 * A phrase has one entry per layer and speaker. What is known for a speaker stands over what is known for the household; an
 * utterance of an unknown speaker may use what one person taught, unless two taught the phrase differently.
 */
export class RewriteTable implements Rewrites {
  readonly #byPhrase = new Map<string, RewriteEntry[]>();
  readonly #taught = new PhraseIndex();
  #size = 0;

  /** Puts entries in (a store's rows at the start, a bundle's global ones) beside those that are there. */
  load(entries: readonly RewriteEntry[]): void {
    for (const entry of entries) this.put(entry);
  }

  /** The entry that answers these exact words, politeness and wake words aside. At most 0.1 ms with 10,000 entries. */
  lookup(text: string, speaker?: string): { readonly entry: RewriteEntry; readonly score: number } | undefined {
    const phrase = normalPhrase(text);
    const entries = this.#byPhrase.get(phrase);
    if (entries === undefined) return undefined;
    for (const layer of LAYERS) {
      const entry = pick(
        entries.filter((item) => item.layer === layer && mayApply(item)),
        speaker,
      );
      if (entry !== undefined && normalPhrase(entry.to) !== phrase) return { entry, score: scoreOf(entry) };
    }
    return undefined;
  }

  /** The taught phrase that these words are most likely a mishearing of; `isHomeWord` tells words that name something here. */
  retrieve(text: string, speaker?: string, isHomeWord: (word: string) => boolean = () => false): Retrieved | undefined {
    const usable = (entry: RewriteEntry): boolean =>
      entry.speaker === undefined || speaker === undefined || entry.speaker === speaker;
    return this.#taught.find(normalPhrase(text), usable, isHomeWord);
  }

  /** In force from the next utterance on; replaces what was taught for the phrase before. */
  teach(phrase: string, meaning: string, speaker: string | undefined, at: Instant): RewriteEntry {
    const entry: RewriteEntry = {
      from: normalPhrase(phrase),
      to: meaning.trim(),
      layer: 'taught',
      status: 'active',
      wins: 0,
      losses: 0,
      createdAt: at,
      ...(speaker === undefined ? {} : { speaker }),
    };
    this.put(entry);
    return entry;
  }

  /** Adds or replaces the entry of this layer, speaker and phrase; a full table lets its weakest learned entry go. */
  put(entry: RewriteEntry): void {
    const from = normalPhrase(entry.from);
    const kept = from === entry.from ? entry : { ...entry, from };
    const entries = this.#byPhrase.get(from) ?? [];
    const at = entries.findIndex((item) => item.layer === kept.layer && item.speaker === kept.speaker);
    const before = entries[at];
    if (before?.layer === 'taught') this.#taught.remove(before);
    if (before === undefined) {
      if (this.#size >= limits.rewritesMax) this.#evict();
      this.#byPhrase.set(from, [...(this.#byPhrase.get(from) ?? []), kept]);
      this.#size++;
    } else {
      entries[at] = kept;
    }
    if (kept.layer === 'taught' && mayApply(kept)) this.#taught.add(kept);
  }

  /**
   * Removes what was taught and learned for the phrase or to mean it, for everybody; all of it where no phrase is named.
   * Global entries stay.
   */
  forget(phrase: string | undefined): readonly RewriteEntry[] {
    const said = phrase === undefined ? undefined : normalPhrase(phrase);
    const gone = this.list().filter(
      ({ layer, from, to }) => layer !== 'global' && (said === undefined || from === said || normalPhrase(to) === said),
    );
    for (const entry of gone) this.#remove(entry);
    return gone;
  }

  find(layer: RewriteEntry['layer'], from: string, speaker: string | undefined): RewriteEntry | undefined {
    const entries = this.#byPhrase.get(normalPhrase(from));
    return entries?.find((entry) => entry.layer === layer && entry.speaker === speaker);
  }

  list(): readonly RewriteEntry[] {
    return [...this.#byPhrase.values()].flat();
  }

  #remove(entry: RewriteEntry): void {
    const left = (this.#byPhrase.get(entry.from) ?? []).filter((item) => item !== entry);
    if (left.length === 0) this.#byPhrase.delete(entry.from);
    else this.#byPhrase.set(entry.from, left);
    if (entry.layer === 'taught') this.#taught.remove(entry);
    this.#size--;
  }

  /** Retired before candidate before probation, then the one unused for longest; taught ones only when nothing else is left. */
  #evict(): void {
    let weakest: RewriteEntry | undefined;
    for (const entries of this.#byPhrase.values()) {
      for (const entry of entries) {
        if (weakest === undefined || isWeaker(entry, weakest)) weakest = entry;
      }
    }
    if (weakest !== undefined) this.#remove(weakest);
  }
}

const STRENGTH = { retired: 0, candidate: 1, probation: 2, active: 3 } as const;

function isWeaker(a: RewriteEntry, b: RewriteEntry): boolean {
  const strength = (entry: RewriteEntry): number => (entry.layer === 'taught' ? 4 : STRENGTH[entry.status]);
  if (strength(a) !== strength(b)) return strength(a) < strength(b);
  return (a.usedAt ?? a.createdAt) < (b.usedAt ?? b.createdAt);
}

function pick(entries: readonly RewriteEntry[], speaker: string | undefined): RewriteEntry | undefined {
  const own = speaker === undefined ? undefined : entries.find((entry) => entry.speaker === speaker);
  const household = own ?? entries.find((entry) => entry.speaker === undefined);
  if (household !== undefined || speaker !== undefined) return household;
  const taught = entries.filter((entry) => entry.layer === 'taught');
  const same = taught.every((entry) => normalPhrase(entry.to) === normalPhrase(taught[0]?.to ?? ''));
  return same ? taught[0] : undefined;
}
