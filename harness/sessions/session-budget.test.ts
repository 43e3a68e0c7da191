import { expect, test, vi } from 'vitest';
import { SessionBudget } from './session-budget.ts';

test('counts sessions, and ends the run at one too many', () => {
  using budget = new SessionBudget({ sessions: 2, minutes: 10 }, 'acpc-run');
  budget.admit('acpc-a', 3600);
  budget.admit('acpc-b', 3600);
  expect(budget.signal.aborted).toBe(false);
  const message = 'The run has started 2 sessions, which are all that --max-sessions allows.';
  expect(() => budget.admit('acpc-c', 3600)).toThrow(message);
  expect(budget.signal.reason).toMatchObject({ code: 'ERR_BUDGET', message });
  expect(budget.names).toEqual(['acpc-a', 'acpc-b']);
});

test('lets no session outlive the time that is left', () => {
  vi.useFakeTimers();
  try {
    using budget = new SessionBudget({ sessions: 9, minutes: 10 }, 'acpc-run');
    expect(budget.admit('acpc-a', 3600)).toBe(600);
    expect(budget.admit('acpc-b', 5)).toBe(5);
    vi.advanceTimersByTime(9 * 60_000);
    expect(budget.admit('acpc-c', 3600)).toBe(60);
    expect(budget.signal.aborted).toBe(false);
    vi.advanceTimersByTime(60_000);
    expect(budget.signal.reason).toMatchObject({
      message: 'The run has taken 10 minutes, which is all that --max-minutes allows.',
    });
    expect(() => budget.admit('acpc-d', 1)).toThrow('The run has taken 10 minutes');
  } finally {
    vi.useRealTimers();
  }
});

test('a single one is said so', () => {
  using budget = new SessionBudget({ sessions: 1, minutes: 1 }, 'acpc-run');
  budget.admit('acpc-a', 1);
  expect(() => budget.admit('acpc-b', 1)).toThrow('started one session, which is all that --max-sessions allows');
});

test('gives a session that says nothing of it a name and an end, and leaves what it says', () => {
  vi.useFakeTimers();
  try {
    using budget = new SessionBudget({ sessions: 3, minutes: 10 }, 'acpc-run');
    const whole = { clientToken: 'x', name: 'acpc-run', sessionTimeoutSeconds: 600 };
    expect(budget.admitBody({ clientToken: 'x' })).toEqual(whole);
    vi.advanceTimersByTime(60_000);
    // The service refuses a client token that comes again with anything else.
    expect(budget.admitBody({ clientToken: 'x' })).toEqual(whole);
    const own = { name: 'mine', sessionTimeoutSeconds: 0 };
    expect(budget.admitBody(own)).toEqual(own);
    expect(budget.names).toEqual(['acpc-run', 'acpc-run', 'mine']);
  } finally {
    vi.useRealTimers();
  }
});
