import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { MANIFEST_FILE, readBundle } from '../../runtime/adapters/onnx/bundleFile.ts';
import { BUNDLE_PARTS } from '../../runtime/adapters/onnx/bundleParts.ts';
import { SentencePieces } from '../../runtime/understand/sentencepiece.ts';
import type { Example } from '../data/example.ts';
import type { Sample } from '../train/batch.ts';
import { fitCalibration } from '../train/fit.ts';
import { shippedLabels } from '../train/labelSet.ts';
import { layout } from '../train/parameters.ts';
import { packSamples, sampleAt } from '../train/samples.ts';
import { type Figures, figuresOf } from '../train/score.ts';
import type { TrainedFacts } from '../train/trainedFile.ts';
import { scoreOf, writeBundle } from './bundle.ts';
import { labelsOf } from './labels.ts';
import { writeOnnx } from './onnxNetwork.ts';
import { scoreModel } from './sessionScore.ts';
import { splitWeights } from './splitWeights.ts';
import { worstOf } from './weakness.ts';

/** The outcome of writing a release. */
export interface Release {
  readonly figures: Figures;
  readonly written: boolean;
}

/**
 * Quantises a trained network, calibrates it on held-out sentences and writes the bundle to `into`, which is to take
 * `folder`'s place once its parts are fitted; without it, at once.
 *
 * What ships is what is measured: all figures and the calibration come from the int8 model. Unless `force` is set, nothing is
 * written where the bundle in `folder` does better on the same held-out sentences.
 *
 * @throws Error where what lies in `folder` cannot be judged, so that nobody knows whether it is better.
 */
export async function release(
  trained: TrainedFacts & { readonly values: Float32Array },
  validation: readonly Example[],
  options: { folder: string; into?: string; force: boolean; log: (line: string) => void },
): Promise<Release> {
  const { log } = options;
  const network = { sizes: trained.sizes, parameters: layout(trained.sizes), values: trained.values };
  const labels = labelsOf(network);
  const { samples, kept } = samplesOf(validation, new SentencePieces(trained.vocabulary));
  const full = await scoreModel(writeOnnx(network, 'fp32'), samples, labels);
  log(`fp32       ${summary(figuresOf(full, { intent: 1, domain: 1 }))}`);
  const model = writeOnnx(network, 'int8');
  const scored = await scoreModel(model, samples, labels);
  log(`int8       ${summary(figuresOf(scored, { intent: 1, domain: 1 }))}`);
  const calibration = fitCalibration(scored);
  const figures = figuresOf(scored, {
    intent: calibration.intentTemperature,
    domain: calibration.domainTemperature,
  });
  log(`calibrated ${summary(figures)}`);
  log(
    `temperatures ${calibration.intentTemperature.toFixed(3)} ${calibration.domainTemperature.toFixed(3)}, scope ${JSON.stringify(calibration.scope)}`,
  );
  for (const line of worstOf(scored, kept, labels)) log(line);
  const before = options.force ? null : await shippedScore(options.folder, validation);
  const score = scoreOf(figures);
  if (before !== null && before > score) {
    log(
      `not written: on the same held-out sentences the bundle in ${options.folder} scores ${before.toFixed(4)}, ` +
        `this one ${score.toFixed(4)} (--force)`,
    );
    return { figures, written: false };
  }
  const into = options.into ?? options.folder;
  writeBundle(into, { network: splitWeights(model), labels, calibration, facts: trained, figures }, options.folder);
  log(`${into}: ${(model.length / 1e6).toFixed(2)} MB model, score ${score.toFixed(4)}`);
  return { figures, written: true };
}

/** What the bundle in a folder scores on these sentences; null where there is none. Throws where it cannot be judged. */
async function shippedScore(folder: string, validation: readonly Example[]): Promise<number | null> {
  if (!existsSync(join(folder, MANIFEST_FILE))) return null;
  try {
    const { bundle, modelPath, pieces } = await readBundle(folder, BUNDLE_PARTS);
    const { samples } = samplesOf(validation, pieces);
    return scoreOf(figuresOf(await scoreModel(modelPath, samples, bundle), { intent: 1, domain: 1 }));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`the bundle in ${folder} cannot be judged (${reason}): --force replaces it all the same`, {
      cause,
    });
  }
}

function samplesOf(validation: readonly Example[], pieces: SentencePieces) {
  const { packed, kept } = packSamples(validation, pieces, shippedLabels);
  return { samples: Array.from({ length: packed.count }, (_, row): Sample => sampleAt(packed, row)), kept };
}

function summary(f: Figures): string {
  const percent = (share: number) => (100 * share).toFixed(2);
  return (
    `intent ${percent(f.intentAccuracy)} domain ${percent(f.domainAccuracy)} slot F1 ${percent(f.slotF1)} ` +
    `(all right ${percent(f.slotsExact)}) ECE intent ${f.intentEce.toFixed(4)} domain ${f.domainEce.toFixed(4)}`
  );
}
