/** What became of a chunk: the bytes that are not ours to read, in order. */
export interface Split {
  readonly rest: readonly Buffer[];
  /** A packet of more than the permitted bytes was announced; nothing after its header was read. */
  readonly tooLarge: boolean;
}

const PUBLISH_QOS_0 = 0x30;
const RETAIN = 0x01;

/**
 * Takes the QoS 0 PUBLISH packets (MQTT § 3.3) out of a byte stream and leaves the rest to mqtt.js.
 *
 * States arrive by the thousand and all this way; mqtt.js spends a copy, three events and a tick on each, more than the
 * daemon needs to understand it. Everything that is answered (QoS 1, pings, CONNACK) stays with mqtt.js.
 */
export class PublishSplitter {
  readonly #properties: boolean;
  readonly #bytesMax: number;
  readonly #take: (topic: string, payload: Buffer, retain: boolean) => void;
  /** The beginning of a packet whose end has not come, and how many bytes it needs before it is worth a look. */
  #held: Buffer[] = [];
  #heldBytes = 0;
  #needed = 0;
  /** Bytes of a packet of mqtt.js's that are still to come. */
  #passing = 0;

  /** `protocolVersion` 5 has properties between topic and payload. */
  constructor(
    protocolVersion: 4 | 5,
    bytesMax: number,
    take: (topic: string, payload: Buffer, retain: boolean) => void,
  ) {
    this.#properties = protocolVersion === 5;
    this.#bytesMax = bytesMax;
    this.#take = take;
  }

  split(chunk: Buffer): Split {
    if (this.#heldBytes > 0 && this.#heldBytes + chunk.length < this.#needed) {
      this.#hold(chunk, this.#needed);
      return { rest: [], tooLarge: false };
    }
    const bytes = this.#heldBytes > 0 ? Buffer.concat([...this.#held, chunk]) : chunk;
    this.#held = [];
    this.#heldBytes = 0;
    const rest: Buffer[] = [];
    let at = 0;
    while (at < bytes.length) {
      if (this.#passing > 0) {
        const end = Math.min(bytes.length, at + this.#passing);
        rest.push(bytes.subarray(at, end));
        this.#passing -= end - at;
        at = end;
        continue;
      }
      const [length, start] = variableInteger(bytes, at + 1);
      if (length === undefined) {
        this.#hold(bytes.subarray(at), bytes.length - at + 1);
        break;
      }
      if (length > this.#bytesMax) return { rest, tooLarge: true };
      const end = start + length;
      const ours = ((bytes[at] as number) & ~RETAIN) === PUBLISH_QOS_0;
      if (ours && end > bytes.length) {
        this.#hold(bytes.subarray(at), end - at);
        break;
      }
      if (ours && this.#read(bytes, at, start, end)) at = end;
      else this.#passing = end - at;
    }
    return { rest, tooLarge: false };
  }

  /** False for a packet that is not as it should be: mqtt.js then says so. */
  #read(bytes: Buffer, at: number, start: number, end: number): boolean {
    if (start + 2 > end) return false;
    const topicEnd = start + 2 + bytes.readUInt16BE(start);
    let payloadAt = topicEnd;
    if (this.#properties) {
      const [length, after] = variableInteger(bytes, topicEnd);
      if (length === undefined) return false;
      payloadAt = after + length;
    }
    if (payloadAt > end || topicEnd > end || topicEnd === start + 2) return false;
    const topic = bytes.toString('utf8', start + 2, topicEnd);
    this.#take(topic, bytes.subarray(payloadAt, end), ((bytes[at] as number) & RETAIN) !== 0);
    return true;
  }

  #hold(bytes: Buffer, needed: number): void {
    this.#held.push(bytes);
    this.#heldBytes += bytes.length;
    this.#needed = needed;
  }
}

/** A variable byte integer (§ 1.5.5) and where it ends; undefined where its end has not come. */
function variableInteger(bytes: Buffer, from: number): readonly [value: number | undefined, end: number] {
  let value = 0;
  let scale = 1;
  for (let at = from; at < from + 4 && at < bytes.length; at++) {
    const byte = bytes[at] as number;
    value += (byte & 0x7f) * scale;
    if (byte < 0x80 || at === from + 3) return [value, at + 1];
    scale *= 128;
  }
  return [undefined, bytes.length];
}
