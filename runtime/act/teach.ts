import type { Effect, HomeView, Preference, RewriteEntry } from '../domain/context.ts';
import type { Evidence, Slots } from '../domain/decision.ts';
import type { EntityId } from '../domain/entity.ts';
import type { Intent } from '../domain/intent.ts';
import { normalPhrase } from '../domain/phrase.ts';
import { isHousehold, knowsVoices } from '../domain/voice.ts';
import { type Deed, deed } from './deeds.ts';
import { list } from './speech.ts';
import { othersOwning } from './whose.ts';

/** What became of a wish to teach: an effect to make lasting, or why not, in words for the person. */
export type Taught = { readonly effect: Effect; readonly confirmed: boolean } | { readonly say: string };

export interface TeachContext {
  readonly home: HomeView;
  readonly speaker: string | undefined;
  /** How far the voice, the satellite and the wake word are to be believed, in [0, 1]. */
  readonly trust: number;
  /** What was said. */
  readonly text: string;
  /** Phrases that were taught or learned. */
  readonly rewrites: () => readonly RewriteEntry[];
  readonly because: readonly Evidence[];
  /** What the meaning names, where it names a thing rather than a request ("this lamp", "the bedroom lamp"). */
  readonly named: readonly EntityId[];
  readonly teachPhrase: (phrase: string, meaning: string) => Taught;
  readonly teachName: (name: string, entity: EntityId) => Taught;
}

/** "When I say X, do Y", "call this lamp the big light". */
export function teach(context: TeachContext, slots: Slots): Deed {
  const phrase = textOf(slots.phrase);
  const meaning = textOf(slots.meaning);
  const fail = (say: string) => deed({ outcome: 'ask', intent: 'HearthTeach', slots, say, because: context.because });
  if (phrase === undefined || meaning === undefined) return fail('What do you want to say, and what shall it mean?');
  const [entity] = context.named;
  const isName = entity !== undefined && context.named.length === 1;
  const taught = isName ? context.teachName(phrase, entity) : context.teachPhrase(phrase, meaning);
  if (!('effect' in taught)) return fail(taught.say);
  if (!isName) {
    const asked = taught.confirmed ? ', and ask you each time before I do it' : '';
    return done(
      context,
      'HearthTeach',
      slots,
      [taught.effect],
      `When you say "${phrase}", I take it as "${meaning}"${asked}.`,
    );
  }
  const name = context.home.definition(entity)?.name ?? entity;
  return done(context, 'HearthTeach', slots, [taught.effect], `From now on, "${phrase}" is the ${name}.`, [entity]);
}

/** "Forget movie time", "forget that I like jazz", "forget my routines", "forget everything". */
export function forget(context: TeachContext, slots: Slots): Deed {
  const by = context.speaker ?? '';
  const found = forgettable(context, slots);
  const effect = found && { ...found, by };
  const others = effect === undefined ? [] : othersOwning(context.home, context.rewrites(), effect);
  if (others.length > 0) return notTheirs(context, slots, others);
  if (effect?.scope === 'everything') return forgetAll(context, slots, effect);
  if (effect === undefined)
    return deed({
      outcome: 'ask',
      intent: 'HearthForget',
      slots,
      say: 'What shall I forget?',
      because: context.because,
    });
  const { phrase, category, value, person } = effect;
  const whose = person === undefined ? '' : ` of ${person}`;
  const what = phrase ?? value ?? category;
  return done(
    context,
    'HearthForget',
    slots,
    [effect],
    `I forgot about "${what}"${phrase === undefined ? whose : ''}.`,
  );
}

/** Whose word is worth less is not obeyed where it would cost the household all that was learned. */
const FORGET_ALL_TRUST_MIN = 0.7;

/** "forget everything": asked about first, of a voice that may have it; what is another person's own stays. */
function forgetAll(context: TeachContext, slots: Slots, effect: Forget): Deed {
  const { home, speaker, because } = context;
  const isStranger = speaker === undefined ? knowsVoices(home) : !isHousehold(home, speaker);
  if (isStranger || context.trust < FORGET_ALL_TRUST_MIN) {
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
  const phrase = textOf(slots.phrase);
  const category = textOf(slots.category);
  if (slots.scope === 'everything') {
    // "forget everything" is all; "forget everything about jazz" is not.
    return phrase === undefined && category === undefined
      ? { type: 'forget', scope: 'everything' }
      : forgetting({ ...(phrase !== undefined && { phrase }), ...(category !== undefined && { category }) });
  }
  const said = ` ${normalPhrase(context.text)} `;
  const holds = (text: string): boolean => text !== '' && said.includes(` ${normalPhrase(text)} `);
  const liked = context.home.preferences(context.speaker).find((one) => holds(one.value));
  // "forget that I like jazz": the tagger takes the taste for a phrase.
  if (liked !== undefined && (phrase === undefined || holds(liked.value)) && !isTaught(context, phrase))
    return dislike(liked);
  if (phrase !== undefined || category !== undefined)
    return forgetting({ ...(phrase !== undefined && { phrase }), ...(category !== undefined && { category }) });
  const taught = context.rewrites().find((entry) => entry.layer !== 'global' && holds(entry.from));
  if (taught !== undefined) return forgetting({ phrase: taught.from });
  const name = context.home.names().find((one) => holds(one.name));
  if (name !== undefined) return forgetting({ phrase: name.name });
  const word = FORGETTABLE.find(([pattern]) => pattern.test(context.text))?.[1];
  if (word === undefined) return undefined;
  return forgetting({
    category: word,
    ...(word !== HABITS && context.speaker !== undefined && { person: context.speaker }),
  });
}

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

function dislike({ category, value, person }: Preference): Forget {
  return forgetting({ category, value, ...(person !== undefined && { person }) });
}

/** "I'm a Warriors fan", "I like jazz": kept for this person, or for the household; "I don't like jazz any more" takes it back. */
export function prefer(context: TeachContext, slots: Slots): Deed {
  const value = textOf(slots.value);
  const { text } = context;
  if (value === undefined)
    return deed({
      outcome: 'ask',
      intent: 'HearthSetPreference',
      slots,
      say: 'What is it that you like?',
      because: context.because,
    });
  const category = textOf(slots.category) ?? knownCategory(context, value) ?? categoryOf(text);
  const person = textOf(slots.person) ?? context.speaker;
  const who = person ?? 'you';
  const s = person === undefined ? '' : 's';
  if (isDisliking(text)) {
    const liked = context.home
      .preferences(person)
      .find(
        (one) => normalPhrase(one.value) === normalPhrase(value) && (one.person === person || one.person === undefined),
      );
    const effects = liked === undefined ? [] : [dislike(liked)];
    const say =
      liked === undefined ? `I did not think that ${who} like${s} ${value}.` : `Okay, no more ${value} for ${who}.`;
    return done(context, 'HearthSetPreference', { ...slots, category }, effects, say);
  }
  const effects: Effect[] = [preferenceEffect(category, value, person)];
  return done(
    context,
    'HearthSetPreference',
    { ...slots, category },
    effects,
    `I will remember that ${who} like${s} ${value}.`,
  );
}

export function preferenceEffect(category: string, value: string, person: string | undefined): Effect {
  return { type: 'preference', category, value, ...(person !== undefined && { person }) };
}

/** "I don't like it", "no longer", "I hate": the value is in the words, the wish is the contrary. */
export function isDisliking(text: string): boolean {
  return /\b(?:(?:don'?t|do not|doesn'?t|does not|didn'?t) (?:really |actually )?(?:like|love|enjoy|want|listen|support|eat)|no longer|not a(?:n)? .*\bfan|hate|dislike|can'?t stand|(?:am|i'm) (?:not|done|over|tired|sick)|stopped liking)\b/i.test(
    text.replaceAll('’', "'"),
  );
}

/** The category under which the person's liking is known already. */
function knownCategory(context: TeachContext, value: string): string | undefined {
  const known = context.home
    .preferences(context.speaker)
    .find((one) => normalPhrase(one.value) === normalPhrase(value));
  return known?.category;
}

const CATEGORIES: readonly (readonly [RegExp, string])[] = [
  [
    /\b(?:music|song|band|artist|listen|jazz|rock|pop|classical|hip hop|techno|metal|blues|country|bass|drum|rap|soul|funk|reggae|folk|punk|fado|disco|opera|swing|salsa|indie|house|trance|r&b)\b/i,
    'music',
  ],
  [/\b(?:fan|team|support|game)\b/i, 'team'],
  [/\b(?:food|eat|cuisine|cook|italian|chinese|indian|thai|mexican|vegan|vegetarian)\b/i, 'food'],
  [/\b(?:movie|film|show|series)\b/i, 'movies'],
  [/\b(?:celsius|fahrenheit|warm|cold|temperature)\b/i, 'temperature'],
];

function categoryOf(text: string): string {
  return CATEGORIES.find(([pattern]) => pattern.test(text))?.[1] ?? 'general';
}

function done(
  context: TeachContext,
  intent: Intent,
  slots: Slots,
  effects: readonly Effect[],
  say: string,
  targets: readonly EntityId[] = [],
): Deed {
  const because: Evidence[] = [{ signal: 'teaching', detail: 'you taught it', weight: 5 }, ...context.because];
  return deed({ outcome: 'teach', intent, slots, targets, effects, say, because });
}

function textOf(value: Slots[string] | undefined): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}
