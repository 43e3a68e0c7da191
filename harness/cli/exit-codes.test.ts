import { expect, test } from 'vitest';
import { EXIT_CODES } from './exit-codes.ts';

test.each([
  ['conforms', 0],
  ['violates', 1],
  ['inconclusive', 3],
  ['harness-fault', 3],
  ['not-applicable', 3],
] as const)('a run that %s ends with %i', (verdict, code) => {
  expect(EXIT_CODES[verdict]).toBe(code);
});
