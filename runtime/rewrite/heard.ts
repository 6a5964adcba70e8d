import type { RewriteEntry } from '../domain/context.ts';
import { mentionsGuarded } from '../domain/guarded.ts';
import { limits } from '../domain/limits.ts';
import { normalPhrase } from '../domain/phrase.ts';
import type { HeardTexts, RewriteContext, RewrittenTexts } from './apply.ts';
import { evidenceAt, isFor, mayApply, scoreOf } from './guard.ts';
import { saidGuards } from './said.ts';
import type { RewriteTable } from './table.ts';

export interface MeantTexts extends Omit<RewrittenTexts, 'entry'> {
  /** Whether it is proven, or only worth a question. */
  readonly isProven: boolean;
}

/**
 * For words that came to nothing: with the words in them that stand for others here put right, as this voice's slips and this
 * home's names for its things were learned from repairs. One a turn, the longest first, a proven one before one to ask about.
 */
export function asMeant(heard: HeardTexts, table: RewriteTable, context: RewriteContext): MeantTexts | undefined {
  const [best] = heard;
  const words = normalPhrase(best?.text ?? '').split(' ');
  if (best === undefined || mentionsGuarded(best.text)) return undefined;
  let open: MeantTexts | undefined;
  for (let length = Math.min(limits.slipWordsMax, words.length); length > 0; length--) {
    for (let at = 0; at + length <= words.length; at++) {
      const entry = entryFor(words.slice(at, at + length).join(' '), table, context);
      if (entry === undefined || mentionsGuarded(entry.to)) continue;
      const to = [...words.slice(0, at), entry.to, ...words.slice(at + length)].join(' ');
      const isProven = mayApply(entry, context.now);
      const rewrite = { from: best.text, to, layer: 'personal', score: scoreOf(entry), pattern: entry.from } as const;
      const found = { hypotheses: [{ text: to, confidence: best.confidence }], rewrite, isProven };
      if (isProven) return found;
      open ??= found;
    }
  }
  return open;
}

/** The speaker's own, else the household's, else one of another person's that is proven. */
function entryFor(
  words: string,
  table: RewriteTable,
  { speaker, now, people = [] }: RewriteContext,
): RewriteEntry | undefined {
  const known = table.within(words);
  const own =
    known.find((entry) => entry.speaker === speaker) ??
    known.find((entry) => entry.speaker === undefined && isFor(entry, speaker)) ??
    known.find((entry) => entry.status === 'active' && people.includes(entry.speaker ?? ''));
  if (own === undefined || own.status === 'retired') return undefined;
  if (mayApply(own, now)) return own;
  const { wins, losses } = evidenceAt(own, now).with;
  return own.status === 'candidate' && wins >= saidGuards.proposedWinsMin && wins > losses ? own : undefined;
}
