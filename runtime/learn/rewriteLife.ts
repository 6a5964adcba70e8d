import type { HomeView, RewriteEntry, Turn } from '../domain/context.ts';
import { normalPhrase } from '../domain/phrase.ts';
import { beatsProbability, faded, type Tally } from '../domain/posterior.ts';
import { WITHIN } from '../domain/rewritePattern.ts';
import { DAY_MS, type Instant, MINUTE_MS } from '../domain/time.ts';
import type { Rewrites } from '../ports/rewrites.ts';
import { isBroad, isFull, mayStart, provenBy, trust, trustIn } from './proof.ts';
import { isLearnable, meaningOf, type RewritePair } from './rewritePair.ts';
import { HALF_LIFE_MS } from './saidBefore.ts';

export const rewriteLife = {
  /** Repairs that put a candidate on probation: two by a person one knows; a little less, since evidence fades. */
  confirmationsMin: 1.3,
  /** What a yes to the hub's own question is worth: it was said, and then agreed to in words. */
  consentWins: 2,
  /** Two repairs within this are one occasion: a television that repeats itself confirms nothing. */
  occasionMs: 2 * MINUTE_MS,
  /** Who is not known must repeat it on as many days. */
  strangerDaysMin: 2,
  /** Wins, days, and probability of winning more often than losing, from which a rewrite is proven. */
  activeWinsMin: 3.4,
  activeDaysMin: 2,
  activeProbabilityMin: 0.9,
  /** Who held so often, and still mostly does, may be undone twice running: people change their minds. */
  safeWinsMin: 8,
  /** Below this probability it is given up. */
  retireBelow: 0.75,
  /** What was given up is not tried again for so long. */
  retiredMs: 30 * DAY_MS,
  /** What nobody needed for so long is put away. */
  disuseMs: 120 * DAY_MS,
  /** A repair by a voice or satellite trusted less than this is no correction that one may act on at once. */
  correctionTrustMin: 0.7,
  /** Sessions that a proposal of the chain must rest on, and the share of them that ended well. */
  supportMin: 2,
  successShareMin: 0.8,
} as const;

export interface Repair {
  readonly pair: RewritePair;
  readonly how: 'rephrase' | 'correction';
  /** The turn that went wrong. */
  readonly first: Turn;
}

/** What a repair that held changes: new candidates, confirmations, rewrites put on probation; [] where nothing. */
export function learnRepair(repair: Repair, rewrites: Rewrites, home: HomeView, at: Instant): readonly RewriteEntry[] {
  const { pair, how } = repair;
  const first = pair.halfKnown === undefined ? repair.first : { ...repair.first, speaker: pair.halfKnown };
  const weight = pair.halfKnown === undefined ? trustIn(first, home) : trust.unknown * trustIn(first, home);
  if (weight === 0) return [];
  // What is meant must first have been said by somebody one knows.
  const isTold = pair.halfKnown === undefined || repair.first.speaker === undefined;
  const whole = learnWhole({ pair, how, first }, weight, isTold, rewrites, home, at);
  return isTold ? [...whole, ...learnWithin(pair, first, weight, rewrites, home, at)] : whole;
}

/** The words within that named nothing, as what they stand for: a candidate, or one repair more for it. */
function learnWithin(
  pair: RewritePair,
  first: Turn,
  weight: number,
  rewrites: Rewrites,
  home: HomeView,
  at: Instant,
): readonly RewriteEntry[] {
  const { slip } = pair;
  const { speaker } = first;
  if (slip === undefined) return [];
  const isMinded = (entry: RewriteEntry): boolean =>
    entry.layer === 'personal' &&
    entry.status === 'retired' &&
    entry.speaker === speaker &&
    isSame(entry, pair, rewrites);
  if (rewrites.of(pair.from).some(isMinded)) return [];
  const known = rewrites.find('personal', slip.from, speaker, WITHIN);
  if (known !== undefined && known.to === slip.to) {
    if (known.status !== 'candidate' || at - (known.usedAt ?? known.createdAt) < rewriteLife.occasionMs) return [];
    return [grown(known, first, weight, 'rephrase', home, at)];
  }
  const isHeld = known?.status === 'probation' || known?.status === 'active';
  const isResting = known?.status === 'retired' && at - (known.usedAt ?? known.createdAt) < rewriteLife.retiredMs;
  if (isHeld || isResting || !mayStart(first, rewrites, at) || isFull(speaker, rewrites)) return [];
  const bare = { ...slip, layer: 'personal', when: WITHIN, wins: 0, losses: 0, createdAt: at } as const;
  const fresh = { ...bare, status: 'candidate', ...(speaker === undefined ? {} : { speaker }) } as const;
  return [grown(fresh, first, weight, 'rephrase', home, at)];
}

/** All the words, as what they mean. */
function learnWhole(
  { pair, how, first }: Repair,
  weight: number,
  isTold: boolean,
  rewrites: Rewrites,
  home: HomeView,
  at: Instant,
): readonly RewriteEntry[] {
  const { speaker } = first;
  if (isTaught(pair.from, speaker, rewrites) || wouldChain(pair, speaker, rewrites)) return [];
  if (isInForce(pair, first, rewrites)) return [];
  const place = placeOf(pair, first, rewrites, at);
  if (place === undefined) return [];
  const known = rewrites.find('personal', pair.from, speaker, place.when);
  if (known !== undefined && isSame(known, pair, rewrites)) {
    if (known.status !== 'candidate' || at - (known.usedAt ?? known.createdAt) < rewriteLife.occasionMs) return [];
    return [grown(known, first, weight, how, home, at)];
  }
  if (!isTold) return [];
  // Somebody who means different things by the same words at the same moments is not served by either.
  if (known?.status === 'candidate' && known.wins > 1) return [{ ...known, losses: known.losses + 1, usedAt: at }];
  if (known?.status === 'probation' || known?.status === 'active') return [];
  if (!mayStart(first, rewrites, at) || isFull(speaker, rewrites)) return [];
  const plain = plainOf(pair.from, speaker, rewrites, at);
  const elsewhere = place.when === undefined ? inARoom(pair, speaker, rewrites) : undefined;
  const fresh: RewriteEntry = {
    from: pair.from,
    to: pair.to,
    layer: 'personal',
    status: 'candidate',
    wins: elsewhere === undefined ? 0 : Math.min(1, countsAt(elsewhere, at).wins),
    losses: 0,
    createdAt: at,
    ...(elsewhere?.proof !== undefined && { proof: elsewhere.proof }),
    ...(speaker === undefined ? {} : { speaker }),
    ...(place.when === undefined ? {} : { when: place.when }),
    ...(plain.wins + plain.losses > 0 ? { plain } : {}),
  };
  return [grown(fresh, first, weight, how, home, at), ...sharedBy(pair, first, rewrites, home, at)];
}

/** Whether the words are taken so already at this moment. */
function isInForce(pair: RewritePair, { speaker, trace }: Turn, rewrites: Rewrites): boolean {
  return rewrites
    .of(pair.from)
    .some(
      (entry) =>
        entry.layer === 'personal' &&
        entry.speaker === speaker &&
        (entry.status === 'probation' || entry.status === 'active') &&
        (entry.when === undefined || trace.moment?.includes(entry.when) === true) &&
        isSame(entry, pair, rewrites),
    );
}

/** A candidate with one repair more, on probation where that is enough. */
function grown(
  known: RewriteEntry,
  turn: Turn,
  weight: number,
  how: Repair['how'],
  home: HomeView,
  at: Instant,
): RewriteEntry {
  const told = how === 'correction' && weight >= rewriteLife.correctionTrustMin;
  const before = countsAt(known, at);
  const entry = { ...known, ...before, wins: before.wins + (told ? 1 : weight), usedAt: at };
  const proof = provenBy(known.proof, turn, at, home);
  const isTrusted = weight === 1 || isBroad({ proof }, rewriteLife.strangerDaysMin);
  const isMeant = told || (isTrusted && entry.wins - entry.losses >= rewriteLife.confirmationsMin);
  const status = isMeant && isBetter(entry) ? 'probation' : 'candidate';
  return { ...entry, proof, status };
}

/** Under which moment a meaning is to be learned; undefined where nothing may be. */
function placeOf(
  pair: RewritePair,
  first: Turn,
  rewrites: Rewrites,
  at: Instant,
): { readonly when?: string } | undefined {
  const { speaker } = first;
  const moment = first.trace.moment ?? [];
  const own = rewrites.of(pair.from).filter((entry) => entry.layer === 'personal' && entry.speaker === speaker);
  const isResting = (entry: RewriteEntry | undefined): boolean =>
    entry?.status === 'retired' &&
    at - (entry.usedAt ?? entry.createdAt) < rewriteLife.retiredMs &&
    isSame(entry, pair, rewrites);
  const placed = (when: string): { when: string } | undefined =>
    isResting(own.find((entry) => entry.when === when)) ? undefined : { when };
  const any = own.find((entry) => entry.when === undefined);
  // What holds at any moment holds at this one: a second entry of the same meaning would share its proofs, and stand in its way.
  if (any !== undefined && any.status !== 'retired' && isSame(any, pair, rewrites)) return {};
  // The same meaning in another room: it was not the room.
  if (pair.when !== undefined && any === undefined && inARoom(pair, speaker, rewrites, pair.when) !== undefined)
    return {};
  if (pair.when !== undefined) return placed(pair.when);
  const here = own.find(
    (entry) => moment.includes(entry.when ?? '') && entry.status !== 'retired' && isSame(entry, pair, rewrites),
  );
  if (here?.when !== undefined) return { when: here.when };
  if (any === undefined) return {};
  const isElsewhere = own.some((entry) => entry.when !== undefined);
  if (isResting(any)) return isElsewhere && moment[0] !== undefined ? placed(moment[0]) : undefined;
  if (any.status === 'retired') return {};
  // The same words mean something else at a moment that the first meaning never had.
  const apart = moment.find((key) => !(any.proof?.moments.includes(key) ?? true));
  return apart === undefined ? {} : placed(apart);
}

/** What these words came to mean in a room, other than `but`, where that is the same. */
function inARoom(
  pair: RewritePair,
  speaker: string | undefined,
  rewrites: Rewrites,
  but?: string,
): RewriteEntry | undefined {
  return rewrites
    .of(pair.from)
    .find(
      (entry) =>
        entry.layer === 'personal' &&
        entry.speaker === speaker &&
        entry.status !== 'retired' &&
        entry.when?.startsWith('room=') === true &&
        entry.when !== but &&
        isSame(entry, pair, rewrites),
    );
}

/** What two people mean by the same words is the household's. */
function sharedBy(
  pair: RewritePair,
  first: Turn,
  rewrites: Rewrites,
  home: HomeView,
  at: Instant,
): readonly RewriteEntry[] {
  if (first.speaker === undefined || pair.when !== undefined) return [];
  const all = rewrites.of(pair.from).filter((entry) => entry.layer === 'personal' && entry.when === undefined);
  if (all.some((entry) => entry.speaker === undefined)) return [];
  const other = all.find(
    (entry) =>
      entry.speaker !== first.speaker &&
      isSame(entry, pair, rewrites) &&
      ['probation', 'active'].includes(entry.status),
  );
  if (other === undefined || trustIn(first, home) < 1) return [];
  const { speaker: _speaker, ...shared } = other;
  const wins = Math.min(2, countsAt(other, at).wins + 1);
  return [
    { ...shared, wins, status: 'probation', createdAt: at, usedAt: at, proof: provenBy(other.proof, first, at, home) },
  ];
}

/** Meanings that many sessions of this home ended in, as the Markov chain over them finds. */
export interface Proposal {
  readonly from: string;
  readonly to: string;
  readonly speaker?: string;
  readonly when?: string;
  /** Sessions that went this way. */
  readonly support: number;
  /** Share of them that ended well. */
  readonly successShare: number;
}

/**
 * What a proposal changes: it backs a candidate or brings one; only turns put it in force.
 *
 * Rests on the same turns as `learnRepair`, so it adds no more than one win to what these counted.
 */
export function proposeRewrite(proposal: Proposal, rewrites: Rewrites, at: Instant): readonly RewriteEntry[] {
  const { from, to, speaker, when, support, successShare } = proposal;
  if (support < rewriteLife.supportMin || successShare < rewriteLife.successShareMin) return [];
  if (!isLearnable(from, to) || isTaught(from, speaker, rewrites) || wouldChain(proposal, speaker, rewrites)) return [];
  const known = rewrites.find('personal', from, speaker, when);
  if (known !== undefined && (known.status !== 'candidate' || !isSame(known, proposal, rewrites))) return [];
  const before = known === undefined ? { wins: 0, losses: 0 } : countsAt(known, at);
  const wins = Math.max(before.wins, Math.min(support * successShare, before.wins + 1));
  const plain = known?.plain ?? plainOf(from, speaker, rewrites, at);
  const entry: RewriteEntry = {
    from,
    to,
    layer: 'personal',
    status: 'candidate',
    createdAt: at,
    usedAt: at,
    ...known,
    ...before,
    wins,
    ...(speaker === undefined ? {} : { speaker }),
    ...(when === undefined ? {} : { when }),
    ...(plain.wins + plain.losses > 0 ? { plain } : {}),
  };
  const proven = known !== undefined && wins - entry.losses >= rewriteLife.confirmationsMin && isBetter(entry);
  return [{ ...entry, status: proven ? 'probation' : 'candidate' }];
}

export function isTaught(phrase: string, speaker: string | undefined, rewrites: Rewrites): boolean {
  return (rewrites.find('taught', phrase, speaker) ?? rewrites.find('taught', phrase, undefined)) !== undefined;
}

/** Rewrites never chain, so what leads from or back to another one would lose its meaning. */
export function wouldChain(pair: Pick<RewritePair, 'to'>, speaker: string | undefined, rewrites: Rewrites): boolean {
  const onward = rewrites
    .of(pair.to)
    .some(
      (entry) =>
        entry.layer === 'personal' &&
        entry.status !== 'retired' &&
        (entry.speaker === speaker || entry.speaker === undefined),
    );
  return onward || isTaught(pair.to, speaker, rewrites);
}

/** The same words, or others that came to the same when they were last said: who repairs seldom says it the same way twice. */
function isSame(entry: RewriteEntry, pair: Pick<RewritePair, 'to' | 'meaning'>, rewrites: Rewrites): boolean {
  if (normalPhrase(entry.to) === normalPhrase(pair.to)) return true;
  const said = pair.meaning === undefined ? undefined : rewrites.saidBefore(entry.to, entry.speaker);
  return said !== undefined && meaningOf(said.text, said.intent, said.targets) === pair.meaning;
}

/** The counts of an entry as they are by now. */
export function countsAt(entry: RewriteEntry, at: Instant): Pick<RewriteEntry, 'wins' | 'losses' | 'plain'> {
  const age = at - (entry.usedAt ?? (entry.layer === 'global' ? at : entry.createdAt));
  const counts = faded(entry, age, HALF_LIFE_MS);
  return entry.plain === undefined ? counts : { ...counts, plain: faded(entry.plain, age, HALF_LIFE_MS) };
}

/** How the words as they are have fared. */
export function plainOf(from: string, speaker: string | undefined, rewrites: Rewrites, at: Instant): Tally {
  const said = rewrites.saidBefore(from, speaker);
  return said === undefined ? { wins: 0, losses: 0 } : faded(said, at - said.lastAt, HALF_LIFE_MS);
}

/** Whether it is likely enough to do better than the same words left alone. */
function isBetter(entry: Pick<RewriteEntry, 'wins' | 'losses' | 'plain'>): boolean {
  const { plain } = entry;
  if (plain === undefined) return true;
  return plain.wins < entry.wins && beatsProbability(entry, plain) >= rewriteLife.retireBelow;
}

/** Nightly: what nobody needed for long is put away, so that it is neither used nor in the way. */
export function putAway(rewrites: Rewrites, at: Instant): readonly RewriteEntry[] {
  return rewrites
    .list()
    .filter(
      (entry) =>
        entry.layer === 'personal' &&
        entry.status !== 'retired' &&
        at - (entry.usedAt ?? entry.createdAt) > rewriteLife.disuseMs,
    )
    .map((entry): RewriteEntry => ({ ...entry, status: 'retired' }));
}
