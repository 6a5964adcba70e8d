import type { HomeView, Turn } from '../domain/context.ts';
import type { UtteranceEvent } from '../domain/event.ts';
import { limits } from '../domain/limits.ts';
import { normalPhrase } from '../domain/phrase.ts';
import { takenOf } from '../domain/taken.ts';
import type { HeardTexts, RewriteContext } from '../rewrite/apply.ts';
import type { Read } from './doubt.ts';

/** What leads a bare name in: "I mean the chandelier", "it is the chandelier". */
const LEAD = /^(?:i (?:mean|meant|said)|it is|it's|that is|that's|you know|oh|well) (?=.* )/;

const ARTICLE = /^(?:the|my|our) /;

/** A request that was not understood for one word, with the name in its place that was told for it. */
interface Named {
  readonly asked: Turn;
  readonly texts: HeardTexts;
}

/**
 * "Turn off Merlin" – "I know of no Merlin here. What do you mean?" – "the chandelier": "turn off the chandelier".
 *
 * Undefined unless the reply is nothing but the name of a thing of this home, other than what is always guarded, and of all that was
 * said before it alone named nothing.
 */
export function requestNamed(
  home: HomeView,
  { at, satellite, hypotheses }: UtteranceEvent,
  { fits }: RewriteContext,
): Named | undefined {
  const asked = home.conversation().findLast((turn) => turn.satellite === satellite);
  if (asked?.decision.outcome !== 'ask' || asked.question !== undefined) return undefined;
  const [unmatched, ...more] = asked.trace.unmatched;
  if (unmatched === undefined || more.length > 0 || at - asked.at > limits.questionAgeMsMax) return undefined;
  const request = normalPhrase(takenOf(asked)?.text ?? '');
  const [before, after, ...again] = ` ${request} `.split(` ${normalPhrase(unmatched)} `);
  // Words that are no name at all, and all that was said, say nothing of what is to be done.
  if (before === undefined || after === undefined || again.length > 0 || before.trim() === '') return undefined;
  const [best] = hypotheses;
  const name = normalPhrase(best?.text ?? '')
    .replace(LEAD, '')
    .replace(ARTICLE, '');
  if (best === undefined || name.split(' ').length > limits.replyWordsMax || fits?.('target', name) !== true)
    return undefined;
  const lead = before.trim().replace(/ (?:the|my|our)$/, '');
  return { asked, texts: [{ text: `${lead} the ${name} ${after.trim()}`.trim(), confidence: best.confidence }] };
}

/** What was read, as the answer to what the hub asked; undefined where it still comes to nothing. */
export function answering(read: Read, asked: Turn): Read | undefined {
  const [choice, ...more] = read.choices;
  if (choice === undefined || more.length > 0 || (choice.kind !== 'do' && choice.kind !== 'propose')) return undefined;
  const { ranked } = choice;
  const candidate = { ...ranked.candidate, follows: { turn: asked, how: 'answer' } } as const;
  return { ...read, choices: [{ ...choice, ranked: { ...ranked, candidate } }] };
}
