import type { HomeView } from '../domain/context.ts';
import { limits } from '../domain/limits.ts';
import type { Reading } from '../domain/reading.ts';
import type { TypedLesson } from '../householdMemory.ts';
import type { Inference } from '../ports/inference.ts';
import type { Choice } from '../resolve/decide.ts';
import { Lexicon } from '../resolve/lexicon.ts';
import type { OwnRanker } from '../resolve/ownRanker.ts';
import type { RewriteTable } from '../rewrite/table.ts';
import { understand } from '../understand/understand.ts';
import { knownAs, readTexts } from './read.ts';
import { isTalk, type PartsRead, partsRead, unfitOf } from './unfit.ts';

interface Readers {
  readonly inference: Inference;
  readonly rewrites: Pick<RewriteTable, 'lookup'>;
}

/** No conversation is led there: what is typed goes on with nothing that was said. */
const SATELLITE = 'hearth teach';

/** Why this home would not learn a typed lesson if it had been said, in words for the person; undefined where it would. */
export async function unfitInHome(
  { phrase, meaning, speaker }: TypedLesson,
  home: HomeView,
  { inference, rewrites, ranker }: Readers & { readonly ranker: OwnRanker },
): Promise<string | undefined> {
  if (isTooLong(phrase, meaning)) return undefined;
  const readers = { inference, ranker, lexicon: new Lexicon(home) };
  const where = { satellite: SATELLITE, ...(speaker !== undefined && { speaker }) };
  const choicesOf = async (text: string): Promise<readonly Choice[]> =>
    (await readTexts(knownAs(text, speaker, rewrites), null, where, home, readers))?.choices ?? [];
  const parts = { phrase: await choicesOf(phrase), meaning: await choicesOf(meaning) };
  return unfitOf(phrase, meaning, partsRead(parts));
}

/** The same where no home is known: by what the network makes of the words alone. */
export async function unfitAnywhere(
  { phrase, meaning, speaker }: TypedLesson,
  { inference, rewrites }: Readers,
): Promise<string | undefined> {
  if (isTooLong(phrase, meaning)) return undefined;
  const read = async (text: string): Promise<readonly Reading[]> => {
    const [heard] = await understand(knownAs(text, speaker, rewrites), inference);
    return heard?.clauses ?? [];
  };
  const [ofPhrase, ofMeaning] = [await read(phrase), await read(meaning)];
  const parts: PartsRead = {
    isRequest: ofPhrase.length > 0 && ofPhrase.every((one) => sureOf(one) === 'request'),
    isPossible: ofMeaning.length > 0 && !ofMeaning.some((one) => sureOf(one) === 'nothing'),
  };
  return unfitOf(phrase, meaning, parts);
}

/** Refused for its length, in so many words, by what would keep it; there is nothing to read in it. */
function isTooLong(...texts: readonly string[]): boolean {
  return texts.some((text) => text.length > limits.phraseCharactersMax);
}

function sureOf({ intents, inScope }: Reading): 'request' | 'nothing' | undefined {
  const [best] = intents;
  // Rather talk, or another agent's, than anything that any home could do.
  if (best === undefined || inScope < 0.5) return 'nothing';
  if (best.probability * inScope < limits.orderConfidenceMin) return undefined;
  const isOther = best.label === 'Handoff' || best.label === 'Ignore';
  return isOther || (isTalk(best.label) && best.label !== 'HassRespond') ? 'nothing' : 'request';
}
