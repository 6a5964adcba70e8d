/** A seeded random source (xorshift32, G. Marsaglia 2003): the same seed gives the same numbers on every machine. */
export class Random {
  private state: number;

  constructor(seed: number) {
    // A weak seed (0, 1, 2 …) is spread over all bits first: xorshift never leaves 0.
    this.state = (Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ 0x27d4eb2f) | 0 || 1;
    for (let i = 0; i < 8; i++) this.bits();
  }

  /** 32 random bits. */
  bits(): number {
    let x = this.state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.state = x;
    return x;
  }

  /** In [0, 1). */
  next(): number {
    return (this.bits() >>> 0) / 4294967296;
  }

  /** Whole, in [0, limit). */
  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  /** Standard normal (Box–Muller). */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
  }

  shuffle<T>(items: T[]): T[] {
    for (let i = items.length - 1; i > 0; i--) {
      const j = this.below(i + 1);
      [items[i], items[j]] = [items[j] as T, items[i] as T];
    }
    return items;
  }

  /** 0 with probability `rate` (to 1/256), else 1/(1 − rate): dropout's mask, [length]. */
  dropoutMask(length: number, rate: number): Float32Array {
    const mask = new Float32Array(length);
    const cut = Math.round(rate * 256);
    const kept = 256 / (256 - cut);
    for (let i = 0; i < length; ) {
      let bits = this.bits();
      for (let k = 0; k < 4 && i < length; k++, i++) {
        mask[i] = (bits & 255) < cut ? 0 : kept;
        bits >>>= 8;
      }
    }
    return mask;
  }
}
