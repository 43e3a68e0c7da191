const IN_PROCESS = 'or keep the proxies in this process with --proxies in-process.';

/** There is no container engine that can be used. The message says what to do. */
export class EngineError extends Error {
  readonly code = 'ERR_NO_ENGINE';
  /** The message without what to do. */
  readonly reason: string;

  constructor(reason: string, remedy: string, cause?: unknown) {
    super(`${reason} ${remedy}, ${IN_PROCESS}`, { cause });
    this.name = 'EngineError';
    this.reason = reason;
  }
}
