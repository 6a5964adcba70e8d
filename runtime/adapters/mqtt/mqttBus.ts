import { readFile } from 'node:fs/promises';
import type { Command } from '../../domain/entity.ts';
import { HearthError } from '../../domain/errors.ts';
import { limits } from '../../domain/limits.ts';
import type { Bus, BusMessage, BusStatus } from '../../ports/bus.ts';
import { backOffMs } from './backOff.ts';
import { Connection, type ConnectionOptions } from './connection.ts';
import type { Ending } from './refusal.ts';
import { isTopicFilter, isTopicName } from './topics.ts';

export interface MqttOptions {
  /** `mqtt:` or `mqtts:`; a user and password in it are used. */
  readonly url: string;
  /** What the broker keeps the session by: the same from start to start, unlike any other client's. */
  readonly clientId: string;
  readonly username?: string;
  readonly password?: string;
  /** Paths of PEM files: whom to trust instead of the system's authorities, and our own certificate and key. */
  readonly tls?: { readonly caFile?: string; readonly certFile?: string; readonly keyFile?: string };
  /** Retained `{"online":true}` while connected, `{"online":false}` by last will and at stop. */
  readonly statusTopic?: string;
  /** True leaves nothing at the broker: no session, no queued messages. */
  readonly fresh?: boolean;
  /** Bytes of the largest message that is delivered from this topic; `limits.payloadBytesMax` where absent. */
  readonly payloadBytesMaxOf?: (topic: string) => number;
  /** In [0, 1), one number a retry. */
  readonly jitter: () => number;
  /** Told of each message that is not delivered and each filter that is not granted. */
  readonly fault: (error: HearthError) => void;
  readonly retry?: { readonly msMin: number; readonly msMax: number };
}

/** What `hearth doctor` shows of the broker. */
export interface MqttCounters {
  delivered: number;
  tooLarge: number;
  badTopics: number;
  badFilters: number;
  reconnects: number;
}

const PROTOCOLS = new Set(['mqtt:', 'mqtts:']);

/** A broker of the household's own, reached by MQTT 5, or 3.1.1 where that is all it speaks. */
export class MqttBus implements Bus {
  readonly counters: MqttCounters = { delivered: 0, tooLarge: 0, badTopics: 0, badFilters: 0, reconnects: 0 };
  readonly #options: MqttOptions;
  readonly #filters = new Map<string, 0 | 1>();
  #status: BusStatus = { kind: 'closed' };
  #connection: Connection | undefined;
  #credentials: Partial<ConnectionOptions> = {};
  #protocolVersion: 4 | 5 = 5;
  /** A broker took this version once. */
  #versionKnown = false;
  #cleanStart: boolean;
  #attempt = 0;
  #timer: NodeJS.Timeout | undefined;
  #deliver: (message: BusMessage) => void = () => {};
  #changed: (status: BusStatus) => void = () => {};
  #started: () => void = () => {};

  constructor(options: MqttOptions) {
    this.#options = options;
    this.#cleanStart = options.fresh ?? false;
  }

  get status(): BusStatus {
    return this.#status;
  }

  /** Throws HearthError `bad-argument` for a URL or certificate file that cannot be used. */
  async start(
    deliver: (message: BusMessage) => void,
    changed: (status: BusStatus) => void,
    signal: AbortSignal,
  ): Promise<void> {
    checkUrl(this.#options.url);
    this.#deliver = deliver;
    this.#changed = changed;
    this.#credentials = await readCredentials(this.#options);
    if (signal.aborted) return;
    signal.addEventListener('abort', () => void this.stop(), { once: true });
    const settled = new Promise<void>((resolve) => {
      this.#started = resolve;
    });
    this.#connect();
    await settled;
  }

  #connect(): void {
    this.#attempt++;
    this.#change({ kind: 'connecting', attempt: this.#attempt });
    const { url, clientId, statusTopic, fresh } = this.#options;
    const connection = new Connection(
      {
        url,
        clientId,
        protocolVersion: this.#protocolVersion,
        cleanStart: this.#cleanStart,
        keepSession: fresh !== true,
        ...this.#credentials,
        ...(statusTopic === undefined ? {} : { will: presence(statusTopic, false) }),
      },
      {
        opened: () => this.#opened(connection),
        message: (topic, payload, retain) => this.#take(topic, payload, retain),
        closed: (ending) => this.#lost(connection, ending),
      },
    );
    this.#connection = connection;
    connection.open();
  }

  #opened(connection: Connection): void {
    if (connection !== this.#connection) return;
    if (this.#attempt > 1) this.counters.reconnects++;
    this.#attempt = 0;
    this.#versionKnown = true;
    this.#cleanStart = this.#options.fresh ?? false;
    this.#change({ kind: 'connected' });
    const { statusTopic } = this.#options;
    if (statusTopic !== undefined) this.#inBackground(connection.publish(presence(statusTopic, true), 1));
    // Also where the session was kept: states published with QoS 0 meanwhile come only as retained messages, now.
    for (const qos of [0, 1] as const) {
      const filters = [...this.#filters].filter(([, its]) => its === qos).map(([filter]) => filter);
      if (filters.length > 0) this.#inBackground(this.#request(connection, filters, qos));
    }
    this.#started();
  }

  #lost(connection: Connection, ending: Ending | 'packetTooLarge'): void {
    if (connection !== this.#connection) return;
    this.#connection = undefined;
    if (ending === 'packetTooLarge') {
      this.counters.tooLarge++;
      const reason = `a packet of more than ${limits.packetBytesMax} bytes`;
      this.#options.fault(new HearthError('payload-too-large', `${reason} ended the connection`));
      // Else a kept session would bring the same packet again.
      this.#cleanStart = true;
      this.#retry('lost', reason);
      return;
    }
    if (ending.kind === 'oldProtocol' && this.#protocolVersion === 5) {
      this.#protocolVersion = 4;
      this.#attempt--;
      this.#connect();
      return;
    }
    // Some brokers of before MQTT 5 say nothing at all to it.
    if (ending.kind === 'hungUp' && !this.#versionKnown) this.#protocolVersion = this.#protocolVersion === 5 ? 4 : 5;
    this.#retry(ending.kind === 'unreachable' || ending.kind === 'hungUp' ? 'lost' : 'refused', ending.reason);
  }

  #retry(kind: 'lost' | 'refused', reason: string): void {
    const { msMin, msMax } = this.#options.retry ?? { msMin: limits.reconnectMsMin, msMax: limits.reconnectMsMax };
    const attempt = Math.max(1, this.#attempt);
    const retryInMs = backOffMs(attempt, this.#options.jitter(), kind === 'refused' ? msMax : msMin, msMax);
    // A first connection counts as attempt 1, a lost one starts over.
    this.#attempt = attempt;
    this.#timer = setTimeout(() => this.#connect(), retryInMs);
    this.#change({ kind, reason, retryInMs });
    if (kind === 'refused') this.#started();
  }

  #take(topic: string, payload: Uint8Array, retain: boolean): void {
    if (payload.length > limits.payloadBytesMax && payload.length > this.#bytesMax(topic)) {
      this.counters.tooLarge++;
      const why = `${payload.length} bytes on ${topic.slice(0, 200)}, at most ${this.#bytesMax(topic)} are read`;
      this.#options.fault(new HearthError('payload-too-large', why));
    } else if (!isTopicName(topic)) {
      this.counters.badTopics++;
      this.#options.fault(new HearthError('topic-invalid', `message on ${JSON.stringify(topic.slice(0, 200))}`));
    } else {
      this.counters.delivered++;
      this.#deliver({ topic, payload, retain });
    }
  }

  #bytesMax(topic: string): number {
    return this.#options.payloadBytesMaxOf?.(topic) ?? limits.payloadBytesMax;
  }

  /** A filter that no broker would take is reported and left out: it must not cost its neighbours theirs. */
  async subscribe(filters: readonly string[], qos: 0 | 1 = 1): Promise<void> {
    const good = filters.filter((filter) => {
      if (isTopicFilter(filter)) return true;
      this.#badFilter(filter, 'is no topic filter');
      return false;
    });
    for (const filter of good) this.#filters.set(filter, qos);
    if (this.#connection === undefined || this.#status.kind !== 'connected') return;
    await this.#request(this.#connection, good, qos).catch(() => {});
  }

  async #request(connection: Connection, filters: readonly string[], qos: 0 | 1): Promise<void> {
    for (const denied of await connection.subscribe(filters, qos)) this.#badFilter(denied, 'was denied by the broker');
  }

  async unsubscribe(filters: readonly string[]): Promise<void> {
    const known = filters.filter((filter) => this.#filters.delete(filter));
    if (this.#connection === undefined || this.#status.kind !== 'connected') return;
    // A lost connection is resubscribed without them; what a kept session still brings, nobody reads.
    await this.#connection.unsubscribe(known).catch(() => {});
  }

  async publish(command: Command, qos: 0 | 1 = 0): Promise<void> {
    if (!isTopicName(command.topic)) {
      throw new HearthError('topic-invalid', `cannot publish to ${JSON.stringify(command.topic.slice(0, 200))}`);
    }
    if (Buffer.byteLength(command.payload) > limits.payloadBytesMax) {
      throw new HearthError('payload-too-large', `more than ${limits.payloadBytesMax} bytes for ${command.topic}`);
    }
    if (this.#connection === undefined || this.#status.kind !== 'connected') {
      throw new HearthError('publish-failed', `not published to ${command.topic}: the broker is away`);
    }
    await this.#connection.publish(command, qos);
  }

  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    const connection = this.#connection;
    this.#connection = undefined;
    const { statusTopic } = this.#options;
    if (connection !== undefined && this.#status.kind === 'connected' && statusTopic !== undefined) {
      const late = new Promise((resolve) => setTimeout(resolve, limits.stopMsMax).unref());
      await Promise.race([connection.publish(presence(statusTopic, false), 1).catch(() => {}), late]);
    }
    if (this.#status.kind !== 'closed') this.#change({ kind: 'closed' });
    this.#started();
    await connection?.close();
  }

  #change(status: BusStatus): void {
    this.#status = status;
    this.#changed(status);
  }

  #badFilter(filter: string, why: string): void {
    this.counters.badFilters++;
    this.#options.fault(new HearthError('topic-invalid', `${JSON.stringify(filter.slice(0, 200))} ${why}`));
  }

  /** What fails here fails because the connection ended, and that is reported and retried as such. */
  #inBackground(work: Promise<void>): void {
    work.catch(() => {});
  }
}

function presence(topic: string, online: boolean): Command {
  return { topic, payload: JSON.stringify({ online }), retain: true };
}

function checkUrl(url: string): void {
  if (!URL.canParse(url) || !PROTOCOLS.has(new URL(url).protocol) || new URL(url).hostname === '') {
    const shown = url.replace(/\/\/[^@/]*@/, '//…@');
    throw new HearthError('bad-argument', `no broker URL: ${shown} (like mqtt://host:1883 or mqtts://host:8883)`);
  }
}

async function readCredentials(options: MqttOptions): Promise<Partial<ConnectionOptions>> {
  const { username, password, tls } = options;
  const [ca, cert, key] = await Promise.all([tls?.caFile, tls?.certFile, tls?.keyFile].map(readPem));
  return {
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
  };
}

async function readPem(file: string | undefined): Promise<Buffer | undefined> {
  if (file === undefined) return undefined;
  try {
    return await readFile(file);
  } catch (cause) {
    throw new HearthError('bad-argument', `cannot read the certificate file ${file}`, cause);
  }
}
