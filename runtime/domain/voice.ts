import type { HomeView, Question, Turn } from './context.ts';

/** Whether this is one of the household's people; where it lists none, any voice that was recognised. */
export function isHousehold(home: HomeView, speaker: string | undefined): boolean {
  const { people } = home.household;
  return speaker !== undefined && (people.length === 0 || people.some((person) => person.name === speaker));
}

/** Whether voices are told apart here: its people are listed and the firmware ever named a speaker, so whom it does not name is a stranger. */
export function knowsVoices(home: HomeView): boolean {
  return home.household.people.length > 0 && home.tellsVoices;
}

/** Whether voices are told apart here, and this is none of the household's: a guest, or one that nobody recognised. */
export function isStranger(home: HomeView, speaker: string | undefined): boolean {
  return knowsVoices(home) && !isHousehold(home, speaker);
}

/** To whom a turn put its question; undefined is a voice that nobody recognised. */
export function askedOf(turn: Turn): string | undefined {
  return turn.question?.to ?? turn.speaker;
}

/** Whether a voice is the one that a turn's question was put to: what lasts (a lesson, a rating) is for nobody else to answer. */
export function isAsked(turn: Turn, speaker: string | undefined): boolean {
  return askedOf(turn) === speaker;
}

/**
 * Whether a voice may say yes to what is always confirmed (a lock, a garage, an oven): one of the household.
 *
 * A voice that nobody recognised may where it was asked itself and voices are not told apart here. From another satellite nobody
 * may: a question is open where it was asked.
 */
export function mayConfirm(home: HomeView, asked: Turn, speaker: string | undefined): boolean {
  if (speaker !== undefined) return isHousehold(home, speaker);
  return askedOf(asked) === undefined && !knowsVoices(home);
}

/** Whether a reply may be learned from: not that of a voice nobody recognised, where somebody known was asked. */
export function isHeeded(asked: Turn, reply: Turn): boolean {
  return reply.speaker !== undefined || askedOf(asked) === undefined;
}

/** A question as it stands on, put to the same voice. */
export function kept(asked: Turn, question: Question): Question {
  const to = askedOf(asked);
  return to === undefined ? question : { ...question, to };
}

/** Whether `by` (see `Effect` of type `forget`) may have forgotten what is this person's own; absent or '' is the household's. */
export function mayForget(by: string | undefined, owner: string | undefined): boolean {
  return by === undefined || owner === undefined || owner === '' || owner === by;
}
