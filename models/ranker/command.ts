import { BUNDLE_PARTS } from '../../runtime/adapters/onnx/bundleParts.ts';
import { OnnxInference } from '../../runtime/adapters/onnx/onnxInference.ts';
import type { RankerModel } from '../../runtime/domain/rankerModel.ts';
import { encodeRankerModel } from '../../runtime/resolve/rankerFile.ts';
import { writePart } from '../release/bundle.ts';
import { mayReplace, partInForce } from '../release/replacePart.ts';
import { awaySentences, everyday } from './everyday.ts';
import { examplesOf, Reader } from './examples.ts';
import { simulate } from './moments.ts';
import { calibrated, trainRanker } from './train.ts';
import { UNSEEN_HOMES, weighRanker } from './weigh.ts';
import { FIT_WORDS } from './words.ts';

/** Homes that the weights are fitted in; as a share of them, those where pairs prove themselves and where decisions are calibrated. */
export const RANKER_FIT_HOMES = 160;
const PROOF_SHARE = 3 / 8;
const EVERYDAY_SHARE = 1 / 2;

/**
 * Fits `ranker.json` on the network of a bundle folder and writes it there, unless the one in force is better in other homes. A
 * minute or two; the same seed gives the same file.
 *
 * @returns whether it was written.
 */
export async function rankerCommand(options: {
  readonly folder: string;
  readonly homes: number;
  /** In how many further homes it is weighed against the one in force. */
  readonly unseen?: number;
  readonly seed: number;
  readonly force: boolean;
  readonly log: (line: string) => void;
}): Promise<boolean> {
  const { folder, homes, unseen = UNSEEN_HOMES, seed, log } = options;
  const replacing = { ...options, name: 'ranker.json' } as const;
  const former = await partInForce(replacing);
  const inference = await OnnxInference.load(folder, BUNDLE_PARTS);
  try {
    const reader = new Reader(inference);
    log('ranker: simulating homes');
    const fit = await examplesOf(simulate(FIT_WORDS, 2 * seed, { homes, mixed: 40, pairs: 1 }), reader);
    const proving = { homes: Math.ceil(PROOF_SHARE * homes), mixed: 40, pairs: 1 };
    const proof = await examplesOf(simulate(FIT_WORDS, 2 * seed + 1, proving), reader);
    const ranker = trainRanker(fit, proof, seed, log);
    const lived = { homes: Math.ceil(EVERYDAY_SHARE * homes), mixed: 30, pairs: 0 };
    const away = awaySentences();
    const moments = everyday(simulate(FIT_WORDS, 2 * seed + 1, lived), away, seed);
    const model = calibrated(ranker, await examplesOf(moments, reader, ranker), log);
    if (former !== undefined) {
      const weigh = (one: RankerModel) => weighRanker(one, reader, away, unseen);
      if (!mayReplace(replacing, await weigh(former.ranker), await weigh(model), unseen)) return false;
    }
    writePart(folder, 'ranker.json', encodeRankerModel(model));
    log(`${folder}: ranker.json written`);
    return true;
  } finally {
    await inference.close();
  }
}
