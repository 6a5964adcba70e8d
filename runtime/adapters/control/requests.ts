import type { Turn } from '../../domain/context.ts';
import { HearthError } from '../../domain/errors.ts';
import type { UtteranceEvent } from '../../domain/event.ts';
import { limits } from '../../domain/limits.ts';
import type { HouseholdMemory } from '../../householdMemory.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ContextStore } from '../../ports/contextStore.ts';
import type { Output } from '../../ports/output.ts';
import { encodeDecision } from '../replay/output.ts';
import { parseEvent } from '../replay/parse.ts';
import type { LiveLoop } from './daemon.ts';
import type { Handle } from './server.ts';

type Params = { readonly [key: string]: unknown };

export interface RequestDeps {
  readonly loop: LiveLoop;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly memory: HouseholdMemory;
  readonly store: ContextStore;
  decisionOn(id: string): Promise<Extract<Output, { type: 'decision' }>>;
  giveUp(id: string): void;
  record(told: (line: string) => void, gone: AbortSignal): void;
  report(): unknown;
}

/** What `hearth say` and its kin ask of a running daemon. */
export function requestHandler(deps: RequestDeps): Handle {
  return async (method, params, tell, gone) => {
    switch (method) {
      case 'ping':
        return 'pong';
      case 'say':
        return say(deps, params);
      case 'teach':
        return deps.memory.teach(
          text(params, 'phrase'),
          text(params, 'meaning'),
          optional(params, 'speaker'),
          deps.clock.now(),
        );
      case 'forget':
        return deps.memory.forget(optional(params, 'phrase'));
      case 'taught':
        return deps.memory.list();
      case 'signals':
        return deps.store.pendingSignals(limits.outboxSignalsMax);
      case 'doctor':
        return deps.report();
      case 'export':
        return deps.memory.exportAll();
      case 'erase':
        deps.memory.erase();
        return null;
      case 'record':
        deps.record(tell, gone);
        return new Promise((resolve) => gone.addEventListener('abort', () => resolve(null), { once: true }));
      default:
        throw new HearthError('bad-argument', `the daemon knows no "${method}"`);
    }
  };
}

async function say(deps: RequestDeps, params: Params): Promise<unknown> {
  const { loop, clock, newId } = deps;
  const event = parseEvent('utterance', { ...params, id: newId() }, clock.now()) as UtteranceEvent;
  const decided = deps.decisionOn(event.id);
  const applied = loop.offer(event).then(() => decided);
  applied.catch(() => deps.giveUp(event.id));
  // The answer does not wait for what is learned after it.
  const { decision, latencyMs, turn } = await Promise.race([decided, applied]);
  return { ...JSON.parse(encodeDecision(decision, latencyMs)), handlers: handlersOf(turn) };
}

/** Programs that were asked to do it. */
function handlersOf({ decision, plans }: Turn): readonly string[] {
  if (decision.outcome !== 'act') return [];
  return plans.flatMap(({ via }) => (via === undefined ? [] : [via]));
}

function text(params: Params, name: string): string {
  const value = params[name];
  if (typeof value !== 'string') throw new HearthError('bad-argument', `"${name}" must be a text`);
  return value;
}

function optional(params: Params, name: string): string | undefined {
  return params[name] === undefined || params[name] === null ? undefined : text(params, name);
}
