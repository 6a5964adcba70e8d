import { existsSync } from 'node:fs';
import { callDaemon } from '../adapters/control/client.ts';
import { dataDirOf, socketPathOf } from '../adapters/control/dataDir.ts';
import { HearthError, isHearthError } from '../domain/errors.ts';
import type { HouseholdMemory } from '../householdMemory.ts';
import type { ContextStore } from '../ports/contextStore.ts';
import { type Invocation, textFlag } from './command.ts';

export interface OpenStore {
  readonly store: ContextStore;
  readonly memory: HouseholdMemory;
}

export function dataDir({ flags, env }: Invocation): string {
  return dataDirOf(textFlag(flags, 'data'), env);
}

/** Asks the daemon of this invocation's data directory. Errors: `daemon-unreachable`. */
export function ask(invocation: Invocation, method: string, params: { readonly [key: string]: unknown } = {}) {
  return callDaemon(socketPathOf(dataDir(invocation)), method, params);
}

/** Asks the daemon, or where none runs does it on the data directory itself. Errors: `data-missing` where that holds nothing. */
export async function askOrOpen<T>(
  invocation: Invocation,
  method: string,
  params: { readonly [key: string]: unknown },
  directly: (open: OpenStore) => T,
): Promise<T> {
  const answered = await askIfRunning<T>(invocation, method, params);
  if (answered !== undefined) return answered.answer;
  const { storePathOf, withStore } = await import('../main.ts');
  const dir = dataDir(invocation);
  if (!existsSync(storePathOf(dir)))
    throw new HearthError('data-missing', `no hearth has ever run on ${dir}; name its data directory with --data`);
  return withStore(dir, directly);
}

/** Asks the daemon; undefined where none runs. */
export async function askIfRunning<T>(
  invocation: Invocation,
  method: string,
  params: { readonly [key: string]: unknown },
): Promise<{ readonly answer: T } | undefined> {
  try {
    return { answer: (await ask(invocation, method, params)) as T };
  } catch (error) {
    if (!isUnreachable(error)) throw error;
    return undefined;
  }
}

function isUnreachable(error: unknown): error is HearthError {
  return isHearthError(error) && error.code === 'daemon-unreachable';
}
