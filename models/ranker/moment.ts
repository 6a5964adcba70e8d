import type { HomeContext } from '../../runtime/context/homeContext.ts';
import type { Plan, Turn } from '../../runtime/domain/context.ts';
import type { EvidenceSignal, Slots } from '../../runtime/domain/decision.ts';
import type { Order } from '../../runtime/domain/entity.ts';
import type { Intent } from '../../runtime/domain/intent.ts';
import { DAY_MS, HOUR_MS, type Instant } from '../../runtime/domain/time.ts';
import type { Candidate } from '../../runtime/resolve/candidate.ts';
import type { HeardText } from '../../runtime/understand/understand.ts';
import { contextOf, type SimulatedHome } from './home.ts';

/** Something that was done in this home in the days before. */
export interface Deed {
  readonly at: Instant;
  readonly entity: string;
  readonly service: Order['service'];
  readonly speaker?: string;
}

/** What was said last, and what came of it. */
export interface LastTurn {
  readonly at: Instant;
  readonly intent: Intent;
  readonly slots?: Slots;
  readonly targets: readonly string[];
  /** Asked "which one?", each target an option; or asked to confirm. */
  readonly asked?: 'clarify' | 'confirm';
}

/** The circumstances of one utterance. */
export interface Circumstances {
  readonly at: Instant;
  /** A satellite of the home: the name of its room, or the phone. */
  readonly satellite: string;
  readonly speaker?: string;
  readonly states: ReadonlyMap<string, string>;
  /** When a state became so; hours ago where it is not said. */
  readonly since: ReadonlyMap<string, Instant>;
  readonly deeds: readonly Deed[];
  /** A sensor went on, and off again a minute later. */
  readonly events: readonly { readonly at: Instant; readonly entity: string }[];
  readonly preferences: readonly { readonly value: string; readonly person?: string }[];
  readonly last?: LastTurn;
}

/** One utterance in one home at one moment, and what was meant. */
export interface Moment {
  readonly home: SimulatedHome;
  readonly family: string;
  /** The evidence that tells what is meant; `words` where the words do. */
  readonly signal: EvidenceSignal;
  /** Moments of a minimal pair share it: same home, same words, another context, another truth. */
  readonly pair?: string;
  readonly text: string;
  /** What the recogniser made of it, where that is not the text alone. */
  readonly heard?: readonly HeardText[];
  readonly circumstances: Circumstances;
  readonly right: (candidate: Candidate) => boolean;
}

/** So long ago that nobody thinks of it. */
const SETTLED_MS = 7 * HOUR_MS;
const CONTRARY: { readonly [state: string]: string } = {
  off: 'on',
  open: 'closed',
  closed: 'open',
  docked: 'cleaning',
};

function otherThan(state: string): string {
  return CONTRARY[state] ?? 'off';
}

/** Lives through the circumstances: the context store that the utterance will meet. */
export function liveThrough(home: SimulatedHome, circumstances: Circumstances): HomeContext {
  const context = contextOf(home.household, home.discoveries);
  const { at, deeds, events, states, since, preferences, last } = circumstances;
  const steps: { at: Instant; run: () => void }[] = [];
  const step = (when: Instant, run: () => void) => steps.push({ at: when, run });
  const sensors = new Set(home.things.filter(({ kind }) => kind === 'bell' || kind === 'motion').map(({ id }) => id));
  for (const id of sensors)
    step(at - 60 * DAY_MS, () => context.apply([{ entity: id, state: 'off' }], at - 60 * DAY_MS));
  for (const [id, state] of states) {
    const when = since.get(id) ?? at - SETTLED_MS;
    // What changed of late was in another state before: a first report is no change.
    const was = at - SETTLED_MS;
    if (when > was) step(was, () => context.apply([{ entity: id, state: otherThan(state) }], was));
    step(when, () => context.apply([{ entity: id, state }], when));
  }
  for (const event of events) {
    step(event.at, () => context.apply([{ entity: event.entity, state: 'on' }], event.at));
    const end = Math.min(event.at + 60_000, at);
    step(end, () => context.apply([{ entity: event.entity, state: 'off' }], end));
  }
  for (const deed of deeds) step(deed.at, () => context.remember(turnOf(deed)));
  for (const [i, { value, person }] of preferences.entries()) {
    const when = at - 3 * DAY_MS + i;
    step(when, () => context.remember(preferenceTurn(when, value, person)));
  }
  if (last !== undefined) step(last.at, () => context.remember(lastTurn(home, last, circumstances.satellite)));
  steps.sort((a, b) => a.at - b.at);
  for (const { run } of steps) run();
  context.advance(at);
  return context;
}

function bareTurn(id: string, at: Instant): Turn {
  return {
    id,
    at,
    hypotheses: [{ text: 'before', confidence: 1 }],
    decision: {
      id,
      at,
      outcome: 'act',
      intent: null,
      slots: {},
      targets: [],
      commands: [],
      say: '',
      rewrite: null,
      confidence: 1,
      alternatives: [],
      because: [],
    },
    plans: [],
    before: [],
    effects: [],
    trace: { hypothesis: 0, agreement: 1, intentProbability: 1, inScope: 1, margin: 1, unmatched: [], rewrite: null },
  };
}

function turnOf({ at, entity, service, speaker }: Deed): Turn {
  const bare = bareTurn(`deed-${entity}-${at}`, at);
  const plan: Plan = { intent: 'HassTurnOn', slots: {}, targets: [entity], orders: [{ entity, service, data: {} }] };
  return { ...bare, satellite: 'before', ...(speaker !== undefined && { speaker }), plans: [plan] };
}

function preferenceTurn(at: Instant, value: string, person: string | undefined): Turn {
  const effect = { type: 'preference', category: 'music', value, ...(person !== undefined && { person }) } as const;
  const bare = bareTurn(`likes-${at}`, at);
  return { ...bare, satellite: 'before', decision: { ...bare.decision, outcome: 'teach' }, effects: [effect] };
}

function lastTurn(home: SimulatedHome, last: LastTurn, satellite: string): Turn {
  const bare = bareTurn('last', last.at);
  const { intent, slots = {}, targets } = last;
  const plan = (ids: readonly string[]): Plan => ({
    intent,
    slots,
    targets: [...ids].sort(),
    orders: ids.map((entity) => ({ entity, service: intent === 'HassTurnOff' ? 'turn_off' : 'turn_on', data: {} })),
  });
  const asked = last.asked !== undefined;
  const options = last.asked === 'clarify' ? targets.map((id) => plan([id])) : [plan(targets)];
  const answers = intent === 'HassGetState';
  return {
    ...bare,
    satellite: home.household.satellites.some(({ id }) => id === satellite) ? satellite : 'phone',
    decision: {
      ...bare.decision,
      outcome: asked ? 'ask' : answers ? 'answer' : 'act',
      intent,
      slots,
      targets: [...targets].sort(),
    },
    plans: asked ? [] : [plan(targets)],
    ...(last.asked !== undefined && { question: { kind: last.asked, askedAt: last.at, satellite, options } }),
  };
}
