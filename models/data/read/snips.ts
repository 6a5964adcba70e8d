import { join } from 'node:path';
import { type Example, type Span, tagWords } from '../example.ts';
import { HANDOFF, type Label, label, UNKNOWN } from './label.ts';
import { type DataRecord, readRecords, type SourceSlot } from './records.ts';

/**
 * SNIPS 2017-06 custom intent engines, `train_*_full` (A. Coucke et al. 2018; github.com/sonos/nlu-benchmark, CC0 1.0):
 * `snips_train_full.jsonl` in the common record format.
 */
export function readSnips(dataDir: string): Example[] {
  const examples: Example[] = [];
  for (const record of readRecords(join(dataDir, 'snips_train_full.jsonl'))) {
    if (record.text === null) continue;
    const { text } = record;
    const { intent, domain, weight } = labelOf(record, text);
    const tags =
      intent === 'HassMediaSearchAndPlay'
        ? playTags(record, text)
        : intent === 'HassGetWeather'
          ? weatherTags(record, text)
          : null;
    examples.push({ text: text.trim(), intent, domain, tags, source: 'snips', weight: weight ?? 1 });
  }
  return examples;
}

const PLAY = label('HassMediaSearchAndPlay', 'media_player', 0.7);

function labelOf(record: DataRecord, text: string): Label {
  switch (record.intent) {
    case 'PlayMusic':
      return PLAY;
    case 'GetWeather':
      return label('HassGetWeather', 'weather', 0.5);
    case 'SearchCreativeWork':
      // "play the game Skyrim" is ours; "show me the painting" may be anybody's.
      if (/\b(play|watch|listen|hear)\b/i.test(text)) return PLAY;
      return /\b(show|see|view|open|look at|look for)\b/i.test(text) ? UNKNOWN : { ...HANDOFF, weight: 0.5 };
    case 'AddToPlaylist':
    case 'RateBook':
    case 'BookRestaurant':
    case 'SearchScreeningEvent':
      return { ...HANDOFF, weight: 0.4 };
    default:
      return UNKNOWN;
  }
}

const QUERY: ReadonlySet<string> = new Set([
  'artist',
  'album',
  'track',
  'playlist',
  'genre',
  'year',
  'object_name',
  'sort',
]);

/** The query is one span from its first part to its last; what is asked for in two places teaches no tags. */
function playTags(record: DataRecord, text: string): string[] | null {
  const parts = record.slots.filter((slot) => QUERY.has(slot.type));
  const query = joined(parts, text, /^\s*(by|from|of|the|'s|and|for|in|on|with|,|album|song|track)*\s*(the|by)?\s*$/i);
  if (parts.length > 0 && query === null) return null;
  const classes = record.slots.filter((slot) => slot.type === 'music_item' || slot.type === 'object_type');
  const outside = classes.filter((slot) => query === null || slot.end <= query.start || slot.start >= query.end);
  const spans: Span[] = outside.map((slot) => ({ tag: 'media_class', start: slot.start, end: slot.end }));
  if (query !== null) spans.push({ tag: 'search_query', ...query });
  return tagTrimmed(text, spans);
}

const PLACE: ReadonlySet<string> = new Set(['city', 'state', 'country', 'geographic_poi']);

function weatherTags(record: DataRecord, text: string): string[] | null {
  const places = record.slots.filter((slot) => PLACE.has(slot.type));
  const place = joined(places, text, /^[\s,]*(in)?[\s,]*$/i);
  if (places.length > 0 && place === null) return null;
  const spans: Span[] = place === null ? [] : [{ tag: 'location', ...place }];
  for (const slot of record.slots) {
    if (slot.type === 'current_location') spans.push({ tag: 'here', start: slot.start, end: slot.end });
    if (slot.type !== 'timeRange') continue;
    const isTime = /\d\s*(am|pm|a\.m|p\.m)|o'clock|noon|midnight|:\d\d|hour|minute|second/i.test(slot.value);
    spans.push({ tag: isTime ? 'time' : 'date', start: slot.start, end: slot.end });
  }
  return tagTrimmed(text, spans);
}

function joined(slots: readonly SourceSlot[], text: string, between: RegExp): { start: number; end: number } | null {
  const [first, ...rest] = slots;
  if (first === undefined) return null;
  const span = { start: first.start, end: first.end };
  for (const slot of rest) {
    if (!between.test(text.slice(span.end, slot.start))) return null;
    span.end = slot.end;
  }
  return span;
}

/** Tags for the trimmed text, from spans in the text as it stands. */
function tagTrimmed(text: string, spans: readonly Span[]): string[] {
  const cut = text.length - text.trimStart().length;
  const moved = spans.map((span) => ({ ...span, start: span.start - cut, end: span.end - cut }));
  return tagWords(
    text.trim(),
    moved.sort((a, b) => a.start - b.start),
  );
}
