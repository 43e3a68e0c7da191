import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { documentedPolicy } from '../../harness/emulator/router/policy.ts';
import { isDefault } from './default-proxies.ts';

export const defaultErrorsGoDirect = {
  name: 'default-errors-go-direct',
  breaks: 'A tunnel that a default proxy refuses with 403, 502 or 503 is opened directly.',
  requirements: ['R-FAIL-OPEN-ERROR-PAGE'],
  fault: {
    at: 'router',
    policy: (egress) => ({
      ...documentedPolicy(egress),
      afterFailure: (failed, answer) =>
        answer?.to === 'tunnel' && answer.status !== 407 && isDefault(egress, failed) ? { kind: 'direct' } : 'error',
    }),
  },
} as const satisfies Sabotage;
