import { soundDistance } from '../../runtime/domain/sound.ts';
import { splitWords } from '../../runtime/domain/words.ts';
import type { AsrNoise, Mishearing } from './asrNoise.ts';
import type { Example } from './example.ts';
import type { Random } from './random.ts';

/**
 * Words that say what is to be done or how much: a sentence that loses one, or hears its opposite, no longer means what its
 * label says.
 */
const TELLING: ReadonlySet<string> = new Set(
  `on off up down open close closed shut lock unlock start stop pause resume mute unmute not no don't yes all every
  everything next previous last increase decrease raise lower louder quieter brighter darker dimmer warmer cooler hotter
  colder add remove take set cancel undo again why more less and then but except another`.split(/\s+/),
);

/** Words that may be lost or come out as anything without changing what is meant. */
const SMALL: ReadonlySet<string> = new Set(
  `a an the my our your in of to is are it it's for me please can could would will you i we at by with from and some do
  this that just now hey ok okay olly alexa siri google thanks thank be so if as on`.split(/\s+/),
);
/** A word that carries meaning comes out as something that sounds like it: further apart, nobody could tell. */
const MAX_DISTANCE = 0.3;
/** Greatest share of the words that may change. */
const MAX_CHANGED = 0.34;

/** Likely the same word, misheard the way only its own sound allows: "off" as "of" still tells what it did. */
const HARMLESS: ReadonlySet<string> = new Set([
  'off of',
  'close clothes',
  'closed close',
  'and an',
  'all oil',
  'then than',
]);

/**
 * A copy of an example as a recogniser might hear it, its tags carried along; null where nothing changed, where the label
 * would no longer be true, or where a span would be lost or torn.
 */
export function misheard(example: Example, noise: AsrNoise, severity: number, random: Random): Example | null {
  const words = splitWords(example.text).map((word) => word.text);
  if (words.length < 3) return null;
  const changes = noise.mishear(words, severity, random).filter((change) => keepsMeaning(words, example.tags, change));
  if (changes.length === 0) return null;
  const changed = changes.reduce((sum, change) => sum + Math.max(change.count, 1), 0);
  if (changed > Math.max(1, words.length * MAX_CHANGED)) return null;
  const text: string[] = [];
  const tags: string[] = [];
  let at = 0;
  const copy = (end: number): void => {
    for (; at < end; at += 1) {
      text.push(words[at] as string);
      tags.push(example.tags?.[at] ?? 'O');
    }
  };
  for (const change of changes) {
    copy(change.at);
    const tag = example.tags?.[change.at] ?? 'O';
    const inside = tag.startsWith('I-');
    for (const [i, word] of change.words.entries()) {
      text.push(word);
      tags.push(change.count === 0 ? (inside ? tag : 'O') : i === 0 || tag === 'O' ? tag : `I-${tag.slice(2)}`);
    }
    at = change.at + change.count;
  }
  copy(words.length);
  const joined = text.join(' ').replace(/ ([%°])/g, '$1');
  const legal = example.tags === null ? null : mended(tags, example.tags);
  if (example.tags !== null && legal === null) return null;
  if (text.length < 2 || splitWords(joined).length !== text.length) return null;
  return { ...example, text: joined, tags: legal, source: `misheard/${example.source}` };
}

function keepsMeaning(words: readonly string[], tags: readonly string[] | null, change: Mishearing): boolean {
  const said = words.slice(change.at, change.at + change.count);
  if (change.words.some((word) => TELLING.has(word))) return said.join(' ') === change.words.join(' ');
  for (const word of said) {
    if (!TELLING.has(word) && !/^\d/.test(word)) continue;
    if (!HARMLESS.has(`${word} ${change.words.join(' ')}`)) return false;
  }
  const telling = said.some((word) => !SMALL.has(word));
  if (telling && (change.words.length === 0 || soundDistance(said.join(' '), change.words.join(' ')) > MAX_DISTANCE))
    return false;
  // A join over the border of a span belongs to neither side.
  const spans = said.map((_, i) => tags?.[change.at + i] ?? 'O');
  const first = spans[0] ?? 'O';
  return spans.every((tag, i) => i === 0 || (first === 'O' ? tag === 'O' : tag === `I-${first.slice(2)}`));
}

/** Tags made legal where the first word of a span was lost; null where a whole span was. */
function mended(tags: readonly string[], before: readonly string[]): string[] | null {
  const out = tags.map((tag, i) => {
    if (!tag.startsWith('I-')) return tag;
    const kind = tag.slice(2);
    const previous = tags[i - 1] ?? 'O';
    return previous === `B-${kind}` || previous === `I-${kind}` ? tag : `B-${kind}`;
  });
  const spans = (of: readonly string[]): string => of.filter((tag) => tag.startsWith('B-')).join(' ');
  return spans(out) === spans(before) ? out : null;
}
