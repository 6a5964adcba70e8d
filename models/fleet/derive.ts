import { mentionsGuarded } from '../../runtime/domain/guarded.ts';
import { normalPhrase } from '../../runtime/domain/phrase.ts';
import { winProbability } from '../../runtime/domain/posterior.ts';
import { patternItems, type RewritePattern } from '../../runtime/domain/rewritePattern.ts';
import { onwardFrom, type Session } from '../../runtime/learn/markovChain.ts';
import { type AnonymousSession, UNTOLD } from './anonymous.ts';
import type { HomeReport } from './collect.ts';

export const derivation = {
  /** A form that fewer homes went through is not let out of the pool: it could be one family's own. */
  homesMin: 5,
  /** Of sessions from a form, the share that end well in the meaning, at least, and in the form as it is, at most. */
  probabilityMin: 0.2,
  /** Of those that end well at all, the share that end in this meaning. */
  shareMin: 0.7,
  /** One home says one thing so often at most. */
  perHomeMax: 4,
  /** What was tried in other homes so often, and won more often than it lost with this probability. */
  triedMin: 2,
  winProbabilityMin: 0.85,
  /** What a pattern is worth in a home that has not tried it: few losses there outweigh it. */
  winsMax: 4,
} as const;

interface Candidate {
  readonly from: string;
  readonly to: string;
  readonly homes: number;
  readonly probability: number;
}

/** Behind a form that was not understood this time: a state of its own. */
const MISREAD = ' ?';

/**
 * What sessions of many homes say that a form of words means: the best that people turn to from it, by the absorbing chain over
 * forms, where enough homes agree. Most homes first.
 *
 * Of two kinds: forms that do nothing by themselves; and such as mostly do, but now and then are not understood, as the plain words
 * for what they mostly come to. A pattern is asked only where the words as they are would not surely be done.
 */
export function candidatesOf(reports: readonly HomeReport[]): Candidate[] {
  const all = reports.map(({ sessions }) => sessions);
  const usual = onwardIn(all.map(evenly), false);
  const known = new Set(usual.map(({ from }) => from));
  const apart = onwardIn(
    all.map((sessions) => evenly(sessions.map(misreadApart))),
    true,
  );
  return [...usual, ...apart.filter(({ from }) => !known.has(from))].sort(
    (a, b) => b.homes - a.homes || (a.from < b.from ? -1 : 1),
  );
}

/** With the forms that were not understood as states of their own. */
function misreadApart(session: AnonymousSession): AnonymousSession {
  const { steps, misread, meaning } = session;
  const failed = meaning === undefined ? steps.length : steps.length - 1;
  return { ...session, steps: steps.map((form, i) => (i < failed && misread.includes(form) ? form + MISREAD : form)) };
}

/** `pooled`: sessions by home. `isMisread`: from forms that were not understood, though they mostly are; else from the others. */
function onwardIn(pooled: readonly (readonly AnonymousSession[])[], isMisread: boolean): Candidate[] {
  const meanings = meaningsOf(pooled.flat());
  const failed = new Set(
    pooled.flat().flatMap(({ steps, meaning }) => (meaning === undefined ? steps : steps.slice(0, -1))),
  );
  const sessions = pooled.flat().map(
    ({ steps, meaning, weight }): Session => ({
      steps,
      ended: meaning === undefined ? 'failure' : 'success',
      count: weight,
    }),
  );
  const formIn = (state: string): string => (state.endsWith(MISREAD) ? state.slice(0, -MISREAD.length) : state);
  return onwardFrom(sessions, {
    wanted: (state) => failed.has(state) && state.endsWith(MISREAD) === isMisread && mayStand(formIn(state)),
    meaning: (state) => meanings.get(state) ?? state,
  }).flatMap(({ from: state, to, probability, staying, success }): Candidate[] => {
    const from = formIn(state);
    const meaning = meanings.get(to);
    if (from === to || meaning === undefined || (meaning === meanings.get(from)) !== isMisread) return [];
    if (probability < derivation.probabilityMin || probability < derivation.shareMin * success) return [];
    if (probability <= staying || !mayStand(to) || !isFilled(from, to)) return [];
    if (mentionsGuarded(from) || mentionsGuarded(to)) return [];
    const homes = pooled.filter((own) =>
      own.some((one) => one.meaning === meaning && one.steps.slice(0, -1).includes(state)),
    );
    return homes.length < derivation.homesMin ? [] : [{ from, to, homes: homes.length, probability }];
  });
}

/** The candidates that held in homes that had no part in finding them. */
export function proven(candidates: readonly Candidate[], reports: readonly HomeReport[]): RewritePattern[] {
  return candidates.flatMap(({ from, to, homes }): RewritePattern[] => {
    let wins = 0;
    let losses = 0;
    for (const { tried } of reports) {
      wins += tried.get(from)?.wins ?? 0;
      losses += tried.get(from)?.losses ?? 0;
    }
    if (wins + losses < derivation.triedMin || winProbability(wins, losses) < derivation.winProbabilityMin) return [];
    const scale = Math.min(1, derivation.winsMax / wins);
    return [{ from, to, homes, wins: Math.round(wins * scale), losses: Math.floor(losses * scale) }];
  });
}

/** As they are to be tried. */
export function asPatterns(candidates: readonly Candidate[]): RewritePattern[] {
  return candidates.map(({ from, to, homes }) => ({ from, to, homes, wins: derivation.winsMax, losses: 0 }));
}

/** No home's habits swamp the others': of sessions that begin alike, the first few. */
function evenly(sessions: readonly AnonymousSession[]): AnonymousSession[] {
  const seen = new Map<string, number>();
  return sessions.filter(({ steps }) => {
    const [first = ''] = steps;
    const count = (seen.get(first) ?? 0) + 1;
    seen.set(first, count);
    return count <= derivation.perHomeMax;
  });
}

/** What each form mostly came to where it did well. */
function meaningsOf(sessions: readonly AnonymousSession[]): ReadonlyMap<string, string> {
  const counts = new Map<string, Map<string, number>>();
  for (const { steps, meaning, weight } of sessions) {
    const form = steps.at(-1);
    if (form === undefined || meaning === undefined) continue;
    const own = counts.get(form) ?? new Map<string, number>();
    own.set(meaning, (own.get(meaning) ?? 0) + weight);
    counts.set(form, own);
  }
  return new Map(
    [...counts].map(([form, own]) => [
      form,
      [...own].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0] ?? '',
    ]),
  );
}

/** Whether a form says something in words that everybody has, each slot once. */
function mayStand(form: string): boolean {
  const items = patternItems(form);
  if (items === undefined || UNTOLD.test(form) || normalPhrase(form) === '') return false;
  const slots = items.flatMap((item) => ('slot' in item ? [item.slot] : []));
  return items.some((item) => 'word' in item) && new Set(slots).size === slots.length;
}

/** Whether everything that the meaning leaves open was said, and nothing that was said of this home is lost in it. */
function isFilled(from: string, to: string): boolean {
  const open = (form: string): string[] => [...form.matchAll(/<(\w+)>/g)].map(([, slot]) => slot ?? '');
  const said = open(from);
  const meant = open(to);
  if (said.includes('here') || !said.every((slot) => meant.includes(slot))) return false;
  return meant.every((slot) => slot === 'here' || said.includes(slot));
}
