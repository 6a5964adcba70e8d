import type { Effect, HomeView, Turn } from '../domain/context.ts';
import type { Evidence } from '../domain/decision.ts';
import type { Intent } from '../domain/intent.ts';
import { limits } from '../domain/limits.ts';
import { normalPhrase } from '../domain/phrase.ts';
import { beginsOrder } from '../domain/plain.ts';
import { type Deed, deed } from './deeds.ts';
import { dislike } from './forget.ts';
import { keep, peopleOf } from './prefer.ts';
import { list } from './speech.ts';
import { isDisliking, tastesSaid } from './tasteSaid.ts';
import { type TeachContext, teach } from './teach.ts';

/** The turn just before, where it kept something of this voice's and asked nothing more. */
export function keptJustNow(home: HomeView, turns: readonly Turn[], speaker: string | undefined): Turn | undefined {
  const [turn] = turns;
  if (turn === undefined || turn.speaker !== speaker || turn.question !== undefined) return undefined;
  return turn.decision.outcome === 'teach' && home.now - turn.at <= limits.lessonAgeMsMax ? turn : undefined;
}

const BACK =
  /^(?:(?:no|oh|oops|sorry|wait|actually|never ?mind) )*(?:(?:i|we) (?:do|am|did|have)(?:n't| not)|(?:do not|don't)(?: (?:remember|keep) that)?|(?:scratch|strike|cancel|undo|delete|forget|unlearn) (?:that|it|(?:what )?i (?:just )?(?:said|told you|taught you))(?: again)?|(?:i )?take (?:that|it) back|(?:that|it)(?:'s|(?: is| was)(?:n't)?)(?: not)? (?:wrong|a mistake|true|right|what i (?:said|meant))|wrong)$/;

/** "undo that", "no, I don't", "scratch that" right after something was kept: it is as before. */
export function unkeep(
  { id, effects: kept, speaker: by = '' }: Turn,
  text: string,
  intent: Intent | undefined,
  because: readonly Evidence[],
): Deed | undefined {
  const said = normalPhrase(text);
  if (intent !== 'HearthUndo' && said !== 'no' && !BACK.test(said)) return undefined;
  const effects = kept.flatMap((one): readonly Extract<Effect, { type: 'forget' }>[] => {
    if (one.type === 'preference') return [{ ...dislike(one), by }];
    if (one.type !== 'teachPhrase' && one.type !== 'teachName') return [];
    return [{ type: 'forget', scope: 'phrase', phrase: one.type === 'teachName' ? one.name : one.phrase, by }];
  });
  if (effects.length === 0) return undefined;
  const say = `I forgot ${list(effects.map(({ value, phrase }) => `"${value ?? phrase}"`))} again.`;
  const follows = { turn: id, how: 'undo' } as const;
  return deed({ outcome: 'teach', intent: 'HearthForget', effects, say, because, follows });
}

const INSTEAD =
  /^(?:no|nope|sorry|wait|oops|actually|i (?:meant|mean|said))\b(?:[\s,]+(?:no|sorry|wait|i (?:meant|mean|said)|rather))*[\s,]+(?<meant>.+?)[.!]?$/i;
const MEANT_WORDS_MAX = 5;
/** Nothing that one names: an answer of its own. */
const NO_NAME = /\b(?:you|me|it|that|this|thanks?|thank|please|never|mind|don't|not|is|are|was)\b/i;

/** "no, the kitchen light", "I meant rumba" right after something was kept, or was to be: that takes its place. */
export function keptInstead(context: TeachContext, { id, effects, question }: Turn): Deed | undefined {
  const meant = INSTEAD.exec(context.text.trim())?.groups?.meant;
  const [effect] = effects.length > 0 ? effects : (question?.effects ?? []);
  if (meant === undefined || BACK.test(normalPhrase(context.text))) return undefined;
  const follows = { turn: id, how: 'correct' } as const;
  const isOrder = beginsOrder(normalPhrase(meant).split(' ')[0] ?? '');
  if (effect?.type === 'teachPhrase') {
    const meaning = isOrder ? meant : otherThing(context, effect.meaning, meant);
    if (meaning === undefined) return undefined;
    return { ...teach({ ...context, named: [], isNaming: false }, { phrase: effect.phrase, meaning }), follows };
  }
  if (effect?.type !== 'preference' || isOrder || NO_NAME.test(meant)) return undefined;
  const isSaid = isDisliking(meant) || tastesSaid(meant, peopleOf(context.home)).length > 0;
  if (isSaid || meant.split(/\s+/).length > MEANT_WORDS_MAX) return undefined;
  const { person, category } = effect;
  const whose = person === undefined || person === context.speaker ? {} : { person };
  const told = keep(context, {}, [{ what: meant, isLiked: true, category, ...whose }], true);
  return { ...told, effects: effects.length === 0 ? told.effects : [dislike(effect), ...told.effects], follows };
}

/** "turn on the hall light" with another thing of this home in the place of the one it names. */
function otherThing({ home, named }: TeachContext, meaning: string, meant: string): string | undefined {
  if (named.length !== 1) return undefined;
  const text = meaning.toLowerCase();
  const names = [...home.definitions(), ...home.names()].map(({ name }) => name.toLowerCase());
  const [held] = names.filter((name) => ` ${text} `.includes(` ${name} `)).sort((a, b) => b.length - a.length);
  return held === undefined ? undefined : text.replace(held, meant.replace(/^(?:the|my|our) /i, ''));
}
