import { connect } from 'node:net';
import { type ErrorCode, HearthError } from '../../domain/errors.ts';
import { limits } from '../../domain/limits.ts';
import { LineReader } from './lines.ts';

interface Answer {
  readonly line?: string;
  readonly result?: unknown;
  readonly error?: { readonly code: ErrorCode; readonly message: string };
}
interface CallOptions {
  /** Called for each line that comes before the answer; while lines may come, nothing times out. */
  readonly told?: (line: string) => void;
  readonly signal?: AbortSignal;
}

/**
 * Asks the daemon behind a control socket.
 *
 * Errors: `daemon-unreachable` where nobody listens, and whatever the daemon answered.
 */
export function callDaemon(
  path: string,
  method: string,
  params: { readonly [key: string]: unknown },
  { told, signal }: CallOptions = {},
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    const lines = new LineReader(limits.controlAnswerBytesMax);
    const fail = (why: string, cause?: unknown): void => {
      socket.destroy();
      reject(new HearthError('daemon-unreachable', why, cause));
    };
    if (!told) socket.setTimeout(limits.controlTimeoutMs, () => fail('the daemon does not answer'));
    signal?.addEventListener('abort', () => {
      socket.destroy();
      resolve(null);
    });
    socket.once('connect', () => socket.write(`${JSON.stringify({ id: 1, method, params })}\n`));
    socket.once('error', (cause) => fail(`no daemon listens on ${path}; start one with "hearth run"`, cause));
    socket.once('close', () => fail('the daemon hung up'));
    socket.on('data', (chunk) => {
      for (const line of lines.push(chunk)) {
        const answer = JSON.parse(line) as Answer;
        if (answer.line !== undefined) {
          try {
            told?.(answer.line);
          } catch (error) {
            reject(error);
            socket.destroy();
            return;
          }
          continue;
        }
        if (answer.error) reject(new HearthError(answer.error.code, answer.error.message));
        else resolve(answer.result);
        socket.destroy();
      }
    });
  });
}
