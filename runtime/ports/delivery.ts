import type { Command } from '../domain/entity.ts';
import type { HearthError } from '../domain/errors.ts';

/** A command that did not go out, and will not later: by then it may be wrong. */
export interface Undelivered {
  readonly command: Command;
  readonly error: HearthError;
}
