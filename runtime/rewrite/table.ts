import type { RewriteEntry, SaidBefore } from '../domain/context.ts';
import { mentionsGuarded } from '../domain/guarded.ts';
import { limits } from '../domain/limits.ts';
import { normalPhrase } from '../domain/phrase.ts';
import { faded } from '../domain/posterior.ts';
import { EVERYBODY, type RewritePattern, WITHIN } from '../domain/rewritePattern.ts';
import type { Instant } from '../domain/time.ts';
import { mayForget } from '../domain/voice.ts';
import type { Rewrites } from '../ports/rewrites.ts';
import { isBlock, isFor, mayApply, rewriteGuards, scoreOf } from './guard.ts';
import { History } from './history.ts';
import { type Fits, PatternTable } from './patterns.ts';
import { PhraseIndex, type Retrieved } from './retrieve.ts';

/** How the key of a moment begins that names the room. */
const ROOM = 'room=';
/** The layers in the order in which they are asked: what a person taught stands over what the hub learned. */
const LAYERS = ['taught', 'personal'] as const;

/** What people add to a request that changes nothing in it. */
const ADDED =
  /^(?:well|so|and|right|oh) (?=.* )|(?<= .*) (?:right now|just now|for now|now|then|any ?more|any longer)$/g;

/** Who says it, and when. */
export interface Asking {
  readonly speaker?: string | undefined;
  /** Keys of the moment, the most telling first. */
  readonly moment?: readonly string[];
  /** Evidence has faded by now; absent, it counts as it was left. */
  readonly now?: Instant;
  /** The household's people: what is proven of one of them may serve another. */
  readonly people?: readonly string[];
}

/** What words mean that everybody says, in the words of this home. */
export interface General {
  readonly to: string;
  /** The pattern's own words, by which this home's entry about it is found. */
  readonly pattern: string;
  readonly score: number;
}

/**
 * The household's rewrites in memory, over the rows that the store keeps and the table that a bundle brings, and what was said
 * here before.
 *
 * A phrase has one entry per layer, speaker and moment. What is known of this moment stands over what holds at any, what is
 * known for a speaker over what is known for the household; an utterance of an unknown speaker may use what one person taught,
 * unless two taught the phrase differently.
 */
export class RewriteTable implements Rewrites {
  readonly history = new History();
  readonly #byPhrase = new Map<string, RewriteEntry[]>();
  readonly #taught = new PhraseIndex();
  readonly #learned = new PhraseIndex();
  #patterns = new PatternTable([]);
  #size = 0;

  /** What a bundle brings, each with an entry under which this home counts how it fares here; to be called before `load`. */
  loadPatterns(patterns: readonly RewritePattern[]): void {
    this.#patterns = new PatternTable(patterns);
    for (const { from, to, wins, losses } of patterns)
      this.put({ from, to, layer: 'global', status: 'active', when: EVERYBODY, wins, losses, createdAt: 0 });
  }

  /** Puts the store's rows in beside what is there. */
  load(entries: readonly RewriteEntry[]): void {
    for (const entry of entries) if (!this.#isOutdated(entry)) this.put(entry);
  }

  /** The entry that answers these exact words, politeness and wake words aside. At most 0.1 ms with 10,000 entries. */
  lookup(text: string, asking: Asking = {}): { readonly entry: RewriteEntry; readonly score: number } | undefined {
    const phrase = normalPhrase(text);
    const entries = this.#byPhrase.get(phrase);
    if (entries === undefined) return undefined;
    for (const layer of LAYERS) {
      const entry = pick(
        entries.filter((item) => item.layer === layer),
        asking,
      );
      if (entry === 'leave') return undefined;
      if (entry !== undefined && normalPhrase(entry.to) !== phrase) return { entry, score: scoreOf(entry) };
    }
    return undefined;
  }

  /**
   * What everybody means by words of this form, where the home's own things fill it and its own losses do not speak against it;
   * gives way to what this home has said with success. At most 0.1 ms.
   */
  general(text: string, asking: Asking, fits: Fits): General | undefined {
    const phrase = normalPhrase(text);
    const room = asking.moment?.find((key) => key.startsWith(ROOM))?.slice(ROOM.length);
    const find = (words: string) => this.#patterns.find(words, fits, ({ from }) => this.#mayUse(from, asking), room);
    const found = find(phrase) ?? find(phrase.replace(ADDED, ''));
    if (found === undefined || mentionsGuarded(phrase) || mentionsGuarded(found.to)) return undefined;
    if (this.isFine(phrase, asking)) return undefined;
    const entry = this.find('global', found.pattern.from, undefined, EVERYBODY);
    return { to: found.to, pattern: found.pattern.from, score: entry === undefined ? 0 : scoreOf(entry) };
  }

  /**
   * What these words mean to somebody else of the household for certain, where one knows who speaks: for words that come to
   * nothing by themselves. Names and shortcuts of one person are mostly the others', too.
   */
  ofAnother(text: string, asking: Asking): RewriteEntry | undefined {
    const { speaker } = asking;
    if (speaker === undefined) return undefined;
    const entries = this.of(text).filter(({ layer }) => layer === 'personal');
    const found = shared(entries, asking);
    const isMinded = entries.some(
      (entry) => entry.speaker === speaker && (entry.status === 'retired' || !isSameMeaning(entry, found)),
    );
    return isMinded ? undefined : found;
  }

  #mayUse(pattern: string, { now }: Asking): boolean {
    const entry = this.find('global', pattern, undefined, EVERYBODY);
    return entry !== undefined && mayApply(entry, now);
  }

  /** The taught phrase that these words are most likely a mishearing of; `isHomeWord` tells words that name something here. */
  retrieve(text: string, speaker?: string, isHomeWord: (word: string) => boolean = () => false): Retrieved | undefined {
    return this.#taught.find(normalPhrase(text), isTaughtFor(speaker), isHomeWord);
  }

  /** The same among proven rewrites: for words that mean nothing by themselves. */
  retrieveLearned(text: string, asking: Asking, isHomeWord: (word: string) => boolean): Retrieved | undefined {
    const usable = (entry: RewriteEntry): boolean => isFor(entry, asking.speaker) && mayApply(entry, asking.now);
    return this.#learned.find(normalPhrase(text), usable, isHomeWord);
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

  /** Adds or replaces the entry of its key; a full table lets its weakest learned entry go. */
  put(entry: RewriteEntry): void {
    const from = normalPhrase(entry.from);
    const kept = from === entry.from ? entry : { ...entry, from };
    const entries = this.#byPhrase.get(from) ?? [];
    const at = entries.findIndex((item) => isSameKey(item, kept));
    const before = entries[at];
    if (before !== undefined) this.#indexOf(before)?.remove(before);
    if (before === undefined) {
      if (this.#size >= limits.rewritesMax) this.#evict();
      this.#byPhrase.set(from, [...(this.#byPhrase.get(from) ?? []), kept]);
      this.#size++;
    } else {
      entries[at] = kept;
    }
    if (mayApply(kept)) this.#indexOf(kept)?.add(kept);
  }

  /**
   * Removes what was taught and learned for the phrase or to mean it, for everybody; all of it where no phrase is named.
   * Global entries stay, and what is another person's than `by`.
   */
  forget(phrase: string | undefined, by?: string): readonly RewriteEntry[] {
    const said = phrase === undefined ? undefined : normalPhrase(phrase);
    const holds = (text: string): boolean => said === undefined || ` ${normalPhrase(text)} `.includes(` ${said} `);
    const isNamed = ({ layer, from, to }: RewriteEntry): boolean =>
      layer === 'taught' ? from === said || normalPhrase(to) === said : holds(from) || holds(to);
    const gone = this.list().filter(
      (entry) => entry.layer !== 'global' && mayForget(by, entry.speaker) && (said === undefined || isNamed(entry)),
    );
    for (const entry of gone) this.#remove(entry);
    if (phrase === undefined) this.history.forgetAll((said) => mayForget(by, said.speaker));
    else this.forgetSaid(phrase);
    return gone;
  }

  /** Drops what was said with these words in it from the history. */
  forgetSaid(words: string): void {
    const said = ` ${normalPhrase(words)} `;
    this.history.forget((text) => ` ${normalPhrase(text)} `.includes(said));
  }

  find(
    layer: RewriteEntry['layer'],
    from: string,
    speaker: string | undefined,
    when?: string,
  ): RewriteEntry | undefined {
    return this.of(from).find((entry) => entry.layer === layer && entry.speaker === speaker && entry.when === when);
  }

  of(from: string): readonly RewriteEntry[] {
    return this.#byPhrase.get(normalPhrase(from)) ?? [];
  }

  /** Entries about these words where they stand within others; `words` is a piece of a normal phrase. */
  within(words: string): readonly RewriteEntry[] {
    const known = this.#byPhrase.get(words);
    return known === undefined ? [] : known.filter(({ layer, when }) => layer === 'personal' && when === WITHIN);
  }

  list(): readonly RewriteEntry[] {
    return [...this.#byPhrase.values()].flat();
  }

  saidBefore(phrase: string, speaker: string | undefined): SaidBefore | undefined {
    return this.history.of(normalPhrase(phrase), speaker);
  }

  /** Whether the words as they are do well here; `phrase` is a normal one. */
  isFine(phrase: string, { speaker, now }: Asking): boolean {
    const said = this.history.of(phrase, speaker) ?? this.history.of(phrase, undefined);
    if (said === undefined) return false;
    const { wins, losses } = faded(said, (now ?? said.lastAt) - said.lastAt, rewriteGuards.halfLifeMs);
    return wins >= 1.5 && wins > 2 * losses;
  }

  /** A row about a global rewrite that the bundle no longer has, or has otherwise by now. */
  #isOutdated(entry: RewriteEntry): boolean {
    if (entry.layer !== 'global' || entry.usedAt === undefined) return false;
    return this.find('global', entry.from, undefined, entry.when)?.to !== entry.to;
  }

  /** Which index finds an entry by its sound; those of one moment are found by their exact words only. */
  #indexOf(entry: RewriteEntry): PhraseIndex | undefined {
    if (entry.layer === 'taught') return this.#taught;
    return entry.layer === 'personal' && entry.status === 'active' && entry.when === undefined
      ? this.#learned
      : undefined;
  }

  #remove(entry: RewriteEntry): void {
    const left = (this.#byPhrase.get(entry.from) ?? []).filter((item) => item !== entry);
    if (left.length === 0) this.#byPhrase.delete(entry.from);
    else this.#byPhrase.set(entry.from, left);
    this.#indexOf(entry)?.remove(entry);
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

function isSameKey(a: RewriteEntry, b: RewriteEntry): boolean {
  return a.layer === b.layer && a.speaker === b.speaker && a.when === b.when;
}

function isTaughtFor(speaker: string | undefined): (entry: RewriteEntry) => boolean {
  return (entry) => entry.speaker === undefined || speaker === undefined || entry.speaker === speaker;
}

const STRENGTH = { retired: 0, candidate: 1, probation: 2, active: 3 } as const;

function isWeaker(a: RewriteEntry, b: RewriteEntry): boolean {
  const strength = (entry: RewriteEntry): number => (entry.layer === 'taught' ? 4 : STRENGTH[entry.status]);
  if (strength(a) !== strength(b)) return strength(a) < strength(b);
  return (a.usedAt ?? a.createdAt) < (b.usedAt ?? b.createdAt);
}

/** Whether this person lately meant something by the words in this room: where it is something else, what holds anywhere is no safe guess. */
function isOtherwise(entry: RewriteEntry, speaker: string | undefined): boolean {
  const { layer, status, when, wins, losses } = entry;
  const isOpen = layer === 'personal' && status === 'candidate' && when?.startsWith('room=') === true;
  return isOpen && entry.speaker === speaker && wins > losses;
}

/** The entry of one layer that holds now: of this moment before any, the speaker's own before the household's. */
function pick(entries: readonly RewriteEntry[], asking: Asking): RewriteEntry | 'leave' | undefined {
  const { speaker, moment = [], now } = asking;
  if (entries.length === 0) return undefined;
  const meant: RewriteEntry[] = [];
  for (const when of [...moment, undefined]) {
    const here = entries.filter((entry) => entry.when === when);
    const mine = here.filter((entry) => isFor(entry, speaker));
    if (mine.some((entry) => isBlock(entry))) return 'leave';
    const usable = mine.filter((entry) => mayApply(entry, now));
    const found = usable.find((entry) => entry.speaker === speaker) ?? usable[0];
    if (found !== undefined) return meant.every((entry) => isSameMeaning(entry, found)) ? found : 'leave';
    meant.push(...mine.filter((entry) => isOtherwise(entry, speaker)));
  }
  if (meant.length > 0) return 'leave';
  return speaker === undefined ? shared(entries, asking) : undefined;
}

/**
 * What the household's people mean by the words where nobody knows whose voice it is: what somebody taught, or what is proven of
 * somebody, unless two mean different things.
 */
function shared(
  entries: readonly RewriteEntry[],
  { speaker, moment = [], now, people = [] }: Asking,
): RewriteEntry | undefined {
  const isProven = (entry: RewriteEntry): boolean =>
    entry.layer === 'personal' &&
    entry.status === 'active' &&
    (entry.speaker === undefined ? isFor(entry, speaker) : people.includes(entry.speaker)) &&
    (entry.when === undefined || moment.includes(entry.when));
  const known = entries.filter((entry) => mayApply(entry, now) && (entry.layer === 'taught' || isProven(entry)));
  return known.every((entry) => isSameMeaning(entry, known[0])) ? known[0] : undefined;
}

function isSameMeaning(entry: RewriteEntry, other: RewriteEntry | undefined): boolean {
  return other !== undefined && normalPhrase(entry.to) === normalPhrase(other.to);
}
