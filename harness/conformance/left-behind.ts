/** A run could not remove all that it has made elsewhere. The message says where, why, and what to do. */
export class LeftBehindError extends Error {
  readonly code = 'ERR_LEFT_BEHIND';

  constructor(message: string, cause: unknown) {
    super(message, { cause });
    this.name = 'LeftBehindError';
  }
}
