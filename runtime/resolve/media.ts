import type { SlotValue } from '../domain/decision.ts';
import type { EntityDefinition } from '../domain/entity.ts';
import type { Intent, SlotTag } from '../domain/intent.ts';
import type { Mention, Reading } from '../domain/reading.ts';
import { splitWords } from '../domain/words.ts';
import { fromSpecial, nothing, unmatched } from './build.ts';
import type { Candidate, Feature } from './candidate.ts';
import { handlerOf, slotContext } from './handlers.ts';
import type { Mentions } from './mentions.ts';
import { groupMentions } from './mentions.ts';
import { withPlaceSaid } from './placeSaid.ts';
import { allowedFor, type Reference, referencesOf } from './reference.ts';
import { hasScreen, type Scene } from './scene.ts';
import { isMediaKind, isStation, mediaClassOf, valueSlots } from './slots.ts';
import { mediaOptions, soundsLikeMusic } from './special.ts';
import { spanOf } from './spot.ts';
import { stemsOf } from './stems.ts';
import { findPlaces, matchStems } from './targets.ts';

export function mediaCandidates(
  scene: Scene,
  reading: Reading,
  mentions: Mentions,
  lead: readonly Feature[],
): Candidate[] {
  const cut = withoutPlayer(scene, reading);
  if (cut !== undefined) return mediaCandidates(scene, cut, groupMentions(cut), lead);
  const references = referencesOf(scene, reading, mentions, 'HassMediaSearchAndPlay');
  if (references.kind === 'unmatched') {
    const played = withKindPlayed(reading);
    if (played !== undefined) return mediaCandidates(scene, played, groupMentions(played), lead);
    return [unmatched(scene, reading, 'HassMediaSearchAndPlay', references.what, mentions, lead)];
  }
  const throughout = withoutEverywhere(reading);
  const named = references.kind === 'found' ? references.options : undefined;
  const options = playable(scene, throughout ?? reading, named, lead);
  return throughout === undefined && !mentions.all ? options : everywhere(scene, options);
}

const EVERYWHERE =
  /(?:^| )(?:everywhere|all (?:over|around|through)(?: the)? (?:house|home|place)|(?:throughout|in|through|on|across) (?:every|all|each|the (?:whole|entire))\b.*)$/i;

/** "jazz everywhere": what is played, without where; undefined where no such thing was said. */
function withoutEverywhere(reading: Reading): Reading | undefined {
  const at = reading.mentions.findIndex(({ tag, text }) => tag === 'search_query' && EVERYWHERE.test(text));
  const query = reading.mentions[at];
  if (query === undefined) return EVERYWHERE.test(reading.text) ? reading : undefined;
  const text = query.text.replace(EVERYWHERE, '');
  const to = query.from + splitWords(text).length;
  const title = text === '' ? [] : [{ ...query, text, to }];
  return { ...reading, mentions: reading.mentions.flatMap((one, index) => (index === at ? title : [one])) };
}

/** All the speakers that play it as one deed; screens only where nothing else does. */
function everywhere(scene: Scene, options: readonly Candidate[]): Candidate[] {
  const isScreen = ({ targets }: Candidate) =>
    targets.some((id) => {
      const definition = scene.home.definition(id);
      return definition !== undefined && hasScreen(definition);
    });
  const sounding = options.filter((one) => !isScreen(one));
  const chosen = sounding.length > 0 ? sounding : options;
  const best = chosen.find((one) => one.targets.length > 0);
  if (best === undefined || best.slots.media_class === 'movie') return [...options];
  const alike = chosen.filter((one) => one.slots.media_class === best.slots.media_class);
  return [{ ...best, targets: [...new Set(alike.flatMap((one) => one.targets))].sort() }];
}

/** "put on the game": where the tagger took what is played for a thing, and this home has no such thing. */
function withKindPlayed(reading: Reading): Reading | undefined {
  const at = reading.mentions.findIndex(({ tag, text }) => tag === 'target' && isMediaKind(text));
  if (at < 0 || reading.mentions.some(({ tag }) => tag === 'media_class' || tag === 'search_query')) return undefined;
  return retagged(reading, at, 'media_class');
}
/** Slots that what is named may have been taken for. */
const NAME_LIKE = new Set<SlotTag>(['media_class', 'search_query', 'name']);

/**
 * The reading with its target, where the tagger took a thing of this home for what it plays: "pause the projector".
 *
 * undefined where a thing was named, where the intent is to play, or where the words tell no one thing from the others of its
 * kind, as "music" does.
 */
export function withThingNamed(scene: Scene, reading: Reading, intent: Intent): Reading | undefined {
  if (reading.mentions.some(({ tag }) => tag === 'target' || tag === 'ref')) return undefined;
  const allowed = allowedFor(scene, reading, intent);
  const isThing = ({ tag, text }: Mention) => {
    const match = NAME_LIKE.has(tag) ? matchStems(scene.lexicon, stemsOf(text), undefined, allowed) : undefined;
    if (match === undefined || match.fuzzy || match.tier === 'place') return false;
    const domain = scene.lexicon.entities[match.entities[0] ?? -1]?.definition.domain ?? '';
    return match.tier !== 'class' || match.entities.length < scene.lexicon.inDomain(domain).length;
  };
  const at = reading.mentions.findIndex(isThing);
  return at < 0 ? undefined : retagged(reading, at, 'target');
}

/** The reading with another tag on its mention at this index. */
function retagged(reading: Reading, at: number, tag: SlotTag): Reading {
  return { ...reading, mentions: reading.mentions.map((one, index) => (index === at ? { ...one, tag } : one)) };
}

const SWITCHING = new Set(['turn', 'switch', 'activate', 'start', 'power', 'open']);

/** "turn on the TV in the den": what stands where a title would is a place, where a thing is switched. */
export function withPlaceSwitched(reading: Reading): Reading | undefined {
  const verb = reading.words.find(({ text }) => !OPENING.has(text))?.text ?? '';
  if (!SWITCHING.has(verb) || !reading.mentions.some(({ tag }) => tag === 'target')) return undefined;
  return withPlaceSaid(reading, 'HassTurnOn');
}
const OPENING = new Set(['please', 'can', 'could', 'would', 'you', 'hey']);

/** "turn on pelican" where a lamp is called that, "open the shutter": what is said like a title is the thing, and it is switched. */
export function withThingSwitched(scene: Scene, reading: Reading): Reading | undefined {
  const { words, mentions } = reading;
  if (mentions.some(({ tag }) => tag === 'ref')) return undefined;
  const target = mentions.findIndex(({ tag }) => tag === 'target');
  const query = mentions.findIndex(({ tag }) => tag === 'search_query');
  const played = target < 0 ? withScenePlayed(scene, reading) : undefined;
  if (played !== undefined || (target >= 0 && query >= 0)) return played;
  const at = Math.max(target, query);
  const thing = mentions[at];
  if (thing === undefined || !words.slice(0, thing.from).some(({ text }) => SWITCHING.has(text))) return undefined;
  const match = matchStems(scene.lexicon, stemsOf(thing.text), undefined, allowedFor(scene, reading, 'HassTurnOn'));
  if (match?.tier !== 'exact' || match.fuzzy) return undefined;
  // A player by its name is what it plays on.
  const plays = match.entities.some((index) => scene.lexicon.entities[index]?.definition.domain === 'media_player');
  return target >= 0 && plays ? undefined : retagged(reading, at, 'target');
}

/** "play movie night" where a scene is called that: it is set, and no film of the name is looked for. */
function withScenePlayed(scene: Scene, reading: Reading): Reading | undefined {
  const title = reading.mentions.filter(({ tag }) => tag === 'media_class' || tag === 'search_query');
  const [first] = title;
  const last = title.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const text = spanOf(reading, first.from, last.to);
  const isScene = ({ domain }: EntityDefinition) => domain === 'scene' || domain === 'script';
  const match = matchStems(scene.lexicon, stemsOf(text), undefined, isScene);
  if (match?.tier !== 'exact' || match.fuzzy) return undefined;
  const target: Mention = { tag: 'target', text, from: first.from, to: last.to, confidence: first.confidence };
  return { ...reading, mentions: [...reading.mentions.filter((one) => !title.includes(one)), target] };
}

/**
 * "The Hunger Games on the telly": where the tagger took the player for title, and the words after "on" or "in" name a player
 * or a place of this home, they are what it plays on.
 */
function withoutPlayer(scene: Scene, reading: Reading): Reading | undefined {
  const [query, ...more] = reading.mentions.filter((mention) => mention.tag === 'search_query');
  if (query === undefined) return undefined;
  const end = more.at(-1)?.to ?? query.to;
  for (let at = query.from + 1; at < end - 1; at++) {
    if (!/^(?:on|in)$/.test(reading.words[at]?.text ?? '')) continue;
    const from = ['the', 'my'].includes(reading.words[at + 1]?.text ?? '') ? at + 2 : at + 1;
    const tail = from < end ? whereOf(scene, spanOf(reading, from, end), from, end) : undefined;
    if (tail === undefined) continue;
    const to = Math.min(query.to, at);
    const title = { ...query, text: spanOf(reading, query.from, to), to };
    const rest = reading.mentions.filter((mention) => mention.tag !== 'search_query');
    return { ...reading, mentions: [...rest, title, tail].sort((a, b) => a.from - b.from) };
  }
  return undefined;
}

function whereOf(scene: Scene, text: string, from: number, to: number): Mention | undefined {
  const isPlayer = matchStems(
    scene.lexicon,
    stemsOf(text),
    undefined,
    (definition) => definition.domain === 'media_player',
  );
  if (isPlayer !== undefined && !isPlayer.fuzzy) return { tag: 'target', text, from, to, confidence: 1 };
  const area: Mention = { tag: 'area', text, from, to, confidence: 1 };
  const place = findPlaces(scene.lexicon, area);
  return place === undefined || place === 'whole' || place.fuzzy ? undefined : area;
}

function playable(
  scene: Scene,
  reading: Reading,
  named: readonly Reference[] | undefined,
  lead: readonly Feature[],
): Candidate[] {
  const slots = valueSlots('HassMediaSearchAndPlay', reading, slotContext(scene));
  const query = typeof slots.search_query === 'string' ? slots.search_query : undefined;
  const heard =
    typeof slots.media_class === 'string' ? slots.media_class : query === undefined ? soundIn(reading) : undefined;
  const said = heard ?? kindBySound(scene, reading, query);
  const preferred = query === undefined ? preference(scene, categoryOf(said, reading)) : undefined;
  const sounds = mediaClassOf(query) === 'music' || soundsLikeMusic(reading, query);
  const options = mediaOptions(
    scene,
    named?.flatMap((one) => one.entities),
    said,
    query,
    sounds,
    reading.words.some((word) => word.text === 'watch'),
  );
  if (options.length === 0) {
    const via = handlerOf(scene, 'HassMediaSearchAndPlay');
    if (via === undefined || named !== undefined) return [nothing(scene, 'HassMediaSearchAndPlay', reading, lead)];
    return [
      {
        intent: 'HassMediaSearchAndPlay',
        slots: { ...(said !== undefined && { media_class: said }), ...slots, ...preferred?.slots },
        targets: [],
        features: [...lead, ...(preferred?.features ?? [])],
        fuzzy: false,
        via,
      },
    ];
  }
  const isNear = (index: number | undefined) =>
    scene.area !== undefined && scene.lexicon.entities[index ?? -1]?.area === scene.area;
  const playsHere = named === undefined && options.some((option) => isNear(option.entities[0]));
  return options.map((option) => {
    const away: Feature[] =
      playsHere && !isNear(option.entities[0])
        ? [{ name: 'playsElsewhere', value: 1, signal: 'area', detail: 'something in this room plays it too' }]
        : [];
    const candidate = fromSpecial(scene, reading, 'HassMediaSearchAndPlay', option, named?.[0], lead);
    return {
      ...candidate,
      slots: {
        ...candidate.slots,
        ...(said !== undefined && { media_class: said }),
        ...slots,
        ...option.slots,
        ...preferred?.slots,
      },
      features: [...candidate.features, ...away, ...(preferred?.features ?? [])],
    };
  });
}

function kindBySound(scene: Scene, reading: Reading, query: string | undefined): string | undefined {
  if (query === undefined) return undefined;
  if (isStation(query) && playsRadio(scene)) return 'radio';
  return isReadOut(reading) ? 'audiobook' : undefined;
}

/** "read me …", "chapter two of …", "… narrated by …", "the book …": told, not sung; a title may have a book in it. */
function isReadOut(reading: Reading): boolean {
  const said = reading.words.map(({ text }) => text).join(' ');
  if (/^(?:(?:please|can|could|would|will|you) )*read\b|\b(?:narrated|read) by\b|\bchapter (?:\d+|\w+)\b/.test(said))
    return true;
  return reading.words.some(
    ({ text }, at) =>
      /^(?:books?|novels?)$/.test(text) &&
      reading.words[at + 1]?.text !== 'of' &&
      !reading.mentions.some(({ tag, from, to }) => tag === 'search_query' && from <= at && to > at),
  );
}

function playsRadio({ lexicon }: Scene): boolean {
  return lexicon
    .inDomain('media_player')
    .some((index) => lexicon.entities[index]?.definition.media?.includes('radio') ?? true);
}

/** "play music": the class is in the words even where they were taken for the thing that plays. */
function soundIn(reading: Reading): string | undefined {
  const word = reading.words.find((one) => /^(?:music|songs?|radio|podcasts?|audiobooks?|tunes?)$/.test(one.text));
  return word === undefined ? undefined : mediaClassOf(word.text);
}

/** Of what somebody's liking fills in a title that was not said: "put on the game" is the team's. */
function categoryOf(said: string | undefined, reading: Reading): readonly string[] {
  const has = (pattern: RegExp): boolean => reading.words.some((word) => pattern.test(word.text));
  if (said === 'game' || has(/^(?:game|match)$/)) return ['team'];
  if (said === 'movie' || said === 'tv_show')
    return has(/^(?:cooking|cookery|food)$/) ? ['food', 'movies'] : ['movies'];
  return said === undefined || said === 'music' || said === 'radio' ? ['music'] : [said];
}

/** What this person likes, where the words leave it open: "play music" is jazz for one and rock for another. */
function preference(
  scene: Scene,
  categories: readonly string[],
): { slots: { [name: string]: SlotValue }; features: Feature[] } | undefined {
  const own = scene.home.preferences(scene.speaker).find((one) => categories.includes(one.category));
  if (own === undefined) return undefined;
  const whose = own.person ?? 'you';
  return {
    slots: { search_query: own.value },
    features: [{ name: 'preference', value: 1, signal: 'preference', detail: `${whose} like ${own.value}` }],
  };
}
