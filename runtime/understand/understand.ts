import type { IntentLabel, SlotTag, TargetDomain } from '../domain/intent.ts';
import { limits } from '../domain/limits.ts';
import { isQuestion } from '../domain/question.ts';
import type { Hypothesis, Mention, Reading, Word } from '../domain/reading.ts';
import { splitWords } from '../domain/words.ts';
import type { Inference, ModelOutput } from '../ports/inference.ts';
import { inScopeProbability, softmax } from './calibrate.ts';
import { type DecodedTags, decodeTags } from './decode.ts';
import { understandLimits } from './limits.ts';
import { isInside, slotOf } from './tags.ts';

/** What speech recognition heard. */
export interface HeardText {
  readonly text: string;
  /** In [0, 1]; 1 where the recogniser gave none. */
  readonly confidence: number;
}

/**
 * Reads every text that speech recognition heard: its commands, each with intents, mentions and embedding.
 *
 * The whole text runs once; where the network finds conjunctions between commands (`split`), each clause runs again on
 * its own. A text without words has no clauses. Word offsets are into the original text, a mention's word indices are
 * into its clause's words. Throws what `inference.run` throws.
 */
export async function understand(heard: readonly HeardText[], inference: Inference): Promise<Hypothesis[]> {
  const read: Hypothesis[] = [];
  for (const { text, confidence } of heard) {
    read.push({ text, confidence, clauses: await readText(text, inference) });
  }
  return read;
}

async function readText(text: string, inference: Inference): Promise<Reading[]> {
  const words = splitWords(text).slice(0, limits.wordsMax);
  if (words.length === 0) return [];
  const output = await inference.run(words);
  const decoded = decodeTags(output.tagScores, inference.bundle);
  const parts = cutAtSplits(text, words, decoded);
  if (parts.length < 2) return [toReading(text, words, output, decoded, inference)];
  const clauses: Reading[] = [];
  for (const part of parts) {
    const own = await inference.run(part);
    const start = (part[0] as Word).start;
    const clauseText = text.slice(start, (part.at(-1) as Word).end);
    clauses.push(toReading(clauseText, part, own, decodeTags(own.tagScores, inference.bundle), inference, text));
  }
  return clauses;
}

const CONTRARIES: readonly (readonly [string, string])[] = [
  ['on', 'off'],
  ['open', 'close'],
  ['lock', 'unlock'],
];

/**
 * Where a second command begins that the tagger did not see: the "and" between contrary words ("the pendant on AND the strip
 * off") or between two settings ("the lamp to 20 AND the strip red"), or the comma between contrary words. −1 where there is none.
 */
function secondAt(text: string, words: readonly Word[], decoded: DecodedTags): number {
  const has =
    (...tags: readonly (string | null)[]) =>
    (at: number) =>
      tags.includes(slotOf(decoded.tags[at] as number));
  const [isSetting, isColor, isNamed] = [has('value', 'color'), has('color'), has('target', 'area', 'floor')];
  const any = (test: (at: number) => boolean, from: number, to: number) =>
    words.slice(from, to).some((_, i) => test(from + i));
  // A phrase and its meaning are one lesson, however contrary.
  if (/\b(?:when(?:ever)?|if) (?:i|we) say\b/i.test(text)) return -1;
  return words.findIndex(({ text: word, start }, at) => {
    if (at === 0) return false;
    const joins = word === 'and' || word === 'but' || word === 'then';
    const comma = text.slice(words[at - 1]?.end ?? 0, start).includes(',');
    if (!joins && !comma) return false;
    const isSet = (from: number, to: number) => any(isSetting, from, to) && any(isNamed, from, to);
    // "the moon green": a name of their own that the tagger took for a shade.
    const isShade = words[at + 1]?.text === 'the' && isColor(at + 2) && isColor(at + 3);
    const twoSettings = joins && isSet(0, at) && (isSet(at, words.length) || isShade);
    return twoSettings || isContrary(words, at) || asksAgain(text, words, at);
  });
}

/** A second question: "is every window shut AND is anything still playing". */
function asksAgain(text: string, words: readonly Word[], at: number): boolean {
  const next = words[at + 1];
  if (next === undefined || words[at]?.text !== 'and' || at < 2) return false;
  return isQuestion(text.slice(0, words[at - 1]?.end)) && ASKING.test(next.text);
}

const ASKING =
  /^(?:is|isn't|are|aren't|was|were|does|do|did|has|have|what|what's|which|who|who's|where|where's|when|how|how's)$/;

function isContrary(words: readonly Word[], at: number): boolean {
  const has = (word: string, from: number, to: number) => words.slice(from, to).some((one) => one.text === word);
  return CONTRARIES.some(
    ([a, b]) =>
      (has(a, 0, at) && !has(b, 0, at) && has(b, at, words.length)) ||
      (has(b, 0, at) && !has(a, 0, at) && has(a, at, words.length)),
  );
}

/** What stands between two commands and belongs to neither. */
const CONJUNCTIONS: ReadonlySet<string> = new Set(
  'and then but also after that as well plus or next afterwards while finally followed by with oh once'.split(' '),
);

/** The runs of words between `split` spans, without the empty ones; what exceeds `clausesMax` stays in the last. */
function cutAtSplits(text: string, words: readonly Word[], decoded: DecodedTags): Word[][] {
  const parts: Word[][] = [[]];
  const tagged = words.some((_, w) => slotOf(decoded.tags[w] as number) === 'split');
  const turn = tagged ? -1 : secondAt(text, words, decoded);
  words.forEach((word, w) => {
    if (w === turn && !['and', 'but', 'then'].includes(word.text)) parts.push([]);
    const current = parts.at(-1) as Word[];
    const joins =
      slotOf(decoded.tags[w] as number) === 'split' || (w === turn && ['and', 'but', 'then'].includes(word.text));
    if (!joins || parts.length >= limits.clausesMax) current.push(word);
    // A `split` that is no conjunction is the first word of a command that none announces ("lights off, blinds down").
    else if (w !== turn && !CONJUNCTIONS.has(word.text)) parts.push([word]);
    else if (current.length > 0) parts.push([]);
  });
  return parts.filter((part) => part.length > 0);
}

/** @param offsetText the text that the words' offsets are into, where it is not `text` itself. */
function toReading(
  text: string,
  words: readonly Word[],
  output: ModelOutput,
  decoded: DecodedTags,
  { bundle }: Inference,
  offsetText: string = text,
): Reading {
  const { calibration } = bundle;
  const intents = softmax(output.intentLogits, calibration.intentTemperature);
  const domains = softmax(output.domainLogits, calibration.domainTemperature);
  return {
    text,
    words,
    intents: ranked(intents, limits.readingIntentsMax).map(([i, probability]) => ({
      label: bundle.intentLabels[i] as IntentLabel,
      probability,
    })),
    domains: ranked(domains, understandLimits.readingDomainsMax).map(([i, probability]) => ({
      domain: bundle.domains[i] as TargetDomain,
      probability,
    })),
    mentions: toMentions(offsetText, words, decoded),
    inScope: inScopeProbability(output.intentLogits, bundle.intentLabels, calibration.scope),
    embedding: unitLength(output.embedding),
  };
}

/** The spans of the decoded tags, in order. */
export function toMentions(text: string, words: readonly Word[], decoded: DecodedTags): Mention[] {
  const mentions: Mention[] = [];
  for (let from = 0; from < words.length; ) {
    const tag = slotOf(decoded.tags[from] as number);
    let to = from + 1;
    if (tag !== null) {
      while (to < words.length && isInside(decoded.tags[to] as number)) to += 1;
      mentions.push(toMention(text, words, tag, from, to, decoded.confidence));
    }
    from = to;
  }
  return mentions;
}

function toMention(
  text: string,
  words: readonly Word[],
  tag: SlotTag,
  from: number,
  to: number,
  confidence: Float32Array,
): Mention {
  const mean = confidence.subarray(from, to).reduce((sum, value) => sum + value, 0) / (to - from);
  const span = text.slice((words[from] as Word).start, (words[to - 1] as Word).end);
  return { tag, text: span, from, to, confidence: mean };
}

/** Index and probability of the `count` largest, best first; equal ones in label order. */
function ranked(probabilities: Float32Array, count: number): [number, number][] {
  return Array.from(probabilities, (probability, i): [number, number] => [i, probability])
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, count);
}

function unitLength(vector: Float32Array): Float32Array {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  return length > 0 ? vector.map((value) => value / length) : vector;
}
