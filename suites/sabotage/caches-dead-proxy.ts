import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { rememberingFailures } from './remember-failures.ts';

export const cachesDeadProxy = {
  name: 'caches-dead-proxy',
  breaks: 'A proxy that has failed once is not tried again.',
  requirements: ['R-FAILURE-ENDS'],
  fault: {
    at: 'manner',
    personality: rememberingFailures(
      (way, failed) =>
        way.kind === 'upstream' && failed.some((one) => one.kind === 'upstream' && one.position === way.position),
    ),
  },
} as const satisfies Sabotage;
