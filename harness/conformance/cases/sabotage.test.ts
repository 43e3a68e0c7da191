import { expect, test } from 'vitest';
import { documentedPolicy } from '../../emulator/router/policy.ts';
import { type Fault, faultyParts } from './sabotage.ts';

const ROUTER: Fault = { at: 'router', policy: () => documentedPolicy(undefined) };
const COMMAND_LINE: Fault = { at: 'command-line', flags: (flags) => flags };

test('a fault in several places is put into each of them', () => {
  expect(faultyParts({ at: 'several', faults: () => [ROUTER, COMMAND_LINE] })).toEqual({
    policy: ROUTER.policy,
    sabotagedCommandLine: COMMAND_LINE.flags,
  });
});

test('what the places of a fault share is made anew for every run', () => {
  let made = 0;
  const fault: Fault = {
    at: 'several',
    faults: () => {
      made += 1;
      return [ROUTER];
    },
  };
  faultyParts(fault);
  faultyParts(fault);
  expect(made).toBe(2);
});
