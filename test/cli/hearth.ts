import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../root.ts';

const PROGRAM = join(root, 'dist/hearth.js');

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Starts the program as a shell would; its environment names no other data directory or broker. */
export function startHearth(args: readonly string[], own: NodeJS.ProcessEnv = {}): ChildProcess {
  const env = { ...process.env, HEARTH_DATA: '', HEARTH_BROKER: '', NO_COLOR: '1', ...own };
  return spawn(process.execPath, [PROGRAM, ...args], { env, stdio: ['pipe', 'pipe', 'pipe'] });
}

/** Runs the program to its end. */
export function hearth(args: readonly string[], input = '', env: NodeJS.ProcessEnv = {}): Promise<Ran> {
  const child = startHearth(args, env);
  let [out, err] = ['', ''];
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    out += chunk;
  });
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    err += chunk;
  });
  child.stdin?.end(input);
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err })));
}

/** A folder that is gone when the test is over. */
export function scratch(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'hearth-test-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** A daemon, with an own broker on a free port unless the arguments name one, once it says that it is ready. */
export async function startDaemon(args: readonly string[]): Promise<{
  readonly brokerUrl: string;
  readonly output: () => string;
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}> {
  const child = startHearth(['run', ...(args.includes('--broker') ? [] : ['--port', '0']), ...args]);
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  let output = '';
  const ready = new Promise<string>((resolve, reject) => {
    const hear = (chunk: string): void => {
      output += chunk;
      const url = /Ready in .* broker (\S+) \w+/.exec(output)?.[1];
      if (url) resolve(url);
    };
    child.stdout?.setEncoding('utf8').on('data', hear);
    child.stderr?.setEncoding('utf8').on('data', hear);
    void ended.then((code) => reject(new Error(`the daemon ended with ${code}: ${output}`)));
  });
  return {
    brokerUrl: await ready,
    output: () => output,
    stop: (signal = 'SIGTERM') => {
      child.kill(signal);
      return ended;
    },
  };
}
