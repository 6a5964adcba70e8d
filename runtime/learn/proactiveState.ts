import type { Instant } from '../domain/time.ts';

/** A phrase that failed, tied or could not be judged, and how often. */
export type Doubt = {
  readonly phrase: string;
  /** For a tie: what was picked; for a failure: what was said instead; for a question: 'answered'; '' where nothing was. */
  readonly choice: string;
  readonly count: number;
  readonly at: Instant;
};

/** How often somebody was asked, and answered: of late counts most, so these are fractions. */
export type Replies = {
  /** See `whoOf`. */
  readonly who: string;
  readonly asked: number;
  readonly answered: number;
  readonly at: Instant;
};

/** What the hub's own questions rest on; plain JSON. */
export type AskingState = {
  /** The local day of the last question, and how many were asked on it. */
  readonly day: number;
  readonly asked: number;
  readonly failed: readonly Doubt[];
  readonly tied: readonly Doubt[];
  readonly unsure: readonly Doubt[];
  /** Words that were asked about. */
  readonly lately: readonly Doubt[];
  readonly replies: readonly Replies[];
};

export function emptyState(): AskingState {
  return { day: -1, asked: 0, failed: [], tied: [], unsure: [], lately: [], replies: [] };
}

/** The state that was kept; what is none of it is as if it had not been. */
export function remembered(value: unknown): AskingState {
  if (typeof value !== 'object' || value === null) return emptyState();
  const { day, asked, failed, tied, unsure, lately, replies } = value as { [name in keyof AskingState]?: unknown };
  return {
    day: typeof day === 'number' ? day : -1,
    asked: typeof asked === 'number' ? asked : 0,
    failed: doubts(failed),
    tied: doubts(tied),
    unsure: doubts(unsure),
    lately: doubts(lately),
    replies: Array.isArray(replies) ? replies.filter(isReplies) : [],
  };
}

function doubts(value: unknown): readonly Doubt[] {
  return Array.isArray(value) ? value.filter(isDoubt) : [];
}

function isDoubt(value: unknown): value is Doubt {
  if (typeof value !== 'object' || value === null) return false;
  const { phrase, choice, count, at } = value as { [name in keyof Doubt]?: unknown };
  return (
    [phrase, choice].every((one) => typeof one === 'string') && [count, at].every((one) => typeof one === 'number')
  );
}

function isReplies(value: unknown): value is Replies {
  if (typeof value !== 'object' || value === null) return false;
  const { who, asked, answered, at } = value as { [name in keyof Replies]?: unknown };
  return typeof who === 'string' && [asked, answered, at].every((one) => typeof one === 'number');
}
