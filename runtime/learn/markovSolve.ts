/** One row of a sparse matrix: column → value. */
export type SparseRow = Map<number, number>;

/**
 * I − Q of one connected component, factored once as L·U: then every row of N = (I − Q)⁻¹ costs one pass over the factors.
 *
 * States are eliminated in the order of fewest neighbours (Markowitz), which keeps the factors about as sparse as the
 * sessions are. No pivoting is needed: rows of Q sum to less than one somewhere on every path, so I − Q is an M-matrix, and
 * elimination keeps it one. Exact up to rounding; memory is that of the factors, never states × states.
 */
export class FundamentalMatrix {
  readonly #size: number;
  /** Position in the order of elimination → state. */
  readonly #order: readonly number[];
  readonly #pivots: Float64Array;
  /** By position: what stands right of the pivot in U, and below it in L, by position. */
  readonly #upper: readonly Entries[];
  readonly #lower: readonly Entries[];
  readonly #position: Int32Array;

  /** `q`: transition probabilities among `q.length` transient states; rows may sum to at most 1. */
  constructor(q: readonly SparseRow[]) {
    const factored = factor(q);
    this.#size = q.length;
    this.#order = factored.order;
    this.#pivots = factored.pivots;
    this.#position = factored.position;
    this.#upper = factored.upper;
    this.#lower = factored.lower;
  }

  /** Entries kept in the factors. */
  get entries(): number {
    const count = (lists: readonly Entries[]) => lists.reduce((sum, list) => sum + list.at.length, 0);
    return this.#size + count(this.#upper) + count(this.#lower);
  }

  /** Row `state` of N: how often each state is visited before absorption, when one starts in `state`. [states] */
  row(state: number): Float64Array {
    const size = this.#size;
    const rest = new Float64Array(size);
    const x = new Float64Array(size);
    const start = this.#position[state] ?? 0;
    rest[start] = 1;
    // yᵀU = eᵀ: nothing before the start is touched.
    for (let k = start; k < size; k++) {
      const left = rest[k] ?? 0;
      if (left === 0) continue;
      const y = left / (this.#pivots[k] ?? 1);
      x[k] = y;
      const { at, value } = this.#upper[k] ?? NONE;
      for (let i = 0; i < at.length; i++) rest[at[i] ?? 0] = (rest[at[i] ?? 0] ?? 0) - y * (value[i] ?? 0);
    }
    // xᵀL = yᵀ.
    for (let k = size - 1; k >= 0; k--) {
      const { at, value } = this.#lower[k] ?? NONE;
      let sum = x[k] ?? 0;
      for (let i = 0; i < at.length; i++) sum -= (x[at[i] ?? 0] ?? 0) * (value[i] ?? 0);
      x[k] = sum;
    }
    const row = new Float64Array(size);
    for (let k = 0; k < size; k++) row[this.#order[k] ?? 0] = Math.max(0, x[k] ?? 0);
    return row;
  }
}

interface Entries {
  readonly at: Int32Array;
  readonly value: Float64Array;
}
const NONE: Entries = { at: new Int32Array(0), value: new Float64Array(0) };

interface Factors {
  readonly order: number[];
  readonly position: Int32Array;
  readonly pivots: Float64Array;
  readonly upper: Entries[];
  readonly lower: Entries[];
}

function factor(q: readonly SparseRow[]): Factors {
  const rows: SparseRow[] = q.map((row, i) => {
    const of = new Map<number, number>([[i, 1 - (row.get(i) ?? 0)]]);
    for (const [j, p] of row) if (j !== i && p !== 0) of.set(j, -p);
    return of;
  });
  const columns: Set<number>[] = q.map(() => new Set<number>());
  rows.forEach((row, i) => {
    for (const j of row.keys()) if (j !== i) columns[j]?.add(i);
  });
  const order: number[] = [];
  const pivots = new Float64Array(q.length);
  const upper: [number, number][][] = [];
  const lower: [number, number][][] = [];
  const queue = new FewestFirst(rows.map((row, i) => cost(row, columns[i])));
  for (let k = 0; k < q.length; k++) {
    const state = queue.take((i) => cost(rows[i], columns[i]));
    const row = rows[state] ?? new Map<number, number>();
    const pivot = row.get(state) ?? 1;
    const right = [...row].filter(([j]) => j !== state);
    const below: [number, number][] = [];
    for (const i of columns[state] ?? []) {
      const other = rows[i];
      if (other === undefined) continue;
      const share = (other.get(state) ?? 0) / pivot;
      other.delete(state);
      below.push([i, share]);
      for (const [j, value] of right) {
        if (!other.has(j) && j !== i) columns[j]?.add(i);
        other.set(j, (other.get(j) ?? 0) - share * value);
      }
    }
    for (const [j] of right) columns[j]?.delete(state);
    order.push(state);
    pivots[k] = pivot;
    upper.push(right);
    lower.push(below);
  }
  const position = new Int32Array(q.length);
  order.forEach((state, k) => {
    position[state] = k;
  });
  const placed = (list: [number, number][]): Entries => ({
    at: Int32Array.from(list, ([state]) => position[state] ?? 0),
    value: Float64Array.from(list, ([, value]) => value),
  });
  return { order, position, pivots, upper: upper.map(placed), lower: lower.map(placed) };
}

/** Entries that eliminating a state may fill in. */
function cost(row: SparseRow | undefined, column: ReadonlySet<number> | undefined): number {
  return Math.max(0, (row?.size ?? 1) - 1) * (column?.size ?? 0);
}

/** States by what they cost, cheapest first, ties by number; costs are looked at again when a state comes up. */
class FewestFirst {
  readonly #heap: { readonly state: number; readonly cost: number }[] = [];

  constructor(costs: readonly number[]) {
    costs.forEach((of, state) => {
      this.#push({ state, cost: of });
    });
  }

  take(costNow: (state: number) => number): number {
    for (;;) {
      const top = this.#pop();
      if (top === undefined) throw new Error('no state is left to eliminate');
      const now = costNow(top.state);
      const next = this.#heap[0];
      if (next === undefined || now < next.cost || (now === next.cost && top.state < next.state)) return top.state;
      // It grew dearer: a later turn is soon enough. Grown cheaper, it is still no worse than it was thought.
      if (now <= top.cost) return top.state;
      this.#push({ state: top.state, cost: now });
    }
  }

  #push(item: { readonly state: number; readonly cost: number }): void {
    const heap = this.#heap;
    let at = heap.push(item) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const other = heap[above];
      if (other === undefined || !before(item, other)) break;
      heap[at] = other;
      at = above;
    }
    heap[at] = item;
  }

  #pop(): { readonly state: number; readonly cost: number } | undefined {
    const heap = this.#heap;
    const top = heap[0];
    const last = heap.pop();
    if (top === undefined || last === undefined || heap.length === 0) return top;
    let at = 0;
    for (;;) {
      const left = heap[2 * at + 1];
      const right = heap[2 * at + 2];
      const least = right !== undefined && left !== undefined && before(right, left) ? 2 * at + 2 : 2 * at + 1;
      const child = heap[least];
      if (child === undefined || !before(child, last)) break;
      heap[at] = child;
      at = least;
    }
    heap[at] = last;
    return top;
  }
}

function before(
  a: { readonly state: number; readonly cost: number },
  b: { readonly state: number; readonly cost: number },
): boolean {
  return a.cost < b.cost || (a.cost === b.cost && a.state < b.state);
}
