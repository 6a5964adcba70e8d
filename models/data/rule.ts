import type { IntentLabel, TargetDomain } from '../../runtime/domain/intent.ts';

/** Sentences that mean the same thing, in the notation of grammar.ts. */
export interface Rule {
  /** Null for compound commands: their clauses are labelled, the whole is not. */
  readonly intent: IntentLabel | null;
  /** Absent: what the words of the sentence say ("@light"), unknown where they say nothing. */
  readonly domain?: TargetDomain | null;
  /** How many sentences to make of this rule, before scaling. */
  readonly share: number;
  readonly say: readonly string[];
}

/** A table of rules about one subject. */
export interface Topic {
  readonly name: string;
  readonly rules: readonly Rule[];
}
