import { OnnxInference } from '../../runtime/adapters/onnx/onnxInference.ts';
import { encodeRankerModel } from '../../runtime/resolve/rankerFile.ts';
import { writePart } from '../release/bundle.ts';
import { awaySentences, everyday } from './everyday.ts';
import { examplesOf, Reader } from './examples.ts';
import { simulate } from './moments.ts';
import { calibrated, trainRanker } from './train.ts';
import { FIT_WORDS } from './words.ts';

const FIT = { homes: 160, mixed: 40, pairs: 1 };
const PROOF = { homes: 60, mixed: 40, pairs: 1 };
const EVERYDAY = { homes: 80, mixed: 30, pairs: 0 };

/** Fits `ranker.json` on the network of a bundle folder and writes it there. A minute or two; the same seed gives the same file. */
export async function rankerCommand(options: {
  readonly folder: string;
  readonly seed: number;
  readonly log: (line: string) => void;
}): Promise<void> {
  const { folder, seed, log } = options;
  const inference = await OnnxInference.load(folder, ['ranker.json', 'learning.json', 'rewrites.json']);
  try {
    const reader = new Reader(inference);
    log('ranker: simulating homes');
    const fit = await examplesOf(simulate(FIT_WORDS, 2 * seed, FIT), reader);
    const proof = await examplesOf(simulate(FIT_WORDS, 2 * seed + 1, PROOF), reader);
    const ranker = trainRanker(fit, proof, seed, log);
    const moments = everyday(simulate(FIT_WORDS, 2 * seed + 1, EVERYDAY), awaySentences(), seed);
    const model = calibrated(ranker, await examplesOf(moments, reader, ranker), log);
    writePart(folder, 'ranker.json', encodeRankerModel(model));
    log(`${folder}: ranker.json written`);
  } finally {
    await inference.close();
  }
}
