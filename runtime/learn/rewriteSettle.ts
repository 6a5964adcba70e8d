import type { HomeView, RewriteEntry, SaidBefore, Turn } from '../domain/context.ts';
import { normalPhrase } from '../domain/phrase.ts';
import { winProbability } from '../domain/posterior.ts';
import { EVERYBODY, WITHIN } from '../domain/rewritePattern.ts';
import type { Instant } from '../domain/time.ts';
import { isHeeded, isStranger } from '../domain/voice.ts';
import type { Rewrites } from '../ports/rewrites.ts';
import { type DefectEvidence, type EvidenceKind, isComplaint } from './evidence.ts';
import { isBroad, mayStart, provenBy, trust, trustIn } from './proof.ts';
import { heardPhrase } from './relate.ts';
import { countsAt, learnRepair, plainOf, rewriteLife } from './rewriteLife.ts';
import { answerOf, isLearnable, meaningOf, standsAlone } from './rewritePair.ts';
import { HALF_LIFE_MS, saidBeforeOf } from './saidBefore.ts';
import { isSensitive } from './sensitive.ts';

const UNDONE: ReadonlySet<EvidenceKind> = new Set<EvidenceKind>([
  'reversalByVoice',
  'reversalByHand',
  'correction',
  'negativeRating',
]);
/** Faults of devices and programs, which no words mend; and what people do about these: say it again, or do it themselves. */
const NOT_THE_WORDS: ReadonlySet<EvidenceKind> = new Set<EvidenceKind>(['unresponsive', 'handlerError']);
const ABOUT_A_FAULT: ReadonlySet<EvidenceKind> = new Set<EvidenceKind>([
  ...NOT_THE_WORDS,
  'repetition',
  'doneByHand',
  'bargeIn',
]);

/** What a verdict changes in the table of rewrites and in what was said before. */
export interface Settlement {
  readonly rewrites: readonly RewriteEntry[];
  readonly history: readonly SaidBefore[];
}

/** The verdict of a turn, as a win or loss of the rewrite that it went through, or of its words as they are. */
export function settleTurn(
  turn: Turn,
  verdict: boolean,
  evidence: readonly DefectEvidence[],
  rewrites: Rewrites,
  home: HomeView,
  at: Instant,
): Settlement {
  // Whoever was asked, or rated it of their own accord, knows best.
  const kinds = new Set(evidence.map((item) => item.kind));
  const defect = kinds.has('negativeRating') || (verdict && !kinds.has('positiveRating'));
  const against = evidence.filter(isComplaint);
  const isFault = against.some((item) => NOT_THE_WORDS.has(item.kind) && item.strength >= 0.5);
  const isAboutFault = (item: DefectEvidence): boolean => ABOUT_A_FAULT.has(item.kind) || isSaidOutright(turn, item.by);
  if (defect && isFault && against.every(isAboutFault)) return { rewrites: [], history: [] };
  // A guest may have a deed undone, not what the household means by its words.
  const own = against.filter(({ by }) => by === undefined || !isStranger(home, by.speaker));
  const undone = own.some((item) => UNDONE.has(item.kind));
  const strange = own.length === 0 && against.length > 0;
  const said = saidBeforeOf(turn, defect, rewrites, home, at);
  const weight = trustIn(turn, home);
  const entries =
    turn.trace.rewrite === null
      ? settleWithout(turn, defect, weight, rewrites, at)
      : settleRewrite(turn, { defect, undone, strange, weight, replied: replyIn(turn, evidence) }, rewrites, home, at);
  const told = defect ? [] : learnAnswer(turn, rewrites, home, at);
  return { rewrites: [...entries, ...told], history: said === undefined ? [] : [said] };
}

/** "switch on luna" – "I know of no luna here. What do you mean?" – "the bedside lamp": that is what luna is. */
function learnAnswer(turn: Turn, rewrites: Rewrites, home: HomeView, at: Instant): readonly RewriteEntry[] {
  const { follows } = turn;
  if (follows === undefined || follows.how === 'undo') return [];
  const first = home.conversation().findLast((one) => one.id === follows.turn);
  if (first?.decision.outcome !== 'ask' || first.trace.unmatched.length === 0) return [];
  const pair = answerOf(first, turn, home);
  return pair === undefined ? [] : learnRepair({ pair, how: 'rephrase', first }, rewrites, home, at);
}

/** Whether somebody then asked for the very thing that a turn's words were taken for, in whichever words. */
function isSaidOutright({ trace, decision }: Turn, by: Turn | undefined): boolean {
  if (by === undefined || trace.rewrite === null) return false;
  const taken = meaningOf(trace.rewrite.to, decision.intent, decision.targets);
  return taken !== undefined && meaningOf(heardPhrase(by), by.decision.intent, by.decision.targets) === taken;
}

/** How a question was replied to. Who then says in other words just what was asked said yes. */
function replyIn(asked: Turn, replies: readonly DefectEvidence[]): 'yes' | 'no' | undefined {
  const evidence = replies.filter(({ by }) => by === undefined || isHeeded(asked, by));
  if (evidence.some(({ kind, by }) => kind === 'answered' || isSaidOutright(asked, by))) return 'yes';
  const isNo = evidence.some((item) => ['denied', 'correction', 'rephrase', 'abandoned'].includes(item.kind));
  return isNo ? 'no' : undefined;
}

interface Judged {
  readonly defect: boolean;
  readonly undone: boolean;
  /** Only strangers complained. */
  readonly strange: boolean;
  readonly weight: number;
  readonly replied: 'yes' | 'no' | undefined;
}

function settleRewrite(
  turn: Turn,
  judged: Judged,
  rewrites: Rewrites,
  home: HomeView,
  at: Instant,
): readonly RewriteEntry[] {
  const applied = turn.trace.rewrite;
  if (applied === null || applied.layer === 'taught') return [];
  if (applied.layer === 'retrieved') return settleRetrieved(turn, judged, rewrites, home, at);
  const entry = appliedEntry(turn, rewrites);
  if (entry === undefined || entry.status === 'retired') return [];
  const before = countsAt(entry, at);
  if (turn.decision.outcome === 'ask') return settleProposed(entry, turn, judged, home, at);
  if (!judged.defect) {
    const wins = before.wins + judged.weight;
    // What everybody means needs no witness here, and keeps no name of one.
    const isOwn = entry.layer === 'personal' && judged.weight > 0;
    const proof = isOwn ? provenBy(entry.proof, turn, at, home) : entry.proof;
    const proven =
      wins >= rewriteLife.activeWinsMin &&
      winProbability(wins, before.losses) >= rewriteLife.activeProbabilityMin &&
      isBroad(proof === undefined ? {} : { proof }, rewriteLife.activeDaysMin);
    const status = proven ? 'active' : entry.status;
    return [{ ...entry, ...before, wins, usedAt: at, status, ...(proof === undefined ? {} : { proof }) }];
  }
  // Whoever undoes it is believed: a wrong act costs more than a lost shortcut.
  const losses = before.losses + (judged.strange ? trust.strangersLoss : 1);
  if (judged.strange) return [{ ...entry, ...before, losses, usedAt: at }];
  const blocks = blockOf(entry, turn, judged, at);
  const held = winProbability(before.wins, losses) < rewriteLife.retireBelow ? 'retired' : entry.status;
  const status = judged.undone ? declined(entry, before.wins, losses, blocks.length > 0) : held;
  const lost: RewriteEntry = { ...entry, ...before, losses, usedAt: at, status };
  return [lost, ...blocks, ...(judged.undone && status === 'retired' ? endWithin(entry, rewrites, at) : [])];
}

/**
 * What becomes of a meaning that somebody undid, or said no to: once it is on trial again, twice running it is over, unless it has
 * held for long and losses do not weigh yet: people change their minds, and a yes is misheard. `isNew`: it never held at such a moment.
 */
function declined({ status }: RewriteEntry, wins: number, losses: number, isNew = false): RewriteEntry['status'] {
  const winning = winProbability(wins, losses);
  if (status !== 'active' || winning < rewriteLife.retireBelow) return 'retired';
  const isSafe = wins >= rewriteLife.safeWinsMin && winning >= rewriteLife.activeProbabilityMin && !isNew;
  return isSafe ? 'active' : 'probation';
}

/** With a meaning that was undone goes what the same repairs told of words within it. */
function endWithin(entry: RewriteEntry, rewrites: Rewrites, at: Instant): readonly RewriteEntry[] {
  const holds = (text: string, words: string): boolean => ` ${normalPhrase(text)} `.includes(` ${words} `);
  return rewrites
    .list()
    .filter(
      ({ layer, when, speaker, status, from, to }) =>
        layer === 'personal' &&
        when === WITHIN &&
        speaker === entry.speaker &&
        (status === 'candidate' || status === 'probation') &&
        holds(entry.from, from) &&
        holds(entry.to, to),
    )
    .map((within): RewriteEntry => ({ ...within, losses: within.losses + 1, usedAt: at, status: 'retired' }));
}

/** "Do you want me to …?": a yes is as good as two repairs, a no is as an undo, in a new room for there only, silence says nothing. */
function settleProposed(
  entry: RewriteEntry,
  turn: Turn,
  { replied, weight }: Judged,
  home: HomeView,
  at: Instant,
): readonly RewriteEntry[] {
  const before = countsAt(entry, at);
  const elsewhere = turn.trace.moment?.find((key) => key.startsWith('room='));
  // In a room where it never held it is not proposed again; where it comes from it may hold all the same.
  if (replied === 'no' && elsewhere !== undefined && isNewTo(entry, elsewhere)) return [blockAt(entry, elsewhere, at)];
  if (replied === 'no') {
    const losses = before.losses + 1;
    return [{ ...entry, ...before, losses, usedAt: at, status: declined(entry, before.wins, losses) }];
  }
  if (replied === undefined || weight === 0) return [];
  const isMeant = entry.status === 'candidate' && weight >= rewriteLife.correctionTrustMin;
  return [
    {
      ...entry,
      ...before,
      wins: before.wins + weight,
      usedAt: at,
      status: isMeant ? 'probation' : entry.status,
      proof: provenBy(entry.proof, turn, at, home),
    },
  ];
}

/** The entry through which a turn was rewritten: of its moment before any, the speaker's own before the household's. */
function appliedEntry(turn: Turn, rewrites: Rewrites): RewriteEntry | undefined {
  const applied = turn.trace.rewrite;
  if (applied === null) return undefined;
  if (applied.layer === 'global') return rewrites.find('global', applied.pattern ?? '', undefined, EVERYBODY);
  const within =
    applied.pattern === undefined ? [] : rewrites.of(applied.pattern).filter(({ when }) => when === WITHIN);
  if (applied.pattern !== undefined)
    return (
      within.find(({ speaker }) => speaker === turn.speaker) ??
      within.find(({ speaker }) => speaker === undefined) ??
      within.find(({ status }) => status === 'active')
    );
  for (const when of [...(turn.trace.moment ?? []), undefined]) {
    for (const speaker of [turn.speaker, undefined]) {
      const entry = rewrites.find('personal', applied.from, speaker, when);
      const isUsed = turn.decision.outcome === 'ask' ? 'candidate' : 'probation';
      if (
        entry?.to === applied.to &&
        (entry.status === isUsed || entry.status === 'probation' || entry.status === 'active')
      )
        return entry;
    }
  }
  // What is proven of one voice is tried for one that was not told.
  return rewrites
    .of(applied.from)
    .find((entry) => entry.layer === 'personal' && entry.status === 'active' && entry.to === applied.to);
}

/** What was undone at a moment in which it never did well is left alone at such moments from now on. */
function blockOf(entry: RewriteEntry, turn: Turn, judged: Judged, at: Instant): readonly RewriteEntry[] {
  const key = judged.undone ? turn.trace.moment?.find((one) => isNewTo(entry, one)) : undefined;
  return key === undefined ? [] : [blockAt(entry, key, at)];
}

/** Whether a meaning that is to hold at any moment never did well at such a one. */
function isNewTo(entry: RewriteEntry, key: string): boolean {
  return entry.when === undefined && entry.layer === 'personal' && entry.proof?.moments.includes(key) === false;
}

function blockAt(entry: RewriteEntry, key: string, at: Instant): RewriteEntry {
  const { plain: _plain, proof: _proof, ...bare } = entry;
  return { ...bare, when: key, status: 'retired', wins: 0, losses: 1, createdAt: at, usedAt: at };
}

/** What was found among earlier words, and taken: kept as a rewrite of its own, or noted as one never to try again. */
function settleRetrieved(
  turn: Turn,
  { defect, weight }: Judged,
  rewrites: Rewrites,
  home: HomeView,
  at: Instant,
): readonly RewriteEntry[] {
  const applied = turn.trace.rewrite;
  if (applied === null || weight === 0) return [];
  const from = normalPhrase(applied.from);
  const { to } = applied;
  // A slip of what was taught must go when the lesson goes.
  if (rewrites.list().some((entry) => entry.layer === 'taught' && entry.to === to)) return [];
  if (rewrites.find('personal', from, turn.speaker) !== undefined || !standsAlone(from)) return [];
  if (!defect && (!isLearnable(from, to) || isSensitive(turn, home) || !mayStart(turn, rewrites, at))) return [];
  const plain = plainOf(from, turn.speaker, rewrites, at);
  const entry: RewriteEntry = {
    from,
    to,
    layer: 'personal',
    status: defect ? 'retired' : 'candidate',
    wins: defect ? 0 : weight,
    losses: defect ? 1 : 0,
    createdAt: at,
    usedAt: at,
    ...(turn.speaker === undefined ? {} : { speaker: turn.speaker }),
    ...(plain.wins + plain.losses > 0 ? { plain } : {}),
  };
  return [defect ? entry : { ...entry, proof: provenBy(undefined, turn, at, home) }];
}

/** Words that did well by themselves take a candidate back: then it was the moment that failed, not the words. */
function settleWithout(
  turn: Turn,
  defect: boolean,
  weight: number,
  rewrites: Rewrites,
  at: Instant,
): readonly RewriteEntry[] {
  const { outcome } = turn.decision;
  if (weight === 0 || (!defect && ['ignore', 'handoff', 'ask'].includes(outcome))) return [];
  const moment = turn.trace.moment ?? [];
  return rewrites
    .of(heardPhrase(turn))
    .filter(
      (entry) =>
        entry.layer === 'personal' &&
        entry.status !== 'retired' &&
        entry.speaker === turn.speaker &&
        (entry.when === undefined || moment.includes(entry.when)),
    )
    .map((entry) => {
      // Counts are kept as of `usedAt`, which a turn without the rewrite does not move: what is new weighs more by then.
      const now = weight * 2 ** ((at - (entry.usedAt ?? entry.createdAt)) / HALF_LIFE_MS);
      const plain = {
        wins: (entry.plain?.wins ?? 0) + (defect ? 0 : now),
        losses: (entry.plain?.losses ?? 0) + (defect ? now : 0),
      };
      const given = entry.status === 'candidate' && plain.wins >= entry.wins;
      return { ...entry, plain, status: given ? 'retired' : entry.status };
    });
}
