import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
/** A program of dist/, whether this file is in the bundle beside it or among the sources. */
export function programOf(name: string): string {
  const found = [join(here, name), join(here, '../../dist', name)].find((path) => existsSync(path));
  if (found === undefined) throw new Error(`dist/${name} is missing; "npm run build" makes it`);
  return found;
}

/** A data directory with a household file, gone at the end. */
export class DataFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'hearth-bench-'));

  constructor(householdFile: string) {
    writeFileSync(join(this.path, 'home.yaml'), householdFile);
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** A program of its own process, and what it uses. */
export class OwnProcess {
  readonly #child: ChildProcess;
  readonly #ended: Promise<number | null>;
  #output = '';
  readonly startedAt = performance.now();

  constructor(args: readonly string[]) {
    const env = { ...process.env, HEARTH_DATA: '', HEARTH_BROKER: '', NODE_OPTIONS: '' };
    this.#child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.setEncoding('utf8').on('data', (chunk: string) => {
        this.#output += chunk;
      });
    // Whatever ends the bench early ends this, too.
    process.once('exit', () => this.#child.kill('SIGKILL'));
    this.#ended = new Promise((resolve) => this.#child.on('close', resolve));
  }

  /** What it printed so far, for the message of a failure. */
  get output(): string {
    return this.#output.slice(-600);
  }

  get ended(): boolean {
    return this.#child.exitCode !== null;
  }

  /** Resident memory in MB (10^6 bytes); NaN where the system has no /proc. */
  rssMb(): number {
    return (Number(/VmRSS:\s+(\d+) kB/.exec(this.#proc('status'))?.[1] ?? Number.NaN) * 1024) / 1e6;
  }

  rssPeakMb(): number {
    return (Number(/VmHWM:\s+(\d+) kB/.exec(this.#proc('status'))?.[1] ?? Number.NaN) * 1024) / 1e6;
  }

  /** Processor time so far, of all threads; NaN where the system has no /proc. */
  cpuMs(): number {
    // Fields 14 and 15 of proc(5) stat, in ticks of 10 ms; the name in parentheses may hold spaces.
    const fields = this.#proc('stat').split(') ')[1]?.split(' ') ?? [];
    return 10 * (Number(fields[11] ?? Number.NaN) + Number(fields[12] ?? Number.NaN));
  }

  #proc(file: string): string {
    try {
      return readFileSync(`/proc/${this.#child.pid}/${file}`, 'utf8');
    } catch {
      return '';
    }
  }

  async stop(): Promise<void> {
    this.#child.kill('SIGTERM');
    await this.#ended;
  }
}

export function startDaemon(brokerUrl: string, dataDir: string): OwnProcess {
  return new OwnProcess([programOf('hearth.js'), 'run', '--broker', brokerUrl, '--data', dataDir]);
}
