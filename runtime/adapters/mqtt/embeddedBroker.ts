import { timingSafeEqual } from 'node:crypto';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { Aedes, type AedesOptions } from 'aedes';
import { HearthError } from '../../domain/errors.ts';
import { limits } from '../../domain/limits.ts';
import { boundMemory, type MemoryCounters } from './embeddedMemory.ts';
import { PacketSizeGuard } from './packetSizeGuard.ts';

export interface EmbeddedBrokerOptions {
  /** 0 takes a free port; see `url` for which. */
  readonly port: number;
  /** Absent lets every program on this machine in. */
  readonly credentials?: { readonly username: string; readonly password: string };
}

export interface BrokerCounters extends MemoryCounters {
  connectionsRefused: number;
  tooLarge: number;
}

/** What aedes has and its types do not tell. */
interface AedesInside {
  readonly persistence: Parameters<typeof boundMemory>[0];
  readonly clients: { readonly [id: string]: { readonly connected: boolean } | undefined };
}

const LOOPBACK = '127.0.0.1';

/**
 * A broker inside the daemon, for a home that has none: MQTT 3.1.1 on the loopback interface, everything in memory.
 *
 * Its limits: `limits.brokerConnectionsMax` connections, packets of `limits.packetBytesMax` bytes (a client
 * beyond is disconnected), and those of `boundMemory`.
 */
export class EmbeddedBroker {
  readonly #options: EmbeddedBrokerOptions;
  readonly #sockets = new Set<Socket>();
  readonly #own = { connectionsRefused: 0, tooLarge: 0 };
  #memory: MemoryCounters = { retained: 0, retainedBytes: 0, retainedRefused: 0, queueDropped: 0 };
  #server: Server | undefined;
  #aedes: Aedes | undefined;

  constructor(options: EmbeddedBrokerOptions) {
    this.#options = options;
  }

  /** Where clients find it, once started. */
  get url(): string {
    const address = this.#server?.address() as AddressInfo | null | undefined;
    return `mqtt://${LOOPBACK}:${address?.port ?? this.#options.port}`;
  }

  get counters(): BrokerCounters {
    return { ...this.#memory, ...this.#own };
  }

  /** Throws HearthError `broker-unreachable` where the port is taken. */
  async start(signal: AbortSignal): Promise<void> {
    const aedes = await Aedes.createBroker(this.#rules());
    const inside = aedes as unknown as AedesInside;
    this.#memory = boundMemory(inside.persistence, (id) => inside.clients[id]?.connected === true);
    // A client's fault is that client's: aedes has already closed it.
    aedes.on('clientError', () => {});
    aedes.on('connectionError', () => {});
    (aedes as NodeJS.EventEmitter).on('error', () => {});
    const server = createServer({ noDelay: true }, (socket) => this.#accept(aedes, socket));
    server.maxConnections = limits.brokerConnectionsMax;
    server.on('drop', () => {
      this.#own.connectionsRefused++;
    });
    this.#aedes = aedes;
    this.#server = server;
    try {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(this.#options.port, LOOPBACK, resolve);
      });
    } catch (cause) {
      // aedes' own timers would keep the process alive for ever.
      await this.stop();
      const why = `the own broker cannot listen: ${(cause as Error).message}`;
      throw new HearthError('broker-unreachable', `${why}; name another --port, or the --broker that has it`, cause);
    }
    signal.addEventListener('abort', () => void this.stop(), { once: true });
  }

  #accept(aedes: Aedes, socket: Socket): void {
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
    aedes.handle(socket);
    const guard = new PacketSizeGuard(limits.packetBytesMax);
    // aedes reads when `readable`; a `data` listener beside it only watches.
    socket.on('data', (chunk: Buffer) => {
      if (guard.accepts(chunk)) return;
      this.#own.tooLarge++;
      socket.destroy();
    });
  }

  #rules(): AedesOptions {
    const { credentials } = this.#options;
    return {
      heartbeatInterval: 60_000,
      connectTimeout: limits.connectMsMax,
      // Messages that arrive while a client is still being let in.
      queueLimit: 1_000,
      authenticate: (_client, username, password, done) => {
        const welcome =
          credentials === undefined ||
          (username === credentials.username && sameBytes(password ?? Buffer.alloc(0), credentials.password));
        // 4: bad user name or password [MQTT-3.2.2, table 3.1].
        if (welcome) done(null, true);
        else done(Object.assign(new Error('bad user name or password'), { returnCode: 4 as const }), false);
      },
      authorizePublish: (_client, packet, done) => {
        if (packet.topic.startsWith('$')) return done(new Error('topics that start with $ are the broker’s'));
        done(null);
      },
    };
  }

  async stop(): Promise<void> {
    const server = this.#server;
    const aedes = this.#aedes;
    this.#server = undefined;
    this.#aedes = undefined;
    if (server === undefined) return;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const socket of this.#sockets) socket.destroy();
    if (aedes !== undefined) await new Promise<void>((resolve) => aedes.close(() => resolve()));
    await closed;
  }
}

function sameBytes(given: Buffer, wanted: string): boolean {
  const expected = Buffer.from(wanted);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
