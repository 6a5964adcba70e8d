import { readFileSync } from 'node:fs';
import { connectAsync, type MqttClient } from 'mqtt';
import type { Signal } from '../../runtime/domain/decision.ts';

/** What becomes of one receipt on its way. */
export type ReceiptFate = 'sent' | 'lost' | 'repeated' | 'late' | 'garbled' | 'partial';

const GARBAGE = [
  '',
  '{',
  '[]',
  '{"received":7}',
  '{"received":[1,null]}',
  '"ok"',
  '\u0000\u0001',
  '{"received":"all"}',
];

/** A small receiving collector; what it received outlives its own restarts, as a database would. */
export class Collector {
  /** By id: the first copy. */
  readonly received = new Map<string, Signal>();
  /** All copies of all signals. */
  deliveries = 0;
  /** Signals in one message, at most. */
  largestBatch = 0;
  /** Client ids and topics are all that a broker could tell one home from another by. */
  readonly topics = new Set<string>();
  readonly #fate: (batch: number) => ReceiptFate;
  readonly #late: { readonly topic: string; readonly ids: readonly string[] }[] = [];
  #batches = 0;
  #client: MqttClient | undefined;

  constructor(fate: (batch: number) => ReceiptFate = () => 'sent') {
    this.#fate = fate;
  }

  async start(url: string, caFile?: string): Promise<void> {
    const trust = caFile === undefined ? {} : { ca: readFileSync(caFile) };
    const client = await connectAsync(url, { reconnectPeriod: 20, ...trust });
    this.#client = client;
    client.on('message', (topic, payload) => this.#take(topic, payload));
    await client.subscribeAsync('hearth/v1/up/+/signals', { qos: 1 });
  }

  async stop(): Promise<void> {
    await this.#client?.endAsync(true);
    this.#client = undefined;
  }

  #take(topic: string, payload: Buffer): void {
    const { signals } = JSON.parse(payload.toString()) as { signals: Signal[] };
    this.topics.add(topic);
    this.deliveries += signals.length;
    this.largestBatch = Math.max(this.largestBatch, signals.length);
    for (const signal of signals) {
      if (topic !== `hearth/v1/up/${signal.epoch}/signals`) throw new Error(`a signal of another epoch on ${topic}`);
      if (!this.received.has(signal.id)) this.received.set(signal.id, signal);
    }
    const receipts = topic.replace(/signals$/, 'receipts');
    this.#answer(
      receipts,
      signals.map((signal) => signal.id),
    );
  }

  #answer(topic: string, ids: readonly string[]): void {
    const say = (named: readonly string[]) =>
      this.#client?.publish(topic, JSON.stringify({ received: named }), { qos: 1 });
    const fate = this.#fate(this.#batches++);
    if (fate === 'late') {
      this.#late.push({ topic, ids });
      return;
    }
    if (fate === 'garbled') this.#client?.publish(topic, GARBAGE[this.#batches % GARBAGE.length] as string, { qos: 1 });
    if (fate === 'sent' || fate === 'repeated') say(ids);
    if (fate === 'repeated') say([...ids].reverse());
    if (fate === 'partial') say(ids.filter((_, index) => index % 2 === 0));
    // Receipts of earlier batches come after those of later ones.
    for (const { ids: earlier } of this.#late.splice(0)) say(earlier);
  }
}
