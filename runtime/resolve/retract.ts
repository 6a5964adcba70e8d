import type { Intent } from '../domain/intent.ts';
import type { Mention, Reading } from '../domain/reading.ts';
import { spanOf } from './spot.ts';

/** What people say before they say it anew; each must stand between two things said. */
export const TAKES_BACK =
  /^(?:no(?! (?:matter|longer|more|less|later|other))|wait(?= (?:no|the|my))|sorry|oops|whoops|scratch that|correction|actually|i mean|i meant|rather(?! than))(?: |$)/;

/** Deeds that undo one another, as Home Assistant's "on" and its "off". */
const CONTRARIES: readonly { readonly on: readonly string[]; readonly off: readonly string[] }[] = [
  { on: ['on'], off: ['off'] },
  { on: ['open'], off: ['close', 'shut'] },
  { on: ['lock'], off: ['unlock'] },
];
const DEEDS = new Set(CONTRARIES.flatMap(({ on, off }) => [...on, ...off]));
const PRONOUNS = new Set(['it', 'them', 'that', 'this', 'those']);
/** What stands between the two: of neither. */
const BETWEEN = new Set(['no', 'wait', 'oh', 'sorry', 'oops', 'whoops', 'actually', 'i', 'mean', 'meant', 'rather']);
const NAMES_NOTHING = new Set(
  'turn switch put set please can could you would will hey the a an my our now just go ahead and to all of up'.split(
    ' ',
  ),
);

/**
 * "unlock the front door no wait lock it": the deed that was said last is the one that is meant, of what was named first.
 *
 * A reading in which nothing contrary was said anew stays as it is.
 */
export function withLastDeed(heard: Reading, isQuoted: (at: number) => boolean): Reading {
  const { words } = heard;
  const found = contraryAt(heard, isQuoted);
  if (found === undefined) return heard;
  const { at, wanted, earlier } = found;
  const isBare = ({ text }: Mention) =>
    text
      .toLowerCase()
      .split(/\s+/)
      .every((word) => DEEDS.has(word) || PRONOUNS.has(word));
  const mentions = heard.mentions.filter((one) => one.tag === 'ref' || !isBare(one));
  const namesAnew = mentions.some((one) => one.from >= at && (one.tag === 'target' || one.tag === 'area'));
  const first = mentions.some((one) => one.to <= at && one.tag === 'target') ? undefined : thingBefore(heard, at);
  const named = first === undefined ? mentions : [first, ...mentions.filter((one) => one.to > at)];
  const gone = new Set(words.flatMap((word, i) => (i < at && (namesAnew || earlier.has(word.text)) ? [i] : [])));
  for (let i = at; BETWEEN.has(words[i]?.text ?? ''); i++) gone.add(i);
  // With a thing of its own, what is said anew stands alone; else its pronoun is what was named before.
  const stays = (one: Mention) => (namesAnew ? one.from >= at : one.tag !== 'ref' || one.from < at);
  return withoutWords({ ...heard, mentions: named.filter(stays), intents: turned(heard, wanted) }, gone);
}

function contraryAt(
  { words }: Reading,
  isQuoted: (at: number) => boolean,
): { readonly at: number; readonly wanted: Intent; readonly earlier: ReadonlySet<string> } | undefined {
  const at = words.findIndex(
    (_, i) =>
      i > 0 &&
      !isQuoted(i) &&
      TAKES_BACK.test(
        words
          .slice(i, i + 3)
          .map((word) => word.text)
          .join(' '),
      ),
  );
  if (at < 0) return undefined;
  const said = (list: readonly string[], from: number, to: number) =>
    words.slice(from, to).some((word) => list.includes(word.text));
  for (const { on, off } of CONTRARIES) {
    const [before, after] = [
      [said(on, 0, at), said(off, 0, at)],
      [said(on, at, words.length), said(off, at, words.length)],
    ];
    if (before[0] && !before[1] && after[1] && !after[0]) return { at, wanted: 'HassTurnOff', earlier: new Set(on) };
    if (before[1] && !before[0] && after[0] && !after[1]) return { at, wanted: 'HassTurnOn', earlier: new Set(off) };
  }
  return undefined;
}

/** The words before, less those that name nothing: the tagger leaves out what it thinks was taken back. */
function thingBefore(reading: Reading, at: number): Mention | undefined {
  const names = (i: number) => {
    const word = reading.words[i]?.text ?? '';
    return !NAMES_NOTHING.has(word) && !DEEDS.has(word) && !BETWEEN.has(word);
  };
  let from = 0;
  while (from < at && !names(from)) from++;
  let to = from;
  while (to < at && names(to)) to++;
  return from === to ? undefined : { tag: 'target', text: spanOf(reading, from, to), from, to, confidence: 0.5 };
}

/** Whatever was read as one of the two contraries is the wanted one. */
export function turned({ intents }: Reading, wanted: Intent): Reading['intents'] {
  const isEither = (label: string) => label === 'HassTurnOn' || label === 'HassTurnOff';
  const probability = intents.reduce((sum, one) => sum + (isEither(one.label) ? one.probability : 0), 0);
  if (probability === 0) return intents;
  const others = intents.filter((one) => !isEither(one.label));
  return [...others, { label: wanted, probability }].sort((a, b) => b.probability - a.probability);
}

function withoutWords(reading: Reading, gone: ReadonlySet<number>): Reading {
  const shift = (at: number) => [...gone].filter((one) => one < at).length;
  return {
    ...reading,
    words: reading.words.filter((_, at) => !gone.has(at)),
    mentions: reading.mentions
      .map((one) => ({ ...one, from: one.from - shift(one.from), to: one.to - shift(one.to) }))
      .sort((a, b) => a.from - b.from),
  };
}
