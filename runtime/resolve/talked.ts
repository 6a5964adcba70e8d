import { limits } from '../domain/limits.ts';
import type { Reading } from '../domain/reading.ts';
import type { Scene } from './scene.ts';

/** What was talked about last; `plural` looks for the last that were several. After "yes, the oven is on", "it" is the oven. */
export function lastTargets(scene: Scene, plural = false): number[] {
  const recent = talkedAbout(scene);
  return (plural ? (recent.find((one) => one.length > 1) ?? alikeInARow(scene, recent)) : undefined) ?? recent[0] ?? [];
}

/** What the turns of late were about, newest first. */
function talkedAbout(scene: Scene): number[][] {
  const indicesOf = (ids: readonly string[]) => ids.flatMap((id) => scene.lexicon.indexOf(id) ?? []);
  if (scene.before !== undefined) return [indicesOf(scene.before.targets)];
  return scene.turns
    .filter((one) => one.decision.targets.length > 0 && scene.home.now - one.at <= limits.conversationAgeMsMax)
    .map((one) => indicesOf(one.named ?? one.decision.targets));
}

/** "Turn on the left lamp", "turn on the right lamp", "make them red": one after the other, of a kind. */
function alikeInARow({ lexicon }: Scene, recent: readonly number[][]): number[] | undefined {
  const domainOf = (list: readonly number[] | undefined) => lexicon.entities[list?.[0] ?? -1]?.definition.domain;
  const other = recent.findIndex((one) => domainOf(one) !== domainOf(recent[0]));
  const row = [...new Set(recent.slice(0, other < 0 ? undefined : other).flat())];
  return row.length > 1 ? row : undefined;
}

const COUNTS = ['two', 'three', 'four', 'five', 'six'];
const COUNTED = /\b(?:both|(?:all|the|these|those) (two|three|four|five|six|[2-6]))\b/;

/** How many things are meant: "both", "all three", "the two lamps". */
export function countSaid({ words }: Reading): number | undefined {
  const said = COUNTED.exec(words.map(({ text }) => text).join(' '));
  const number = said?.[1];
  return said === null ? undefined : number === undefined ? 2 : Number(number) || COUNTS.indexOf(number) + 2;
}

/** "Turn both off": so many as were talked about last, in one turn or in several; none where there were not just so many. */
export function lastCounted(scene: Scene, count: number, isMeant: (index: number) => boolean): readonly number[] {
  const recent = talkedAbout(scene).map((one) => one.filter(isMeant));
  const row = new Set<number>();
  for (const one of recent) {
    for (const index of one) row.add(index);
    if (row.size >= count) break;
  }
  return row.size === count ? [...row] : (recent.find((one) => one.length === count) ?? []);
}
