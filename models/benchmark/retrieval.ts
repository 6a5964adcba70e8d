import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { InferenceSession, type Tensor } from 'onnxruntime-node';
import { splitWords } from '../../runtime/domain/words.ts';
import { encodeWords } from '../../runtime/understand/encode.ts';
import { type PieceEntry, SentencePieces, UNKNOWN_PIECE } from '../../runtime/understand/sentencepiece.ts';
import { normalise } from '../data/leakage.ts';
import { readRecords } from '../data/read/records.ts';
import { spreadOf } from '../evaluate/table/figures.ts';
import { type FlatNetwork, type Precision, writeOnnx } from '../release/onnxNetwork.ts';
import { feedsOf } from '../release/sessionScore.ts';
import { defaultSizes, initialise, layout, part, totalSize } from '../train/parameters.ts';
import { Random } from '../train/random.ts';
import { readTrained } from '../train/trainedFile.ts';
import { loadEncoder, readUseLite, spokenPieces } from '../train/useLite.ts';
import { readList, writeList } from './keptList.ts';
import { cosines, type Recall, recallAmong, sampleRows, toUnitLength, type Vectors } from './nearest.ts';
import { fresh } from './task.ts';
import { applyMap, fitWithinClass } from './withinClass.ts';

/** What a sentence is compared by, and how much each counts; chosen on CLINC150's validation part. */
const VIEWS = { embedding: 1, pooled: 1, words: 0.6 } as const;
type View = keyof typeof VIEWS;
/** By view. */
type Seen = Readonly<Record<View, Vectors>>;
const VIEW_NAMES = Object.keys(VIEWS) as readonly View[];
const SAMPLE = 1000;
const DRAWS = 20;
/** Chosen on CLINC150's validation part with the frozen encoder, between 0.3 and 0.5. */
const REST = 0.5;

/** How well a sentence's nearest neighbour shares its intent; shares in [0, 1]. */
export interface RetrievalFigures {
  /** All 4,500 test sentences in scope, each looked for among all the others. */
  readonly all: Recall;
  /** The same within 1,000 random ones: mean over 20 draws, and their standard deviation. */
  readonly sampled: Recall & { readonly sd: number; readonly draws: number };
}

/**
 * Figures of one network: of its embedding as it comes, and of all that it says of a sentence, each part after a map learned
 * from other sets' intents: the embedding, the encoder's mean output, and the mean of its word pieces' vectors.
 */
export interface RetrievalResult {
  /** `frozen`: the encoder before any training; else a network trained on a benchmark other than CLINC150. */
  readonly network: string;
  readonly precision: Precision;
  readonly plain: RetrievalFigures;
  readonly mapped: RetrievalFigures;
}

interface Labelled {
  readonly text: string;
  readonly label: string;
}

/**
 * Same-intent retrieval on CLINC150's test part by the sentence embedding's cosine, CLINC150's labels never seen.
 *
 * The map is learned from the intents of HWU64, SLURP devel and a quarter of SNIPS. Measures the frozen encoder and the
 * networks that `--set hwu64Alone` left in `cacheDir`, in both precisions, and keeps the figures in `file`.
 *
 * @throws Error where such a network started from another one, since that may have been CLINC150's.
 */
export async function measureRetrieval(options: {
  readonly dataDir: string;
  readonly cacheDir: string;
  readonly file: string;
  readonly seeds: readonly number[];
  readonly force: boolean;
  readonly log: (line: string) => void;
}): Promise<void> {
  const test = readRecords(join(options.dataDir, 'clinc150_full.jsonl'))
    .filter((one) => one.split === 'test')
    .map((one): Labelled => ({ text: one.text ?? '', label: String(one.intent) }));
  const taught = otherIntents(options.dataDir, new Set(test.map(({ text }) => normalise(text))));
  const networks = ['frozen', ...options.seeds.map((seed) => `hwu64Alone-${seed}`)];
  for (const name of networks) {
    if (name !== 'frozen' && !existsSync(join(options.cacheDir, name, 'facts.json'))) {
      options.log(`retrieval: ${name} is not trained yet (--set hwu64Alone)`);
      continue;
    }
    for (const precision of ['fp32', 'int8'] as const) {
      const known = readRetrieval(options.file).some((one) => one.network === name && one.precision === precision);
      if (known && !options.force) continue;
      const network = name === 'frozen' ? await frozen() : trainedNetwork(join(options.cacheDir, name));
      const embed = (texts: readonly Labelled[]) => embedAll(network, precision, texts);
      const result = measure(name, precision, { test, own: await embed(test), taught, theirs: await embed(taught) });
      keep(options.file, result);
      options.log(describeRetrieval(result));
    }
  }
}

/** One line of figures. */
export function describeRetrieval({ network, precision, plain, mapped }: RetrievalResult): string {
  const percent = (share: number) => (100 * share).toFixed(1);
  const inWords = ({ all, sampled }: RetrievalFigures) =>
    `all R@1 ${percent(all.at1)} R@5 ${percent(all.at5)}, of ${SAMPLE} R@1 ${percent(sampled.at1)} ± ${percent(sampled.sd)} R@5 ${percent(sampled.at5)}`;
  return `retrieval ${network} ${precision}: ${inWords(plain)}; mapped: ${inWords(mapped)}`;
}

/** The figures kept so far. Throws where the file is no list of them. */
export function readRetrieval(file: string): RetrievalResult[] {
  return readList(file, 'retrieval figures') as RetrievalResult[];
}

function keep(file: string, result: RetrievalResult): void {
  const others = readRetrieval(file).filter(
    (one) => one.network !== result.network || one.precision !== result.precision,
  );
  const all = [...others, result].sort(
    (a, b) => a.network.localeCompare(b.network) || a.precision.localeCompare(b.precision),
  );
  writeList(file, all);
}

function otherIntents(dataDir: string, judged: ReadonlySet<string>): Labelled[] {
  const of = (name: string, set: string, every = 1) =>
    readRecords(join(dataDir, name))
      .filter((one, i) => i % every === 0 && one.text !== null && one.intent !== null)
      .map((one): Labelled => ({ text: one.text as string, label: `${set} ${one.intent}` }));
  // HWU64 and SLURP name their intents alike.
  const texts = [
    ...of('hwu64.jsonl', 'hwu64'),
    ...of('slurp_devel.jsonl', 'hwu64'),
    ...of('snips_train_full.jsonl', 'snips', 4),
  ];
  return fresh(texts, judged);
}

interface Embedded {
  readonly test: readonly Labelled[];
  readonly own: Seen;
  readonly taught: readonly Labelled[];
  readonly theirs: Seen;
}

function measure(network: string, precision: Precision, { test, own, taught, theirs }: Embedded): RetrievalResult {
  for (const view of VIEW_NAMES) {
    toUnitLength(own[view]);
    toUnitLength(theirs[view]);
  }
  const intents = taught.map(({ label }) => label);
  const parts = VIEW_NAMES.map((view) => {
    const mapped = applyMap(own[view], fitWithinClass(theirs[view], intents, REST));
    toUnitLength(mapped);
    return { ...mapped, weight: VIEWS[view] };
  });
  const mapped = beside(parts, test.length);
  toUnitLength(mapped);
  const labels = test.map(({ label }) => label);
  return { network, precision, plain: figuresOf(own.embedding, labels), mapped: figuresOf(mapped, labels) };
}

/** Rows next to each other: their product is the weighted sum of the parts' products. */
function beside(parts: readonly (Vectors & { readonly weight: number })[], rows: number): Vectors {
  const width = parts.reduce((sum, part) => sum + part.width, 0);
  const values = new Float32Array(rows * width);
  let from = 0;
  for (const part of parts) {
    const scale = Math.sqrt(part.weight);
    for (let row = 0; row < rows; row++) {
      for (let i = 0; i < part.width; i++)
        values[row * width + from + i] = scale * (part.values[row * part.width + i] as number);
    }
    from += part.width;
  }
  return { width, values };
}

function figuresOf(vectors: Vectors, labels: readonly string[]): RetrievalFigures {
  const similar = cosines(vectors);
  const random = new Random(1);
  const draws = Array.from({ length: DRAWS }, () =>
    recallAmong(similar, labels, sampleRows(labels.length, Math.min(SAMPLE, labels.length), random)),
  );
  const at1 = spreadOf(draws.map((one) => one.at1));
  const at5 = spreadOf(draws.map((one) => one.at5));
  const all = recallAmong(similar, labels, Array.from(labels.keys()));
  return { all, sampled: { at1: at1.mean, at5: at5.mean, sd: at1.sd, draws: DRAWS } };
}

type Network = FlatNetwork & { readonly vocabulary: readonly PieceEntry[] };

async function frozen(): Promise<Network> {
  const use = await readUseLite();
  const kept = spokenPieces(use.vocabulary);
  const vocabulary = kept.map((id) => use.vocabulary[id] as PieceEntry);
  const sizes = defaultSizes(vocabulary.length, { intents: ['none'], domains: ['none'], tags: ['O'] });
  const parameters = layout(sizes);
  const values = new Float32Array(totalSize(parameters));
  initialise(parameters, values, new Random(1));
  loadEncoder(use, kept, parameters, values);
  return { sizes, parameters, values, vocabulary };
}

function trainedNetwork(folder: string): Network {
  const { runs, ...network } = readTrained(folder);
  if (runs.some(({ from }) => from !== undefined))
    throw new Error(`${folder} started from another network, which may have seen CLINC150's labels: train it anew`);
  return network;
}

async function embedAll(network: Network, precision: Precision, texts: readonly Labelled[]): Promise<Seen> {
  const session = await InferenceSession.create(writeOnnx(network, precision, true), {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    logSeverityLevel: 3,
  });
  const pieces = new SentencePieces(network.vocabulary);
  const { embed, model } = network.sizes;
  const empty = (width: number): Vectors => ({ width, values: new Float32Array(width * texts.length) });
  const seen = { embedding: empty(model), pooled: empty(model), words: empty(embed) };
  const meanOf = pieceMeans(network);
  for (const [row, { text }] of texts.entries()) {
    const words = splitWords(text);
    if (words.length === 0) continue;
    const encoded = encodeWords(words, pieces);
    const out = await session.run(feedsOf(encoded), ['embedding', 'pooled']);
    seen.embedding.values.set((out.embedding as Tensor).data as Float32Array, row * model);
    seen.pooled.values.set((out.pooled as Tensor).data as Float32Array, row * model);
    seen.words.values.set(meanOf(encoded.ids), row * embed);
  }
  await session.release();
  return seen;
}

/** How rare a piece must be to count by half (S. Arora et al. 2017, equation 3), and what an unknown one counts. */
const HALF_COUNTED = 1e-3;
const UNKNOWN_COUNTS = 0.2;

/** Mean of a sentence's piece vectors, the commoner the less they count. */
function pieceMeans({ parameters, values, vocabulary, sizes: { embed } }: Network): (ids: Int32Array) => Float32Array {
  const table = part(parameters, values, 'pieces');
  const weights = vocabulary.map(([, score], id) =>
    id === UNKNOWN_PIECE ? UNKNOWN_COUNTS : HALF_COUNTED / (HALF_COUNTED + Math.exp(score)),
  );
  return (ids) => {
    const mean = new Float32Array(embed);
    for (const id of ids) {
      const weight = weights[id] as number;
      for (let i = 0; i < embed; i++) mean[i] = (mean[i] as number) + weight * (table[id * embed + i] as number);
    }
    return mean;
  };
}
