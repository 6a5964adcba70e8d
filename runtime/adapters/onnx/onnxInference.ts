import { readFileSync } from 'node:fs';
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { HearthError } from '../../domain/errors.ts';
import type { Word } from '../../domain/reading.ts';
import type { Inference, ModelBundle, ModelOutput } from '../../ports/inference.ts';
import { encodeWords } from '../../understand/encode.ts';
import type { SentencePieces } from '../../understand/sentencepiece.ts';
import { readBundle } from './bundleFile.ts';
import type { PartName } from './bundleParts.ts';

/**
 * The library, loaded with its telemetry off: from 1.30 on it would write an event database and look its maker's collector up.
 *
 * It reads the switch when it is loaded, so it cannot be imported before.
 */
async function loadLibrary(): Promise<typeof import('onnxruntime-node')> {
  process.env.ORT_DISABLE_TELEMETRY = '1';
  return await import('onnxruntime-node');
}

/** A hub has little memory and one utterance at a time: one thread, no arena that keeps the most ever used. */
function sessionOptions(): InferenceSession.SessionOptions {
  return {
    executionProviders: ['cpu'],
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    enableCpuMemArena: false,
    enableMemPattern: false,
    logSeverityLevel: 3,
    ...(sumsSaturate() ? { extra: { session: { x64quantprecision: '1' } } } : {}),
  };
}

/**
 * Whether this processor would cut off sums of unsigned with signed bytes: x86 without VNNI. There the library is told
 * to be exact, which takes twice as long, so that every hub reads the same words the same way.
 */
function sumsSaturate(): boolean {
  if (process.arch !== 'x64') return false;
  try {
    return !/\bflags\b.*vnni/.test(readFileSync('/proc/cpuinfo', 'utf8'));
  } catch {
    return true;
  }
}

/** The network of a bundle folder, run by ONNX Runtime in this process. */
export class OnnxInference implements Inference {
  readonly bundle: ModelBundle;
  private readonly pieces: SentencePieces;
  private readonly session: InferenceSession;
  private readonly library: typeof import('onnxruntime-node');

  private constructor(
    bundle: ModelBundle,
    pieces: SentencePieces,
    session: InferenceSession,
    library: typeof import('onnxruntime-node'),
  ) {
    this.library = library;
    this.bundle = bundle;
    this.pieces = pieces;
    this.session = session;
  }

  /**
   * Reads and checks a bundle folder and readies its network. `without` as `readBundle` has it.
   *
   * @throws HearthError `bad-bundle` for a missing or damaged file, `bundle-mismatch` for a bundle of another program.
   */
  static async load(folder: string, without: readonly PartName[] = []): Promise<OnnxInference> {
    const { bundle, modelPath, pieces } = await readBundle(folder, without);
    const library = await loadLibrary();
    let session: InferenceSession;
    try {
      session = await library.InferenceSession.create(modelPath, sessionOptions());
    } catch (cause) {
      throw new HearthError('bad-bundle', `the network in ${folder} cannot be loaded`, cause);
    }
    const inference = new OnnxInference(bundle, pieces, session, library);
    await inference.assertShapes(folder);
    return inference;
  }

  async run(words: readonly Word[]): Promise<ModelOutput> {
    const { ids, first, last } = encodeWords(words, this.pieces);
    if (first.length === 0) throw new RangeError('no words to run');
    const out = await this.session.run({
      ids: new this.library.Tensor('int32', ids, [ids.length]),
      first: new this.library.Tensor('int32', first, [first.length]),
      last: new this.library.Tensor('int32', last, [last.length]),
    });
    return {
      intentLogits: floats(out.intents),
      domainLogits: floats(out.domains),
      tagScores: floats(out.tags),
      embedding: floats(out.embedding),
    };
  }

  async close(): Promise<void> {
    await this.session.release();
  }

  /** One run of one word: shows that the network's outputs are as wide as the manifest's label lists. */
  private async assertShapes(folder: string): Promise<void> {
    const { intentLogits, domainLogits, tagScores } = await this.run([{ text: 'hello', start: 0, end: 5 }]);
    const { intentLabels, domains, tags } = this.bundle;
    const fits =
      intentLogits.length === intentLabels.length &&
      domainLogits.length === domains.length &&
      tagScores.length === tags.length;
    if (!fits) throw new HearthError('bad-bundle', `the network in ${folder} does not fit its manifest`);
  }
}

function floats(tensor: Tensor | undefined): Float32Array {
  if (tensor === undefined) throw new HearthError('bad-bundle', 'the network lacks an output');
  return tensor.data as Float32Array;
}
