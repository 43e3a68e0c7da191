/** Deployed witnesses cannot be used now. The message is one line: which of them, and why. */
export class DeploymentError extends Error {
  readonly code = 'ERR_DEPLOYMENT';

  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'DeploymentError';
  }
}
