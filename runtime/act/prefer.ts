import type { Effect, HomeView, Preference } from '../domain/context.ts';
import type { Slots } from '../domain/decision.ts';
import { normalPhrase } from '../domain/phrase.ts';
import { GENRES } from '../domain/taste.ts';
import { knowsVoices } from '../domain/voice.ts';
import { splitWords } from '../domain/words.ts';
import { type Deed, deed } from './deeds.ts';
import { dislike } from './forget.ts';
import { list } from './speech.ts';
import { isDisliking } from './tasteSaid.ts';
import { done, type TeachContext, textOf } from './teach.ts';

/** "I'm a Warriors fan", "I like jazz": kept for this person, or for the household; "I don't like jazz any more" takes it back. */
export function prefer(context: TeachContext, slots: Slots): Deed {
  return keep(context, slots, [tasteOf(context, slots)], true);
}

/** The same, where it was only perhaps said: kept after a yes. */
export function mayPrefer(context: TeachContext, slots: Slots): Deed {
  return keep(context, slots, [tasteOf(context, slots)], false);
}

/** What is liked by what the network found in the words. */
function tasteOf(context: TeachContext, slots: Slots): Liking {
  const person = textOf(slots.person);
  return {
    what: textOf(slots.value),
    isLiked: !isDisliking(context.text),
    ...(person !== undefined && { person }),
    ...(textOf(slots.category) !== undefined && { category: textOf(slots.category) }),
  };
}

/** One taste that was told, before it is known whose it is. */
export interface Liking {
  readonly what: string | undefined;
  readonly isLiked: boolean;
  /** As it was said; absent is the speaker. */
  readonly person?: string;
  readonly category?: string | undefined;
}

/** Keeps what somebody likes, takes back what they like no more; after a yes where it is not sure that this was said. */
export function keep(context: TeachContext, slots: Slots, likings: readonly Liking[], isSure: boolean): Deed {
  const { because } = context;
  const wishes = likings.map((one) => wishOf(context, one));
  const tastes = wishes.flatMap((wish) => ('taste' in wish ? [wish.taste] : []));
  const refused = wishes.find((wish) => 'say' in wish);
  if (refused !== undefined)
    return deed({ outcome: refused.outcome, intent: 'HearthSetPreference', slots, say: refused.say, because });
  const effects = tastes.flatMap((taste) => taste.effects);
  const [first] = tastes;
  const kept = { ...slots, ...(first !== undefined && { category: first.category, value: first.value }) };
  const say = tastes.map((taste) => taste.say).join(' ');
  if (effects.length === 0)
    return deed({ outcome: 'answer', intent: 'HearthSetPreference', slots: kept, say, because });
  // "I love the moon": a taste in nothing that the hub serves is perhaps no wish at all.
  const isServed = tastes.every(({ category, isLiked }) => category !== GENERAL || !isLiked);
  if (isSure && isServed) return done(context, 'HearthSetPreference', kept, effects, say);
  const changing = tastes.filter((taste) => taste.effects.length > 0);
  const what = changing.map(({ isLiked, phrase }) => `${isLiked ? 'remember' : 'forget'} that ${phrase}`);
  return deed({
    outcome: 'ask',
    intent: 'HearthSetPreference',
    slots: kept,
    say: `Shall I ${list(what)}?`,
    question: { kind: 'confirm', options: [], effects },
    because,
  });
}

/** What is to be kept or taken back of somebody's tastes, and how that is said. */
interface Taste {
  readonly category: string;
  readonly value: string;
  readonly isLiked: boolean;
  /** "Anna likes jazz". */
  readonly phrase: string;
  readonly effects: readonly Effect[];
  readonly say: string;
}

type Wish = { readonly taste: Taste } | { readonly outcome: 'ask' | 'answer'; readonly say: string };

function wishOf(context: TeachContext, { what, isLiked, person: named, category: said }: Liking): Wish {
  if (what === undefined) return { outcome: 'ask', say: 'What is it that you like?' };
  const person = named === undefined ? context.speaker : personOf(context, named);
  if (named !== undefined && person === undefined) return { outcome: 'answer', say: unknownPerson(context, named) };
  // Where voices are told apart, one that was not told speaks for nobody by name.
  if (person !== undefined && context.speaker === undefined && knowsVoices(context.home))
    return { outcome: 'answer', say: `I do not know your voice. Only ${person} can tell me what ${person} likes.` };
  const who = person ?? 'you';
  const likes = `${who} like${person === undefined ? '' : 's'}`;
  const liked = likedAs(context, what, person);
  if (!isLiked) {
    // What somebody else likes is theirs to take back.
    if (named !== undefined && person !== context.speaker && context.speaker !== undefined)
      return { outcome: 'answer', say: `Only ${who} can tell me what ${who} does not like.` };
    const value = liked?.value ?? what;
    const effects = liked === undefined ? [] : [dislike(liked)];
    const say = liked === undefined ? `I did not think that ${likes} ${value}.` : `Okay, no more ${value} for ${who}.`;
    const category = liked?.category ?? said ?? categoryOf(what, context.text);
    return { taste: { category, value, isLiked, phrase: `${likes} ${value}`, effects, say } };
  }
  const category = said ?? liked?.category ?? categoryOf(what, context.text);
  // "I like the lights dim": neither says anything alone.
  const isOf = !KNOWN.has(category) && context.text.indexOf(category) < context.text.indexOf(what);
  const phrase = `${likes} ${isOf ? `${category} ` : ''}${what}`;
  const effects = [preferenceEffect(category, what, person)];
  return { taste: { category, value: what, isLiked, phrase, effects, say: `I will remember that ${phrase}.` } };
}

/** What they like already, of this name. */
export function likedAs({ home }: TeachContext, what: string, person: string | undefined): Preference | undefined {
  return home
    .preferences(person)
    .find(
      (one) => normalPhrase(one.value) === normalPhrase(what) && (one.person === person || one.person === undefined),
    );
}

/** The names of those whose tastes are kept. */
export function peopleOf(home: HomeView): readonly string[] {
  const { people } = home.household;
  return people.length > 0
    ? people.map(({ name }) => name)
    : home.conversation().flatMap(({ speaker }) => speaker ?? []);
}

/** Whom a name means: one of the household, or whose voice was recognised where it lists nobody. */
function personOf({ home }: TeachContext, said: string): string | undefined {
  const is = (name: string): boolean => normalPhrase(name) === normalPhrase(said.replace(/[’']s$/, ''));
  return peopleOf(home).find(is);
}

function unknownPerson({ home }: TeachContext, said: string): string {
  const { people } = home.household;
  const known = people.length === 0 ? '' : ` I keep what ${list(people.map(({ name }) => name))} like.`;
  return `I know nobody called ${said}.${known}`;
}

export function preferenceEffect(category: string, value: string, person: string | undefined): Effect {
  return { type: 'preference', category, value, ...(person !== undefined && { person }) };
}

/** Of nothing in particular. */
export const GENERAL = 'general';
const CATEGORIES: readonly (readonly [RegExp, string])[] = [
  [/\b(?:music|songs?|bands?|artists?|singers?|composers?|listen(?:ing)?|bass|drum)\b/i, 'music'],
  [/\b(?:fans?|teams?|supports?|games?)\b/i, 'team'],
  [/\b(?:movies?|films?|shows?|series|watching)\b/i, 'movies'],
  [/\b(?:foods?|eat|eating|dish|cuisine|cook|italian|chinese|indian|thai|mexican|vegan|vegetarian)\b/i, 'food'],
  [/\b(?:celsius|fahrenheit|warm|cold|temperature)\b/i, 'temperature'],
];
const KNOWN: ReadonlySet<string> = new Set([...CATEGORIES.map(([, category]) => category), GENERAL]);

/** What kind of taste it is, by what is liked and by the words around it. */
export function categoryOf(what: string, text: string): string {
  if (splitWords(what).some((word) => GENRES.has(word.text))) return 'music';
  return CATEGORIES.find(([pattern]) => pattern.test(text))?.[1] ?? GENERAL;
}
