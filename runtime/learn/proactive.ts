import type { HomeView, Question, Turn } from '../domain/context.ts';
import type { Verdict } from '../domain/decision.ts';
import { limits } from '../domain/limits.ts';
import { normalPhrase } from '../domain/phrase.ts';
import { DAY_MS, type Instant, MINUTE_MS } from '../domain/time.ts';
import { isHeeded } from '../domain/voice.ts';
import { minuteOfDayAt } from '../domain/zone.ts';
import type { Rewrites } from '../ports/rewrites.ts';
import { type AskingState, type Doubt, emptyState, type Replies, remembered } from './proactiveState.ts';
import { localDay, trustIn } from './proof.ts';
import { hasServed, heardPhrase } from './relate.ts';
import { isAboutMemory, isLearnable, standsAlone, takenText } from './rewritePair.ts';
import { isSensitive } from './sensitive.ts';

export const asking = {
  /** Nobody is asked anything before this hour and after that one, quiet hours or not; minutes of the local day. */
  fromMinute: 8 * 60,
  toMinute: 21 * 60,
  /** Failures, or ties settled alike, after which it is worth a question. */
  timesMin: 2,
  /** How long failures and ties are remembered. */
  memoryMs: 14 * DAY_MS,
  /** What an answer must be worth, in [0, 1]: 1 where a verdict could go either way. */
  worthMin: 0.74,
  /** Whose answer is not believed is not asked. */
  trustMin: 0.7,
  wakeMin: 0.8,
  /** A request that is hardly for the hub at all cannot be taught. */
  inScopeMin: 0.3,
  /** Failures within this time are one: said again and again, it failed once. */
  apartMs: MINUTE_MS,
  /** Who answers more seldom is not asked for a while; how often somebody does whom nobody asked yet, as answers of questions. */
  answersMin: 0.58,
  answersBefore: { asked: 3, answered: 2.4 },
} as const;

/** A turn with a question of the hub's own at its end, or the turn as it was. */
export interface Considered {
  readonly turn: Turn;
  readonly isAsked: boolean;
}

/**
 * Senses when one brief question would teach the hub most, and asks it: at most `limits.asksPerDayMax` a day, at a fitting time.
 *
 * Three moments: a request failed again (what should it do?), two readings tied again and the same was picked (always?), a turn
 * whose verdict could go either way (did I answer your question?). Pure: turns and verdicts in, turns out; its state is plain
 * JSON, to be kept by whoever runs it.
 */
export class Asker {
  #state: AskingState = emptyState();
  /** As it was last kept. */
  #kept: AskingState = this.#state;
  /** The last question, until it is known whether it was answered. */
  #waiting: { readonly turn: string; readonly who: string } | undefined;

  restore(state: unknown): void {
    this.#state = remembered(state);
    this.#kept = this.#state;
  }

  /** To be kept; what changes afterwards is told by `observe`. */
  state(): AskingState {
    this.#kept = this.#state;
    return this.#state;
  }

  clear(): void {
    this.#state = emptyState();
    this.#waiting = undefined;
  }

  /** Drops what holds this phrase; all of it where none is given. What was asked today stays counted. */
  forget(phrase: string | undefined): void {
    const said = ` ${normalPhrase(phrase ?? '')} `;
    const keep = (list: readonly Doubt[]): readonly Doubt[] =>
      list.filter(
        (one) =>
          phrase !== undefined && ![one.phrase, one.choice].some((text) => ` ${normalPhrase(text)} `.includes(said)),
      );
    const { failed, tied, unsure } = this.#state;
    this.#state = { ...this.#state, failed: keep(failed), tied: keep(tied), unsure: keep(unsure) };
  }

  /** What verdicts say of phrases: which fail, and which could not be told. True where there is something new to keep. */
  observe(settled: readonly { readonly turn: Turn; readonly verdict: Verdict }[], home: HomeView): boolean {
    for (const { turn, verdict } of settled) {
      const phrase = heardPhrase(turn);
      if (
        isAboutMemory(turn) ||
        !standsAlone(phrase) ||
        trustIn(turn, home) < asking.trustMin ||
        isSensitive(turn, home)
      )
        continue;
      // What came to nothing failed whether or not anybody minded, and was counted then; what nobody said to the hub is no request.
      if (verdict.failurePoint === 'falseWake') this.#drop('failed', phrase);
      else if (!cameToNothing(turn)) {
        if (verdict.defect && verdict.failurePoint !== 'result') this.#count('failed', { phrase, choice: '' }, turn.at);
        else if (!verdict.defect && hasServed(turn)) this.#drop('failed', phrase);
      }
      if (verdict.confidence < 0.75) this.#count('unsure', { phrase, choice: '' }, turn.at);
    }
    return this.#state !== this.#kept;
  }

  /** Adds a question to a turn that was just decided, where it is worth one. */
  consider(turn: Turn, home: HomeView, rewrites: Rewrites): Considered {
    this.#noteReply(turn);
    const tie = this.#noteTie(turn, home);
    const times = this.#noteFailure(turn, home);
    if (!this.#mayAsk(turn, home)) return { turn, isAsked: false };
    const question =
      this.#again(turn, times, rewrites) ?? (tie && this.#always(tie)) ?? this.#worth(turn, home, rewrites);
    if (question === undefined) return { turn, isAsked: false };
    const day = localDay(turn.at, home);
    this.#state = { ...this.#state, day, asked: this.#askedOn(day) + 1 };
    this.#waiting = { turn: turn.id, who: whoOf(turn) };
    this.#countReply(whoOf(turn), turn.at, { asked: 1, answered: 0 });
    return { turn: asked(turn, question), isAsked: true };
  }

  #mayAsk(turn: Turn, home: HomeView): boolean {
    if (!home.household.learning.enabled || turn.question?.kind === 'confirm') return false;
    if (this.#askedOn(localDay(turn.at, home)) >= limits.asksPerDayMax) return false;
    if ((turn.wakeConfidence ?? 1) < asking.wakeMin || trustIn(turn, home) < asking.trustMin) return false;
    const minute = minuteOfDayAt(turn.at, home.household.timezone);
    if (minute < asking.fromMinute || minute >= asking.toMinute || isWithin(home.household.policy.quietHours, minute))
      return false;
    return this.#answersOf(turn) >= asking.answersMin && !isSensitive(turn, home);
  }

  /** How probable it is that who spoke answers, by how it went of late. */
  #answersOf(turn: Turn): number {
    const { asked, answered } = asking.answersBefore;
    const known = this.#repliesOf(whoOf(turn), turn.at);
    return (answered + (known?.answered ?? 0)) / (asked + (known?.asked ?? 0));
  }

  #repliesOf(who: string, at: Instant): Replies | undefined {
    return this.#state.replies.find((one) => one.who === who && at - one.at <= asking.memoryMs);
  }

  #countReply(who: string, at: Instant, more: Pick<Replies, 'asked' | 'answered'>): void {
    const known = this.#repliesOf(who, at);
    const [asked, answered] = [(known?.asked ?? 0) + more.asked, (known?.answered ?? 0) + more.answered];
    const others = this.#state.replies.filter((one) => one.who !== who);
    this.#state = { ...this.#state, replies: [...others, { who, asked, answered, at }].slice(-limits.doubtsMax) };
  }

  /** Whether this answers what was asked last; what comes after it does so no more. */
  #noteReply(turn: Turn): void {
    const waiting = this.#waiting;
    if (waiting === undefined) return;
    const isRating = turn.effects.some((effect) => effect.type === 'rated' && effect.turn === waiting.turn);
    const isMeaning = turn.question?.lesson?.asks === 'consent';
    const isReply = isRating || isMeaning || turn.follows?.turn === waiting.turn;
    if (isReply) this.#countReply(waiting.who, turn.at, { asked: 0, answered: 1 });
    if (isReply || waiting.who === whoOf(turn)) this.#waiting = undefined;
  }

  #askedOn(day: number): number {
    return this.#state.day === day ? this.#state.asked : 0;
  }

  /** The same request came to nothing again: what should it do? */
  #again(turn: Turn, times: number, rewrites: Rewrites): Asked | undefined {
    const phrase = heardPhrase(turn);
    if (times < asking.timesMin || turn.trace.inScope < asking.inScopeMin) return undefined;
    if (rewrites.of(phrase).some((entry) => entry.status !== 'retired' && entry.layer !== 'global')) return undefined;
    this.#drop('failed', phrase);
    return {
      say: `What should I do when you say "${phrase}"?`,
      kind: 'lesson',
      lesson: { asks: 'meaning', phrase },
      what: 'lesson',
    };
  }

  /** A tie that was settled as before: always so? */
  #always(tie: Tie): Asked | undefined {
    if (tie.count < asking.timesMin || !isLearnable(tie.phrase, tie.meaning)) return undefined;
    this.#drop('tied', tie.phrase);
    const { phrase, meaning } = tie;
    return {
      say: `Shall I always take "${phrase}" as "${meaning}"?`,
      kind: 'lesson',
      lesson: { asks: 'consent', phrase, meaning },
      what: 'lesson',
    };
  }

  /** Where a yes or a no says most: a verdict that could go either way, a rewrite that is still on trial. */
  #worth(turn: Turn, home: HomeView, rewrites: Rewrites): Asked | undefined {
    const { outcome, intent } = turn.decision;
    if ((outcome !== 'act' && outcome !== 'answer') || turn.question !== undefined || turn.follows !== undefined)
      return undefined;
    if (intent === null || /^Hearth|^HassRespond|^HassNevermind/.test(intent) || !hasServed(turn)) return undefined;
    const phrase = heardPhrase(turn);
    // An answer that was taken for a request is said again rather than talked about.
    if (!hangsOn(turn, phrase, rewrites) || isReply(turn, home)) return undefined;
    if (worthOf(turn, rewrites, this.#find('unsure', phrase, turn.at)?.count ?? 0) < asking.worthMin) return undefined;
    this.#drop('unsure', phrase);
    const say = outcome === 'answer' ? 'Did I answer your question?' : 'Is that what you wanted?';
    return { say, kind: 'feedback', about: turn.id, what: 'feedback' };
  }

  /** How often these words have come to nothing by now; 0 where they did not. */
  #noteFailure(turn: Turn, home: HomeView): number {
    const phrase = heardPhrase(turn);
    if (!cameToNothing(turn) || !standsAlone(phrase) || trustIn(turn, home) < asking.trustMin) return 0;
    if (isReply(turn, home) || isAboutMemory(turn)) return 0;
    const known = this.#find('failed', phrase, turn.at);
    // What is said again at once would be asked about at once, and mostly says it itself.
    if (known !== undefined && turn.at - known.at < asking.apartMs) return 0;
    return this.#count('failed', { phrase, choice: '' }, turn.at);
  }

  /** An answer to "which one?" that was carried out, and how often these words were settled so. */
  #noteTie(turn: Turn, home: HomeView): Tie | undefined {
    if (turn.follows?.how !== 'answer' || turn.decision.outcome !== 'act' || turn.decision.targets.length !== 1)
      return undefined;
    const { follows } = turn;
    const first = home.conversation().findLast((one) => one.id === follows.turn);
    if (first?.question?.kind !== 'clarify' || !isHeeded(first, turn)) return undefined;
    if (isSensitive(turn, home) || isSensitive(first, home)) return undefined;
    const phrase = heardPhrase(first);
    const meaning = meantBy(first, turn, home);
    if (meaning === undefined || !standsAlone(phrase)) return undefined;
    const known = this.#find('tied', phrase, turn.at);
    // Who picks otherwise each time wants to be asked.
    if (known !== undefined && known.choice !== meaning) this.#drop('tied', phrase);
    return { phrase, meaning, count: this.#count('tied', { phrase, choice: meaning }, turn.at) };
  }

  #find(list: Lists, phrase: string, at: Instant): Doubt | undefined {
    return this.#state[list].find((one) => one.phrase === phrase && at - one.at <= asking.memoryMs);
  }

  #count(list: Lists, { phrase, choice }: Pick<Doubt, 'phrase' | 'choice'>, at: Instant): number {
    const count = (this.#find(list, phrase, at)?.count ?? 0) + 1;
    const others = this.#state[list].filter((one) => one.phrase !== phrase);
    this.#state = { ...this.#state, [list]: [...others, { phrase, choice, count, at }].slice(-limits.doubtsMax) };
    return count;
  }

  #drop(list: Lists, phrase: string): void {
    if (!this.#state[list].some((one) => one.phrase === phrase)) return;
    this.#state = { ...this.#state, [list]: this.#state[list].filter((one) => one.phrase !== phrase) };
  }
}

type Lists = 'failed' | 'tied' | 'unsure';

interface Tie {
  readonly phrase: string;
  readonly meaning: string;
  readonly count: number;
}

interface Asked extends Pick<Question, 'kind' | 'lesson' | 'about'> {
  readonly say: string;
  readonly what: 'lesson' | 'feedback';
}

function asked(turn: Turn, { say, what, ...question }: Asked): Turn {
  const { decision } = turn;
  return {
    ...turn,
    decision: {
      ...decision,
      // One question at a time: ours takes the place of one that only guessed.
      say: turn.question === undefined ? `${decision.say} ${say}`.trim() : say,
      alternatives: turn.question === undefined ? decision.alternatives : [],
      because: [
        ...decision.because.slice(0, limits.evidenceMax - 1),
        { signal: 'policy', detail: `asked of its own accord: ${what}`, weight: 0 },
      ],
    },
    question: {
      ...question,
      options: [],
      unasked: true,
      askedAt: turn.at,
      ...(turn.satellite !== undefined && { satellite: turn.satellite }),
      ...(turn.speaker !== undefined && { to: turn.speaker }),
    },
  };
}

/** Nothing was done, nothing was asked that a name would answer: a request that this home did not understand. */
function cameToNothing(turn: Turn): boolean {
  const { outcome } = turn.decision;
  if (turn.follows !== undefined || turn.question?.lesson !== undefined) return false;
  return (
    outcome === 'handoff' || (outcome === 'ask' && (turn.question === undefined || turn.trace.unmatched.length > 0))
  );
}

/** Said right after a question of ours: an answer that was not understood is no request. */
function isReply(turn: Turn, home: HomeView): boolean {
  const before = home.conversation().findLast((one) => one.satellite === turn.satellite && one.id !== turn.id);
  return before?.decision.outcome === 'ask' && turn.at - before.at <= limits.questionAgeMsMax;
}

/** The text that asked, with the thing that was picked by its name. */
function meantBy(first: Turn, second: Turn, home: HomeView): string | undefined {
  const text = takenText(first);
  const mentions = (first.trace.mentions ?? []).filter((mention) => mention.tag === 'target');
  const [mention] = mentions;
  const name = home.definition(second.decision.targets[0] ?? '')?.name;
  if (text === undefined || name === undefined || mention === undefined || mentions.length !== 1) return undefined;
  return text.split(mention.text).length === 2 ? text.replace(mention.text, () => name) : undefined;
}

/** Whether an answer would change what happens the next time: a rewrite is on trial, or one is waiting for a proof. */
function hangsOn(turn: Turn, phrase: string, rewrites: Rewrites): boolean {
  const { rewrite } = turn.trace;
  if (rewrite !== null) return rewrite.layer !== 'taught';
  return rewrites.of(phrase).some(({ status }) => status === 'candidate' || status === 'probation');
}

/** Whose answers are counted together. */
function whoOf({ speaker, satellite }: Pick<Turn, 'speaker' | 'satellite'>): string {
  return speaker ?? satellite ?? '';
}

/** What an answer would tell, in [0, 1]: 4·p·(1 − p) for the probability that the turn failed. */
function worthOf(turn: Turn, rewrites: Rewrites, unsure: number): number {
  const { confidence } = turn.decision;
  const applied = turn.trace.rewrite;
  const entry =
    applied === null
      ? undefined
      : rewrites.of(applied.from).find((one) => one.to === applied.to && one.layer !== 'taught');
  const isOnTrial = applied?.layer === 'retrieved' || entry?.status === 'probation';
  const defect = Math.max(1 - confidence, isOnTrial ? 0.25 : 0, unsure >= asking.timesMin ? 0.3 : 0);
  return 4 * defect * (1 - defect);
}

function isWithin(hours: { readonly from: string; readonly to: string } | undefined, minute: number): boolean {
  if (hours === undefined) return false;
  const of = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
  const [from, to] = [of(hours.from), of(hours.to)];
  return from <= to ? minute >= from && minute < to : minute >= from || minute < to;
}
