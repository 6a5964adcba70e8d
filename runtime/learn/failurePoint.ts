import type { HomeView } from '../domain/context.ts';
import type { FailurePoint } from '../domain/decision.ts';
import type { Forest } from '../domain/learningModel.ts';
import { distanceOfSounds, soundsOf } from '../domain/sound.ts';
import { failureFeatures } from './caseFeatures.ts';
import type { TurnCase } from './evidence.ts';
import { argMax, classProbabilities } from './forest.ts';

/** In the order of the model's classes. */
export const FAILURE_POINTS = ['none', 'falseWake', 'asr', 'nlu', 'entityResolution', 'result'] as const;

/**
 * The earliest stage whose correction would have saved the turn; `none` where it went well, the hub recovered, or the request
 * is none that it can serve.
 *
 * Told by a forest from what the stages saw, how people and devices reacted, and the later turn that said it again. Labels in
 * training come from counterfactual repair: one stage's output is replaced by the truth and the turn run on.
 * `verdict`: the case's `VERDICT_FEATURES`; `logOdds`: what the verdict's model made of them.
 */
export function failurePointOf(
  open: TurnCase,
  verdict: Float64Array,
  logOdds: number,
  home: HomeView,
  model: Forest,
): FailurePoint {
  const features = failureFeatures(open, verdict, logOdds, unmatchedSound(open, home));
  return FAILURE_POINTS[argMax(classProbabilities(model, features))] ?? 'none';
}

/**
 * How near the words that named nothing sound to something that this home has, in [0, 1]: misheard names come close, things
 * that the home lacks do not. 0 where every word was understood.
 */
export function unmatchedSound(open: TurnCase, home: HomeView): number {
  const { unmatched } = open.turn.trace;
  if (unmatched.length === 0) return 0;
  const names = namesOf(home);
  let most = 0;
  for (const words of unmatched) {
    const heard = soundsOf(words);
    if (heard === '') continue;
    for (const name of names) {
      const longest = Math.max(heard.length, name.length);
      // Lengths alone may tell that it cannot come nearer.
      if (1 - Math.abs(heard.length - name.length) / longest <= most) continue;
      most = Math.max(most, 1 - distanceOfSounds(heard, name));
    }
  }
  return most;
}

const namesBefore = new WeakMap<HomeView, { readonly version: number; readonly names: readonly string[] }>();

/** What the names of this home's things and places sound like; made anew when they change. */
function namesOf(home: HomeView): readonly string[] {
  const known = namesBefore.get(home);
  if (known?.version === home.definitionsVersion) return known.names;
  const names = new Set<string>();
  for (const { name, aliases, area } of home.definitions())
    for (const one of [name, ...aliases, area ?? '']) names.add(soundsOf(one.toLowerCase()));
  for (const { name, aliases } of home.household.areas)
    for (const one of [name, ...aliases]) names.add(soundsOf(one.toLowerCase()));
  names.delete('');
  const list = [...names];
  namesBefore.set(home, { version: home.definitionsVersion, names: list });
  return list;
}
