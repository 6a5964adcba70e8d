import { Random } from '../train/random.ts';

/** Examples: `features` row-major [rows, width]; `labels` in [0, classes); `weights` ≥ 0, or all 1. */
export interface Examples {
  readonly width: number;
  readonly features: Float64Array;
  readonly labels: Int32Array;
  readonly weights?: Float64Array;
}

export interface BoostSettings {
  readonly classes: number;
  readonly rounds: number;
  readonly depth: number;
  readonly rate: number;
  /** L2 penalty of a leaf. */
  readonly lambda: number;
  /** Least sum of second derivatives in a leaf. */
  readonly leafMin: number;
  /** Share of rows and of features that a tree sees. */
  readonly rows: number;
  readonly columns: number;
  readonly seed: number;
}

/** A tree as `learning.json` has it: class, then nodes in preorder. */
export type Tree = number[];
export interface Boosted {
  readonly bias: number[];
  /** Round by round, one tree a class. */
  readonly trees: Tree[];
}

const BINS = 48;

/**
 * Softmax gradient boosting with second-order leaves over feature histograms, as XGBoost and LightGBM do it.
 *
 * `watch`, where given, sees the trees after each round and stops the fit by returning true.
 */
export function boost(
  examples: Examples,
  settings: BoostSettings,
  watch?: (trees: readonly Tree[], bias: readonly number[]) => boolean,
): Boosted {
  const { width, labels } = examples;
  const rows = labels.length;
  const { classes } = settings;
  const weights = examples.weights ?? new Float64Array(rows).fill(1);
  const bins = binned(examples);
  const random = new Random(settings.seed);
  const next = () => random.next();
  const bias = priors(labels, weights, classes);
  const scores = new Float64Array(rows * classes);
  for (let i = 0; i < rows; i++) for (let k = 0; k < classes; k++) scores[i * classes + k] = bias[k] ?? 0;
  const trees: Tree[] = [];
  const gradient = new Float64Array(rows * classes);
  const hessian = new Float64Array(rows * classes);
  for (let round = 0; round < settings.rounds; round++) {
    derive(scores, labels, weights, classes, gradient, hessian);
    const seen = Int32Array.from({ length: rows }, (_, i) => i).filter(() => next() < settings.rows);
    for (let k = 0; k < classes; k++) {
      const asked = Array.from({ length: width }, (_, f) => f).filter(() => next() < settings.columns);
      const own = [gradient.subarray(k * rows, (k + 1) * rows), hessian.subarray(k * rows, (k + 1) * rows)] as const;
      const grown = new Grower(bins, ...own, settings, asked).grow(seen);
      trees.push([k, ...grown.nodes]);
      for (let i = 0; i < rows; i++)
        scores[i * classes + k] = (scores[i * classes + k] ?? 0) + leafOf(grown.plan, bins, i);
    }
    if (watch?.(trees, bias) === true) break;
  }
  return { bias, trees };
}

interface Binned {
  readonly rows: number;
  readonly width: number;
  /** Column-major [width, rows]. */
  readonly bin: Uint8Array;
  /** Upper bound of each bin of each feature, in the feature's own unit. */
  readonly edges: readonly Float64Array[];
}

function binned({ width, features, labels }: Examples): Binned {
  const rows = labels.length;
  const bin = new Uint8Array(width * rows);
  const edges: Float64Array[] = [];
  for (let f = 0; f < width; f++) {
    const values = Float64Array.from({ length: rows }, (_, i) => features[i * width + f] ?? 0);
    const sorted = values.slice().sort();
    const distinct = [...new Set(sorted)];
    const bounds =
      distinct.length <= BINS
        ? distinct
        : [...new Set(Array.from({ length: BINS }, (_, b) => sorted[Math.floor(((b + 1) * rows) / BINS) - 1] ?? 0))];
    // Thresholds lie between two values that occur, so that rounding does not decide.
    const between = bounds.map((bound, b) => {
      const above = bounds[b + 1];
      return above === undefined ? Number.POSITIVE_INFINITY : rounded((bound + above) / 2, bound, above);
    });
    edges.push(Float64Array.from(between));
    for (let i = 0; i < rows; i++) {
      let low = 0;
      let high = between.length - 1;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((values[i] ?? 0) <= (between[middle] ?? 0)) high = middle;
        else low = middle + 1;
      }
      bin[f * rows + i] = low;
    }
  }
  return { rows, width, bin, edges };
}

/** The shortest number that still lies between the two. */
function rounded(value: number, below: number, above: number): number {
  for (let digits = 1; digits < 12; digits++) {
    const short = Number(value.toPrecision(digits));
    if (short >= below && short < above) return short;
  }
  return value;
}

function priors(labels: Int32Array, weights: Float64Array, classes: number): number[] {
  const sums = new Float64Array(classes).fill(1);
  labels.forEach((label, i) => {
    sums[label] = (sums[label] ?? 0) + (weights[i] ?? 0);
  });
  const total = sums.reduce((sum, x) => sum + x, 0);
  return [...sums].map((sum) => Number(Math.log(sum / total).toFixed(4)));
}

function derive(
  scores: Float64Array,
  labels: Int32Array,
  weights: Float64Array,
  classes: number,
  gradient: Float64Array,
  hessian: Float64Array,
): void {
  const share = new Float64Array(classes);
  for (let i = 0; i < labels.length; i++) {
    let most = Number.NEGATIVE_INFINITY;
    for (let k = 0; k < classes; k++) most = Math.max(most, scores[i * classes + k] ?? 0);
    let sum = 0;
    for (let k = 0; k < classes; k++) {
      share[k] = Math.exp((scores[i * classes + k] ?? 0) - most);
      sum += share[k] ?? 0;
    }
    const weight = weights[i] ?? 1;
    for (let k = 0; k < classes; k++) {
      const p = (share[k] ?? 0) / sum;
      gradient[k * labels.length + i] = weight * (p - (labels[i] === k ? 1 : 0));
      hessian[k * labels.length + i] = weight * Math.max(p * (1 - p), 1e-6);
    }
  }
}

type Plan =
  | { readonly leaf: number }
  | { readonly feature: number; readonly bin: number; readonly low: Plan; readonly high: Plan };

function leafOf(plan: Plan, bins: Binned, row: number): number {
  let at = plan;
  while (!('leaf' in at)) at = (bins.bin[at.feature * bins.rows + row] ?? 0) <= at.bin ? at.low : at.high;
  return at.leaf;
}

/** Sums of first and second derivatives by asked feature and bin, row-major [asked, BINS + 1]. */
interface Sums {
  readonly first: Float64Array;
  readonly second: Float64Array;
}

/** Grows one tree for one class. */
class Grower {
  readonly #bins: Binned;
  readonly #gradient: Float64Array;
  readonly #hessian: Float64Array;
  readonly #settings: BoostSettings;
  readonly #asked: readonly number[];

  /** `gradient`, `hessian`: of this class, by row. */
  constructor(
    bins: Binned,
    gradient: Float64Array,
    hessian: Float64Array,
    settings: BoostSettings,
    asked: readonly number[],
  ) {
    this.#bins = bins;
    this.#gradient = gradient;
    this.#hessian = hessian;
    this.#settings = settings;
    this.#asked = asked.filter((feature) => (bins.edges[feature]?.length ?? 0) > 1);
  }

  grow(rows: Int32Array): { readonly plan: Plan; readonly nodes: number[] } {
    const plan = this.#split(rows, this.#sums(rows), 0);
    const nodes: number[] = [];
    const write = (at: Plan): void => {
      if ('leaf' in at) {
        nodes.push(-1, at.leaf);
        return;
      }
      nodes.push(at.feature, this.#bins.edges[at.feature]?.[at.bin] ?? 0);
      write(at.low);
      write(at.high);
    };
    write(plan);
    return { plan, nodes };
  }

  #split(rows: Int32Array, sums: Sums, depth: number): Plan {
    const { lambda, leafMin, rate } = this.#settings;
    let g = 0;
    let h = 0;
    for (let n = 0; n < rows.length; n++) {
      const i = rows[n] as number;
      g += this.#gradient[i] as number;
      h += this.#hessian[i] as number;
    }
    const leaf: Plan = { leaf: Number(((-g / (h + lambda)) * rate).toFixed(4)) };
    if (depth >= this.#settings.depth || h < 2 * leafMin) return leaf;
    const best = this.#best(sums, g, h);
    if (best === undefined) return leaf;
    const column = best.feature * this.#bins.rows;
    const { bin } = this.#bins;
    const low = rows.filter((i) => (bin[column + i] as number) <= best.bin);
    const high = rows.filter((i) => (bin[column + i] as number) > best.bin);
    if (depth + 1 >= this.#settings.depth) {
      const none = { first: NO_SUMS, second: NO_SUMS };
      return { ...best, low: this.#split(low, none, depth + 1), high: this.#split(high, none, depth + 1) };
    }
    // Only the smaller half is summed up; the other is what is left.
    const fewer = this.#sums(low.length < high.length ? low : high);
    const rest = { first: less(sums.first, fewer.first), second: less(sums.second, fewer.second) };
    const [lows, highs] = low.length < high.length ? [fewer, rest] : [rest, fewer];
    return { ...best, low: this.#split(low, lows, depth + 1), high: this.#split(high, highs, depth + 1) };
  }

  #sums(rows: Int32Array): Sums {
    const first = new Float64Array(this.#asked.length * (BINS + 1));
    const second = new Float64Array(first.length);
    const { bin } = this.#bins;
    this.#asked.forEach((feature, n) => {
      const column = feature * this.#bins.rows;
      const from = n * (BINS + 1);
      for (let r = 0; r < rows.length; r++) {
        const i = rows[r] as number;
        const b = from + (bin[column + i] as number);
        first[b] = (first[b] as number) + (this.#gradient[i] as number);
        second[b] = (second[b] as number) + (this.#hessian[i] as number);
      }
    });
    return { first, second };
  }

  #best({ first, second }: Sums, g: number, h: number): { readonly feature: number; readonly bin: number } | undefined {
    const { lambda, leafMin } = this.#settings;
    const before = (g * g) / (h + lambda);
    let most = GAIN_MIN;
    let best: { readonly feature: number; readonly bin: number } | undefined;
    this.#asked.forEach((feature, n) => {
      const count = this.#bins.edges[feature]?.length ?? 0;
      const from = n * (BINS + 1);
      let lowG = 0;
      let lowH = 0;
      for (let b = 0; b < count - 1; b++) {
        lowG += first[from + b] as number;
        lowH += second[from + b] as number;
        if (lowH < leafMin || h - lowH < leafMin) continue;
        const gain = (lowG * lowG) / (lowH + lambda) + (g - lowG) ** 2 / (h - lowH + lambda) - before;
        if (gain > most) {
          most = gain;
          best = { feature, bin: b };
        }
      }
    });
    return best;
  }
}

/** Below this a question tells nothing. */
const GAIN_MIN = 1e-3;
const NO_SUMS = new Float64Array(0);

function less(all: Float64Array, part: Float64Array): Float64Array {
  return all.map((sum, i) => sum - (part[i] as number));
}
