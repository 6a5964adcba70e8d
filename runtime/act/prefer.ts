import type { Effect } from '../domain/context.ts';
import type { Slots } from '../domain/decision.ts';
import { normalPhrase } from '../domain/phrase.ts';
import { knowsVoices } from '../domain/voice.ts';
import { type Deed, deed } from './deeds.ts';
import { dislike } from './forget.ts';
import { list } from './speech.ts';
import { done, type TeachContext, textOf } from './teach.ts';

/** "I'm a Warriors fan", "I like jazz": kept for this person, or for the household; "I don't like jazz any more" takes it back. */
export function prefer(context: TeachContext, slots: Slots): Deed {
  const wish = wishOf(context, slots);
  const { because } = context;
  if ('say' in wish)
    return deed({ outcome: wish.outcome, intent: 'HearthSetPreference', slots, say: wish.say, because });
  const { effects, category, say } = wish.taste;
  // "I love the moon": a taste in nothing that the hub serves is perhaps no wish at all.
  if (category === GENERAL && effects[0]?.type === 'preference') return mayPrefer(context, slots);
  return done(context, 'HearthSetPreference', { ...slots, category }, effects, say);
}

/** The same, where it was only perhaps said: kept after a yes. */
export function mayPrefer(context: TeachContext, slots: Slots): Deed {
  const wish = wishOf(context, slots);
  const { because } = context;
  if ('say' in wish)
    return deed({ outcome: wish.outcome, intent: 'HearthSetPreference', slots, say: wish.say, because });
  const { effects, value, likes } = wish.taste;
  const [effect] = effects;
  if (effect === undefined) return prefer(context, slots);
  const what = effect.type === 'forget' ? `forget that ${likes} ${value}` : `remember that ${likes} ${value}`;
  return deed({
    outcome: 'ask',
    intent: 'HearthSetPreference',
    slots,
    say: `Shall I ${what}?`,
    question: { kind: 'confirm', options: [], effects },
    because,
  });
}

/** What is to be kept or taken back of somebody's tastes, and how that is said. */
interface Taste {
  readonly category: string;
  readonly value: string;
  /** "Anna likes". */
  readonly likes: string;
  readonly effects: readonly Effect[];
  readonly say: string;
}

type Wish = { readonly taste: Taste } | { readonly outcome: 'ask' | 'answer'; readonly say: string };

function wishOf(context: TeachContext, slots: Slots): Wish {
  const value = textOf(slots.value);
  if (value === undefined) return { outcome: 'ask', say: 'What is it that you like?' };
  const named = textOf(slots.person);
  const person = named === undefined ? context.speaker : personOf(context, named);
  if (named !== undefined && person === undefined) return { outcome: 'answer', say: unknownPerson(context, named) };
  // Where voices are told apart, one that was not told speaks for nobody by name.
  if (person !== undefined && context.speaker === undefined && knowsVoices(context.home))
    return { outcome: 'answer', say: `I do not know your voice. Only ${person} can tell me what ${person} likes.` };
  const who = person ?? 'you';
  const s = person === undefined ? '' : 's';
  const likes = `${who} like${s}`;
  if (isDisliking(context.text)) {
    // What somebody else likes is theirs to take back.
    if (named !== undefined && person !== context.speaker && context.speaker !== undefined)
      return { outcome: 'answer', say: `Only ${who} can tell me what ${who} does not like.` };
    const liked = context.home
      .preferences(person)
      .find(
        (one) => normalPhrase(one.value) === normalPhrase(value) && (one.person === person || one.person === undefined),
      );
    const category = liked?.category ?? textOf(slots.category) ?? categoryOf(context.text);
    const effects = liked === undefined ? [] : [dislike(liked)];
    const say = liked === undefined ? `I did not think that ${likes} ${value}.` : `Okay, no more ${value} for ${who}.`;
    return { taste: { category, value, likes, effects, say } };
  }
  const category = textOf(slots.category) ?? knownCategory(context, value) ?? categoryOf(context.text);
  const effects = [preferenceEffect(category, value, person)];
  return { taste: { category, value, likes, effects, say: `I will remember that ${likes} ${value}.` } };
}

/** Whom a name means: one of the household, or whose voice was recognised where it lists nobody. */
function personOf({ home }: TeachContext, said: string): string | undefined {
  const is = (name: string): boolean => normalPhrase(name) === normalPhrase(said.replace(/[’']s$/, ''));
  const { people } = home.household;
  if (people.length > 0) return people.find(({ name }) => is(name))?.name;
  return home.conversation().find(({ speaker }) => speaker !== undefined && is(speaker))?.speaker;
}

function unknownPerson({ home }: TeachContext, said: string): string {
  const { people } = home.household;
  const known = people.length === 0 ? '' : ` I keep what ${list(people.map(({ name }) => name))} like.`;
  return `I know nobody called ${said}.${known}`;
}

export function preferenceEffect(category: string, value: string, person: string | undefined): Effect {
  return { type: 'preference', category, value, ...(person !== undefined && { person }) };
}

const DISLIKES = [
  "(?:don't|do not|doesn't|does not|didn't|did not) (?:really |actually |even )?(?:like|love|enjoy|want|listen|support|eat)",
  'no longer|any ?more|never liked|stopped (?:liking|listening|eating)',
  '(?:hat|dislik|loath|despis)(?:e|es|ed|ing)|detest(?:s|ed)?',
  "(?:can't|cannot|can not|couldn't) (?:stand|bear)",
  "(?:not|isn't|aren't|never) (?:a |an )?(?:\\S+ )*?(?:fan|fond|keen|into)|no fan of",
  "(?:am|i'm) (?:so |really )?(?:not|done|over|tired|sick|fed up)",
  "(?:is|he's|she's) (?:so |really )?(?:done with|over it|tired of|sick of|fed up with)",
];
const DISLIKING = new RegExp(`\\b(?:${DISLIKES.join('|')})\\b`, 'i');

/** "I don't like it", "no longer", "Anna hates": the value is in the words, the wish is the contrary. */
export function isDisliking(text: string): boolean {
  return DISLIKING.test(text.replaceAll('’', "'"));
}

/** The category under which the person's liking is known already. */
function knownCategory(context: TeachContext, value: string): string | undefined {
  const known = context.home
    .preferences(context.speaker)
    .find((one) => normalPhrase(one.value) === normalPhrase(value));
  return known?.category;
}

/** Of nothing in particular. */
const GENERAL = 'general';
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
  return CATEGORIES.find(([pattern]) => pattern.test(text))?.[1] ?? GENERAL;
}
