import type { Turn } from '../domain/context.ts';
import { normalPhrase } from '../domain/phrase.ts';
import { distanceOfSounds, soundsOf } from '../domain/sound.ts';
import { againProbability, type Later, type TurnCase } from './evidence.ts';
import { saidOf, shareOf } from './failurePast.ts';
import { rowOf } from './forest.ts';
import { differing, heardWords } from './heard.ts';
import { hasServed, heardPhrase } from './relate.ts';

/** What came of the request afterwards: all that is said of it later, and what helped in the end ("fix…", 0 where nothing did). */
export const AGAIN_FEATURES = [
  // Something was done later that this turn offered, or that it did itself.
  'offeredLater',
  'samePlanLater',
  // How often the very same was heard again there, told as a repetition or not: who has to say it four times is not heeded.
  'laterSame',
  // How much it was said again and served, or not; how the last of them ended.
  'againServed',
  'againFailed',
  'lastAgainServed',
  'againHeardSame',
  'againSound',
  // The last one that was served: how it differs.
  'fix',
  'fixSound',
  'fixDifferingSound',
  'fixWords',
  'fixSameIntent',
  'fixSameTargets',
  'fixMoreTargets',
  'fixOnlyNames',
  'fixHeard',
  'fixNameSound',
  'fixMentionSound',
  'fixNameKept',
  'fixAmongHeard',
] as const;
type AgainFeature = (typeof AGAIN_FEATURES)[number];

/** A later turn counts as the same request from here on. */
const AGAIN_MIN = 0.3;

/** One value for each of `AGAIN_FEATURES`, in that order. */
export function againFeatures(open: TurnCase): Float64Array {
  const { turn, later } = open;
  const phrase = heardPhrase(turn);
  const offered = new Set(turn.decision.alternatives.map(planOf));
  const own = planOf(turn.decision);
  const values: Record<AgainFeature, number> = { ...NOTHING };
  let fix: Later | undefined;
  for (const one of later) {
    const { decision } = one.turn;
    if (decision.outcome === 'act' || decision.outcome === 'answer') {
      if (offered.has(planOf(decision))) values.offeredLater = 1;
      if (own === planOf(decision)) values.samePlanLater = 1;
    }
    const isSame = heardPhrase(one.turn) === phrase;
    if (isSame && one.turn.satellite === turn.satellite) values.laterSame++;
    const again = againProbability(one);
    if (again <= AGAIN_MIN) continue;
    const isServed = hasServed(one.turn);
    if (isServed) {
      values.againServed += again;
      fix = one;
    } else values.againFailed += again;
    values.lastAgainServed = isServed ? 1 : -1;
    if (isSame) values.againHeardSame = 1;
    else
      values.againSound = Math.max(values.againSound, likeness(heardWords(turn).sounds, heardWords(one.turn).sounds));
  }
  return rowOf(AGAIN_FEATURES, fix === undefined ? values : { ...values, ...fixValues(turn, fix) });
}

type FixFeature = Extract<AgainFeature, `fix${string}`>;

function fixValues(turn: Turn, later: Later): Record<FixFeature, number> {
  const fix = later.turn;
  const [a, b] = [heardWords(turn), heardWords(fix)];
  const [onlyA, onlyB] = [differing(a.words, b.words), differing(b.words, a.words)];
  const [mine, theirs] = [saidOf(turn).names, saidOf(fix).names];
  const named = new Set([...mine, ...theirs].flatMap((name) => name.split(' ')));
  const [before, after] = [new Set<string>(turn.decision.targets), new Set<string>(fix.decision.targets)];
  const fixWords = new Set(b.words);
  const called = mine.length > 0 ? mine : [onlyA.join(' ')];
  const others = turn.hypotheses
    .filter((_, at) => at !== turn.trace.hypothesis)
    .map(({ text }) => shareOf(new Set(normalPhrase(text).split(' ')), fixWords));
  return {
    fix: againProbability(later),
    fixSound: likeness(a.sounds, b.sounds),
    fixDifferingSound:
      onlyA.length + onlyB.length === 0 ? 1 : likeness(soundsOf(onlyA.join(' ')), soundsOf(onlyB.join(' '))),
    fixWords: shareOf(new Set(a.words), fixWords),
    fixSameIntent: turn.decision.intent === fix.decision.intent ? 1 : 0,
    fixSameTargets: before.size + after.size === 0 ? 0.5 : shareOf(before, after),
    fixMoreTargets: after.size - before.size,
    fixOnlyNames: [...onlyA, ...onlyB].every((word) => named.has(word)) ? 1 : 0,
    fixHeard: fix.hypotheses[0]?.confidence ?? 1,
    fixNameSound: mostAlike(called, namesOf(fix)),
    fixMentionSound: mostAlike(mine, theirs),
    fixNameKept: theirs.length === 0 ? 0.5 : mine.some((name) => theirs.includes(name)) ? 1 : 0,
    fixAmongHeard: Math.max(0, ...others),
  };
}

/** What the things that a turn found are called. */
function namesOf({ decision }: Turn): string[] {
  const { name, area } = decision.slots;
  return [name, area].filter((one) => typeof one === 'string').map(normalPhrase);
}

function mostAlike(names: readonly string[], others: readonly string[]): number {
  const sounds = others.map(soundsOf);
  return Math.max(0, ...names.flatMap((name) => sounds.map((other) => likeness(soundsOf(name), other))));
}

function likeness(a: string, b: string): number {
  return a === '' || b === '' ? 0 : 1 - distanceOfSounds(a, b);
}

function planOf({ intent, targets }: Pick<Turn['decision'], 'intent' | 'targets'>): string {
  return `${intent} ${[...targets].sort().join()}`;
}

const NOTHING = Object.fromEntries(AGAIN_FEATURES.map((name) => [name, 0])) as Record<AgainFeature, number>;
