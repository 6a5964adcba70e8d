/** Every error that a person or a program may meet has a code that stays the same from release to release. */
export type ErrorCode =
  | 'bad-event'
  | 'bad-household'
  | 'bad-argument'
  | 'bad-bundle'
  | 'bundle-mismatch'
  | 'broker-unreachable'
  | 'broker-refused'
  | 'clock-went-back'
  | 'command-unsupported'
  | 'daemon-unreachable'
  | 'daemon-already-running'
  | 'data-missing'
  | 'discovery-invalid'
  | 'discovery-limit'
  | 'lesson-refused'
  | 'payload-invalid'
  | 'payload-too-deep'
  | 'payload-too-large'
  | 'publish-failed'
  | 'queue-full'
  | 'store-damaged'
  | 'store-full'
  | 'store-newer'
  | 'store-readonly'
  | 'store-failed'
  | 'template-failed'
  | 'template-limit'
  | 'topic-invalid'
  | 'turn-failed'
  | 'utterance-too-long';

/** The fault of a peer, a disk, a network or an input: says what happened and what to do. */
export class HearthError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'HearthError';
    this.code = code;
  }
}

export function isHearthError(error: unknown): error is HearthError {
  return error instanceof HearthError;
}
