import type { DecisionLine, StateWish, Wanted } from './episode.ts';
import { obey, type Reported, type Thing } from './things.ts';

/** The home as it really is: what the hub believes does not count. */
export class World {
  readonly things: ReadonlyMap<string, Thing>;
  readonly #states = new Map<string, Reported>();
  #snapshot: { readonly [entity: string]: Reported } | undefined;

  constructor(things: Iterable<Thing>) {
    this.things = new Map([...things].map((thing) => [thing.id, thing]));
  }

  state(id: string): Reported {
    return this.#states.get(id) ?? { state: 'unknown', attributes: {} };
  }

  put(id: string, state: Reported): void {
    this.#states.set(id, state);
    this.#snapshot = undefined;
  }

  /** Every state now; the same object for as long as nothing changes. */
  snapshot(): { readonly [entity: string]: Reported } {
    this.#snapshot ??= Object.fromEntries(this.#states);
    return this.#snapshot;
  }

  /** What the commands would leave each of their things in, the faulty ones aside. */
  effects(decision: DecisionLine, faulty: ReadonlySet<string>): Map<string, Reported> {
    const after = new Map<string, Reported>();
    for (const command of decision.commands) {
      for (const thing of this.things.values()) {
        const state = obey(thing, command, after.get(thing.id) ?? this.state(thing.id));
        if (state !== undefined && !faulty.has(thing.id)) after.set(thing.id, state);
      }
    }
    return after;
  }
}

/** What a judge sees of one turn. */
export interface Judged {
  readonly wanted: Wanted;
  readonly decision: DecisionLine;
  /** All things just before. */
  readonly before: { readonly [entity: string]: Reported };
  /** States that earlier, wrong turns of the same goal took from things; putting them back is no harm. */
  readonly restore: { readonly [entity: string]: string };
  readonly things: ReadonlyMap<string, Thing>;
  readonly faulty: ReadonlySet<string>;
}

/** Whether the turn brought about what was wanted, and nothing else. */
export function isReached(turn: Judged): boolean {
  const { wanted, decision } = turn;
  const { outcome, commands } = decision;
  switch (wanted.kind) {
    case 'nothing':
      return outcome === 'ignore';
    case 'elsewhere':
      return commands.length === 0 && outcome !== 'teach' && !(outcome === 'act');
    case 'talk':
      if (wanted.or !== undefined && isReached({ ...turn, wanted: wanted.or })) return true;
      // "Never mind" is obeyed by leaving it.
      if (outcome === 'ignore' && LEAVES.has(decision.intent ?? '')) return true;
      return commands.length === 0 && outcome !== 'ignore' && outcome !== 'handoff';
    case 'deed': {
      if (outcome !== 'act' && outcome !== 'answer') return false;
      if (!wanted.intents.includes(decision.intent ?? '')) return false;
      if (wanted.isQuestion === true && commands.length > 0) return false;
      if (commands.length > 0 && decision.targets.some((target) => turn.faulty.has(target))) return false;
      if (wanted.among !== undefined) {
        if (decision.targets.length === 0) return false;
        if (!decision.targets.every((target) => wanted.among?.includes(target))) return false;
      }
      return Object.entries(wanted.slots ?? {}).every(([name, value]) => sameValue(decision.slots[name], value));
    }
    case 'states':
      return outcome !== 'ask' && statesReached(turn, wanted.states);
  }
}

const LEAVES: ReadonlySet<string> = new Set(['HassNevermind', 'HearthDeny']);

function statesReached(turn: Judged, states: { readonly [entity: string]: StateWish }): boolean {
  const after = new Map(Object.entries(turn.before));
  const isRestored = (id: string, state: string): boolean => turn.restore[id] === state;
  for (const command of turn.decision.commands) {
    for (const thing of turn.things.values()) {
      const known = after.get(thing.id);
      const state = obey(thing, command, known ?? { state: 'unknown', attributes: {} });
      if (state === undefined) continue;
      if (states[thing.id] === undefined && state.state !== known?.state && !isRestored(thing.id, state.state))
        return false;
      if (!turn.faulty.has(thing.id)) after.set(thing.id, state);
    }
  }
  return Object.entries(states).every(([id, wish]) => fits(after.get(id), wish));
}

function fits(reported: Reported | undefined, wish: StateWish, slack: Slack = {}): boolean {
  if (reported === undefined) return false;
  if (wish.state !== undefined && reported.state !== wish.state) return false;
  return Object.entries(wish.attributes ?? {}).every(([name, value]) => {
    const has = reported.attributes[name];
    if (typeof value === 'string') return has === value;
    const [least, most] = typeof value === 'number' ? [value, value] : value;
    const within = slack[name] ?? 0;
    return typeof has === 'number' && has >= least - within && has <= most + within;
  });
}

type Slack = { readonly [attribute: string]: number };

/** What nobody minds, in each attribute's own unit: half a degree, two steps of a dimmer in a hundred, a touch of the blinds. */
const UNNOTICED: Slack = { temperature: 0.5, brightness: 5, position: 3, volume: 0.03 };

/** Whether a thing is as somebody would have it: who sees it so does not ask for it. */
export function isAsWished(reported: Reported, wish: StateWish): boolean {
  return fits(reported, wish, UNNOTICED);
}

function sameValue(has: unknown, value: unknown): boolean {
  return String(has ?? '').toLowerCase() === String(value).toLowerCase();
}

/** Whether the hub asks for what is wanted: a yes, or the right one of several, and it is done. */
export function asksRightly(
  wanted: Wanted,
  intent: string,
  { outcome, alternatives }: Pick<DecisionLine, 'outcome' | 'alternatives'>,
): boolean {
  return outcome === 'ask' && alternatives.some((option) => isWanted(wanted, intent, option));
}

/** Whether an option of a question is what is wanted; `intent` as an annotator would have it. */
export function isWanted(wanted: Wanted, intent: string, option: DecisionLine['alternatives'][number]): boolean {
  const sorted = (ids: readonly string[]): string => [...ids].sort().join();
  if (wanted.kind === 'states')
    return option.intent === intent && sorted(option.targets) === sorted(Object.keys(wanted.states));
  if (wanted.kind !== 'deed' || !wanted.intents.includes(option.intent)) return false;
  const slots = Object.entries(wanted.slots ?? {});
  if (!slots.every(([name, value]) => sameValue(option.slots[name], value))) return false;
  return wanted.among === undefined || option.targets.every((target) => wanted.among?.includes(target));
}
