import type { AppliedRewrite, Decision, Slots } from './decision.ts';
import type { EntityDefinition, EntityId, EntityState, Order } from './entity.ts';
import type { Household } from './household.ts';
import type { Intent, SlotTag } from './intent.ts';
import type { Instant } from './time.ts';

/** The home at one moment, as every stage reads it. The mirror behind it changes only between turns. */
export interface HomeView {
  readonly now: Instant;
  readonly household: Household;
  /** Rises whenever entities, names, areas or the household file change: what an index over them is keyed by. */
  readonly definitionsVersion: number;
  definitions(): Iterable<EntityDefinition>;
  definition(id: EntityId): EntityDefinition | undefined;
  /** Undefined where nothing was ever reported. */
  state(id: EntityId): EntityState | undefined;
  /** Newest first, at most `limits.recentChangesMax`. */
  recentChanges(): readonly Change[];
  /** Oldest first, the last `limits.conversationTurnsMax` of each satellite. */
  conversation(): readonly Turn[];
  /** Whether the firmware ever named a speaker here, however long ago and whatever was erased since. */
  readonly tellsVoices: boolean;
  habit(query: HabitQuery): Habit | undefined;
  preferences(speaker: string | undefined): readonly Preference[];
  /** What is done most often here by this person, or by anybody; most often first, at most `count`. */
  usual(speaker: string | undefined, count: number): readonly Usual[];
  /** Names that were given by voice. */
  names(): readonly TaughtName[];
}

/** A change of state, and who caused it. */
export interface Change {
  readonly entity: EntityId;
  readonly from: string | undefined;
  readonly to: string;
  readonly at: Instant;
  /** The turn whose command this follows, or nobody we know: a person's hand, an automation, the device. */
  readonly turn?: string;
}

/** How often this home did this to this entity: at this hour, on this kind of day, after what just happened. */
export interface HabitQuery {
  readonly entity: EntityId;
  readonly service: string;
  readonly at: Instant;
  readonly speaker?: string;
}
export interface Habit {
  /** Times in all, decayed. */
  readonly count: number;
  /** Share of those within two hours of this time of day, in [0, 1]. */
  readonly hourShare: number;
  /** Share of the count that is this speaker's own, in [0, 1]; absent where nobody is known. */
  readonly own?: number;
  /** The recent event ("sensor.alarm: ringing") that it follows most, and the share that followed it. */
  readonly after?: { readonly event: string; readonly share: number };
}

/** A deed that is usual at an hour, or after an event. */
export interface Usual {
  readonly entity: EntityId;
  readonly service: string;
  /** Minutes after local midnight, to a quarter of an hour. */
  readonly minute: number;
  readonly days: 'weekday' | 'weekend' | 'any';
  readonly after?: string;
  /** Times, decayed to now. */
  readonly count: number;
}

export interface Preference {
  /** "music", "team", "food"… */
  readonly category: string;
  readonly value: string;
  readonly person?: string;
  readonly at: Instant;
}

/** What a person was asked and how an answer is to be read. */
export interface Question {
  readonly kind: 'confirm' | 'clarify' | 'slot' | 'lesson' | 'feedback';
  readonly askedAt: Instant;
  readonly satellite?: string;
  /** Who was asked; absent where nobody was recognised. */
  readonly to?: string;
  /** The plans that an answer picks from; a yes to `confirm` does them all. None for `lesson`, `feedback` and what only makes lasting. */
  readonly options: readonly Plan[];
  /** For `slot`: the slot whose value is missing. */
  readonly slot?: string;
  /** For `lesson`: what was told so far, and what is asked for next. */
  readonly lesson?: Lesson;
  /** For `feedback`: the turn that was asked about. */
  readonly about?: string;
  /** The hub asked of its own accord. */
  readonly unasked?: boolean;
  /** For `confirm`: what a yes makes lasting, where it is no plan. */
  readonly effects?: readonly Effect[];
}

/** A lesson under way: what the next answer is taken for. */
export interface Lesson {
  /**
   * What is asked for: the meaning of `phrase`, the phrase to teach, what somebody likes of `category`, or whether `phrase` is
   * always to mean `meaning`.
   */
  readonly asks: 'meaning' | 'phrase' | 'preference' | 'consent';
  readonly phrase?: string;
  readonly meaning?: string;
  readonly category?: string;
  /** Categories that are still to be asked for. */
  readonly left?: readonly string[];
}

/** One fully resolved interpretation: what would be done. */
export interface Plan {
  readonly intent: Intent;
  readonly slots: Slots;
  readonly targets: readonly EntityId[];
  readonly orders: readonly Order[];
  readonly via?: string;
  /** Its command for later was read in this home, and nobody would have to confirm it. */
  readonly harmless?: true;
}

/** One turn of conversation, as it is remembered. */
export interface Turn {
  readonly id: string;
  readonly at: Instant;
  readonly satellite?: string;
  readonly area?: string;
  readonly speaker?: string;
  readonly wakeConfidence?: number;
  /** What was heard, best first. */
  readonly hypotheses: readonly { readonly text: string; readonly confidence: number }[];
  readonly decision: Decision;
  readonly plans: readonly Plan[];
  /** Those of the targets that the answer named, where it looked at more: what "it" means afterwards. */
  readonly named?: readonly EntityId[];
  /** The states of the targets before the commands, for "undo". */
  readonly before: readonly {
    readonly entity: EntityId;
    readonly state: string;
    readonly attributes: EntityState['attributes'];
  }[];
  readonly question?: Question;
  readonly effects: readonly Effect[];
  /** The earlier turn that this one answers, carries on, corrects or undoes. */
  readonly follows?: { readonly turn: string; readonly how: 'answer' | 'continue' | 'correct' | 'undo' };
  readonly trace: TurnTrace;
}

/** What the stages saw, kept for failure point isolation and `hearth doctor`. */
export interface TurnTrace {
  /** Index of the hypothesis that was taken. */
  readonly hypothesis: number;
  /** Share of the n-best whose best intent agrees with the one taken. */
  readonly agreement: number;
  readonly intentProbability: number;
  readonly inScope: number;
  /** Score of the best candidate less that of the second. */
  readonly margin: number;
  /** Share of the recogniser's confidence on texts that come to the same deed. */
  readonly sureness?: number;
  /** How well each text that was read makes sense at this moment: natural log of a share, at most 0; in the texts' order. */
  readonly sense?: readonly number[];
  /** Probability of the best intent less that of the second. */
  readonly intentLead?: number;
  /** Of the likeliest kind of thing. */
  readonly domainProbability?: number;
  /** The least sure mention's confidence; absent where there is none. */
  readonly tagging?: number;
  /** What the best candidate was ranked by, where it is not 0. */
  readonly features?: { readonly [name: string]: number };
  /** Mentions that named nothing in this home. */
  readonly unmatched: readonly string[];
  /** The mentions of the reading that was taken, as they stood in the text: what uplink/ must not let out. */
  readonly mentions?: readonly { readonly tag: SlotTag; readonly text: string }[];
  readonly rewrite: AppliedRewrite | null;
  /** Keys of the moment, the most telling first ("room=kitchen"): what rewrites that hold only then are found by. */
  readonly moment?: readonly string[];
  /** Unit length, [512]; absent where the model was not asked. */
  readonly embedding?: Float32Array;
}

/** What a turn makes lasting; written in the same transaction as the decision, before it is acknowledged. */
export type Effect =
  | { readonly type: 'teachPhrase'; readonly phrase: string; readonly meaning: string; readonly speaker?: string }
  /** The hub's own question was answered: a learned rewrite, which must prove itself. */
  | { readonly type: 'learnPhrase'; readonly entry: RewriteEntry }
  | { readonly type: 'teachName'; readonly name: string; readonly entity: EntityId }
  | {
      readonly type: 'forget';
      readonly phrase?: string;
      readonly category?: string;
      /** With `category` or `value`: whose preference; absent is everybody's. */
      readonly person?: string;
      /** The preference for this, in whatever category. */
      readonly value?: string;
      readonly scope?: 'phrase' | 'everything';
      /** Who says so, '' where nobody was recognised: what is another person's own stays. Absent is the whole household. */
      readonly by?: string;
    }
  | { readonly type: 'preference'; readonly category: string; readonly value: string; readonly person?: string }
  | { readonly type: 'undone'; readonly turn: string }
  /** The person said how an earlier turn had been. */
  | { readonly type: 'rated'; readonly turn: string; readonly value: 'positive' | 'negative' };

/** A way of saying something that this home understands as something else. */
export interface RewriteEntry {
  readonly from: string;
  readonly to: string;
  readonly layer: 'taught' | 'personal' | 'global';
  readonly status: 'candidate' | 'probation' | 'active' | 'retired';
  readonly wins: number;
  readonly losses: number;
  readonly speaker?: string;
  /** The moment it holds for, a key of `TurnTrace.moment`; absent is any. One entry a layer, phrase, speaker and moment. */
  readonly when?: string;
  /** How the same words fared without it; counts fade like `wins` and `losses`. */
  readonly plain?: { readonly wins: number; readonly losses: number };
  /** What bore it out: local days (numbered from 1970), moments, and who or which satellite; bounded lists. */
  readonly proof?: Proof;
  readonly createdAt: Instant;
  readonly usedAt?: Instant;
}

/** Where the evidence for a learned rewrite came from. */
export interface Proof {
  readonly days: readonly number[];
  readonly by: readonly string[];
  readonly moments: readonly string[];
  /** It began as the answer to a question of the hub's own. */
  readonly asked?: boolean;
}

/** Words that were said here with success: what an utterance that means nothing is compared with. */
export interface SaidBefore {
  /** As texts are compared (`normalPhrase`). */
  readonly phrase: string;
  /** As it was said. */
  readonly text: string;
  readonly speaker?: string;
  readonly intent: Intent | null;
  readonly targets: readonly EntityId[];
  /** Decayed to `lastAt`. */
  readonly wins: number;
  readonly losses: number;
  readonly lastAt: Instant;
  /** The sentence embedding, scaled so that its largest value is 127, [512]. */
  readonly vector?: Int8Array;
}

/** A name that this home gave to an entity by voice. */
export interface TaughtName {
  readonly name: string;
  readonly entity: EntityId;
  readonly createdAt: Instant;
}
