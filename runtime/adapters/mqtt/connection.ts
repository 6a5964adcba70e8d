import type { IClientOptions, IConnackPacket, MqttClient } from 'mqtt';
import type { Command } from '../../domain/entity.ts';
import { HearthError } from '../../domain/errors.ts';
import { limits } from '../../domain/limits.ts';
import { type Ending, endingOf } from './refusal.ts';
import { openClient } from './socket.ts';

/** What one connection is made of; everything read from disk already. */
export interface ConnectionOptions {
  readonly url: string;
  readonly clientId: string;
  readonly username?: string;
  readonly password?: string;
  readonly ca?: Buffer;
  readonly cert?: Buffer;
  readonly key?: Buffer;
  readonly protocolVersion: 4 | 5;
  /** True forgets what the broker kept of an earlier session. */
  readonly cleanStart: boolean;
  /** False for a connection of which the broker is to keep nothing. */
  readonly keepSession: boolean;
  readonly will?: Command;
}

export interface ConnectionEvents {
  opened(): void;
  message(topic: string, payload: Uint8Array, retain: boolean): void;
  /** Once, and nothing after it. */
  closed(ending: Ending | 'packetTooLarge'): void;
}

type Refuse = (reason: Error) => void;

/**
 * One connection to a broker, from CONNECT to its end.
 *
 * Every attempt gets a client of its own, because mqtt.js keeps unacknowledged QoS 1 messages over reconnects and sends
 * them again: a command to unlock a door must not arrive an hour late.
 */
export class Connection {
  readonly #options: ConnectionOptions;
  readonly #events: ConnectionEvents;
  readonly #waiting = new Set<Refuse>();
  readonly #turnstile: (() => void)[] = [];
  #client: MqttClient | undefined;
  #inFlight = 0;
  #inFlightMax = 65_535;
  #open = false;
  #ended = false;

  constructor(options: ConnectionOptions, events: ConnectionEvents) {
    this.#options = options;
    this.#events = events;
  }

  /** Starts the attempt; `opened` or `closed` follows. */
  open(): void {
    let error: Error | undefined;
    let tooLarge = false;
    const giant = () => {
      tooLarge = true;
      client.stream.destroy();
    };
    const client = openClient(this.#options, clientOptions(this.#options), this.#events.message, giant);
    this.#client = client;
    client.on('message', (topic, payload, packet) => this.#events.message(topic, payload, packet.retain));
    client.on('error', (fault) => {
      error = fault;
    });
    client.on('disconnect', (packet) => {
      error = Object.assign(new Error(`broker disconnected us, reason ${packet.reasonCode ?? 0}`), {
        code: packet.reasonCode ?? 0,
      });
    });
    client.on('connect', (connack) => this.#opened(connack));
    client.once('close', () => {
      // mqtt.js reports a connection that it ended itself after it closed it.
      queueMicrotask(() => this.#closed(tooLarge ? 'packetTooLarge' : endingOf(error)));
    });
  }

  #opened(connack: IConnackPacket): void {
    if (this.#ended) return;
    this.#open = true;
    this.#inFlightMax = connack.properties?.receiveMaximum ?? 65_535;
    this.#events.opened();
  }

  #closed(ending: Ending | 'packetTooLarge'): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#open = false;
    this.#failWaiting();
    this.#client?.end(true);
    this.#events.closed(ending);
  }

  /** Resolves when handed to the socket (QoS 0) or acknowledged (QoS 1); throws HearthError `publish-failed`. */
  async publish(command: Command, qos: 0 | 1): Promise<void> {
    if (qos === 0) {
      await this.#send(command, 0);
      // mqtt.js corks the socket until the next tick: without this wait what the caller does next comes first.
      await new Promise<void>((sent) => process.nextTick(sent));
      return;
    }
    while (this.#open && this.#inFlight >= this.#inFlightMax) {
      await new Promise<void>((pass) => this.#turnstile.push(pass));
    }
    this.#inFlight++;
    try {
      await this.#send(command, 1);
    } finally {
      this.#inFlight--;
      this.#turnstile.shift()?.();
    }
  }

  #send(command: Command, qos: 0 | 1): Promise<void> {
    const { topic, payload, retain } = command;
    return this.#ask((client, done) => client.publish(topic, payload, { qos, retain }, done)).catch((cause) => {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new HearthError('publish-failed', `not published to ${topic}: ${why}`, cause);
    });
  }

  /** Resolves to the filters that the broker did not grant. */
  async subscribe(filters: readonly string[], qos: 0 | 1): Promise<string[]> {
    const denied: string[] = [];
    await Promise.all(
      batches(filters).map((batch) =>
        this.#ask((client, done) =>
          client.subscribe(batch, { qos }, (fault, granted) => {
            for (const grant of granted ?? []) if (grant.qos >= 128) denied.push(grant.topic);
            done(denied.length > 0 ? undefined : fault);
          }),
        ),
      ),
    );
    return denied;
  }

  async unsubscribe(filters: readonly string[]): Promise<void> {
    await Promise.all(batches(filters).map((batch) => this.#ask((client, done) => client.unsubscribe(batch, done))));
  }

  /** Says goodbye where that can be said within `limits.stopMsMax`. */
  async close(): Promise<void> {
    const client = this.#client;
    if (client === undefined || this.#ended) return;
    this.#ended = true;
    this.#failWaiting();
    const gone = new Promise<void>((resolve) => client.stream.once('close', () => resolve()));
    if (this.#open) {
      this.#open = false;
      client.end();
    } else {
      client.end(true);
    }
    const late = setTimeout(() => client.stream.destroy(), limits.stopMsMax);
    if (!client.stream.destroyed) await gone;
    clearTimeout(late);
  }

  /** Runs one request to the broker; rejects when the connection ends before its answer. */
  #ask(request: (client: MqttClient, done: (fault?: Error | null) => void) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const client = this.#client;
      if (!this.#open || client === undefined) {
        reject(new Error('no connection to the broker'));
        return;
      }
      this.#waiting.add(reject);
      request(client, (fault) => {
        this.#waiting.delete(reject);
        if (fault) reject(fault);
        else resolve();
      });
    });
  }

  #failWaiting(): void {
    for (const refuse of this.#waiting) refuse(new Error('the connection to the broker was lost'));
    this.#waiting.clear();
    for (const pass of this.#turnstile.splice(0)) pass();
  }
}

function clientOptions(options: ConnectionOptions): IClientOptions {
  const { will } = options;
  return {
    clientId: options.clientId,
    protocolVersion: options.protocolVersion,
    // MQTT 5 has "clean start" and an expiry; in 3.1.1 one flag is both [MQTT-3.1.2-4].
    clean: options.protocolVersion === 5 ? options.cleanStart : options.cleanStart || !options.keepSession,
    keepalive: limits.keepAliveSeconds,
    connectTimeout: limits.connectMsMax,
    reconnectPeriod: 0,
    resubscribe: false,
    queueQoSZero: false,
    ...(options.username === undefined ? {} : { username: options.username }),
    ...(options.password === undefined ? {} : { password: options.password }),
    ...(will === undefined
      ? {}
      : { will: { topic: will.topic, payload: Buffer.from(will.payload), qos: 1 as const, retain: will.retain } }),
    ...(options.protocolVersion === 5
      ? {
          properties: {
            sessionExpiryInterval: options.keepSession ? limits.sessionExpirySeconds : 0,
            maximumPacketSize: limits.packetBytesMax,
          },
        }
      : {}),
  };
}

function batches(filters: readonly string[]): string[][] {
  const all: string[][] = [];
  for (let at = 0; at < filters.length; at += limits.filtersPerSubscribeMax) {
    all.push(filters.slice(at, at + limits.filtersPerSubscribeMax));
  }
  return all;
}
