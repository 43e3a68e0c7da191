import type { ExitCode } from './io.ts';

type Listener = (signal: NodeJS.Signals) => void;

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const FAULT: ExitCode = 3;

let listener: Listener | undefined;

/** Tells of Ctrl-C, SIGTERM and a closed terminal (SIGHUP), and nobody else from now on. */
export function onSignal(next: Listener): void {
  // First the new one: without any, a signal would end the process as the system does.
  for (const signal of SIGNALS) process.on(signal, next);
  if (listener !== undefined) for (const signal of SIGNALS) process.off(signal, listener);
  listener = next;
}

/** What signals do while nothing has been started that would have to be stopped: never a pass, never a violation. */
export function endAtSignals(): void {
  onSignal((signal) => {
    process.stderr.write(`\n${signal}: ended without a result.\n`);
    process.exit(FAULT);
  });
}
