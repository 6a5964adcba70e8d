import { type RankerModel, UNFITTED_RANKER } from '../../runtime/domain/rankerModel.ts';
import type { Hypothesis } from '../../runtime/domain/reading.ts';
import type { Inference } from '../../runtime/ports/inference.ts';
import type { Candidate } from '../../runtime/resolve/candidate.ts';
import { resolve } from '../../runtime/resolve/resolve.ts';
import { sceneOf } from '../../runtime/resolve/scene.ts';
import type { Scope } from '../../runtime/resolve/scope.ts';
import { understand } from '../../runtime/understand/understand.ts';
import { liveThrough, type Moment } from './moment.ts';

/** A moment as the runtime saw it: its own candidates with its own features, and which of them are what was meant. */
export interface Example {
  readonly moment: Moment;
  readonly candidates: readonly Candidate[];
  readonly right: readonly boolean[];
  readonly scope: Scope;
  readonly sureness: number;
}

/** Reads a text once, however many moments it is said in. */
export class Reader {
  readonly #inference: Inference;
  readonly #known = new Map<string, readonly Hypothesis[]>();

  constructor(inference: Inference) {
    this.#inference = inference;
  }

  async read({ text, heard = [{ text, confidence: 1 }] }: Moment): Promise<readonly Hypothesis[]> {
    const key = JSON.stringify(heard);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const read = await understand(heard, this.#inference);
    this.#known.set(key, read);
    return read;
  }
}

/** Runs the pipeline's own stages on a moment; undefined where they found no words in it. */
export async function exampleOf(moment: Moment, reader: Reader, ranker: RankerModel): Promise<Example | undefined> {
  const { home, circumstances, right } = moment;
  const context = liveThrough(home, circumstances);
  const { satellite, speaker } = circumstances;
  const who = { satellite, area: undefined, speaker };
  const scene = sceneOf(context, home.lexicon, await reader.read(moment), who);
  const resolution = resolve(scene, ranker);
  const clause = resolution?.clauses[0];
  if (resolution === undefined || clause === undefined) return undefined;
  const candidates = clause.ranked.map((one) => one.candidate);
  const { sureness } = resolution;
  return { moment, candidates, right: candidates.map(right), scope: clause.scope, sureness };
}

/** `ranker` chooses among the recogniser's texts, and puts the candidates in order. */
export async function examplesOf(
  moments: Iterable<Moment>,
  reader: Reader,
  ranker: RankerModel = UNFITTED_RANKER,
): Promise<Example[]> {
  const examples: Example[] = [];
  for (const moment of moments) {
    const example = await exampleOf(moment, reader, ranker);
    if (example !== undefined) examples.push(example);
  }
  return examples;
}
