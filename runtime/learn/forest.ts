import type { Forest, Logistic } from '../domain/learningModel.ts';

/** The values in the order of the names: what a model is given. */
export function rowOf<Name extends string>(
  names: readonly Name[],
  values: Readonly<Record<Name, number>>,
): Float64Array {
  const row = new Float64Array(names.length);
  for (let i = 0; i < row.length; i++) row[i] = values[names[i] as Name];
  return row;
}

/** Probability of each class, in the order of `forest.classes`. `features`: one value for each of `forest.features`. */
export function classProbabilities(forest: Forest, features: Float64Array): Float64Array {
  const { roots, treeClass, feature, value, right } = forest;
  const scores = Float64Array.from(forest.bias);
  for (let tree = 0; tree < roots.length; tree++) {
    let node = roots[tree] ?? 0;
    for (;;) {
      const asked = feature[node] ?? -1;
      if (asked < 0) break;
      node = (features[asked] ?? 0) <= (value[node] ?? 0) ? node + 1 : (right[node] ?? 0);
    }
    const of = treeClass[tree] ?? 0;
    scores[of] = (scores[of] ?? 0) + (value[node] ?? 0);
  }
  return softmax(scores);
}

/** In place. */
function softmax(scores: Float64Array): Float64Array {
  let most = Number.NEGATIVE_INFINITY;
  for (const score of scores) most = Math.max(most, score);
  let sum = 0;
  for (let k = 0; k < scores.length; k++) {
    const share = Math.exp((scores[k] ?? 0) - most);
    scores[k] = share;
    sum += share;
  }
  for (let k = 0; k < scores.length; k++) scores[k] = (scores[k] ?? 0) / sum;
  return scores;
}

/** Log-odds of the model's claim, given one value for each of `model.features`. */
export function logOddsOf(model: Logistic, features: Float64Array): number {
  let sum = model.bias;
  for (let i = 0; i < model.weights.length; i++) sum += (model.weights[i] ?? 0) * (features[i] ?? 0);
  return sum;
}
