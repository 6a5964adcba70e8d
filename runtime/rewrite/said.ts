import type { RewriteEntry, SaidBefore } from '../domain/context.ts';
import { mentionsGuarded } from '../domain/guarded.ts';
import type { Intent } from '../domain/intent.ts';
import { differInNumber, normalPhrase } from '../domain/phrase.ts';
import { faded } from '../domain/posterior.ts';
import { distanceOfSounds, editDistance, soundsOf } from '../domain/sound.ts';
import { type HeardTexts, inOtherNumber, type RewriteContext, type RewrittenTexts } from './apply.ts';
import { evidenceAt, isFor, rewriteGuards, scoreOf } from './guard.ts';
import type { Near } from './history.ts';
import { isSlip, isTurning } from './retrieve.ts';
import type { RewriteTable } from './table.ts';

export const saidGuards = {
  /** Neighbours by meaning that are compared word by word. */
  neighbours: 12,
  /** Cosine of the sentence embeddings, at least: for a slip of the recogniser, and for other words with the same names. */
  slipCosineMin: 0.6,
  wordingCosineMin: 0.9,
  /** Distance of the whole text for a slip: mean of edits and sounds. */
  slipDistanceMax: 0.25,
  /** Words that somebody left out of what they usually say. */
  leftOutMax: 3,
  /** The best must be this much better than the best that means something else. */
  marginMin: 0.04,
  /** Words that would do by themselves give way only to what was said so often, and is so near. */
  sureWinsMin: 1.5,
  sureDistanceMax: 0.12,
  /** One repair by somebody one half knows. */
  proposedWinsMin: 0.45,
  /** How much a phrase said often gains over one said once, at most. */
  oftenMax: 0.06,
} as const;

interface Match {
  readonly said: SaidBefore;
  readonly score: number;
}

/**
 * For words that came to nothing: what this home said before, with success, that they most likely are.
 *
 * "What's the weather in Wilkerson" → "what's the weather in Wilkerson Washington", which is what this home means by it. Tried
 * in this order: a further hypothesis that was said here before in so many words; a slip of a proven rewrite; the nearest by
 * meaning of which only sounds differ, words were left out, or the wording differs and every name is the same. Nothing guarded,
 * nothing that a person minded before, and nothing without a margin. `sureOf`: what the words come to where they would do.
 */
export function retrieveSaid(
  heard: HeardTexts,
  embedding: Float32Array | undefined,
  table: RewriteTable,
  context: RewriteContext,
  sureOf?: Intent,
): Omit<RewrittenTexts, 'entry'> | undefined {
  if (sureOf !== undefined) return retrieveName(heard, embedding, table, context, sureOf);
  const [best, ...further] = heard;
  const phrase = normalPhrase(best?.text ?? '');
  if (best === undefined || phrase === '') return undefined;
  const isHomeWord = context.isHomeWord ?? (() => false);
  for (const other of further) {
    const share = best.confidence > 0 ? other.confidence / best.confidence : 1;
    if (share < rewriteGuards.hypothesisShareMin) continue;
    const known = knownAs(normalPhrase(other.text), table, context);
    if (known !== undefined && known.phrase !== phrase && mayLead(phrase, known, table, context))
      return retrieved(best, known.text, Math.min(1, share));
  }
  const theirs = table.ofAnother(best.text, context);
  if (theirs !== undefined && !mentionsGuarded(phrase) && !mentionsGuarded(theirs.to))
    return {
      hypotheses: [{ text: theirs.to, confidence: best.confidence }],
      rewrite: { from: best.text, to: theirs.to, layer: 'personal', score: scoreOf(theirs) },
    };
  const slip = table.retrieveLearned(best.text, context, isHomeWord);
  if (slip !== undefined && !mentionsGuarded(slip.entry.to)) return retrieved(best, slip.entry.to, slip.score);
  if (embedding === undefined) return undefined;
  // Where one thing may as well have been heard for several, other words for either settle nothing: it is to be asked.
  if (inOtherNumber(best, further).length > 0) return undefined;
  const matches = table.history
    .nearest(embedding, context.now, saidGuards.neighbours)
    .filter(({ said }) => said.phrase !== phrase && mayLead(phrase, said, table, context))
    .flatMap((near) => matchOf(phrase, near, context, isHomeWord) ?? [])
    .sort((a, b) => b.score - a.score || (a.said.phrase < b.said.phrase ? -1 : 1));
  const [top] = matches;
  if (top === undefined) return undefined;
  const rival = matches.find((match) => meaningOf(match.said) !== meaningOf(top.said))?.score ?? 0;
  return top.score - rival < saidGuards.marginMin ? undefined : retrieved(best, top.said.text, top.score);
}

/**
 * The same for words that would do by themselves, but hold a name that nothing vouches for: a place or a title. Only where this
 * home said nearly the same several times, and never these words.
 */
function retrieveName(
  heard: HeardTexts,
  embedding: Float32Array | undefined,
  table: RewriteTable,
  context: RewriteContext,
  intent: Intent,
): Omit<RewrittenTexts, 'entry'> | undefined {
  const [best] = heard;
  const phrase = normalPhrase(best?.text ?? '');
  if (best === undefined || embedding === undefined || knownAs(phrase, table, context) !== undefined) return undefined;
  const isHomeWord = context.isHomeWord ?? (() => false);
  const matches = table.history
    .nearest(embedding, context.now, saidGuards.neighbours)
    .filter(({ said }) => said.intent === intent && said.phrase !== phrase && mayLead(phrase, said, table, context))
    .filter(({ said }) => winsOf(said, context) >= saidGuards.sureWinsMin)
    .flatMap(({ said }) => {
      const [words, usual] = [phrase.split(' '), said.phrase.split(' ')];
      const distance = distanceOf(phrase, said.phrase);
      const isSame = distance <= saidGuards.sureDistanceMax && isSlip(phrase, said.phrase, isHomeWord);
      // A place has one full name; a title with more words is another title.
      const isLonger = intent === 'HassGetWeather' && isPartOf(words, usual, () => true);
      return isSame || isLonger ? [{ said, score: isSame ? 1 - distance : 0.85 }] : [];
    })
    .sort((a, b) => b.score - a.score || (a.said.phrase < b.said.phrase ? -1 : 1));
  const [top, rival] = matches;
  if (top === undefined || top.score - (rival?.score ?? 0) < saidGuards.marginMin) return undefined;
  return retrieved(best, top.said.text, top.score);
}

function winsOf(said: SaidBefore, { now }: RewriteContext): number {
  return faded(said, now - said.lastAt, rewriteGuards.halfLifeMs).wins;
}

/** Mean of edit and sound distance, in [0, 1]. */
function distanceOf(heard: string, meant: string): number {
  const letters = editDistance(heard, meant) / Math.max(heard.length, meant.length);
  return (letters + distanceOfSounds(soundsOf(heard), soundsOf(meant))) / 2;
}

/**
 * What these words were once repaired to, where that is not proven yet: worth a question to words that came to nothing.
 */
export function candidateFor(
  heard: HeardTexts,
  table: RewriteTable,
  { speaker, moment = [], now, people = [] }: RewriteContext,
): Omit<RewrittenTexts, 'entry'> | undefined {
  const [best] = heard;
  const phrase = normalPhrase(best?.text ?? '');
  if (best === undefined || phrase === '') return undefined;
  if (mentionsGuarded(phrase)) return undefined;
  const entry = openEntry(table.of(phrase), speaker, moment, people);
  if (entry === undefined || mentionsGuarded(entry.to)) return undefined;
  const { with: tally } = evidenceAt(entry, now);
  if (tally.wins < saidGuards.proposedWinsMin || tally.wins <= tally.losses) return undefined;
  return {
    hypotheses: [{ text: entry.to, confidence: best.confidence }],
    rewrite: { from: best.text, to: entry.to, layer: 'personal', score: scoreOf(entry) },
  };
}

/**
 * What a phrase may stand for as far as one knows: a candidate of this person's or the household's, of the moment before any; where
 * the voice was not told, what any of the household means by it.
 */
function openEntry(
  entries: readonly RewriteEntry[],
  speaker: string | undefined,
  moment: readonly string[],
  people: readonly string[],
): RewriteEntry | undefined {
  const personal = entries.filter(({ layer }) => layer === 'personal');
  for (const when of [...moment, undefined]) {
    for (const who of new Set([speaker, undefined])) {
      const own = personal.find((entry) => entry.speaker === who && entry.when === when);
      if (own !== undefined && isFor(own, speaker)) return own.status === 'candidate' ? own : undefined;
    }
  }
  if (speaker !== undefined) return undefined;
  return personal.find(
    (entry) =>
      people.includes(entry.speaker ?? '') &&
      entry.status !== 'retired' &&
      (entry.when === undefined || moment.includes(entry.when)),
  );
}

/** What is known of a phrase as this person says it, or, where nobody is recognised, as anybody does. */
function knownAs(phrase: string, table: RewriteTable, { speaker, now }: RewriteContext): SaidBefore | undefined {
  const known = table.history.of(phrase, speaker);
  if (known?.vector === undefined) return undefined;
  const { wins, losses } = faded(known, now - known.lastAt, rewriteGuards.halfLifeMs);
  return wins >= 0.5 && wins > 2 * losses ? known : undefined;
}

/** Whether these words may be taken for those at all. */
function mayLead(phrase: string, said: SaidBefore, table: RewriteTable, { speaker }: RewriteContext): boolean {
  if (mentionsGuarded(said.text) || mentionsGuarded(phrase)) return false;
  return !table
    .of(phrase)
    .some(
      (entry) =>
        entry.layer === 'personal' &&
        entry.status === 'retired' &&
        isFor(entry, speaker) &&
        normalPhrase(entry.to) === said.phrase,
    );
}

function matchOf(
  phrase: string,
  { said, cosine }: Near,
  context: RewriteContext,
  isHomeWord: (word: string) => boolean,
): Match | undefined {
  const often = Math.min(1, Math.log1p(winsOf(said, context)) / Math.log(20));
  const likeness = likenessOf(phrase, said, cosine, isHomeWord);
  return likeness === undefined ? undefined : { said, score: Math.min(1, likeness + saidGuards.oftenMax * often) };
}

/** How likely one is the other, in [0, 1]; undefined where they differ in what matters. */
function likenessOf(
  heard: string,
  { phrase: meant, intent }: SaidBefore,
  cosine: number,
  isHomeWord: (word: string) => boolean,
): number | undefined {
  const distance = distanceOf(heard, meant);
  if (cosine >= saidGuards.slipCosineMin && distance <= saidGuards.slipDistanceMax && isSlip(heard, meant, isHomeWord))
    return 1 - distance;
  const [said, usual] = [heard.split(' '), meant.split(' ')];
  const isOpen = OPEN.test(intent ?? '');
  if (cosine >= saidGuards.slipCosineMin && isPartOf(said, usual, isOpen ? () => true : isHomeWord))
    return 0.9 - 0.05 * (usual.length - said.length);
  if (!isOpen && cosine >= saidGuards.wordingCosineMin && isOtherWording(said, usual, isHomeWord)) return 0.9 * cosine;
  return undefined;
}

/** Intents whose slot takes any words, so that one word more or less is another request. */
const OPEN = /^(?:Hass(?:MediaSearchAndPlay|GetWeather|Broadcast|.*List.*|.*Timer.*)|Hearth.*)$/;
/** Words that carry no meaning of their own beside a thing's name. */
const PLAIN = new Set(
  (
    'turn switch put set make get bring let have give do go change the a an my our your to in at of for with and please is are ' +
    "it's its what what's whats which how there room"
  ).split(' '),
);

/** The usual words with a few at the end left out: "… in Wilkerson" for "… in Wilkerson Washington". */
function isPartOf(said: readonly string[], usual: readonly string[], isName: (word: string) => boolean): boolean {
  const leftOut = usual.slice(said.length);
  if (said.length < 3 || leftOut.length < 1 || leftOut.length > saidGuards.leftOutMax) return false;
  return said.every((word, i) => usual[i] === word) && leftOut.every((word) => !isTurning(word) && isName(word));
}

/** Other words around the same names, numbers and directions; none of which the usual words have and these lack. */
function isOtherWording(
  said: readonly string[],
  usual: readonly string[],
  isHomeWord: (word: string) => boolean,
): boolean {
  const telling = (words: readonly string[]): string =>
    words
      .filter((word) => isTurning(word) || isHomeWord(word))
      .sort()
      .join(' ');
  const added = usual.filter((word) => !said.includes(word) && !PLAIN.has(word) && !isTurning(word));
  if (differInNumber(said, usual)) return false;
  return said.some(isHomeWord) && telling(said) === telling(usual) && added.length === 0;
}

function meaningOf(said: SaidBefore): string {
  return `${said.intent} ${said.targets.join(' ')} ${said.targets.length === 0 ? said.phrase : ''}`;
}

function retrieved(heard: HeardTexts[number], to: string, score: number): Omit<RewrittenTexts, 'entry'> {
  return {
    hypotheses: [{ text: to, confidence: heard.confidence }],
    rewrite: { from: heard.text, to, layer: 'retrieved', score: Math.round(score * 1e4) / 1e4 },
  };
}
