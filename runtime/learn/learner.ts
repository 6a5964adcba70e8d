import type { Change, HomeView, RewriteEntry, SaidBefore, Turn } from '../domain/context.ts';
import type { Verdict } from '../domain/decision.ts';
import type { EntityId } from '../domain/entity.ts';
import type { BargeInEvent, FeedbackEvent, OutcomeEvent } from '../domain/event.ts';
import type { LearningModel } from '../domain/learningModel.ts';
import { limits } from '../domain/limits.ts';
import { normalPhrase } from '../domain/phrase.ts';
import type { Instant } from '../domain/time.ts';
import type { TrialOutcome, TrialRequest } from '../domain/trial.ts';
import type { Rewrites } from '../ports/rewrites.ts';
import { ANSWER_MS, awaitedBy, handInstead, hasAnswered, isSetBack, reaches, SOON_ANSWER_MS } from './devices.ts';
import {
  againProbability,
  type DefectEvidence,
  type EvidenceKind,
  isComplaint,
  type TurnCase,
  withEvidence,
} from './evidence.ts';
import { FAMILIAR_FEATURES, Familiar } from './familiar.ts';
import { closed, defectProbability, isSettled, judge, maySettle } from './judge.ts';
import { type Attempt, attemptOf, isNightDue, proposalsOf, reviewFrom } from './nightly.ts';
import { localDay } from './proof.ts';
import { reactionTo } from './reactions.ts';
import { hasServed, questionOf } from './relate.ts';
import { learnRepair, proposeRewrite, putAway } from './rewriteLife.ts';
import { rewriteOf } from './rewritePair.ts';
import { settleTurn } from './rewriteSettle.ts';
import { doubtOf } from './trials.ts';
import { learning } from './weights.ts';

/** What a step of learning found out. Changed rewrites are to be stored, and put in the table before the next utterance. */
export interface LearnOutput {
  readonly verdicts: readonly Verdict[];
  readonly rewrites: readonly RewriteEntry[];
  readonly defects: readonly { readonly turn: Turn; readonly verdict: Verdict }[];
  /** Every turn that got its verdict, defects included. */
  readonly settled: readonly { readonly turn: Turn; readonly verdict: Verdict }[];
  /** What is known by now of the words that were said; to be stored like `rewrites`. */
  readonly history: readonly SaidBefore[];
}

/** Sees each case as it is settled: what models are trained on. */
export type Observe = (settled: TurnCase, home: HomeView) => void;

type Repair = TurnCase['repairs'][number];

interface Collected {
  readonly verdicts: Verdict[];
  readonly rewrites: RewriteEntry[];
  readonly defects: { turn: Turn; verdict: Verdict }[];
  readonly settled: { turn: Turn; verdict: Verdict }[];
  readonly history: SaidBefore[];
}

/**
 * Learns from how people and devices react to turns: values in, values out, no clock.
 *
 * Every turn is a case that gathers evidence; it gets one verdict, at once where a reaction is telling, otherwise after a quiet
 * minute. From verdicts follow failure points, the fate of the rewrite that was used, and new rewrites from repairs that held.
 * Every call first settles what has become due by then. Open cases live in memory; a restart takes up those whose turns are stored
 * and whose quiet minute is not over, without the reactions that were no words.
 */
export class Learner {
  readonly #rewrites: Rewrites;
  readonly #model: LearningModel;
  readonly #observe: Observe | undefined;
  /** Oldest first; open ones, and settled ones that a later turn may still rephrase. */
  readonly #cases = new Map<string, TurnCase>();
  readonly #familiar = new Familiar();
  /** Cases of before a restart, whose end nobody saw. */
  #isResumed = false;
  #spokeAt: Instant = Number.NEGATIVE_INFINITY;
  #reviewedDay: number | undefined;

  constructor(rewrites: Rewrites, model: LearningModel, observe?: Observe) {
    this.#rewrites = rewrites;
    this.#model = model;
    this.#observe = observe;
  }

  /**
   * Takes up what was before a restart: the last turns, oldest first, and those of them that have no verdict yet; and the day of the
   * last review.
   */
  resume(past: readonly Turn[], unjudged: readonly Turn[], reviewedDay: number | undefined, home: HomeView): void {
    this.#reviewedDay = reviewedDay;
    for (const turn of past) if (!unjudged.includes(turn)) this.#familiar.note(turn);
    for (const turn of unjudged) {
      for (const item of this.#reactionsTo(turn)) this.#put(item);
      this.#begin(turn, [], home);
      this.#spokeAt = turn.at;
    }
    this.#isResumed = true;
  }

  /**
   * What is to be read once more before `observeTurn`: turns that this one probably says again, better. `observeTurn` weighs the
   * reactions anew, since what is due is settled and told again before.
   */
  doubts(turn: Turn, home: HomeView): readonly TrialRequest[] {
    if (!home.household.learning.enabled) return [];
    return this.#reactionsTo(turn).flatMap(({ turn: first, later }) => {
      const last = later.at(-1);
      if (last?.turn !== turn || againProbability(last) < learning.tryAt) return [];
      return doubtOf(first, turn, this.#familiar.alikeTo(first)) ?? [];
    });
  }

  /** An utterance was decided, and its commands sent. `trials`: what came of `doubts`. */
  observeTurn(turn: Turn, home: HomeView, trials: readonly TrialOutcome[] = []): LearnOutput {
    return this.#step(turn.at, home, (out) => {
      this.#spokeAt = turn.at;
      for (const trial of trials) {
        const item = this.#open(trial.of);
        if (item !== undefined) this.#put({ ...item, trial });
      }
      this.#noteToldAgain(turn, out, home);
      const repairs: Repair[] = [];
      for (const item of this.#reactionsTo(turn, repairs)) this.#react(item, turn.at, out, home);
      // A yes to "did I answer your question?" is about another turn, and no request.
      if (!turn.effects.some((effect) => effect.type === 'rated')) this.#begin(turn, repairs, home);
      const open = [...this.#cases.values()].filter((item) => item.defect === undefined);
      const oldest = open[0];
      if (oldest !== undefined && open.length > limits.openTurnsMax) this.#settle(oldest, turn.at, out, home);
    });
  }

  /** A state changed; `change.turn` names the turn whose command it follows. */
  observeChange(change: Change, home: HomeView): LearnOutput {
    return this.#step(change.at, home, (out) => {
      for (const item of [...this.#cases.values()]) {
        if (item.defect !== undefined) continue;
        if (isSetBack(item, change)) {
          this.#add(item.turn.id, { kind: 'reversalByHand', strength: 1, at: change.at }, out, home);
        } else if (reaches(item, change)) {
          const awaited = new Map([...item.awaited].filter(([entity]) => entity !== change.entity));
          this.#put({ ...item, awaited, reached: new Set([...item.reached, change.entity]) });
          if (awaited.size === 0 && item.commanded > 0) this.#fulfil(item.turn.id, change.at, out, home);
        } else {
          const strength = handInstead(item, change, home);
          if (strength > 0) this.#add(item.turn.id, { kind: 'doneByHand', strength, at: change.at }, out, home);
        }
      }
    });
  }

  observeBargeIn(event: BargeInEvent, home: HomeView): LearnOutput {
    return this.#step(event.at, home, (out) => {
      this.#add(event.of, { kind: 'bargeIn', strength: 1, at: event.at }, out, home);
    });
  }

  observeFeedback(event: FeedbackEvent, home: HomeView): LearnOutput {
    const kind = event.value === 'negative' ? 'negativeRating' : 'positiveRating';
    return this.#step(event.at, home, (out) => {
      this.#add(event.of, { kind, strength: 1, at: event.at }, out, home);
    });
  }

  /** The handler of an intent reported; one that succeeded makes a success a little likelier. */
  observeOutcome(event: OutcomeEvent, home: HomeView): LearnOutput {
    const kind: EvidenceKind = event.ok ? 'fulfilled' : 'handlerError';
    return this.#step(event.at, home, (out) => {
      this.#add(event.of, { kind, strength: 1, at: event.at }, out, home);
    });
  }

  /** Time passed: devices that should have answered by now did not, and silence is acceptance. */
  advance(now: Instant, home: HomeView): LearnOutput {
    return this.#step(now, home, () => undefined);
  }

  /** Whether it is the hour to look at the past month; see `review`. */
  isReviewDue(at: Instant, home: HomeView): boolean {
    return isNightDue(at, home, this.#reviewedDay, this.#spokeAt);
  }

  /**
   * The night's work: what the home's own sessions propose, and what went out of use.
   *
   * `each`: gives every judged turn since an instant, oldest first. `day`: to be stored for `resume`.
   */
  review(
    at: Instant,
    home: HomeView,
    each: (since: Instant, take: (turn: Turn, verdict: Verdict) => void) => void,
  ): LearnOutput & { readonly day: number } {
    const day = localDay(at, home);
    this.#reviewedDay = day;
    const attempts: Attempt[] = [];
    each(reviewFrom(at), (turn, verdict) => {
      // Of what was said before a restart, the verdicts are known from here on.
      this.#familiar.judged(verdict);
      const attempt = attemptOf(turn, verdict, home);
      if (attempt !== undefined) attempts.push(attempt);
    });
    const rewrites: RewriteEntry[] = [];
    const add = (entries: readonly RewriteEntry[]): void => {
      rewrites.push(...entries.filter((entry) => !rewrites.some((other) => isSameEntry(other, entry))));
    };
    for (const proposal of proposalsOf(attempts)) add(proposeRewrite(proposal, this.#rewrites, at));
    add(putAway(this.#rewrites, at));
    return { verdicts: [], rewrites, defects: [], settled: [], history: [], day };
  }

  /** Drops every open case; for "forget everything". */
  clear(): void {
    this.#cases.clear();
    this.#familiar.clear();
  }

  #step(at: Instant, home: HomeView, react: (out: Collected) => void): LearnOutput {
    const out: Collected = { verdicts: [], rewrites: [], defects: [], settled: [], history: [] };
    if (!home.household.learning.enabled) {
      this.clear();
      return out;
    }
    // What began before a restart and ended meanwhile was seen by nobody: no verdict is better than a guess.
    if (this.#isResumed)
      for (const item of [...this.#cases.values()])
        if (at - item.turn.at > learning.quietMs) this.#cases.delete(item.turn.id);
    this.#isResumed = false;
    this.#settleDue(at, out, home);
    react(out);
    return out;
  }

  #settleDue(now: Instant, out: Collected, home: HomeView): void {
    for (const item of [...this.#cases.values()]) {
      const { turn } = item;
      const question = questionOf(turn);
      if (item.defect !== undefined) {
        if (now - turn.at > learning.quietMs) this.#cases.delete(turn.id);
        continue;
      }
      if (item.awaited.size > 0 && now - turn.at >= ANSWER_MS) this.#noteSilentDevices(item, now, out, home);
      const isAsking = question !== undefined && question.unasked !== true;
      if (isAsking && now - question.askedAt > limits.questionAgeMsMax && !isReplied(item)) {
        this.#add(turn.id, { kind: 'unanswered', strength: 1, at: now }, out, home);
      }
      const still = this.#open(turn.id);
      if (still !== undefined && now - turn.at >= learning.quietMs) this.#settle(still, now, out, home);
      if (now - turn.at > learning.quietMs && this.#open(turn.id) === undefined) this.#cases.delete(turn.id);
    }
  }

  /** What is told again and has shown nothing by now was silent: what it does next answers the second command. */
  #noteToldAgain(turn: Turn, out: Collected, home: HomeView): void {
    const told = new Set(turn.plans.flatMap((plan) => plan.orders.map((order) => order.entity)));
    for (const item of [...this.#cases.values()]) {
      const isDue = item.defect === undefined && turn.at - item.turn.at >= SOON_ANSWER_MS;
      if (isDue && [...item.awaited.keys()].some((entity) => told.has(entity)))
        this.#noteSilentDevices(item, turn.at, out, home);
    }
  }

  /** Asked once: whoever has not answered by now is noted, and awaited no longer. */
  #noteSilentDevices(item: TurnCase, now: Instant, out: Collected, home: HomeView): void {
    const silent = [...item.awaited.keys()].filter((entity) => !hasAnswered(item, entity, home));
    this.#put({ ...item, awaited: new Map() });
    if (silent.length === 0) {
      this.#fulfil(item.turn.id, now, out, home);
      return;
    }
    const strength = silent.length / item.commanded;
    this.#add(item.turn.id, { kind: 'unresponsive', strength, at: now }, out, home);
  }

  #fulfil(turn: string, at: Instant, out: Collected, home: HomeView): void {
    this.#add(turn, { kind: 'fulfilled', strength: 1, at }, out, home);
  }

  #open(turn: string): TurnCase | undefined {
    const item = this.#cases.get(turn);
    return item?.defect === undefined ? item : undefined;
  }

  #put(item: TurnCase): void {
    this.#cases.set(item.turn.id, item);
  }

  /** The cases that a later turn is a reaction to, with what it says about them; `repairs` gets those that it may repair. */
  #reactionsTo(turn: Turn, repairs: Repair[] = []): TurnCase[] {
    const found: TurnCase[] = [];
    const here = new Map<string | undefined, number>();
    const previous = this.#lastAt(turn.satellite);
    let between = 0;
    for (const item of [...this.#cases.values()].reverse()) {
      const { satellite } = item.turn;
      const betweenHere = here.get(satellite) ?? 0;
      const place = { between: between++, betweenHere, previous };
      const reaction = reactionTo(item, turn, place, this.#model.relation);
      here.set(satellite, betweenHere + 1);
      if (reaction === undefined) continue;
      if (reaction.repairs !== undefined) repairs.push({ turn: item.turn, how: reaction.repairs });
      if (item.defect !== undefined) continue;
      const later = [...item.later, reaction.later].slice(0, learning.laterMax);
      found.push(reaction.evidence.reduce(withEvidence, { ...item, later }));
    }
    return found;
  }

  #begin(turn: Turn, repairs: readonly Repair[], home: HomeView): void {
    const awaited = awaitedBy(turn, home);
    // A second turn under an id that is taken (a satellite that counts from one again) goes last, as the newest.
    this.#cases.delete(turn.id);
    const prior = this.#lastAt(turn.satellite);
    this.#familiar.note(turn);
    const opened = { evidence: [], later: [], awaited, commanded: awaited.size, reached: new Set<EntityId>() };
    this.#put({ turn, ...opened, repairs, familiar: UNKNOWN, ...(prior !== undefined && { prior }) });
  }

  /** The last turn of the minute at a satellite. */
  #lastAt(satellite: string | undefined): Turn | undefined {
    let last: Turn | undefined;
    for (const { turn } of this.#cases.values()) if (turn.satellite === satellite) last = turn;
    return last;
  }

  #add(turn: string, evidence: DefectEvidence, out: Collected, home: HomeView): void {
    const item = this.#open(turn);
    if (item !== undefined) this.#react(withEvidence(item, evidence), evidence.at, out, home);
  }

  #react(item: TurnCase, at: Instant, out: Collected, home: HomeView): void {
    this.#put(item);
    if (maySettle(item) && isSettled(this.#known(item), home, this.#model)) this.#settle(item, at, out, home);
  }

  /** With what the home's past tells of it by now. */
  #known(item: TurnCase): TurnCase {
    const isDoubted = item.evidence.some(isComplaint) || !hasServed(item.turn);
    return { ...item, familiar: this.#familiar.of(item.turn, isDoubted ? this.#rewrites : undefined) };
  }

  #settle(open: TurnCase, at: Instant, out: Collected, home: HomeView): void {
    const item = this.#known(closed(open, at));
    this.#observe?.(item, home);
    const { verdict, fates } = judge(item, at, home, this.#model);
    const { defect } = verdict;
    this.#familiar.judged(verdict, fates);
    this.#put({ ...item, defect });
    // A question that was answered mended the turn, not the words that made it necessary.
    if (!defect && item.turn.decision.outcome !== 'ask') this.#withdrawRepairsOf(item.turn.id);
    out.verdicts.push(verdict);
    if (defect) out.defects.push({ turn: item.turn, verdict });
    out.settled.push({ turn: item.turn, verdict });
    const settled = settleTurn(item.turn, defect, item.evidence, this.#rewrites, home, at);
    out.rewrites.push(...settled.rewrites);
    out.history.push(...settled.history);
    if (!defect) this.#learnRepairs(item, at, out, home);
  }

  /** What did well needed no repair. */
  #withdrawRepairsOf(turn: string): void {
    for (const item of [...this.#cases.values()]) {
      if (!item.repairs.some((repair) => repair.turn.id === turn)) continue;
      this.#put({ ...item, repairs: item.repairs.filter((repair) => repair.turn.id !== turn) });
    }
  }

  /** The turn held, so what it repaired may be worth a rewrite. */
  #learnRepairs(item: TurnCase, at: Instant, out: Collected, home: HomeView): void {
    for (const { turn: first, how } of item.repairs) {
      const open = this.#open(first.id);
      const isAsked = first.decision.outcome === 'ask';
      if (!isAsked && open !== undefined && defectProbability(this.#known(open), home, this.#model) < learning.defectAt)
        continue;
      const pair = rewriteOf(first, item.turn, how, home);
      if (pair === undefined) continue;
      const learned = learnRepair({ pair, how, first }, this.#rewrites, home, at);
      const fresh = learned.filter((entry) =>
        out.rewrites.every((other) => !isSameEntry(other, entry) || makesWay(other, entry)),
      );
      out.rewrites.push(...fresh);
    }
  }
}

/** What the past tells of a turn until it is weighed. */
const UNKNOWN = new Float64Array(FAMILIAR_FEATURES.length);

function isSameEntry(a: RewriteEntry, b: RewriteEntry): boolean {
  return a.from === b.from && a.layer === b.layer && a.speaker === b.speaker && a.when === b.when;
}

/** A meaning given up for a room in this very step leaves its place to another one. */
function makesWay(other: RewriteEntry, entry: RewriteEntry): boolean {
  return other.status === 'retired' && other.when !== undefined && normalPhrase(other.to) !== normalPhrase(entry.to);
}

function isReplied(item: TurnCase): boolean {
  const kinds = ['answered', 'denied', 'abandoned', 'correction', 'rephrase', 'repetition'];
  return item.evidence.some((evidence) => kinds.includes(evidence.kind));
}
