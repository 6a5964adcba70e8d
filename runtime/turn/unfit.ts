import { limits } from '../domain/limits.ts';
import { normalPhrase } from '../domain/phrase.ts';
import { beginsOrder } from '../domain/plain.ts';
import { isQuestion } from '../domain/question.ts';
import { splitWords } from '../domain/words.ts';
import type { Candidate } from '../resolve/candidate.ts';
import type { Choice } from '../resolve/decide.ts';

/** A lesson's phrase and meaning, each read as if it had been said. */
export interface LessonParts {
  readonly phrase: readonly Choice[];
  readonly meaning: readonly Choice[];
}

/** What that comes to. */
export interface PartsRead {
  /** The phrase by itself is surely a request. */
  readonly isRequest: boolean;
  /** The meaning is something that can be done, or answered. */
  readonly isPossible: boolean;
}

export function partsRead({ phrase, meaning }: LessonParts): PartsRead {
  return {
    isRequest:
      phrase.length > 0 &&
      phrase.every((one) => one.kind === 'do' && isDoable(one) && one.confidence >= limits.orderConfidenceMin),
    isPossible: meaning.length > 0 && meaning.every((one) => isDoable(one) || isReply(one)),
  };
}

/** Why a phrase is not to be taught, or why its meaning cannot be done; undefined where neither is so. */
export function unfitOf(phrase: string, meaning: string | undefined, parts: PartsRead | undefined): string | undefined {
  if (isQuestion(phrase))
    return `"${phrase}" is a question, and I answer those. Please choose words that ask nothing, like "movie night".`;
  if (parts?.isRequest === true && beginsOrder(splitWords(normalPhrase(phrase))[0]?.text ?? ''))
    return `I do that already when you say "${phrase}". Say words of your own first: when I say movie night, ${normalPhrase(phrase)}.`;
  if (meaning === undefined || parts === undefined || parts.isPossible) return undefined;
  return `I did not learn that, since I cannot do "${meaning}".`;
}

/** What only makes talk of its own, but can be meant: "when I say X, say hello". */
function isReply(choice: Choice): boolean {
  return choice.kind === 'do' && choice.ranked.candidate.intent === 'HassRespond';
}

export function candidateOf(choice: Choice): Pick<Candidate, 'intent' | 'slots' | 'targets'> | undefined {
  switch (choice.kind) {
    case 'do':
    case 'propose':
      return choice.ranked.candidate;
    case 'clarify':
      return choice.options[0]?.candidate;
    default:
      return undefined;
  }
}

/** Whether this home could do it, or ask which; talk about the conversation is no deed. */
export function isDoable(choice: Choice): boolean {
  const candidate = candidateOf(choice);
  return candidate !== undefined && !isTalk(candidate.intent);
}

/** Whether it is about the conversation, and none of the home's business. */
export function isTalk(intent: string): boolean {
  return /^(?:Hearth(?!SetAlarm|GetAlarms)|HassNevermind|HassRespond)/.test(intent);
}
