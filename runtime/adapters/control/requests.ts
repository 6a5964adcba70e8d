import type { HomeView, RewriteEntry, Turn } from '../../domain/context.ts';
import { HearthError } from '../../domain/errors.ts';
import type { UtteranceEvent } from '../../domain/event.ts';
import { limits } from '../../domain/limits.ts';
import type { HouseholdMemory, TypedLesson } from '../../householdMemory.ts';
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
  /** Why the home would not learn this if it had been said, in words; undefined where it would. */
  unfit(lesson: TypedLesson): Promise<string | undefined>;
  readonly home: Pick<HomeView, 'household' | 'definitions'>;
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
        return teach(deps, params);
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

async function teach({ memory, unfit, clock }: RequestDeps, params: Params): Promise<RewriteEntry> {
  const lesson = {
    phrase: text(params, 'phrase'),
    meaning: text(params, 'meaning'),
    speaker: optional(params, 'speaker'),
  };
  const why = await unfit(lesson);
  if (why !== undefined) throw new HearthError('lesson-refused', why);
  return memory.teach(lesson.phrase, lesson.meaning, lesson.speaker, clock.now());
}

/** A room that is not here would be no room: what is said there would be about the whole home. Errors: `bad-argument`. */
function checkArea(area: string, home: RequestDeps['home']): void {
  const { areas } = home.household;
  const names = new Set(areas.map(({ name }) => name));
  for (const definition of home.definitions()) if (definition.area !== undefined) names.add(definition.area);
  const asked = area.toLowerCase();
  const isHere = [...names, ...areas.flatMap(({ aliases }) => aliases)].some((name) => name.toLowerCase() === asked);
  if (isHere) return;
  const known = names.size === 0 ? 'none is known yet' : `there are ${[...names].sort().join(', ')}`;
  throw new HearthError('bad-argument', `there is no area "${area}" here: ${known}`);
}

async function say(deps: RequestDeps, params: Params): Promise<unknown> {
  const { loop, clock, newId, home } = deps;
  const event = parseEvent('utterance', { ...params, id: newId() }, clock.now()) as UtteranceEvent;
  if (event.hypotheses.some((one) => one.text.length > limits.utteranceCharactersMax))
    throw new HearthError('utterance-too-long', `more than ${limits.utteranceCharactersMax} characters`);
  if (event.area !== undefined) checkArea(event.area, home);
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
