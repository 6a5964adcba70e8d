import { FEATURE_NAMES, type FeatureName } from '../../runtime/resolve/candidate.ts';
import { fitRanker, judge, type Pair, type Weights } from './fit.ts';
import type { Matrix } from './matrix.ts';

/** Features that context gives: any two of them may mean more together. What guards against mistakes is left alone. */
const MAY_PAIR: readonly FeatureName[] = [
  'implied',
  'sameArea',
  'otherArea',
  'wouldChange',
  'alreadySo',
  'changedLately',
  'playing',
  'thermostat',
  'plays',
  'recent',
  'usual',
  'own',
  'hourly',
  'afterEvent',
  'occupied',
];
const PAIRS_MAX = 6;
/** Candidates for a pair that are tried by a whole fit each round. */
const TRIED = 3;
const TRIAL_EPOCHS = 10;
/** A pair stays where it lessens the loss on homes it was not fitted on by so much. */
const GAIN_MIN = 0.002;

export interface Paired {
  readonly pairs: readonly Pair[];
  readonly weights: Weights;
}

/** Adds pairs of features one by one, as long as each proves itself on other homes than those it is fitted on. */
export function addPairs(
  fit: Matrix,
  proof: Matrix,
  weights: Weights,
  seed: number,
  log: (line: string) => void,
): Paired {
  let best: Paired = { pairs: [], weights };
  let loss = judge(proof, [], weights).loss;
  const all = candidatesFor(fit);
  while (best.pairs.length < PAIRS_MAX) {
    const open = all.filter(([a, b]) => !best.pairs.some(([c, d]) => a === c && b === d));
    const tried = byPromise(proof, best, open).slice(0, TRIED);
    let found: { paired: Paired; loss: number } | undefined;
    for (const pair of tried) {
      const pairs = [...best.pairs, pair];
      const refitted = fitRanker(fit, pairs, seed, best.weights, TRIAL_EPOCHS);
      const now = judge(proof, pairs, refitted).loss;
      if (found === undefined || now < found.loss) found = { paired: { pairs, weights: refitted }, loss: now };
    }
    if (found === undefined || loss - found.loss < GAIN_MIN) return best;
    const [a, b] = found.paired.pairs.at(-1) ?? [0, 0];
    log(`pair ${FEATURE_NAMES[a]} × ${FEATURE_NAMES[b]}: loss ${loss.toFixed(4)} → ${found.loss.toFixed(4)}`);
    ({ paired: best, loss } = found);
  }
  return best;
}

function candidatesFor({ values, width }: Matrix): Pair[] {
  const columns = MAY_PAIR.map((name) => FEATURE_NAMES.indexOf(name));
  const pairs: Pair[] = [];
  for (const [i, a] of columns.entries()) {
    for (const b of columns.slice(i + 1)) {
      let together = 0;
      for (let at = 0; at < values.length; at += width) if (values[at + a] !== 0 && values[at + b] !== 0) together++;
      if (together >= 50) pairs.push([a, b]);
    }
  }
  return pairs;
}

/** Steepest first: how fast the loss would fall if the pair were given a weight. */
function byPromise(matrix: Matrix, { pairs, weights }: Paired, open: readonly Pair[]): Pair[] {
  const step = 0.05;
  const base = judge(matrix, pairs, weights).loss;
  const slopes = open.map((pair) => {
    const at = matrix.width + pairs.length;
    const nudged = new Float64Array(at + 1);
    nudged.set(weights);
    const losses = [step, -step].map((by) => {
      nudged[at] = by;
      return judge(matrix, [...pairs, pair], nudged).loss;
    });
    return { pair, fall: base - Math.min(...losses) };
  });
  return slopes.sort((a, b) => b.fall - a.fall).map(({ pair }) => pair);
}
