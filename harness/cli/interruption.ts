import type { ExitCode, Io } from './io.ts';
import { onSignal } from './signals.ts';

const FAULT: ExitCode = 3;

/**
 * Turns Ctrl-C, SIGTERM and a closed terminal (SIGHUP) into an abort, so that everything is stopped and what was seen is written. Asked a second
 * time, the process ends at once; browsers go with it, for they watch a pipe of ours.
 */
export function interruption(io: Io): AbortController {
  const controller = new AbortController();
  onSignal((signal) => {
    if (controller.signal.aborted) process.exit(FAULT);
    io.err(`\n${signal}: stopping what was started. Once more ends at once.`);
    controller.abort();
  });
  return controller;
}
