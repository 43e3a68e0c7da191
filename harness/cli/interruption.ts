import { UnawaitedFaultError } from '../conformance/unawaited-fault.ts';
import { onFault } from './faults.ts';
import type { ExitCode, Io } from './io.ts';
import { onSignal } from './signals.ts';

const FAULT: ExitCode = 3;

/** What one fault brings along as things are stopped is less; a fault that comes again and again would never end. */
const FAULTS_AT_MOST = 10;

/**
 * Milliseconds for stopping everything after a fault: more than containers and sessions at AWS take. Where the fault
 * is what somebody waits for, they would wait for ever.
 */
const STOPPING_MILLISECONDS = 120_000;

/**
 * Turns Ctrl-C, SIGTERM and a closed terminal (SIGHUP) into an abort, so that everything is stopped and what was seen is written. Asked a second
 * time, the process ends at once; browsers go with it, for they watch a pipe of ours. A fault of ours that nobody awaits
 * is an abort as well, for an {@link UnawaitedFaultError}, and whatever the command says then, the exit code is 3.
 *
 * @param sayFault what tells of a fault. Default: standard error, as of all else.
 */
export function interruption(io: Pick<Io, 'err'>, sayFault: (text: string) => void = io.err): AbortController {
  const controller = new AbortController();
  onSignal((signal) => {
    if (controller.signal.aborted) process.exit(FAULT);
    io.err(`\n${signal}: stopping what was started. Once more ends at once.`);
    controller.abort();
  });
  let faults = 0;
  onFault((fault) => {
    faults += 1;
    sayFault(`\n${fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)}`);
    if (faults > FAULTS_AT_MOST) process.exit(FAULT);
    if (faults > 1) return;
    process.on('exit', () => {
      process.exitCode = FAULT;
    });
    sayFault('This is a fault of this tool: stopping what was started. Ctrl-C ends at once.');
    setTimeout(() => {
      sayFault('Not everything could be stopped in time: ended.');
      process.exit(FAULT);
    }, STOPPING_MILLISECONDS).unref();
    controller.abort(new UnawaitedFaultError(fault));
  });
  return controller;
}
