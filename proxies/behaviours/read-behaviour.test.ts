import { expect, test } from 'vitest';
import { readBehaviour } from './read-behaviour.ts';

test.each([
  { kind: 'normal' },
  { kind: 'slow', milliseconds: 60_000 },
  { kind: 'challenge', scheme: 'NTLM' },
  { kind: 'garbage' },
  { kind: 'reset-after-answer' },
  { kind: 'respond', status: 503, body: 'closed' },
])('%j is one', (behaviour) => {
  expect(readBehaviour(behaviour)).toEqual(behaviour);
});

test.each([
  [{ kind: 'slow' }, 'milliseconds: a whole number from 1 to 60000 is needed.'],
  [{ kind: 'slow', milliseconds: 0 }, 'milliseconds: a whole number from 1 to 60000 is needed.'],
  [{ kind: 'slow', milliseconds: 1.5 }, 'milliseconds: a whole number from 1 to 60000 is needed.'],
  [{ kind: 'slow', milliseconds: 60_001 }, 'milliseconds: a whole number from 1 to 60000 is needed.'],
  [{ kind: 'challenge', scheme: 'Basic' }, 'scheme: one of Digest, Negotiate, NTLM is needed.'],
  [{ kind: 'respond', status: 200 }, 'status: a whole number from 400 to 599 is needed.'],
])('%j is none', (value, problem) => {
  expect(() => readBehaviour(value)).toThrow(problem);
});
