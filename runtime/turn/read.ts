import type { HomeView } from '../domain/context.ts';
import type { AppliedRewrite } from '../domain/decision.ts';
import type { UtteranceEvent } from '../domain/event.ts';
import type { Inference } from '../ports/inference.ts';
import { decide } from '../resolve/decide.ts';
import type { Lexicon } from '../resolve/lexicon.ts';
import type { OwnRanker } from '../resolve/ownRanker.ts';
import { resolve } from '../resolve/resolve.ts';
import { sceneOf } from '../resolve/scene.ts';
import type { HeardTexts } from '../rewrite/apply.ts';
import type { RewriteTable } from '../rewrite/table.ts';
import { understand } from '../understand/understand.ts';
import { withoutChatter } from './deeds.ts';
import type { Read } from './doubt.ts';

/** Who said it, and where: what a text is read by, besides the home. */
export type Speaking = Pick<UtteranceEvent, 'satellite' | 'area' | 'speaker' | 'wakeConfidence'>;

/** What some texts mean in this home, and how sure that is; undefined where there is not one word. */
export async function readTexts(
  texts: HeardTexts,
  rewrite: AppliedRewrite | null,
  { satellite, area, speaker, wakeConfidence }: Speaking,
  home: HomeView,
  {
    inference,
    ranker,
    lexicon,
  }: { readonly inference: Inference; readonly ranker: OwnRanker; readonly lexicon: Lexicon },
): Promise<Read | undefined> {
  const model = ranker.model(home);
  const scene = sceneOf(home, lexicon, await understand(texts, inference), { satellite, area, speaker });
  const heardAs = resolve(scene, model);
  if (heardAs === undefined) return undefined;
  const resolution = withoutChatter(heardAs);
  const choices = resolution.clauses.map((clause) =>
    decide(clause.ranked, clause.scope, wakeConfidence, resolution.sureness, model.decision),
  );
  return { scene, resolution, choices, rewrite };
}

/** Words within an utterance, with what this voice's own words stand for. */
export function knownAs(text: string, speaker: string | undefined, rewrites: Pick<RewriteTable, 'lookup'>): HeardTexts {
  const known = rewrites.lookup(text, speaker === undefined ? {} : { speaker });
  return [{ text: known?.entry.to ?? text, confidence: 1 }];
}
