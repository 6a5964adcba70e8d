import type { Turn } from '../domain/context.ts';
import { FREE_TEXT_TAGS, type Intent } from '../domain/intent.ts';
import { soundOf } from '../domain/sound.ts';
import { splitWords } from '../domain/words.ts';
import { differing, heardWords, soundsApart } from './heard.ts';

/** What two utterances name, and the words that they say it with. Shares in [0, 1], flags 0 or 1. */
export const NAME_FEATURES = [
  'namesKept',
  'namesAdded',
  'namesSound',
  'frameKept',
  'firstNames',
  'secondNames',
  'firstPlace',
  'secondPlace',
  'firstExact',
  'secondExact',
  'firstSo',
  'secondSo',
  'firstTitle',
  'firstTalk',
  'secondTalk',
] as const;
export type NameFeature = (typeof NAME_FEATURES)[number];

/** Words within a mention that tell nothing apart. */
const EMPTY = new Set(['the', 'a', 'an', 'my', 'our', 'all', 'in', 'of', 'at', 'on']);
const PLACES = new Set(['area', 'floor', 'all', 'here']);
const TALK: ReadonlySet<Intent> = new Set<Intent>(['HassNevermind', 'HearthConfirm', 'HearthDeny', 'HearthUndo']);

interface Named {
  readonly names: ReadonlySet<string>;
  /** The other words. */
  readonly frame: ReadonlySet<string>;
  readonly place: boolean;
  /** Something was named that takes any words: a title, an item. */
  readonly title: boolean;
}
const namedBefore = new WeakMap<Turn, Named>();

/** The words of a turn's mentions that tell things apart, and the others. */
export function partsOf(turn: Turn): Named {
  const known = namedBefore.get(turn);
  if (known !== undefined) return known;
  const mentions = turn.trace.mentions ?? [];
  const said = mentions.flatMap(({ text }) => splitWords(text).map((word) => word.text));
  const names = new Set(said.filter((word) => !EMPTY.has(word)));
  const frame = new Set(heardWords(turn).words.filter((word) => !names.has(word) && !EMPTY.has(word)));
  const place = mentions.some(({ tag }) => PLACES.has(tag));
  const named = { names, frame, place, title: mentions.some(({ tag }) => FREE_TEXT_TAGS.has(tag)) };
  namedBefore.set(turn, named);
  return named;
}

export function nameFeatures(first: Turn, second: Turn): Record<NameFeature, number> {
  const [a, b] = [partsOf(first), partsOf(second)];
  const [before, now] = [heardWords(first), heardWords(second)];
  const lost = differing([...a.names], now.words);
  const added = differing([...b.names], before.words);
  const sounds = (words: readonly string[], { wordSounds }: typeof now): string =>
    words.map((word) => wordSounds.get(word) ?? soundOf(word)).join('');
  const shared = [...a.frame].filter((word) => b.frame.has(word)).length;
  const [own, theirs] = [first.trace.features, second.trace.features];
  return {
    namesKept: 1 - lost.length / Math.max(1, a.names.size),
    namesAdded: added.length / Math.max(1, b.names.size),
    namesSound: 1 - soundsApart(sounds(lost, before), sounds(added, now)),
    frameKept: shared / Math.max(1, a.frame.size, b.frame.size),
    firstNames: a.names.size,
    secondNames: b.names.size,
    firstPlace: a.place ? 1 : 0,
    secondPlace: b.place ? 1 : 0,
    firstExact: own?.exactName ?? 0,
    secondExact: theirs?.exactName ?? 0,
    firstSo: own?.alreadySo ?? 0,
    secondSo: theirs?.alreadySo ?? 0,
    firstTitle: a.title ? 1 : 0,
    firstTalk: isTalk(first) ? 1 : 0,
    secondTalk: isTalk(second) ? 1 : 0,
  };
}

export function isTalk({ decision }: Turn): boolean {
  return decision.intent !== null && TALK.has(decision.intent);
}
