import type { HomeView, Question, Turn } from '../domain/context.ts';
import type { Verdict } from '../domain/decision.ts';
import { limits } from '../domain/limits.ts';
import { normalPhrase } from '../domain/phrase.ts';
import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS } from '../domain/time.ts';
import { isHeeded } from '../domain/voice.ts';
import type { Rewrites } from '../ports/rewrites.ts';
import { cameToNothing, isFitting, repairedBy } from './proactiveMoment.ts';
import { answerChance, answering, countedReply, isWorthAsking, whoOf, withoutWords } from './proactiveReplies.ts';
import { type AskingState, type Doubt, emptyState, remembered } from './proactiveState.ts';
import { hangsOn, worthOf } from './proactiveWorth.ts';
import { localDay, trustIn } from './proof.ts';
import { hasServed, heardPhrase } from './relate.ts';
import { isAboutMemory, isIntoQuestion, isLearnable, isLoneWord, standsAlone, takenText } from './rewritePair.ts';
import { isSensitive } from './sensitive.ts';

export const asking = {
  /** Failures, or ties settled alike, after which it is worth a question. */
  timesMin: 2,
  /** How long failures and ties are remembered. */
  memoryMs: 14 * DAY_MS,
  /** Words that were asked about and answered for are left alone on the next day; where nobody answered, for `memoryMs`. */
  restMs: 36 * HOUR_MS,
  /** Whose words are not believed is not asked about. */
  trustMin: 0.7,
  /** A request that is hardly for the hub at all cannot be taught. */
  inScopeMin: 0.3,
  /** Nobody is asked what words mean that they hardly said. */
  heardMin: 0.6,
  /** Failures within this time are one: said again and again, it failed once. */
  apartMs: MINUTE_MS,
  /** What a lesson is worth that a second failure or tie calls for, and what after the first; see `isWorthAsking`. */
  worthAgain: 1,
  worthOnce: 0.35,
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
  #waiting: Waiting | undefined;

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

  /** Drops what holds this phrase; all of it, people's names included, where none is given. What was asked today stays counted. */
  forget(phrase: string | undefined): void {
    const said = ` ${normalPhrase(phrase ?? '')} `;
    const holds = (text: string): boolean => ` ${normalPhrase(text)} `.includes(said);
    const keep = (list: readonly Doubt[]): readonly Doubt[] =>
      list.filter((one) => phrase !== undefined && ![one.phrase, one.choice].some(holds));
    const { failed, tied, unsure, lately, replies } = this.#state;
    const kept = { failed: keep(failed), tied: keep(tied), unsure: keep(unsure), lately: keep(lately) };
    this.#state = { ...this.#state, ...kept, replies: phrase === undefined ? [] : withoutWords(replies, holds) };
    this.#waiting = undefined;
  }

  /** What verdicts say of phrases: which fail, and which could not be told. True where there is something new to keep. */
  observe(settled: readonly { readonly turn: Turn; readonly verdict: Verdict }[], home: HomeView): boolean {
    for (const { turn, verdict } of settled) {
      const phrase = heardPhrase(turn);
      if (isAboutMemory(turn) || !mayMean(phrase) || trustIn(turn, home) < asking.trustMin || isSensitive(turn, home))
        continue;
      // What came to nothing failed whether or not anybody minded, and was counted then; what nobody said, or nobody to the hub,
      // is no request that one could be asked about.
      if (verdict.failurePoint === 'falseWake' || verdict.failurePoint === 'asr') this.#drop('failed', phrase);
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
    const failure = this.#noteFailure(turn, home);
    const repair = this.#noteRepair(turn, home);
    if (!this.#mayAsk(turn, home)) return { turn, isAsked: false };
    const question =
      (failure && this.#again(turn, failure, rewrites)) ??
      (tie && this.#always(tie)) ??
      (repair && this.#meant(repair, rewrites)) ??
      this.#worth(turn, home, rewrites);
    if (question === undefined || !this.#pays(question, turn)) return { turn, isAsked: false };
    const day = localDay(turn.at, home);
    this.#drop(question.list, question.phrase);
    this.#count('lately', { phrase: question.phrase, choice: '' }, turn.at);
    this.#state = { ...this.#state, day, asked: this.#askedOn(day) + 1 };
    this.#await(turn, question.phrase);
    return { turn: asked(turn, question), isAsked: true };
  }

  #mayAsk(turn: Turn, home: HomeView): boolean {
    if (!home.household.learning.enabled || turn.question?.kind === 'confirm') return false;
    if (this.#askedOn(localDay(turn.at, home)) >= limits.asksPerDayMax) return false;
    return isFitting(turn, home) && !isSensitive(turn, home);
  }

  #pays({ worth, phrase, lesson }: Asked, turn: Turn): boolean {
    const chance = answerChance(this.#state.replies, whoOf(turn, phrase), turn.at);
    return isWorthAsking(worth, lesson?.asks === 'meaning' ? answering.inWords * chance : chance);
  }

  #await(turn: Turn, phrase: string): void {
    const who = whoOf(turn, phrase);
    this.#waiting = { turn: turn.id, at: turn.at, satellite: turn.satellite, who, phrase };
    this.#countReply(who, turn.at, { asked: 1, answered: 0 });
  }

  #countReply(who: readonly string[], at: Instant, more: { readonly asked: number; readonly answered: number }): void {
    this.#state = { ...this.#state, replies: countedReply(this.#state.replies, who, at, more) };
  }

  /** Whether this answers what was asked last; what comes after it does so no more. */
  #noteReply(turn: Turn): void {
    const waiting = this.#waiting;
    if (waiting === undefined) return;
    const isRating = turn.effects.some((effect) => effect.type === 'rated' && effect.turn === waiting.turn);
    const isOffer = turn.question?.unasked === true && turn.question.lesson?.asks === 'consent';
    const isAnswer = isRating || isOffer || turn.follows?.turn === waiting.turn;
    if (isAnswer) {
      this.#countReply(waiting.who, turn.at, { asked: 0, answered: 1 });
      this.#count('lately', { phrase: waiting.phrase, choice: 'answered' }, turn.at);
    }
    // An answer that was not heeded, since nobody could tell whose it was, is not that nobody answered.
    else if (isUnheeded(turn, waiting)) this.#countReply(waiting.who, turn.at, { asked: -1, answered: 0 });
    if (isAnswer || isUnheeded(turn, waiting) || waiting.who[0] === whoOf(turn, '')[0]) this.#waiting = undefined;
    // What was told is asked back: a question, too.
    if (isOffer) this.#await(turn, waiting.phrase);
  }

  #askedOn(day: number): number {
    return this.#state.day === day ? this.#state.asked : 0;
  }

  /** The same request came to nothing again, and nobody put it in other words the last time: what should it do? */
  #again(turn: Turn, { times, wasRepaired }: Failure, rewrites: Rewrites): Asked | undefined {
    const phrase = heardPhrase(turn);
    if (times < asking.timesMin || wasRepaired || turn.trace.inScope < asking.inScopeMin) return undefined;
    if ((turn.hypotheses[0]?.confidence ?? 1) < asking.heardMin || this.#isResting(phrase, turn.at)) return undefined;
    if (rewrites.of(phrase).some((entry) => entry.status !== 'retired' && entry.layer !== 'global')) return undefined;
    return {
      say: `What should I do when you say "${phrase}"?`,
      kind: 'lesson',
      lesson: { asks: 'meaning', phrase },
      what: 'lesson',
      worth: asking.worthAgain,
      phrase,
      list: 'failed',
    };
  }

  /** It came to nothing, and was then said in other words: do they mean the same? */
  #meant({ phrase, meaning, times, at }: Repaired, rewrites: Rewrites): Asked | undefined {
    if (this.#isResting(phrase, at)) return undefined;
    // What is in force already needs no yes, and what was refused gets no second question.
    if (rewrites.of(phrase).some(({ status, layer }) => layer !== 'global' && status !== 'candidate')) return undefined;
    return this.#consent(phrase, meaning, times < asking.timesMin ? asking.worthOnce : asking.worthAgain, 'failed');
  }

  #consent(phrase: string, meaning: string, worth: number, list: Lists): Asked {
    return {
      say: `Shall I always take "${phrase}" as "${meaning}"?`,
      kind: 'lesson',
      lesson: { asks: 'consent', phrase, meaning },
      what: 'lesson',
      worth,
      phrase,
      list,
    };
  }

  /** A tie that was settled as before: always so? */
  #always(tie: Tie): Asked | undefined {
    if (tie.count < asking.timesMin || !isLearnable(tie.phrase, tie.meaning)) return undefined;
    return this.#consent(tie.phrase, tie.meaning, asking.worthAgain, 'tied');
  }

  /** Where a yes or a no says most: a verdict that could go either way, a rewrite that is still on trial. */
  #worth(turn: Turn, home: HomeView, rewrites: Rewrites): Asked | undefined {
    const { outcome, intent } = turn.decision;
    if ((outcome !== 'act' && outcome !== 'answer') || turn.question !== undefined || turn.follows !== undefined)
      return undefined;
    if (intent === null || /^Hearth|^HassRespond|^HassNevermind/.test(intent) || !hasServed(turn)) return undefined;
    const phrase = heardPhrase(turn);
    // An answer that was taken for a request is said again rather than talked about.
    if (isIntoQuestion(turn, home) || !hangsOn(turn, phrase, rewrites)) return undefined;
    if (this.#isResting(phrase, turn.at)) return undefined;
    const worth = worthOf(turn, rewrites, (this.#find('unsure', phrase, turn.at)?.count ?? 0) >= asking.timesMin);
    const say = outcome === 'answer' ? 'Did I answer your question?' : 'Is that what you wanted?';
    return { say, kind: 'feedback', about: turn.id, what: 'feedback', worth, phrase, list: 'unsure' };
  }

  /** How often these words have come to nothing by now; undefined where they did not. */
  #noteFailure(turn: Turn, home: HomeView): Failure | undefined {
    const phrase = heardPhrase(turn);
    if (!cameToNothing(turn) || !mayMean(phrase) || trustIn(turn, home) < asking.trustMin) return undefined;
    if (isIntoQuestion(turn, home) || isAboutMemory(turn)) return undefined;
    const known = this.#find('failed', phrase, turn.at);
    // What is said again at once would be asked about at once, and mostly says it itself.
    if (known !== undefined && turn.at - known.at < asking.apartMs) return undefined;
    const times = this.#count('failed', { phrase, choice: '' }, turn.at);
    return { times, wasRepaired: known !== undefined && known.choice !== '' };
  }

  /** What came to nothing just now and was said in other words: kept, since who does so needs no asking the next time. */
  #noteRepair(turn: Turn, home: HomeView): Repaired | undefined {
    const pair = repairedBy(turn, home);
    const known = pair && this.#find('failed', pair.from, turn.at);
    if (pair === undefined || known === undefined) return undefined;
    const failed = this.#state.failed.map((one) => (one === known ? { ...one, choice: pair.to } : one));
    this.#state = { ...this.#state, failed };
    return { phrase: pair.from, meaning: pair.to, times: known.count, at: turn.at };
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

  /** Whether these words were asked about a short while ago. */
  #isResting(phrase: string, at: Instant): boolean {
    const last = this.#find('lately', phrase, at);
    return last !== undefined && (last.choice === '' || at - last.at < asking.restMs);
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

type Lists = 'failed' | 'tied' | 'unsure' | 'lately';

interface Waiting {
  readonly turn: string;
  readonly at: Instant;
  readonly satellite: string | undefined;
  readonly who: readonly string[];
  readonly phrase: string;
}

interface Failure {
  readonly times: number;
  /** The last time it was said in other words at once. */
  readonly wasRepaired: boolean;
}

interface Repaired {
  readonly phrase: string;
  readonly meaning: string;
  readonly times: number;
  readonly at: Instant;
}

interface Tie {
  readonly phrase: string;
  readonly meaning: string;
  readonly count: number;
}

interface Asked extends Pick<Question, 'kind' | 'lesson' | 'about'> {
  readonly say: string;
  readonly what: 'lesson' | 'feedback';
  /** What an answer is worth, in [0, 1]. */
  readonly worth: number;
  /** The words that it is about, and the list they stand in for as long as nobody was asked. */
  readonly phrase: string;
  readonly list: Lists;
}

/** A voice that was not told, at once and where it was asked, which was taken for no request. */
function isUnheeded(turn: Turn, { at, satellite }: Waiting): boolean {
  const isThere = turn.satellite === satellite && turn.at - at <= limits.unaskedAgeMsMax;
  return isThere && turn.speaker === undefined && turn.decision.outcome === 'ignore';
}

function asked(turn: Turn, { say, what, kind, lesson, about }: Asked): Turn {
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
      kind,
      ...(lesson !== undefined && { lesson }),
      ...(about !== undefined && { about }),
      options: [],
      unasked: true,
      askedAt: turn.at,
      ...(turn.satellite !== undefined && { satellite: turn.satellite }),
      ...(turn.speaker !== undefined && { to: turn.speaker }),
    },
  };
}

/** Whether somebody may mean something by these words alone. */
function mayMean(phrase: string): boolean {
  return standsAlone(phrase) || isLoneWord(phrase);
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
