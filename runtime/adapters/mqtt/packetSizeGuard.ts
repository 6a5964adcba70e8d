/**
 * Watches a stream of MQTT packets for one that is longer than a hub should hold in memory.
 *
 * MQTT 3.1.1 lets a peer announce 256 MiB, and parsers buffer a packet until its last byte; this reads only the fixed
 * headers (type and remaining length, MQTT 3.1.1 § 2.2.3), so it can refuse at the first bytes.
 */
export class PacketSizeGuard {
  readonly #bytesMax: number;
  /** Bytes of the present packet still to come. */
  #left = 0;
  /** Where in a fixed header the last chunk ended: -1 outside, else the number of length bytes read. */
  #lengthBytes = -1;
  #length = 0;

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax;
  }

  /** False from the chunk on that announces a packet of more than the permitted bytes. */
  accepts(chunk: Uint8Array): boolean {
    let at = 0;
    while (at < chunk.length) {
      if (this.#left > 0) {
        const skip = Math.min(this.#left, chunk.length - at);
        this.#left -= skip;
        at += skip;
        continue;
      }
      const byte = chunk[at] as number;
      at++;
      if (this.#lengthBytes < 0) {
        this.#lengthBytes = 0;
        this.#length = 0;
        continue;
      }
      this.#length += (byte & 0x7f) * 128 ** this.#lengthBytes;
      this.#lengthBytes++;
      if (byte >= 0x80 && this.#lengthBytes < 4) continue;
      if (this.#length > this.#bytesMax) return false;
      this.#left = this.#length;
      this.#lengthBytes = -1;
    }
    return true;
  }
}
