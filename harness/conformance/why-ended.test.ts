import { expect, test } from 'vitest';
import { BudgetError } from '../sessions/session-budget.ts';
import { LeftBehindError } from './left-behind.ts';
import { UnawaitedFaultError } from './unawaited-fault.ts';
import { whyEnded } from './why-ended.ts';

const GOING_ON = new AbortController().signal;
const left = new LeftBehindError('Something is left.', undefined);

/** As `await using` throws it, where disposing fails after `first`. */
async function suppressing(first: Error): Promise<unknown> {
  try {
    await using _resource = {
      [Symbol.asyncDispose]: async () => {
        throw left;
      },
    };
    throw first;
  } catch (error) {
    return error;
  }
}

test('the error that came first, and what is left behind', async () => {
  expect(whyEnded(GOING_ON, new Error('No.'))).toBe('The run broke off: No.');
  expect(whyEnded(GOING_ON, left)).toBe('The run broke off: Something is left.');
  expect(whyEnded(GOING_ON, await suppressing(new Error('No.')))).toBe('The run broke off: No. Something is left.');
});

test('who ended it, whatever error that made', async () => {
  const budget = AbortSignal.abort(new BudgetError('All is spent.'));
  expect(whyEnded(AbortSignal.abort(), new Error('The stream closed.'))).toBe('The run was interrupted.');
  expect(whyEnded(budget, undefined)).toBe('All is spent.');
  const fault = AbortSignal.abort(new UnawaitedFaultError(new TypeError('It is undefined.')));
  expect(whyEnded(fault, new Error('The stream closed.'))).toBe(
    'The run broke off, for this tool has a fault: It is undefined.',
  );
  expect(whyEnded(budget, await suppressing(new Error('No.')))).toBe('All is spent. Something is left.');
});
