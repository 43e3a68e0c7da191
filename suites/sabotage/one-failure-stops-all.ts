import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { rememberingFailures } from './remember-failures.ts';

export const oneFailureStopsAll = {
  name: 'one-failure-stops-all',
  breaks: 'After a failure at one proxy, all requests fail.',
  requirements: ['R-FAILURE-CONTAINED'],
  fault: { at: 'manner', personality: rememberingFailures((_way, failed) => failed.length > 0) },
} as const satisfies Sabotage;
