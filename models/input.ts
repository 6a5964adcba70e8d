import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { didYouMean } from '../runtime/adapters/household/known.ts';
import { isHearthError } from '../runtime/domain/errors.ts';

/** What was typed or given as data is wrong, not the machine; the message says what and where. */
export class InputError extends Error {}

/** Whether an error means exit code 2, as `hearth` has it: bad input. Everything else is a fault, 1. */
export function isBadInput(error: unknown): boolean {
  if (error instanceof InputError) return true;
  if (isHearthError(error)) return error.code === 'bad-bundle' || error.code === 'bundle-mismatch';
  return (error as NodeJS.ErrnoException | null)?.code?.startsWith('ERR_PARSE_ARGS') === true;
}

/** There is no such thing: what was meant, and what there is. */
export function unknown(what: string, name: string, known: readonly string[]): InputError {
  const meant = didYouMean(name, known);
  return new InputError(`there is no ${what} "${name}"${meant === '' ? ';' : meant} there are ${known.join(', ')}`);
}

/** An option's number above 0. */
export function positive(option: string, text: string): number {
  const value = Number(text);
  if (!(value > 0 && Number.isFinite(value))) throw new InputError(`--${option} wants a number above 0, not "${text}"`);
  return value;
}

/** An option's whole number above 0. */
export function whole(option: string, text: string): number {
  const value = Number(text);
  if (!(Number.isSafeInteger(value) && value > 0))
    throw new InputError(`--${option} wants a whole number above 0, not "${text}"`);
  return value;
}

/** The folder that `--data` names. */
export function dataFolder(path: string): string {
  const folder = resolve(path);
  if (!existsSync(folder)) throw new InputError(`the data folder ${folder} does not exist (--data)`);
  return folder;
}
