import type { Signal } from '../../domain/decision.ts';
import { HearthError } from '../../domain/errors.ts';
import type { Household } from '../../domain/household.ts';
import { limits } from '../../domain/limits.ts';
import type { BusMessage, BusStatus } from '../../ports/bus.ts';
import { backOffMs } from './backOff.ts';
import { MqttBus } from './mqttBus.ts';

/** The durable outbox: what `ContextStore` has for signals. */
export interface Outbox {
  /** Oldest first. */
  pendingSignals(limit: number): readonly Signal[];
  /** Removes the signals with these ids, and says how many there were. */
  acknowledge(ids: readonly string[]): number;
}

export interface UpstreamOptions {
  /** As `upstreamUrl` gives it. */
  readonly url: string;
  readonly caFile?: string;
  readonly outbox: Outbox;
  /** In [0, 1), one number a retry. */
  readonly jitter: () => number;
  readonly fault: (error: HearthError) => void;
  readonly resend?: { readonly msMin: number; readonly msMax: number };
  readonly retry?: { readonly msMin: number; readonly msMax: number };
}

/** Since start; `hearth signals` and `hearth doctor` show them. */
export interface UpstreamCounters {
  /** Signals published, again ones counted again. */
  sent: number;
  acknowledged: number;
  /** Messages on a receipts topic that were no receipt. */
  badReceipts: number;
}

interface Attempt {
  readonly count: number;
  /** On the monotonic clock. */
  readonly dueMs: number;
}

const EPOCH = /^[A-Za-z0-9_-]{1,64}$/;
const ID_CHARACTERS_MAX = 128;

/**
 * Where a household that opted in sends its signals; undefined where it did not.
 *
 * Throws HearthError `bad-household` where no URL is given, or one that would carry signals unencrypted beyond this machine.
 */
export function upstreamUrl(sync: Household['sync']): string | undefined {
  if (!sync.enabled) return undefined;
  const url = sync.upstream;
  if (url === undefined || !URL.canParse(url)) {
    throw new HearthError('bad-household', 'sync.enabled needs sync.upstream, like mqtts://collector.example:8883');
  }
  const { protocol, hostname } = new URL(url);
  const here = hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';
  if (protocol !== 'mqtts:' && !(protocol === 'mqtt:' && here)) {
    throw new HearthError('bad-household', `sync.upstream must be encrypted (mqtts:), not ${protocol}`);
  }
  return url;
}

/**
 * Carries signals from the outbox to the collector until its receipts name them, over a connection of its own.
 *
 * The wire, version 1, all QoS 1, not retained, JSON in UTF-8, where `<epoch>` is a signal's epoch id:
 * - `hearth/v1/up/<epoch>/signals`, hub to collector: `{"signals":[Signal, …]}`, at most `limits.outboxBatchMax`, oldest
 *   first, each exactly as the outbox has it. The same signal may come again, in another batch: `id` tells.
 * - `hearth/v1/up/<epoch>/receipts`, collector to hub: `{"received":["<id>", …]}`, any ids in any order, as often as it
 *   likes. A collector also acknowledges what it throws away. PUBACK only says that the broker has a batch; only a
 *   receipt removes a signal.
 *
 * The client id is left to the broker and no session is kept, so that nothing in the protocol outlives an epoch.
 */
export class Upstream {
  readonly counters: UpstreamCounters = { sent: 0, acknowledged: 0, badReceipts: 0 };
  readonly #options: UpstreamOptions;
  readonly #bus: MqttBus;
  readonly #attempts = new Map<string, Attempt>();
  readonly #epochs = new Set<string>();
  /** Acknowledged since the outbox was last read: not to be sent from what was read. */
  readonly #gone = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #sending = false;
  #again = false;
  #stopped = false;

  constructor(options: UpstreamOptions) {
    this.#options = options;
    this.#bus = new MqttBus({
      url: options.url,
      clientId: '',
      fresh: true,
      jitter: options.jitter,
      fault: options.fault,
      ...(options.caFile === undefined ? {} : { tls: { caFile: options.caFile } }),
      ...(options.retry === undefined ? {} : { retry: options.retry }),
    });
  }

  get status(): BusStatus {
    return this.#bus.status;
  }

  /** Resolves when first connected or refused; a collector that is away is retried until `stop`. */
  async start(signal: AbortSignal): Promise<void> {
    signal.addEventListener('abort', () => void this.stop(), { once: true });
    await this.#bus.start(
      (message) => this.#receive(message),
      (status) => {
        if (status.kind === 'connected') this.wake();
      },
      signal,
    );
  }

  /** To be called when signals were added to the outbox; cheap where there is nothing to do. */
  wake(): void {
    if (this.#stopped) return;
    if (this.#sending) {
      this.#again = true;
      return;
    }
    this.#sending = true;
    this.#send()
      .catch((error) => this.#report(error))
      .finally(() => {
        this.#sending = false;
        if (!this.#again) return;
        this.#again = false;
        this.wake();
      });
  }

  async #send(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#bus.status.kind !== 'connected') return;
    this.#gone.clear();
    const pending = this.#options.outbox.pendingSignals(limits.outboxSignalsMax);
    await this.#follow(pending);
    const now = performance.now();
    const due = pending.filter((signal) => (this.#attempts.get(signal.id)?.dueMs ?? 0) <= now);
    for (const batch of batchesOf(due)) {
      if (this.#stopped || this.#bus.status.kind !== 'connected') return;
      const still = batch.filter((signal) => !this.#gone.has(signal.id));
      if (still.length > 0) await this.#publish(still);
    }
    this.#schedule();
  }

  /** Listens for the receipts of exactly the epochs that wait for some, and forgets attempts that are over. */
  async #follow(pending: readonly Signal[]): Promise<void> {
    const wanted = new Set(pending.map((signal) => signal.epoch).filter((epoch) => EPOCH.test(epoch)));
    const fresh = [...wanted].filter((epoch) => !this.#epochs.has(epoch));
    const over = [...this.#epochs].filter((epoch) => !wanted.has(epoch));
    for (const epoch of fresh) this.#epochs.add(epoch);
    for (const epoch of over) this.#epochs.delete(epoch);
    if (fresh.length > 0) await this.#bus.subscribe(fresh.map(receiptsTopic), 1);
    if (over.length > 0) await this.#bus.unsubscribe(over.map(receiptsTopic));
    const ids = new Set(pending.map((signal) => signal.id));
    for (const id of this.#attempts.keys()) if (!ids.has(id)) this.#attempts.delete(id);
  }

  async #publish(batch: readonly Signal[]): Promise<void> {
    const epoch = (batch[0] as Signal).epoch;
    const { msMin, msMax } = this.#options.resend ?? {
      msMin: limits.uplinkResendMsMin,
      msMax: limits.uplinkResendMsMax,
    };
    // Before it is sent: the receipt may be quicker than the broker's acknowledgement.
    for (const { id } of batch) {
      const count = (this.#attempts.get(id)?.count ?? 0) + 1;
      const dueMs = performance.now() + backOffMs(count, this.#options.jitter(), msMin, msMax);
      this.#attempts.set(id, { count, dueMs });
    }
    try {
      const payload = JSON.stringify({ signals: batch });
      await this.#bus.publish({ topic: `hearth/v1/up/${epoch}/signals`, payload, retain: false }, 1);
      this.counters.sent += batch.length;
    } catch (error) {
      this.#report(error);
    }
  }

  #schedule(): void {
    let next = Number.POSITIVE_INFINITY;
    for (const { dueMs } of this.#attempts.values()) next = Math.min(next, dueMs);
    if (this.#stopped || !Number.isFinite(next)) return;
    this.#timer = setTimeout(() => this.wake(), Math.max(1, next - performance.now()));
  }

  #receive({ topic, payload }: BusMessage): void {
    const ids = parseReceipt(payload);
    if (ids === undefined) {
      this.counters.badReceipts++;
      this.#options.fault(new HearthError('payload-invalid', `no receipt on ${topic}`));
      return;
    }
    try {
      this.counters.acknowledged += this.#options.outbox.acknowledge(ids);
    } catch (error) {
      // They stay in the outbox and are sent again.
      this.#report(error);
      return;
    }
    for (const id of ids) {
      this.#attempts.delete(id);
      if (this.#sending) this.#gone.add(id);
    }
    this.wake();
  }

  #report(error: unknown): void {
    const why = error instanceof Error ? error.message : String(error);
    this.#options.fault(error instanceof HearthError ? error : new HearthError('publish-failed', why, error));
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#bus.stop();
  }
}

function receiptsTopic(epoch: string): string {
  return `hearth/v1/up/${epoch}/receipts`;
}

/** Batches of one epoch each, in order, within the bounds of number and bytes; a signal with a bad epoch cannot go. */
function batchesOf(signals: readonly Signal[]): Signal[][] {
  const batches: Signal[][] = [];
  let bytes = 0;
  for (const signal of signals) {
    if (!EPOCH.test(signal.epoch)) continue;
    const size = Buffer.byteLength(JSON.stringify(signal)) + 1;
    const last = batches.at(-1);
    const fits =
      last !== undefined && last.length < limits.outboxBatchMax && bytes + size < limits.payloadBytesMax - 64;
    if (fits && last[0]?.epoch === signal.epoch) {
      last.push(signal);
      bytes += size;
    } else {
      batches.push([signal]);
      bytes = size;
    }
  }
  return batches;
}

/** The ids that a receipt names; undefined where it is none. */
function parseReceipt(payload: Uint8Array): string[] | undefined {
  let receipt: unknown;
  try {
    receipt = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload));
  } catch {
    return undefined;
  }
  if (typeof receipt !== 'object' || receipt === null || !('received' in receipt)) return undefined;
  const { received } = receipt;
  if (!Array.isArray(received)) return undefined;
  const ids = received.filter((id): id is string => typeof id === 'string' && id.length <= ID_CHARACTERS_MAX);
  return ids.length === received.length ? ids : undefined;
}
