import type { RewriteEntry } from '../domain/context.ts';
import type { AppliedRewrite, RewriteLayer } from '../domain/decision.ts';
import { differInNumber, normalPhrase } from '../domain/phrase.ts';
import type { Instant } from '../domain/time.ts';
import { rewriteGuards } from './guard.ts';
import type { Fits } from './patterns.ts';
import type { RewriteTable } from './table.ts';

/** What speech recognition heard, best first. */
export type HeardTexts = readonly { readonly text: string; readonly confidence: number }[];

export interface RewriteContext {
  readonly speaker?: string;
  readonly now: Instant;
  /** Keys of the moment, the most telling first. */
  readonly moment?: readonly string[];
  /** Whether a word names something in this home; where given, a word that does is never taken for a misheard one. */
  readonly isHomeWord?: (word: string) => boolean;
  /** The household's people. */
  readonly people?: readonly string[];
  /** Whether words may fill a slot of what everybody means; where absent, nothing may. */
  readonly fits?: Fits;
}

export interface RewrittenTexts {
  readonly hypotheses: HeardTexts;
  readonly rewrite: AppliedRewrite;
  readonly entry: RewriteEntry;
}

/**
 * Replaces what was heard by what this home means with it; undefined where it means nothing of its own.
 *
 * Asked in this order: the best text as taught or learned here; a further text as taught (`retrieved`, for the recogniser slipped); the best text as a mishearing of a taught phrase (`retrieved`). One rewrite a turn, never a chain.
 * Only `taught` may lead to an act that asks for confirmation; policy refuses those through any other layer.
 */
export function applyRewrite(
  hypotheses: HeardTexts,
  table: RewriteTable,
  context: RewriteContext,
): RewrittenTexts | undefined {
  const [best, ...further] = hypotheses;
  if (best === undefined || normalPhrase(best.text) === '') return undefined;
  const exact = table.lookup(best.text, context);
  if (exact !== undefined) return rewritten(best, exact.entry, exact.entry.layer, exact.score);
  for (const heard of further) {
    const share = best.confidence > 0 ? heard.confidence / best.confidence : 1;
    if (share < rewriteGuards.hypothesisShareMin) continue;
    const found = table.lookup(heard.text, context);
    if (found?.entry.layer === 'taught') return rewritten(heard, found.entry, 'retrieved', Math.min(1, share));
  }
  const near = table.retrieve(best.text, context.speaker, context.isHomeWord);
  return near === undefined ? undefined : rewritten(best, near.entry, 'retrieved', near.score);
}

/** What the recogniser may as well have heard, with one thing for several or several for one; as phrases. */
export function inOtherNumber(best: HeardTexts[number], further: HeardTexts): readonly string[] {
  const words = normalPhrase(best.text).split(' ');
  return further.flatMap(({ text, confidence }) => {
    const phrase = normalPhrase(text);
    const isLikely = confidence >= rewriteGuards.hypothesisShareMin * best.confidence;
    return isLikely && differInNumber(words, phrase.split(' ')) ? [phrase] : [];
  });
}

/**
 * The best text as everybody means it, in the words of this home: for words that come to nothing by themselves. Not where they were
 * hardly heard so, since their slots are taken as they stand, nor where the recogniser may as well have heard one thing for
 * several: that is to be asked.
 */
export function applyGeneral(
  [best, ...further]: HeardTexts,
  table: RewriteTable,
  context: RewriteContext,
): Omit<RewrittenTexts, 'entry'> | undefined {
  if (best === undefined || context.fits === undefined) return undefined;
  if (best.confidence < rewriteGuards.generalHeardMin || inOtherNumber(best, further).length > 0) return undefined;
  const found = table.general(best.text, context, context.fits);
  if (found === undefined) return undefined;
  const { to, pattern, score } = found;
  return {
    hypotheses: [{ text: to, confidence: best.confidence }],
    rewrite: { from: best.text, to, layer: 'global', score: Math.round(score * 1e4) / 1e4, pattern },
  };
}

function rewritten(heard: HeardTexts[number], entry: RewriteEntry, layer: RewriteLayer, score: number): RewrittenTexts {
  return {
    hypotheses: [{ text: entry.to, confidence: heard.confidence }],
    rewrite: { from: heard.text, to: entry.to, layer, score: Math.round(score * 1e4) / 1e4 },
    entry,
  };
}
