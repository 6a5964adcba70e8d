import type { HomeView, Turn } from '../../runtime/domain/context.ts';
import type { Verdict } from '../../runtime/domain/decision.ts';
import { limits } from '../../runtime/domain/limits.ts';
import { normalPhrase } from '../../runtime/domain/phrase.ts';
import { beginsOrder } from '../../runtime/domain/plain.ts';
import { takenOf } from '../../runtime/domain/taken.ts';
import { type Attempt, sessionsOf } from '../../runtime/learn/nightly.ts';
import { trustIn } from '../../runtime/learn/proof.ts';
import { hasServed, heardPhrase } from '../../runtime/learn/relate.ts';
import { isAboutMemory } from '../../runtime/learn/rewritePair.ts';
import { isSensitive } from '../../runtime/learn/sensitive.ts';
import { CLASS, type Lexicon, NAME } from '../../runtime/resolve/lexicon.ts';
import { stem } from '../../runtime/resolve/stems.ts';
import { parseNumber } from '../../runtime/resolve/values/number.ts';
import { PUBLIC_VOCABULARY } from '../../runtime/uplink/vocabulary.ts';

/**
 * One attempt at a goal as it may leave a home: the forms of what was said, and what kind of request it ended in.
 *
 * Nothing in it names anybody or anything: things, places, numbers and what was put on a list are slots, every word that is left
 * is of the public vocabulary, and what is neither is `<word>`.
 */
export interface AnonymousSession {
  readonly steps: readonly string[];
  /** Those of the steps, in order, that failed because they were not understood, by the home's own verdicts. */
  readonly misread: readonly string[];
  /** Of the last step, where it ended in success: intent, kind of thing, whether it was about the room at hand, and its slots. */
  readonly meaning: string | undefined;
  /** How far the home trusts it, in (0, 1]. */
  readonly weight: number;
}

const DETERMINERS = new Set(['the', 'my', 'our']);
/** Words that join a thing and its place: "the lamp in the hall" is one thing. */
const JOINING = new Set(['in', 'of', 'on', 'from', 'by']);
/** Words of names that are no names by themselves. */
const NO_NAME = new Set(
  'on off in up down at to of for and or with is are not do some any all it this that'.split(' '),
);
/** What is counted in names nobody, nor does the one list that everybody has. */
export const COMMON_WORDS: ReadonlySet<string> = new Set(
  'second seconds minute minutes hour hours degree degrees percent shopping list'.split(' '),
);
/** Mentions whose words are anybody's own. */
const OPEN = { item: 'item', search_query: 'search_query' } as const;

interface Span {
  readonly from: number;
  /** End exclusive, a determiner before it included. */
  readonly to: number;
  readonly slot: string;
  /** As it stood, the determiner aside. */
  readonly words: string;
}

/** What a home's judged turns, oldest first, tell others about how people come to what they want. */
export function anonymousSessions(
  judged: readonly { readonly turn: Turn; readonly verdict: Verdict }[],
  home: HomeView,
  lexicon: Lexicon,
): AnonymousSession[] {
  const turns = new Map<string, Turn>();
  const misunderstood = new Set<string>();
  const attempts = judged.flatMap(({ turn, verdict }) => {
    const attempt = attemptAt(turn, verdict, home);
    if (attempt === undefined) return [];
    turns.set(turn.id, turn);
    if (verdict.defect && verdict.failurePoint === 'nlu') misunderstood.add(turn.id);
    return [attempt];
  });
  return sessionsOf(attempts).map(({ steps, ended, count = 1 }): AnonymousSession => {
    const said = steps.flatMap((id) => turns.get(id) ?? []);
    const last = said.at(-1);
    const good = ended === 'success' && last !== undefined && hasServed(last) ? last : undefined;
    const before = good === undefined ? said : said.slice(0, -1);
    const forms = before.map((turn) => formOf(heardPhrase(turn), openIn([turn, good]), lexicon));
    const misread = forms.filter((_, i) => misunderstood.has(before[i]?.id ?? ''));
    if (good === undefined) return { steps: forms, misread, meaning: undefined, weight: count };
    const known = new Map(
      before
        .flatMap((turn) => spansOf(heardPhrase(turn), openIn([turn, good]), lexicon))
        .map((span) => [span.words, span.slot]),
    );
    const to = meantForm(good, before.length === 0 ? undefined : known, home, lexicon);
    return { steps: [...forms, to], misread, meaning: meaningOf(good, to, home), weight: count };
  });
}

/** Whether it answers what was asked, and is no order said out in full: "To what should I set the speaker?" – "turn the volume up". */
function isReply(turn: Turn): boolean {
  const words = heardPhrase(turn).split(' ');
  const isWhole = words.length > limits.bareReplyWordsMax && beginsOrder(words[0] ?? '');
  return turn.follows !== undefined && !(turn.follows.how === 'answer' && isWhole);
}

/**
 * A judged turn by its id; undefined where nobody may learn from it: guarded, not trusted, rewritten, or a reply. Unlike what one
 * home learns for itself, words that refer ("it is dark in here") may stand: that they mean the same to many homes is what is asked.
 */
function attemptAt(turn: Turn, verdict: Verdict, home: HomeView): Attempt | undefined {
  const weight = trustIn(turn, home);
  if (weight === 0 || isReply(turn) || turn.trace.rewrite !== null) return undefined;
  if (isAboutMemory(turn) || isSensitive(turn, home)) return undefined;
  return {
    at: turn.at,
    ...(turn.satellite !== undefined && { satellite: turn.satellite }),
    ...(turn.speaker !== undefined && { speaker: turn.speaker }),
    phrase: turn.id,
    text: '',
    meaning: '',
    defect: verdict.defect,
    again: verdict.evidence.some((kind) => kind === 'rephrase' || kind === 'repetition' || kind === 'correction'),
    weight,
  };
}

/** What was said as a form: "dim the floor lamp to 20 percent" → "dim <target> to <number> percent". */
export function formOf(phrase: string, open: ReadonlyMap<string, string>, lexicon: Lexicon): string {
  return written(phrase.split(' '), spansOf(phrase, open, lexicon));
}

/**
 * The same of the words that did it. What they name besides what was said first is said out loud where it is of every home: "here"
 * for the room, the kind of thing; else it stays a slot, which nothing fills.
 */
function meantForm(
  good: Turn,
  said: ReadonlyMap<string, string> | undefined,
  home: HomeView,
  lexicon: Lexicon,
): string {
  const taken = takenOf(good);
  const phrase = normalPhrase(taken?.text ?? '');
  const spans = spansOf(phrase, openIn([good]), lexicon);
  const words = phrase.split(' ');
  const room = normalPhrase(good.area ?? '');
  const free = said === undefined ? [] : spans.filter((span) => span.slot === 'target' && !said.has(span.words));
  const kept = spans.filter((span) => !free.includes(span));
  const opened = free.flatMap((span): Span[] => {
    const at = span.words.indexOf(room);
    if (room === '' || at < 0 || home.household.areas.length === 0) return [];
    const start = span.to - span.words.split(' ').length + span.words.slice(0, at).split(' ').length - 1;
    return [{ from: start, to: start + room.split(' ').length, slot: 'here', words: room }];
  });
  const plain = free.filter((span) => !isPublicThing(span.words.replace(room, '').trim(), lexicon));
  return written(words, [
    ...kept,
    ...plain,
    ...opened.filter((one) => !plain.some((span) => span.from <= one.from && one.to <= span.to)),
  ]);
}

/** Kinds of thing, in words that every home has. */
function isPublicThing(words: string, lexicon: Lexicon): boolean {
  return (
    words !== '' &&
    words.split(' ').every((word) => PUBLIC_VOCABULARY.has(word) && (maskOf(word, lexicon) & CLASS) !== 0)
  );
}

function written(words: readonly string[], spans: readonly Span[]): string {
  const items: string[] = [];
  for (let at = 0; at < words.length; ) {
    const span = spans.find((one) => one.from === at);
    if (span !== undefined) {
      items.push(`<${span.slot}>`);
      at = span.to;
      continue;
    }
    const word = words[at++] ?? '';
    items.push(PUBLIC_VOCABULARY.has(word) || COMMON_WORDS.has(word) ? word : '<word>');
  }
  return items.join(' ');
}

/** Numbers, things, places and what is on a list, from left to right. */
function spansOf(phrase: string, open: ReadonlyMap<string, string>, lexicon: Lexicon): Span[] {
  const words = phrase.split(' ');
  const spans: Span[] = [];
  for (let at = 0; at < words.length; ) {
    const span = openAt(words, at, open) ?? thingAt(words, at, lexicon) ?? numberAt(words, at);
    if (span === undefined) at++;
    else {
      spans.push(span);
      at = span.to;
    }
  }
  return spans;
}

function openAt(words: readonly string[], at: number, open: ReadonlyMap<string, string>): Span | undefined {
  for (const [text, slot] of open) {
    const own = text.split(' ');
    if (own.every((word, i) => words[at + i] === word)) return { from: at, to: at + own.length, slot, words: text };
  }
  return undefined;
}

function numberAt(words: readonly string[], at: number): Span | undefined {
  const word = words[at] ?? '';
  if (parseNumber(word) === undefined || word === 'a' || word === 'an') return undefined;
  return { from: at, to: at + 1, slot: 'number', words: word };
}

/** A name, a kind of thing that is pointed at, or a place; a bare kind of thing ("lights please") is a word like others. */
function thingAt(words: readonly string[], at: number, lexicon: Lexicon): Span | undefined {
  const start = DETERMINERS.has(words[at] ?? '') ? at + 1 : at;
  let end = start;
  let mask = 0;
  while (end < words.length && maskOf(words[end] ?? '', lexicon) !== 0) mask |= maskOf(words[end++] ?? '', lexicon);
  if (end === start) return undefined;
  const said = words.slice(start, end);
  if ((mask & (CLASS | NAME)) === 0) return { from: at, to: end, slot: 'area', words: said.join(' ') };
  const isBare = start === at && said.length === 1 && PUBLIC_VOCABULARY.has(said[0] ?? '');
  if (isBare) return undefined;
  const joined = JOINING.has(words[end] ?? '') ? thingAt(words, end + 1, lexicon) : undefined;
  if (joined?.slot === 'area')
    return { from: at, to: joined.to, slot: 'target', words: words.slice(start, joined.to).join(' ') };
  return { from: at, to: end, slot: 'target', words: said.join(' ') };
}

function maskOf(word: string, lexicon: Lexicon): number {
  if (NO_NAME.has(word) || DETERMINERS.has(word) || COMMON_WORDS.has(word) || /^\d/.test(word)) return 0;
  let mask = 0;
  for (const one of lexicon.postings(stem(word))?.values() ?? []) mask |= one;
  return mask;
}

/** What was said of things that no home has: lists and titles. */
function openIn(turns: readonly (Turn | undefined)[]): ReadonlyMap<string, string> {
  const open = new Map<string, string>();
  for (const turn of turns)
    for (const { tag, text } of turn?.trace.mentions ?? [])
      if (tag in OPEN) open.set(normalPhrase(text), OPEN[tag as keyof typeof OPEN]);
  return open;
}

/** What a request came to, told without a name: the same for all words that come to the same. */
function meaningOf(turn: Turn, form: string, home: HomeView): string {
  const { intent, targets } = turn.decision;
  const room = turn.area?.toLowerCase();
  const areas = targets.map((target) => home.definition(target)?.area?.toLowerCase());
  const where = areas.length === 0 ? '' : areas.every((area) => area === room) ? 'here' : 'elsewhere';
  const kinds = [...new Set(targets.map((target) => target.split('.')[0] ?? ''))].sort();
  // Whether the place of a thing was said besides is the same request.
  const named = [...form.matchAll(/<(\w+)>/g)].flatMap(([, slot]) => (slot === 'here' ? [] : [slot]));
  const slots = [...new Set(named)].sort();
  // Whose slot is named needs no telling where it is.
  return [intent, slots.includes('target') ? '' : `${kinds.join('+')} ${where}`, slots.join(' ')].join('|');
}

/** A form with one of these tells too little. */
export const UNTOLD = /<word>/;
