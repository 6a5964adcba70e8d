import type { Effect, HomeView } from '../domain/context.ts';
import type { Evidence, Slots } from '../domain/decision.ts';
import type { EntityId } from '../domain/entity.ts';
import type { Intent } from '../domain/intent.ts';
import { type Deed, deed } from './deeds.ts';

/** What became of a wish to teach: an effect to make lasting, or why not, in words for the person. */
export type Taught = { readonly effect: Effect } | { readonly say: string };

export interface TeachContext {
  readonly home: HomeView;
  readonly speaker: string | undefined;
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
  if (!isName)
    return done(context, 'HearthTeach', slots, [taught.effect], `When you say "${phrase}", I take it as "${meaning}".`);
  const name = context.home.definition(entity)?.name ?? entity;
  return done(context, 'HearthTeach', slots, [taught.effect], `From now on, "${phrase}" is the ${name}.`, [entity]);
}

export function forget(context: TeachContext, slots: Slots): Deed {
  const phrase = textOf(slots.phrase);
  const category = textOf(slots.category);
  const everything = slots.scope === 'everything';
  if (phrase === undefined && category === undefined && !everything) {
    return deed({
      outcome: 'ask',
      intent: 'HearthForget',
      slots,
      say: 'What shall I forget?',
      because: context.because,
    });
  }
  const effects: Effect[] = [
    {
      type: 'forget',
      scope: everything ? 'everything' : 'phrase',
      ...(phrase !== undefined && { phrase }),
      ...(category !== undefined && { category }),
    },
  ];
  return done(
    context,
    'HearthForget',
    slots,
    effects,
    everything ? 'I forgot everything you taught me.' : `I forgot about "${phrase ?? category}".`,
  );
}

/** "I'm a Warriors fan", "I like jazz": kept for this person, or for the household. */
export function prefer(context: TeachContext, slots: Slots, text: string): Deed {
  const value = textOf(slots.value);
  if (value === undefined)
    return deed({
      outcome: 'ask',
      intent: 'HearthSetPreference',
      slots,
      say: 'What is it that you like?',
      because: context.because,
    });
  const category = textOf(slots.category) ?? categoryOf(text);
  const person = textOf(slots.person) ?? context.speaker;
  const effects: Effect[] = [{ type: 'preference', category, value, ...(person !== undefined && { person }) }];
  return done(
    context,
    'HearthSetPreference',
    { ...slots, category },
    effects,
    `I will remember that ${person ?? 'you'} ${person === undefined ? 'like' : 'likes'} ${value}.`,
  );
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
