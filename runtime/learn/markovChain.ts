import { FundamentalMatrix, type SparseRow } from './markovSolve.ts';

/** One attempt at a goal: the interpretations that a person went through, and how it ended. */
export interface Session {
  /** At least one; the same one twice in a row is somebody who says it again. */
  readonly steps: readonly string[];
  readonly ended: 'success' | 'failure';
  /** How many such sessions; 1 where it is not said. */
  readonly count?: number;
}

export interface OnwardOptions {
  /** The states that are asked about; all where it is absent. */
  readonly wanted?: (state: string) => boolean;
  /** States of one meaning succeed as one; each is its own where it is absent. */
  readonly meaning?: (state: string) => string;
}

/** What the chain says of one state. */
export interface Onward {
  readonly from: string;
  /** The state that sessions from here most likely succeed in, `from` itself where nothing is better. */
  readonly to: string;
  /** Probability that a session that is in `from` ends in success in `to`, or in a state that means the same. */
  readonly probability: number;
  /** Probability that it ends in success in `from` itself, or in a state that means the same. */
  readonly staying: number;
  /** Probability that it ends in success at all. */
  readonly success: number;
  /** Sessions that left `from` in any way. */
  readonly support: number;
}

interface Counted {
  readonly states: readonly string[];
  /** Times that a session went from a state to another, ended there in success, and ended there in failure. */
  readonly moves: readonly SparseRow[];
  readonly successes: Float64Array;
  readonly failures: Float64Array;
}

/**
 * The absorbing Markov chain of sessions: the best that people turn to from each state.
 *
 * States are interpretations, transitions what followed what, success and failure absorb. With Q the probabilities among states
 * and s those of ending there in success, N = (I − Q)⁻¹ and Nᵢⱼ·sⱼ is the probability that a session in i ends in success in j:
 * the best rewrite of i is the j where it is largest. Ponnusamy et al., "Feedback-Based Self-Learning in Large-Scale
 * Conversational AI Agents" (arXiv 1911.02557), section 4. Exact, by connected component; ties go to the state itself, then to
 * the first in the order of code units.
 *
 * A fleet pools all words of one interpretation in one state. In one home, where a wrong interpretation is the very thing to be
 * mended, states may be the words, and `meaning` the interpretation that they succeed in: success in states of one meaning
 * adds up, and `to` is the likeliest among them.
 */
export function onwardFrom(sessions: readonly Session[], options: OnwardOptions = {}): Onward[] {
  const { wanted, meaning = (state: string) => state } = options;
  const counted = countSessions(sessions);
  const found: Onward[] = [];
  for (const component of componentsOf(counted.moves)) {
    const asked = component.filter((state) => wanted === undefined || wanted(counted.states[state] ?? ''));
    if (asked.length > 0) found.push(...solveComponent(counted, component, asked, meaning));
  }
  return found.sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
}

function countSessions(sessions: readonly Session[]): Counted {
  const numbers = new Map<string, number>();
  const states: string[] = [];
  const moves: SparseRow[] = [];
  const numberOf = (state: string): number => {
    const known = numbers.get(state);
    if (known !== undefined) return known;
    numbers.set(state, states.length);
    moves.push(new Map());
    return states.push(state) - 1;
  };
  const ends: { readonly state: number; readonly success: boolean; readonly count: number }[] = [];
  for (const { steps, ended, count = 1 } of sessions) {
    if (!(count > 0)) continue;
    let last: number | undefined;
    for (const step of steps) {
      const state = numberOf(step);
      const from = last === undefined ? undefined : moves[last];
      from?.set(state, (from.get(state) ?? 0) + count);
      last = state;
    }
    if (last !== undefined) ends.push({ state: last, success: ended === 'success', count });
  }
  const successes = new Float64Array(states.length);
  const failures = new Float64Array(states.length);
  for (const { state, success, count } of ends) {
    const into = success ? successes : failures;
    into[state] = (into[state] ?? 0) + count;
  }
  return { states, moves, successes, failures };
}

/** States that are joined by any path, whatever its direction; each list ascending, in the order of their first state. */
function componentsOf(moves: readonly SparseRow[]): number[][] {
  const parent = Int32Array.from(moves, (_, i) => i);
  const rootOf = (state: number): number => {
    let root = state;
    while (parent[root] !== root) root = parent[root] ?? root;
    for (let at = state; at !== root; ) {
      const next = parent[at] ?? root;
      parent[at] = root;
      at = next;
    }
    return root;
  };
  moves.forEach((row, i) => {
    for (const j of row.keys()) {
      const [a, b] = [rootOf(i), rootOf(j)];
      parent[Math.max(a, b)] = Math.min(a, b);
    }
  });
  const lists = new Map<number, number[]>();
  moves.forEach((_, i) => {
    const root = rootOf(i);
    const list = lists.get(root);
    if (list === undefined) lists.set(root, [i]);
    else list.push(i);
  });
  return [...lists.values()];
}

function solveComponent(
  counted: Counted,
  component: readonly number[],
  asked: readonly number[],
  meaning: (state: string) => string,
): Onward[] {
  const { states, moves, successes, failures } = counted;
  const local = new Map(component.map((state, i) => [state, i]));
  const totals = component.map(
    (state) =>
      (successes[state] ?? 0) +
      (failures[state] ?? 0) +
      [...(moves[state]?.values() ?? [])].reduce((sum, count) => sum + count, 0),
  );
  const q = component.map((state, i): SparseRow => {
    const total = totals[i] ?? 1;
    return new Map([...(moves[state] ?? [])].map(([to, count]) => [local.get(to) ?? 0, count / total]));
  });
  const success = component.map((state, i) => (successes[state] ?? 0) / (totals[i] ?? 1));
  const names = component.map((state) => states[state] ?? '');
  const meanings = names.map(meaning);
  const fundamental = new FundamentalMatrix(q);
  return asked.map((state): Onward => {
    const own = local.get(state) ?? 0;
    const row = fundamental.row(own);
    const ending = success.map((share, j) => (row[j] ?? 0) * share);
    const together = new Map<string, number>();
    ending.forEach((probability, j) => {
      const of = meanings[j] ?? '';
      together.set(of, (together.get(of) ?? 0) + probability);
    });
    const sum = (j: number): number => together.get(meanings[j] ?? '') ?? 0;
    const best = bestOf(names, own, meanings, sum, ending);
    return {
      from: names[own] ?? '',
      to: names[best] ?? '',
      probability: sum(best),
      staying: sum(own),
      success: Math.min(
        1,
        ending.reduce((total, one) => total + one, 0),
      ),
      support: totals[own] ?? 0,
    };
  });
}

/** The likeliest state of the likeliest meaning; `own` where no other meaning is likelier than its own. */
function bestOf(
  names: readonly string[],
  own: number,
  meanings: readonly string[],
  sum: (state: number) => number,
  ending: readonly number[],
): number {
  let best = own;
  for (let j = 0; j < names.length; j++) {
    const more = sum(j) - sum(best);
    const isOwn = meanings[best] === meanings[own];
    if (more > TIE) best = j;
    else if (more < -TIE || isOwn) continue;
    else if (meanings[j] !== meanings[best]) best = (names[j] ?? '') < (names[best] ?? '') ? j : best;
    else {
      const likelier = (ending[j] ?? 0) - (ending[best] ?? 0);
      if (likelier > TIE || (likelier > -TIE && (names[j] ?? '') < (names[best] ?? ''))) best = j;
    }
  }
  return best;
}

/** Two probabilities nearer than this are one, whatever the order of summing made of them. */
const TIE = 1e-12;
