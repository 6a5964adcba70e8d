import { act } from '../act/act.ts';
import { hasEnd, isConditional, leftOut, unquoted } from '../act/conditions.ts';
import { type Deed, deed } from '../act/deeds.ts';
import { ordersToRestore } from '../act/orders.ts';
import { planOf, type Settled, unableTo } from '../act/parts.ts';
import { confirmationFor } from '../act/policy.ts';
import * as talk from '../act/talk.ts';
import type { Plan } from '../domain/context.ts';
import type { Alternative, AppliedRewrite, Evidence } from '../domain/decision.ts';
import type { Reading } from '../domain/reading.ts';
import type { Ranked } from '../resolve/candidate.ts';
import type { Choice } from '../resolve/decide.ts';
import type { ClauseResolution, Resolution } from '../resolve/resolve.ts';
import { parseNumber } from '../resolve/values/number.ts';

export function followed(ranked: Ranked | undefined): Pick<Deed, 'follows'> {
  const follows = ranked?.candidate.follows;
  return follows === undefined ? {} : { follows: { turn: follows.turn.id, how: follows.how } };
}

const CHATTER = new Set(['HassNevermind', 'HearthConfirm', 'HearthDeny', 'HassRespond']);

/** "never mind that and turn on the lamp", "thanks and good night": beside a request, small talk asks for nothing. */
export function withoutChatter(resolution: Resolution): Resolution {
  const requests = resolution.clauses.filter((clause) => !CHATTER.has(clause.ranked[0]?.candidate.intent ?? ''));
  return requests.length === 0 || requests.length === resolution.clauses.length
    ? resolution
    : { ...resolution, clauses: requests };
}

/** "no, the bedroom one": takes the wrong act back and does the right one. */
export function corrected(
  said: talk.TalkContext,
  context: Parameters<typeof act>[0],
  clause: ClauseResolution,
  ranked: Ranked,
): Deed {
  const right = act(context, settle({ ranked, others: [] }, clause));
  const wrong = talk.lastAct(said);
  if (right.outcome !== 'act' || wrong === undefined || ranked.candidate.follows?.turn.id !== wrong.id) return right;
  const kept = new Set(right.orders.map((order) => order.entity));
  // What a correction took back stays so, whatever is corrected of it in turn.
  const done = wrong.follows?.how === 'correct' ? wrong.decision.targets : undefined;
  const back = ordersToRestore(said.home, wrong.before).filter(
    ({ entity }) => !kept.has(entity) && done?.includes(entity) !== false,
  );
  return {
    ...right,
    orders: [...back, ...right.orders],
    effects: [...right.effects, { type: 'undone', turn: wrong.id }],
    follows: { turn: wrong.id, how: 'correct' },
  };
}

/** "Make it half past": the alarm that was set before is cancelled, and set anew. */
export function alarmMoved(context: Parameters<typeof act>[0], clause: ClauseResolution, ranked: Ranked): Deed {
  const right = act(context, settle({ ranked, others: [] }, clause));
  const before = ranked.candidate.follows?.turn.plans.findLast(({ intent }) => intent === 'HearthSetAlarm');
  const intent = 'HearthCancelAlarm';
  const via = context.home.household.handlers.find(({ intents }) => intents.includes(intent))?.via;
  if (right.outcome !== 'act' || before === undefined || via === undefined) return { ...right, ...followed(ranked) };
  const cancel: Plan = { intent, slots: before.slots, targets: [], orders: [], via };
  return { ...right, plans: [cancel, ...right.plans], ...followed(ranked) };
}

/** Intents in which a title, an item or a message is said. */
const QUOTES = /List|Broadcast|SearchAndPlay|Timer|Alarm/;
/** What goes on until somebody ends it. */
const ENDLESS = new Set(['HassTurnOn', 'HassSetPosition', 'HassFanSetSpeed', 'HassClimateSetTemperature']);

export function settle(
  choice: { readonly ranked: Ranked; readonly others: readonly Ranked[] },
  clause: ClauseResolution | undefined,
): Settled[] {
  const { candidate, because } = choice.ranked;
  if (clause === undefined) return [];
  const { intent, slots, targets, fuzzy, via, harmless } = candidate;
  return [
    {
      intent,
      slots,
      targets,
      fuzzy,
      text: clause.reading.text,
      said: QUOTES.test(intent) ? unquoted(clause.reading) : clause.reading.text,
      leftOut: leftOut(clause.reading),
      ends: ENDLESS.has(intent) && hasEnd(clause.reading),
      later: isLater(clause.reading),
      waits: isConditional(clause.reading),
      because,
      alternatives: choice.others.flatMap(toAlternative),
      ...(via !== undefined && { via }),
      ...(harmless === true && { harmless }),
    },
  ];
}

/** A time was said, so it is not meant for now. */
function isLater(reading: Reading): boolean {
  return reading.mentions.some((mention) => {
    if (mention.tag === 'duration') return ['in', 'after'].includes(reading.words[mention.from - 1]?.text ?? '');
    // "at ten" is an hour; "at ten percent" says so.
    if (mention.tag === 'value')
      return (
        reading.words[mention.from - 1]?.text === 'at' &&
        /^(?:\d{1,2}|[a-z]+)$/i.test(mention.text) &&
        Number.isInteger(parseNumber(mention.text)) &&
        (parseNumber(mention.text) ?? 99) <= 12
      );
    return mention.tag === 'time' || mention.tag === 'date' || mention.tag === 'repeat';
  });
}

function toAlternative(ranked: Ranked): Alternative[] {
  const { intent, slots, targets } = ranked.candidate;
  return [{ intent, slots, targets, confidence: ranked.probability }];
}

/** What is said and asked when a clause is not sure enough to be done. */
export function unsettled(context: Parameters<typeof act>[0], choice: Exclude<Choice, { kind: 'do' }>): Deed {
  const plan = (ranked: Ranked): Plan[] =>
    ranked.candidate.intent === null ? [] : [planOf(context, { ...ranked.candidate, intent: ranked.candidate.intent })];
  switch (choice.kind) {
    case 'clarify': {
      const because = choice.options[0]?.because ?? [];
      return talk.clarify(
        context.home,
        choice.options.flatMap(plan),
        choice.options.map((one) => one.probability),
        because,
      );
    }
    case 'propose': {
      const [proposed] = plan(choice.ranked);
      const { candidate, because } = choice.ranked;
      if (/^Hearth(?:Teach|Forget|SetPreference)$/.test(candidate.intent))
        return talk.unsureLesson(candidate.intent, candidate.slots, because);
      const isPossible = proposed !== undefined && (proposed.orders.length > 0 || proposed.via !== undefined);
      const why = isPossible || proposed === undefined ? '' : unableTo(context.home, proposed, proposed.targets);
      const gap = talk.missingSlot(candidate.intent, candidate.slots);
      if (gap !== undefined && proposed !== undefined && candidate.targets.length > 0)
        return talk.askSlot(context.home, proposed, gap, because);
      if (why !== '') {
        const { intent, slots, targets } = candidate;
        return deed({ outcome: 'answer', intent, slots, targets, say: why, because });
      }
      if (!isPossible) {
        return talk.nothingFits(context.home, [], candidate.intent, candidate.slots, undefined, because);
      }
      // Not even as a question: no rewrite leads to what must be said in full.
      if (isLearned(context.rewrite) && confirmationFor(context.home, proposed.orders) !== undefined)
        return talk.nothingFits(context.home, [], candidate.intent, candidate.slots, undefined, because);
      return talk.propose(context.home, [proposed], choice.confidence, because);
    }
    case 'unmatched': {
      const { candidate, because } = choice.ranked;
      if (candidate.nothing === true) return talk.nothingHere(candidate.intent, candidate.slots, because);
      const nearest = candidate.targets.map((id) => planOf(context, { ...candidate, targets: [id] }));
      return talk.nothingFits(
        context.home,
        nearest,
        candidate.intent,
        candidate.slots,
        candidate.unmatched?.words,
        because,
      );
    }
    case 'handoff':
      return deed({
        outcome: 'handoff',
        intent: null,
        say: 'That is not something I can do.',
        because: [unaddressed('nothing that this home does is asked for', choice.confidence)],
      });
    case 'ignore':
      return deed({
        outcome: 'ignore',
        intent: null,
        say: '',
        because: [unaddressed('it was not meant for the hub', choice.confidence)],
      });
  }
}

export function isLearned(rewrite: AppliedRewrite | null): boolean {
  return rewrite !== null && rewrite.layer !== 'taught';
}

function unaddressed(detail: string, weight: number): Evidence {
  return { signal: 'words', detail, weight };
}

export function refused(say: string): Deed {
  return deed({ outcome: 'ignore', intent: null, say });
}

export function rewriteEvidence(rewrite: AppliedRewrite): Evidence {
  const signal = rewrite.layer === 'taught' ? 'teaching' : 'rewrite';
  const whom = rewrite.layer !== 'global' ? 'here' : `to everybody ("${rewrite.pattern}")`;
  return { signal, detail: `"${rewrite.from}" means "${rewrite.to}" ${whom}`, weight: 5 * rewrite.score };
}

export function withEvidence(part: Deed, extra: readonly Evidence[]): Deed {
  return extra.length === 0 ? part : { ...part, because: [...extra, ...part.because] };
}
