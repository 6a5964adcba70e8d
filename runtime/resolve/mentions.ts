import type { Mention, Reading } from '../domain/reading.ts';

/** Words that name one target: the thing, and where it is. Either list may be empty, not both. */
export interface Group {
  readonly targets: readonly Mention[];
  readonly places: readonly Mention[];
  /** Said after a thing that has its place already: "the bedroom light in the kitchen" must be in both. */
  readonly within?: readonly Mention[];
}

/** The mentions of one clause, sorted into what they do for resolution. */
export interface Mentions {
  readonly groups: readonly Group[];
  readonly excepts: readonly Mention[];
  readonly all: boolean;
  /** "everything", not "all the lamps". */
  readonly isEverything: boolean;
  readonly here: boolean;
  readonly ref: Mention | undefined;
  readonly there: boolean;
}

interface OpenGroup {
  targets: Mention[];
  places: Mention[];
}

/**
 * Groups targets with their places: "kitchen and living room lights" is one thing in two places, "the fan and the lights in
 * the bedroom" two things in one, "kitchen light and hall fan" two things in a place each.
 */
export function groupMentions(reading: Reading): Mentions {
  const mentions = reading.mentions.map((mention) =>
    mention.tag === 'except' && (!isExcepted(reading, mention) || isContrast(reading, mention))
      ? { ...mention, tag: 'area' as const }
      : mention,
  );
  // "all the way" tells how far.
  const all = mentions.filter((m) => m.tag === 'all' && !/^the way\b/.test(wordsAt(reading, m.to, m.to + 2)));
  const isThing = (m: Mention) => m.tag === 'target' || m.tag === 'person';
  const named = mentions
    .filter((m) => (isThing(m) || m.tag === 'area' || m.tag === 'floor') && !isContrasted(reading, m))
    .sort((a, b) => a.from - b.from);
  const groups: OpenGroup[] = [];
  let current: OpenGroup = { targets: [], places: [] };
  const close = () => {
    if (current.targets.length + current.places.length > 0) groups.push(current);
    current = { targets: [], places: [] };
  };
  named.forEach((mention, index) => {
    const next = named[index + 1];
    if (isThing(mention)) {
      const last = current.targets.at(-1);
      if (last !== undefined && (last.to !== mention.from || mention.from === mention.to)) close();
      current.targets.push(mention);
    } else {
      const leads = next !== undefined && isThing(next) && wordsBetween(mention, next) === 0;
      if (current.targets.length > 0 && leads) close();
      current.places.push(mention);
    }
  });
  close();
  return {
    groups: shareTrailingPlace(groups).map((group) => withinPlaces(reading, group)),
    // "spare" itself is nothing to be spared.
    excepts: mentions.filter(
      (m) => (m.tag === 'except' && !MARKERS.has(m.text.toLowerCase().trim())) || isSparedHere(reading, m),
    ),
    all: all.length > 0,
    isEverything: all.some((m) => /\b(?:every ?thing|all|the lot)$/i.test(m.text)),
    here: mentions.some((m) => m.tag === 'here' && !isSparedHere(reading, m)),
    ref: mentions.find((m) => m.tag === 'ref'),
    there: mentions.some((m) => m.tag === 'there'),
  };
}

const MARKERS = new Set([
  'except',
  'excepting',
  'but',
  'besides',
  'apart',
  'without',
  'excluding',
  'not',
  'other',
  'leave',
  'leaving',
  'keep',
  'keeping',
  'spare',
  'sparing',
  'save',
  'minus',
]);

/** "everywhere but here", "except in this room". */
function isSparedHere(reading: Reading, { tag, from }: Mention): boolean {
  return (
    tag === 'here' &&
    /\b(?:but|except|besides|apart from|excluding|not)(?: for)?(?: in)?$/.test(wordsAt(reading, 0, from))
  );
}

function wordsAt({ words }: Reading, from: number, to: number): string {
  return words
    .slice(from, to)
    .map(({ text }) => text)
    .join(' ');
}

/** Only what follows a word of exception is an exception: "the lights in the kitchen except the strip" spares the strip. */
function isExcepted(reading: Reading, mention: Mention): boolean {
  return reading.words.slice(0, mention.from).some((word) => MARKERS.has(word.text));
}

/** "not the desk light but the shelf light": what follows the "but" is what is meant. */
function isContrast(reading: Reading, mention: Mention): boolean {
  const before = reading.words.slice(0, mention.from).map((word) => word.text);
  const but = before.lastIndexOf('but');
  const not = before.lastIndexOf('not');
  return not >= 0 && but > not + 1;
}

/** "… instead of the shelf light", "not the desk light but …": what is named only to be left out. */
function isContrasted(reading: Reading, mention: Mention): boolean {
  const before = reading.words
    .slice(Math.max(0, mention.from - 3), mention.from)
    .map((word) => word.text)
    .filter((word) => !['the', 'my', 'a', 'this', 'that'].includes(word));
  const text = before.join(' ');
  return /(?:^| )(?:instead of|rather than|not|without(?: \w+)?|leaving|sparing)$/.test(text);
}

function wordsBetween(a: Mention, b: Mention): number {
  return b.from - a.to;
}

/** "the bedroom light in the kitchen" is no light of either room: a place before the thing and one after it hold both. */
function withinPlaces(reading: Reading, group: Group): Group {
  const first = group.targets[0];
  if (first === undefined || !group.places.some((place) => place.from < first.from)) return group;
  const isJoined = (place: Mention) =>
    reading.words.slice(first.to, place.from).some((word) => word.text === 'and' || word.text === 'or');
  const within = group.places.filter((place) => place.from > first.from && !isJoined(place));
  return within.length === 0
    ? group
    : { ...group, places: group.places.filter((place) => !within.includes(place)), within };
}

/** "the fan and the lights in the bedroom": a place said last holds for the things before it that have none. */
function shareTrailingPlace(groups: OpenGroup[]): Group[] {
  const last = groups.at(-1);
  if (last === undefined || last.places.length === 0 || last.targets.length === 0) return groups;
  const trailing = last.places.filter((place) => last.targets.every((target) => target.from < place.from));
  if (trailing.length === 0) return groups;
  return groups.map((group) => (group.places.length === 0 ? { ...group, places: trailing } : group));
}
