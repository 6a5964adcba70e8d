import { splitWords } from '../../runtime/domain/words.ts';
import type { Inference } from '../../runtime/ports/inference.ts';
import { understand } from '../../runtime/understand/understand.ts';
import type { Example } from '../data/example.ts';
import { generate } from '../data/generate.ts';
import { isValidation, TRAINING_SEED } from '../data/split.ts';
import { sample } from './score.ts';

/** How the model reads the project's own generated sentences that were kept out of its training. */
export interface GeneratedScore {
  readonly sentences: number;
  readonly intentRight: number;
  /** Sentences with spans known; of these, those whose spans are all right. */
  readonly tagged: number;
  readonly spansRight: number;
}

/** Needs no data: sentence patterns are shared with training, sentences and their groups are not. */
export async function scoreGenerated(inference: Inference, limit: number): Promise<GeneratedScore> {
  const kept = generate(TRAINING_SEED).filter(
    ({ group, intent }) => intent !== null && isValidation(group, TRAINING_SEED),
  );
  const drawn = sample(kept, limit, 1);
  let [intentRight, tagged, spansRight] = [0, 0, 0];
  for (const example of drawn) {
    const [hypothesis] = await understand([{ text: example.text, confidence: 1 }], inference);
    const [clause, second] = hypothesis?.clauses ?? [];
    const whole = second === undefined ? clause : undefined;
    if (whole?.intents[0]?.label === example.intent) intentRight++;
    if (example.tags === null) continue;
    tagged++;
    if (whole !== undefined && spansOf(example) === whole.mentions.map(spanText).join()) spansRight++;
  }
  return { sentences: drawn.length, intentRight, tagged, spansRight };
}

function spanText({ tag, from, to }: { readonly tag: string; readonly from: number; readonly to: number }): string {
  return `${tag} ${from}-${to}`;
}

/** The spans of BIO tags, written like those of mentions. */
function spansOf({ text, tags }: Example): string {
  const spans: { tag: string; from: number; to: number }[] = [];
  const words = splitWords(text).length;
  for (const [at, tag] of (tags ?? []).slice(0, words).entries()) {
    const open = spans.at(-1);
    if (tag.startsWith('B-')) spans.push({ tag: tag.slice(2), from: at, to: at + 1 });
    else if (tag.startsWith('I-') && open !== undefined) open.to = at + 1;
  }
  return spans.map(spanText).join();
}
