import { HearthError } from '../../domain/errors.ts';

/** Cuts a stream of bytes into lines. A line beyond `bytesMax` is an error: `payload-too-large`. */
export class LineReader {
  readonly #bytesMax: number;
  #parts: Buffer[] = [];
  #length = 0;

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax;
  }

  *push(chunk: Buffer): Generator<string> {
    let from = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      this.#keep(chunk.subarray(from, end));
      from = end + 1;
      yield this.rest();
    }
    this.#keep(chunk.subarray(from));
  }

  /** What came after the last line's end. */
  rest(): string {
    const line = Buffer.concat(this.#parts).toString('utf8');
    this.#parts = [];
    this.#length = 0;
    return line;
  }

  #keep(part: Buffer): void {
    if (part.length === 0) return;
    this.#length += part.length;
    if (this.#length > this.#bytesMax)
      throw new HearthError('payload-too-large', `a line is longer than ${this.#bytesMax} bytes`);
    this.#parts.push(part);
  }
}
