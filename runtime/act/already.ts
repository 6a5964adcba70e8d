import type { HomeView } from '../domain/context.ts';
import type { Slots } from '../domain/decision.ts';
import type { EntityId } from '../domain/entity.ts';
import type { Intent } from '../domain/intent.ts';
import { isActive, isKnown, spokenState } from '../domain/states.ts';
import { capital, isOrAreOf, nameTargets } from './speech.ts';

const ASSURES = /\b(?:(?:make|be) (?:sure|certain)|ensure|(?:see|check)(?: to it)? that)\b|\blocked\b/;

/** "make sure the oven is off", "everything should be locked": a state is wanted, not a deed. */
export function wishesState(text: string): boolean {
  return ASSURES.test(text.toLowerCase());
}

/** Those of the targets that are, for all that is known, as the intent would have them. */
export function alreadySo(home: HomeView, intent: Intent, targets: readonly EntityId[]): readonly EntityId[] {
  if (intent !== 'HassTurnOn' && intent !== 'HassTurnOff') return [];
  const wanted = intent === 'HassTurnOn';
  return targets.filter((id) => {
    const domain = home.definition(id)?.domain ?? '';
    const state = home.state(id)?.state ?? 'unknown';
    if (MOMENTARY.has(domain) || !isKnown(state)) return false;
    // To lock is "on", so a lock at rest is on.
    if (domain === 'lock') return state === (wanted ? 'locked' : 'unlocked');
    if (domain === 'cover' || domain === 'valve') return state === (wanted ? 'open' : 'closed');
    return isActive(domain, state) === wanted;
  });
}
const MOMENTARY = new Set(['scene', 'script', 'button']);

/** Lamps that a relative change leaves alone: "darker" all that are off, "brighter" those beside others that are on. */
export function passedOver(home: HomeView, intent: Intent, slots: Slots, targets: readonly EntityId[]): EntityId[] {
  const step = slots.brightness_step;
  if (intent !== 'HassLightSet' || typeof step !== 'number' || slots.brightness !== undefined) return [];
  const off = targets.filter((id) => home.state(id)?.state === 'off');
  return step < 0 || targets.some((id) => home.state(id)?.state === 'on') ? off : [];
}

/** "The Front Door is locked already." */
export function reportSo(home: HomeView, targets: readonly EntityId[]): string {
  const [first] = targets;
  const definition = home.definition(first ?? '');
  const state = definition === undefined ? '' : spokenState(definition, home.state(definition.id)?.state ?? '');
  return `${capital(nameTargets(home, targets))} ${isOrAreOf(home, targets)} ${state} already.`;
}
