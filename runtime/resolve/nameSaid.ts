import type { Mention, Reading } from '../domain/reading.ts';
import type { Lexicon } from './lexicon.ts';
import type { Mentions } from './mentions.ts';
import { spanOf } from './spot.ts';
import { stem } from './stems.ts';
import { type Allowed, resolveGroup } from './targets.ts';

/** What a name follows: an article, or the word that says what is done with it. */
const LEADS = new Set(
  'the my our your a an that this on off open close shut lock unlock start stop dim brighten raise lower'.split(' '),
);
/** Of no name by themselves, though a thing may be called so. */
const PARTICLES = new Set('on off up down in out open close shut to at it no wait now and or'.split(' '));

/**
 * "turn on the kettle, sorry, I mean": a thing of this home that stands in the words, though the tagger passed over it. Without it
 * the request would name nothing and be taken for all of the kind.
 *
 * undefined where something is named or referred to already, or the words name nothing that can be meant.
 */
export function withNameSaid(
  lexicon: Lexicon,
  reading: Reading,
  mentions: Mentions,
  allowed: Allowed,
): Reading | undefined {
  if (mentions.groups.length > 0 || mentions.ref !== undefined || mentions.all || mentions.excepts.length > 0)
    return undefined;
  const { words } = reading;
  const isTagged = (at: number) => reading.mentions.some((one) => one.from <= at && one.to > at);
  const names = (at: number) => {
    const word = words[at]?.text;
    return word !== undefined && !isTagged(at) && !PARTICLES.has(word) && lexicon.postings(stem(word)) !== undefined;
  };
  for (let from = 1; from < words.length; from++) {
    if (!names(from) || !LEADS.has(words[from - 1]?.text ?? '')) continue;
    let to = from + 1;
    while (names(to)) to++;
    const mention: Mention = { tag: 'target', text: spanOf(reading, from, to), from, to, confidence: 0.5 };
    const found = resolveGroup(lexicon, { targets: [mention], places: [] }, allowed);
    if (!('match' in found) || found.match.tier === 'place') continue;
    return { ...reading, mentions: [...reading.mentions, mention].sort((a, b) => a.from - b.from) };
  }
  return undefined;
}
