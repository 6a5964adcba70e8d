import type { Change, HomeView, RewriteEntry, SaidBefore, Turn } from '../domain/context.ts';
import type { Verdict } from '../domain/decision.ts';
import type { BargeInEvent, FeedbackEvent, OutcomeEvent } from '../domain/event.ts';
import { limits } from '../domain/limits.ts';
import type { Instant } from '../domain/time.ts';
import type { Rewrites } from '../ports/rewrites.ts';
import { awaitedBy, hasAnswered, isSetBack, reaches } from './devices.ts';
import {
  type DefectEvidence,
  defectProbability,
  type EvidenceKind,
  isSettled,
  type TurnCase,
  withEvidence,
} from './evidence.ts';
import { failurePointOf } from './failurePoint.ts';
import { reactionTo } from './reactions.ts';
import { learnRepair } from './rewriteLife.ts';
import { rewriteOf } from './rewritePair.ts';
import { settleTurn } from './rewriteSettle.ts';
import { evidenceWeights, learning } from './weights.ts';

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
 * Every call first settles what has become due by then. Open cases live in memory: a restart forgets them, never what was learned.
 */
export class Learner {
  readonly #rewrites: Rewrites;
  /** Oldest first; open ones, and settled ones that a later turn may still rephrase. */
  readonly #cases = new Map<string, TurnCase>();

  constructor(rewrites: Rewrites) {
    this.#rewrites = rewrites;
  }

  /** An utterance was decided, and its commands sent. */
  observeTurn(turn: Turn, home: HomeView): LearnOutput {
    return this.#step(turn.at, home, (out) => {
      const repairs: { turn: Turn; how: 'rephrase' | 'correction' }[] = [];
      let between = 0;
      for (const item of [...this.#cases.values()].reverse()) {
        const reaction = reactionTo(item, turn, between);
        if (item.turn.satellite === turn.satellite) between++;
        if (reaction === undefined) continue;
        if (reaction.repairs !== undefined) repairs.push({ turn: item.turn, how: reaction.repairs });
        if (item.defect === undefined) this.#add(item.turn.id, reaction.evidence, out, home);
      }
      const awaited = awaitedBy(turn, home);
      const opened = { turn, evidence: [], awaited, commanded: awaited.size, reached: new Set<string>(), repairs };
      // A second turn under an id that is taken (a satellite that counts from one again) goes last, as the newest.
      this.#cases.delete(turn.id);
      this.#cases.set(turn.id, opened);
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
          const soon = change.at - item.turn.at <= learning.soonMs;
          const logOdds = soon ? evidenceWeights.handSoon : evidenceWeights.handLater;
          this.#add(item.turn.id, { kind: 'reversalByHand', logOdds, at: change.at }, out, home);
        } else if (reaches(item, change)) {
          const awaited = new Map([...item.awaited].filter(([entity]) => entity !== change.entity));
          this.#put({ ...item, awaited, reached: new Set([...item.reached, change.entity]) });
          if (awaited.size === 0 && item.commanded > 0) this.#fulfil(item.turn.id, change.at, out, home);
        }
      }
    });
  }

  observeBargeIn(event: BargeInEvent, home: HomeView): LearnOutput {
    return this.#step(event.at, home, (out) => {
      const outcome = this.#open(event.of)?.turn.decision.outcome;
      const logOdds = outcome === 'act' ? evidenceWeights.bargeInAct : evidenceWeights.bargeInAnswer;
      this.#add(event.of, { kind: 'bargeIn', logOdds, at: event.at }, out, home);
    });
  }

  observeFeedback(event: FeedbackEvent, home: HomeView): LearnOutput {
    const kind = event.value === 'negative' ? 'negativeRating' : 'positiveRating';
    return this.#step(event.at, home, (out) => {
      this.#add(event.of, { kind, logOdds: evidenceWeights[kind], at: event.at }, out, home);
    });
  }

  /** The handler of an intent reported; one that succeeded makes a success a little likelier. */
  observeOutcome(event: OutcomeEvent, home: HomeView): LearnOutput {
    const kind: EvidenceKind = event.ok ? 'fulfilled' : 'handlerError';
    return this.#step(event.at, home, (out) => {
      this.#add(event.of, { kind, logOdds: evidenceWeights[kind], at: event.at }, out, home);
    });
  }

  /** Time passed: devices that should have answered by now did not, and silence is acceptance. */
  advance(now: Instant, home: HomeView): LearnOutput {
    return this.#step(now, home, () => undefined);
  }

  /** Drops every open case; for "forget everything". */
  clear(): void {
    this.#cases.clear();
  }

  #step(at: Instant, home: HomeView, react: (out: Collected) => void): LearnOutput {
    const out: Collected = { verdicts: [], rewrites: [], defects: [], settled: [], history: [] };
    if (!home.household.learning.enabled) {
      this.clear();
      return out;
    }
    this.#settleDue(at, out, home);
    react(out);
    return out;
  }

  #settleDue(now: Instant, out: Collected, home: HomeView): void {
    for (const item of [...this.#cases.values()]) {
      const { turn } = item;
      const { question } = turn;
      if (item.defect !== undefined) {
        if (now - turn.at > learning.quietMs) this.#cases.delete(turn.id);
        continue;
      }
      if (item.awaited.size > 0 && now - turn.at >= learning.echoes * limits.echoMsMax)
        this.#noteSilentDevices(item, now, out, home);
      const isAsking = question !== undefined && question.unasked !== true;
      if (isAsking && now - question.askedAt > limits.questionAgeMsMax && !isReplied(item)) {
        this.#add(turn.id, { kind: 'unanswered', logOdds: evidenceWeights.unanswered, at: now }, out, home);
      }
      const still = this.#open(turn.id);
      if (still !== undefined && now - turn.at >= learning.quietMs) this.#settle(still, now, out, home);
      if (now - turn.at > learning.quietMs && this.#open(turn.id) === undefined) this.#cases.delete(turn.id);
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
    const logOdds = evidenceWeights.unresponsive * (silent.length / item.commanded);
    this.#add(item.turn.id, { kind: 'unresponsive', logOdds, at: now }, out, home);
  }

  #fulfil(turn: string, at: Instant, out: Collected, home: HomeView): void {
    this.#add(turn, { kind: 'fulfilled', logOdds: evidenceWeights.fulfilled, at }, out, home);
  }

  #open(turn: string): TurnCase | undefined {
    const item = this.#cases.get(turn);
    return item?.defect === undefined ? item : undefined;
  }

  #put(item: TurnCase): void {
    this.#cases.set(item.turn.id, item);
  }

  #add(turn: string, evidence: DefectEvidence, out: Collected, home: HomeView): void {
    const item = this.#open(turn);
    if (item === undefined) return;
    const after = withEvidence(item, evidence);
    this.#put(after);
    if (isSettled(after)) this.#settle(after, evidence.at, out, home);
  }

  #settle(open: TurnCase, at: Instant, out: Collected, home: HomeView): void {
    const quiet = open.evidence.every((item) => item.kind === 'fulfilled' || item.kind === 'followedUp');
    const item = quiet ? withEvidence(open, { kind: 'silence', logOdds: evidenceWeights.silence, at }) : open;
    const probability = defectProbability(item);
    const defect = probability >= learning.defectAt;
    const verdict: Verdict = {
      of: item.turn.id,
      at,
      defect,
      evidence: item.evidence.map((evidence) => evidence.kind),
      failurePoint: defect ? failurePointOf(item.turn, item.evidence) : 'none',
      confidence: Math.round((defect ? probability : 1 - probability) * 1e4) / 1e4,
    };
    this.#put({ ...item, defect });
    if (!defect) this.#withdrawRepairsOf(item.turn.id);
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
      if (open !== undefined && defectProbability(open) < learning.defectAt) continue;
      const pair = rewriteOf(first, item.turn, how, home);
      if (pair === undefined) continue;
      const learned = learnRepair({ pair, how, first }, this.#rewrites, home, at);
      out.rewrites.push(...learned.filter((entry) => !out.rewrites.some((other) => isSameEntry(other, entry))));
    }
  }
}

function isSameEntry(a: RewriteEntry, b: RewriteEntry): boolean {
  return a.from === b.from && a.layer === b.layer && a.speaker === b.speaker && a.when === b.when;
}

function isReplied(item: TurnCase): boolean {
  const kinds = ['answered', 'denied', 'abandoned', 'correction', 'rephrase', 'repetition'];
  return item.evidence.some((evidence) => kinds.includes(evidence.kind));
}
