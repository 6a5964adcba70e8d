import type { HomeView, Turn } from '../domain/context.ts';
import type { SlotTag } from '../domain/intent.ts';
import { takenOf } from '../domain/taken.ts';
import { splitWords } from '../domain/words.ts';

export const templateLimits = {
  /** Words and placeholders of one template: longer talk tells more about people than about failures. */
  itemsMax: 16,
  /** Letters of a word that may be public: the longest word of the vocabulary has 16. */
  wordCharactersMax: 24,
} as const;

/** Words and what to put in their place. */
interface PrivateText {
  readonly words: readonly string[];
  readonly type: string;
}
/** Everything this home is called by, keyed by first word; to be kept while `definitionsVersion` stays the same. */
export type PrivateNames = ReadonlyMap<string, readonly PrivateText[]>;

/** The names of a home's entities, devices, areas, floors, people and satellites, which no template may hold. */
export function privateNamesOf(home: HomeView): PrivateNames {
  const texts: PrivateText[] = [];
  const add = (type: string, ...names: (string | undefined)[]): void => {
    for (const name of names) texts.push({ type, words: wordsOf(name ?? '') });
  };
  for (const entity of home.definitions()) {
    add('name', entity.name, ...entity.aliases, entity.device?.name, entity.id.split('.')[1]?.replaceAll('_', ' '));
    add('area', entity.area);
  }
  const { areas, floors, people, satellites } = home.household;
  for (const area of areas) add('area', area.name, ...area.aliases);
  for (const floor of floors) add('floor', floor.name, ...floor.aliases);
  for (const person of people) add('person', person.name, ...person.name.split(' '));
  for (const satellite of satellites) add('name', satellite.id.replaceAll(/[_-]/g, ' '), satellite.area);
  return indexOf(texts);
}

/** Tags whose words say only where to look or which way to turn; they pass through the public vocabulary like any word. */
const STRUCTURE: ReadonlySet<SlotTag> = new Set<SlotTag>([
  'all',
  'here',
  'ref',
  'there',
  'up',
  'down',
  'split',
  'state',
]);
/** Slots whose values are words of Home Assistant and not of a home. */
const PUBLIC_SLOTS = new Set(['domain', 'device_class', 'state', 'media_class', 'unit', 'scope']);

/**
 * What was said with everything that could name anybody or anything replaced by `<slot type>`.
 *
 * "turn on Anna's lamp in the den at 7" → "turn on <target> in the <area> at <time>". Replaced: every mention, every value of a slot,
 * every name of this home, numbers, and all words outside the vocabulary (`<word>`). Where the mentions are not known, where a
 * phrase of the household's own was used, and where nobody was talking to the hub, the whole is `<utterance>`.
 */
export function templateOf(turn: Turn, names: PrivateNames, vocabulary: ReadonlySet<string>): string {
  const { mentions, rewrite } = turn.trace;
  const own = rewrite !== null && rewrite.layer !== 'global';
  if (mentions === undefined || own || turn.decision.outcome === 'teach') return '<utterance>';
  const heard = takenOf(turn);
  const words = wordsOf(heard?.text ?? '');
  const said = indexOf([
    ...mentions
      .filter((item) => !STRUCTURE.has(item.tag))
      .map((item) => ({ words: wordsOf(item.text), type: item.tag })),
    ...[turn.decision.slots, ...turn.plans.map((plan) => plan.slots)].flatMap(slotTexts),
    ...turn.trace.unmatched.map((text) => ({ words: wordsOf(text), type: 'target' })),
  ]);
  const items: string[] = [];
  for (let at = 0; at < words.length; ) {
    const found = longestAt(words, at, [said, names]);
    const item = found === undefined ? publicForm(words[at] ?? '', vocabulary) : `<${found.type}>`;
    if (!item.startsWith('<') || items.at(-1) !== item) items.push(item);
    at += found?.words.length ?? 1;
  }
  return items.slice(0, templateLimits.itemsMax).join(' ');
}

function slotTexts(slots: Turn['decision']['slots']): PrivateText[] {
  return Object.entries(slots)
    .filter(([name]) => !PUBLIC_SLOTS.has(name))
    .flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value]).map((one) => ({ words: wordsOf(String(one)), type: slotType(name) })),
    );
}

/** A slot's name is a type; anything that is not plain lower-case letters would not be ours. */
function slotType(name: string): string {
  return /^[a-z_]{1,32}$/.test(name) ? name : 'value';
}

function publicForm(word: string, vocabulary: ReadonlySet<string>): string {
  if (/\d/.test(word)) return '<number>';
  return word.length <= templateLimits.wordCharactersMax && vocabulary.has(word) ? word : '<word>';
}

function wordsOf(text: string): string[] {
  return splitWords(text).map((word) => word.text);
}

function indexOf(texts: readonly PrivateText[]): PrivateNames {
  const index = new Map<string, PrivateText[]>();
  for (const text of texts) {
    const [first] = text.words;
    if (first === undefined) continue;
    const known = index.get(first);
    if (known === undefined) index.set(first, [text]);
    else known.push(text);
  }
  return index;
}

function longestAt(words: readonly string[], at: number, indices: readonly PrivateNames[]): PrivateText | undefined {
  let best: PrivateText | undefined;
  for (const text of indices.flatMap((index) => index.get(words[at] ?? '') ?? [])) {
    const fits = text.words.every((word, i) => words[at + i] === word);
    if (fits && text.words.length > (best?.words.length ?? 0)) best = text;
  }
  return best;
}
