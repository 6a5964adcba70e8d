import { logSumExp } from '../../runtime/understand/calibrate.ts';
import { fitLogistic } from '../learning/logistic.ts';
import type { Answered } from '../release/sessionScore.ts';
import { toUnitLength, type Vectors } from './nearest.ts';

/** How likely a text is out of scope: the log odds are `bias` and the weighted signs, each shifted and scaled. */
export interface Rejection {
  readonly bias: number;
  readonly weights: Float64Array;
  /** Mean and standard deviation of each sign on the held-out texts. */
  readonly centre: readonly number[];
  readonly scale: readonly number[];
  readonly known: Known;
}

/** What the network says of the texts in scope that it was trained on, by label: rows of length 1. */
export type Known = ReadonlyMap<number, { readonly embeddings: Vectors; readonly profiles: Vectors }>;

/** Texts in scope and out of it in the test part of CLINC150's `data_full`: what one error of either kind weighs. */
const IN_SCOPE = 4500;
const OUT_OF_SCOPE = 1000;
/** Five weights for the few texts out of scope that are held out. */
const RIDGE = 1;

/** Sorts what the network says of the texts it was trained on by their labels; those out of scope have no place there. */
export function knownOf(trained: readonly Answered[], outside: number): Known {
  const groups = new Map<number, Answered[]>();
  for (const one of trained) {
    const label = one.target.intent;
    if (label >= 0 && label !== outside) groups.set(label, [...(groups.get(label) ?? []), one]);
  }
  return new Map(
    [...groups].map(([label, members]) => [
      label,
      {
        embeddings: stacked(members.map(({ embedding }) => embedding)),
        profiles: stacked(members.map(({ intents }) => profileOf(intents, outside))),
      },
    ]),
  );
}

/**
 * What the network's outputs show of a text's being out of scope; the higher, the likelier.
 *
 * Minus the energy of the labels in scope and of the domains (W. Liu et al. 2020, section 3), the logit that the
 * out-of-scope label was trained to give, and how far the nearest trained text of the likeliest label is: by the sentence
 * embedding, and by the logits of all labels (Y. Sun et al. 2022 have neighbours without the label).
 */
export function signsOf({ intents, domains, embedding }: Answered, outside: number, known: Known): number[] {
  const near = known.get(bestInside(intents, outside));
  return [
    -logSumExp(inScope(intents, outside)),
    intents[outside] as number,
    -logSumExp(Array.from(domains)),
    -nearest(near?.embeddings, embedding),
    -nearest(near?.profiles, profileOf(intents, outside)),
  ];
}

/** The log odds that a text is out of scope, against its being in scope and read rightly; above 0 it is rejected. */
export function rejectionScore(one: Answered, outside: number, rejection: Rejection): number {
  const { bias, weights, centre, scale, known } = rejection;
  return signsOf(one, outside, known).reduce(
    (sum, sign, i) => sum + ((weights[i] as number) * (sign - (centre[i] as number))) / (scale[i] as number),
    bias,
  );
}

/**
 * Fits the one threshold on held-out texts: out of scope against in scope and right, for what is in scope and would be
 * read wrongly is lost either way. Both kinds weigh what they weigh in the benchmark, so that the threshold is the one
 * with the fewest errors there. A smooth fit, since the held-out texts out of scope are only 100: counted errors put the
 * threshold wherever a few of them lie.
 */
export function fitRejection(held: readonly Answered[], known: Known, outside: number): Rejection {
  const isOutside = ({ target }: Answered) => target.intent === outside;
  const outsiders = held.filter(isOutside).length;
  const signs = held.map((one) => signsOf(one, outside, known));
  const columns = (signs[0] ?? []).map((_, i) => signs.map((row) => row[i] as number));
  const centre = columns.map(mean);
  const scale = columns.map((column, i) => Math.sqrt(mean(column.map((x) => (x - (centre[i] as number)) ** 2))) || 1);
  const rows = held.flatMap((one, row) => {
    if (!isOutside(one) && bestInside(one.intents, outside) !== one.target.intent) return [];
    const weight = isOutside(one) ? OUT_OF_SCOPE / outsiders : IN_SCOPE / (held.length - outsiders);
    const x = (signs[row] as number[]).map((sign, i) => (sign - (centre[i] as number)) / (scale[i] as number));
    return [{ x, weight, label: isOutside(one) ? 1 : 0 }];
  });
  const usual = mean(rows.map(({ weight }) => weight));
  const fitted = fitLogistic(
    {
      width: columns.length,
      features: Float64Array.from(rows.flatMap(({ x }) => x)),
      labels: Int32Array.from(rows, ({ label }) => label),
      weights: Float64Array.from(rows, ({ weight }) => weight / usual),
    },
    RIDGE,
  );
  return { ...fitted, centre, scale, known };
}

/** The likeliest label but `outside` (−1: there is none); the first of equals. */
export function bestInside(logits: Float32Array, outside: number): number {
  let best = -1;
  logits.forEach((logit, i) => {
    if (i !== outside && (best < 0 || logit > (logits[best] as number))) best = i;
  });
  return best;
}

function inScope(logits: Float32Array, outside: number): number[] {
  return Array.from(logits).filter((_, i) => i !== outside);
}

/** The logits in scope about their mean: which labels a text leans to, however strongly. */
function profileOf(logits: Float32Array, outside: number): Float32Array {
  const inside = inScope(logits, outside);
  const centre = mean(inside);
  return Float32Array.from(inside, (logit) => logit - centre);
}

function stacked(rows: readonly Float32Array[]): Vectors {
  const width = rows[0]?.length ?? 0;
  const values = new Float32Array(rows.length * width);
  rows.forEach((row, i) => {
    values.set(row, i * width);
  });
  toUnitLength({ width, values });
  return { width, values };
}

/** The largest cosine between a vector and rows of length 1; −1 where there are none. */
function nearest(rows: Vectors | undefined, vector: Float32Array): number {
  const query = Float32Array.from(vector);
  toUnitLength({ width: query.length, values: query });
  let best = -1;
  for (let at = 0; at < (rows?.values.length ?? 0); at += query.length) {
    let cosine = 0;
    for (let i = 0; i < query.length; i++) cosine += (query[i] as number) * (rows?.values[at + i] as number);
    best = Math.max(best, cosine);
  }
  return best;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
