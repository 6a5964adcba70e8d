import type { Effect, Preference } from '../domain/context.ts';
import type { Evidence, Slots } from '../domain/decision.ts';
import { limits } from '../domain/limits.ts';
import { normalPhrase } from '../domain/phrase.ts';
import { meansTaste } from '../domain/taste.ts';
import { isHousehold, knowsVoices, mayForget } from '../domain/voice.ts';
import { type Deed, deed } from './deeds.ts';
import { list } from './speech.ts';
import { done, type TeachContext, textOf } from './teach.ts';
import { othersOwning } from './whose.ts';

/** "Forget movie time", "forget that I like jazz", "forget what I like", "forget my routines", "forget everything". */
export function forget(context: TeachContext, slots: Slots): Deed {
  const by = context.speaker ?? '';
  const found = forgettable(context, slots);
  const effect = found && { ...found, by };
  if (effect?.scope === 'everything') return forgetAll(context, slots, effect);
  const others = effect === undefined ? [] : othersOwning(context.home, context.rewrites(), effect);
  if (others.length > 0) return notTheirs(context, slots, others);
  if (effect === undefined)
    return deed({
      outcome: 'ask',
      intent: 'HearthForget',
      slots,
      say: 'What shall I forget?',
      because: context.because,
    });
  const gone = goneBy(context, effect);
  if (gone.length > 0) return done(context, 'HearthForget', slots, eachOf(context, effect), `I forgot ${list(gone)}.`);
  const { because } = context;
  // The words themselves go all the same, from what was lately said.
  return deed({
    outcome: 'answer',
    intent: 'HearthForget',
    slots,
    effects: effect.phrase === undefined ? [] : [effect],
    say: nothingOf(context, effect),
    because,
  });
}

/** All that a person likes goes one by one, and the words with each. */
function eachOf({ home }: TeachContext, effect: Forget): readonly Forget[] {
  const { phrase, category, value, by } = effect;
  if ([phrase, category, value].some((named) => named !== undefined)) return [effect];
  return home
    .preferences(undefined)
    .filter((one) => meansTaste(effect, one))
    .map((one) => ({ ...dislike(one), ...(by !== undefined && { by }) }));
}

const NAMED_MAX = 4;

/** What an effect takes out, each in words for the person. */
function goneBy({ home, rewrites, speaker }: TeachContext, effect: Forget): readonly string[] {
  const { phrase, category, by } = effect;
  const said = phrase === undefined ? undefined : normalPhrase(phrase);
  const holds = (text: string): boolean => said !== undefined && ` ${normalPhrase(text)} `.includes(` ${said} `);
  const own = rewrites().filter((entry) => entry.layer !== 'global' && mayForget(by, entry.speaker));
  const taught = own.filter(
    ({ layer, from, to }) => layer === 'taught' && (from === said || normalPhrase(to) === said),
  );
  const learned = own.filter(({ layer, from, to }) => layer !== 'taught' && (holds(from) || holds(to)));
  const names = home.names().filter(({ name }) => normalPhrase(name) === said);
  const tastes = home.preferences(undefined).filter((one) => mayForget(by, one.person) && meansTaste(effect, one));
  const isHabits = category === HABITS || /^(?:habits?|routines?)$/.test(said ?? '');
  const parts = [
    ...taught.map(({ from, to }) => `that "${from}" means "${to}"`),
    ...names.map(({ name, entity }) => `that "${name}" is the ${home.definition(entity)?.name ?? entity}`),
    ...tastes.map(({ value, person }) => `that ${likesOf(person, speaker)} ${value}`),
    ...(learned.length > 0 ? [`what I had learned about "${phrase}"`] : []),
    ...(isHabits && home.usual(speaker, 1).length > 0 ? ['what is usual here'] : []),
  ];
  const more = parts.length - NAMED_MAX;
  return more > 1 ? [...parts.slice(0, NAMED_MAX), `${more} more things`] : parts;
}

function likesOf(person: string | undefined, speaker: string | undefined): string {
  return person === undefined || person === speaker ? 'you like' : `${person} likes`;
}

/** Why nothing was forgotten. */
function nothingOf({ speaker }: TeachContext, { phrase, value, category, person }: Forget): string {
  if (value !== undefined)
    return `I did not know that ${likesOf(person === '' ? undefined : person, speaker)} ${value}.`;
  if (phrase !== undefined) return `I know nothing about "${phrase}".`;
  if (category === HABITS) return 'I know of nothing that is usual here.';
  return category === undefined ? 'I do not know yet what you like.' : `I do not know what ${category} you like.`;
}

/** "forget everything": asked about first, of a voice that may have it; what is another person's own stays. */
function forgetAll(context: TeachContext, slots: Slots, effect: Forget): Deed {
  const { home, speaker, because } = context;
  const isStranger = speaker === undefined ? knowsVoices(home) : !isHousehold(home, speaker);
  if (isStranger || context.trust < limits.forgetAllTrustMin) {
    const why: Evidence = { signal: 'policy', detail: 'only the household has everything forgotten', weight: 10 };
    const say = 'I do not know your voice. Only the people of this home can have me forget everything.';
    return deed({ outcome: 'answer', intent: 'HearthForget', slots, say, because: [why, ...because] });
  }
  const whose =
    speaker === undefined ? 'I was taught and have learned' : 'I know from you, and what is the household’s';
  return deed({
    outcome: 'ask',
    intent: 'HearthForget',
    slots,
    say: `Shall I forget everything ${whose}?`,
    question: { kind: 'confirm', options: [], effects: [effect] },
    because: [{ signal: 'policy', detail: 'to forget everything is always confirmed', weight: 10 }, ...because],
  });
}

/** What another person taught is theirs to have forgotten. */
function notTheirs(context: TeachContext, slots: Slots, owners: readonly string[]): Deed {
  const who = list(owners);
  const say = `That is what ${who} taught me. Only ${who} can have me forget it.`;
  const why: Evidence = { signal: 'policy', detail: 'it is another person’s own', weight: 10 };
  return deed({ outcome: 'answer', intent: 'HearthForget', slots, say, because: [why, ...context.because] });
}

type Forget = Extract<Effect, { type: 'forget' }>;

/** What is to be forgotten: as the tagger has it, else what the words name of all that is remembered. */
function forgettable(context: TeachContext, slots: Slots): Forget | undefined {
  const { home, speaker, text } = context;
  const phrase = textOf(slots.phrase);
  const category = textOf(slots.category);
  const named = { ...(phrase !== undefined && { phrase }), ...(category !== undefined && { category }) };
  // "forget everything" is all; "forget everything about jazz" and "forget everything I like" are not.
  if (ALL_TASTES.test(text)) return forgetting({ person: speaker ?? '' });
  if (slots.scope === 'everything')
    return phrase === undefined && category === undefined ? { type: 'forget', scope: 'everything' } : forgetting(named);
  const said = ` ${normalPhrase(text)} `;
  const holds = (words: string): boolean => words !== '' && said.includes(` ${normalPhrase(words)} `);
  const liked = home.preferences(speaker).find((one) => holds(one.value));
  // "forget that I like jazz": the tagger takes the taste for a phrase.
  if (liked !== undefined && (phrase === undefined || holds(liked.value)) && !isTaught(context, phrase))
    return dislike(liked);
  const taste = TASTE.exec(text)?.groups?.taste;
  if (taste !== undefined && !isTaught(context, phrase)) return forgetting({ value: taste.trim() });
  if (phrase !== undefined || category !== undefined) return forgetting(named);
  const taught = context.rewrites().find((entry) => entry.layer !== 'global' && holds(entry.from));
  if (taught !== undefined) return forgetting({ phrase: taught.from });
  const name = home.names().find((one) => holds(one.name));
  if (name !== undefined) return forgetting({ phrase: name.name });
  const word = FORGETTABLE.find(([pattern]) => pattern.test(text))?.[1];
  if (word === undefined) {
    // The tagger may have taken the words for something else.
    const rest = AFTER_FORGET.exec(text)?.groups?.rest;
    return rest === undefined ? undefined : forgetting({ phrase: rest });
  }
  return forgetting({ category: word, ...(word !== HABITS && speaker !== undefined && { person: speaker }) });
}

const LIKE = '(?:like|love|enjoy|prefer|listen to|support|am a fan of)';
/** "what I like", "my tastes": all of them. */
const ALL_TASTES = new RegExp(
  `\\b(?:(?:what(?:ever)?|everything|all|all that|everything that|the (?:things?|stuff)(?: that)?) (?:i|we) ${LIKE}|(?:my|our) (?:preferences|tastes?|likes(?: and dislikes)?|favou?rites))\\W*(?:please)?$`,
  'i',
);
/** "that I like rock": one of them. */
const TASTE = new RegExp(
  `\\b(?:i|we|he|she|they|\\w+) (?:really |ever )?(?:${LIKE}|likes|loves|enjoys) (?<taste>.+?)(?: any ?more| please)?[.!?]*$`,
  'i',
);

/** "forget the lounge lizard": what is left when nothing else is found in it; "forget it" names nothing. */
const AFTER_FORGET =
  /\bforget (?:about |(?:all |everything |what )?(?:you (?:know|learned|learnt) |i (?:said|told you|taught you) )about )?(?:the (?:phrase|words?|name) )?(?!(?:it|that|this|them|those|me|us|everything|all)\b)(?:the |my |our )?(?<rest>\w.*?)(?: please)?[.!?]*$/i;

/** What is usual here, as a category of its own. */
const HABITS = 'habits';
const FORGETTABLE: readonly (readonly [RegExp, string])[] = [
  [/\b(?:habits?|routines?|usual)\b/i, HABITS],
  [/\b(?:music|songs?|bands?)\b/i, 'music'],
  [/\bteams?\b/i, 'team'],
  [/\b(?:food|cuisine)\b/i, 'food'],
  [/\b(?:movies?|films?)\b/i, 'movies'],
];

function isTaught(context: TeachContext, phrase: string | undefined): boolean {
  if (phrase === undefined) return false;
  const said = normalPhrase(phrase);
  return (
    context.rewrites().some((entry) => entry.layer !== 'global' && entry.from === said) ||
    context.home.names().some((one) => normalPhrase(one.name) === said)
  );
}

function forgetting(part: Partial<Forget>): Forget {
  return { type: 'forget', scope: 'phrase', ...part };
}

export function dislike({ category, value, person }: Preference): Forget {
  return forgetting({ category, value, ...(person !== undefined && { person }) });
}
