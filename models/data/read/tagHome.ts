import { splitWords } from '../../../runtime/domain/words.ts';
import { type Span, tagWords } from '../example.ts';
import type { SourceSlot } from './records.ts';

/**
 * Tags a smart-home request of a source that labels only some slots: its slots and the nouns, directions and quantities
 * of a closed list, provided that every other word is one of a closed list of words that carry no tag. Null otherwise:
 * a sentence with an unexplained word teaches no tags.
 */
export function tagHome(text: string, slots: readonly SourceSlot[]): string[] | null {
  // "vacuum the hall" has it as a verb; "from blue to white" asks for one of two colours.
  if (
    /\b(vacuum|hoover|coffee) (the|my|our|in)\b/.test(text) ||
    slots.filter((s) => s.type === 'color_type').length > 1
  )
    return null;
  const spans: Span[] = [];
  for (const slot of slots) {
    const tag = SLOTS[slot.type];
    if (tag === undefined) return null;
    const skip = /^(the|my|a|an|all|our|this|in|every) /i.exec(slot.value)?.[0].length ?? 0;
    if (/^(here|in here|this room|room|house|all|every)/i.test(slot.value.slice(skip))) return null;
    spans.push({ tag, start: slot.start + skip, end: slot.end });
  }
  const words = splitWords(text);
  const taken = (at: number): boolean => spans.some((s) => s.start <= at && at < s.end);
  for (const [i, word] of words.entries()) {
    if (taken(word.start) || PLAIN.has(word.text)) continue;
    if (NOUNS.has(word.text)) {
      const before = words[i - 1];
      const compound = before && KINDS.has(before.text) && !taken(before.start) ? before : undefined;
      spans.push({ tag: 'target', start: (compound ?? word).start, end: word.end });
    } else if (UP.has(word.text)) spans.push({ tag: 'up', start: word.start, end: word.end });
    else if (DOWN.has(word.text)) spans.push({ tag: 'down', start: word.start, end: word.end });
    else if (ALL.has(word.text)) spans.push({ tag: 'all', start: word.start, end: word.end });
    else if (word.text === 'here') spans.push({ tag: 'here', start: word.start, end: word.end });
    else if (!KINDS.has(word.text) || !NOUNS.has(words[i + 1]?.text ?? '')) return null;
  }
  return tagWords(text, joinTargets(spans.sort((a, b) => a.start - b.start)));
}

/** "strong" and "coffee" side by side are one thing. */
function joinTargets(spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    if (last && last.tag === 'target' && span.tag === 'target' && span.start === last.end + 1)
      joined[joined.length - 1] = { ...last, end: span.end };
    else joined.push(span);
  }
  return joined;
}

const set = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/));
const SLOTS: Readonly<Record<string, Span['tag']>> = {
  house_place: 'area',
  color_type: 'color',
  device_type: 'target',
  time: 'time',
  date: 'date',
  general_frequency: 'repeat',
  coffee_type: 'target',
};
const NOUNS = set(
  'light lights lamp lamps lighting vacuum roomba cleaner hoover coffee espresso cappuccino latte socket plug wemo bulb bulbs',
);
const KINDS = set('vacuum robot smart plug wemo desk ceiling bedside coffee floor outdoor');
const UP = set('up brighter brighten increase raise more lighter');
const DOWN = set('down dim dimmer lower decrease reduce darker less');
const ALL = set('all every everywhere everything');
const PLAIN =
  set(`a an the my our your to in on off of at for me i you we please can could would will olly hey alexa siri
  google turn switch put shut make set change start activate get now it's is it want need like some cup pot go run use
  color colour colors brightness and so that have do let be power help kindly clean brew prepare with from by deactivate
  close open begin would're just thanks thank this floor carpet level intensity`);
