import { BudgetError } from '../sessions/session-budget.ts';
import { LeftBehindError } from './left-behind.ts';
import { UnawaitedFaultError } from './unawaited-fault.ts';
import { unsuppressed } from './unsuppressed.ts';

/**
 * Why a run ended before its end, as sentences: what came first, and what is left behind.
 *
 * @param signal by which it may have been ended.
 * @param error that it ended with, if any.
 */
export function whyEnded(signal: AbortSignal, error: unknown): string {
  const errors = unsuppressed(error);
  const [first] = errors;
  const cause = signal.aborted ? whyAborted(signal) : `The run broke off: ${messageOf(first)}`;
  const leftovers = errors.filter((one) => one instanceof LeftBehindError && (signal.aborted || one !== first));
  // The service's own messages end without a full stop.
  return [leftovers.length > 0 ? cause.replace(/\.?$/, '.') : cause, ...leftovers.map(messageOf)].join(' ');
}

function whyAborted({ reason }: AbortSignal): string {
  const says = reason instanceof BudgetError || reason instanceof UnawaitedFaultError;
  return says ? reason.message : 'The run was interrupted.';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
