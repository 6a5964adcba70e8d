import { SLOT_TAGS, type SlotTag, TARGET_DOMAINS, type TargetDomain } from '../../runtime/domain/intent.ts';
import type { Random } from './random.ts';

/**
 * A grammar of speaking. Sentences are written in a small notation:
 *
 *   turn (on|off)        one of the alternatives
 *   [please]             with it or without it
 *   {area <room>}        the words inside carry the slot tag `area`
 *   <room>               what the word table has under `room`
 *   @light               says nothing; the utterance is about a `light` (the first one met counts)
 *
 * "turn on [the] {target lights}@light in the {area <room>}" → turn on the lights in the attic,
 *                                                             O O O B-target O O B-area
 */
export interface Token {
  text: string;
  tag: SlotTag | null;
  /** Tokens of the same span share a number. */
  span: number;
}

export interface Said {
  tokens: Token[];
  domain: TargetDomain | null | undefined;
}

/** What `<name>` stands for: sentences to choose from, or a way to make one. */
export type WordTable = Readonly<Record<string, readonly string[] | ((random: Random) => string)>>;

type Node =
  | { kind: 'text'; text: string }
  | { kind: 'sequence'; parts: Node[] }
  | { kind: 'choice'; options: Node[] }
  | { kind: 'tag'; tag: SlotTag; inner: Node }
  | { kind: 'name'; name: string }
  | { kind: 'domain'; domain: TargetDomain | null };

const TAGS: ReadonlySet<string> = new Set(SLOT_TAGS);
const DOMAINS: ReadonlySet<string> = new Set(TARGET_DOMAINS);
const PARSED = new Map<string, Node>();

/** Parses the notation; throws with the text and the offset where it is malformed. */
export function parseSaying(text: string): Node {
  const known = PARSED.get(text);
  if (known) return known;
  const reader = { text, at: 0 };
  const node = parseChoice(reader, '');
  if (reader.at < text.length) throw malformed(reader, `unexpected "${text[reader.at]}"`);
  PARSED.set(text, node);
  return node;
}

interface Reader {
  text: string;
  at: number;
}

function malformed(reader: Reader, reason: string): Error {
  return new Error(`saying "${reader.text}", offset ${reader.at}: ${reason}`);
}

function parseChoice(reader: Reader, end: string): Node {
  const options: Node[] = [parseSequence(reader, end)];
  while (reader.text[reader.at] === '|') {
    reader.at += 1;
    options.push(parseSequence(reader, end));
  }
  return options.length === 1 ? (options[0] as Node) : { kind: 'choice', options };
}

function parseSequence(reader: Reader, end: string): Node {
  const parts: Node[] = [];
  while (reader.at < reader.text.length) {
    const c = reader.text[reader.at] as string;
    if (c === '|' || c === end) break;
    parts.push(parsePart(reader, c));
  }
  return parts.length === 1 ? (parts[0] as Node) : { kind: 'sequence', parts };
}

function parsePart(reader: Reader, c: string): Node {
  if (c === '(') return parseGroup(reader, ')');
  if (c === '[') return { kind: 'choice', options: [parseGroup(reader, ']'), { kind: 'text', text: '' }] };
  if (c === '{') return parseTag(reader);
  if (c === '<') {
    const close = reader.text.indexOf('>', reader.at);
    if (close < 0) throw malformed(reader, 'no ">"');
    const name = reader.text.slice(reader.at + 1, close);
    reader.at = close + 1;
    return { kind: 'name', name };
  }
  if (c === '@') {
    const name = /^[a-z_]+/.exec(reader.text.slice(reader.at + 1))?.[0] ?? '';
    if (name !== 'null' && !DOMAINS.has(name)) throw malformed(reader, `no domain "${name}"`);
    reader.at += 1 + name.length;
    return { kind: 'domain', domain: name === 'null' ? null : (name as TargetDomain) };
  }
  if (')]}>'.includes(c)) throw malformed(reader, `unexpected "${c}"`);
  const words = /^[^()[\]{}<>@|]+/.exec(reader.text.slice(reader.at))?.[0] ?? c;
  reader.at += words.length;
  return { kind: 'text', text: words };
}

function parseGroup(reader: Reader, end: string): Node {
  reader.at += 1;
  const node = parseChoice(reader, end);
  if (reader.text[reader.at] !== end) throw malformed(reader, `no "${end}"`);
  reader.at += 1;
  return node;
}

function parseTag(reader: Reader): Node {
  const name = /^\{([a-z_]+) /.exec(reader.text.slice(reader.at))?.[1] ?? '';
  if (!TAGS.has(name)) throw malformed(reader, `no slot tag "${name}"`);
  reader.at += name.length + 1;
  return { kind: 'tag', tag: name as SlotTag, inner: parseGroup(reader, '}') };
}

/** Says one of the sentences that `saying` stands for. A name that `table` lacks is an error. */
export function say(saying: string, table: WordTable, random: Random): Said {
  const said: Said = { tokens: [], domain: undefined };
  const speaker: Speaker = { table, random, said, spans: 0, apart: true };
  speak(parseSaying(saying), speaker, null, 0);
  return said;
}

interface Speaker {
  table: WordTable;
  random: Random;
  said: Said;
  spans: number;
  /** Whether the next word stands apart from the last one. */
  apart: boolean;
}

function speak(node: Node, speaker: Speaker, tag: SlotTag | null, span: number): void {
  switch (node.kind) {
    case 'text':
      for (const text of node.text.split(/(\s+)/)) {
        if (/^\s+$/.test(text)) speaker.apart = true;
        else if (text) addToken(speaker, text, tag, span);
      }
      return;
    case 'sequence':
      for (const part of node.parts) speak(part, speaker, tag, span);
      return;
    case 'choice':
      speak(speaker.random.pick(node.options), speaker, tag, span);
      return;
    case 'tag':
      if (tag !== null) speak(node.inner, speaker, tag, span);
      else {
        speaker.spans += 1;
        speak(node.inner, speaker, node.tag, speaker.spans);
      }
      return;
    case 'name': {
      const entry = speaker.table[node.name];
      if (entry === undefined) throw new Error(`no word table "${node.name}"`);
      const saying = typeof entry === 'function' ? entry(speaker.random) : speaker.random.pick(entry);
      speak(parseSaying(saying), speaker, tag, span);
      return;
    }
    case 'domain':
      if (speaker.said.domain === undefined) speaker.said.domain = node.domain;
  }
}

/** What follows without a space belongs to the word before it: "<person>'s room", "<noun>s". */
function addToken(speaker: Speaker, text: string, tag: SlotTag | null, span: number): void {
  const { tokens } = speaker.said;
  const last = tokens.at(-1);
  if (last && !speaker.apart) last.text += text;
  else tokens.push({ text, tag, span });
  speaker.apart = false;
}
