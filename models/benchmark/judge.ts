import { softmax } from '../../runtime/understand/calibrate.ts';
import { argmax } from '../../runtime/understand/decode.ts';
import { type WerBand, werBands } from '../evaluate/measure/werBands.ts';
import { fitTemperature } from '../train/fit.ts';
import { type Scored, spansOf } from '../train/score.ts';
import { OUT_OF_SCOPE } from './clinc.ts';
import { fitRejection, type Rejection, rejectionScore } from './rejection.ts';

/** Figures of one judged part; shares in [0, 1]. */
export interface PartFigures {
  readonly texts: number;
  /** Over all texts; a label that training never saw counts as wrong. */
  readonly intent: number;
  /** Expected calibration error of the intent after the held-out temperature, 15 bins. */
  readonly ece: number;
  /** Exact spans, micro average, over the texts with slots; null where there are none. */
  readonly slotF1: number | null;
  /** Share of texts in scope that are accepted with the right intent, and of the others that are rejected: one threshold. */
  readonly inScope?: number;
  readonly oosRecall?: number;
  /** Right intents by word error rate, where the texts are recognitions. */
  readonly bands?: readonly WerBand[];
}

/** What is fitted on the held-out texts. */
export interface Fitted {
  readonly temperature: number;
  readonly rejection: Rejection | null;
}

export function fitOn(held: readonly Scored[], intents: readonly string[]): Fitted {
  const known = held.filter(({ target }) => target.intent >= 0);
  const outside = intents.indexOf(OUT_OF_SCOPE);
  return {
    temperature: fitTemperature(known.map(({ intents: logits, target }) => [logits, target.intent])),
    rejection: outside < 0 ? null : fitRejection(held, outside),
  };
}

/** Judges a part with what was fitted elsewhere. */
export function judge(scored: readonly Scored[], fitted: Fitted, intents: readonly string[]): PartFigures {
  const outside = intents.indexOf(OUT_OF_SCOPE);
  const inside = scored.filter(({ target }) => outside < 0 || target.intent !== outside);
  const best = ({ intents: logits }: Scored) => argmaxBut(logits, outside);
  const right = inside.filter((one) => best(one) === one.target.intent);
  const figures: PartFigures = {
    texts: scored.length,
    intent: right.length / inside.length,
    ece: calibrationError(inside, fitted.temperature, outside),
    slotF1: slotF1(scored),
  };
  const { rejection } = fitted;
  if (rejection === null) return figures;
  const accepted = (one: Scored) => rejectionScore(one.intents, outside, rejection) < rejection.threshold;
  const others = scored.filter(({ target }) => target.intent === outside);
  return {
    ...figures,
    inScope: right.filter(accepted).length / inside.length,
    oosRecall: others.filter((one) => !accepted(one)).length / others.length,
  };
}

/** How right intents fall with the word error rate; `wer` has one for each of `scored`. */
export function bandsOf(scored: readonly Scored[], wer: readonly number[]): WerBand[] {
  return werBands(
    scored.map(({ intents, target }, i) => ({ wer: wer[i] as number, right: argmax(intents) === target.intent })),
  );
}

function argmaxBut(logits: Float32Array, outside: number): number {
  if (outside < 0) return argmax(logits);
  const copy = Float32Array.from(logits);
  copy[outside] = Number.NEGATIVE_INFINITY;
  return argmax(copy);
}

/** Mean gap between confidence and accuracy, weighted by bin (C. Guo et al. 2017, section 2). */
function calibrationError(scored: readonly Scored[], temperature: number, outside: number): number {
  const bins = Array.from({ length: 15 }, () => ({ confidence: 0, right: 0 }));
  for (const { intents: logits, target } of scored) {
    const probabilities = softmax(outside < 0 ? logits : logits.filter((_, i) => i !== outside), temperature);
    const found = argmax(probabilities);
    const label = outside >= 0 && target.intent > outside ? target.intent - 1 : target.intent;
    const confidence = probabilities[found] as number;
    const bin = bins[Math.min(14, Math.floor(confidence * 15))] as (typeof bins)[number];
    bin.confidence += confidence;
    bin.right += found === label ? 1 : 0;
  }
  return bins.reduce((sum, bin) => sum + Math.abs(bin.confidence - bin.right), 0) / Math.max(1, scored.length);
}

function slotF1(scored: readonly Scored[]): number | null {
  let [right, found, gold] = [0, 0, 0];
  for (const { target, tags } of scored) {
    if (target.tags === null) continue;
    const theirs = new Set(spansOf(target.tags));
    const ours = spansOf(tags);
    right += ours.filter((span) => theirs.has(span)).length;
    found += ours.length;
    gold += theirs.size;
  }
  return gold === 0 ? null : (2 * right) / (found + gold);
}
