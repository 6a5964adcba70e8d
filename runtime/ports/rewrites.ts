import type { RewriteEntry } from '../domain/context.ts';

/** The household's rewrites as learning sees them: it reads here, and gives back the entries that changed. */
export interface Rewrites {
  /** The entry of this layer, speaker and phrase, whatever its status. */
  find(layer: RewriteEntry['layer'], from: string, speaker: string | undefined): RewriteEntry | undefined;
  list(): readonly RewriteEntry[];
}
