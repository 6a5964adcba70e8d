import type { FailurePoint, Outcome, Slots } from '../../runtime/domain/decision.ts';
import type { IntentLabel, SlotTag, TargetDomain } from '../../runtime/domain/intent.ts';
import type { Relation } from '../../runtime/domain/learningModel.ts';

/** A line of a replay file, as it is sent. */
export type EventLine = { readonly type: string; readonly at: string } & { readonly [field: string]: unknown };

/** What the replay contract prints of a decision, as far as a person can notice it or a judge needs it. */
export interface DecisionLine {
  readonly type: 'decision';
  readonly id: string;
  readonly at: string;
  readonly outcome: Outcome;
  readonly intent: string | null;
  readonly slots: Slots;
  readonly targets: readonly string[];
  readonly commands: readonly { readonly topic: string; readonly payload: string }[];
  readonly say: string;
  readonly rewrite: {
    readonly from: string;
    readonly to: string;
    readonly layer: string;
    readonly score: number;
  } | null;
  readonly confidence: number;
  readonly alternatives: readonly {
    readonly intent: string;
    readonly slots: Slots;
    readonly targets: readonly string[];
  }[];
  readonly because: readonly { readonly signal: string; readonly detail: string; readonly weight: number }[];
}
export interface VerdictLine {
  readonly type: 'verdict';
  readonly of: string;
  readonly at: string;
  readonly defect: boolean;
  readonly evidence: readonly string[];
  readonly failurePoint: FailurePoint;
  readonly confidence: number;
}
export type OutputLine = DecisionLine | VerdictLine | { readonly type: 'signal' | 'state' | 'file' };

/** How a turn stands to an earlier one. */
export interface TrueRelation {
  /** The turn it speaks of; for other people and new requests the turn just before. */
  readonly to: string;
  readonly kind: Relation;
}

/** A text with what an annotator would mark in it. */
export interface Labelled {
  readonly text: string;
  readonly intent: IntentLabel;
  readonly domain: TargetDomain;
  /** Offsets into `text`, end exclusive. */
  readonly spans: readonly { readonly tag: SlotTag; readonly start: number; readonly end: number }[];
}

/** What the person wanted, as something that a judge can look for in the home and in the answer. */
export type Wanted =
  /** These entities, and none other, are to be in these states afterwards. */
  | { readonly kind: 'states'; readonly states: { readonly [entity: string]: StateWish } }
  /** One of these intents about exactly these entities (none: whichever), with these slots among the decision's. */
  | {
      readonly kind: 'deed';
      readonly intents: readonly string[];
      /** Each of the decision's targets is one of these, and there is one at least; absent: none are looked at. */
      readonly among?: readonly string[];
      readonly slots?: Slots;
      /** Nothing in the home may change. */
      readonly isQuestion?: boolean;
    }
  /** Another agent's business, or what this home cannot do: nothing may change. */
  | { readonly kind: 'elsewhere' }
  /** Talk about the talk: a yes, a no, a lesson; the home stays as it is, or `or` comes about. */
  | { readonly kind: 'talk'; readonly or?: Wanted }
  /** Nobody spoke to the hub. */
  | { readonly kind: 'nothing' };
export interface StateWish {
  readonly state?: string;
  /** Per attribute the value, or the least and the most. */
  readonly attributes?: { readonly [name: string]: string | number | readonly [number, number] };
}

/** What is known of a turn because it was staged. */
export interface Truth {
  readonly type: 'truth';
  /** The utterance's id. */
  readonly of: string;
  readonly person: string;
  readonly addressed: boolean;
  /** What was really said, with an annotator's marks; null marks: words that only this household gives a meaning. */
  readonly said: string;
  readonly labelled: Labelled | null;
  /** The same wish in plain words and with the names that the home gave its things. */
  readonly plain: string;
  /** The goal that the turn served; a rephrase shares its first turn's. */
  readonly goal: string;
  readonly wanted: Wanted;
  /** The goal's intent, and the kind of thing it is about. */
  readonly intent: IntentLabel;
  readonly domain: TargetDomain;
  /** Devices that did not do as they were told at that moment. */
  readonly faulty: readonly string[];
  /** All states just before; turns between which nothing changed share one object. */
  readonly before: {
    readonly [entity: string]: {
      readonly state: string;
      readonly attributes: { readonly [name: string]: string | number };
    };
  };
  /** States that earlier, wrong turns of the goal took from things: putting them back is no harm. */
  readonly restore: { readonly [entity: string]: string };
  /** How the turn stands to what came before it within two minutes. */
  readonly relation: TrueRelation | null;
  /** The hub did what was wanted in this turn. */
  readonly reached: boolean;
  /** A question whose answer led to what was wanted, or would have: not to answer it is no fault of the hub's. */
  readonly recovered: boolean;
  /** Not reached, not recovered from, and no wish that the home could not have served. */
  readonly defect: boolean;
  /** By counterfactual repair; absent until `labelFailurePoints` has run. */
  readonly failurePoint?: FailurePoint;
  /** What the same moment came to without learned rewrites; only where one was applied. */
  readonly reachedWithout?: boolean;
  /** Why the words were chosen, for reading transcripts: "plain", "ownName", "petPhrase", "colloquial", "elliptic", "talk". */
  readonly wording: string;
  /** 0 for the first try at a goal. */
  readonly attempt: number;
}

export interface EpisodeTurn {
  readonly event: EventLine;
  readonly decision: DecisionLine;
  readonly verdict?: VerdictLine;
  readonly truth: Truth;
}
/** What one household lived through: every event in order, and the truth of its turns. */
export interface Episode {
  readonly household: string;
  readonly part: Part;
  readonly seed: number;
  readonly days: number;
  readonly events: readonly EventLine[];
  readonly turns: readonly EpisodeTurn[];
}

/** Learned models are fitted on one and judged on the other; their people, names, phrases and recordings never meet. */
export type Part = 'train' | 'judge';

/** A hub, wherever it runs: applies one event and gives the decision of an utterance; verdicts come when they come. */
export interface HubDriver {
  send(event: EventLine): Promise<readonly OutputLine[]>;
  /** Ends the replay; what was still to be said. */
  end(): Promise<readonly OutputLine[]>;
}
