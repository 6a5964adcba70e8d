import type { RewriteEntry, SaidBefore } from '../domain/context.ts';

/** The household's rewrites as learning sees them: it reads here, and gives back the entries that changed. */
export interface Rewrites {
  /** The entry of this layer, speaker, phrase and moment (absent: any), whatever its status. */
  find(
    layer: RewriteEntry['layer'],
    from: string,
    speaker: string | undefined,
    when?: string,
  ): RewriteEntry | undefined;
  /** Every entry of this phrase. */
  of(from: string): readonly RewriteEntry[];
  list(): readonly RewriteEntry[];
  /** How these words, as they are, have fared when this person said them; undefined where they never did. */
  saidBefore(phrase: string, speaker: string | undefined): SaidBefore | undefined;
}
