import { BudgetError } from '../sessions/session-budget.ts';

/** Why a run was ended early, as one sentence. @param signal that has been aborted. */
export function whyAborted({ reason }: AbortSignal): string {
  return reason instanceof BudgetError ? reason.message : 'The run was interrupted.';
}
