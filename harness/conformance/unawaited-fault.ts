/** Aborts a run that an error of ours has overtaken outside of everything that the run waits for. */
export class UnawaitedFaultError extends Error {
  readonly code = 'ERR_UNAWAITED_FAULT';

  constructor(fault: unknown) {
    const message = fault instanceof Error ? fault.message : String(fault);
    super(`The run broke off, for this tool has a fault: ${message}`, { cause: fault });
    this.name = 'UnawaitedFaultError';
  }
}

/** Whether it was such a fault that has ended a run. @returns `undefined` where it was not. */
export function unawaitedFault(signal: AbortSignal | undefined): UnawaitedFaultError | undefined {
  return signal?.reason instanceof UnawaitedFaultError ? signal.reason : undefined;
}
