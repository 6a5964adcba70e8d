import { limits } from '../domain/limits.ts';
import type { Scene } from './scene.ts';

/** What was talked about last; `plural` looks for the last that were several. After "yes, the oven is on", "it" is the oven. */
export function lastTargets(scene: Scene, plural = false): number[] {
  if (scene.before !== undefined) return scene.before.targets.flatMap((id) => scene.lexicon.indexOf(id) ?? []);
  const recent = scene.turns
    .filter((one) => one.decision.targets.length > 0 && scene.home.now - one.at <= limits.conversationAgeMsMax)
    .map((one) => one.named ?? one.decision.targets);
  const targets = (plural ? recent.find((one) => one.length > 1) : undefined) ?? recent[0] ?? [];
  return targets.flatMap((id) => scene.lexicon.indexOf(id) ?? []);
}
