/** One entry of the vocabulary: the piece ("▁turn", "s") and its log probability. */
export type PieceEntry = readonly [piece: string, score: number];

/** The piece at index 0 stands for every character the vocabulary lacks. */
export const UNKNOWN_PIECE = 0;
const WORD_START = '▁';
/** Worse than any real piece (the rarest score about −13), so that it is only taken where nothing else fits. */
const UNKNOWN_SCORE = -30;

/**
 * All pieces as a tree of characters, in flat arrays: 20,000 nodes as objects would take 4 MB of a hub's memory. The root
 * is node 0; 0 is no child and no sibling.
 */
interface Tree {
  /** Code point that leads to the node. */
  readonly symbol: Int32Array;
  readonly child: Int32Array;
  readonly sibling: Int32Array;
  /** Index into the vocabulary, −1 where no piece ends. */
  readonly id: Int32Array;
}

/**
 * A unigram sentencepiece vocabulary: cuts a word into the pieces whose probabilities multiply to the most.
 *
 * "thermostat" → ▁the · r · mo · stat, whichever way scores best. Source: T. Kudo, "Subword Regularization" (2018),
 * section 3.2; one-best segmentation, no sampling.
 */
export class SentencePieces {
  readonly size: number;
  private readonly tree: Tree;
  private readonly scores: Float64Array;

  /** @param entries the vocabulary in id order; entry 0 is the unknown piece. Each is looked at once and not kept. */
  constructor(entries: Iterable<PieceEntry>) {
    const grown = new GrowingTree();
    const scores: number[] = [];
    for (const [piece, score] of entries) {
      if (scores.length !== UNKNOWN_PIECE) grown.add(piece, scores.length);
      scores.push(score);
    }
    this.size = scores.length;
    this.scores = Float64Array.from(scores);
    this.tree = grown.finish();
  }

  /** Piece ids of one lower-cased word, at least one; the word-start mark is put in front here. */
  encodeWord(word: string): number[] {
    const { id: idOf } = this.tree;
    const symbols = codePoints(WORD_START + word);
    const length = symbols.length;
    const best = new Float64Array(length + 1).fill(Number.NEGATIVE_INFINITY);
    const fromAt = new Int32Array(length + 1);
    const idAt = new Int32Array(length + 1).fill(UNKNOWN_PIECE);
    best[0] = 0;
    for (let start = 0; start < length; start++) {
      const base = best[start] as number;
      if (base + UNKNOWN_SCORE > (best[start + 1] as number)) {
        best[start + 1] = base + UNKNOWN_SCORE;
        fromAt[start + 1] = start;
        idAt[start + 1] = UNKNOWN_PIECE;
      }
      let node = 0;
      for (let end = start; end < length; end++) {
        node = childOf(this.tree, node, symbols[end] as number);
        if (node === 0) break;
        const id = idOf[node] as number;
        if (id < 0) continue;
        const score = base + (this.scores[id] as number);
        if (score > (best[end + 1] as number)) {
          best[end + 1] = score;
          fromAt[end + 1] = start;
          idAt[end + 1] = id;
        }
      }
    }
    return trace(idAt, fromAt, length);
  }
}

/** A tree while pieces are added: the arrays double when they are full, so that no list of all pieces is needed beforehand. */
class GrowingTree {
  #tree: Tree = rooted(4096);
  #used = 1;

  /** Of two equal pieces the first counts. */
  add(piece: string, id: number): void {
    let node = 0;
    for (const character of piece) {
      const symbol = character.codePointAt(0) as number;
      node = childOf(this.#tree, node, symbol) || this.#append(node, symbol);
    }
    if ((this.#tree.id[node] as number) < 0) this.#tree.id[node] = id;
  }

  finish(): Tree {
    return resized(this.#tree, this.#used);
  }

  #append(node: number, symbol: number): number {
    if (this.#used === this.#tree.id.length) this.#tree = resized(this.#tree, 2 * this.#used);
    const added = this.#used++;
    this.#tree.symbol[added] = symbol;
    append(this.#tree, node, added);
    return added;
  }
}

function rooted(room: number): Tree {
  const empty = () => new Int32Array(room);
  return { symbol: empty(), child: empty(), sibling: empty(), id: empty().fill(-1) };
}

function resized(tree: Tree, room: number): Tree {
  const other = rooted(room);
  for (const name of ['symbol', 'child', 'sibling', 'id'] as const) other[name].set(tree[name].subarray(0, room));
  return other;
}

/** Behind the others: a vocabulary begins with its commonest pieces, which are then found first. */
function append({ child, sibling }: Tree, node: number, added: number): void {
  let last = child[node] as number;
  if (last === 0) child[node] = added;
  else {
    while (sibling[last] !== 0) last = sibling[last] as number;
    sibling[last] = added;
  }
}

/** The child of `node` by this code point, 0 where there is none. */
function childOf({ symbol, child, sibling }: Tree, node: number, wanted: number): number {
  let next = child[node] as number;
  while (next !== 0 && symbol[next] !== wanted) next = sibling[next] as number;
  return next;
}

function codePoints(text: string): number[] {
  return Array.from(text, (symbol) => symbol.codePointAt(0) as number);
}

/** Walks the best path back; runs of unknown characters become one unknown piece. */
function trace(idAt: Int32Array, fromAt: Int32Array, length: number): number[] {
  const ids: number[] = [];
  for (let at = length; at > 0; at = fromAt[at] as number) {
    const id = idAt[at] as number;
    if (id === UNKNOWN_PIECE && ids.at(-1) === UNKNOWN_PIECE) continue;
    ids.push(id);
  }
  return ids.reverse();
}
