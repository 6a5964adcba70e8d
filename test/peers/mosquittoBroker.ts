import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { Certificates } from './certificates.ts';
import { isInstalled } from './tools.ts';

export interface MosquittoOptions {
  readonly credentials?: { readonly username: string; readonly password: string };
  readonly certificates?: Certificates;
  readonly requireClientCertificate?: boolean;
}

/** Debian puts it in /usr/sbin, which is not on everybody's path. */
const PROGRAM = ['mosquitto', '/usr/sbin/mosquitto', '/usr/local/sbin/mosquitto'].find((path) =>
  isInstalled(path, '-h'),
);

/** Comes with it. */
const PASSWORD_PROGRAM = 'mosquitto_passwd';

export const mosquittoInstalled = PROGRAM !== undefined;

/** A real Mosquitto with a temporary configuration on a free port; sessions outlive a restart. */
export class MosquittoBroker {
  readonly #options: MosquittoOptions;
  readonly #folder: string;
  #port = 0;
  #process: ChildProcess | undefined;

  constructor(options: MosquittoOptions = {}) {
    this.#options = options;
    this.#folder = mkdtempSync(join(tmpdir(), 'hearth-mosquitto-'));
    chmodSync(this.#folder, 0o755);
  }

  get port(): number {
    return this.#port;
  }

  get url(): string {
    return `${this.#options.certificates === undefined ? 'mqtt' : 'mqtts'}://127.0.0.1:${this.#port}`;
  }

  async start(): Promise<void> {
    if (this.#port === 0) this.#port = await freePort();
    const file = join(this.#folder, 'mosquitto.conf');
    writeFileSync(file, `${this.#configuration().join('\n')}\n`);
    const child = spawn(PROGRAM as string, ['-c', file], { stdio: ['ignore', 'ignore', 'pipe'] });
    this.#process = child;
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    for (let attempt = 0; !(await answers(this.#port)); attempt++) {
      if (child.exitCode !== null || attempt > 200) throw new Error(`mosquitto did not start: ${said}`);
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }

  #configuration(): string[] {
    const { credentials, certificates, requireClientCertificate } = this.#options;
    const lines = [
      `listener ${this.#port} 127.0.0.1`,
      // Mosquitto leaves Nagle's algorithm on: a command could take 40 ms.
      'set_tcp_nodelay true',
      'persistence true',
      `persistence_location ${this.#folder}/`,
      'log_dest none',
      'max_queued_messages 0',
      ...(userInfo().uid === 0 ? ['user root'] : []),
    ];
    if (credentials === undefined) {
      lines.push('allow_anonymous true');
    } else {
      const file = join(this.#folder, 'passwords');
      execFileSync(PASSWORD_PROGRAM, ['-b', '-c', file, credentials.username, credentials.password]);
      lines.push('allow_anonymous false', `password_file ${file}`);
    }
    if (certificates !== undefined) {
      const { certFile, keyFile } = certificates.server;
      lines.push(`cafile ${certificates.caFile}`, `certfile ${certFile}`, `keyfile ${keyFile}`);
      if (requireClientCertificate) lines.push('require_certificate true');
    }
    return lines;
  }

  /** Hangs: takes what the system still buffers for it, and answers nothing. */
  pause(): void {
    this.#process?.kill('SIGSTOP');
  }

  resume(): void {
    this.#process?.kill('SIGCONT');
  }

  async stop(): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (child === undefined || child.exitCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    child.kill('SIGCONT');
    await gone;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
