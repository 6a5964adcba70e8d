import { tagWords } from '../data/example.ts';
import { normalise } from '../data/leakage.ts';
import { hashText } from '../data/random.ts';
import type { DataRecord } from '../data/read/records.ts';
import { bioTags, type LabelledText, type LabelSet } from '../train/labelSet.ts';

/** One public benchmark: its labels, what is trained on, and what is judged. */
export interface BenchmarkTask {
  readonly name: string;
  readonly labels: LabelSet;
  readonly train: readonly LabelledText[];
  /** Held out of training: temperatures and thresholds are fitted here. */
  readonly held: readonly LabelledText[];
  /** Held out as well, for the temperature of a judged part that is another kind of input than `held`; by its name. */
  readonly heldLike?: Readonly<Record<string, readonly LabelledText[]>>;
  /** Parts to judge, by name. */
  readonly tests: Readonly<Record<string, readonly LabelledText[]>>;
  /** Word error rate of judged recognitions, by the text's `source`. */
  readonly wer?: ReadonlyMap<string, number>;
  /** How often training sees each text. */
  readonly epochs: number;
  /** Weight of R-Drop: two copies of each text a step, where the set is small enough for twice the price. */
  readonly rDrop: number;
  /** Length of the adversarial step (`LossWeights`); 0 for none. */
  readonly adversarial: number;
  /** The benchmark whose network of seed 1 lends its encoder to start from; the original encoder where absent. */
  readonly startsFrom?: string;
  /** Where another value than the shipped recipe's was better on sentences held out. */
  readonly labelSmoothing?: number;
}

/** A record with its own labels; `domain` is whatever coarser label the source has. */
export function toText(record: DataRecord, domain: string | null, withSlots: boolean): LabelledText {
  const text = record.text ?? '';
  const spans = record.slots.map(({ type, start, end }) => ({ tag: type, start, end }));
  return {
    text,
    intent: record.intent,
    domain,
    tags: withSlots ? tagWords(text, spans) : null,
    source: record.id,
    weight: 1,
  };
}

/** The labels that these texts use, sorted: the same data gives the same heads. */
export function labelsIn(texts: readonly LabelledText[]): LabelSet {
  const sorted = (values: Iterable<string | null>) => [...new Set(values)].filter((one) => one !== null).sort();
  const kinds = texts.flatMap(({ tags }) => tags ?? []).flatMap((tag) => (tag === 'O' ? [] : [tag.slice(2)]));
  return {
    intents: sorted(texts.map(({ intent }) => intent)),
    domains: sorted(texts.map(({ domain }) => domain)),
    // The slot head keeps its shape where nothing is tagged: the native product refuses a single column.
    tags: bioTags(kinds.length === 0 ? ['span'] : sorted(kinds)),
  };
}

/** Each text once, and none that is forbidden; compared as data sets are. */
export function fresh<T extends { readonly text: string }>(texts: readonly T[], forbidden: ReadonlySet<string>): T[] {
  const seen = new Set(forbidden);
  return texts.filter(({ text }) => {
    const key = normalise(text);
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}

/** Texts for training: each once, and none that is judged or held out. Returns how many were taken out, too. */
export function withoutJudged(
  texts: readonly LabelledText[],
  judged: readonly LabelledText[],
): { kept: LabelledText[]; removed: number } {
  const forbidden = new Set(judged.map(({ text }) => normalise(text)));
  const removed = texts.filter(({ text }) => forbidden.has(normalise(text))).length;
  return { kept: fresh(texts, forbidden), removed };
}

/** Judged texts whose labels training knows; the others are counted as wrong by the caller. */
export function masked(texts: readonly LabelledText[], labels: LabelSet): LabelledText[] {
  return texts.map((text) => ({
    ...text,
    intent: text.intent !== null && labels.intents.includes(text.intent) ? text.intent : null,
    domain: text.domain !== null && labels.domains.includes(text.domain) ? text.domain : null,
    tags: text.tags?.every((tag) => labels.tags.includes(tag)) ? text.tags : null,
  }));
}

/** A share is held out, chosen by a hash of the text: the same on every machine. */
export function holdOut(texts: readonly LabelledText[], share: number): Pick<BenchmarkTask, 'train' | 'held'> {
  return {
    held: texts.filter(({ text }) => inShare(text, share)),
    train: texts.filter(({ text }) => !inShare(text, share)),
  };
}

/** A share of the texts, chosen by a hash of the text: the same on every machine. */
export function inShare(text: string, share: number): boolean {
  return (hashText(normalise(text)) >>> 8) / 2 ** 24 < share;
}
