import type { Word } from '../../runtime/domain/reading.ts';
import { splitWords } from '../../runtime/domain/words.ts';
import type { Inference, ModelOutput } from '../../runtime/ports/inference.ts';
import { tagWords } from '../data/example.ts';
import type { Labelled } from './episode.ts';

/** Sure beyond what calibration could take back. */
const SURE = 30;

/**
 * A network that reads the texts it was told of as an annotator marked them; every other text is the real one's.
 *
 * Embeddings are always the real network's.
 */
export class OracleInference implements Inference {
  readonly bundle: Inference['bundle'];
  readonly #real: Inference;
  readonly #known = new Map<string, Labelled>();

  constructor(real: Inference) {
    this.bundle = real.bundle;
    this.#real = real;
  }

  /** From now on this text is read like this. */
  tell(reading: Labelled): void {
    this.#known.set(keyOf(splitWords(reading.text)), reading);
  }

  async run(words: readonly Word[]): Promise<ModelOutput> {
    const real = await this.#real.run(words);
    const reading = this.#known.get(keyOf(words));
    if (reading === undefined) return real;
    const { intentLabels, domains, tags } = this.bundle;
    const marks = tagWords(reading.text, reading.spans);
    const tagScores = new Float32Array(words.length * tags.length).fill(-SURE);
    for (const [at, mark] of marks.entries()) tagScores[at * tags.length + Math.max(0, tags.indexOf(mark))] = SURE;
    return {
      intentLogits: oneHot(intentLabels, reading.intent),
      domainLogits: oneHot(domains, reading.domain),
      tagScores,
      embedding: real.embedding,
    };
  }

  async close(): Promise<void> {}
}

function oneHot(labels: readonly string[], label: string): Float32Array {
  return Float32Array.from(labels, (other) => (other === label ? SURE : -SURE));
}

function keyOf(words: readonly Word[]): string {
  return words.map((word) => word.text).join(' ');
}
