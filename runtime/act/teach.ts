import type { Effect, HomeView, RewriteEntry } from '../domain/context.ts';
import type { Evidence, Slots } from '../domain/decision.ts';
import type { EntityId } from '../domain/entity.ts';
import type { Intent } from '../domain/intent.ts';
import { normalPhrase } from '../domain/phrase.ts';
import { type Deed, deed } from './deeds.ts';
import { list } from './speech.ts';

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
  /** A thing is to be given a name, rather than a phrase a meaning. */
  readonly isNaming?: boolean;
  /** The things it may have been meant for, where it is not clear which. */
  readonly nameable?: readonly EntityId[];
  /** Why a phrase cannot be taught, or a meaning not be done, as far as they were read. */
  readonly unfit?: string | undefined;
  /** Whether the meaning, as it was read, is always confirmed; absent where it was not read. */
  readonly isConfirmed?: boolean | undefined;
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
  const isName = context.isNaming !== false && entity !== undefined && context.named.length === 1;
  if (context.isNaming === true && !isName) return whichOne(context, phrase, meaning, slots);
  if (!isName && context.unfit !== undefined) return fail(context.unfit);
  const taught = isName ? context.teachName(phrase, entity) : context.teachPhrase(phrase, meaning);
  if (!('effect' in taught)) return fail(taught.say);
  if (!isName) {
    const asked = (context.isConfirmed ?? taught.confirmed) ? ', and ask you each time before I do it' : '';
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

/**
 * The same of a voice that nobody recognised: kept at once where the hub is addressed ("when I say …", "call …"), after a yes where
 * it is only stated ("silence means …", "the sign says …"), as a television would.
 */
export function teachUntold(context: TeachContext, slots: Slots): Deed {
  const taught = teach(context, slots);
  const [effect] = taught.effects;
  if (context.speaker !== undefined || effect?.type !== 'teachPhrase') return taught;
  if (!normalPhrase(context.text).startsWith(`${effect.phrase} `)) return taught;
  const say = `Shall I take "${effect.phrase}" as "${effect.meaning}" from now on?`;
  const question = { kind: 'confirm', options: [], effects: taught.effects } as const;
  return deed({ outcome: 'ask', intent: 'HearthTeach', slots, say, question, because: context.because });
}

const OFFERED_MAX = 4;

/** Its name, with its place where another has the same. */
function placedName(home: HomeView, all: readonly EntityId[], id: EntityId): string | undefined {
  const definition = home.definition(id);
  const isShared = all.some((other) => other !== id && home.definition(other)?.name === definition?.name);
  return isShared && definition?.area !== undefined ? `${definition.name} in the ${definition.area}` : definition?.name;
}

/** A name without the one thing that is to bear it: which one is asked, and the answer names it. */
function whichOne({ home, nameable = [], because }: TeachContext, phrase: string, meaning: string, slots: Slots): Deed {
  const offered = nameable.slice(0, OFFERED_MAX);
  const names = offered.flatMap((id) => placedName(home, offered, id) ?? []);
  const asked = { outcome: 'ask', intent: 'HearthTeach', slots, because } as const;
  if (names.length === 0) return deed({ ...asked, say: `I know of no such thing here: ${meaning}.` });
  const options = offered.map((id) => ({ intent: 'HearthTeach' as const, slots, targets: [id], orders: [] }));
  const which = list(
    names.map((name) => `the ${name}`),
    'or',
  );
  return deed({
    ...asked,
    targets: offered,
    say: `Which one shall I call "${phrase}": ${which}?`,
    question: { kind: 'clarify', options },
    alternatives: options.map(({ intent, targets }) => ({ intent, slots, targets, confidence: 1 / options.length })),
  });
}

export function done(
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

export function textOf(value: Slots[string] | undefined): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}
