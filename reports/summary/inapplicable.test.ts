import { expect, test } from 'vitest';
import type { CheckResult } from '../../harness/conformance/verification.ts';
import { suiteRun } from '../fixtures/suite.ts';
import { inapplicable } from './inapplicable.ts';

const { checks } = suiteRun();
const without = (seen: string): CheckResult[] =>
  checks.slice(0, 1).map((check) => ({ ...check, verdict: 'not-applicable', seen }));

test('every reason once, with how many cells it concerns', () => {
  const log = 'Nobody outside can read the service’s log.';
  const few = 'It takes 3 proxies, and 2 are deployed.';
  expect(inapplicable([...checks, ...without(few), ...without(log), ...without(few)], (_, text) => text)).toEqual([
    `- 2 not applicable: ${few}`,
    `- 1 not applicable: ${log}`,
  ]);
});

test('nothing where everything applies', () => {
  expect(inapplicable(checks, (_, text) => text)).toEqual([]);
});
