import type { HomeView, Proof, RewriteEntry, Turn } from '../domain/context.ts';
import { limits } from '../domain/limits.ts';
import { DAY_MS, type Instant } from '../domain/time.ts';
import { offsetAt } from '../domain/zone.ts';
import type { Rewrites } from '../ports/rewrites.ts';

/** What one turn is worth as evidence: nobody's word counts for nothing, and only a known person's word for all. */
export const trust = {
  /** The wake word was hardly heard: a television, a name in a song. */
  wakeMin: 0.6,
  wakeSure: 0.8,
  /** A voice that nobody recognised, where people are known. */
  unknown: 0.7,
  /** A voice that is none of the household's people, where these are known. */
  stranger: 0.5,
  /** A satellite that the household file does not list, where it lists any: a guest's. */
  guestSatellite: 0.5,
  /** What a complaint of strangers alone counts against what the household means by its words; it ends nothing. */
  strangersLoss: 0.25,
  /** The list of what an entry rests on is for telling one from several, no history. */
  keptMax: 8,
} as const;

/** Who was heard, where, and how surely for the hub. */
export interface Heard {
  readonly speaker?: string | undefined;
  readonly satellite?: string | undefined;
  readonly wakeConfidence?: number | undefined;
  readonly trace?: Pick<Turn['trace'], 'moment'>;
}

/** How far a turn counts, in [0, 1]. */
export function trustIn(turn: Heard, home: HomeView): number {
  const wake = turn.wakeConfidence ?? 1;
  if (wake < trust.wakeMin) return 0;
  const { people, satellites } = home.household;
  const heard = wake < trust.wakeSure ? 0.5 : 1;
  const known = people.length === 0 || people.some((person) => person.name === turn.speaker);
  const voice = known ? 1 : turn.speaker === undefined ? trust.unknown : trust.stranger;
  const own = satellites.length === 0 || satellites.some((one) => one.id === turn.satellite);
  return heard * voice * (own ? 1 : trust.guestSatellite);
}

/** Who stands behind a turn: a person, and a satellite ("@kitchen"). */
export function witnessesOf(turn: Heard): readonly string[] {
  return [
    ...(turn.speaker === undefined ? [] : [turn.speaker]),
    ...(turn.satellite === undefined ? [] : [`@${turn.satellite}`]),
  ];
}

/** The day on the home's own calendar, numbered from 1970-01-01. */
export function localDay(at: Instant, home: HomeView): number {
  return Math.floor((at + offsetAt(at, home.household.timezone)) / DAY_MS);
}

/** What an entry rests on, with one turn more. */
export function provenBy(proof: Proof | undefined, turn: Heard, at: Instant, home: HomeView): Proof {
  const add = <T>(list: readonly T[], items: readonly T[]): readonly T[] =>
    [...new Set([...list, ...items])].slice(-trust.keptMax);
  return {
    days: add(proof?.days ?? [], [localDay(at, home)]),
    by: add(proof?.by ?? [], witnessesOf(turn)),
    moments: add(proof?.moments ?? [], turn.trace?.moment ?? []),
    ...(proof?.asked === true && { asked: true }),
  };
}

/** Whether one more candidate may begin: so many wait in all, and so many may come in a day from one voice, one satellite, all. */
export function mayStart(turn: Turn, rewrites: Rewrites, at: Instant): boolean {
  const who = witnessesOf(turn);
  const from = new Map<string, number>(who.map((one) => [one, 0]));
  const day = Math.floor(at / DAY_MS);
  let waiting = 0;
  let today = 0;
  for (const entry of rewrites.list()) {
    if (entry.layer !== 'personal') continue;
    if (entry.status === 'candidate') waiting++;
    if (Math.floor(entry.createdAt / DAY_MS) !== day) continue;
    today++;
    for (const one of entry.proof?.by ?? []) if (from.has(one)) from.set(one, (from.get(one) ?? 0) + 1);
  }
  const satellite = from.get(`@${turn.satellite}`) ?? 0;
  const speaker = turn.speaker === undefined ? 0 : (from.get(turn.speaker) ?? 0);
  return (
    waiting < limits.rewriteCandidatesMax &&
    today < limits.rewriteCandidatesPerDayMax &&
    satellite < limits.rewriteCandidatesPerSatelliteMax &&
    speaker < limits.rewriteCandidatesPerSpeakerMax
  );
}

/** Rewrites of one person: beyond this the weakest must go first. */
export function isFull(speaker: string | undefined, rewrites: Rewrites): boolean {
  if (speaker === undefined) return false;
  let count = 0;
  for (const entry of rewrites.list()) if (entry.layer === 'personal' && entry.speaker === speaker) count++;
  return count >= limits.rewritesPerSpeakerMax;
}

/** Borne out on days or by people apart: what one evening, one voice or one machine says does not prove a rewrite. */
export function isBroad(entry: Pick<RewriteEntry, 'proof'>, daysMin: number): boolean {
  const people = (entry.proof?.by ?? []).filter((one) => !one.startsWith('@'));
  return (entry.proof?.days.length ?? 0) >= daysMin || people.length >= 2;
}
