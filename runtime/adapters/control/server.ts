import { chmodSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { HearthError, isHearthError } from '../../domain/errors.ts';
import { limits } from '../../domain/limits.ts';
import { LineReader } from './lines.ts';

/** Answers one request; lines given to `tell` go to the client before the answer does. Ends early when `gone` aborts. */
export type Handle = (
  method: string,
  params: { readonly [key: string]: unknown },
  tell: (line: string) => void,
  gone: AbortSignal,
) => Promise<unknown>;

/**
 * The daemon's own door: JSON Lines on a Unix socket that only its owner can open.
 *
 * Request `{"id","method","params"}`; answer `{"id","result"}` or `{"id","error":{"code","message"}}`; between them any
 * number of `{"id","line"}`.
 */
export class ControlServer {
  readonly #path: string;
  readonly #handle: Handle;
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;

  constructor(path: string, handle: Handle) {
    this.#path = path;
    this.#handle = handle;
  }

  /** The caller holds the data directory's lock, so a socket that lies there is a dead daemon's. */
  async start(): Promise<void> {
    if (process.platform !== 'win32') rmSync(this.#path, { force: true });
    const server = createServer((socket) => this.#serve(socket));
    this.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', (cause) =>
        reject(new HearthError('store-failed', `cannot listen on ${this.#path}: ${cause.message}`, cause)),
      );
      server.listen(this.#path, resolve);
    });
    if (process.platform !== 'win32') chmodSync(this.#path, 0o600);
  }

  async stop(): Promise<void> {
    const server = this.#server;
    if (!server) return;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #serve(socket: Socket): void {
    if (this.#sockets.size >= limits.controlClientsMax) {
      socket.destroy();
      return;
    }
    this.#sockets.add(socket);
    const gone = new AbortController();
    const lines = new LineReader(limits.lineBytesMax);
    socket.on('close', () => {
      this.#sockets.delete(socket);
      gone.abort();
    });
    // A client that dies mid-answer is its own affair.
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => {
      try {
        for (const line of lines.push(chunk)) void this.#answer(socket, line, gone.signal);
      } catch (error) {
        send(socket, { id: null, error: faultOf(error) });
        socket.end();
      }
    });
  }

  async #answer(socket: Socket, line: string, gone: AbortSignal): Promise<void> {
    let id: unknown = null;
    try {
      const request = parseRequest(line);
      id = request.id;
      const tell = (told: string): void => send(socket, { id, line: told });
      const result = await this.#handle(request.method, request.params, tell, gone);
      send(socket, { id, result: result ?? null });
    } catch (error) {
      send(socket, { id, error: faultOf(error) });
    }
  }
}

function send(socket: Socket, message: unknown): void {
  if (socket.destroyed) return;
  socket.write(`${JSON.stringify(message)}\n`);
  // Who does not read must not make the daemon hold all that it missed.
  if (socket.writableLength > limits.controlAnswerBytesMax) socket.destroy();
}

function parseRequest(line: string): { id: unknown; method: string; params: { readonly [key: string]: unknown } } {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw new HearthError('bad-argument', 'a request is one line of JSON', cause);
  }
  const { id, method, params } = (value ?? {}) as { [key: string]: unknown };
  if (typeof method !== 'string') throw new HearthError('bad-argument', 'a request names its "method"');
  const given = typeof params === 'object' && params !== null ? (params as { [key: string]: unknown }) : {};
  return { id: id ?? null, method, params: given };
}

function faultOf(error: unknown): { code: string; message: string } {
  if (isHearthError(error)) return { code: error.code, message: error.message };
  return { code: 'turn-failed', message: error instanceof Error ? error.message : String(error) };
}
