import { argmax } from '../../runtime/domain/vector.ts';
import { claimsAt, type LogitsAndLabel, reliabilityOf } from '../evaluate/measure/calibration.ts';
import { type WerBand, werBands } from '../evaluate/measure/werBands.ts';
import type { Answered } from '../release/sessionScore.ts';
import { fitTemperature } from '../train/fit.ts';
import { type Scored, spansOf } from '../train/score.ts';
import { OUT_OF_SCOPE } from './clinc.ts';
import { bestInside, fitRejection, knownOf, type Rejection, rejectionScore } from './rejection.ts';

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

/** `trained`: what the network says of the texts it was trained on; looked at only where there is a label out of scope. */
export function fitOn(held: readonly Answered[], trained: readonly Answered[], intents: readonly string[]): Fitted {
  const outside = intents.indexOf(OUT_OF_SCOPE);
  return {
    temperature: temperatureOf(held),
    rejection: outside < 0 ? null : fitRejection(held, knownOf(trained, outside), outside),
  };
}

/** The temperature that fits these texts best. */
export function temperatureOf(held: readonly Scored[]): number {
  const known = held.filter(({ target }) => target.intent >= 0);
  return fitTemperature(known.map(({ intents: logits, target }) => [logits, target.intent]));
}

/** Judges a part with what was fitted elsewhere. */
export function judge(scored: readonly Answered[], fitted: Fitted, intents: readonly string[]): PartFigures {
  const outside = intents.indexOf(OUT_OF_SCOPE);
  const inside = scored.filter(({ target }) => outside < 0 || target.intent !== outside);
  const best = ({ intents: logits }: Scored) => bestInside(logits, outside);
  const right = inside.filter((one) => best(one) === one.target.intent);
  const figures: PartFigures = {
    texts: scored.length,
    intent: right.length / inside.length,
    ece: calibrationError(inside, fitted.temperature, outside),
    slotF1: slotF1(scored),
  };
  const { rejection } = fitted;
  if (rejection === null) return figures;
  const accepted = (one: Answered) => rejectionScore(one, outside, rejection) <= 0;
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

/** Expected calibration error over the labels in scope. */
function calibrationError(scored: readonly Scored[], temperature: number, outside: number): number {
  const rows = scored.map(({ intents: logits, target }): LogitsAndLabel => {
    if (outside < 0) return [logits, target.intent];
    const label = target.intent > outside ? target.intent - 1 : target.intent;
    return [logits.filter((_, i) => i !== outside), label];
  });
  return reliabilityOf(claimsAt(rows, temperature)).ece;
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
