import type { Effect, Preference } from '../domain/context.ts';
import type { Evidence, Slots } from '../domain/decision.ts';
import { limits } from '../domain/limits.ts';
import { normalPhrase } from '../domain/phrase.ts';
import { ownWordsOf } from '../domain/plain.ts';
import { isQuestion } from '../domain/question.ts';
import { meansTaste } from '../domain/taste.ts';
import { isHousehold, knowsVoices, mayForget } from '../domain/voice.ts';
import { type Deed, deed } from './deeds.ts';
import { list } from './speech.ts';
import { done, type TeachContext, textOf } from './teach.ts';
import { othersOwning } from './whose.ts';

/**
 * Whether the words speak of forgetting and wish for none: "don't forget to …", "I forgot my keys", "have you forgotten …".
 */
export function isNoForgetting(text: string): boolean {
  return NO_FORGETTING.test(text) || (isQuestion(text) && /\bforg[eo]t/i.test(text));
}
const NO_FORGETTING =
  /(?:\b(?:not|never|cannot)|n['’]t)\b[^.;,]{0,30}\bforget|\bforgot|\bforgetting\b|\bforgets\b|\b(?:i|he|she|they|people) (?:\w+ ){0,2}forget\b|\bunforget/i;

/** What is left as it is. */
export function notForgotten(because: readonly Evidence[]): Deed {
  return deed({ outcome: 'answer', intent: 'HearthForget', say: 'I forget nothing that you taught me.', because });
}

/** Whether all that is said is to have something forgotten that is remembered here: "delete flamingo hour". */
export function isForgetting({ home, speaker, text, rewrites }: TeachContext): boolean {
  if (isQuestion(text) || isNoForgetting(text) || !WISH.test(text)) return false;
  const kept = [
    ...home.preferences(speaker).map((one) => one.value),
    ...rewrites().flatMap((entry) => (entry.layer === 'taught' ? [entry.from] : [])),
  ];
  if (ALL_TASTES.test(text) || kept.some((item) => isAllOf(text, item))) return true;
  return home.names().some(({ name, entity }) => isAllOf(text, name, home.definition(entity)?.name));
}
const WISH =
  /\b(?:forget|unlearn|erase|delete|remove|drop|scrap|wipe|clear)\b|\b(?:no longer|stop calling)\b|\b(?:not|don['’]t|doesn['’]t)\b.*\b(?:call|mean)|\bmeans? nothing\b|\bis wrong\b/i;
/** Words around what is to be forgotten, besides those that carry every sentence. */
const AROUND =
  /^(?:forget|unlearn|erase|delete|remove|drop|scrap|wipe|clear|calling|call(?:ed)?|about|phrase|names?|words?|command|nickname|preferences?|favou?rites?|likes?|tastes?|means?|meant|meaning|more|any ?more|longer|no|not|doesn't|love|enjoy|prefer|liking|fan|told|taught|know|knew|learn(?:ed|t)|want|wrong|music|food|hearth)$/;

/** Whether a text is about this item and about nothing else. */
function isAllOf(text: string, item: string, thing = ''): boolean {
  const [said, wanted] = [` ${normalPhrase(text)} `, normalPhrase(item)];
  if (wanted === '' || !said.includes(` ${wanted} `)) return false;
  const own = normalPhrase(thing).split(' ');
  return ownWordsOf(said.replace(` ${wanted} `, ' ')).every((word) => AROUND.test(word) || own.includes(word));
}

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
  if (gone.length > 0 && isAmongOthers(context, effect))
    return deed({
      outcome: 'ask',
      intent: 'HearthForget',
      slots,
      say: `Shall I forget ${list(gone)}?`,
      question: { kind: 'confirm', options: [], effects: eachOf(context, effect) },
      because: context.because,
    });
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

/** Whether a lesson's words stand among others that it has nothing to do with: "forget about the movie time party". */
function isAmongOthers({ home, rewrites, text }: TeachContext, { phrase }: Forget): boolean {
  if (phrase === undefined) return false;
  const said = normalPhrase(phrase);
  const taught = rewrites().find(({ layer, from }) => layer === 'taught' && from === said);
  const name = home.names().find((one) => normalPhrase(one.name) === said);
  if (taught === undefined && name === undefined) return false;
  const thing = name === undefined ? '' : home.definition(name.entity)?.name;
  return !isAllOf(text, said, `${taught?.to ?? ''} ${thing}`);
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
  const word = FORGETTABLE.find(([pattern]) => pattern.test(text))?.[1];
  // "forget everything" is all; "forget everything about jazz" and "forget everything I like" are not.
  const tastes = ALL_TASTES.exec(text)?.groups;
  if (tastes !== undefined) {
    const kind = word === HABITS ? undefined : word;
    const rest = kind ?? (tastes.of === undefined ? undefined : `taste in ${tastes.of}`);
    return forgetting({ ...(rest !== undefined && { category: rest }), person: speaker ?? '' });
  }
  if (slots.scope === 'everything')
    return phrase === undefined && category === undefined ? { type: 'forget', scope: 'everything' } : forgetting(named);
  const holds = (words: string, thing?: string): boolean => isAllOf(text, words, thing);
  const liked = home.preferences(speaker).find((one) => holds(one.value));
  // "forget that I like jazz": the tagger takes the taste for a phrase.
  if (liked !== undefined && (phrase === undefined || holds(liked.value)) && !isTaught(context, phrase))
    return dislike(liked);
  const taste = TASTE.exec(text)?.groups?.taste;
  if (taste !== undefined && !isTaught(context, phrase)) return forgetting({ value: taste.trim() });
  if (phrase !== undefined || category !== undefined) return forgetting(named);
  const taught = context.rewrites().find((entry) => entry.layer !== 'global' && holds(entry.from));
  if (taught !== undefined) return forgetting({ phrase: taught.from });
  const name = home.names().find((one) => holds(one.name, home.definition(one.entity)?.name));
  if (name !== undefined) return forgetting({ phrase: name.name });
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
  `\\b(?:(?:what(?:ever| (?:kind of )?\\w+)?|everything|all|all that|everything that|the (?:things?|stuff)(?: that)?) (?:i|we) ${LIKE}|(?:my|our) (?:(?:music|musical|food|movie|film|team) )?(?:preferences|tastes?|likes(?: and dislikes)?|favou?rites)(?: in (?<of>\\w+))?)\\W*(?:please)?$`,
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
  [/\b(?:music|musical|songs?|bands?)\b/i, 'music'],
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

export function dislike({ category, value, person }: Omit<Preference, 'at'>): Forget {
  return forgetting({ category, value, ...(person !== undefined && { person }) });
}
