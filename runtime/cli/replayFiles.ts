import { createReadStream } from 'node:fs';
import { lockDataDir } from '../adapters/control/dataDir.ts';
import { LineReader } from '../adapters/control/lines.ts';
import { type OpenHub, Replay, type ReplayOptions } from '../adapters/replay/replay.ts';
import { HearthError, isHearthError } from '../domain/errors.ts';
import { limits } from '../domain/limits.ts';
import { FaultLog } from '../faults.ts';
import { type Hub, type HubParts, makeHub } from '../hub.ts';
import { loadModel, openStore } from '../main.ts';
import type { Inference } from '../ports/inference.ts';

export interface ReplayFiles extends ReplayOptions {
  /** Paths, or "-" alone for standard input. */
  readonly files: readonly string[];
  readonly dataDir: string | undefined;
  readonly modelDir: string | undefined;
  /** Resolves when the line may be followed by the next: it has been handed to whoever reads. */
  readonly write: (line: string) => Promise<void> | void;
  /** Is told what is odd, but no fault. */
  readonly warn?: (text: string) => void;
  readonly progress?: (done: number, of: number) => void;
}

/** Replays files one after the other with one model. Errors: those of `Replay.line`, with the file's name. */
export async function replayFiles(options: ReplayFiles): Promise<void> {
  const { dataDir, modelDir, files, timing } = options;
  const lock = dataDir === undefined ? undefined : lockDataDir(dataDir);
  try {
    const inference = await loadModel(modelDir);
    const openHub = hubOpener(inference, dataDir, { isTimed: timing });
    for (const [done, file] of files.entries()) {
      options.progress?.(done, files.length);
      await replayFile(file, openHub, options);
    }
    options.progress?.(files.length, files.length);
    await inference.close();
  } finally {
    lock?.release();
  }
}

/** How a replay's hubs differ from one another. */
export interface HubOpening extends Pick<HubParts, 'observe'> {
  /** Decisions are timed: of a hub that is warm, as a live one is. */
  readonly isTimed?: boolean;
  /** Is shown each hub as it is made. */
  readonly opened?: (hub: Hub) => void;
}

/** Opens a replay's hubs with one model; `dataDir` undefined starts each from nothing. */
export function hubOpener(inference: Inference, dataDir: string | undefined, opening: HubOpening = {}): OpenHub {
  const { isTimed = false, opened, ...more } = opening;
  let isWarm = !isTimed;
  return ({ household, seed }, publish, emit) => {
    const store = openStore(dataDir);
    const hub = makeHub({
      household,
      clock: 'replay',
      store,
      inference,
      faults: new FaultLog(),
      entropy: `replay ${seed}`,
      firstSignal: 0,
      publish: async (commands, at) => {
        publish(commands, at);
        return [];
      },
      handOver: async () => {},
      emit,
      listen: () => {},
      stopwatch: () => performance.now(),
      ...more,
    });
    opened?.(hub);
    const { loop, home, devices, isDiscovery } = hub;
    return {
      step: (event) => loop.step(event),
      prepare: async () => {
        loop.prepare();
        // What is timed is a hub that has said it is ready, as a live one does after this.
        if (!isWarm) await hub.warmUp();
        isWarm = true;
      },
      home,
      devices,
      isDiscovery,
      close: () => {
        loop.saveHabits(home.now);
        store.close();
      },
    };
  };
}

async function replayFile(file: string, openHub: OpenHub, options: ReplayFiles): Promise<void> {
  let pending: Promise<void> | undefined;
  const write = (line: string): void => {
    const written = options.write(line);
    if (written) pending = written;
  };
  const replay = new Replay(openHub, options, write);
  const isStream = file === '-';
  let isEmpty = true;
  if (!isStream) write(JSON.stringify({ type: 'file', file }));
  try {
    const lines = new LineReader(limits.replayLineBytesMax);
    const input = isStream ? process.stdin : createReadStream(file, { highWaterMark: 256 * 1024 });
    for await (const chunk of input) {
      for (const line of lines.push(chunk as Buffer)) {
        isEmpty &&= line.trim() === '';
        await replay.line(line);
        if (pending) await pending;
        pending = undefined;
      }
    }
    const rest = lines.rest();
    if (isEmpty && rest.trim() === '') options.warn?.(`${isStream ? 'standard input' : file} holds no events`);
    await replay.line(rest);
    await replay.end();
    if (pending) await pending;
  } catch (error) {
    throw named(file, error);
  } finally {
    replay.close();
  }
}

function named(file: string, error: unknown): unknown {
  const where = file === '-' ? 'standard input' : file;
  if (isHearthError(error)) return new HearthError(error.code, `${where}: ${error.message}`, error);
  const { code, message } = error as NodeJS.ErrnoException;
  // A file that cannot be read is the caller's argument, whatever the system calls it.
  return code === undefined ? error : new HearthError('bad-argument', `cannot read ${where}: ${message}`, error);
}
