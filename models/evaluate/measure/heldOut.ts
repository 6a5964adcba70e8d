import { argmax } from '../../../runtime/domain/vector.ts';
import { splitWords } from '../../../runtime/domain/words.ts';
import type { Inference } from '../../../runtime/ports/inference.ts';
import { softmax } from '../../../runtime/understand/calibrate.ts';
import { decodeTags } from '../../../runtime/understand/decode.ts';
import type { Example } from '../../data/example.ts';
import { fitTemperature } from '../../train/fit.ts';
import { shippedLabels } from '../../train/labelSet.ts';
import { toTarget } from '../../train/samples.ts';
import { type Figures as Accuracy, figuresOf, type Scored } from '../../train/score.ts';
import type { Case } from '../case.ts';
import { sample } from '../score.ts';
import { type Claim, claimsAt, type LogitsAndLabel, type Reliability, reliabilityOf } from './calibration.ts';
import type { Labelled } from './confusion.ts';

/** How the bundle's network reads sentences that its training did not see. */
export interface HeldOut {
  readonly accuracy: Accuracy;
  /** Temperatures fitted on one half, judged on the other, both ways: no sentence judges what was fitted on it. */
  readonly intent: Reliability;
  readonly domain: Reliability;
  readonly intents: readonly Labelled[];
}

/** Reads the validation part one by one, as the hub does. */
export async function readHeldOut(
  inference: Inference,
  validation: readonly Example[],
  limit: number,
  seed: number,
): Promise<HeldOut> {
  const scored: Scored[] = [];
  for (const example of sample(validation, limit, seed)) {
    const words = splitWords(example.text);
    if (words.length === 0) continue;
    const out = await inference.run(words);
    scored.push({
      target: toTarget(example, words.length, shippedLabels),
      intents: out.intentLogits,
      domains: out.domainLogits,
      tags: decodeTags(out.tagScores, inference.bundle).tags,
    });
  }
  const { intentTemperature, domainTemperature } = inference.bundle.calibration;
  const intents = rowsOf(scored, 'intents');
  return {
    accuracy: figuresOf(scored, { intent: intentTemperature, domain: domainTemperature }),
    intent: reliabilityOf(crossFitted(intents)),
    domain: reliabilityOf(crossFitted(rowsOf(scored, 'domains'))),
    intents: intents.map(([logits, label]) => ({
      wanted: shippedLabels.intents[label] ?? '',
      got: shippedLabels.intents[argmax(logits)] ?? '',
    })),
  };
}

function rowsOf(scored: readonly Scored[], head: 'intents' | 'domains'): LogitsAndLabel[] {
  return scored.flatMap((one): LogitsAndLabel[] => {
    const label = head === 'intents' ? one.target.intent : one.target.domain;
    return label < 0 ? [] : [[one[head], label]];
  });
}

function crossFitted(rows: readonly LogitsAndLabel[]): Claim[] {
  const halves = [rows.filter((_, i) => i % 2 === 0), rows.filter((_, i) => i % 2 === 1)] as const;
  return [...claimsAt(halves[0], fitTemperature(halves[1])), ...claimsAt(halves[1], fitTemperature(halves[0]))];
}

/** How sure the network is, at the temperature that ships, of the intents of public sentences that nobody trained on. */
export async function readUnseen(inference: Inference, cases: readonly Case[]): Promise<Reliability> {
  const claims: Claim[] = [];
  for (const { text, wanted } of cases) {
    const words = splitWords(text);
    if (wanted === undefined || wanted[0] === null || words.length === 0) continue;
    const { intentLogits } = await inference.run(words);
    const probabilities = softmax(intentLogits, inference.bundle.calibration.intentTemperature);
    const best = argmax(probabilities);
    const label = inference.bundle.intentLabels[best] as string;
    claims.push({ confidence: probabilities[best] as number, right: wanted.includes(label) });
  }
  return reliabilityOf(claims);
}
