import type { Intent } from '../domain/intent.ts';
import type { Candidate } from './candidate.ts';
import { actuates } from './intents.ts';
import type { Scene } from './scene.ts';
import type { SlotContext } from './slots.ts';

export function handlerOf(scene: Scene, intent: Intent): string | undefined {
  return scene.home.household.handlers.find((handler) => handler.intents.includes(intent))?.via;
}

/** An entity without a command topic of its own is reached through the handler of the intent. */
export function withVia(scene: Scene, candidate: Candidate): Candidate {
  const reachable =
    candidate.targets.length > 0 &&
    candidate.targets.every((id) => scene.home.definition(id)?.config.command_topic !== undefined);
  const via =
    reachable || (actuates(candidate.intent) && !isIndirect(candidate))
      ? undefined
      : handlerOf(scene, candidate.intent);
  return via === undefined ? candidate : { ...candidate, via };
}

function isIndirect(candidate: Candidate): boolean {
  return candidate.targets.length === 0 || candidate.targets.every((id) => /^(?:media_player|todo|weather)\./.test(id));
}

export function slotContext(scene: Scene): SlotContext {
  return { now: scene.home.now, timezone: scene.home.household.timezone };
}
