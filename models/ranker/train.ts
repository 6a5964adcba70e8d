import { type RankerModel, UNFITTED_RANKER } from '../../runtime/domain/rankerModel.ts';
import { FEATURE_NAMES } from '../../runtime/resolve/candidate.ts';
import { encodeRankerModel, parseRankerModel } from '../../runtime/resolve/rankerFile.ts';
import { decisionError, fitDecision, judged } from './calibrate.ts';
import type { Example } from './examples.ts';
import { fitRanker, judge } from './fit.ts';
import { matrixOf } from './matrix.ts';
import { addPairs, type Paired } from './pairs.ts';
import { PRIOR } from './prior.ts';

/** Fits the ranker on some homes and lets pairs of features prove themselves on others. */
export function trainRanker(
  fit: readonly Example[],
  proof: readonly Example[],
  seed: number,
  log: (line: string) => void,
): RankerModel {
  const fitted = matrixOf(fit);
  const proving = matrixOf(proof);
  const before = judge(
    proving,
    [],
    Float64Array.from(PRIOR, ({ weight }) => weight),
  );
  const alone = fitRanker(fitted, [], seed);
  const paired = addPairs(fitted, proving, alone, seed, log);
  const after = judge(proving, paired.pairs, paired.weights);
  log(
    `ranker: ${fitted.starts.length - 1} choices; on other homes right ${percent(before.accuracy)} → ${percent(after.accuracy)}, ` +
      `loss ${before.loss.toFixed(3)} → ${after.loss.toFixed(3)}`,
  );
  return quantised(modelOf(paired));
}

/** Fits how far a decision can be trusted, on moments of homes that the ranker was not fitted on. */
export function calibrated(
  ranker: RankerModel,
  everyday: readonly Example[],
  log: (line: string) => void,
): RankerModel {
  const model = quantised({ ...ranker, decision: fitDecision(judged(everyday, ranker)) });
  log(`decisions: ${everyday.length}, calibration error ${decisionError(everyday, model).toFixed(4)}`);
  return model;
}

/** The model as the runtime will read it: what is measured is what ships. */
function quantised(model: RankerModel): RankerModel {
  return parseRankerModel(encodeRankerModel(model));
}

function modelOf({ pairs, weights }: Paired): RankerModel {
  return {
    weights: Object.fromEntries(FEATURE_NAMES.map((name, i) => [name, weights[i] ?? 0])),
    pairs: pairs.map(([a, b], i) => ({
      first: FEATURE_NAMES[a] ?? '',
      second: FEATURE_NAMES[b] ?? '',
      weight: weights[FEATURE_NAMES.length + i] ?? 0,
    })),
    decision: UNFITTED_RANKER.decision,
  };
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
