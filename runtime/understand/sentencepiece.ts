/** One entry of the vocabulary: the piece ("▁turn", "s") and its log probability. */
export type PieceEntry = readonly [piece: string, score: number];

interface TrieNode {
  readonly next: Map<string, TrieNode>;
  /** Index into the vocabulary, −1 where no piece ends. */
  id: number;
}

/** The piece at index 0 stands for every character the vocabulary lacks. */
export const UNKNOWN_PIECE = 0;
const WORD_START = '▁';
/** Worse than any real piece (the rarest score about −13), so that it is only taken where nothing else fits. */
const UNKNOWN_SCORE = -30;

/**
 * A unigram sentencepiece vocabulary: cuts a word into the pieces whose probabilities multiply to the most.
 *
 * "thermostat" → ▁the · r · mo · stat, whichever way scores best. Source: T. Kudo, "Subword Regularization" (2018),
 * section 3.2; one-best segmentation, no sampling.
 */
export class SentencePieces {
  readonly size: number;
  private readonly root: TrieNode = { next: new Map(), id: -1 };
  private readonly scores: readonly number[];

  /** @param entries the vocabulary in id order; entry 0 is the unknown piece. */
  constructor(entries: readonly PieceEntry[]) {
    this.size = entries.length;
    this.scores = entries.map(([, score]) => score);
    entries.forEach(([piece], id) => {
      if (id !== UNKNOWN_PIECE) this.insert(piece, id);
    });
  }

  /** Piece ids of one lower-cased word, at least one; the word-start mark is put in front here. */
  encodeWord(word: string): number[] {
    const symbols = Array.from(WORD_START + word);
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
      let node: TrieNode | undefined = this.root;
      for (let end = start; end < length; end++) {
        node = node.next.get(symbols[end] as string);
        if (node === undefined) break;
        if (node.id < 0) continue;
        const score = base + (this.scores[node.id] as number);
        if (score > (best[end + 1] as number)) {
          best[end + 1] = score;
          fromAt[end + 1] = start;
          idAt[end + 1] = node.id;
        }
      }
    }
    return trace(idAt, fromAt, length);
  }

  private insert(piece: string, id: number): void {
    let node = this.root;
    for (const symbol of piece) {
      let next = node.next.get(symbol);
      if (next === undefined) {
        next = { next: new Map(), id: -1 };
        node.next.set(symbol, next);
      }
      node = next;
    }
    if (node.id < 0) node.id = id;
  }
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
