import { HearthError } from '../../runtime/domain/errors.ts';
import { limits } from '../../runtime/domain/limits.ts';

export function failed(why: string, cause?: unknown): HearthError {
  return new HearthError('template-failed', `template: ${why}`, cause);
}

/** Counts what one rendering spends, so that no template can hold the loop up. */
export class Budget {
  #steps: number = limits.templateStepsMax;
  #bytes: number = limits.templateOutputBytesMax;

  step(count = 1): void {
    this.#steps -= count;
    if (this.#steps < 0)
      throw new HearthError('template-limit', `template: more than ${limits.templateStepsMax} steps`);
  }

  /** Characters that a rendering made: printed, joined, repeated or put together. */
  make(characters: number): void {
    this.#bytes -= characters;
    if (this.#bytes < 0)
      throw new HearthError('template-limit', `template: more than ${limits.templateOutputBytesMax} bytes of text`);
  }
}
